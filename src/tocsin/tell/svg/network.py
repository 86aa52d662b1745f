"""The exchange network: who hands what to whom, asserted, possible or denied."""

import math
from collections.abc import Callable, Sequence

from tocsin.model.assessment import Exchange
from tocsin.tell.svg.layout import (
    LABEL_SIZE,
    LINE,
    NAME_LINE,
    NAME_SIZE,
    WIDTH,
    Layout,
    Link,
    Node,
    Point,
    lay_out,
)
from tocsin.tell.svg.parts import ACCENT, INK, MUTED, PAPER, element, label, number, picture

TALL = 400.0
"""From this height on a picture needs more of a page to be read."""
_LEGEND = 26.0
_HEAD_LENGTH, _HEAD_HALF = 8.0, 3.6
_DASHES = {"asserted": "none", "possible": "6 4", "denied": "0.1 4.5"}
_WIDTHS = {"asserted": 1.9, "possible": 1.6, "denied": 2.2}


def exchange_network(
    edges: Sequence[Exchange],
    dyad: tuple[str, str],
    name: Callable[[str | None], str],
    *,
    key: str = "network",
) -> str:
    """Return the picture of an exchange, the dyad left and right, third parties around it.

    Lines are solid for what is asserted, dashed for what is possible, dotted for what is
    denied; an arrowhead at both ends means that both do it together. What has no place (edges
    among third parties, or more than fit) is counted beneath.
    """
    places = lay_out(edges, dyad, name)
    note = _note(places)
    height = places.height + _LEGEND + (16 if note else 0)
    content = (
        "".join(_link(link) for link in places.links)
        + "".join(_node(node) for node in places.nodes)
        + _legend(places.height + 14)
        + (_small(note, WIDTH / 2, places.height + 34) if note else "")
    )
    words = ("Who hands what to whom", network_words(edges, name))
    shape = "tall" if height > TALL else ""
    return picture(content, size=(WIDTH, height), key=key, words=words, shape=shape)


def network_words(edges: Sequence[Exchange], name: Callable[[str | None], str]) -> str:
    """Return what the picture shows in words."""
    return "; ".join(_told(edge, name) for edge in edges) or "No exchange is claimed"


def _told(edge: Exchange, name: Callable[[str | None], str]) -> str:
    """Return an edge in words."""
    joint = "and" if edge.reciprocal else "to"
    parties = f"{name(edge.giver)} {joint} {name(edge.receiver)}"
    return f"{parties}: {edge.label} ({edge.status})"


def _note(places: Layout) -> str:
    """Return what the picture leaves out, in words."""
    if not places.links:
        return "No exchange is drawn."
    return f"{places.undrawn} more in the table of exchanges." if places.undrawn else ""


def _small(text: str, x: float, y: float) -> str:
    """Return a small remark, centred."""
    return label(
        text, x, y, font_size=11.0, text_anchor="middle", fill=MUTED, class_="muted size"
    )


def _stroke(status: str) -> dict[str, str | float]:
    """Return the line style of a status; what is unknown is drawn as possible."""
    known = status if status in _DASHES else "possible"
    is_denied = known == "denied"
    return {
        "stroke": MUTED if is_denied else ACCENT,
        "stroke_width": _WIDTHS[known],
        "stroke_dasharray": _DASHES[known],
        "stroke_linecap": "round" if is_denied else "butt",
        "class_": f"{'muted' if is_denied else 'accent'}-line edge-{known}",
    }


def _link(link: Link) -> str:
    """Return a link: line, arrowheads, label."""
    status = link.edge.status
    is_denied = status == "denied"
    colour = {"fill": MUTED if is_denied else ACCENT}
    colour["class_"] = "muted-fill" if is_denied else "accent-fill"
    heads = "".join(
        element("polygon", points=_head(tip, origin), **colour) for tip, origin in link.heads
    )
    first = link.base - (len(link.lines) - 1) * LINE
    words = "".join(
        label(line, link.middle, first + row * LINE, font_size=LABEL_SIZE,
              text_anchor="middle", fill=INK, class_="ink halo", stroke=PAPER,
              stroke_width=3.0, paint_order="stroke")
        for row, line in enumerate(link.lines)
    )  # fmt: skip
    line = element("path", d=link.path, fill="none", **_stroke(status))
    return element("g", line + heads + words)


def _head(tip: Point, origin: Point) -> str:
    """Return the corners of an arrowhead that points from an origin to its tip."""
    angle = math.atan2(tip[1] - origin[1], tip[0] - origin[0])
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    corners = [tip] + [
        (
            tip[0] - _HEAD_LENGTH * along[0] + side * _HEAD_HALF * across[0],
            tip[1] - _HEAD_LENGTH * along[1] + side * _HEAD_HALF * across[1],
        )
        for side in (1, -1)
    ]
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _node(node: Node) -> str:
    """Return an actor as a box with its name."""
    box = node.box
    fill, ink = (ACCENT, PAPER) if node.is_dyad else (PAPER, INK)
    first = box.y + box.height / 2 - (len(node.lines) - 1) * NAME_LINE / 2 + 4.5
    names = "".join(
        label(line, box.x + box.width / 2, first + row * NAME_LINE, font_size=NAME_SIZE,
              font_weight="600", text_anchor="middle", fill=ink,
              class_="node-dyad-name" if node.is_dyad else "ink")
        for row, line in enumerate(node.lines)
    )  # fmt: skip
    shape = element(
        "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=4.0, fill=fill,
        stroke=ACCENT, stroke_width=1.4, class_="node-dyad" if node.is_dyad else "node",
    )  # fmt: skip
    return element("g", shape + names)


def _legend(y: float) -> str:
    """Return samples of the three line styles."""
    parts = []
    for place, status in enumerate(_DASHES):
        x = 22.0 + place * 112.0
        parts.append(element("line", x1=x, x2=x + 30, y1=y, y2=y, **_stroke(status)))
        parts.append(label(status, x + 37, y + 3.5, font_size=11.0, fill=MUTED, class_="muted"))
    return "".join(parts)
