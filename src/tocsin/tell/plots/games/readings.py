"""The outcome under every reading, with intervals, on the ground of its bands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model.gaming import Explanation
from tocsin.model.outcome import Estimate, GameResult
from tocsin.tell.games.answer import beside
from tocsin.tell.games.numbers import number, ranged, span
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.strips import (
    Block,
    Scale,
    Strip,
    inputs_cited,
    plot_blocks,
    scale_of,
)
from tocsin.tell.plots.palette import FIRST, PAPER, SECOND, TOGETHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NOTE = (
    "Mark: median over draws, of a probability its mean. Line: 90% range over draws; where a draw "
    "decides yes or no, for the number of draws alone. Their distance from each other is the "
    "doubt about the model."
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark looks: colour of its line, of its face, and its form."""

    colour: str
    face: str
    mark: str = "o"


POOLED = Look(SECOND, SECOND, "^")
"""The pool over readings."""


def draw_pool(value: float) -> Callable[["Axes", float], None]:
    """Return what draws a pooled value."""
    return partial(draw_estimate, value, None, POOLED)


def plot_readings(found: Explanation, path: Path) -> None:
    """Draw the outcome under every reading to a file, `.svg` or `.png` by its ending.

    The same answer gives the same bytes.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    result = found.result
    head = result.headline
    words = Words(
        title=result.title,
        subtitle=f"{head.outcome}: {ranged(head)}, {beside(result)}",
        source=inputs_cited(found),
        notes=(*_key(result), _NOTE),
        told=" ".join(f"{one.reading}: {ranged(one)}. {one.meaning}" for one in result.spread),
    )
    plot_blocks(words, [readings_block(result)], path)


def readings_block(result: GameResult, title: str = "") -> Block:
    """Return the strips of all readings and of their pool, on the ground of the bands."""
    head = result.headline
    meaning = result.told[0].meaning if result.told else ""
    words = (
        f"{meaning.rstrip('.')} ({head.unit})" if meaning else f"{head.outcome} ({head.unit})"
    )
    scale = reading_scale(result, words)
    strips = [_strip(one, result) for one in result.spread]
    pooled = result.told[0].pooled if result.told else None
    if len(strips) > 1 and pooled is not None:
        strips.append(Strip("pooled by weights", number(pooled, head.unit), draw_pool(pooled)))
    bands = [band for band in result.bands if band.outcome == head.outcome]
    return Block(title, scale, strips, bands)


def reading_scale(result: GameResult, words: str) -> Scale:
    """Return the scale of an outcome under all readings."""
    ends = [end for one in result.spread if one.interval for end in one.interval]
    return scale_of([*ends, *(one.value for one in result.spread)], result.headline.unit, words)


def _strip(one: Estimate, result: GameResult) -> Strip:
    """Return the strip of a reading."""
    is_head = one.reading == result.headline.reading
    is_base = one.reading == result.baseline.reading
    told = number(one.value, one.unit)
    if one.interval is not None:
        told += f" ({span(one.interval, one.unit)})"
    name = f"{one.reading}, baseline" if is_base else one.reading
    colour = FIRST if is_head else TOGETHER
    look = Look(colour, colour if is_head else PAPER, "D" if is_base else "o")
    draw = partial(draw_estimate, one.value, one.interval, look)
    return Strip(name, told, draw, is_bold=is_head)


def draw_estimate(
    value: float | None,
    interval: tuple[float, float] | None,
    look: Look,
    axes: "Axes",
    y: float,
) -> None:
    """Draw a value as a mark and its interval as a line, at a height; nothing for no value."""
    if value is None:
        return
    if interval is not None:
        axes.plot(
            interval, (y, y), color=look.colour, linewidth=2.2, zorder=3,
            solid_capstyle="butt",
        )  # fmt: skip
    axes.plot(
        [value], [y], marker=look.mark, markersize=6.5, markerfacecolor=look.face,
        markeredgecolor=look.colour, markeredgewidth=1.4, linestyle="none", zorder=4,
        clip_on=False,
    )  # fmt: skip


def _key(result: GameResult) -> tuple[str, ...]:
    """Return what the marks mean."""
    if len(result.spread) == 1:
        return ()
    return ("Filled: the headline. Diamond: the baseline. Triangle: pooled by weights.",)
