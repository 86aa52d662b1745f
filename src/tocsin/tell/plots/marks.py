"""How values are drawn on a panel with an axis of time: lines, bars, stacks, steps and flags."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tocsin.model.index import Cover, IndexValue
from tocsin.tell.plots.build import Drawn, Panel
from tocsin.tell.plots.palette import MUTED, PAPER, RULE, UNCOVERED
from tocsin.tell.plots.panels import Form

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FEW = 30
"""Points of a line up to which each has a mark."""
_MANY = 60
"""Points of a line from which it is thinner."""
_GROUPED = 24
"""Periods up to which the bars of several lines stand side by side."""
_SHADE, _LIGHT_SHADE = 0.15, 0.08
"""Strength of the band of an interval, and where there are more than two."""
_NAN = float("nan")
_PALE = 0.5
"""Strength of a bar of a period that is covered in part."""
_WORDS = 0.75
"""Width in inches from which a stretch without cover says so."""


def draw_ground(axes: "Axes", panel: Panel, scale: float) -> None:
    """Shade what no source covers, and draw the line of reference.

    Args:
        axes: Where.
        panel: What is drawn.
        scale: Inches a day.
    """
    limits = axes.get_xlim()
    for start, end in panel.closed:
        left, right = max(start.toordinal(), limits[0]), min(end.toordinal() + 1, limits[1])
        if left >= right:
            continue
        axes.axvspan(left, right, color=UNCOVERED, linewidth=0, zorder=0)
        if (right - left) * scale >= _WORDS:
            axes.text(
                (left + right) / 2, 0.06, "not covered", ha="center", fontsize=6.5,
                color=MUTED, transform=axes.get_xaxis_transform(),
            )  # fmt: skip
    reference = panel.spec.reference
    if reference is not None and panel.form is Form.LINES:
        axes.axhline(reference, color=MUTED, linewidth=0.8, zorder=1)


def draw_lines(axes: "Axes", panel: Panel) -> None:
    """Draw lines with their intervals, parted where a value is unknown."""
    shade = _SHADE if len(panel.drawn) <= 2 else _LIGHT_SHADE
    for place, one in enumerate(panel.drawn):
        runs = list(one.line.runs())
        if not one.is_faint:
            xs, ys = _parted(one, runs, lambda value: value.value)
            axes.plot(
                xs, ys, color=one.colour, linestyle=one.dash, zorder=3 + place,
                linewidth=1.5 if len(one.line.known) <= _MANY else 1.0,
                solid_capstyle="round",
            )  # fmt: skip
        _intervals(axes, one, runs, shade)
        lone = {id(run[0]) for run in runs if len(run) == 1}
        for is_part in (False, True):
            _marks(axes, one, _marked(one, lone, is_part=is_part), 3.5 + place)


def _parted(
    one: Drawn,
    runs: Sequence[Sequence[IndexValue]],
    number: Callable[[IndexValue], float | None],
) -> tuple[list[float], list[float]]:
    """Return places and numbers of stretches, with not-a-number between, which breaks a line."""
    xs: list[float] = []
    ys: list[float] = []
    for run in runs:
        found = [number(value) for value in run]
        xs += [*(one.line.at(value) for value in run), _NAN]
        ys += [*(_NAN if each is None else each for each in found), _NAN]
    return xs, ys


def _marked(one: Drawn, lone: set[int], *, is_part: bool) -> list[IndexValue]:
    """Return the values that get a mark: all where they are few, else those that stand out."""
    few = one.is_faint or len(one.line.known) <= _FEW
    return [
        value for value in one.line.known
        if _is_part(value) is is_part and (few or is_part or id(value) in lone)
    ]  # fmt: skip


def _marks(axes: "Axes", one: Drawn, values: Sequence[IndexValue], order: float) -> None:
    """Draw marks, hollow where a period is covered in part."""
    if not values:
        return
    is_part = _is_part(values[0])
    axes.plot(
        [one.line.at(value) for value in values], [value.value or 0.0 for value in values],
        linestyle="none", marker=one.mark, markersize=2.4 if one.is_faint else 3.4,
        markeredgecolor=one.colour, markeredgewidth=0.7 if is_part else 0.0,
        markerfacecolor=PAPER if is_part else one.colour, zorder=order,
        alpha=0.7 if one.is_faint else 1.0, clip_on=False,
    )  # fmt: skip


def _intervals(
    axes: "Axes", one: Drawn, runs: Sequence[Sequence[IndexValue]], shade: float
) -> None:
    """Draw intervals: a band, or bars for dots and for values that stand alone."""
    bars = [
        value for run in runs for value in run
        if (one.is_faint or len(run) == 1) and value.low is not None and value.high is not None
    ]  # fmt: skip
    if bars:
        axes.vlines(
            [one.line.at(value) for value in bars], [value.low or 0.0 for value in bars],
            [value.high or 0.0 for value in bars], color=one.colour, linewidth=0.6, alpha=0.3,
            zorder=2,
        )  # fmt: skip
    long = [run for run in runs if len(run) > 1]
    has_band = any(value.low is not None for run in long for value in run)
    if has_band and not one.is_faint:
        xs, lows = _parted(one, long, lambda value: value.low)
        _, highs = _parted(one, long, lambda value: value.high)
        axes.fill_between(xs, lows, highs, color=one.colour, alpha=shade, linewidth=0, zorder=2)


def draw_bars(axes: "Axes", panel: Panel) -> None:
    """Draw counts as bars; those of several lines side by side, or as lines where too many."""
    is_many = any(len(one.line.points) > _GROUPED for one in panel.drawn)
    if len(panel.drawn) > 1 and is_many:
        draw_lines(axes, panel)
        return
    share = 0.84 / len(panel.drawn)
    for place, one in enumerate(panel.drawn):
        for is_part in (False, True):
            known = [each for each in one.line.known if _is_part(each) is is_part]
            days = [(each.end - each.start).days + 1 for each in known]
            lefts = [
                each.start.toordinal() + length * (0.08 + share * place)
                for each, length in zip(known, days, strict=True)
            ]
            alpha = _PALE if is_part else 1.0
            _bars(axes, one, known, ([share * length for length in days], lefts), alpha)


def _bars(
    axes: "Axes",
    one: Drawn,
    known: Sequence[IndexValue],
    sizes: tuple[Sequence[float], Sequence[float]],
    alpha: float,
) -> None:
    """Draw counts as bars of some widths from some days on; a known zero as a short stroke."""
    widths, lefts = sizes
    if not known:
        return
    # One shape for all of them: a hundred single bars take ten times as long.
    xs = [
        x for left, width in zip(lefts, widths, strict=True) for x in (left, left + width, _NAN)
    ]
    tops = [y for each in known for y in (each.value or 0.0, each.value or 0.0, _NAN)]
    axes.fill_between(xs, tops, color=one.colour, linewidth=0, zorder=3, alpha=alpha)
    zeros = [
        left + width / 2
        for each, left, width in zip(known, lefts, widths, strict=True)
        if not each.value
    ]
    if zeros:
        axes.plot(
            zeros, [0.0] * len(zeros), linestyle="none", marker="_", markersize=3.5,
            markeredgewidth=1.2, color=one.colour, zorder=4, clip_on=False, alpha=alpha,
        )  # fmt: skip


def _is_part(value: IndexValue) -> bool:
    """Return whether a value is of a period that is covered in part."""
    return value.cover is not Cover.FULL


def draw_stack(axes: "Axes", panel: Panel) -> None:
    """Draw shares of a whole on top of each other, period by period."""
    floors: dict[int, float] = {}
    for one in panel.drawn:
        known = one.line.known
        days = [value.end.toordinal() + 1 - value.start.toordinal() for value in known]
        bottoms = [floors.get(value.start.toordinal(), 0.0) for value in known]
        heights = [value.value or 0.0 for value in known]
        lefts = [
            value.start.toordinal() + 0.04 * length
            for value, length in zip(known, days, strict=True)
        ]
        axes.bar(
            lefts, heights, [0.92 * length for length in days], bottoms, align="edge",
            color=one.colour, edgecolor=PAPER, linewidth=0.4, zorder=3,
        )  # fmt: skip
        for value, bottom, height in zip(known, bottoms, heights, strict=True):
            floors[value.start.toordinal()] = bottom + height


def draw_steps(axes: "Axes", panel: Panel) -> None:
    """Draw levels as steps; lines on the same level lie beside each other."""
    count = len(panel.drawn)
    for place, one in enumerate(panel.drawn):
        shift = 0.1 * (place - (count - 1) / 2)
        for run in one.line.runs():
            days = {id(value): days for value, days in one.line.steps()}
            xs: list[float] = []
            ys: list[float] = []
            for value in run:
                start, end = days[id(value)]
                xs += [start.toordinal(), end.toordinal() + 1]
                ys += [(value.value or 0.0) + shift] * 2
            axes.plot(xs, ys, color=one.colour, linestyle=one.dash, linewidth=1.8, zorder=3)


def draw_flags(axes: "Axes", panel: Panel) -> None:
    """Draw yes or no as a row of cells for each line: filled, or framed for no."""
    count = len(panel.drawn)
    for place, one in enumerate(panel.drawn):
        row = count - 1 - place
        for value, (start, end) in one.line.steps():
            left, right = start.toordinal(), end.toordinal() + 1
            if value.value is None:
                continue
            is_yes = value.value >= 0.5
            axes.bar(
                left, 0.5, 0.94 * (right - left), row - 0.25, align="edge",
                color=one.colour if is_yes else PAPER,
                edgecolor=one.colour if is_yes else RULE, linewidth=0.8, zorder=3,
            )  # fmt: skip


DRAW: dict[Form, Callable[["Axes", Panel], None]] = {
    Form.LINES: draw_lines,
    Form.BARS: draw_bars,
    Form.STACK: draw_stack,
    Form.STEPS: draw_steps,
    Form.FLAGS: draw_flags,
}
"""How a panel with an axis of time is drawn, by its form."""
