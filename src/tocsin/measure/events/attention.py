"""Attention: which part of all coverage is about two states, and of what each of them does.

Feeds grow: the same tension gives ten times the events in a feed with ten times the texts. So
shares are measured, not counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tocsin.measure.base import Family, Method
from tocsin.measure.feeds import (
    BOTH,
    NO_FEED,
    NO_MONTH,
    event_feeds,
    months_before,
    placed_months,
)
from tocsin.measure.intervals import quotient, wilson
from tocsin.measure.spans import Figures, Spans, ended_months, frame, ground, months, unknown
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Counts, EventMonths, FeedMonths, Numbers
from tocsin.store.base import View

FAMILY_NAME = "attention"
WINDOW = 12
"""Months of the trailing mean: a year, so that the seasons of diplomacy cancel out."""
LEAST = 6
"""Months of them of which the share must be known."""
_FILTERED = "unknown; without its other rows a source has no totals"


def share(part: Numbers, whole: Numbers) -> Numbers:
    """Return the share of a part in a whole, such as of a dyad's events in all of a feed.

    In [0, 1]; any shapes that fit each other. Not-a-number where the whole is zero (nothing is
    covered, so nothing can be shared out), and where the part is larger than it: then the whole
    is not whole. Unlike a count it does not grow with the feed.

    References: Caldara & Iacoviello (2022), who scale their index of geopolitical risk by all
        articles likewise.
    """
    found = quotient(part, whole)
    return np.where(found <= 1, found, np.nan)


def trailing_ratio(shares: Numbers, *, window: int = WINDOW, least: int = LEAST) -> Numbers:
    """Return each share over the mean of those before it, 1 for as much as usual.

    At least 0, without an upper end; the last axis is time, a step a month. The mean is that of
    the known ones of the `window` months before, the month itself not included. Not-a-number
    where the share is unknown, where fewer than `least` of those are known, and where all of
    them are zero.

    Raises:
        ValueError: The window holds fewer than `least` months, or that is below 1.
    """
    if not 1 <= least <= window:
        raise ValueError(f"A window of {window} months cannot hold {least} of them or more.")
    usual = _trailing_means(np.asarray(shares, float), window, least)
    return quotient(shares, usual)


def _trailing_means(shares: Numbers, window: int, least: int) -> Numbers:
    """Return the means of the known ones of the `window` steps before each."""
    blank = np.full((*shares.shape[:-1], window), np.nan)
    padded = np.concatenate((blank, shares), axis=-1)[..., :-1]
    windows = sliding_window_view(padded, window, axis=-1)
    known = (~np.isnan(windows)).sum(axis=-1)
    means = quotient(np.nansum(windows, axis=-1), known)
    return np.where(known >= least, means, np.nan)


METHODS = (
    Method(
        name="share_of_events", title="Share of all events of the feed", unit="1", formula=share
    ),
    Method(
        name="share_of_mentions", title="Share of all mentions of the feed", unit="1",
        formula=share,
    ),
    Method(
        name="share_of_state", title="Share of the first state's own events", unit="1",
        formula=share,
    ),
    Method(
        name="attention_ratio",
        title="That share over its mean of the twelve months before", unit="1",
        formula=trailing_ratio,
    ),
)  # fmt: skip
_EVENTS, _MENTIONS, _STATE, _RATIO = METHODS


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Asked:
    """Rows of all feeds, with those of the year before."""

    question: Question
    months: Spans
    before: Spans
    dyad: EventMonths
    feed: FeedMonths
    states: tuple[FeedMonths, FeedMonths]


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Sums of one feed by month: of the dyad, of the feed, of each state."""

    events: Numbers
    mentions: Numbers
    all_events: Numbers
    all_mentions: Numbers
    of_states: Numbers

    def over(self, spans: Spans) -> "_Sums":
        """Return the sums over spans."""
        return self._each(spans.sums)

    def later(self, lead: int) -> "_Sums":
        """Return the sums without the first months."""
        return self._each(lambda column: column[..., lead:])

    def _each(self, change: Callable[[Numbers], Numbers]) -> "_Sums":
        """Return the sums with every column changed."""
        return _Sums(
            change(self.events),
            change(self.mentions),
            change(self.all_events),
            change(self.all_mentions),
            change(self.of_states),
        )


def attention(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return the shares of two states in the coverage, feed by feed, by month and in all.

    The months are those that had ended by the last day of the period. A feed of which only some
    states were read has no totals, so its shares are unknown.
    """
    feeds = event_feeds(view, question)
    spans = ended_months(question.since, question.until)
    if not feeds or spans is None:
        why = NO_MONTH if feeds else NO_FEED
        period = (question.since, question.until)
        return unknown(FAMILY_NAME, METHODS, question.dyad, period, why)
    period = (spans.starts[0], spans.ends[-1])
    before = months(months_before(question.since, WINDOW), spans.ends[-1])
    names = [one.source for one in feeds if not one.scope]
    if not names:
        return tuple(one for feed in feeds for one in _filtered(feed, question, period))
    days = (before.starts[0], before.ends[-1])
    first, second = question.dyad
    asked = _Asked(
        question=question,
        months=spans,
        before=before,
        dyad=view.event_months(question.dyad, *days, feeds=names),
        feed=view.feed_months(*days, feeds=names),
        states=(
            view.state_totals(first, *days, feeds=names),
            view.state_totals(second, *days, feeds=names),
        ),
    )
    return tuple(one for feed in feeds for one in _of_feed(asked, feed))


def _of_feed(asked: _Asked, feed: Coverage) -> tuple[IndexValue, ...]:
    """Return the values of one feed: the whole period, then the months."""
    question, whole = asked.question, asked.months.as_one()
    if feed.scope:
        return _filtered(feed, question, (whole.starts[0], whole.ends[0]))
    before = _sums(asked, feed)
    sums = before.later(len(asked.before) - len(asked.months))
    values = list(_values(asked, feed, whole, sums.over(whole)))
    if ground(FAMILY_NAME, feed, (), whole).covers == (Cover.NONE,):
        return tuple(values)
    if len(asked.months) > 1:
        values += _values(asked, feed, asked.months, sums)
    return (*values, *_ratios(asked, feed, before))


def _filtered(
    feed: Coverage, question: Question, period: tuple[date, date]
) -> tuple[IndexValue, ...]:
    """Return each measure as unknown for a feed of which only some states were read."""
    why = f"{_FILTERED}: {feed.source} for {', '.join(feed.scope)}"
    return unknown(FAMILY_NAME, METHODS, question.dyad, period, why)


def _sums(asked: _Asked, feed: Coverage) -> _Sums:
    """Return the sums of one feed by month, the year before included."""
    rows = asked.dyad
    placed = placed_months(rows, feed.source, asked.question.dyad, asked.before)
    known = ground(FAMILY_NAME, feed, (), asked.before).is_covered
    of_states = [_totals(one, feed, asked.before, one.events) for one in asked.states]
    return _Sums(
        placed.sums(rows.events)[BOTH] * known,
        placed.sums(rows.mentions)[BOTH] * known,
        _totals(asked.feed, feed, asked.before, asked.feed.events) * known,
        _totals(asked.feed, feed, asked.before, asked.feed.mentions) * known,
        np.stack(of_states) * known,
    )


def _totals(rows: FeedMonths, feed: Coverage, spans: Spans, column: Counts) -> Numbers:
    """Return the sums of a column of a feed by month, whoever took part."""
    first = np.datetime64(spans.starts[0], "M")
    step = (rows.month.astype("datetime64[M]") - first).astype(np.int64)
    keep = (rows.feed == feed.source) & (step >= 0) & (step < len(spans))
    return np.bincount(step[keep], column[keep], len(spans)).astype(float)


def _values(asked: _Asked, feed: Coverage, spans: Spans, sums: _Sums) -> Iterator[IndexValue]:
    """Yield the shares over some spans."""
    dyad = asked.question.dyad
    grounded = ground(FAMILY_NAME, feed, (), spans)
    both = frame(grounded, dyad, sums.events, directed=False)
    why = "the feed has no events of it"
    low, high = wilson(sums.events, sums.all_events)
    part = share(sums.events, sums.all_events)
    yield from both.values(
        _EVENTS, Figures(value=part, n=sums.all_events, low=low, high=high, why=why)
    )
    # Mentions come in heaps, one event by one: no interval of a share of cases fits them.
    part = share(sums.mentions, sums.all_mentions)
    yield from both.values(_MENTIONS, Figures(value=part, n=sums.all_mentions, why=why))
    for place, own in enumerate(sums.of_states):
        low, high = wilson(sums.events, own)
        figures = Figures(
            value=share(sums.events, own), n=own, low=low, high=high,
            why="the feed has no events of the state",
        )  # fmt: skip
        turned = dyad if place == 0 else (dyad[1], dyad[0])
        yield from frame(grounded, turned, sums.events, directed=False).values(_STATE, figures)


def _ratios(asked: _Asked, feed: Coverage, before: _Sums) -> Iterator[IndexValue]:
    """Yield the ratios of each state's share to its trailing mean, by month.

    Their intervals are those of the month's share over the mean, that taken for known.
    """
    lead = len(asked.before) - len(asked.months)
    dyad = asked.question.dyad
    grounded = ground(FAMILY_NAME, feed, (), asked.months)
    events = before.events[lead:]
    for place, own in enumerate(before.of_states):
        shares = share(before.events, own)
        usual = _trailing_means(shares, WINDOW, LEAST)[lead:]
        low, high = (quotient(one[lead:], usual) for one in wilson(before.events, own))
        figures = Figures(
            value=trailing_ratio(shares)[lead:], n=own[lead:], low=low, high=high,
            why="too few months before it are known, or the two did nothing in them",
        )  # fmt: skip
        turned = dyad if place == 0 else (dyad[1], dyad[0])
        yield from frame(grounded, turned, events, directed=False).values(_RATIO, figures)


FAMILY = Family(
    name=FAMILY_NAME,
    title="Attention",
    methods=METHODS,
    tables=("events",),
    values=attention,
)
