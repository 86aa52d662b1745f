"""The record as it could be known on a day: nothing that a row tells of is later."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

import numpy as np

from tocsin.model.claim import Telling
from tocsin.model.index import Coverage
from tocsin.model.records import TABLES, Kind
from tocsin.model.series import (
    EventDays,
    EventMonths,
    Events,
    FeedMonths,
    Flags,
    Flows,
    IdealPoints,
    PairedVotes,
    SanctionYears,
    Series,
    Ties,
    Visits,
)
from tocsin.store.base import View

S = TypeVar("S", bound=Series)

_DAY = timedelta(days=1)
_CLAIMS = "claims"
_OPENED, _CLOSES = 1945, (9, 15)
"""A session of the General Assembly opened in this year plus its number, and closes by that day
of the next one."""


class AsOf:
    """A view of the record up to a day.

    What is known by month or year only counts once that month or year is over, a vote or ideal
    point without a day once its session is, a claim once its document is out. Two things cannot
    be turned back: a row stands as its source corrected it later, and a source that dates events
    back shows those too that it added afterwards.
    """

    def __init__(self, view: View, day: date) -> None:
        self._view, self._day = view, day
        is_over = (day.month, day.day) == (12, 31)
        self._last_year = day.year if is_over else day.year - 1

    def coverage(self, table: str = "") -> tuple[Coverage, ...]:
        """Return what each source covers up to the day, a yearly one up to the last whole year.

        `rows` are those of the whole lake.
        """
        year_end = date(max(1, self._last_year), 12, 31)
        found = (
            _known(one, year_end if _is_yearly(one.table) else self._day)
            for one in self._view.coverage(table)
        )
        return tuple(one for one in found if one is not None)

    def event_months(
        self,
        states: Collection[str],
        since: date,
        until: date,
        *,
        feeds: Collection[str] = (),
    ) -> EventMonths:
        """Return events by month, of the months that are over."""
        rows = self._view.event_months(states, since, self._cut(until), feeds=feeds)
        return _picked(rows, self._is_over(rows.month))

    def state_months(
        self, state: str, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> EventMonths:
        """Return events of a state by month, of the months that are over."""
        rows = self._view.state_months(state, since, self._cut(until), feeds=feeds)
        return _picked(rows, self._is_over(rows.month))

    def state_totals(
        self, state: str, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> FeedMonths:
        """Return all events of a state, of the months that are over."""
        rows = self._view.state_totals(state, since, self._cut(until), feeds=feeds)
        return _picked(rows, self._is_over(rows.month))

    def feed_months(
        self, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> FeedMonths:
        """Return all that each source of events has, of the months that are over."""
        rows = self._view.feed_months(since, self._cut(until), feeds=feeds)
        return _picked(rows, self._is_over(rows.month))

    def event_days(
        self, dyad: tuple[str, str], since: date, until: date, *, feeds: Collection[str] = ()
    ) -> EventDays:
        """Return events by day between two states."""
        return self._view.event_days(dyad, since, self._cut(until), feeds=feeds)

    def events(
        self,
        dyad: tuple[str, str],
        since: date,
        until: date,
        *,
        feeds: Collection[str] = (),
        most: int = 0,
    ) -> Events:
        """Return single events between two states; of claims those whose document was out."""
        rows = self._view.events(dyad, since, self._cut(until), feeds=feeds, most=most)
        is_claim = np.array([one == _CLAIMS for one in rows.feed], np.bool_)
        if not is_claim.any():
            return rows
        told = {one.claim.id for one in self.tellings(dyad)}
        is_told = np.array([one in told for one in rows.id], np.bool_)
        return _picked(rows, ~is_claim | is_told)

    def tellings(self, dyad: tuple[str, str]) -> tuple[Telling, ...]:
        """Return the claims of documents that were out; one without a date may not have been."""
        return tuple(
            one
            for one in self._view.tellings(dyad)
            if one.published is not None and one.published <= self._day
        )

    def votes(self, dyad: tuple[str, str], since: date, until: date) -> PairedVotes:
        """Return the roll calls in which both states voted."""
        rows = self._view.votes(dyad, since, self._cut(until))
        is_dated = ~np.isnat(rows.day)
        is_held = is_dated & (np.where(is_dated, rows.day, np.datetime64(0, "D")) <= self._at)
        return _picked(rows, is_held | (~is_dated & self._is_closed(rows.session)))

    def ideal_points(self, states: Collection[str], since: date, until: date) -> IdealPoints:
        """Return the ideal points of states, of the sessions that are over."""
        rows = self._view.ideal_points(states, since, self._cut(until))
        return _picked(rows, self._is_closed(rows.session))

    def ties(self, since: date, until: date, *, states: Collection[str] = ()) -> Ties:
        """Return alliance ties, of the years that are over."""
        rows = self._view.ties(since, self._cut(until), states=states)
        return _picked(rows, rows.year <= self._last_year)

    def flows(
        self, states: Collection[str], since: date, until: date, *, series: str = ""
    ) -> Flows:
        """Return yearly flows, of the years that are over."""
        rows = self._view.flows(states, since, self._cut(until), series=series)
        return _picked(rows, rows.year <= self._last_year)

    def visits(self, states: Collection[str], since: date, until: date) -> Visits:
        """Return trips that had begun; of those without a day those of years that are over.

        A trip that was under way ends with the day.
        """
        rows = self._view.visits(states, since, self._cut(until))
        is_undated = np.isnat(rows.start)
        if is_undated.any():
            past = self._view.visits(states, since, date(max(1, self._last_year), 12, 31))
            known = set(past.id[np.isnat(past.start)])
            is_past = np.array([one in known for one in rows.id], np.bool_)
            rows = _picked(rows, ~is_undated | is_past)
        return replace(rows, end=np.where(rows.end > self._at, self._at, rows.end))

    def sanctions(self, states: Collection[str], since: date, until: date) -> SanctionYears:
        """Return sanctions, of the years that are over."""
        rows = self._view.sanctions(states, since, self._cut(until))
        return _picked(rows, rows.year <= self._last_year)

    @property
    def _at(self) -> Any:  # noqa: ANN401 - numpy's type of a day
        """Return the day as numpy has it."""
        return np.datetime64(self._day, "D")

    def _cut(self, until: date) -> date:
        """Return the end of a period, not after the day."""
        return min(until, self._day)

    def _is_over(self, months: Any) -> Flags:  # noqa: ANN401 - an array of days
        """Return which months, given by their first day, are over."""
        following = months.astype("datetime64[M]") + 1
        over: Flags = following.astype("datetime64[D]") <= self._at + 1
        return over

    def _is_closed(self, sessions: Any) -> Flags:  # noqa: ANN401 - an array of numbers
        """Return which sessions are over; one of an unknown number is not."""
        month, day = _CLOSES
        is_past = (self._day.month, self._day.day) >= (month, day)
        last = self._day.year - 1 - _OPENED - (not is_past)
        closed: Flags = (sessions >= 0) & (sessions <= last)
        return closed


def _is_yearly(table: str) -> bool:
    """Return whether the rows of a table are of whole years."""
    found = TABLES.get(table)
    return found is not None and any(
        one.name == found.day and one.kind is Kind.WHOLE for one in found.columns
    )


def _known(one: Coverage, day: date) -> Coverage | None:
    """Return what a source covers up to a day; None where it begins after it.

    A gap that reaches the day is no gap but an earlier end: files of later days do not tell that
    there are any.
    """
    if one.start is not None and one.start > day:
        return None
    gaps = tuple((low, min(high, day)) for low, high in one.gaps if low <= day)
    end = None if one.end is None else min(one.end, day)
    if end is not None and gaps and gaps[-1][1] >= end:
        end, gaps = gaps[-1][0] - _DAY, gaps[:-1]
    return replace(one, end=end, gaps=gaps)


def _picked(rows: S, mask: Flags) -> S:
    """Return some rows of a series."""
    return type(rows)(**{one.name: getattr(rows, one.name)[mask] for one in fields(rows)})
