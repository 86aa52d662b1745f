"""The signed, weighted network of states at a date: who is on good and on bad terms with whom.

A network is a snapshot of one source: of a source of events over the months before a day, or
of alliances in a year. What is computed on networks stands in `balance`, `blocs`, `brokerage`
and `communities`.
"""

from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InsufficientDataError, UsageError, missing_extra
from tocsin.measure.yearly import covered
from tocsin.model.index import Cover, Coverage
from tocsin.model.series import Counts, EventMonths, Flags, Numbers, Texts, Ties
from tocsin.store.base import View

WINDOW_DAYS = 365
"""Days that a network of events looks back by default."""
LEAST_EVENTS = 10
"""Events between two states below which they have no edge by default.

In nine months of the ICEWS18 file 10 leaves 1,721 of 5,267 pairs, with 202 states and bodies
and 93 % of the events between states; what goes is mostly pairs with one to three events.
"""
PRIOR_EVENTS = 10.0
"""Neutral events that every edge is thought to have beside its own, which shrink its weight."""

_MONTH_DAYS = 365.25 / 12
_STRONGEST_TIE = 3
_FIRST_MONTH = 12
"""January of the year 1, as months since a year 0."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The tie of two states.

    Attributes:
        a: The one whose id comes first in the alphabet.
        b: The other.
        weight: From -1, all conflict, to 1, all cooperation or an alliance for defence.
        sign: -1 hostile, 1 friendly, 0 where cooperation has its usual share.
        events: Events that it rests on, both directions; of alliances, directed obligations.
    """

    a: str
    b: str
    weight: float
    sign: int
    events: int


@dataclass(frozen=True, slots=True)
class Network:
    """States and their ties at a date, from one source.

    Attributes:
        at: The day asked for; nothing later than it is in the network.
        window_days: Days that it looks back.
        feed: The source.
        nodes: States and bodies with at least one edge, in order of the alphabet.
        edges: Ties in order of their states.
        start: First day of the data in it.
        end: Last day of the data in it.
        table: Table of the record that it comes from, `events` or `alliances`.
        cover: Whether the source covers the window.
        scope: States that the source was read for; empty for all. Of others it knows no ties.
        usual: Share of cooperation in the events of a pair at which a tie is even.
    """

    at: date
    window_days: int
    feed: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    start: date
    end: date
    table: str = "events"
    cover: Cover = Cover.FULL
    scope: tuple[str, ...] = ()
    usual: float = 0.5

    def place(self, state: str) -> int | None:
        """Return where a state stands among the nodes; None where it has no edge."""
        found = bisect_left(self.nodes, state)
        is_there = found < len(self.nodes) and self.nodes[found] == state
        return found if is_there else None

    def edge(self, one: str, other: str) -> Edge | None:
        """Return the tie of two states; None where they have none."""
        ends = (min(one, other), max(one, other))
        return next((edge for edge in self.edges if (edge.a, edge.b) == ends), None)

    def strongest(self, *, state: str = "", sign: int = 0, most: int = 5) -> tuple[str, ...]:
        """Return the strongest ties as `PRK-RUS`: of one state or all, of one sign or both."""
        chosen = [
            edge
            for edge in self.edges
            if state in {"", edge.a, edge.b} and (not sign or edge.sign == sign)
        ]
        chosen.sort(key=lambda edge: (-abs(edge.weight), edge.a, edge.b))
        return tuple(f"{edge.a}-{edge.b}" for edge in chosen[:most])

    def weights(self) -> Numbers:
        """Return the weights as a symmetric matrix in order of the nodes, 0 for no edge."""
        matrix = np.zeros((len(self.nodes), len(self.nodes)))
        if self.edges:
            index = {node: place for place, node in enumerate(self.nodes)}
            rows = [index[edge.a] for edge in self.edges]
            columns = [index[edge.b] for edge in self.edges]
            matrix[rows, columns] = [edge.weight for edge in self.edges]
        return matrix + matrix.T


def tie_weight(
    cooperation: Numbers | Counts,
    conflict: Numbers | Counts,
    *,
    usual: float = 0.5,
    prior: float = PRIOR_EVENTS,
) -> Numbers:
    """Return the weights of ties: what cooperation outweighs conflict by, of all events.

    With c = cooperation / 2 usual and h = conflict / 2 (1 - usual), (c - h) / (c + h + prior):
    unitless, between -1 and 1. Where half of the events are usually cooperative it is the plain
    (cooperation - conflict) / total. Else the rarer kind counts more, so that 0 is a pair with
    the usual share of cooperation; in sources of events that is no half but five sixths, for
    talks are reported more than blows. The prior is a number of neutral events that draws
    pairs with few events towards 0 and leaves their sign.

    Arrays of one shape, counts of events by quadrant: 1 and 2 cooperation, 3 and 4 conflict. A
    pair without events is 0 with a prior and not-a-number without one.

    Raises:
        ValueError: The shapes differ, a count or the prior is negative, or `usual` is not
            between 0 and 1.

    References:
        Maoz et al. (2007) for states as a signed network; Lerner (2016) for why signs out of
        events need something to compare with. The formula is ours.
    """
    good, bad = np.asarray(cooperation, np.float64), np.asarray(conflict, np.float64)
    if good.shape != bad.shape:
        raise ValueError(f"Shapes differ: cooperation {good.shape}, conflict {bad.shape}.")
    if prior < 0 or (good < 0).any() or (bad < 0).any():
        raise ValueError("Counts of events and the prior must be zero or more.")
    if not 0 < usual < 1:
        raise ValueError(f"The usual share of cooperation lies between 0 and 1, not {usual}.")
    # Signs by whole products: a pair that is even must not lean by a rounding of quotients.
    lean = np.sign(good * (1 - usual) - bad * usual)
    good, bad = good / (2 * usual), bad / (2 * (1 - usual))
    total = good + bad + prior
    weight: Numbers = np.full(total.shape, np.nan)
    np.divide(lean * np.abs(good - bad), total, out=weight, where=total > 0)
    return weight


def usual_share(cooperation: float, conflict: float) -> float:
    """Return the share of cooperation among events, drawn to a half by ten events.

    Unitless, above 0 and below 1; 0.5 without events.
    """
    return (cooperation + PRIOR_EVENTS / 2) / (cooperation + conflict + PRIOR_EVENTS)


def month_ends(day: date) -> bool:
    """Return whether a day is the last one of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def month_end(day: date) -> date:
    """Return the last day, that day included, on which a month ended."""
    return day if month_ends(day) else day.replace(day=1) - timedelta(days=1)


def window_of(at: date, window_days: int) -> tuple[date, date]:
    """Return first and last day of the whole months that a network at a date looks back on.

    Data come in whole months; the month of the date is left out unless the date is its last
    day, so that no event after the date is in its network. 365 days are twelve months.

    Raises:
        ValueError: The window is shorter than a day.
        UsageError: No month of the calendar ends by the date, or the window begins before it.
    """
    if window_days < 1:
        raise ValueError(f"A window has at least 1 day, not {window_days}.")
    months = max(1, round(window_days / _MONTH_DAYS))
    last = at.year * 12 + at.month - (1 if month_ends(at) else 2)
    first = last - months + 1
    if first < _FIRST_MONTH:
        message = (
            f"{window_days} days before {at} is before the year 1; give a later day with --at, "
            "or a shorter --window."
        )
        raise UsageError(message, subject=str(at))
    return date(first // 12, first % 12 + 1, 1), month_end(at)


def network_at(
    view: View,
    day: date,
    *,
    feed: str,
    window_days: int = WINDOW_DAYS,
    least_events: int = LEAST_EVENTS,
    is_relative: bool = True,
) -> Network:
    """Return the network of events that one source has of the time before a day.

    A tie is friendly where more of its events are cooperative than of all events of the window
    between states. On nine months of the ICEWS18 file, with 84 % of all events cooperative,
    that makes 71 % of 87 pairs of rivals and enemies hostile and 76 % of 341 pairs of allies
    friendly. Measured at a half, only 22 % of rivals are hostile, for summits with them are
    cooperation. What it cannot show is a world that turns hostile as a whole.

    Args:
        view: The record.
        day: The day; months that end after it are left out.
        feed: Name of the source of events.
        window_days: Days to look back, rounded to whole months.
        least_events: Events that a pair must have to be joined by an edge.
        is_relative: Whether ties are compared with the usual share of cooperation; else with a
            half.

    Raises:
        UsageError: The record has no such source.
        InsufficientDataError: The source covers nothing of the window.
    """
    start, end = window_of(day, window_days)
    coverage = _coverage(view, "events", feed)
    cover = _cover(coverage, start, end)
    # Rows outside of what is covered are events dated back, of which only some are known.
    first, last = max(start, coverage.start or start), min(end, coverage.end or end)
    rows = view.event_months((), first, last, feeds=(feed,))
    usual = usual_share(*_both_kinds(rows)) if is_relative else 0.5
    nodes, edges = event_edges(rows, least_events=least_events, usual=usual)
    bare = Network(day, window_days, feed, nodes, edges, start, end)
    return replace(bare, cover=cover, scope=coverage.scope, usual=usual)


def alliances_at(view: View, day: date, *, feed: str) -> Network:
    """Return the network of alliances that one source has of the year of a day.

    Every tie is friendly; its weight is a third for non-aggression, two for neutrality or
    consultation and 1 for defence or offence, the stronger direction counting. Years are whole
    ones, so that an alliance made later in the year is in it.

    Raises:
        UsageError: The record has no such source.
        InsufficientDataError: The source does not cover the year.
    """
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    coverage = _coverage(view, "alliances", feed)
    cover = _cover(coverage, start, end)
    ties = view.ties(start, end)
    nodes, edges = alliance_edges(ties, feed)
    bare = Network(day, (end - start).days + 1, feed, nodes, edges, start, end, "alliances")
    return replace(bare, cover=cover, scope=coverage.scope)


def event_edges(
    rows: EventMonths, *, least_events: int = LEAST_EVENTS, usual: float = 0.5
) -> tuple[tuple[str, ...], tuple[Edge, ...]]:
    """Return nodes and edges of events: both directions and all months of a pair together.

    Events whose quadrant is unknown are neither good nor bad and are left out. Empty where no
    pair has as many events as asked; the order of the rows does not matter.
    """
    names, one, other = _places(rows.source, rows.target)
    is_good, is_bad = _kinds(rows)
    counted = (one >= 0) & (other >= 0) & (one != other) & (is_good | is_bad)
    pair = np.minimum(one, other) * len(names) + np.maximum(one, other)
    pairs, places = np.unique(pair[counted], return_inverse=True)
    tally = [
        np.bincount(places, np.where(side, rows.events, 0)[counted], len(pairs))
        for side in (is_good, is_bad)
    ]
    events = (tally[0] + tally[1]).astype(np.int64)
    kept = events >= max(1, least_events)
    weights = tie_weight(tally[0][kept], tally[1][kept], usual=usual)
    ends = np.stack(np.divmod(pairs[kept], max(1, len(names))), axis=-1)
    return _edges(names, ends, weights, events[kept])


def alliance_edges(ties: Ties, feed: str) -> tuple[tuple[str, ...], tuple[Edge, ...]]:
    """Return nodes and edges of the alliances of one source; known absences are no edges."""
    strongest: dict[tuple[str, str], list[int]] = {}
    for source, target, level, of in zip(
        ties.source, ties.target, ties.level.tolist(), ties.feed, strict=True
    ):
        if of == feed and level > 0 and source and target and source != target:
            found = strongest.setdefault((min(source, target), max(source, target)), [])
            found.append(level)
    edges = tuple(
        Edge(a, b, max(levels) / _STRONGEST_TIE, 1, len(levels))
        for (a, b), levels in sorted(strongest.items())
    )
    return tuple(sorted({node for pair in strongest for node in pair})), edges


def to_networkx(network: Network) -> object:
    """Return a network as a `networkx.Graph`, for what is not computed here.

    Nodes and edges are added in their order, with `weight`, `sign` and `events` on the edges.

    Raises:
        UsageError: networkx is not installed.
    """
    try:
        networkx = import_module("networkx")  # an extra, and 0.2 s that nobody else need spend
    except ImportError as error:
        raise missing_extra(
            UsageError, "A graph for networkx", package="networkx", extra="network"
        ) from error
    graph = networkx.Graph(at=network.at.isoformat(), feed=network.feed)
    graph.add_nodes_from(network.nodes)
    for edge in network.edges:
        graph.add_edge(edge.a, edge.b, weight=edge.weight, sign=edge.sign, events=edge.events)
    return graph


def _kinds(rows: EventMonths) -> tuple[Flags, Flags]:
    """Return which rows are cooperation and which are conflict; those of no quadrant are neither."""
    return (rows.quad == 1) | (rows.quad == 2), (rows.quad == 3) | (rows.quad == 4)


def _both_kinds(rows: EventMonths) -> tuple[float, float]:
    """Return the number of events of cooperation and of conflict."""
    good, bad = (float(rows.events[kind].sum()) for kind in _kinds(rows))
    return good, bad


def _places(sources: Texts, targets: Texts) -> tuple[list[str], Counts, Counts]:
    """Return all names in order and, for either side, where each row's stands; -1 for none."""
    names = sorted((set(sources) | set(targets)) - {None})
    index = {name: place for place, name in enumerate(names)}
    # A dictionary, as sorting millions of texts takes ten times as long.
    one, other = (
        np.fromiter((index.get(name, -1) for name in side), np.int64, len(side))
        for side in (sources, targets)
    )
    return names, one, other


def _edges(
    names: list[str], ends: NDArray[np.int64], weights: Numbers, events: Counts
) -> tuple[tuple[str, ...], tuple[Edge, ...]]:
    """Return the nodes that have edges, and the edges, of pairs of places in order."""
    nodes = tuple(names[place] for place in np.unique(ends))
    edges = tuple(
        Edge(names[a], names[b], weight, (weight > 0) - (weight < 0), count)
        for (a, b), weight, count in zip(
            ends.tolist(), weights.tolist(), events.tolist(), strict=True
        )
    )
    return nodes, edges


def _coverage(view: View, table: str, feed: str) -> Coverage:
    """Return what a source covers.

    Raises:
        UsageError: The record has no such source.
    """
    known = view.coverage(table)
    found = next((one for one in known if one.source == feed), None)
    if found is None:
        names = ", ".join(sorted(one.source for one in known)) or "none"
        message = f"No source of {table} is called {feed!r}; the record has: {names}."
        raise UsageError(message, subject=feed)
    return found


def _cover(coverage: Coverage, start: date, end: date) -> Cover:
    """Return how far a window is covered.

    Raises:
        InsufficientDataError: Not at all.
    """
    cover = coverage.of(start, end)
    if cover is Cover.NONE:
        message = (
            f"{covered(coverage)}, nothing of {start} to {end}, which the network needs; choose "
            f"a day within."
        )
        raise InsufficientDataError(message, subject=coverage.source)
    return cover
