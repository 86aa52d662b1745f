"""Trains what is named: `vectors`, `relations`, `events` (the fast reader), `contextual` (the deep)."""

import argparse
import sys
from importlib import import_module

PARTS = ("vectors", "relations", "events", "contextual")


def main() -> int:
    """Train the parts that are named, or all in order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}")
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    parser.add_argument(
        "--onward", action="store_true", help="contextual: go on from the shipped weights"
    )
    options = parser.parse_args()
    for name in options.parts or PARTS:
        if name not in PARTS:
            sys.exit(f"There is no part {name!r}; parts are {', '.join(PARTS)}.")
        # Each has libraries of its own: only what is trained need be installed.
        onward = {"is_onward": options.onward} if name == "contextual" else {}
        import_module(f"scripts.training.{name}").main(is_check=options.check, **onward)
    return 0


if __name__ == "__main__":
    sys.exit(main())
