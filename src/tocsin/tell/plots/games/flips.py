"""The flip table: how small a change of one input leads to another band."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gaming import Explanation
from tocsin.model.outcome import Tipping
from tocsin.tell.games.numbers import number, quantity
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.strips import (
    Block,
    Scale,
    Strip,
    headline_under,
    inputs_cited,
    plot_blocks,
)
from tocsin.tell.plots.palette import FIRST

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
"""Inputs that are drawn, those with the smallest changes."""
_SCALE = Scale(-0.02, 1.02, "Change, as a share of the range searched", is_share=True)
_KEY = (
    "Shorter: nearer to the border. Each change is made alone, all other inputs at their medians "
    "(for a probability drawn). The range is what the scenario or the game allows."
)


def plot_flips(found: Explanation, path: Path) -> None:
    """Draw the flip table to a file, `.svg` or `.png` by its ending.

    Raises:
        InsufficientDataError: No input can do it alone.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    if not result.flips:
        message = (
            "No change of a single input leads to another band, so there is nothing to draw."
        )
        raise InsufficientDataError(message, subject="bands")
    head, tips = result.headline, result.flips[:MOST]
    left = len(result.flips) - len(tips)
    words = Words(
        title=f'What would flip {head.outcome}, now in the band "{tips[0].band or "none"}"',
        subtitle=headline_under(result),
        source=inputs_cited(found),
        notes=(_KEY, *([f"{left} larger changes are left out."] if left else [])),
        told=" ".join(f"{_name(one)}: {_told(one)}." for one in tips),
    )
    strips = [Strip(_name(one), _told(one), partial(_draw, one)) for one in tips]
    plot_blocks(words, [Block("", _SCALE, strips)], path)


def _name(one: Tipping) -> str:
    """Return an input with the band that it leads to."""
    return f"{one.parameter}: {one.reaches or 'no band'}"


def _told(one: Tipping) -> str:
    """Return a change in words."""
    return f"{number(one.from_, one.unit)} \N{RIGHTWARDS ARROW} {quantity(one.to, one.unit)}"


def _draw(one: Tipping, axes: "Axes", y: float) -> None:
    """Draw how far an input has to go."""
    axes.barh([y], [one.steps], height=0.14, color=FIRST, zorder=2)
