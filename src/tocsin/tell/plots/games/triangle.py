"""The triangle of a client and two patrons: its ties by sign and strength."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model.gaming import Explanation, Tie
from tocsin.tell.games.answer import beside
from tocsin.tell.games.numbers import number, ranged, span
from tocsin.tell.plots.canvas import (
    MARGIN,
    NARROW,
    SMALL,
    TEXT,
    Box,
    Sheet,
    Words,
    draw_picture,
    shown,
)
from tocsin.tell.plots.games.strips import INSIDE, inputs_cited
from tocsin.tell.plots.palette import FRIENDLY, HOSTILE, INK, MUTED, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 2.4
_PLACES = ((INSIDE / 2, 0.3), (0.5, _HEIGHT - 0.35), (INSIDE - 0.5, _HEIGHT - 0.35))
_KEY = (
    "Blue and solid: a friendly tie; orange and dashed: a hostile one; thicker: stronger. Numbers: "
    "median and 90% range over draws, from \N{MINUS SIGN}1 to 1: what a patron gives less what it "
    "takes, as a share of all that is given and taken. The tie of the patrons is an input."
)


def plot_triangle(found: Explanation, ties: Sequence[Tie], path: Path) -> None:
    """Draw a triangle of ties to a file, `.svg` or `.png` by its ending.

    Args:
        found: The answer.
        ties: Of the client with each patron, then of the patrons.
        path: The file.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    words = Words(
        title=result.title,
        subtitle=f"{result.headline.outcome}: {ranged(result.headline)}, {beside(result)}",
        source=inputs_cited(found),
        notes=(_KEY, f"Drawn under the reading {result.headline.reading}."),
        told=" ".join(map(_told, ties)),
    )
    draw_picture(words, _HEIGHT, lambda sheet: _draw(sheet, ties), path, width=NARROW)


def _told(tie: Tie) -> str:
    """Return a tie in words."""
    return f"{tie.a} and {tie.b}: {number(tie.value)} ({span(tie.interval, '')})."


def _draw(sheet: Sheet, ties: Sequence[Tie]) -> None:
    """Draw the ties, then the three on top of them."""
    axes = sheet.axes(Box(MARGIN, 0.0, INSIDE, _HEIGHT))
    axes.set_axis_off()
    axes.set_xlim(0, INSIDE)
    axes.set_ylim(_HEIGHT, 0)
    names = (ties[0].a, ties[0].b, ties[1].b)
    places = dict(zip(names, _PLACES, strict=True))
    for tie in ties:
        _tie(axes, tie, (places[tie.a], places[tie.b]))
    for name, at in places.items():
        axes.text(
            *at, shown(name), ha="center", va="center", color=INK, fontsize=TEXT, fontweight="bold",
            zorder=5, bbox={"boxstyle": "round,pad=0.4", "facecolor": PAPER, "edgecolor": INK},
        )  # fmt: skip


def _tie(axes: "Axes", tie: Tie, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Draw a tie with its numbers."""
    (x, y), (u, v) = ends
    colour = FRIENDLY if tie.value > 0 else HOSTILE if tie.value < 0 else MUTED
    dash = (
        "solid" if tie.value > 0 else (0.0, (4.0, 2.0)) if tie.value < 0 else (0.0, (1.0, 2.0))
    )
    wide = 1.0 + 6.0 * min(1.0, abs(tie.value))
    axes.plot((x, u), (y, v), color=colour, linestyle=dash, linewidth=wide, zorder=1,
              solid_capstyle="butt", dash_capstyle="butt")  # fmt: skip
    told = number(tie.value)
    if tie.interval[0] < tie.interval[1]:
        told += f"\n{span(tie.interval, '')}"
    axes.text(
        (x + u) / 2, (y + v) / 2, told.replace("-", "\N{MINUS SIGN}"), ha="center", va="center",
        fontsize=SMALL, color=INK, zorder=3, bbox={"facecolor": PAPER, "edgecolor": "none",
                                                   "pad": 1.5},
    )  # fmt: skip
