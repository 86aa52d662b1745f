"""The network of states at a date out of the record."""

import datetime as dt
from dataclasses import dataclass

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.measure.graph.blocs import Blocs, find_blocs, standings
from tocsin.measure.graph.networks import (
    LEAST_EVENTS,
    WINDOW_DAYS,
    Network,
    alliances_at,
    network_at,
)
from tocsin.model.graph import Graph, GraphEdge, GraphNode
from tocsin.model.index import Cover, Coverage
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.measuring import refuse_empty
from tocsin.pipeline.record import open_view
from tocsin.settings import Settings
from tocsin.store.base import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Networking:
    """Which network somebody wants.

    Attributes:
        at: The day; the last one that the source covers where None.
        source: Name of the source; where empty the one with most rows of those that cover the
            day.
        is_of_alliances: Whether ties are alliances and not events.
        window_days: Days before the day whose events count.
        least_events: Events without which two states have no tie.
        is_relative: Whether a tie is friendly above the usual share of cooperation.
    """

    at: dt.date | None = None
    source: str = ""
    is_of_alliances: bool = False
    window_days: int = WINDOW_DAYS
    least_events: int = LEAST_EVENTS
    is_relative: bool = True


def draw_network(request: Networking, *, settings: Settings, watcher: Watcher) -> Graph:
    """Return the network of states at a date, with blocs.

    Raises:
        UsageError: The record has no such source.
        InsufficientDataError: The record has no data for it.
        StoreError: The ledger or the lake cannot be read.
    """
    refuse_empty(settings)
    with open_view(settings) as view:
        source = _source(view, request)
        day = request.at or source.end
        if day is None:
            message = f"{source.source} does not say what it covers; give the day with --at."
            raise InsufficientDataError(message, subject="--at")
        watcher.step("looking up", source.source)
        network = _network(view, day, source.source, request)
    if not network.edges:
        raise _no_ties(request, source.source, day)
    return _graph(network, find_blocs(network))


def _no_ties(request: Networking, source: str, day: dt.date) -> InsufficientDataError:
    """Return the error for a network in which no two states have a tie."""
    if request.is_of_alliances:
        message = f"{source} has no alliance in {day.year}; give another year with --at."
        return InsufficientDataError(message, subject="--at")
    message = (
        f"No two states have {request.least_events} events in the {request.window_days} days "
        f"to {day} by {source}; lower --least, or widen --window."
    )
    return InsufficientDataError(message, subject="--least")


def _network(view: View, day: dt.date, feed: str, request: Networking) -> Network:
    """Return the network that was asked for."""
    if request.is_of_alliances:
        return alliances_at(view, day, feed=feed)
    return network_at(
        view,
        day,
        feed=feed,
        window_days=request.window_days,
        least_events=request.least_events,
        is_relative=request.is_relative,
    )


def _source(view: View, request: Networking) -> Coverage:
    """Return the source of the ties.

    Raises:
        UsageError: The record has none of this name.
        InsufficientDataError: The record has none at all.
    """
    table = "alliances" if request.is_of_alliances else "events"
    held = [one for one in view.coverage(table) if one.rows]
    if not held:
        message = f"The record holds no {table}; take some in with `tocsin ingest`."
        raise InsufficientDataError(message)
    named = [one for one in held if request.source in ("", one.source)]
    if not named:
        known = ", ".join(one.source for one in held)
        message = f"The record holds no {table} of {request.source!r}; it holds {known}."
        raise UsageError(message, subject="--source")
    return max(named, key=lambda one: (_covers(one, request.at), one.rows, one.source))


def _covers(one: Coverage, day: dt.date | None) -> bool:
    """Return whether a source covers a day; one that does not say what it covers may."""
    return day is None or one.of(day, day) is not Cover.NONE


def _graph(network: Network, blocs: Blocs) -> Graph:
    """Return a network with its blocs as what is drawn and printed."""
    standing = {one.state: one for one in standings(network, blocs)}
    weights: dict[str, float] = dict.fromkeys(network.nodes, 0.0)
    for edge in network.edges:
        for end in (edge.a, edge.b):
            weights[end] += abs(edge.weight)
    return Graph(
        at=network.at,
        feed=network.feed,
        nodes=tuple(
            GraphNode(id=state, bloc=standing[state].bloc, weight=weights[state])
            for state in network.nodes
        ),
        edges=tuple(
            GraphEdge(
                a=edge.a, b=edge.b, weight=edge.weight, sign=edge.sign, events=edge.events
            )
            for edge in network.edges
        ),
        note=_note(network, blocs),
    )


def _note(network: Network, blocs: Blocs) -> str:
    """Return what a reader must know of a network, in a sentence or two."""
    what = "alliances" if network.table == "alliances" else "events"
    usual = (
        f"; a tie is friendly where cooperation has more than its usual share, {network.usual:.0%}"
        if what == "events"
        else ""
    )
    modularity = "unknown" if blocs.modularity is None else f"{blocs.modularity:.2f}"
    return (
        f"{what} of {network.feed}, {network.start} to {network.end}, covered: "
        f"{network.cover.value}{usual}. {len(blocs.blocs)} blocs, modularity {modularity}: blocs "
        "are a reading of the ties, not alliances."
    )
