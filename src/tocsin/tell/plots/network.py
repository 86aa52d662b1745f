"""The network of states as a picture: blocs as grounds, ties by sign and strength.

Friendly ties are blue and solid, hostile ones orange and dashed, so that they differ in print
too. More than forty nodes cannot be read; which are left out is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.graph import Graph, GraphEdge, GraphNode
from tocsin.model.series import Numbers
from tocsin.tell.network import strongest
from tocsin.tell.plots.canvas import (
    INNER,
    MARGIN,
    TINY,
    Box,
    Sheet,
    Words,
    draw_picture,
    shown,
    width_of,
    wrapped,
)
from tocsin.tell.plots.credits import sources_told
from tocsin.tell.plots.palette import BLOCS, FRIENDLY, HOSTILE, INK, MUTED, PAPER
from tocsin.tell.plots.spread import hull_of, places_of
from tocsin.tell.words import day, label, listing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NODES = 40
MOST_EDGES = 120
_OWN = 2
"""Ties of each node, its strongest, that are drawn before those of others."""
_SIZE = (INNER, 5.5)
_ROOM = 0.46
_RADIUS = (0.145, 0.23)
"""Radius of the least and the weightiest node in inches."""
_HULL = 0.34
"""How far the ground of a bloc reaches beyond its nodes."""
_LETTERS, _SMALL = 6.5, 5.5
_BELOW = 0.8
"""Room for the name of a part below its node."""
_KEY = 0.45
_FOOT = 0.1
_KEY_ROW = 0.17
_NO_CREDITS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, eq=False)
class _Drawing:
    """What is drawn of a network.

    Attributes:
        graph: The network.
        nodes: The nodes that are drawn, the weightiest first.
        edges: The ties that are drawn, the strongest last, so that they lie on top.
        places: Places of the nodes.
        dyad: The two that are set off; None for none.
    """

    graph: Graph
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    places: Numbers
    dyad: tuple[str, str] | None

    def draw(self, sheet: Sheet) -> None:
        """Draw key, grounds, ties and nodes."""
        self._key(sheet)
        axes = sheet.axes(Box(MARGIN, _KEY, *_SIZE))
        axes.set_axis_off()
        axes.set_xlim(0, _SIZE[0])
        axes.set_ylim(_SIZE[1], 0)
        for bloc, colour in self._colours().items():
            points = self._points(bloc)
            _ground(axes, points, colour)
            x, y = points[np.argmin(points[:, 1])]
            axes.text(
                x, y - _RADIUS[1] - 0.01, f"bloc {bloc}", ha="center", fontsize=_SMALL,
                color=MUTED, zorder=3,
            )  # fmt: skip
        spots = {node.id: place for node, place in zip(self.nodes, self.places, strict=True)}
        for edge in self.edges:
            _tie(axes, edge, (spots[edge.a], spots[edge.b]), self._strength(edge))
        most = max(node.weight for node in self.nodes) or 1.0
        for node in self.nodes:
            share = max(0.0, node.weight / most) ** 0.5
            radius = _RADIUS[0] + (_RADIUS[1] - _RADIUS[0]) * share
            _node(axes, node, spots[node.id], radius, is_set_off=self._is_own(node.id))

    def _is_own(self, state: str) -> bool:
        """Return whether a state is one of the dyad."""
        return self.dyad is not None and state in self.dyad

    def _strength(self, edge: GraphEdge) -> float:
        """Return how strongly a tie is drawn: those away from the dyad recede."""
        if self.dyad is None:
            return 0.6
        own = {edge.a, edge.b} & set(self.dyad)
        return (0.22, 0.75, 1.0)[len(own)]

    def _points(self, bloc: int) -> Numbers:
        """Return the places of the nodes of a bloc."""
        mine = [at for at, node in enumerate(self.nodes) if node.bloc == bloc]
        return self.places[mine]

    def _blocs(self) -> dict[int, int]:
        """Return how many nodes of each bloc are drawn, the largest bloc first."""
        counts: dict[int, int] = {}
        for node in self.nodes:
            if node.bloc is not None:
                counts[node.bloc] = counts.get(node.bloc, 0) + 1
        return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

    def _colours(self) -> dict[int, str]:
        """Return the colours of blocs of two or more that are drawn, as far as there are any."""
        large = [bloc for bloc, count in self._blocs().items() if count > 1]
        return dict(zip(large, BLOCS, strict=False))

    def _key(self, sheet: Sheet) -> None:
        """Write what lines and grounds mean."""
        x, y = MARGIN, 0.07
        for colour, dash, text in (
            (FRIENDLY, "solid", "friendly"), (HOSTILE, (0.0, (4.0, 2.0)), "hostile"),
        ):  # fmt: skip
            sheet.stroke((x, y), (x + 0.3, y), color=colour, linestyle=dash, linewidth=2)
            sheet.write(text, (x + 0.36, y + 0.035), size=TINY)
            x += 0.36 + width_of(text, TINY) + 0.2
        sheet.write("thicker: stronger; larger: weightier", (x, y + 0.035), size=TINY)
        x, y = MARGIN, y + _KEY_ROW
        for bloc, colour in self._colours().items():
            count, total = self._blocs()[bloc], _members(self.graph, bloc)
            text = (
                f"bloc {bloc}: {count} of {total}" if count < total else f"bloc {bloc}: {count}"
            )
            sheet.stroke((x + 0.02, y), (x + 0.2, y), color=colour, linewidth=8,
                         solid_capstyle="butt")  # fmt: skip
            sheet.write(text, (x + 0.26, y + 0.035), size=TINY)
            x += 0.26 + width_of(text, TINY) + 0.2


def plot_network(
    graph: Graph,
    path: Path,
    *,
    dyad: tuple[str, str] | None = None,
    credits_: Mapping[str, str] = _NO_CREDITS,
) -> None:
    """Draw a network to a file, `.svg` or `.png` by its ending.

    The forty weightiest nodes are drawn, the dyad always among them if it has a place in the
    network, with the strongest ties. The same network gives the same bytes, in whatever order
    its nodes and ties come.

    Args:
        graph: The network.
        path: The file.
        dyad: Two states to set off.
        credits_: How to cite each source, by its name.

    Raises:
        InsufficientDataError: There is no tie in it.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    if not graph.edges or not graph.nodes:
        message = (
            f"No two states have a tie in {graph.feed} at {graph.at}, so there is nothing to "
            f"draw; choose another day or source."
        )
        raise InsufficientDataError(message, subject=graph.feed)
    nodes = _nodes(graph, dyad)
    edges = _edges(graph, nodes, dyad)
    inner = [one for one in graph.edges if {one.a, one.b} <= {node.id for node in nodes}]
    places = places_of(nodes, inner, _SIZE, _ROOM)
    drawing = _Drawing(graph, nodes, edges, places, dyad)
    words = _words(drawing, credits_)
    draw_picture(words, _KEY + _SIZE[1] + _FOOT, drawing.draw, path)


def _nodes(graph: Graph, dyad: tuple[str, str] | None) -> tuple[GraphNode, ...]:
    """Return the weightiest nodes, the dyad among them."""
    own = set(dyad or ())
    ranked = sorted(graph.nodes, key=lambda one: (one.id not in own, -one.weight, one.id))
    return tuple(sorted(ranked[:MOST_NODES], key=lambda one: (-one.weight, one.id)))


def _edges(
    graph: Graph, nodes: Sequence[GraphNode], dyad: tuple[str, str] | None
) -> tuple[GraphEdge, ...]:
    """Return the ties that are drawn, the strongest last.

    First those of the dyad, then the strongest few of each node, then the strongest of all.
    """
    ids = {node.id for node in nodes}
    ranked = [one for one in strongest(graph.edges) if one.a in ids and one.b in ids]
    own = set(dyad or ())
    counts = dict.fromkeys(ids, 0)
    firsts: list[GraphEdge] = []
    rest: list[GraphEdge] = []
    for edge in ranked:
        is_first = bool({edge.a, edge.b} & own) or min(counts[edge.a], counts[edge.b]) < _OWN
        (firsts if is_first else rest).append(edge)
        counts[edge.a] += 1
        counts[edge.b] += 1
    chosen = [*firsts, *rest][:MOST_EDGES]
    return tuple(
        sorted(
            chosen, key=lambda one: (len({one.a, one.b} & own), abs(one.weight), one.a, one.b)
        )
    )


def _members(graph: Graph, bloc: int) -> int:
    """Return how many nodes a bloc has."""
    return sum(node.bloc == bloc for node in graph.nodes)


def _ground(axes: "Axes", points: Numbers, colour: str) -> None:
    """Draw the ground of a bloc: its hull with round corners."""
    corners = hull_of(points)
    wide = _HULL * 2 * 72
    if len(corners) < 3:
        axes.plot(
            corners[:, 0], corners[:, 1], color=colour, linewidth=wide, zorder=0,
            solid_capstyle="round",
        )  # fmt: skip
        return
    axes.fill(
        corners[:, 0], corners[:, 1], facecolor=colour, edgecolor=colour, linewidth=wide,
        joinstyle="round", zorder=0,
    )  # fmt: skip


def _tie(axes: "Axes", edge: GraphEdge, ends: tuple[Numbers, Numbers], strength: float) -> None:
    """Draw a tie."""
    (x, y), (other_x, other_y) = ends
    colour = {1: FRIENDLY, -1: HOSTILE}.get(edge.sign, MUTED)
    dash = {1: "solid", -1: (0.0, (4.0, 2.0))}.get(edge.sign, (0.0, (1.0, 2.0)))
    axes.plot(
        (x, other_x), (y, other_y), color=colour, linestyle=dash, alpha=strength,
        linewidth=0.5 + 2.6 * min(1.0, abs(edge.weight)), zorder=1 + strength,
        solid_capstyle="butt", dash_capstyle="butt",
    )  # fmt: skip


def _node(
    axes: "Axes", node: GraphNode, at: Numbers, radius: float, *, is_set_off: bool
) -> None:
    """Draw a node with its id in it."""
    axes.plot(
        *at, marker="o", markersize=2 * radius * 72, zorder=4,
        markerfacecolor=INK if is_set_off else PAPER, markeredgecolor=INK,
        markeredgewidth=1.6 if is_set_off else 0.8, clip_on=False,
    )  # fmt: skip
    text, below = _name(node.id)
    size = _LETTERS
    while width_of(text, size, "bold") > 2 * radius - 0.03 and size > 4.5:
        size -= 0.5
    text = next(iter(wrapped(text, 2 * radius, size=size, weight="bold")), "")
    axes.text(
        at[0], at[1], text, ha="center", va="center_baseline", fontsize=size, zorder=5,
        color=PAPER if is_set_off else INK, fontweight="bold",
    )  # fmt: skip
    if below:
        told = next(iter(wrapped(below, _BELOW, size=_SMALL)), "")
        axes.text(at[0], at[1] + radius + 0.09, told, ha="center", fontsize=_SMALL, zorder=5)


def _name(key: str) -> tuple[str, str]:
    """Return what stands in a node and below it: of a part of a state, the state and the part."""
    head, _, part = shown(key).partition(".")
    return head or "?", label(part).title()


def _words(drawing: _Drawing, credits_: Mapping[str, str]) -> Words:
    """Return what is written around the picture."""
    graph, dyad = drawing.graph, drawing.dyad
    names = load_gazetteer().states
    title = "Who stands with whom"
    if dyad is not None:
        title += f": {listing([names.get(state, state) for state in dyad])}"
    subtitle = (
        f"{day(graph.at)}: {len(drawing.nodes)} of {len(graph.nodes):,} states and bodies, "
        f"{len(drawing.edges)} of {len(graph.edges):,} ties"
    )
    return Words(
        title=title,
        subtitle=subtitle,
        source=sources_told([(graph.feed, "")], credits_),
        notes=tuple(_notes(drawing)),
        told=_told(drawing),
    )


def _notes(drawing: _Drawing) -> Iterator[str]:
    """Yield what a reader must know."""
    graph = drawing.graph
    left = len(graph.nodes) - len(drawing.nodes)
    if left > 0:
        yield f"The weightiest are drawn; {left:,} others are left out."
    lost = len(graph.edges) - len(drawing.edges)
    if lost > 0:
        yield f"Of the ties the strongest are drawn; {lost:,} are not."
    drawn = {node.id for node in drawing.nodes}
    for state in drawing.dyad or ():
        if state not in drawn:
            yield f"{state} has no tie in this network."
    yield "States lie near each other where they are in one bloc; distances else say little."
    if graph.note:
        yield graph.note


def _told(drawing: _Drawing) -> str:
    """Return the picture in words: blocs, the tie of the dyad, and the strongest ties."""
    blocs: dict[int, list[str]] = {}
    for node in drawing.nodes:
        if node.bloc is not None:
            blocs.setdefault(node.bloc, []).append(node.id)
    parts = [f"Bloc {bloc}: {', '.join(ids)}." for bloc, ids in sorted(blocs.items())]
    if drawing.dyad is not None:
        edge = drawing.graph.between(*drawing.dyad)
        parts.append(f"{'-'.join(drawing.dyad)}: {_tie_told(edge) if edge else 'no tie'}.")
    strong = ", ".join(
        f"{edge.a}-{edge.b} {_tie_told(edge)}" for edge in strongest(drawing.edges)[:10]
    )
    return " ".join([*parts, f"Strongest ties: {strong}."])


def _tie_told(edge: GraphEdge) -> str:
    """Return a tie in words."""
    sign = {1: "friendly", -1: "hostile"}.get(edge.sign, "even")
    return f"{sign} {edge.weight:+.2f}"
