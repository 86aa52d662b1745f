"""The timeline of a dyad as a picture: lanes by kind of event, plans tied to their outcomes.

Filled marks are done, hollow ones ahead, crossed ones called off or denied. A plan stands on the
day on which it was announced; an arrow leads to what became of it, a dotted line to the time it
was announced for. Below lies how many rows the data have, cooperation up and conflict down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.index import Coverage
from tocsin.model.timeline import CLAIMS, Happening, Phase, Timeline
from tocsin.tell.plots.canvas import (
    INNER,
    MARGIN,
    TINY,
    Box,
    Sheet,
    Words,
    draw_picture,
)
from tocsin.tell.plots.credits import sources_told
from tocsin.tell.plots.happenings import colour_of, draw_key, draw_mark, draw_tie
from tocsin.tell.plots.lanes import (
    UNPLACED,
    Layout,
    Mark,
    bins_of,
    is_told,
    label_of,
    lay_out,
)
from tocsin.tell.plots.lines import holes
from tocsin.tell.plots.palette import (
    INK,
    MUTED,
    QUAD_NAMES,
    QUADS,
    RULE,
    UNCOVERED,
)
from tocsin.tell.plots.scales import number_ticks, time_ticks
from tocsin.tell.timeline import standing_of, when_of, who_of
from tocsin.tell.words import day, listing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT = 0.95
"""Room for the names of lanes."""
_ROW = 0.19
_PAD = 0.12
_STRIP = 0.75
_STRIP_GAP = 0.34
_FOOT = 0.25
_KEY = 0.45
_BINS = 150
_STEPS = ((1.0, "day"), (7.0, "week"), (365.25 / 12, "month"), (365.25 / 4, "quarter"),
          (365.25, "year"))  # fmt: skip
_AHEAD = 0.15
"""How much of the period may follow its end, to show what is announced for later."""
_NO_CREDITS: Mapping[str, str] = {}
_LATER = {Phase.AHEAD, Phase.TALK}
_SHORT = 0.05
"""Length in inches below which a line of days is not worth drawing."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """The axis of time of a timeline.

    Attributes:
        low: First day as an ordinal.
        high: Last day.
        width: Inches between them.
    """

    low: float
    high: float
    width: float

    def place(self, ordinal: float) -> float:
        """Return the inches from the left of a day's ordinal."""
        return (ordinal - self.low) / (self.high - self.low) * self.width


def plot_timeline(
    found: Timeline,
    path: Path,
    *,
    credits_: Mapping[str, str] = _NO_CREDITS,
    covered: Sequence[Coverage] = (),
) -> None:
    """Draw a timeline to a file, `.svg` or `.png` by its ending.

    The same timeline gives the same bytes.

    Args:
        found: The timeline.
        path: The file.
        credits_: How to cite each source, by its name.
        covered: What the sources of events cover; what none of them covers is shaded.

    Raises:
        InsufficientDataError: There is no event in it.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    if not found.happenings:
        message = (
            f"No event between {' and '.join(found.dyad)} is known from {found.since} to "
            f"{found.until}, so there is nothing to draw."
        )
        raise InsufficientDataError(message)
    axis = _axis(found)
    layout = lay_out(found, axis.place, axis.width)
    picture = _Picture(found, axis, layout, tuple(covered))
    words = _words(found, layout, credits_)
    draw_picture(words, picture.height, picture.draw, path)


def _axis(found: Timeline) -> _Axis:
    """Return the axis of time: the period, and after it what is announced, but not too much."""
    low, last = found.since.toordinal(), found.until.toordinal() + 1
    ends = [
        one.end.toordinal() + 1
        for one in found.happenings
        if one.phase in _LATER and one.end is not None
    ]
    high = max(last, min(max(ends, default=last), last + int(_AHEAD * (last - low))))
    return _Axis(float(low), float(high), INNER - _LEFT)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A timeline with where all stands."""

    found: Timeline
    axis: _Axis
    layout: Layout
    covered: tuple[Coverage, ...]

    @property
    def data(self) -> list[Happening]:
        """Return the events of data."""
        return [one for one in self.found.happenings if not is_told(one)]

    @property
    def height(self) -> float:
        """Return the height of the body."""
        strip = _STRIP_GAP + _STRIP if self.data else 0.0
        return _KEY + self.lanes_height + strip + _FOOT

    @property
    def lanes_height(self) -> float:
        """Return the height of all lanes."""
        return sum(rows * _ROW + _PAD for rows in self.layout.rows.values())

    def tops(self) -> dict[int, float]:
        """Return where each lane begins, from the top of the lanes."""
        tops, top = {}, 0.0
        for lane, rows in self.layout.rows.items():
            tops[lane] = top
            top += rows * _ROW + _PAD
        return tops

    def draw(self, sheet: Sheet) -> None:
        """Draw key, lanes, and the strip of the data."""
        draw_key(sheet, self.found.dyad)
        box = Box(MARGIN + _LEFT, _KEY, self.axis.width, self.lanes_height)
        axes = sheet.axes(box)
        axes.set_xlim(0, self.axis.width)
        axes.set_ylim(self.lanes_height, 0)
        self._lanes(axes, sheet)
        self._period(axes)
        spots = {mark.happening.id: self._spot(mark) for mark in self.layout.marks}
        for mark in self.layout.marks:
            colour = colour_of(mark.happening, self.found.dyad)
            draw_tie(axes, mark, spots, colour)
            draw_mark(axes, mark, self._spot(mark), colour)
        self._time(axes, has_labels=not self.data)
        if self.data:
            top = _KEY + self.lanes_height + _STRIP_GAP
            self._strip(sheet, Box(MARGIN + _LEFT, top, self.axis.width, _STRIP))

    def _spot(self, mark: Mark) -> tuple[float, float]:
        """Return where a mark stands on the lanes."""
        return mark.x, self.tops()[mark.lane] + _PAD / 2 + (mark.row + 0.5) * _ROW

    def _lanes(self, axes: "Axes", sheet: Sheet) -> None:
        """Draw the lanes with their names."""
        for lane, top in self.tops().items():
            axes.axhline(top, color=RULE, linewidth=0.6, zorder=0)
            middle = _KEY + top + (self.layout.rows[lane] * _ROW + _PAD) / 2
            words = QUAD_NAMES[lane - 1].split() if lane != UNPLACED else ["of no", "kind"]
            for place, word in enumerate(words):
                at = (MARGIN + 0.1, middle + 0.13 * (place - len(words) / 2) + 0.1)
                sheet.write(word, at, size=TINY, colour=INK)
            colour = QUADS[lane - 1] if lane != UNPLACED else MUTED
            ends = [(MARGIN + 0.03, middle + shift) for shift in (-0.12, 0.12)]
            sheet.stroke(*ends, color=colour, linewidth=3, solid_capstyle="butt")

    def _period(self, axes: "Axes") -> None:
        """Shade what lies after the last day of the period."""
        last = self.axis.place(self.found.until.toordinal() + 1.0)
        if last < self.axis.width - 0.01:
            axes.axvline(last, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), zorder=1)
            axes.text(last + 0.04, self.lanes_height - 0.05, "after the period", fontsize=6,
                      color=MUTED)  # fmt: skip

    def _time(self, axes: "Axes", *, has_labels: bool) -> None:
        """Write days along the axis of time."""
        ticks = time_ticks(self.axis.low, self.axis.high, self.axis.width, size=TINY)
        places = [self.axis.place(one) for one in ticks.places]
        axes.set_xticks(places, ticks.labels if has_labels else [""] * len(places))
        axes.set_yticks([])
        for place in places:
            axes.axvline(place, color=RULE, linewidth=0.5, zorder=0)

    def _strip(self, sheet: Sheet, box: Box) -> None:
        """Draw how many rows the data have over time."""
        since, until = self.found.since, self.found.until
        length = (until - since).days + 1
        days, unit = next((step for step in _STEPS if length / step[0] <= _BINS), _STEPS[-1])
        bins = bins_of(self.data, since, until, days)
        axes = sheet.axes(box)
        axes.set_xlim(0, self.axis.width)
        wide = days / (self.axis.high - self.axis.low) * self.axis.width
        for side, colour in ((0, QUADS[1]), (1, QUADS[3])):
            lefts = [at * wide for at in bins]
            heights = [pair[side] * (1 - 2 * side) for pair in bins.values()]
            axes.bar(lefts, heights, wide * 0.88, align="edge", color=colour, zorder=3)
        self._strip_scale(axes, list(bins.values()))
        self._uncovered(axes)
        self._time(axes, has_labels=True)
        ticks = number_ticks(*axes.get_ylim(), most=4)
        axes.set_yticks(ticks.places, [one.lstrip("\N{MINUS SIGN}") for one in ticks.labels])
        axes.axhline(0, color=MUTED, linewidth=0.6, zorder=4)
        title = f"Rows of data by {unit}: cooperation up, conflict down"
        sheet.write(title, (box.left, box.top - 0.07), size=TINY, colour=MUTED)

    def _strip_scale(self, axes: "Axes", pairs: Sequence[tuple[int, int]]) -> None:
        """Set the ends of the scale of the strip."""
        up = max((good for good, _ in pairs), default=0)
        down = max((bad for _, bad in pairs), default=0)
        size = max(1, up + down)
        axes.set_ylim(-max(down, 0.15 * size) * 1.08, max(up, 0.15 * size) * 1.08)

    def _uncovered(self, axes: "Axes") -> None:
        """Shade the days that no source of the events covers."""
        feeds = {origin.feed for one in self.data for origin in one.origins}
        mine = [one for one in self.covered if one.source in feeds and one.table == "events"]
        for start, end in _common([holes(one) for one in mine], self.found):
            left, right = (self.axis.place(at) for at in (start, end))
            axes.axvspan(left, right, color=UNCOVERED, linewidth=0, zorder=0)


def _common(
    each: Sequence[Sequence[tuple[date, date]]], found: Timeline
) -> list[tuple[float, float]]:
    """Return the stretches of a period, as ordinals, that lie in a hole of every source."""
    if not each:
        return []
    common = [(found.since, found.until)]
    for some in each:
        common = [
            (max(low, start), min(high, end))
            for low, high in common
            for start, end in some
            if start <= high and low <= end
        ]
    return [(float(start.toordinal()), end.toordinal() + 1.0) for start, end in common]


def _words(found: Timeline, layout: Layout, credits_: Mapping[str, str]) -> Words:
    """Return what is written around the picture."""
    names = load_gazetteer().states
    pair = listing([names.get(state, state) for state in found.dyad])
    feeds = sorted({origin.feed for one in found.happenings for origin in one.origins})
    return Words(
        title=f"What happened, and what was announced: {pair}",
        subtitle=f"{day(found.since)} to {day(found.until)}",
        source=sources_told(((_feed(one), "") for one in feeds), credits_),
        notes=tuple(_notes(found, layout)),
        told=_told(found, layout),
    )


def _feed(name: str) -> str:
    """Return what readers call a source."""
    return "texts read by Tocsin" if name == CLAIMS else name


def _notes(found: Timeline, layout: Layout) -> Iterator[str]:
    """Yield what a reader must know."""
    yield (
        "Large marks: told in texts; small ones: the events of data that most rows tell of. "
        "A plan stands on the day on which it was announced."
    )
    if layout.undated:
        yield f"Without any day and not drawn: {_events(layout.undated)}."
    if layout.unmarked:
        yield f"No room for {_events(layout.unmarked)} more that texts tell of."
    if found.left_out:
        yield f"Of the data, {_events(found.left_out)} are neither drawn nor counted."


def _events(count: int) -> str:
    """Return a number of events in words."""
    return f"{count:,} event{'' if count == 1 else 's'}"


def _told(found: Timeline, layout: Layout) -> str:
    """Return the picture in words: its labelled events."""
    shown = [mark.happening for mark in layout.marks if mark.label]
    numbers: Mapping[str, int] = {}
    names = {one.id: label_of(one) for one in found.happenings}
    parts = []
    for one in sorted(shown, key=lambda one: (one.start or date.max, one.id)):
        stand = standing_of(one, numbers)
        for key, name in names.items():
            stand = stand.replace(key, name)
        parts.append(f"{when_of(one)} {who_of(one)} {label_of(one)} ({stand})")
    return f"{len(found.happenings)} events, of them: {'; '.join(parts)}."
