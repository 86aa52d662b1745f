"""Series out of the lake as arrays, each column one array of the same length.

They are what measures take: no dictionary and no database crosses into a measure.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Texts: TypeAlias = NDArray[np.object_]
"""Texts; None where unknown."""
Numbers: TypeAlias = NDArray[np.float64]
"""Numbers; not-a-number where unknown."""
Counts: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
"""Days, or months as their first day, of type `datetime64[D]`; not-a-time where unknown."""
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Columns of the same length."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(next(iter(self._columns()))) if self._columns() else 0

    def _columns(self) -> list[Any]:
        """Return the arrays in their order of definition."""
        return [getattr(self, name) for name in self.__dataclass_fields__]


@dataclass(frozen=True, slots=True, eq=False)
class EventMonths(Series):
    """Events summed by source of data, direction, month, PLOVER type and quadrant.

    A row stands for at least one event; a month without a row has none, where the source covers
    it.

    Attributes:
        feed: Source of the data.
        month: First day of the month.
        source: Who acts.
        target: Who is acted on.
        type: PLOVER type; None where unknown.
        quad: Quadrant, 1 to 4; 0 where unknown.
        events: Number of events.
        scored: Number of them with a Goldstein value.
        goldstein: Sum of their Goldstein values.
        mentions: Sum of their mentions; of a source without, the number of events.
    """

    feed: Texts
    month: Days
    source: Texts
    target: Texts
    type: Texts
    quad: Counts
    events: Counts
    scored: Counts
    goldstein: Numbers
    mentions: Counts


@dataclass(frozen=True, slots=True, eq=False)
class FeedMonths(Series):
    """All that a source of events has of a month, whoever took part.

    Attributes:
        feed: Source of the data.
        month: First day of the month.
        events: Number of events between two different states or bodies.
        mentions: Sum of their mentions; of a source without, the number of events.
    """

    feed: Texts
    month: Days
    events: Counts
    mentions: Counts


@dataclass(frozen=True, slots=True, eq=False)
class EventDays(Series):
    """Events summed by source of data, direction, day and quadrant; columns as of months."""

    feed: Texts
    day: Days
    source: Texts
    target: Texts
    quad: Counts
    events: Counts
    scored: Counts
    goldstein: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Events(Series):
    """Single events, in order of day and id.

    Attributes:
        feed: Source of the data; `claims` for what was coded from text.
        id: The source's own number; of a claim its id.
        day: When.
        source: Who acts.
        target: Who is acted on.
        type: PLOVER type.
        code: The source's own code.
        quad: Quadrant; 0 where unknown.
        goldstein: Goldstein value.
        status: `occurred` for data; of a claim its status.
        source_name: Who acts, in the source's words.
        target_name: Who is acted on, in the source's words.
        url: Where it was found.
    """

    feed: Texts
    id: Texts
    day: Days
    source: Texts
    target: Texts
    type: Texts
    code: Texts
    quad: Counts
    goldstein: Numbers
    status: Texts
    source_name: Texts
    target_name: Texts
    url: Texts


@dataclass(frozen=True, slots=True, eq=False)
class PairedVotes(Series):
    """Roll calls in which both states cast a vote, with what all members did.

    Attributes:
        feed: Source of the data.
        roll_call: Its number.
        session: Session; -1 where unknown.
        day: Day; not-a-time where unknown.
        first: Vote of the first state: 1 yes, 0 abstain, -1 no.
        second: Vote of the second.
        is_unanimous: Whether all members that voted, of all in the data, voted alike.
        is_important: Whether it is listed as important.
    """

    feed: Texts
    roll_call: Texts
    session: Counts
    day: Days
    first: Numbers
    second: Numbers
    is_unanimous: Flags
    is_important: Flags


@dataclass(frozen=True, slots=True, eq=False)
class IdealPoints(Series):
    """Ideal points by state and session."""

    feed: Texts
    state: Texts
    session: Counts
    point: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Ties(Series):
    """Alliance ties by direction and year, the strongest obligation of all pacts in force.

    Attributes:
        feed: Source of the data.
        year: Year.
        source: Who has the obligation.
        target: Towards whom.
        level: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 none.
    """

    feed: Texts
    year: Counts
    source: Texts
    target: Texts
    level: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Flows(Series):
    """Yearly flows of anything from one state to another.

    Attributes:
        feed: Source of the data.
        series: What flows; `tiv` for arms, else the series of a generic table.
        year: Year.
        source: From whom; None for nobody that we know.
        target: To whom.
        value: How much.
        unit: Unit of the value.
    """

    feed: Texts
    series: Texts
    year: Counts
    source: Texts
    target: Texts
    value: Numbers
    unit: Texts


@dataclass(frozen=True, slots=True, eq=False)
class Visits(Series):
    """Trips of leaders, in order of day; columns as in the table `visits`."""

    feed: Texts
    id: Texts
    visitor: Texts
    host: Texts
    leader: Texts
    rank: Texts
    start: Days
    end: Days
    met_host: Flags
    is_multilateral: Flags


@dataclass(frozen=True, slots=True, eq=False)
class SanctionYears(Series):
    """Sanctions in force by sender, target and year; `kinds` is `arms;trade` and the like."""

    feed: Texts
    sender: Texts
    target: Texts
    year: Counts
    kinds: Texts
    cases: Texts
