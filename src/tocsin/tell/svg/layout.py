"""Where the nodes, links and labels of the exchange network lie.

The dyad stands left and right as two columns as tall as what passes between them needs; each
exchange has a lane of its own with its label above. A third party has a band above or below,
and its links bend round into the columns: the farther from the dyad, the farther outside. So
neither labels nor nodes can meet, whatever the edges, and the same edges give the same picture.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.model.assessment import Exchange
from tocsin.model.ids import country
from tocsin.tell.svg.parts import number, text_width, wrap

WIDTH = 360.0
LABEL_SIZE = 11.5
NAME_SIZE = 13.0
LINE = 13.0
NAME_LINE = 16.0
MAX_THIRD = 3
MAX_LANES = 9
MAX_SIDE = 4
_MARGIN = 3.0
_COLUMN = 88.0
_LANE_GAP = 11.0
_BAND_GAP = 22.0
_MIN_COLUMN = 64.0
_MIN_BAND = 34.0
_PORT_EDGE = 12.0
_PORT_STEP = 14.0
_ARROW_GAP = 2.0
_RISE = 5.0
_CORNER = 12.0
_BOLD = 1.15
_INNER = WIDTH - 2 * (_MARGIN + _COLUMN)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether two boxes share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Node:
    """An actor with the lines of its name."""

    actor: str
    box: Box
    lines: tuple[str, ...]
    is_dyad: bool


@dataclass(frozen=True, slots=True)
class Link:
    """An exchange with its path, the tips of its arrows and its label.

    Attributes:
        edge: What is drawn.
        path: The `d` of the SVG path.
        heads: For each arrowhead its tip and the point it comes from.
        lines: The label, line by line.
        middle: Where the label is centred.
        base: The baseline of the label's last line.
    """

    edge: Exchange
    path: str
    heads: tuple[tuple[Point, Point], ...]
    lines: tuple[str, ...]
    middle: float
    base: float

    @property
    def label_box(self) -> Box:
        """Return the estimated extent of the label."""
        width = max(text_width(line, LABEL_SIZE) for line in self.lines)
        height = len(self.lines) * LINE
        return Box(self.middle - width / 2, self.base + 3 - height, width, height)


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture; `undrawn` counts the edges that have no place in it."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    height: float
    undrawn: int


@dataclass(frozen=True, slots=True)
class _Lane:
    """An edge with its label broken into lines and, if it bends, where it meets its column."""

    edge: Exchange
    lines: tuple[str, ...]
    port: float = 0.0

    @property
    def height(self) -> float:
        """Return the room it takes."""
        return len(self.lines) * LINE + _LANE_GAP

    @property
    def drop(self) -> float:
        """Return how far its line lies below its top."""
        return len(self.lines) * LINE + 5


@dataclass(frozen=True, slots=True)
class _Band:
    """A third party with its lanes towards the left and the right member of the dyad."""

    actor: str
    lines: tuple[str, ...]
    left: tuple[_Lane, ...]
    right: tuple[_Lane, ...]

    @property
    def height(self) -> float:
        """Return the room it takes, with the gap towards the dyad."""
        sides = (sum(lane.height for lane in side) for side in (self.left, self.right))
        return max(_MIN_BAND, len(self.lines) * NAME_LINE + 6, *sides) + _BAND_GAP


def lay_out(
    edges: Sequence[Exchange], dyad: tuple[str, str], name: Callable[[str | None], str]
) -> Layout:
    """Return the places of all nodes, links and labels."""
    pair = (str(country(dyad[0])), str(country(dyad[1])))
    lanes = tuple(_Lane(edge, _broken(edge, _INNER - 18, 2)) for edge in _inner(edges, pair))
    third = [(actor, _name_lines(name(actor))) for actor in _third_parties(edges, pair)]
    # The first stands right above the dyad, the second right below, and so on outwards.
    above = _bands(edges, pair, dict(third[0::2][::-1]), is_above=True)
    below = _bands(edges, pair, dict(third[1::2]), is_above=False)
    top = _MARGIN + sum(band.height for band in above)
    column = max(_MIN_COLUMN, sum(lane.height for lane in lanes) + 8)
    links = (
        *_straight(lanes, pair, top),
        *_bent(above, _MARGIN, top, pair),
        *_bent(below, top + column + _BAND_GAP, top + column, pair),
    )
    nodes = (
        *_columns(pair, top, column, name),
        *_third_nodes(above, _MARGIN),
        *_third_nodes(below, top + column + _BAND_GAP),
    )
    height = top + column + sum(band.height for band in below) + _MARGIN
    return Layout(nodes=nodes, links=links, height=height, undrawn=len(edges) - len(links))


def _ends(edge: Exchange) -> tuple[str, str]:
    """Return the states at both ends of an edge."""
    return str(country(edge.giver)), str(country(edge.receiver))


def _inner(edges: Sequence[Exchange], pair: tuple[str, str]) -> list[Exchange]:
    """Return the edges within the dyad: what the left one gives, what is mutual, the rest."""
    within = [edge for edge in edges if set(_ends(edge)) == set(pair)]
    rank = {(True, False): 0, (True, True): 1, (False, True): 1}
    ordered = sorted(
        within, key=lambda edge: rank.get((_ends(edge)[0] == pair[0], edge.reciprocal), 2)
    )
    return ordered[:MAX_LANES]


def _third_parties(edges: Sequence[Exchange], pair: tuple[str, str]) -> list[str]:
    """Return the states that exchange with a member of the dyad, most edges first."""
    count: dict[str, int] = {}
    for edge in edges:
        others = set(_ends(edge)) - set(pair)
        if len(others) == 1 and set(_ends(edge)) & set(pair):
            other = others.pop()
            count[other] = count.get(other, 0) + 1
    return sorted(count, key=lambda actor: (-count[actor], actor))[:MAX_THIRD]


def _bands(
    edges: Sequence[Exchange],
    pair: tuple[str, str],
    names: dict[str, tuple[str, ...]],
    *,
    is_above: bool,
) -> tuple[_Band, ...]:
    """Return the bands of third parties from top to bottom, with the ports of their lanes."""
    sides = []
    for member in pair:
        per_actor = [
            [edge for edge in edges if set(_ends(edge)) == {actor, member}][:MAX_SIDE]
            for actor in names
        ]
        sides.append(_ported(per_actor, is_left=member == pair[0], is_above=is_above))
    return tuple(
        _Band(actor, names[actor], left, right)
        for actor, left, right in zip(names, *sides, strict=True)
    )


def _ported(
    groups: list[list[Exchange]], *, is_left: bool, is_above: bool
) -> list[tuple[_Lane, ...]]:
    """Return lanes with their ports: the farther from the dyad, the farther outside."""
    total = sum(len(group) for group in groups)
    step = min(_PORT_STEP, (_COLUMN - 2 * _PORT_EDGE) / max(1, total - 1))
    ranks = iter(range(total) if is_above else reversed(range(total)))
    lanes = []
    for group in groups:
        row = []
        for edge in group:
            inward = _MARGIN + _PORT_EDGE + step * next(ranks)
            room = (WIDTH - _COLUMN) / 2 - inward - 16
            port = inward if is_left else WIDTH - inward
            row.append(_Lane(edge, _broken(edge, room, 3), port))
        lanes.append(tuple(row))
    return lanes


def _broken(edge: Exchange, room: float, lines: int) -> tuple[str, ...]:
    """Return the label of an edge, broken into lines."""
    return wrap(edge.label or edge.channel.replace("_", " "), room, LABEL_SIZE, lines=lines)


def _columns(
    pair: tuple[str, str], top: float, height: float, name: Callable[[str | None], str]
) -> Iterator[Node]:
    """Yield the two members of the dyad."""
    for actor, x in zip(pair, (_MARGIN, WIDTH - _MARGIN - _COLUMN), strict=True):
        yield Node(actor, Box(x, top, _COLUMN, height), _name_lines(name(actor)), is_dyad=True)


def _third_nodes(bands: tuple[_Band, ...], top: float) -> Iterator[Node]:
    """Yield the third parties of one side of the dyad."""
    for band in bands:
        box = Box((WIDTH - _COLUMN) / 2, top, _COLUMN, band.height - _BAND_GAP)
        yield Node(band.actor, box, band.lines, is_dyad=False)
        top += band.height


def _name_lines(name: str) -> tuple[str, ...]:
    """Return an actor's name, broken to the width of a node."""
    return wrap(name, (_COLUMN - 8) / _BOLD, NAME_SIZE, lines=3)


def _straight(lanes: tuple[_Lane, ...], pair: tuple[str, str], top: float) -> Iterator[Link]:
    """Yield the links between the two members, each a slight arc in its own lane."""
    left, right = _MARGIN + _COLUMN + _ARROW_GAP, WIDTH - _MARGIN - _COLUMN - _ARROW_GAP
    middle = WIDTH / 2
    for lane in lanes:
        y = top + lane.drop + _RISE
        summit = (middle, y - 2 * _RISE)
        path = (
            f"M{number(left)} {number(y)} Q{number(middle)} {number(summit[1])} "
            f"{number(right)} {number(y)}"
        )
        heads = (((right, y), summit), ((left, y), summit))
        is_from_left = _ends(lane.edge)[0] == pair[0]
        kept = heads if lane.edge.reciprocal else heads[:1] if is_from_left else heads[1:]
        yield Link(lane.edge, path, kept, lane.lines, middle, y - _RISE - 4)
        top += lane.height


def _bent(
    bands: tuple[_Band, ...], top: float, column: float, pair: tuple[str, str]
) -> Iterator[Link]:
    """Yield the links of third parties, which bend round into the column at height `column`."""
    for band in bands:
        for side, edge_x in (
            (band.left, (WIDTH - _COLUMN) / 2 - _ARROW_GAP),
            (band.right, (WIDTH + _COLUMN) / 2 + _ARROW_GAP),
        ):
            y = top
            for lane in side:
                yield _bend(lane, (edge_x, y + lane.drop), column, pair)
                y += lane.height
        top += band.height


def _bend(lane: _Lane, start: Point, column: float, pair: tuple[str, str]) -> Link:
    """Return a link that leaves a third party sideways and meets a column from above or below."""
    x, y = start
    inward = _CORNER if x > lane.port else -_CORNER
    down = _CORNER if column > y else -_CORNER
    end = (lane.port, column - (_ARROW_GAP if down > 0 else -_ARROW_GAP))
    path = (
        f"M{number(x)} {number(y)} H{number(lane.port + inward)} "
        f"Q{number(lane.port)} {number(y)} {number(lane.port)} {number(y + down)} "
        f"V{number(end[1])}"
    )
    heads = ((end, (lane.port, end[1] - down)), (start, (x - inward, y)))
    is_to_dyad = _ends(lane.edge)[1] in pair
    kept = heads if lane.edge.reciprocal else heads[:1] if is_to_dyad else heads[1:]
    return Link(lane.edge, path, kept, lane.lines, (x + lane.port + inward / 2) / 2, y - 4)
