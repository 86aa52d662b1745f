"""Where panels stand on a sheet, and their heads, legends and axes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.tell.plots.build import Drawn, Panel, called, without_names
from tocsin.tell.plots.canvas import (
    INNER,
    MARGIN,
    TEXT,
    TINY,
    Box,
    Sheet,
    height_of,
    width_of,
    wrapped,
)
from tocsin.tell.plots.finds import MOST_DOTS, dots_of, draw_bursts, draw_dots, draw_levels
from tocsin.tell.plots.limits import dot_limits, value_limits
from tocsin.tell.plots.marks import DRAW, draw_ground
from tocsin.tell.plots.palette import INK, MUTED
from tocsin.tell.plots.panels import Form, Tag
from tocsin.tell.plots.scales import Ticks, number_ticks, time_ticks, year_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GUTTER = 0.45
_PLOT, _ALONE = 1.3, 2.6
"""Height of what is drawn on a panel, and of one that stands alone."""
_ROW = 0.23
"""Height of a row of single values."""
_FOOT = 0.24
_GAP = 0.2
_SWATCH = 0.32
_MINUS = re.compile(r"(?<![\w.])-(?=\d)")
_ROWED = {Form.DOTS, Form.FLAGS}
"""Forms whose lines are rows with names at the left."""
_MOST_NAME = 0.42
"""Share of a panel's width that names at the left may take."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A panel with its place.

    Attributes:
        panel: The panel.
        box: The whole of it, head and foot included.
        head: Height of its head.
    """

    panel: Panel
    box: Box
    head: float

    def draw(self, sheet: Sheet, days: tuple[float, float]) -> None:
        """Draw the panel; `days` are the ends of the axis of time."""
        self._write_head(sheet)
        margin = _margin(self.panel, self.box.width)
        height = self.box.height - self.head - _FOOT
        if self.panel.form in _ROWED:
            height = min(height, _plot_height(self.panel))
        plot = Box(
            self.box.left + margin, self.box.top + self.head, self.box.width - margin, height
        )
        axes = sheet.axes(plot)
        if self.panel.form is Form.DOTS:
            _draw_single(axes, self.panel, plot)
        else:
            _draw_over_time(axes, self.panel, plot, days)

    def _write_head(self, sheet: Sheet) -> None:
        """Write title, caption and legend."""
        left, y = self.box.left, self.box.top
        for text, size, colour, weight in _head_lines(self.panel, self.box.width):
            at = (left, y + size / 72)
            sheet.write(text, at, size=size, colour=colour, fontweight=weight)
            y += height_of(size)
        for row in _legend(self.panel, self.box.width):
            x = left
            for one in row:
                _swatch(sheet, one, (x, y + 0.085), is_line=self._has_lines)
                sheet.write(one.name, (x + _SWATCH + 0.06, y + 0.115), size=TINY)
                x += _entry_width(one)
            y += height_of(TINY) + 0.02

    @property
    def _has_lines(self) -> bool:
        """Return whether the legend shows lines, not patches."""
        return self.panel.form in (Form.LINES, Form.STEPS)


def slots_of(panels: Sequence[Panel]) -> tuple[list[Slot], float]:
    """Return the places of panels, two beside each other but for wide ones, and the height."""
    slots: list[Slot] = []
    top = 0.0
    rows = _rows(panels)
    for row in rows:
        width = INNER if len(row) == 1 else (INNER - _GUTTER) / 2
        fitted = [_fitted(panel, width) for panel in row]
        head = max(_head_height(panel, width) for panel in fitted)
        plot = _ALONE if len(panels) == 1 else max(map(_plot_height, fitted))
        height = head + plot + _FOOT
        for place, panel in enumerate(fitted):
            left = MARGIN + place * (width + _GUTTER)
            slots.append(Slot(panel, Box(left, top, width, height), head))
        top += height + _GAP
    return slots, top - _GAP


def _rows(panels: Sequence[Panel]) -> list[list[Panel]]:
    """Return panels by rows: a wide one alone, others in pairs; the last may be alone."""
    rows: list[list[Panel]] = []
    waiting: list[Panel] = []
    for panel in panels:
        if panel.spec.is_wide:
            rows.append([panel])
            continue
        waiting.append(panel)
        if len(waiting) == 2:
            rows.append(waiting)
            waiting = []
    return [*rows, waiting] if waiting else rows


def _fitted(panel: Panel, width: float) -> Panel:
    """Return a panel whose legend or names of rows fit, with codes for names if need be."""
    if panel.form in _ROWED:
        is_fit = all(width_of(name, TINY) <= _MOST_NAME * width for name in _row_names(panel))
    else:
        is_fit = len(_legend(panel, width)) <= 1
    return panel if is_fit else without_names(panel)


def _plot_height(panel: Panel) -> float:
    """Return the height of what is drawn."""
    if panel.form is Form.DOTS:
        return max(0.5, _ROW * (min(len(panel.drawn), MOST_DOTS) + 0.5))
    if panel.form is Form.FLAGS:
        return max(0.5, _ROW * (len(panel.drawn) + 0.3))
    return _PLOT


def _head_lines(panel: Panel, width: float) -> list[tuple[str, float, str, str]]:
    """Return title and caption as lines of text with size, colour and weight."""
    title = wrapped(panel.title, width, size=TEXT, weight="bold")
    told = _MINUS.sub("\N{MINUS SIGN}", panel.caption)
    caption = wrapped(told, width, size=TINY, lines=2)
    return [
        *((text, TEXT, INK, "bold") for text in title),
        *((text, TINY, MUTED, "normal") for text in caption),
    ]


def _head_height(panel: Panel, width: float) -> float:
    """Return the height of title, caption and legend."""
    lines = sum(height_of(size) for _, size, _, _ in _head_lines(panel, width))
    return lines + len(_legend(panel, width)) * (height_of(TINY) + 0.02) + 0.1


def _legend(panel: Panel, width: float) -> list[list[Drawn]]:
    """Return the lines of a panel by the rows of its legend; none for a single line."""
    rows: list[list[Drawn]] = []
    room = 0.0
    if len(panel.drawn) < 2 or panel.form in _ROWED:
        return rows
    for one in panel.drawn:
        need = _entry_width(one)
        if not rows or need > room:
            rows.append([])
            room = width
        rows[-1].append(one)
        room -= need
    return rows


def _entry_width(one: Drawn) -> float:
    """Return the width of an entry of a legend with the room after it."""
    return _SWATCH + 0.06 + width_of(one.name, TINY) + 0.16


def _swatch(sheet: Sheet, one: Drawn, at: tuple[float, float], *, is_line: bool) -> None:
    """Draw the sample of a line in a legend."""
    x, y = at
    if is_line and not one.is_faint:
        ends = (x, y), (x + _SWATCH, y)
        sheet.stroke(*ends, color=one.colour, linestyle=one.dash, linewidth=1.5)
    if is_line:
        middle = (x + _SWATCH / 2, y)
        sheet.stroke(middle, middle, color=one.colour, marker=one.mark, markersize=3.2,
                     markeredgewidth=0, alpha=0.55 if one.is_faint else 1.0)  # fmt: skip
        return
    ends = (x + 0.02, y), (x + _SWATCH - 0.06, y)
    sheet.stroke(*ends, color=one.colour, linewidth=6, solid_capstyle="butt")


def _row_names(panel: Panel) -> list[str]:
    """Return what stands at the left of the rows of a panel."""
    drawn = panel.drawn
    if panel.form is Form.DOTS:
        drawn = tuple(one for one, _ in dots_of(panel))
    tag = panel.spec.tag
    return [one.name or _alone(one, tag) for one in drawn]


def _alone(one: Drawn, tag: Tag) -> str:
    """Return what a single row is called: a pair with a dash where no direction is meant."""
    rows = [row for value in one.line.points for row in value.rows]
    if len(one.line.parties) == 2 and not any(row.directed for row in rows):
        return "\N{EN DASH}".join(one.line.parties)
    return called(tag, one.line.parties, {}) or "all states"


def _margin(panel: Panel, width: float) -> float:
    """Return the room that what is written at the left of a plot takes."""
    if panel.form in _ROWED:
        labels: Sequence[str] = _row_names(panel)
    else:
        labels = _value_ticks(panel).labels
    room = max((width_of(one, TINY) for one in labels), default=0.0) + 0.08
    return min(max(room, 0.28), _MOST_NAME * width + 0.08)


def _value_ticks(panel: Panel) -> Ticks:
    """Return the ticks of the axis of values."""
    if panel.form is Form.STEPS and panel.spec.levels:
        return Ticks(tuple(map(float, range(len(panel.spec.levels)))), panel.spec.levels)
    return number_ticks(*value_limits(panel), is_share=panel.spec.is_share)


def _draw_single(axes: "Axes", panel: Panel, plot: Box) -> None:
    """Draw values of single periods with their axes."""
    low, high = dot_limits(panel)
    axes.set_xlim(low, high)
    draw_dots(axes, panel)
    most = max(3, min(7, int(plot.width / 0.45)))
    ticks = number_ticks(low, high, most=most, is_share=panel.spec.is_share)
    axes.set_xticks(ticks.places, ticks.labels)
    axes.grid(axis="x")
    _name_rows(axes, panel, plot)


def _draw_over_time(axes: "Axes", panel: Panel, plot: Box, days: tuple[float, float]) -> None:
    """Draw values over time with their axes."""
    scale = plot.width / (days[1] - days[0])
    axes.set_xlim(*days)
    axes.set_ylim(*value_limits(panel))
    draw_ground(axes, panel, scale)
    if panel.form is Form.BURSTS:
        draw_bursts(axes, panel, scale)
    elif panel.form is Form.LEVELS:
        draw_levels(axes, panel)
    else:
        DRAW[panel.form](axes, panel)
    if panel.form is Form.FLAGS:
        _name_rows(axes, panel, plot)
    else:
        ticks = _value_ticks(panel)
        axes.set_yticks(ticks.places, ticks.labels)
        axes.grid(axis="y")
    _time_axis(axes, panel, plot, days)


def _time_axis(axes: "Axes", panel: Panel, plot: Box, days: tuple[float, float]) -> None:
    """Write days or years along the axis of time."""
    is_yearly = all(line.is_yearly and not line.is_rolling for line in panel.lines)
    if is_yearly:
        years = sorted({one.start.year for line in panel.lines for one in line.points})
        room = plot.width * min(1.0, len(years) * 366 / (days[1] - days[0]))
        ticks = year_ticks(years, room, size=TINY)
        axes.tick_params(axis="x", length=0)
    else:
        ticks = time_ticks(*days, plot.width, size=TINY)
    axes.set_xticks(ticks.places, ticks.labels)


def _name_rows(axes: "Axes", panel: Panel, plot: Box) -> None:
    """Write the names of rows at the left."""
    room = _margin(panel, plot.width / (1 - _MOST_NAME)) if plot.width else 0.0
    names = [_cut(one, room) for one in _row_names(panel)]
    axes.set_yticks(range(len(names) - 1, -1, -1), names)
    axes.tick_params(axis="y", labelcolor=INK)


def _cut(text: str, room: float) -> str:
    """Return a name cut to the room at the left of a plot."""
    return next(iter(wrapped(text, room, size=TINY)), "")
