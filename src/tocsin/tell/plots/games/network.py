"""A sanctions network: ways from suppliers to the target, what leaks there, what would be closed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gaming import Explanation, Way
from tocsin.tell.games.numbers import number, ranged
from tocsin.tell.plots.canvas import (
    MARGIN,
    NARROW,
    SMALL,
    TEXT,
    Box,
    Sheet,
    Words,
    draw_picture,
    width_of,
    wrapped,
)
from tocsin.tell.plots.games.strips import INSIDE, inputs_cited
from tocsin.tell.plots.palette import FAINT, FIRST, INK, PAPER, SECOND

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Point = tuple[float, float]
MOST_WAYS = 40
"""Ways that can be told apart; the widest are drawn."""
_TIER = 1.05
"""Height from one tier of nodes to the next."""
_EDGE = 0.3
_THICK = 7.0
_DASH = (0.0, (2.6, 1.4))
_KEY = (
    "Dark: what gets past those who watch; pale: what could go unwatched. Numbers: the first of "
    "the second, means over draws. Orange and dashed: closed by the best plan within the "
    "budgets. What is stopped on one way takes another."
)


def plot_ways(found: Explanation, ways: Sequence[Way], path: Path) -> None:
    """Draw a sanctions network to a file, `.svg` or `.png` by its ending.

    Raises:
        InsufficientDataError: There is no way.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    if not ways:
        raise InsufficientDataError("The network has no way to draw.", subject="edges")
    shown = sorted(ways, key=lambda one: (-one.capacity, one.source, one.target))[:MOST_WAYS]
    places, height = _places(shown)
    result, left = found.result, len(ways) - len(shown)
    words = Words(
        title=result.title,
        subtitle=f"{result.headline.outcome}: {ranged(result.headline)}",
        source=inputs_cited(found),
        notes=(_KEY, _best(ways), *([f"{left} narrower ways are left out."] if left else [])),
        told=" ".join(map(_told, shown)),
    )
    draw_picture(
        words, height, lambda sheet: _draw(sheet, shown, places, height), path, width=NARROW
    )


def _best(ways: Sequence[Way]) -> str:
    """Return which way is most worth closing alone."""
    best = max(ways, key=lambda one: (one.worth, one.source, one.target))
    if best.worth <= 0:
        return "No way is worth closing alone."
    worth = number(best.worth, "share")
    return (
        f"Most worth closing alone: {best.source} to {best.target}, {worth} of the demand less."
    )


def _told(way: Way) -> str:
    """Return a way in words."""
    closed = ", closed by the plan" if way.is_closed else ""
    by = f", watched by {way.enforcer}" if way.enforcer else ""
    return (
        f"{way.source} to {way.target}: {number(way.watched)} of {number(way.capacity)} leak"
        f"{by}{closed}; closing it alone is worth {number(way.worth, 'share')} of the demand."
    )


def _places(ways: Sequence[Way]) -> tuple[dict[str, Point], float]:
    """Return where nodes stand, in tiers from suppliers down to the target, and the height."""
    tiers = _tiers(ways)
    last = max(tiers.values())
    places: dict[str, Point] = {}
    for tier in range(last + 1):
        names = [name for name, one in tiers.items() if one == tier]
        for place, name in enumerate(names):
            places[name] = (INSIDE * (place + 0.5) / len(names), _EDGE + _TIER * tier)
    return places, 2 * _EDGE + _TIER * last


def _tiers(ways: Sequence[Way]) -> dict[str, int]:
    """Return how many steps each node is from a supplier; what is only a target stands last."""
    order = dict.fromkeys(name for way in ways for name in (way.source, way.target))
    entered = {way.target for way in ways}
    left = {way.source for way in ways}
    found = {name: 0 for name in order if name not in entered}
    for _ in order:
        for way in ways:
            if way.source in found:
                found.setdefault(way.target, found[way.source] + 1)
    found |= {name: 0 for name in order if name not in found}
    last = max(found.values())
    ends = [name for name in order if name not in left]
    deepest = max([found[name] for name in order if name in left], default=0) + 1
    return {name: max(deepest, last) if name in ends else found[name] for name in order}


def _draw(sheet: Sheet, ways: Sequence[Way], places: dict[str, Point], height: float) -> None:
    """Draw all ways, then all nodes on top of them."""
    axes = sheet.axes(Box(MARGIN, 0.0, INSIDE, height))
    axes.set_axis_off()
    axes.set_xlim(0, INSIDE)
    axes.set_ylim(height, 0)
    most = max(way.capacity for way in ways) or 1.0
    for way in ways:
        _way(axes, way, (places[way.source], places[way.target]), most)
    for name, at in places.items():
        _node(axes, name, at)


def _way(axes: "Axes", way: Way, ends: tuple[Point, Point], most: float) -> None:
    """Draw a way: pale for its capacity, dark for what leaks, with both numbers."""
    (x, y), (u, v) = ends
    arrow = {"arrowstyle": "-|>", "shrinkA": 11, "shrinkB": 13, "mutation_scale": 9}
    for size, colour, dash, strength in (
        (way.capacity, FAINT, "solid", 0.28),
        (
            way.watched,
            SECOND if way.is_closed else FIRST,
            _DASH if way.is_closed else "solid",
            1,
        ),
    ):
        wide = max(0.6, _THICK * size / most)
        axes.plot((x, u), (y, v), color=colour, linewidth=wide, alpha=strength, linestyle=dash,
                  zorder=1, solid_capstyle="butt", dash_capstyle="butt")  # fmt: skip
    colour = SECOND if way.is_closed else FIRST
    axes.annotate("", (u, v), (x, y), arrowprops={**arrow, "color": colour, "linewidth": 0.8})
    told = f"{number(way.watched)} of {number(way.capacity)}"
    share = 0.42
    axes.text(
        x + share * (u - x), y + share * (v - y), told, ha="center", va="center", color=INK,
        fontsize=SMALL, zorder=3,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.0, "alpha": 0.9},
    )  # fmt: skip


def _node(axes: "Axes", name: str, at: Point) -> None:
    """Draw a node with its name."""
    told = next(iter(wrapped(name, 1.2, weight="bold")), "")
    wide = width_of(told, TEXT, "bold")
    axes.text(
        *at, told, ha="center", va="center", color=INK, fontsize=TEXT, fontweight="bold", zorder=5,
        bbox={"boxstyle": f"round,pad={0.35 if wide < 1 else 0.2}", "facecolor": PAPER,
              "edgecolor": INK, "linewidth": 1.0},
    )  # fmt: skip
