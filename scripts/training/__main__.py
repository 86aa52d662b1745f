"""Trains what is named: `events` (acts, roles, acceptance), `relations`, or `vectors`."""

import argparse
import sys

from scripts.training import events, relations, vectors

PARTS = {"vectors": vectors.main, "relations": relations.main, "events": events.main}


def main() -> int:
    """Train the parts that are named, or all in order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}")
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    options = parser.parse_args()
    for name in options.parts or PARTS:
        if name not in PARTS:
            sys.exit(f"There is no part {name!r}; parts are {', '.join(PARTS)}.")
        PARTS[name](is_check=options.check)
    return 0


if __name__ == "__main__":
    sys.exit(main())
