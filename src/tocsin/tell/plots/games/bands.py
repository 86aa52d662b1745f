"""How probable each named band is, with the readings beside the headline."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gaming import Explanation
from tocsin.model.outcome import BandShare
from tocsin.tell.games.answer import beside
from tocsin.tell.games.numbers import band_over, number, ranged
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.readings import draw_pool
from tocsin.tell.plots.games.strips import Block, Scale, Strip, inputs_cited, plot_blocks
from tocsin.tell.plots.palette import FIRST, INK, MUTED, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CHANCES = Scale(-0.02, 1.02, "Probability", is_share=True)
_BAR = 0.13
_NOTE = (
    "Bar: probability under the headline. Circles: under every reading. Triangle: pooled by "
    "weights. The whisker speaks of the number of draws alone, the circles of the model."
)
_ALONE = "Bar: probability. The whisker speaks of the number of draws alone."


def plot_bands(found: Explanation, path: Path) -> None:
    """Draw the probabilities of bands to a file, `.svg` or `.png` by its ending.

    Raises:
        InsufficientDataError: The scenario names no band.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    if not result.bands:
        message = "The scenario names no band to draw; add some under `bands`."
        raise InsufficientDataError(message, subject="bands")
    is_alone = len(result.spread) == 1
    words = Words(
        title=result.title,
        subtitle=f"{result.headline.outcome}: {ranged(result.headline)}, {beside(result)}",
        source=inputs_cited(found),
        notes=(_ALONE if is_alone else _NOTE,),
        told=" ".join(map(_told, result.bands)),
    )
    names = {band.outcome for band in result.bands}
    strips = [
        _strip(band, is_alone=is_alone, is_of_one=len(names) == 1) for band in result.bands
    ]
    plot_blocks(words, [Block("", CHANCES, strips)], path)


def _told(band: BandShare) -> str:
    """Return a band in words."""
    return f"{band.band} ({band.words}): {number(band.p, 'probability')}, readings {band_over(band)}."


def _strip(band: BandShare, *, is_alone: bool, is_of_one: bool) -> Strip:
    """Return the strip of a band."""
    of = "" if is_of_one else f"{band.outcome} "
    words = band.words
    if band.low is not None and band.high is not None:
        words = f"{band.low:g} to {band.high:g}"  # there is little room
    told = number(band.p, "probability")
    if not is_alone:
        told += f", readings {band_over(band)}"
    return Strip(f"{band.band} ({of}{words})", told, partial(_draw, band, is_alone))


def _draw(band: BandShare, is_alone: bool, axes: "Axes", y: float) -> None:
    """Draw the bar of a band, its whisker, the readings and the pool."""
    axes.barh([y], [band.p], height=_BAR, color=FIRST, zorder=2)
    axes.plot(band.interval, (y, y), color=INK, linewidth=1.2, zorder=3)
    if is_alone:
        return
    shares = [p for _, p in band.by_reading]
    axes.plot(
        shares, [y] * len(shares), marker="o", markersize=5.5, markerfacecolor=PAPER,
        markeredgecolor=MUTED, markeredgewidth=1.3, linestyle="none", zorder=4, clip_on=False,
    )  # fmt: skip
    draw_pool(band.pooled)(axes, y)
