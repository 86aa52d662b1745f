"""What came of reading files into the table `staged` of a connection."""

from dataclasses import dataclass, field

from tocsin.errors import SourceError

SHOWN = 20
"""Refused rows that are named one by one; the others are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """How many rows of each file were read, and what became of them.

    Attributes:
        rows: Records read, for each file; the sum of the three that follow.
        staged: Records that are in the table `staged`.
        set_aside: Records that a filter left out.
        refused: Records that did not fit.
        refusals: What was wrong with the first of these.
    """

    rows: tuple[int, ...]
    staged: tuple[int, ...]
    set_aside: tuple[int, ...]
    refused: tuple[int, ...]
    refusals: tuple[SourceError, ...]


@dataclass(slots=True)
class Refusals:
    """Counts rows that do not fit, and stops when they are too many.

    Attributes:
        most: How many may be left out.
        count: How many were.
        first: The errors of the first of them.
    """

    most: int
    count: int = 0
    first: list[SourceError] = field(default_factory=list)

    def __call__(self, error: SourceError) -> None:
        """Take note of a row that does not fit.

        Raises:
            SourceError: It is one too many; it is the first one's error that is raised.
        """
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(error)
        if self.count > self.most:
            raise self.first[0]
