"""The network of states as text for people, as CSV and as plain JSON types."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.model.codec import plain
from tocsin.model.graph import Graph, GraphEdge
from tocsin.tell.cells import csv_cell
from tocsin.tell.hygiene import fit
from tocsin.tell.measures import number_of

NETWORK_COLUMNS = (
    "at", "feed", "a", "b", "sign", "weight", "events", "bloc_a", "bloc_b", "same_bloc",
)  # fmt: skip
MOST_NODES, MOST_EDGES, MOST_THIRDS = 20, 20, 8
"""Rows that are printed of nodes, of ties, and of states tied to both of a dyad."""
_SIGNS = {-1: "hostile", 0: "even", 1: "friendly"}


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node with its ties counted.

    Attributes:
        id: Its id.
        bloc: Number of its bloc; None where it is in none.
        weight: Its weight.
        friends: Number of friendly ties.
        foes: Number of hostile ties.
        events: Events of all its ties.
    """

    id: str
    bloc: int | None
    weight: float
    friends: int
    foes: int
    events: int

    @property
    def degree(self) -> int:
        """Return the number of friendly and hostile ties."""
        return self.friends + self.foes


def node_rows(graph: Graph) -> tuple[NodeRow, ...]:
    """Return the nodes with their ties counted, the weightiest first."""
    ties: dict[str, list[GraphEdge]] = {one.id: [] for one in graph.nodes}
    for edge in graph.edges:
        for end in (edge.a, edge.b):
            ties.setdefault(end, []).append(edge)
    rows = (
        NodeRow(
            one.id,
            one.bloc,
            one.weight,
            sum(edge.sign > 0 for edge in ties[one.id]),
            sum(edge.sign < 0 for edge in ties[one.id]),
            sum(edge.events for edge in ties[one.id]),
        )
        for one in graph.nodes
    )
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.id)))


def strongest(edges: Sequence[GraphEdge]) -> tuple[GraphEdge, ...]:
    """Return ties by strength, those of one strength by events and then by name."""
    return tuple(sorted(edges, key=lambda one: (-abs(one.weight), -one.events, one.a, one.b)))


def render_network(
    graph: Graph, console: Console, *, dyad: tuple[str, str] | None = None
) -> None:
    """Print a network: nodes by weight, ties by strength, and a dyad's own standing first.

    An empty network says so.
    """
    head = f"network of {graph.feed} at {graph.at}: {len(graph.nodes):,} states and bodies, "
    _say(console, f"{head}{len(graph.edges):,} ties", "bold")
    if dyad is not None:
        _render_dyad(graph, console, dyad)
    if graph.nodes:
        console.print(_node_table(graph, console))
    if graph.edges:
        console.print()
        console.print(_edge_table(strongest(graph.edges)[:MOST_EDGES], console))
    if not graph.edges:
        _say(console, "No two states have a tie at this date.")
    left = len(graph.nodes) - MOST_NODES, len(graph.edges) - MOST_EDGES
    told = [f"{max(count, 0):,} more {what}" for count, what in zip(left, ("states", "ties"), strict=True)]  # fmt: skip
    if max(left) > 0:
        _say(console, f"{' and '.join(told)} with --csv or --json", "dim")
    if graph.note:
        _say(console, graph.note, "dim")


def write_network_csv(graph: Graph, stream: TextIO) -> None:
    """Write the ties of a network as CSV, the strongest first."""
    blocs = {one.id: one.bloc for one in graph.nodes}
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(NETWORK_COLUMNS)
    for edge in strongest(graph.edges):
        one, other = blocs.get(edge.a), blocs.get(edge.b)
        same = "" if one is None or other is None else str(one == other).lower()
        cells = (
            graph.at, graph.feed, edge.a, edge.b, edge.sign, edge.weight, edge.events, one, other,
            same,
        )  # fmt: skip
        writer.writerow(map(csv_cell, cells))


def network_json(graph: Graph) -> dict[str, Any]:
    """Return a network as plain JSON types: nodes with their ties counted, ties by strength."""
    nodes = [{**plain(row), "degree": row.degree} for row in node_rows(graph)]
    edges = [plain(edge) for edge in strongest(graph.edges)]
    return {**plain(graph), "nodes": nodes, "edges": edges}


def thirds_of(graph: Graph, dyad: tuple[str, str]) -> tuple[tuple[GraphEdge, GraphEdge], ...]:
    """Return the ties of those who are tied to both of a dyad, in the order of the dyad.

    The ones whose weaker tie is strongest come first.
    """
    ties: dict[str, dict[str, GraphEdge]] = {state: {} for state in dyad}
    for edge in graph.edges:
        for own, other in ((edge.a, edge.b), (edge.b, edge.a)):
            if own in ties and other not in dyad:
                ties[own][other] = edge
    first, second = (ties[state] for state in dyad)
    shared = sorted(
        first.keys() & second.keys(),
        key=lambda third: (-min(abs(first[third].weight), abs(second[third].weight)), third),
    )
    return tuple((first[third], second[third]) for third in shared)


def _render_dyad(graph: Graph, console: Console, dyad: tuple[str, str]) -> None:
    """Print the tie of a dyad, its blocs, and who is tied to both."""
    edge = graph.between(*dyad)
    told = "no tie" if edge is None else f"{_SIGNS[edge.sign]}, {_tie(edge)}"
    _say(console, f"{'-'.join(dyad)}: {told}")
    blocs = {one.id: one.bloc for one in graph.nodes}
    stands = ", ".join(
        f"{state} {'in no bloc' if blocs.get(state) is None else f'in bloc {blocs[state]}'}"
        for state in dyad
    )
    _say(console, stands)
    for pair in thirds_of(graph, dyad)[:MOST_THIRDS]:
        parts = [f"{edge.a}-{edge.b} {_SIGNS[edge.sign]} ({_tie(edge)})" for edge in pair]
        _say(console, f"  {', '.join(parts)}", "dim")
    console.print()


def _tie(edge: GraphEdge) -> str:
    """Return weight and events of a tie."""
    return f"{edge.weight:+.2f}, {edge.events:,} events"


def _node_table(graph: Graph, console: Console) -> Table:
    """Return the weightiest nodes as a table."""
    table = _bare(("state", "bloc", "weight", "ties", "friendly", "hostile", "events"))
    for row in node_rows(graph)[:MOST_NODES]:
        cells = (
            row.id, "" if row.bloc is None else str(row.bloc), number_of(row.weight),
            str(row.degree), str(row.friends), str(row.foes), f"{row.events:,}",
        )  # fmt: skip
        table.add_row(*(Text(fit(cell, console.encoding)) for cell in cells))
    return table


def _edge_table(edges: Sequence[GraphEdge], console: Console) -> Table:
    """Return ties as a table."""
    table = _bare(("tie", "sign", "weight", "events"))
    for edge in edges:
        cells = (
            f"{edge.a}-{edge.b}", _SIGNS[edge.sign], f"{edge.weight:+.2f}", f"{edge.events:,}"
        )  # fmt: skip
        table.add_row(*(Text(fit(cell, console.encoding)) for cell in cells))
    return table


def _bare(columns: Sequence[str]) -> Table:
    """Return an empty table whose first column is text and whose others are numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        table.add_column(name, justify="right" if place else "left", overflow="fold")
    return table


def _say(console: Console, text: str, style: str = "") -> None:
    """Print a line of text in which nothing is markup."""
    console.print(Text(fit(text, console.encoding), style=style), soft_wrap=True)
