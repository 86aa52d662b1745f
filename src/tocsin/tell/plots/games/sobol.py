"""Shares of variance: what each input accounts for, alone and together with others."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gaming import Explanation
from tocsin.model.outcome import Sensitivity
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.strips import (
    Block,
    Scale,
    Strip,
    headline_under,
    inputs_cited,
    plot_blocks,
)
from tocsin.tell.plots.palette import FAINT, FIRST, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
"""Inputs that are drawn, those with the largest shares."""
_SCALE = Scale(-0.02, 1.02, "Share of the outcome's variance", is_share=True)
_KEY = (
    "Long bar: alone and together with other inputs (total index); dark one within it: alone "
    "(first-order index). Whisker: 90% interval of the total. Totals may add to more than all; "
    "small indices may come out below none and are drawn as none."
)


def plot_sobol(found: Explanation, path: Path) -> None:
    """Draw the shares of variance to a file, `.svg` or `.png` by its ending.

    Raises:
        InsufficientDataError: Nothing varies, so that there are no shares.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    if not result.sensitivity:
        message = f"{result.headline.outcome} does not vary, so it has no shares of variance."
        raise InsufficientDataError(message, subject="parameters")
    head, shares = result.headline, result.sensitivity[:MOST]
    left = len(result.sensitivity) - len(shares)
    words = Words(
        title=f"Which uncertainty decides {head.outcome}",
        subtitle=headline_under(result),
        source=inputs_cited(found),
        notes=(_KEY, *([f"{left} inputs with smaller shares are left out."] if left else [])),
        told=" ".join(f"{_name(one)}: {_told(one)}." for one in shares),
    )
    strips = [Strip(_name(one), _told(one), partial(_draw, one)) for one in shares]
    plot_blocks(words, [Block("", _SCALE, strips)], path)


def _name(one: Sensitivity) -> str:
    """Return an input, or the inputs of a group."""
    return " with ".join(one.parameters)


def _told(one: Sensitivity) -> str:
    """Return the shares in words."""
    return f"{max(one.total, 0.0):.0%}, alone {max(one.first, 0.0):.0%}"


def _draw(one: Sensitivity, axes: "Axes", y: float) -> None:
    """Draw both shares and the interval of the total."""
    axes.barh([y], [min(max(one.total, 0.0), 1.02)], height=0.15, color=FAINT, zorder=2)
    axes.barh([y], [min(max(one.first, 0.0), 1.02)], height=0.08, color=FIRST, zorder=3)
    low, high = (min(max(end, 0.0), 1.02) for end in one.total_interval)
    axes.plot((low, high), (y, y), color=INK, linewidth=1.1, zorder=4)
