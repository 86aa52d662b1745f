"""What the record of structured data says of a pair on the day of an assessment."""

from dataclasses import dataclass
from datetime import date

from tocsin.model.index import IndexValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One thing that the texts speak of, to which the record is asked.

    Attributes:
        base_class: Its class of base rates.
        giver: Who hands over; in what both do together the first in alphabetical order.
        receiver: Who gets it.
    """

    base_class: str
    giver: str
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRate:
    """In how many years something came about between the two states themselves.

    Attributes:
        base_class: Class of base rates that it speaks to.
        words: What was counted, in words that follow a number: `visits of leaders`.
        is_directed: Whether it goes from one to the other; else it counts either way.
        value: The years in which it came about at least once, of `n` whole years that the source
            covers; None where none is covered. Its parties are giver and receiver, or visitor
            and host; of what counts either way they stand in alphabetical order.
    """

    base_class: str
    words: str
    is_directed: bool
    value: IndexValue

    @property
    def years(self) -> int:
        """Return how many whole calendar years the source covers."""
        return self.value.n

    @property
    def hits(self) -> int:
        """Return in how many of them it came about; 0 where none is covered."""
        return int(self.value.value or 0)

    @property
    def source(self) -> str:
        """Return the source of the data; empty where there is none."""
        return self.value.rows[0].source if self.value.rows else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A past episode that resembles what the texts speak of.

    Attributes:
        base_class: Class of base rates that it is a case of; empty for one of events.
        words: What it was, without its days.
        value: Its days, its parties and the rows of data that say so, with the number that the
            words hold.
    """

    base_class: str
    words: str
    value: IndexValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is, or is not, unusual now.

    Attributes:
        words: The finding as a clause.
        value: The number behind it; None in it where nobody can say, and the words say why.
        is_unusual: Whether it stands out.
    """

    words: str
    value: IndexValue
    is_unusual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What one source of the record covers, up to the day of the assessment.

    Attributes:
        source: Name of the source.
        table: Name of the table.
        start: First day covered; None where nobody says.
        end: Last day covered; what lies after it is unknown, not zero.
        edition: Newest edition; may be empty.
        scope: States that the files are about, where they do not cover all; empty for all.
    """

    source: str
    table: str
    start: date | None
    end: date | None
    edition: str
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What readers call a measure of the history.

    Attributes:
        words: With `{first}` and `{second}` for its parties.
        is_share: Whether its values are shares of a whole, which are read as percentages.
    """

    words: str
    is_share: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of a pair up to a day; no row of it is of a later day.

    Attributes:
        since: First day of the history.
        until: Last day, the day of the assessment.
        history: Known values of measures: of each measure and source the one of the longest
            period, and where there is one that of the last year.
        unusual: What is unusual now, or that nothing is, or that nobody can say.
        precedents: Past episodes, the nearest first.
        rates: How often it came about between the two before; of what the texts speak of also
            that it is unknown.
        coverage: What the record covers, and to what day.
        titles: What readers call the measures of the history, by their names.
    """

    since: date
    until: date
    history: tuple[IndexValue, ...]
    unusual: tuple[Finding, ...]
    precedents: tuple[Precedent, ...]
    rates: tuple[OwnRate, ...]
    coverage: tuple[Covered, ...]
    titles: dict[str, Title]

    def values(self) -> tuple[IndexValue, ...]:
        """Return every number of the record, so that each can be kept and opened."""
        return (
            *self.history,
            *(one.value for one in self.unusual),
            *(one.value for one in self.precedents),
            *(one.value for one in self.rates),
        )
