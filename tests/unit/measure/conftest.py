"""A record in memory for tests of measures: rows as they are given, filtered by period."""

from dataclasses import dataclass, field, fields
from datetime import date
from types import SimpleNamespace
from typing import Any, TypeVar

import numpy as np
import pytest

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
    Series,
    Ties,
    Visits,
)

S = TypeVar("S", bound=Series)

_DAYS = {"month", "day", "start", "end"}
_WHOLE = {"quad", "events", "scored", "mentions", "session", "year", "level"}
_REAL = {"goldstein", "first", "second", "point", "low", "high", "value"}
_FLAGS = {"is_unanimous", "is_important", "met_host", "is_multilateral"}


def series(kind: type[S], *rows: tuple[Any, ...]) -> S:
    """Return rows, their cells in the order of the columns, as a series."""
    names = [one.name for one in fields(kind)]
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return kind(**{name: _array(name, cell) for name, cell in zip(names, cells, strict=True)})


def _array(name: str, cells: tuple[Any, ...]) -> Any:
    if name in _DAYS:
        return np.array(
            [np.datetime64("NaT") if c is None else c for c in cells], "datetime64[D]"
        )
    if name in _WHOLE:
        return np.array([0 if c is None else c for c in cells], np.int64)
    if name in _REAL:
        return np.array([np.nan if c is None else c for c in cells], np.float64)
    if name in _FLAGS:
        return np.array(cells, np.bool_)
    return np.array(cells, object)


def covers(
    source: str, table: str, start: str | None, end: str | None, rows: int = 1
) -> Coverage:
    """Return a coverage."""
    first, last = (date.fromisoformat(one) if one else None for one in (start, end))
    return Coverage(source=source, table=table, start=first, end=last, edition="", rows=rows)


def _pick(rows: S, mask: Any) -> S:
    names = [one.name for one in fields(rows)]
    return type(rows)(**{name: getattr(rows, name)[mask] for name in names})


def _within(column: Any, since: date, until: date) -> Any:
    return (column >= np.datetime64(since)) & (column <= np.datetime64(until))


def _months(column: Any, since: date, until: date) -> Any:
    months = column.astype("datetime64[M]")
    return (months >= np.datetime64(since, "M")) & (months <= np.datetime64(until, "M"))


@dataclass
class Record:
    """A `View` of what a test gives it."""

    months: EventMonths = field(default_factory=lambda: series(EventMonths))
    all_months: FeedMonths = field(default_factory=lambda: series(FeedMonths))
    days: EventDays = field(default_factory=lambda: series(EventDays))
    single: Events = field(default_factory=lambda: series(Events))
    paired: PairedVotes = field(default_factory=lambda: series(PairedVotes))
    points: IdealPoints = field(default_factory=lambda: series(IdealPoints))
    pacts: Ties = field(default_factory=lambda: series(Ties))
    flowing: Flows = field(default_factory=lambda: series(Flows))
    trips: Visits = field(default_factory=lambda: series(Visits))
    sanctioned: SanctionYears = field(default_factory=lambda: series(SanctionYears))
    covered: tuple[Coverage, ...] = ()

    def coverage(self, table=""):
        return tuple(one for one in self.covered if not table or one.table == table)

    def event_months(self, states, since, until, *, feeds=()):
        rows, named = self.months, set(states)
        mask = _months(rows.month, since, until) & _fed(rows, feeds)
        if named:
            mask &= _in(rows.source, named) & _in(rows.target, named)
        return _pick(rows, mask)

    def state_months(self, state, since, until, *, feeds=()):
        rows = self.months
        mask = _months(rows.month, since, until) & _fed(rows, feeds)
        return _pick(rows, mask & (_in(rows.source, {state}) | _in(rows.target, {state})))

    def state_totals(self, state, since, until, *, feeds=()):
        rows = self.state_months(state, since, until, feeds=feeds)
        keys = sorted(set(zip(rows.feed.tolist(), rows.month.tolist(), strict=True)))
        sums = [
            tuple(int(c[(rows.feed == feed) & (rows.month == np.datetime64(month))].sum())
                  for c in (rows.events, rows.mentions))
            for feed, month in keys
        ]  # fmt: skip
        return series(FeedMonths, *((*key, *one) for key, one in zip(keys, sums, strict=True)))

    def feed_months(self, since, until, *, feeds=()):
        rows = self.all_months
        return _pick(rows, _months(rows.month, since, until) & _fed(rows, feeds))

    def event_days(self, dyad, since, until, *, feeds=()):
        rows = self.days
        between = _in(rows.source, set(dyad)) & _in(rows.target, set(dyad))
        return _pick(rows, _within(rows.day, since, until) & _fed(rows, feeds) & between)

    def events(self, dyad, since, until, *, feeds=(), most=0):
        rows = self.single
        between = _in(rows.source, set(dyad)) & _in(rows.target, set(dyad))
        found = _pick(rows, _within(rows.day, since, until) & _fed(rows, feeds) & between)
        return _pick(found, np.arange(len(found)) < (most or len(found)))

    def votes(self, dyad, since, until):
        return self.paired

    def ideal_points(self, states, since, until):
        rows = self.points
        years = rows.session + 1945
        mask = (years >= since.year) & (years <= until.year) & _in(rows.state, set(states))
        return _pick(rows, mask)

    def ties(self, since, until, *, states=()):
        rows = self.pacts
        mask = (rows.year >= since.year) & (rows.year <= until.year)
        if states:
            mask &= _in(rows.source, set(states)) | _in(rows.target, set(states))
        return _pick(rows, mask)

    def flows(self, states, since, until, *, series=""):
        rows, named = self.flowing, set(states)
        mask = (rows.year >= since.year) & (rows.year <= until.year)
        mask &= _in(rows.source, named) | _in(rows.target, named)
        if series:
            mask &= rows.series == series
        return _pick(rows, mask)

    def visits(self, states, since, until):
        rows, named = self.trips, set(states)
        mask = _within(rows.start, since, until)
        return _pick(rows, mask & (_in(rows.visitor, named) | _in(rows.host, named)))

    def sanctions(self, states, since, until):
        rows, named = self.sanctioned, set(states)
        mask = (rows.year >= since.year) & (rows.year <= until.year)
        return _pick(rows, mask & (_in(rows.sender, named) | _in(rows.target, named)))


def _in(column: Any, named: set[str]) -> Any:
    return np.array([one in named for one in column], np.bool_)


def _fed(rows: Any, feeds: Any) -> Any:
    return _in(rows.feed, set(feeds)) if feeds else np.ones(len(rows), np.bool_)


@pytest.fixture(scope="session")
def record():
    """Give what builds a record in memory: `record.Record`, `record.series`, `record.covers`."""
    return SimpleNamespace(Record=Record, series=series, covers=covers)
