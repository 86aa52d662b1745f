"""Where the marks of a timeline stand: lanes by quadrant, rows within a lane, labels.

Text and time share the rows: a mark with its line and its label takes a stretch of a row, and
no two stretches of one row meet. The most telling get labels first; a mark without one still
has its place, and only where a lane is full do marks lie on each other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.model.timeline import CLAIMS, Happening, Outcome, Phase, Timeline
from tocsin.tell.plots.canvas import width_of, wrapped
from tocsin.tell.plots.scales import short_day
from tocsin.tell.timeline import said_of, what_of

MOST_MARKS = 60
"""Events with a mark."""
FROM_DATA = 24
"""Events of data that get a mark where texts tell of fewer events."""
_EACH = 4
"""Events of data of each quadrant that go before all others."""
MOST_LABELS = 20
MOST_ROWS = 9
"""Rows of a lane; what finds no place in them shares one more."""
LABEL = 6.8
"""Size of the letters of labels."""
_LABEL_WIDTH = 2.1
_GAP = 0.07
_PLANNED = {Phase.AHEAD, Phase.TALK}
_DECIDED = {Outcome.CAME, Outcome.MAY_HAVE_COME, Outcome.CALLED_OFF}
_RADIUS = 0.055
QUADS = (1, 2, 3, 4)
UNPLACED = 0
"""The lane of events of no quadrant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event with its place.

    Attributes:
        happening: The event.
        x: Where its mark stands, as inches from the left of the plot.
        line: Ends of its line in inches: its days, or what it was announced for.
        lane: Its quadrant.
        row: Its row within the lane, from 0 at the top.
        label: Its words; empty for none.
        is_left: Whether they stand left of the mark.
    """

    happening: Happening
    x: float
    line: tuple[float, float]
    lane: int
    row: int = 0
    label: str = ""
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """All marks with their lanes.

    Attributes:
        marks: The marks.
        rows: Number of rows by lane, of every lane that is shown.
        undated: Events without any day.
        unmarked: Events of texts for which there are too many.
    """

    marks: tuple[Mark, ...]
    rows: dict[int, int]
    undated: int
    unmarked: int


def lay_out(found: Timeline, place: Callable[[float], float], width: float) -> Layout:
    """Return where the marks of a timeline stand.

    Args:
        found: The timeline.
        place: Gives the inches from the left of a day's ordinal.
        width: Width of the plot in inches.
    """
    chosen, unmarked = _chosen(found)
    dated = [one for one in chosen if _day(one) is not None]
    deciding = {one.resolved_by for one in dated if one.resolved_by}
    labelled = _labelled_ids(dated, deciding)
    marks = [_mark(one, place, width) for one in dated]
    lanes: dict[int, list[Mark]] = {quad: [] for quad in QUADS}
    for mark in marks:
        lanes.setdefault(mark.lane, []).append(mark)
    laid = {lane: _rows(some, labelled, width) for lane, some in lanes.items()}
    return Layout(
        marks=tuple(mark for some in laid.values() for mark in some),
        rows={
            lane: max((mark.row for mark in some), default=0) + 1 for lane, some in laid.items()
        },
        undated=len(chosen) - len(dated),
        unmarked=unmarked,
    )


def _labelled_ids(happenings: Sequence[Happening], deciding: set[str]) -> set[str]:
    """Return the ids of the events to be named: plans and what decided them, then texts.

    Of those alike on one day the first only: data have one visit twice, made by one and
    received by the other.
    """
    first: dict[tuple[object, ...], str] = {}
    for one in sorted(
        happenings, key=lambda one: (one.id not in deciding, not is_told(one), _telling(one))
    ):
        key = (one.type, one.phase, _day(one), one.items if is_told(one) else ())
        first.setdefault(key, one.id)
    return set(list(first.values())[:MOST_LABELS])


def is_told(one: Happening) -> bool:
    """Return whether a text tells of an event."""
    return any(origin.feed == CLAIMS for origin in one.origins)


def _chosen(found: Timeline) -> tuple[list[Happening], int]:
    """Return the events that get a mark, and how many events of texts do not.

    Those of texts, with what decided them; where they are few, those that most rows of the data
    tell of as well.
    """
    deciding = {one.resolved_by for one in found.happenings if one.resolved_by}
    told = [one for one in found.happenings if is_told(one) or one.id in deciding]
    rest = [one for one in found.happenings if one not in told]
    kept = sorted(told, key=_telling)[:MOST_MARKS]
    room = max(0, FROM_DATA - len(kept))
    return [*kept, *_spread(rest)[:room]], len(told) - len(kept)


def _spread(happenings: Sequence[Happening]) -> list[Happening]:
    """Return events of data, the most told first, a few of each quadrant before all others."""
    ranked = sorted(happenings, key=_telling)
    counts: dict[int, int] = {}
    turns: list[int] = []
    for one in ranked:
        turns.append(counts.setdefault(one.quad, 0))
        counts[one.quad] += 1
    order = sorted(range(len(ranked)), key=lambda at: (min(turns[at], _EACH), at))
    return [ranked[at] for at in order]


def _telling(one: Happening) -> tuple[int, int, int, date, str]:
    """Return what ranks events: known outcomes, independent reports, reports, the later first."""
    is_resolved = one.outcome in _DECIDED
    day = _day(one) or date.min
    ago = date.max - day
    return (-is_resolved, -one.independent, -len(one.origins), date.min + ago, one.id)


def _day(one: Happening) -> date | None:
    """Return the day at which an event is marked: of a plan when it was announced."""
    said = said_of(one)
    if one.phase in _PLANNED:
        return said or one.start or one.end
    return one.start or one.end or said


def _mark(one: Happening, place: Callable[[float], float], width: float) -> Mark:
    """Return an event with its place in time; its line stays within the plot."""
    day = _day(one) or date.min
    start, end = one.start or day, one.end or one.start or day
    x = place(day.toordinal() + 0.5)
    if one.phase not in _PLANNED and start < end:
        x = place((start.toordinal() + end.toordinal() + 1) / 2)
    if one.outcome in _DECIDED:
        ends = (x, x)
    else:
        ends = (min(x, place(start.toordinal())), max(x, place(end.toordinal() + 1.0)))
    low, high = (min(max(value, 0.0), width) for value in ends)
    lane = one.quad if one.quad in QUADS else UNPLACED
    return Mark(happening=one, x=min(max(x, 0.0), width), line=(low, high), lane=lane)


def _rows(marks: Sequence[Mark], labelled: set[str], width: float) -> list[Mark]:
    """Return marks with rows and labels, those with labels placed first."""
    taken: list[list[tuple[float, float]]] = []
    placed: list[Mark] = []
    order = sorted(
        marks, key=lambda one: (one.happening.id not in labelled, *_telling(one.happening))
    )
    for mark in order:
        tries: list[Mark] = []
        if mark.happening.id in labelled:
            tries = [_labelled(mark, is_left=False), _labelled(mark, is_left=True)]
        row, chosen = _free_row([*tries, mark], taken, width)
        while len(taken) <= row:
            taken.append([])
        taken[row].append(_stretch(chosen))
        placed.append(replace(chosen, row=row))
    return placed


def _free_row(
    tries: Sequence[Mark], taken: Sequence[Sequence[tuple[float, float]]], width: float
) -> tuple[int, Mark]:
    """Return the first row with room for a mark, with its label to one side or without."""
    for mark in tries:
        low, high = _stretch(mark)
        is_out = low < -_GAP if mark.is_left else high > width + _GAP
        if mark.label and is_out:
            continue
        for row in range(MOST_ROWS):
            others = taken[row] if row < len(taken) else ()
            if all(high <= start or end <= low for start, end in others):
                return row, mark
    return MOST_ROWS, tries[-1]


def _labelled(mark: Mark, *, is_left: bool) -> Mark:
    """Return a mark with its words."""
    return replace(mark, label=label_of(mark.happening), is_left=is_left)


def label_of(one: Happening) -> str:
    """Return what stands beside a mark: what it is, cut to the room, and its day."""
    day = _day(one)
    told = f", {short_day(day)}" if day else ""
    room = _LABEL_WIDTH - width_of(told, LABEL)
    return next(iter(wrapped(what_of(one), room, size=LABEL)), "") + told


def _stretch(mark: Mark) -> tuple[float, float]:
    """Return the ends of what a mark takes of its row: line, mark and label."""
    low, high = mark.line[0] - _GAP - _RADIUS, mark.line[1] + _GAP + _RADIUS
    if not mark.label:
        return low, high
    room = width_of(mark.label, LABEL) + _GAP
    return (low - room, high) if mark.is_left else (low, high + room)


def bins_of(
    happenings: Iterable[Happening], since: date, until: date, days: float
) -> Mapping[int, tuple[int, int]]:
    """Return rows of data by bins of so many days: of cooperation, and of conflict."""
    counts: dict[int, tuple[int, int]] = {}
    for one in happenings:
        if one.start is None or is_told(one) or not since <= one.start <= until:
            continue
        at = int((one.start - since).days / days)
        good, bad = counts.get(at, (0, 0))
        rows = len(one.origins)
        is_good, is_bad = one.quad in {1, 2}, one.quad in {3, 4}
        counts[at] = (good + rows * is_good, bad + rows * is_bad)
    return counts
