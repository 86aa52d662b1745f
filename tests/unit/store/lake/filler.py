"""A process that takes files into a lake until it is killed, and says which.

A line on standard output acknowledges: it is written only after the step.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import Filled


def lines(number):
    """Return the rows of a file: eleven of its own, and one that every file has."""
    own = [f"{number}-{n} 2018-0{1 + n % 4}-11 CHN PRK 1 {(number + n) % 9}" for n in range(11)]
    return [*own, "all 2018-01-01 CHN PRK 1 1.0"]


def main(folder: str, first: int, count: int) -> None:
    filled = Filled(Path(folder))
    for number in range(first, first + count):
        done = filled.take(f"{number}.txt", *lines(number))
        kept = done.inputs[0].kept if done else -1
        sys.stdout.write(f"{number} {kept}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
