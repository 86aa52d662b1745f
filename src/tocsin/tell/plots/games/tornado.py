"""The tornado: how far the outcome goes when one input goes from its 10 % to its 90 % point."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gaming import Explanation
from tocsin.model.outcome import Bar
from tocsin.tell.games.numbers import number, unit_of
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.strips import (
    Block,
    Strip,
    headline_under,
    inputs_cited,
    plot_blocks,
    scale_of,
)
from tocsin.tell.plots.palette import FAINT, FIRST, PAPER, SECOND

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
"""Inputs that are drawn, those with the longest bars."""
_KEY = (
    "Circle: the outcome with the input at its 10% point; square: at its 90% point. All other "
    "inputs stay at their medians; for a probability they are drawn."
)


def plot_tornado(found: Explanation, path: Path) -> None:
    """Draw the tornado to a file, `.svg` or `.png` by its ending.

    Raises:
        InsufficientDataError: No input is uncertain.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    if not result.tornado:
        message = "No input is uncertain, so there is no tornado; give ranges to some."
        raise InsufficientDataError(message, subject="parameters")
    head, bars = result.headline, result.tornado[:MOST]
    left = len(result.tornado) - len(bars)
    words = Words(
        title=f"What moves {head.outcome}",
        subtitle=headline_under(result),
        source=inputs_cited(found),
        notes=(_KEY, *([f"{left} inputs with shorter bars are left out."] if left else [])),
        told=" ".join(_told(one, head.unit) for one in bars),
    )
    ends = [end for one in bars for end in one.outcomes]
    scale = scale_of([*ends, head.value], head.unit, f"{head.outcome} ({head.unit})")
    strips = [Strip(one.parameter, _inputs(one), partial(_draw, one)) for one in bars]
    plot_blocks(words, [Block("", scale, strips)], path)


def _inputs(one: Bar) -> str:
    """Return the two points of an input."""
    low, high = (number(value, one.unit) for value in one.inputs)
    return f"{low} \N{RIGHTWARDS ARROW} {high}{unit_of(one.unit)}"


def _told(one: Bar, unit: str) -> str:
    """Return a bar in words."""
    low, high = (number(value, unit) for value in one.outcomes)
    return f"{one.parameter} {_inputs(one)}: from {low} to {high}."


def _draw(one: Bar, axes: "Axes", y: float) -> None:
    """Draw a bar with its two ends."""
    low, high = one.outcomes
    axes.plot((low, high), (y, y), color=FAINT, linewidth=6, zorder=2, solid_capstyle="butt")
    axes.plot([low], [y], marker="o", markersize=7, markerfacecolor=PAPER, markeredgewidth=1.6,
              markeredgecolor=FIRST, zorder=3, clip_on=False)  # fmt: skip
    axes.plot([high], [y], marker="s", markersize=6.5, color=SECOND, zorder=4, clip_on=False)
