"""Bursts, change points and what is unusual now in the events of a dyad, feed by feed.

The statistics are in `bursts`, `changes` and `surprise`; here they get days, coverage and rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.measure.base import Family, Method
from tocsin.measure.change.bursts import find_bursts
from tocsin.measure.change.changes import find_changes
from tocsin.measure.change.surprise import HISTORY_DAYS, recent_surprise
from tocsin.measure.feeds import event_feeds
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.model.series import EventDays, Flags, Numbers
from tocsin.store.base import View

FAMILY_NAME = "bursts"
WINDOWS = (7, 30, 90)
"""Days that are compared with the year before them."""

_METHODS = {
    "burst": Method(name="burst", title="Burst of events", unit="events", formula=find_bursts),
    "change_point": Method(
        name="change_point", title="Change of level", unit="events a day", formula=find_changes
    ),
    **{
        f"unusual_{days}": Method(
            name=f"unusual_{days}",
            title=f"Events of the last {days} days against the year before",
            unit="z",
            formula=recent_surprise,
        )
        for days in WINDOWS
    },
}


@dataclass(frozen=True, slots=True, eq=False)
class Daily:
    """Events a day of one feed between two states, both directions, from a first day on.

    Attributes:
        question: What was asked.
        coverage: What the feed covers.
        first: Day of the first count.
        counts: Events a day; not-a-number where the feed does not cover the day.
    """

    question: Question
    coverage: Coverage
    first: date
    counts: Numbers

    def day(self, place: int) -> date:
        """Return the day of a count."""
        return self.first + timedelta(days=place)

    def value(
        self, measure: str, span: tuple[date, date], value: float | None, n: int, note: str
    ) -> IndexValue:
        """Return a figure of this series with the rows beneath it."""
        start, end = span
        cover = self.coverage.of(start, end)
        low, high = ((one - self.first).days for one in span)
        events = np.nansum(self.counts[max(0, low) : high + 1])
        rows = DataRows(
            source=self.coverage.source,
            table="events",
            edition=self.coverage.edition,
            parties=self.question.dyad,
            start=start,
            end=end,
            rows=int(events),
        )
        return IndexValue(
            measure=measure,
            family=FAMILY_NAME,
            parties=self.question.dyad,
            start=start,
            end=end,
            value=value,
            unit=_METHODS[measure].unit,
            n=n,
            cover=cover,
            rows=() if cover is Cover.NONE else (rows,),
            note=note,
        )


def bursting(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return bursts, change points and surprises of each feed of events, in that order.

    Each burst and each change point is a value of its own days; a series without any gives none.
    Surprises are of the last days of the period and look back a year before them. A day that the
    feed does not cover is unknown, and a series that is too short gives unknown values that say
    so.
    """
    found: list[IndexValue] = []
    first = question.since - timedelta(days=HISTORY_DAYS)
    for coverage in event_feeds(view, question):
        rows = view.event_days(question.dyad, first, question.until, feeds=(coverage.source,))
        counts = daily_counts(rows, coverage, first, question.until)
        whole = Daily(question, coverage, first, counts)
        asked = Daily(question, coverage, question.since, counts[HISTORY_DAYS:])
        found += [*_bursts(whole), *_changes(asked), *_surprises(whole)]
    return tuple(found)


def daily_counts(rows: EventDays, coverage: Coverage, first: date, last: date) -> Numbers:
    """Return the events of one feed a day, both directions; not-a-number where not covered."""
    length = (last - first).days + 1
    start = np.datetime64(first, "D")
    place = (rows.day - start).astype(np.int64)
    mine = (rows.feed == coverage.source) & (place >= 0) & (place < length)
    counts = np.bincount(place[mine], rows.events[mine], length).astype(np.float64)
    counts[~_known(coverage, start, length)] = np.nan
    return counts


def _known(coverage: Coverage, start: np.datetime64, length: int) -> Flags:
    """Return which days from a first one on a feed covers."""
    days = start + np.arange(length)
    low = np.datetime64(coverage.start or date.min, "D")
    high = np.datetime64(coverage.end or date.max, "D")
    known: Flags = (days >= low) & (days <= high) & (coverage.rows > 0)
    for gap_start, gap_end in coverage.gaps:
        known &= (days < np.datetime64(gap_start, "D")) | (days > np.datetime64(gap_end, "D"))
    return known


def _bursts(daily: Daily) -> Iterator[IndexValue]:
    """Yield a value for each burst of the period; one unknown value for too short a series.

    The year before the period serves the first days of it as their usual level.
    """
    try:
        found = find_bursts(daily.counts)
    except InsufficientDataError as error:
        yield _unknown(daily, "burst", error)
        return
    for one in found:
        span = (daily.day(one.start), daily.day(one.end))
        if span[1] < daily.question.since:
            continue
        note = (
            f"peak on {daily.day(one.peak)}; {one.expected:.1f} events were expected; "
            f"p {one.p:.2g}"
        )
        yield daily.value("burst", span, one.count, one.days, note)


def _changes(daily: Daily) -> Iterator[IndexValue]:
    """Yield a value for each change point: the level after it, over the days it may lie on."""
    try:
        found = find_changes(daily.counts)
    except InsufficientDataError as error:
        yield _unknown(daily, "change_point", error)
        return
    known = int((~np.isnan(daily.counts)).sum())
    for one in found:
        span = (daily.day(one.interval[0]), daily.day(one.interval[1]))
        note = (
            f"on {daily.day(one.day)} from {one.before:.2f} to {one.after:.2f} events a day; "
            f"p {one.p:.2g}"
        )
        yield daily.value("change_point", span, one.after, known, note)


def _surprises(daily: Daily) -> Iterator[IndexValue]:
    """Yield how unusual the last days of the period are."""
    for days in WINDOWS:
        measure = f"unusual_{days}"
        end = daily.question.until
        span = (end - timedelta(days=days - 1), end)
        try:
            one = recent_surprise(daily.counts, window_days=days)
        except InsufficientDataError as error:
            yield replace(_unknown(daily, measure, error), start=span[0])
            continue
        tail = min(one.p_upper, one.p_lower)
        note = (
            f"{one.count:.0f} events in {one.known_days} days, {one.expected:.1f} expected; "
            f"p {tail:.2g} on that side"
        )
        yield daily.value(measure, span, one.z, one.known_days, note)


def _unknown(daily: Daily, measure: str, error: InsufficientDataError) -> IndexValue:
    """Return an unknown value that says why."""
    span = (daily.question.since, daily.question.until)
    return daily.value(measure, span, None, 0, f"unknown, not zero; {error.message}")


FAMILY = Family(
    name=FAMILY_NAME,
    title="Bursts and changes",
    methods=tuple(_METHODS.values()),
    tables=("events",),
    values=bursting,
)
