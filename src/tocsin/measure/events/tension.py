"""Cooperation and conflict between two states, from events: how many, of what kind, how strong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from tocsin.measure.base import Family, Method
from tocsin.measure.events.decay import HALF_LIFE_DAYS, MEMORY, decayed_means
from tocsin.measure.feeds import (
    BACK,
    BOTH,
    NO_FEED,
    OUT,
    Placed,
    event_feeds,
    months_before,
    parties,
    placed_days,
    placed_months,
)
from tocsin.measure.intervals import (
    Interval,
    balance_interval,
    quotient,
    ratio_interval,
    wilson,
)
from tocsin.measure.spans import Figures, Frame, Ground, Spans, frame, ground, months, unknown
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Counts, EventDays, EventMonths, Numbers
from tocsin.model.vocabulary import Quad
from tocsin.store.base import View

FAMILY_NAME = "tension"
_TELLING = 5
"""Most mentioned events to name beneath the value of a whole period."""
_NO_QUAD = "no event of a known quadrant"


def goldstein_mean(totals: Numbers, scored: Numbers) -> Numbers:
    """Return the mean Goldstein value of events.

    From -10, the most conflictual, to 10; not-a-number where no event has a value. Any shapes
    that fit each other. Outside the coverage of a feed it is unknown, inside it is unknown in a
    month without events: no event is not a neutral event.

    Args:
        totals: Sums of Goldstein values.
        scored: Numbers of events with one.

    References: Goldstein (1992), whose scale for WEIS codes was carried over to CAMEO; the
        value of a row of the source stands before that of its code.
    """
    return quotient(totals, scored)


def quad_shares(counts: Numbers) -> Numbers:
    """Return the share of each quadrant among the events of a known quadrant.

    In [0, 1], adding up to 1 over the first axis, on which are verbal and material cooperation,
    verbal and material conflict; not-a-number where there is no such event.

    Raises:
        ValueError: The first axis has not four places.

    References: Schrodt & Gerner's quad classes as in Schrodt (2012), CAMEO manual (U).
    """
    if np.shape(counts)[:1] != (len(Quad),):
        raise ValueError(f"Four quadrants are needed, found the shape {np.shape(counts)}.")
    return quotient(counts, np.sum(counts, axis=0))


def net_cooperation(cooperation: Numbers, conflict: Numbers) -> Numbers:
    """Return the share of cooperative events less the share of conflictual ones.

    (cooperation - conflict) / (cooperation + conflict), in [-1, 1], verbal and material events
    alike; not-a-number where there are none. Any shapes that fit each other.
    """
    good, bad = np.asarray(cooperation, float), np.asarray(conflict, float)
    return quotient(good - bad, good + bad)


def _methods() -> Iterator[Method]:
    """Yield the measures, each directed and of both directions together."""
    quads = [(quad.value, quad.value.replace("_", " ")) for quad in Quad]
    for end, told in (("", ""), ("_both", ", both directions")):
        yield Method(
            name=f"events{end}", title=f"Events{told}", unit="events", formula=Placed.sums
        )
        yield Method(
            name=f"goldstein{end}", title=f"Mean Goldstein value{told}", unit="Goldstein",
            formula=goldstein_mean,
        )  # fmt: skip
        yield Method(
            name=f"goldstein_decayed{end}", title=f"Decayed mean Goldstein value{told}",
            unit="Goldstein", formula=decayed_means,
        )  # fmt: skip
        yield Method(
            name=f"net_cooperation{end}", title=f"Net cooperation{told}", unit="1",
            formula=net_cooperation,
        )  # fmt: skip
        for name, text in quads:
            yield Method(
                name=f"count_{name}{end}", title=f"Events of {text}{told}", unit="events",
                formula=Placed.sums, is_headline=False,
            )  # fmt: skip
            yield Method(
                name=f"share_{name}{end}", title=f"Share of {text}{told}", unit="1",
                formula=quad_shares,
            )  # fmt: skip


METHODS = tuple(_methods())
_BY_NAME = {one.name: one for one in METHODS}


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Sums of one feed, way by span; the quadrants on an axis before."""

    spans: Spans
    events: Numbers
    scored: Numbers
    goldstein: Numbers
    quads: Numbers

    def over(self, spans: Spans) -> "_Sums":
        """Return the sums of the steps of other spans."""
        return self._each(spans, spans.sums)

    def later(self, spans: Spans) -> "_Sums":
        """Return the sums of spans that are the last of these."""
        return self._each(spans, lambda column: column[..., -len(spans) :])

    def _each(self, spans: Spans, change: Callable[[Numbers], Numbers]) -> "_Sums":
        """Return the sums with every column changed."""
        return _Sums(
            spans,
            change(self.events),
            change(self.scored),
            change(self.goldstein),
            change(self.quads),
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Asked:
    """Rows of all feeds, with those of the time before that the decayed mean remembers."""

    question: Question
    months: Spans
    remembered: Spans
    half_life_days: float
    by_month: EventMonths
    by_day: EventDays


def tension(
    view: View, question: Question, *, half_life_days: float = HALF_LIFE_DAYS
) -> tuple[IndexValue, ...]:
    """Return the measures of cooperation and conflict, feed by feed.

    By month: the mean Goldstein value of each direction and of both; events and decayed mean of
    both. By year: events of each direction, net cooperation, shares of quadrants of both. For
    the whole period: everything. The period begins with a month; its last month goes to its
    last day.

    Args:
        view: The record.
        question: The two states and the period.
        half_life_days: Days after which an event counts half in the decayed mean.

    Raises:
        ValueError: The half-life is not positive, or the period ends before it starts.
    """
    feeds = event_feeds(view, question)
    spans = months(question.since, question.until)
    period = (spans.starts[0], spans.ends[-1])
    if not feeds:
        return unknown(FAMILY_NAME, METHODS, question.dyad, period, NO_FEED)
    memory = half_life_days * MEMORY / 28 if np.isfinite(half_life_days) else 0
    remembered = months(months_before(question.since, int(memory)), question.until)
    names = [one.source for one in feeds]
    asked = _Asked(
        question=question,
        months=spans,
        remembered=remembered,
        half_life_days=half_life_days,
        by_month=view.event_months(
            question.dyad, remembered.starts[0], remembered.ends[-1], feeds=names
        ),
        by_day=view.event_days(question.dyad, *period, feeds=names),
    )
    return tuple(one for feed in feeds for one in _of_feed(view, asked, feed))


def _of_feed(view: View, asked: _Asked, feed: Coverage) -> Iterator[IndexValue]:
    """Yield the values of one feed: the whole period, then years and months."""
    dyad, spans = asked.question.dyad, asked.months
    grounded = ground(FAMILY_NAME, feed, dyad, spans)
    days = placed_days(asked.by_day, feed.source, dyad, (spans.starts[0], spans.ends[-1]))
    remembered = _sums(asked, feed, days)
    monthly = remembered.later(spans)
    decayed = _decayed(asked, remembered, grounded)
    whole = ground(FAMILY_NAME, feed, dyad, spans.as_one())
    yield from _whole(view, asked, (monthly, decayed), whole)
    if whole.covers == (Cover.NONE,):
        return
    yearly = ground(FAMILY_NAME, feed, dyad, spans.by_year())
    if len(yearly.spans) > 1:
        yield from _yearly(monthly.over(yearly.spans), yearly, dyad)
    if len(spans) > 1:
        ends = _day_intervals(asked.by_day, days, monthly)
        yield from _monthly(asked, (monthly, decayed), ends, grounded)


def _sums(asked: _Asked, feed: Coverage, days: Placed) -> _Sums:
    """Return the sums of one feed by month, the months remembered included.

    The record has whole months; what it has of the last days of a month that the period does
    not reach is left out, by counting the days that it does reach.
    """
    spans, rows = asked.remembered, asked.by_month
    grounded = ground(FAMILY_NAME, feed, asked.question.dyad, spans)
    placed = placed_months(rows, feed.source, asked.question.dyad, spans)
    is_cut = (spans.ends[-1] + timedelta(days=1)).day != 1
    columns = []
    for of_month, of_day in zip(_columns(rows), _columns(asked.by_day), strict=True):
        sums = placed.sums(of_month)
        if is_cut:
            sums[:, -1] = days.sums(of_day)[:, -spans.ends[-1].day :].sum(axis=1)
        columns.append(np.where(grounded.is_covered, sums, 0.0))
    events, scored, goldstein, *quads = columns
    return _Sums(spans, events, scored, goldstein, np.stack(quads))


def _columns(rows: EventMonths | EventDays) -> list[Numbers | Counts]:
    """Return what is summed of rows: events, scored ones, values, events of each quadrant."""
    quads = [rows.events * (rows.quad == quad) for quad in range(1, len(Quad) + 1)]
    return [rows.events, rows.scored, rows.goldstein, *quads]


def _decayed(asked: _Asked, sums: _Sums, ground: Ground) -> tuple[Numbers, Numbers]:
    """Return the decayed means at the end of each month asked for, and their effective n.

    They are unknown where the feed does not cover the month: what came then is unknown.
    """
    days = np.array([day.toordinal() for day in sums.spans.ends], float)
    mean, effective = decayed_means(
        sums.goldstein, sums.scored, days, half_life_days=asked.half_life_days
    )
    lead, known = mean.shape[-1] - len(ground.spans), ground.is_covered
    return np.where(known, mean[:, lead:], np.nan), np.where(known, effective[:, lead:], 0.0)


def _events(sums: _Sums, way: int) -> Figures:
    """Return the numbers of events of one way."""
    return Figures(value=sums.events[way], n=sums.events[way], is_sum=True)


def _net(sums: _Sums, way: int) -> Figures:
    """Return the net cooperation of one way."""
    good, bad = sums.quads[:2, way].sum(axis=0), sums.quads[2:, way].sum(axis=0)
    low, high = balance_interval(good, bad)
    value = net_cooperation(good, bad)
    return Figures(value=value, n=good + bad, low=low, high=high, why=_NO_QUAD)


def _shares(sums: _Sums, way: int) -> list[tuple[str, Figures]]:
    """Return the shares of the quadrants of one way."""
    counts = sums.quads[:, way]
    n = counts.sum(axis=0)
    parts = zip(Quad, quad_shares(counts), *wilson(counts, n), strict=True)
    return [
        (f"share_{quad.value}", Figures(value=value, n=n, low=low, high=high, why=_NO_QUAD))
        for quad, value, low, high in parts
    ]


def _counts(sums: _Sums, way: int) -> list[tuple[str, Figures]]:
    """Return the numbers of events of the quadrants of one way."""
    counts = sums.quads[:, way]
    return [
        (f"count_{quad.value}", Figures(value=count, n=counts.sum(axis=0), is_sum=True))
        for quad, count in zip(Quad, counts, strict=True)
    ]


def _goldstein(sums: _Sums, ends: Interval, way: int) -> Figures:
    """Return the mean Goldstein values of one way, the intervals of all ways given in a row."""
    size, scored = len(sums.spans), sums.scored[way]
    low, high = (one[way * size : (way + 1) * size] for one in ends)
    return Figures(
        value=goldstein_mean(sums.goldstein[way], scored),
        n=scored,
        low=np.maximum(low, -10.0),
        high=np.minimum(high, 10.0),
        why="no event with a Goldstein value",
    )


def _whole(
    view: View, asked: _Asked, series: tuple[_Sums, tuple[Numbers, Numbers]], ground: Ground
) -> Iterator[IndexValue]:
    """Yield everything for the whole period; the months are the clusters of its means."""
    monthly, (decayed, effective) = series
    sums = monthly.over(ground.spans)
    ways = np.repeat(np.arange(3), len(monthly.spans))
    ends = ratio_interval(monthly.goldstein.ravel(), monthly.scored.ravel(), ways, 3)
    names = _telling(view, asked.question, ground)
    why = "no event of late, or the data end before the period"
    for way in (OUT, BACK, BOTH):
        framed = _framed(ground, asked.question.dyad, way, sums.events[way], keys=names[way])
        last = Figures(value=decayed[way, -1:], n=effective[way, -1:], why=why)
        each = [("events", _events(sums, way)), ("goldstein", _goldstein(sums, ends, way))]
        each += [("goldstein_decayed", last), ("net_cooperation", _net(sums, way))]
        yield from _given(framed, way, each + _counts(sums, way) + _shares(sums, way))


def _yearly(sums: _Sums, ground: Ground, dyad: tuple[str, str]) -> Iterator[IndexValue]:
    """Yield events, net cooperation and, of both directions, quadrants by year."""
    for way in (OUT, BACK, BOTH):
        framed = _framed(ground, dyad, way, sums.events[way])
        each = [("net_cooperation", _net(sums, way))]
        each += _shares(sums, way) if way == BOTH else [("events", _events(sums, way))]
        yield from _given(framed, way, each)


def _monthly(
    asked: _Asked,
    series: tuple[_Sums, tuple[Numbers, Numbers]],
    ends: Interval,
    ground: Ground,
) -> Iterator[IndexValue]:
    """Yield what goes by month; the days are the clusters of a month's mean."""
    sums, (decayed, effective) = series
    for way in (OUT, BACK, BOTH):
        framed = _framed(ground, asked.question.dyad, way, sums.events[way])
        each = [("goldstein", _goldstein(sums, ends, way))]
        if way == BOTH:
            last = Figures(value=decayed[way], n=effective[way], why="no event of late")
            each += [("events", _events(sums, way)), ("goldstein_decayed", last)]
        yield from _given(framed, way, each)


def _day_intervals(rows: EventDays, placed: Placed, sums: _Sums) -> Interval:
    """Return the intervals of the monthly means of all ways, one after the other."""
    spans = sums.spans
    days = zip(spans.starts, spans.ends, strict=True)
    lengths = [(end - start).days + 1 for start, end in days]
    month = np.repeat(np.arange(len(spans)), lengths)
    groups = (np.arange(3)[:, None] * len(spans) + month).ravel()
    scored = placed.sums(rows.scored).ravel()
    size = 3 * len(spans)
    low, high = ratio_interval(placed.sums(rows.goldstein).ravel(), scored, groups, size)
    # Where the days are not those of the month, they say nothing of its mean.
    is_same = np.bincount(groups, scored, size) == sums.scored.ravel()
    return np.where(is_same, low, np.nan), np.where(is_same, high, np.nan)


def _framed(
    ground: Ground,
    dyad: tuple[str, str],
    way: int,
    counts: Numbers,
    *,
    keys: tuple[str, ...] = (),
) -> Frame:
    """Return the frame of one way."""
    return frame(ground, parties(dyad, way), counts, directed=way != BOTH, keys=keys)


def _given(framed: Frame, way: int, each: list[tuple[str, Figures]]) -> Iterator[IndexValue]:
    """Yield the values of named figures of one way."""
    end = "_both" if way == BOTH else ""
    for name, figures in each:
        yield from framed.values(_BY_NAME[name + end], figures)


def _telling(view: View, question: Question, ground: Ground) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the most mentioned events of a feed's last quarter, for each way.

    Single events lie in a file a month: looking through ten years of them would take longer than
    all the rest, only to say which rows to show first.
    """
    end = ground.spans.ends[-1]
    start = max(ground.spans.starts[0], end - timedelta(days=91))
    rows = view.events(
        question.dyad, start, end, feeds=(ground.coverage.source,), most=_TELLING
    )
    acting = rows.source == question.dyad[0]
    chosen = (acting, ~acting, acting | ~acting)
    return tuple(tuple(str(one) for one in rows.id[mask]) for mask in chosen)


FAMILY = Family(
    name=FAMILY_NAME,
    title="Cooperation and conflict",
    methods=METHODS,
    tables=("events",),
    values=tension,
)
