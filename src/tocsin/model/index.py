"""A value of a measure, with all that stands behind it: a number never travels alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tocsin.model.ids import digest


class Cover(StrEnum):
    """Whether the data cover the period that a value speaks of."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one source in the lake covers.

    Attributes:
        source: Name of the source.
        table: Name of the table.
        start: First day covered; None where nobody says.
        end: Last day covered; what lies after it is unknown, not zero.
        edition: Newest edition in the lake; may be empty.
        rows: Rows in the lake.
        scope: States that the files are about, where they do not cover all; empty for all.
        gaps: Periods in between that are not covered, both days inclusive.
    """

    source: str
    table: str
    start: date | None
    end: date | None
    edition: str
    rows: int
    scope: tuple[str, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()

    def of(self, start: date, end: date) -> Cover:
        """Return how far a period, both days inclusive, is covered.

        Where nobody says when the coverage begins or ends, it is in part at best.
        """
        first, last = self.start or date.min, self.end or date.max
        if self.rows == 0 or end < first or start > last:
            return Cover.NONE
        if any(low <= start and end <= high for low, high in self.gaps):
            return Cover.NONE
        is_whole = first <= start and end <= last and self.start is not None
        is_whole = is_whole and self.end is not None
        has_hole = any(low <= end and start <= high for low, high in self.gaps)
        return Cover.FULL if is_whole and not has_hole else Cover.PART


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRows:
    """The rows of data behind a value, so that they can be opened.

    Attributes:
        source: Name of the source.
        table: Name of the table.
        edition: Edition of the data; may be empty.
        parties: States that the rows are about.
        start: First day of the rows, inclusive.
        end: Last day of the rows, inclusive.
        rows: How many they are.
        keys: Keys of some of them, the most telling first.
        directed: Whether they go from the first party to the second only.
    """

    source: str
    table: str
    parties: tuple[str, ...]
    start: date | None
    end: date | None
    rows: int
    edition: str = ""
    keys: tuple[str, ...] = ()
    directed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexValue:
    """One value of one measure for some states and a period.

    Attributes:
        measure: Name of the measure, as on the Methods page.
        family: Name of its family.
        parties: The states it is about, in the order in which the measure takes them.
        start: First day of the period, inclusive.
        end: Last day of the period, inclusive.
        value: The value; None where it is unknown, and `note` says why.
        unit: Its unit; `1` for a plain number.
        low: Lower end of its 95 % interval, where there is one.
        high: Upper end.
        n: Observations that it rests on.
        cover: Whether the data cover the period.
        rows: The data rows beneath it.
        claims: Ids of claims beneath it.
        note: What the reader must know of this value; empty for nothing.
    """

    measure: str
    family: str
    parties: tuple[str, ...]
    start: date
    end: date
    value: float | None
    unit: str
    n: int
    cover: Cover
    rows: tuple[DataRows, ...] = ()
    claims: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Return `m-` and ten digits that depend on what is measured and on the value."""
        data = tuple((one.source, one.table, one.edition, one.rows, one.keys[:1])
                     for one in self.rows)  # fmt: skip
        what = (self.family, self.measure, self.parties, self.start, self.end)
        parts = (*what, self.value, self.n, self.note, data)
        return digest("m", *parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a family of measures is asked.

    Attributes:
        dyad: The two states.
        since: First day, inclusive.
        until: Last day, inclusive.
        third: Third parties of interest, for triads; found by the family where empty.
        sources: Names of sources to use; all where empty.
    """

    dyad: tuple[str, str]
    since: date
    until: date
    third: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
