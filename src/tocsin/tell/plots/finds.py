"""How things found in time are drawn, bursts and changes of level, and values of one period."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tocsin.model.index import Cover, IndexValue
from tocsin.tell.plots.build import Drawn, Panel
from tocsin.tell.plots.canvas import Box, shown, width_of
from tocsin.tell.plots.palette import INK, MUTED, PAPER
from tocsin.tell.plots.panels import Form
from tocsin.tell.plots.scales import short_span, value_told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DOTS = 12
"""Rows of a panel of single values."""
_NAMED = 8
"""Bursts that are named at most, the largest first."""
_THIN = 0.025
"""Least width of a burst in inches, so that a day can be seen."""
_SIZE = 6.5
_TEXT_HEIGHT = 0.13


def draw_bursts(axes: "Axes", panel: Panel, scale: float) -> None:
    """Draw each burst as a bar over its days, as high as it has events, the largest named.

    Args:
        axes: Where, with its limits set.
        panel: What is drawn.
        scale: Inches a day.
    """
    for one in panel.drawn:
        known = one.line.known
        lefts = [float(value.start.toordinal()) for value in known]
        days = [value.end.toordinal() + 1 - value.start.toordinal() for value in known]
        widths = [max(length, _THIN / scale) for length in days]
        heights = [value.value or 0.0 for value in known]
        axes.bar(lefts, heights, widths, align="edge", color=one.colour, zorder=3)
        _name_bursts(axes, known, scale)


def _name_bursts(axes: "Axes", known: Sequence[IndexValue], scale: float) -> None:
    """Write days and events over the largest bursts, the events alone where room is short."""
    (left, right), top = axes.get_xlim(), axes.get_ylim()[1]
    tall = axes.get_position().height * axes.figure.get_figheight() / top  # type: ignore[union-attr]
    edge = Box(0.0, -top * tall, (right - left) * scale, top * tall)
    bars = {id(one): _bar(one, left, scale, tall) for one in known}
    taken: list[Box] = []
    for value in sorted(known, key=lambda one: (-(one.value or 0), one.start))[:_NAMED]:
        bar = bars[id(value)]
        others = [*taken, *(one for key, one in bars.items() if key != id(value))]
        count = value_told(value.value or 0)
        for text in (f"{short_span(value.start, value.end)}: {count}", count):
            box = _free_place(bar, width_of(text, _SIZE) + 0.06, others, edge)
            if box is None:
                continue
            taken.append(box)
            at = (left + (box.left + 0.03) / scale, -(box.top + box.height - 0.03) / tall)
            axes.text(*at, text, fontsize=_SIZE, color=INK, zorder=5)
            _lead(axes, bar, box, (left, scale, tall))
            break


def _free_place(bar: Box, width: float, others: Sequence[Box], edge: Box) -> Box | None:
    """Return where a label over a bar meets nothing else; None for nowhere.

    Over the bar's middle first, then beside it, then higher up.
    """
    middle = bar.left + bar.width / 2
    for lift in (0.0, 0.14, 0.28):
        for shift in (0.5, 0.1, 0.9, 0.0, 1.0):
            start = min(max(middle - shift * width, 0.0), edge.width - width)
            box = Box(start, bar.top - _TEXT_HEIGHT - lift, width, _TEXT_HEIGHT)
            is_inside = box.top >= edge.top - 0.02
            if is_inside and not any(box.meets(other) for other in others):
                return box
    return None


def _lead(axes: "Axes", bar: Box, box: Box, view: tuple[float, float, float]) -> None:
    """Draw a thin line from a bar to a label that hangs higher."""
    left, scale, tall = view
    foot, head = -bar.top / tall, -(box.top + box.height) / tall
    x = left + (bar.left + bar.width / 2) / scale
    if head - foot > 0.02 / tall:
        axes.plot((x, x), (foot, head), color=MUTED, linewidth=0.5, zorder=2)


def _bar(value: IndexValue, left: float, scale: float, tall: float) -> Box:
    """Return where the bar of a burst stands, in inches from the lower left, upwards negative."""
    start, end = value.start.toordinal() - left, value.end.toordinal() + 1 - left
    height = (value.value or 0) * tall
    return Box(start * scale, -height, max((end - start) * scale, _THIN), height)


def draw_levels(axes: "Axes", panel: Panel) -> None:
    """Draw each level between the days on which it may change; those are a broad pale bar.

    The values say between which days a change lies, not which of them is the likeliest, so no
    day is marked.
    """
    right = axes.get_xlim()[1]
    for one in panel.drawn:
        known = one.line.known
        starts = [float(value.start.toordinal()) for value in known]
        for value, until in zip(known, [*starts[1:], right], strict=True):
            level = value.value or 0.0
            change = (value.start.toordinal(), value.end.toordinal() + 1)
            axes.plot(change, [level] * 2, color=one.colour, linewidth=6, alpha=0.25,
                      solid_capstyle="butt")  # fmt: skip
            for first, last in _open(change[1], until, panel):
                axes.plot([first, last], [level] * 2, color=one.colour, linewidth=1.8)
            told = value.note.partition(";")[0] or f"{value_told(level)} from here on"
            axes.annotate(
                shown(told), (change[0], level), xytext=(1, 6), textcoords="offset points",
                fontsize=_SIZE, color=INK,
            )  # fmt: skip


def _open(start: float, end: float, panel: Panel) -> list[tuple[float, float]]:
    """Return the parts of a stretch of time that are covered."""
    parts = [(start, end)]
    for low, high in panel.closed:
        first, last = low.toordinal(), min(high.toordinal() + 1, date.max.toordinal())
        parts = [
            part
            for left, right in parts
            for part in ((left, min(right, first)), (max(left, last), right))
            if part[0] < part[1]
        ]
    return parts


def dots_of(panel: Panel) -> list[tuple[Drawn, IndexValue]]:
    """Return the values of a panel of single values, the last one of each line."""
    rows = [(one, one.line.known[-1]) for one in panel.drawn if one.line.known]
    return rows[:MOST_DOTS]


def draw_dots(axes: "Axes", panel: Panel) -> None:
    """Draw values as points with their intervals, a row each, the number beside."""
    rows = dots_of(panel)
    if panel.spec.reference is not None:
        axes.axvline(panel.spec.reference, color=MUTED, linewidth=0.8, zorder=1)
    for guide in panel.spec.guides:
        axes.axvline(guide, color=MUTED, linewidth=0.6, linestyle=(0, (3, 2)), zorder=1)
    for place, (one, value) in enumerate(rows):
        y, x = len(rows) - 1 - place, value.value or 0.0
        _dot(axes, one, value, (x, y), is_bar=panel.spec.form is Form.BARS)
        axes.annotate(
            value_told(x, is_share=panel.spec.is_share), (x, y), xytext=(0, 5),
            textcoords="offset points", ha="center", fontsize=_SIZE, color=INK, zorder=5,
        )  # fmt: skip
    axes.set_ylim(-0.6, len(rows) - 0.25)


def _dot(
    axes: "Axes", one: Drawn, value: IndexValue, at: tuple[float, float], *, is_bar: bool
) -> None:
    """Draw one value as a point with its interval, a count as a bar from zero."""
    (x, y), is_part = at, value.cover is not Cover.FULL
    if is_bar:
        alpha = 0.5 if is_part else 1.0
        axes.barh(y, x, 0.3, color=one.colour, linewidth=0, alpha=alpha, zorder=3)
        return
    if value.low is not None and value.high is not None:
        axes.plot((value.low, value.high), (y, y), color=one.colour, linewidth=4, alpha=0.25)
    axes.plot(
        x, y, marker="o", markersize=5, markeredgecolor=one.colour, markeredgewidth=0.9,
        markerfacecolor=PAPER if is_part else one.colour, zorder=4,
    )  # fmt: skip
