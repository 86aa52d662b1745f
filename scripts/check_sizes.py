"""Fail when a source file outgrows 500 lines or a name says nothing (STYLE, sections 2 and 5)."""

import sys
from pathlib import Path

HARD_CAP = 500
EMPTY_NAMES = {"utils", "util", "helpers", "misc", "common"}


def main(root: Path) -> int:
    """Return the number of files that break a rule, and name each on stderr."""
    broken = 0
    for path in sorted(root.rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > HARD_CAP:
            sys.stderr.write(f"{path}: {lines} lines; split it by concept below {HARD_CAP}.\n")
            broken += 1
        if path.stem in EMPTY_NAMES:
            sys.stderr.write(f"{path}: the name says nothing about what is inside.\n")
            broken += 1
    return broken


if __name__ == "__main__":
    sys.exit(min(1, main(Path(__file__).parents[1] / "src")))
