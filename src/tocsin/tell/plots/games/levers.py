"""What each stakeholder can do about the harm that it expects."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gaming import Explanation
from tocsin.model.outcome import LeverEffect
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.strips import (
    Block,
    Scale,
    Strip,
    headline_under,
    inputs_cited,
    plot_blocks,
)
from tocsin.tell.plots.palette import FIRST, MUTED, PAPER, TOGETHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HARMS = Scale(-2.0, 102.0, "Expected harm, from 0 to 100")
_KEY = (
    "Hollow: harm as it is; filled: with the lever. Bold: the best lever of a stakeholder. Harm is "
    "the probability of each band times its harm, from the scenario."
)


def plot_levers(found: Explanation, path: Path) -> None:
    """Draw the levers of stakeholders to a file, `.svg` or `.png` by its ending.

    Raises:
        InsufficientDataError: No stakeholder has a lever.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    if not result.levers:
        message = "No stakeholder has a lever; add some under `stakeholders` in the scenario."
        raise InsufficientDataError(message, subject="stakeholders")
    words = Words(
        title="What stakeholders can do",
        subtitle=headline_under(result),
        source=inputs_cited(found),
        notes=(_KEY,),
        told=" ".join(f"{one.stakeholder}, {one.what}: {_told(one)}." for one in result.levers),
    )
    plot_blocks(words, _blocks(result.levers), path)


def _blocks(levers: tuple[LeverEffect, ...]) -> list[Block]:
    """Return a block for each stakeholder."""
    names = dict.fromkeys(one.stakeholder for one in levers)
    return [
        Block(name, HARMS, [
            Strip(one.what, _told(one), partial(draw_shift, one.before, one.after),
                  is_bold=one.is_best)
            for one in levers if one.stakeholder == name
        ])
        for name in names
    ]  # fmt: skip


def _told(one: LeverEffect) -> str:
    """Return an effect in words."""
    return f"{one.before:.0f} \N{RIGHTWARDS ARROW} {one.after:.0f}"


def draw_shift(before: float, after: float, axes: "Axes", y: float) -> None:
    """Draw a number before and after something."""
    axes.plot((before, after), (y, y), color=TOGETHER, linewidth=1.6, zorder=2)
    axes.plot([before], [y], marker="o", markersize=7, markerfacecolor=PAPER,
              markeredgecolor=MUTED, markeredgewidth=1.5, zorder=3, clip_on=False)  # fmt: skip
    axes.plot([after], [y], marker="o", markersize=7, color=FIRST, zorder=4, clip_on=False)
