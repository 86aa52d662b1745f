"""What events tell of contact: reported visits, meetings and consultations.

A second source beside trips of leaders: it is there the next day, and does not show who met.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from tocsin.measure.base import Method
from tocsin.measure.feeds import (
    BACK,
    BOTH,
    NO_FEED,
    NO_MONTH,
    OUT,
    event_feeds,
    parties,
    placed_months,
)
from tocsin.measure.spans import (
    Figures,
    Spans,
    ended_months,
    frame,
    ground,
    unknown,
    year_parts,
)
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Counts, Days, EventMonths, Events, Flags, Numbers
from tocsin.model.vocabulary import EventType
from tocsin.store.base import View

MAKES_VISIT, HOSTS_VISIT, MEETS = "042", "043", "044"
"""CAMEO: make a visit, host a visit, meet at a third location."""
_MOST_READ = 20_000
"""Events that are read one by one; a code has no sums in the record."""
_NO_RANK = "events do not show the rank of those who met"
_TELLING = 5


def distinct_days(days: Days) -> int:
    """Return on how many different days something was reported.

    At least 0, at most the number of reports: the visitor's 042, the host's 043 and the tenth
    text on a visit are one day. A visit of three days may count three.

    References: CAMEO codes as in Gerner et al. (2002) (U).
    """
    return len(np.unique(days))


def reports_counted(months: Counts) -> int:
    """Return how many events are reported in a period: the sum over its months.

    Events of one source, several reports of one event counting once where the source says so.
    """
    return int(np.sum(months))


def _methods() -> Iterator[Method]:
    """Yield the measures."""
    days = (
        ("reported_visits", "Days with reports of a visit"),
        ("reported_meetings_both", "Days with reports of a visit or meeting"),
    )
    for name, title in days:
        yield Method(name=name, title=title, unit="days", formula=distinct_days)
    for end, told in (("", ""), ("_both", ", both directions")):
        yield Method(
            name=f"consultations{end}", title=f"Reported consultations{told}", unit="events",
            formula=reports_counted,
        )  # fmt: skip


METHODS = tuple(_methods())
_VISITS, _MEETINGS, _CONSULTED, _CONSULTED_BOTH = METHODS


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Asked:
    """What is asked of one feed.

    Attributes:
        question: The two states and the period.
        family: Name of the family that asks.
        feed: What the feed covers.
        by_month: Rows of all feeds.
    """

    question: Question
    family: str
    feed: Coverage
    by_month: EventMonths


def reported(view: View, question: Question, family: str) -> tuple[IndexValue, ...]:
    """Return what events tell of contact, feed by feed, by year and for the whole period.

    Days of visits and meetings come from CAMEO codes 042, 043 and 044. Consultations come from
    the PLOVER type CONSULT, talks by telephone included, in the months that had ended.
    """
    feeds = event_feeds(view, question)
    if not feeds:
        period = (question.since, question.until)
        return unknown(family, METHODS, question.dyad, period, NO_FEED)
    names = [one.source for one in feeds]
    rows = view.event_months(question.dyad, question.since, question.until, feeds=names)
    asked = [
        _Asked(question=question, family=family, feed=feed, by_month=rows) for feed in feeds
    ]
    return tuple(value for one in asked for value in (*_days(view, one), *_consultations(one)))


def _levels(spans: Spans) -> tuple[Spans, ...]:
    """Return the whole period and its years, where they are several."""
    years = spans.by_year()
    return (spans.as_one(), years) if len(years) > 1 else (spans.as_one(),)


def _consultations(asked: _Asked) -> Iterator[IndexValue]:
    """Yield the numbers of consultations."""
    question, feed, rows = asked.question, asked.feed, asked.by_month
    spans = ended_months(question.since, question.until)
    if spans is None:
        period = (question.since, question.until)
        yield from unknown(asked.family, METHODS[2:], question.dyad, period, NO_MONTH)
        return
    placed = placed_months(rows, feed.source, question.dyad, spans)
    known = ground(asked.family, feed, question.dyad, spans).is_covered
    sums = placed.sums(rows.events * (rows.type == EventType.CONSULT.value)) * known
    for level in _levels(spans):
        grounded = ground(asked.family, feed, question.dyad, level)
        for way in (OUT, BACK, BOTH):
            counts = level.sums(sums)[way]
            turned = parties(question.dyad, way)
            framed = frame(grounded, turned, counts, directed=way != BOTH)
            method = _CONSULTED_BOTH if way == BOTH else _CONSULTED
            yield from framed.values(
                method, Figures(value=counts, n=counts, note=_NO_RANK, is_sum=True)
            )
        if grounded.covers == (Cover.NONE,):
            return


def _days(view: View, asked: _Asked) -> Iterator[IndexValue]:
    """Yield the days on which visits and meetings are reported."""
    question, feed = asked.question, asked.feed
    total = asked.by_month.events[asked.by_month.feed == feed.source].sum()
    is_read = total <= _MOST_READ
    # Where they are too many, one is asked for: 0 would mean all.
    days, most = (question.since, question.until), 0 if is_read else 1
    rows = view.events(question.dyad, *days, feeds=(feed.source,), most=most)
    why = "" if is_read else f"more than {_MOST_READ} events; ask for a shorter period"
    if is_read and len(rows) and not _has_codes(rows):
        why = f"{feed.source} has no CAMEO codes, by which visits are told from other talks"
    visits = year_parts(question.since, question.until)
    for level in _levels(visits):
        grounded = ground(asked.family, feed, question.dyad, level)
        for way in (OUT, BACK, BOTH):
            found = _picked(rows, _reports(rows, question.dyad, way))
            counts = np.zeros(len(level)) if why else _counts(found, level)
            value = np.full(len(level), np.nan) if why else counts
            keys = tuple(found.id[:_TELLING].tolist()) if len(level) == 1 else ()
            turned = parties(question.dyad, way)
            framed = frame(grounded, turned, counts, directed=way != BOTH, keys=keys)
            figures = Figures(value=value, n=counts, why=why, note=_NO_RANK, is_sum=True)
            yield from framed.values(_MEETINGS if way == BOTH else _VISITS, figures)
        if grounded.covers == (Cover.NONE,):
            return


def _has_codes(rows: Events) -> bool:
    """Return whether some event has a CAMEO code, which is a number."""
    return any(one is not None and one.isdigit() for one in rows.code)


def _reports(rows: Events, dyad: tuple[str, str], way: int) -> Flags:
    """Return which events report a visit of a way, or any visit or meeting of both."""
    makes, hosts = rows.code == MAKES_VISIT, rows.code == HOSTS_VISIT
    if way == BOTH:
        return np.asarray(makes | hosts | (rows.code == MEETS))
    visitor, host = parties(dyad, way)
    return np.asarray((makes & (rows.source == visitor)) | (hosts & (rows.source == host)))


def _picked(rows: Events, mask: Flags) -> Events:
    """Return some of the events."""
    return Events(*(getattr(rows, one.name)[mask] for one in fields(rows)))


def _counts(rows: Events, spans: Spans) -> Numbers:
    """Return the different days in each span on which there is an event."""
    starts = np.array(spans.starts, "datetime64[D]")
    place = np.searchsorted(starts, rows.day, side="right") - 1
    counts = [distinct_days(rows.day[place == one]) for one in range(len(spans))]
    return np.array(counts, float)
