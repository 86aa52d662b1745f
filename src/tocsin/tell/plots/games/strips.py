"""Strips one below the other: a line of words above, what is drawn below, one scale for all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model.gaming import Explanation
from tocsin.model.outcome import BandShare, GameResult, Replay
from tocsin.tell.games.numbers import is_share, ranged
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
from tocsin.tell.plots.palette import BLOCS, INK, MUTED
from tocsin.tell.plots.scales import number_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INSIDE = NARROW - 2 * MARGIN
ROW = 0.44
_WORDS = 0.15
"""Where the words of a strip stand, from its top."""
_LINE = 0.3
"""Where the middle of what is drawn stands, from the top of its strip."""
_HEAD = 0.08
_NAME = 0.2
_FOOT = 0.42
_MOST_SOURCES = 3
_LEAST_NAME = 0.3
"""Width in inches of a band from which it bears its name."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of numbers: its ends, what it counts, and whether as percentages."""

    low: float
    high: float
    words: str
    is_share: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One strip.

    Attributes:
        name: What stands above at the left.
        told: What stands above at the right.
        draw: Draws on axes at a height, in inches from their top.
        is_bold: Whether it is the one to look at first.
    """

    name: str
    told: str
    draw: Callable[["Axes", float], None] = field(repr=False)
    is_bold: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Strips of one scale, bands of it shaded behind them."""

    title: str
    scale: Scale
    strips: Sequence[Strip]
    bands: Sequence[BandShare] = ()

    @property
    def height(self) -> float:
        """Return its height in inches."""
        above = _HEAD + (_NAME if self.title else 0.0) + (_NAME if self.bands else 0.0)
        return above + ROW * len(self.strips) + _FOOT


def plot_blocks(words: Words, blocks: Sequence[Block], path: Path) -> None:
    """Draw blocks below each other to a file, `.svg` or `.png` by its ending.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    draw_picture(
        words,
        sum(block.height for block in blocks),
        lambda sheet: _draw(sheet, blocks),
        path,
        width=NARROW,
    )


def scale_of(values: Iterable[float | None], unit: str, words: str) -> Scale:
    """Return a scale on which values have room; shares go from none to all."""
    known = [one for one in values if one is not None]
    if is_share(unit):
        return Scale(-0.02, 1.02, words, is_share=True)
    low, high = min(known, default=0.0), max(known, default=1.0)
    room = 0.05 * (high - low) or 0.05 * abs(high) or 1.0
    return Scale(low - room, high + room, words)


def _draw(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Draw all blocks."""
    top = 0.0
    for block in blocks:
        _block(sheet, block, top)
        top += block.height


def _block(sheet: Sheet, block: Block, top: float) -> None:
    """Draw one block from a height on."""
    top += _HEAD
    if block.title:
        sheet.write(block.title, (MARGIN, top + 0.12), fontweight="bold")
        top += _NAME
    named = _NAME if block.bands else 0.0
    height = named + ROW * len(block.strips)
    axes = sheet.axes(Box(MARGIN, top, INSIDE, height))
    axes.set_xlim(block.scale.low, block.scale.high)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    _bands(axes, block, height)
    ticks = number_ticks(
        block.scale.low, block.scale.high, most=5, is_share=block.scale.is_share
    )
    axes.set_xticks(ticks.places, ticks.labels)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(axis="x")
    for place, strip in enumerate(block.strips):
        at = named + ROW * place
        _write(sheet, strip, top + at + _WORDS, inset=0.05 if block.bands else 0.0)
        strip.draw(axes, at + _LINE)
    words = next(iter(wrapped(block.scale.words, INSIDE, size=SMALL)), "")
    sheet.write(words, (MARGIN, top + height + 0.32), size=SMALL, colour=MUTED)


def _write(sheet: Sheet, strip: Strip, y: float, *, inset: float) -> None:
    """Write the words of a strip: name at the left, what is told at the right."""
    weight = "bold" if strip.is_bold else "normal"
    room = INSIDE - 2 * inset - width_of(strip.told, TEXT, weight) - 0.1
    name = next(iter(wrapped(strip.name, room, weight=weight)), "")
    sheet.write(name, (MARGIN + inset, y), fontweight=weight)
    sheet.write(strip.told, (MARGIN + INSIDE - inset, y), fontweight=weight, ha="right")


def _bands(axes: "Axes", block: Block, height: float) -> None:
    """Shade bands behind the strips and write their names above."""
    low, high = block.scale.low, block.scale.high
    inches = INSIDE / (high - low)
    for place, band in enumerate(block.bands):
        left = max(low, low if band.low is None else band.low)
        right = min(high, high if band.high is None else band.high)
        if left >= right:
            continue
        colour = BLOCS[place % len(BLOCS)]
        axes.fill_betweenx((0, height), left, right, color=colour, linewidth=0, zorder=0)
        room = (right - left) * inches - 0.06
        name = (
            next(iter(wrapped(band.band, room, size=SMALL)), "") if room > _LEAST_NAME else ""
        )
        axes.text(
            (left + right) / 2, _NAME - 0.06, name, ha="center", fontsize=SMALL, color=INK
        )


def inputs_cited(found: Explanation) -> str:
    """Return where the numbers behind a picture come from, as a line."""
    sources = dict.fromkeys(one.source for one in found.inputs if one.source)
    named = list(sources)[:_MOST_SOURCES]
    more = len(sources) - len(named)
    told = "; ".join(named) or "the game's defaults"
    if more > 0:
        told += f"; and {more} more"
    return f"Inputs: {told}. {replay_cited(found.result.replay)}"


def replay_cited(*replays: Replay) -> str:
    """Return by what a picture's numbers can be had again, as a sentence."""
    hashes = " and ".join(one.sha256[:12] for one in replays)
    draws = f"{replays[0].draws:,} draws"
    return f"Played and drawn by Tocsin {replays[0].version}: {draws}, replay {hashes}."


def headline_under(result: GameResult) -> str:
    """Return title and headline of an answer, for below the title of a picture."""
    title = result.title.rstrip()
    stop = "" if title[-1:] in {".", "?", "!"} else "."
    head = result.headline
    return f"{title}{stop} {head.outcome}: {ranged(head)}, by {head.reading}."
