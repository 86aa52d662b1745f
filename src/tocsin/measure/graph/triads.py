"""Triads: a client between two patrons, who has leverage, and who is the pivot of three."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

import numpy as np

from tocsin.measure.base import Family, Method
from tocsin.measure.feeds import NO_FEED, event_feeds
from tocsin.measure.graph.hedging import (
    diversification,
    hedging,
    overdispersion,
    patron_share,
    share_interval,
)
from tocsin.measure.graph.leverage import Leverage, leverage
from tocsin.measure.graph.networks import LEAST_EVENTS, tie_weight, usual_share
from tocsin.measure.graph.partners import Partners, partners, third_parties
from tocsin.measure.graph.snapshots import steps
from tocsin.measure.intervals import Interval, wilson
from tocsin.measure.spans import Figures, Ground, Spans, frame, ground, months, unknown
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import EventMonths, Numbers
from tocsin.store.base import View

NAME = "triads"


class Shape(StrEnum):
    """What three ties make of three states, by the number of friendly ones."""

    UNIT_VETO = "unit veto"
    MARRIAGE = "stable marriage"
    ROMANCE = "romantic triangle"
    MENAGE = "menage a trois"


@dataclass(frozen=True, slots=True)
class Triangle:
    """A strategic triangle.

    Attributes:
        shape: Which one.
        friendly: Number of friendly ties, 0 to 3.
        odd: Place of the state that differs: the pivot of a romantic triangle, friend of two
            enemies; the pariah of a marriage; None where all three stand alike.
    """

    shape: Shape
    friendly: int
    odd: int | None


def strategic_triangle(one: int, two: int, three: int) -> Triangle | None:
    """Return the strategic triangle of three states, given the signs of their ties.

    None where a tie is neither friendly nor hostile.

    Args:
        one: Sign of the tie of the first state with the second, 1 or -1; 0 for neither.
        two: That of the second with the third.
        three: That of the third with the first.

    Raises:
        ValueError: A sign is not -1, 0 or 1.

    References:
        Dittmer (1981), the strategic triangle: menage a trois, romantic triangle, stable
        marriage; unit veto for three enemies as in Dittmer (1987).
    """
    signs = (one, two, three)
    if not set(signs) <= {-1, 0, 1}:
        raise ValueError(f"Signs are -1, 0 or 1, not {signs}.")
    if 0 in signs:
        return None
    friendly = signs.count(1)
    # The tie of its own kind lies across from the state that differs.
    kind = {1: 1, 2: -1}.get(friendly)
    odd = (signs.index(kind) + 2) % 3 if kind else None
    return Triangle(tuple(Shape)[friendly], friendly, odd)


def values(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return the measures of each triad of the dyad and a third party, by source of events.

    Each state of the dyad is taken as a client between the other and the third party, and the
    three as a triangle: over the whole period and by quarter, in more than five years by
    calendar year. Leverage is of the whole period only. Months are whole ones, and
    that of the first day counts whole. Third parties are those of the question, else the states with the most events with
    both.
    """
    span = steps(question.since, question.until)
    feeds = sorted(event_feeds(view, question), key=lambda one: one.source)
    if not span or not feeds:
        why = NO_FEED if span else "no month ends within the period"
        period = (question.since, question.until)
        return unknown(NAME, METHODS, question.dyad, period, why)
    start, end = span[0][0], span[-1][1]
    names = [one.source for one in feeds]
    rows = [view.state_months(state, start, end, feeds=names) for state in question.dyad]
    grid = months(start, end)
    return tuple(value for feed in feeds for value in _of_feed(feed, question, rows, grid))


@dataclass(frozen=True, slots=True, eq=False)
class _Triad:
    """Three states in one feed: those of the dyad, with all their partners, and a third."""

    coverage: Coverage
    grid: Spans
    parts: Spans
    usual: float
    pair: tuple[Partners, Partners]
    third: str

    @property
    def states(self) -> tuple[str, str, str]:
        """Return the three."""
        return self.pair[0].state, self.pair[1].state, self.third

    def ground(self, spans: Spans) -> Ground:
        """Return what the feed covers of some spans."""
        return ground(NAME, self.coverage, self.states, spans)

    def ties(self) -> Numbers:
        """Return events of each tie by kind and month: first-second, second-third, third-first."""
        one, other = self.pair
        pairs = (one.of(other.state), other.of(self.third), one.of(self.third))
        return np.stack([tie.sum(axis=0) for tie in pairs])


def _of_feed(
    coverage: Coverage, question: Question, rows: list[EventMonths], grid: Spans
) -> Iterator[IndexValue]:
    """Yield the values of one feed."""
    is_covered = ground(NAME, coverage, (), grid).is_covered
    one, other = (
        partners(each, coverage.source, state, grid).within(is_covered)
        for each, state in zip(rows, question.dyad, strict=True)
    )
    named = tuple(third for third in question.third if third not in question.dyad)
    found = named or third_parties(one, other)
    if not found:
        yield from unknown(NAME, METHODS, question.dyad, *_nobody(coverage, grid))
    parts = _parts(question, grid)
    for third in found:
        triad = _Triad(coverage, grid, parts, _usual(one, other), (one, other), third)
        for spans in (grid.as_one(), *([parts] if len(parts) > 1 else [])):
            yield from _triangles(triad, spans)
            for place in (0, 1):
                yield from _shares(triad, place, spans)
        for place in (0, 1):
            yield from _leverages(triad, place)


def _nobody(coverage: Coverage, grid: Spans) -> tuple[tuple[date, date], str]:
    """Return the period and why no third party is found in it."""
    period = (grid.starts[0], grid.ends[-1])
    if coverage.of(*period) is Cover.NONE:
        return period, f"unknown, not zero; {coverage.source} covers nothing of the period"
    return period, f"in {coverage.source} no third state has events with both"


def _usual(one: Partners, other: Partners) -> float:
    """Return the share of cooperation in all events of two states, with which ties are compared.

    It is that of the whole period, so that a turn within it shows.
    """
    good, bad = (
        float(one.counts[:, :, kind].sum() + other.counts[:, :, kind].sum()) for kind in (0, 1)
    )
    return usual_share(good, bad)


def _parts(question: Question, grid: Spans) -> Spans:
    """Return the quarters or years of a period, whose steps are the months of a grid."""
    found = steps(question.since, question.until)
    firsts = np.array([grid.starts.index(start) for start, _ in found])
    return Spans(tuple(start for start, _ in found), tuple(end for _, end in found), firsts)


def _shares(triad: _Triad, place: int, spans: Spans) -> Iterator[IndexValue]:
    """Yield how a client divides its cooperation between the other state and the third."""
    client, patron = triad.pair[place], triad.pair[1 - place].state
    monthly = client.of(patron)[0, 0], client.of(triad.third)[0, 0]
    first, second = (spans.sums(one) for one in monthly)
    total = first + second
    ends = share_interval(first, second, overdispersion(*monthly))
    keys = (f"{client.state}>{patron}", f"{client.state}>{triad.third}")
    parties = (client.state, patron, triad.third)
    framed = frame(triad.ground(spans), parties, total, directed=False, keys=keys)
    why = f"no cooperation of {client.state} with {patron} or {triad.third}"
    for name, formula in _DIVIDED:
        low, high = ends if formula is patron_share else _folded(ends, formula)
        value = formula(first, second)
        figures = Figures(value=value, n=total, low=low, high=high, why=why)
        yield from framed.values(_BY_NAME[name], figures)


def _folded(ends: Interval, formula: Callable[[Numbers, Numbers], Numbers]) -> Interval:
    """Return the interval of a figure that is the same for a share and the rest, most at half."""
    sides = [formula(end, 1 - end) for end in ends]
    is_across = (ends[0] <= 0.5) & (ends[1] >= 0.5)
    most = float(formula(np.array(0.5), np.array(0.5)))
    return np.minimum(*sides), np.where(is_across, most, np.maximum(*sides))


def _leverages(triad: _Triad, place: int) -> Iterator[IndexValue]:
    """Yield how each patron of a client answers its turn to the other patron."""
    client, patron = triad.pair[place], triad.pair[1 - place].state
    covers = triad.ground(triad.grid).covers
    is_known = np.array([one is Cover.FULL for one in covers])
    either = (client.of(patron)[:, 0], client.of(triad.third)[:, 0])
    others = client.counts[:, 1, 0].sum(axis=0) - either[0][1] - either[1][1]
    ways = ((patron, triad.third, 0, 1), (triad.third, patron, 1, 0))
    for who, rival, here, there in ways:
        own, response = either[here]
        turn = either[there][0]
        found = leverage(*(one[is_known] for one in (response, turn, own, others)))
        keys = (f"{who}>{client.state}", f"{client.state}>{rival}")
        rows = np.array([(response + turn)[is_known].sum()])
        framed = frame(
            triad.ground(triad.grid.as_one()), (client.state, who, rival), rows,
            directed=False, keys=keys,
        )  # fmt: skip
        yield from framed.values(_BY_NAME["leverage"], _figures(found))


def _figures(found: Leverage) -> Figures:
    """Return leverage as figures of one span."""
    value, low, high = (
        np.array([np.nan if one is None else one])
        for one in (found.value, found.low, found.high)
    )
    return Figures(value=value, n=np.array([found.n]), low=low, high=high, why=found.why)


def _triangles(triad: _Triad, spans: Spans) -> Iterator[IndexValue]:
    """Yield the strategic triangle in each span: its friendly ties and who is its pivot."""
    good, bad = np.moveaxis(spans.sums(triad.ties()), 1, 0)
    events = good + bad
    lean = tie_weight(good, bad, usual=triad.usual)
    signs = np.where(events >= LEAST_EVENTS, np.sign(lean), 0).astype(int)
    found = [strategic_triangle(*column) for column in signs.T.tolist()]
    low, high = wilson(good, events)
    friendly = Figures(
        value=np.array([one.friendly if one else np.nan for one in found]),
        n=events.sum(axis=0),
        low=(low > triad.usual).sum(axis=0).astype(float),
        high=3 - (high < triad.usual).sum(axis=0).astype(float),
        why=f"a tie has fewer than {LEAST_EVENTS} events, or the usual share of cooperation",
        note=f"friendly is above {triad.usual:.0%} cooperation, usual for the two",
    )
    words = [_told(one, triad.states) for one in found]
    yield from _noted(triad, "friendly_ties", triad.states, friendly, words)
    for place, state in enumerate(triad.states):
        others = [one for one in triad.states if one != state]
        pivot = Figures(
            value=np.array([_pivotal(one, place) for one in found]), n=friendly.n,
            why=friendly.why, note=friendly.note,
        )  # fmt: skip
        yield from _noted(triad, "pivot", (state, *others), pivot, words)


def _noted(
    triad: _Triad, name: str, parties: tuple[str, ...], figures: Figures, words: list[str]
) -> Iterator[IndexValue]:
    """Yield the values of a triangle, each with the triangle in words."""
    spans = triad.grid.as_one() if len(words) == 1 else triad.parts
    keys = tuple("-".join(sorted(pair)) for pair in combinations(parties, 2))
    framed = frame(triad.ground(spans), parties, figures.n, directed=False, keys=keys)
    for value, told in zip(framed.values(_BY_NAME[name], figures), words, strict=True):
        notes = (told, value.note) if value.value is not None else (value.note,)
        yield replace(value, note="; ".join(note for note in notes if note))


def _told(found: Triangle | None, states: tuple[str, ...]) -> str:
    """Return a triangle in words."""
    if found is None:
        return ""
    role = "pariah" if found.shape is Shape.MARRIAGE else "pivot"
    return found.shape if found.odd is None else f"{found.shape}, {role} {states[found.odd]}"


def _pivotal(found: Triangle | None, place: int) -> float:
    """Return 1 where a state is the pivot, else 0; not-a-number without a triangle."""
    if found is None:
        return np.nan
    return float(found.shape is Shape.ROMANCE and found.odd == place)


_DIVIDED: tuple[tuple[str, Callable[[Numbers, Numbers], Numbers]], ...] = (
    ("patron_share", patron_share),
    ("triad_hedging", hedging),
    ("triad_diversification", diversification),
)

METHODS = (
    Method(name="patron_share", title="Share of a patron", unit="1", formula=patron_share),
    Method(name="triad_hedging", title="Hedging between two patrons", unit="1", formula=hedging),
    Method(
        name="triad_diversification", title="Hedging, 1 - HHI", unit="1", formula=diversification
    ),
    Method(name="leverage", title="Answer to a turn", unit="1", formula=leverage),
    Method(
        name="friendly_ties", title="Friendly ties of three", unit="ties",
        formula=strategic_triangle,
    ),
    Method(name="pivot", title="Pivot of three", unit="1", formula=strategic_triangle),
)  # fmt: skip
_BY_NAME = {one.name: one for one in METHODS}

FAMILY = Family(
    name=NAME,
    title="Hedging, leverage and the strategic triangle",
    methods=METHODS,
    tables=("events",),
    values=values,
)
