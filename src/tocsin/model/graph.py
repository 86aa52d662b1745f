"""A network of states at a date as it is shown: nodes in blocs, and signed ties."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A state or body in the network.

    Attributes:
        id: Its id.
        bloc: Number of its bloc; None where it is in none.
        weight: How much it counts, at least 0, such as the events or the strength of its ties.
    """

    id: str
    bloc: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """The tie of two nodes.

    Attributes:
        a: The one.
        b: The other.
        weight: From -1, all conflict, to 1, all cooperation.
        sign: -1 hostile, 1 friendly, 0 neither.
        events: Events that it rests on.
    """

    a: str
    b: str
    weight: float
    sign: int
    events: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and ties at a date, from one source.

    Attributes:
        at: The day.
        feed: The source.
        nodes: The nodes.
        edges: The ties.
        note: What the reader must know; empty for nothing.
    """

    at: date
    feed: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    note: str = ""

    def between(self, one: str, other: str) -> GraphEdge | None:
        """Return the tie of two nodes; None where they have none."""
        return next((edge for edge in self.edges if {edge.a, edge.b} == {one, other}), None)
