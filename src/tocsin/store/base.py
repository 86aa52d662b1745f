"""What can be asked of the record, whoever keeps it."""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from tocsin.model.claim import Telling
from tocsin.model.index import Coverage
from tocsin.model.series import (
    EventDays,
    EventMonths,
    Events,
    FeedMonths,
    Flows,
    IdealPoints,
    PairedVotes,
    SanctionYears,
    Ties,
    Visits,
)


class View(Protocol):
    """One unchanging state of the record, asked by states and days.

    Every period is inclusive on both sides. `feeds` narrows to some sources by name; none means
    all of them. What a source does not cover has no rows: ask `coverage` before a missing row is
    taken for zero. Of one source's rows that share a key, the newest edition's is given.
    """

    def coverage(self, table: str = "") -> tuple[Coverage, ...]:
        """Return what each source covers, of one table or of all, by table and name."""

    def event_months(
        self,
        states: Collection[str],
        since: date,
        until: date,
        *,
        feeds: Collection[str] = (),
    ) -> EventMonths:
        """Return events by month between any two different ones of some states.

        No state at all means all dyads. Months are whole: those that the period touches.
        """

    def state_months(
        self, state: str, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> EventMonths:
        """Return events by month that have a state on either side and another on the other."""

    def state_totals(
        self, state: str, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> FeedMonths:
        """Return all events of a state with any other, by source and month."""

    def feed_months(
        self, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> FeedMonths:
        """Return all that each source of events has, by month."""

    def event_days(
        self, dyad: tuple[str, str], since: date, until: date, *, feeds: Collection[str] = ()
    ) -> EventDays:
        """Return events by day between two states, both directions."""

    def events(
        self,
        dyad: tuple[str, str],
        since: date,
        until: date,
        *,
        feeds: Collection[str] = (),
        most: int = 0,
    ) -> Events:
        """Return single events between two states; the `most` most mentioned, 0 for all."""

    def tellings(self, dyad: tuple[str, str]) -> tuple[Telling, ...]:
        """Return the claims about events between two states, by day of publication and id.

        They are also among `events`, of the feed `claims`: on the first day of the time that
        the text gives, else on the day of publication.
        """

    def votes(self, dyad: tuple[str, str], since: date, until: date) -> PairedVotes:
        """Return the roll calls in which both states voted."""

    def ideal_points(self, states: Collection[str], since: date, until: date) -> IdealPoints:
        """Return the ideal points of states, sessions by the year in which they opened."""

    def ties(self, since: date, until: date, *, states: Collection[str] = ()) -> Ties:
        """Return alliance ties of states with anybody; no states means of all."""

    def flows(
        self, states: Collection[str], since: date, until: date, *, series: str = ""
    ) -> Flows:
        """Return yearly flows that have one of the states on either side.

        `tiv` are arms transfers; other series are those of generic tables.
        """

    def visits(self, states: Collection[str], since: date, until: date) -> Visits:
        """Return trips of leaders with one of the states as visitor or host."""

    def sanctions(self, states: Collection[str], since: date, until: date) -> SanctionYears:
        """Return sanctions that have one of the states as sender or target."""
