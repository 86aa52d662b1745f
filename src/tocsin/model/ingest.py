"""What was taken into the lake: which files, what became of their rows, where they lie."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tocsin.model.ids import digest


class Role(StrEnum):
    """What a file of the lake holds."""

    ROWS = "rows"
    """Records, as the source has them; from the raw file they can be derived again."""
    MONTHS = "months"
    """Events summed by dyad, month, type and quadrant; derived from rows."""
    DAYS = "days"
    """Events summed by dyad, day and quadrant; derived from rows."""
    STATES = "states"
    """Events summed by state and month; derived from the sums by dyad and month."""


SUMS = (Role.MONTHS, Role.DAYS, Role.STATES)
"""What is derived from rows of events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file that was read.

    Every row that was read is kept, repeated, set aside or refused.

    Attributes:
        name: As the user named it: a path, or an address.
        sha256: Of its bytes as given; the lake keeps them under this name.
        size: Of its bytes as given.
        rows: Records that were read.
        kept: Records that went into the lake.
        repeated: Records whose key the lake held already, or that stand in the file twice.
        set_aside: Records that a filter left out.
        refused: Records that did not fit.
        start: First day that the file covers; None where nobody says.
        end: Last day that it covers.
    """

    name: str
    sha256: str
    size: int
    rows: int
    kept: int
    repeated: int
    set_aside: int
    refused: int
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One immutable Parquet file of the lake.

    Attributes:
        path: Where it lies below the folder of the lake, with `/` between folders.
        role: What it holds.
        source: Name of the source.
        table: Name of the table.
        period: Month or year of its rows, such as `2018-10`; empty where rows are not parted.
        sha256: Of its bytes.
        size: Of its bytes.
        rows: Rows in it.
        start: First day of its rows; None where they have none.
        end: Last day of its rows.
        pairs: Rows with two different parties; of events only.
        mentions: Sum of the mentions of these.
        low: Least key in it, as text.
        high: Greatest key in it.
    """

    path: str
    role: Role
    source: str
    table: str
    period: str
    sha256: str
    size: int
    rows: int
    start: date | None = None
    end: date | None = None
    pairs: int = 0
    mentions: int = 0
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """One step of taking files into the lake: all of it is there, or nothing.

    Attributes:
        source: Name of the source.
        table: Name of the table.
        edition: What the files say of their edition; may be empty.
        scope: States that they are about, where they do not cover all.
        retrieved: Day on which the files were taken in.
        options: What the user said of the files, sorted, as `name=value`.
        only_dyads: Whether only rows with two different parties were kept.
        inputs: The files.
        parts: The files of the lake with their rows; derived sums are not among them.
        refused: What was wrong with the first rows that did not fit, a sentence each.
        version: Version of Tocsin that read them.
        licence: Name of the licence.
        citation: How to cite the source.
    """

    source: str
    table: str
    edition: str
    scope: tuple[str, ...]
    retrieved: date
    options: tuple[str, ...]
    only_dyads: bool
    inputs: tuple[Input, ...]
    parts: tuple[Part, ...]
    refused: tuple[str, ...]
    version: str
    licence: str
    citation: str

    @property
    def id(self) -> str:
        """Return `i-` and ten digits that depend on the source, the files and the options."""
        files = tuple(one.sha256 for one in self.inputs)
        return digest("i", self.source, files, self.options, self.only_dyads)

    @property
    def kept(self) -> int:
        """Return how many records went into the lake."""
        return sum(one.kept for one in self.inputs)
