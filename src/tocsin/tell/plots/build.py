"""Panels out of values: which are drawn, in which order, with which lines, names and colours.

At most eight panels are drawn, as more are read by nobody. Of one family they are its own, in
the order of `panels.py`; of several families the first of each, then the second of each, and so
on. Where sources have panels of their own and there are several families, the source with the
most known values stands for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.model.index import Coverage, IndexValue
from tocsin.tell.plots.lines import Line, holes, lines_of, uncovered
from tocsin.tell.plots.palette import (
    DASHES,
    FAINT,
    FIRST,
    MARKS,
    QUADS,
    SECOND,
    SERIES,
    TOGETHER,
)
from tocsin.tell.plots.panels import LEFT_OUT, PANELS, Form, Spec, Tag
from tocsin.tell.words import label

MOST_PANELS = 8
MOST_LINES, MOST_ROWS = 6, 12
"""Lines on a panel, and rows on one that has a row for each."""
_OVER_TIME = {Form.LINES, Form.BARS, Form.STACK, Form.STEPS, Form.FLAGS}
_ROWED = {Form.DOTS, Form.FLAGS}
_FOUND = {Form.BURSTS, Form.LEVELS}
_EVENTS = "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A line as it is drawn.

    Attributes:
        line: The line.
        name: What the legend calls it; empty where the panel has one line only.
        colour: Its colour.
        dash: Its dash.
        mark: Its mark.
        is_faint: Whether it is the ground of another line: dots without a line.
    """

    line: Line
    name: str
    colour: str
    dash: str | tuple[float, tuple[float, ...]]
    mark: str
    is_faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel with what is on it.

    Attributes:
        spec: How it is drawn.
        title: What it shows.
        caption: Scale, unit and source.
        form: How it is drawn, given how many periods there are.
        drawn: Its lines.
        closed: Stretches of days that no source covers, both days inclusive.
    """

    spec: Spec
    title: str
    caption: str
    form: Form
    drawn: tuple[Drawn, ...]
    closed: tuple[tuple[date, date], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return its lines."""
        return tuple(one.line for one in self.drawn)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn of some values.

    Attributes:
        panels: The panels, in order.
        unknown: Titles of panels of which no value is known, each with the reason.
        blank: Names of families of which nothing is known.
        left_out: Titles of panels for which there is no room, with their sources.
        families: Names of families of which no panel is drawn for lack of room.
        is_one: Whether all values are of one family.
    """

    panels: tuple[Panel, ...]
    unknown: tuple[tuple[str, str], ...]
    blank: tuple[str, ...]
    left_out: tuple[str, ...]
    families: tuple[str, ...]
    is_one: bool


def plan_of(
    values: Sequence[IndexValue],
    covered: Sequence[Coverage],
    names: Mapping[str, str],
    labels: Mapping[str, str],
) -> Plan:
    """Return what is drawn of values.

    Args:
        values: Values of any families.
        covered: What the sources cover; things found in time do not say it themselves.
        names: Readable names of states.
        labels: What readers call measures that have no panel in `panels.py`.
    """
    families: dict[str, list[IndexValue]] = {}
    for one in values:
        families.setdefault(one.family, []).append(one)
    is_one = len(families) == 1
    unknown: list[tuple[str, str]] = []
    queues: dict[str, list[Panel]] = {}
    for family, found in families.items():
        specs = PANELS.get(family, ())
        lines = lines_of(found)
        panels, lacking = _panels((*specs, *_unnamed(specs, lines, labels)), lines, names)
        unknown += lacking
        queues[family] = panels if is_one else _of_fullest(panels)
    chosen, rest = _by_turns(queues)
    return Plan(
        panels=tuple(replace(one, closed=_closed(one, covered)) for one in chosen),
        unknown=tuple(unknown),
        blank=tuple(family for family, queue in queues.items() if not queue),
        left_out=tuple(_with_source(one) for one in rest),
        families=tuple(
            family for family, queue in queues.items()
            if queue and not any(one in chosen for one in queue)
        ),
        is_one=is_one,
    )  # fmt: skip


def _by_turns(queues: Mapping[str, Sequence[Panel]]) -> tuple[list[Panel], list[Panel]]:
    """Return the panels that there is room for, and the others.

    The first of each family has a place before the second of any; they stand by family.
    """
    ranked = sorted(
        (turn, place)
        for place, queue in enumerate(queues.values())
        for turn in range(len(queue))
    )  # fmt: skip
    every = list(queues.values())
    chosen = sorted(ranked[:MOST_PANELS], key=lambda one: (one[1], one[0]))
    return (
        [every[place][turn] for turn, place in chosen],
        [every[place][turn] for turn, place in ranked[MOST_PANELS:]],
    )


def _with_source(panel: Panel) -> str:
    """Return the title of a panel, with its source where each has a panel of its own."""
    sources = dict.fromkeys(line.source for line in panel.lines)
    return f"{panel.title} ({', '.join(sources)})" if panel.spec.apart else panel.title


def _closed(panel: Panel, covered: Sequence[Coverage]) -> tuple[tuple[date, date], ...]:
    """Return the stretches of time that no source of a panel covers."""
    if panel.form not in _FOUND:
        return tuple(uncovered(panel.lines))
    sources = {line.source for line in panel.lines}
    mine = [one for one in covered if one.source in sources and one.table == _EVENTS]
    return tuple(hole for one in mine for hole in holes(one))


def _of_fullest(panels: Sequence[Panel]) -> list[Panel]:
    """Return one panel of each kind: the one with the most known values."""
    best: dict[int, Panel] = {}
    for one in panels:
        other = best.get(id(one.spec))
        if other is None or _fullness(one) > _fullness(other):
            best[id(one.spec)] = one
    return list(best.values())


def _fullness(panel: Panel) -> int:
    """Return how many values of a panel are known."""
    return sum(len(line.known) for line in panel.lines)


def _panels(
    specs: Sequence[Spec], lines: Sequence[Line], names: Mapping[str, str]
) -> tuple[list[Panel], list[tuple[str, str]]]:
    """Return the panels of a family, and those of which nothing is known with the reason."""
    panels: list[Panel] = []
    unknown: list[tuple[str, str]] = []
    for spec in specs:
        mine = [line for line in lines if line.measure in spec.names]
        known = [line for line in mine if line.is_known]
        if known:
            panels += (_panel(spec, group, names) for group in _groups(spec, known))
        elif mine:
            unknown.append((_filled(spec.title, mine[0], names), mine[0].points[0].note))
    return panels, unknown


def _unnamed(
    specs: Sequence[Spec], lines: Sequence[Line], labels: Mapping[str, str]
) -> Iterator[Spec]:
    """Yield a panel for each measure that has none."""
    named = {name for spec in specs for name in spec.names} | LEFT_OUT
    for measure in dict.fromkeys(line.measure for line in lines):
        if measure not in named:
            unit = next(line.points[0].unit for line in lines if line.measure == measure)
            caption = "" if unit == "1" else unit
            title = labels.get(measure, label(measure).capitalize())
            yield Spec(title=title, measures=((measure, ""),), caption=caption, apart=True)


def _groups(spec: Spec, lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines by the panels that they are on."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        first = line.parties[0] if spec.by_state and line.parties else ""
        key = (line.source if spec.apart else "", first, line.topic)
        groups.setdefault(key, []).append(line)
    return list(groups.values())


def _panel(spec: Spec, lines: Sequence[Line], names: Mapping[str, str]) -> Panel:
    """Return a panel with the lines named by what tells them apart."""
    most = MOST_ROWS if spec.form in _ROWED else MOST_LINES
    order = {name: place for place, name in enumerate(spec.names)}
    shown = sorted(lines, key=lambda one: order[one.measure])[:most]
    is_single = all(line.is_single for line in shown) and spec.form in _OVER_TIME
    form = Form.DOTS if is_single else spec.form
    sources = list(dict.fromkeys(line.source for line in lines))
    caption = _filled(spec.caption, shown[0], names)
    given = ", ".join(sources) if len(sources) == 1 else ""
    return Panel(
        spec=spec,
        title=_filled(spec.title, shown[0], names),
        caption="; ".join(part for part in (caption, given) if part),
        form=form,
        drawn=tuple(_drawn(spec, shown, names, sources)),
    )


def _drawn(
    spec: Spec, lines: Sequence[Line], names: Mapping[str, str], sources: Sequence[str]
) -> Iterator[Drawn]:
    """Yield the lines of a panel with name, colour, dash and mark.

    What varies decides: measures, else directions or states, have colours; sources have dashes
    where something else has colours, else colours too.
    """
    measures = list(dict.fromkeys(line.measure for line in lines))
    parties = list(dict.fromkeys(line.parties for line in lines))
    told = dict(spec.measures)
    tops = measures if len(measures) > 1 else parties if len(parties) > 1 else sources
    colours = _colours(spec, measures, parties)
    if spec.form in _ROWED:
        tops, colours = parties, (FIRST, SECOND) if len(parties) == 2 else (TOGETHER,)
    for line in lines:
        parts = [
            told.get(line.measure, "") if len(measures) > 1 else "",
            called(spec.tag, line.parties, names) if len(parties) > 1 else "",
            line.source if len(sources) > 1 else "",
        ]
        keys = (line.measure, line.parties, line.source)
        top = next(place for place, one in enumerate(tops) if one in keys)
        below = sources.index(line.source) if tops is not sources else 0
        if tops is measures and len(parties) > 1:
            below = parties.index(line.parties)
        yield Drawn(
            line=line,
            name=", ".join(filter(None, parts)),
            colour=FAINT if line.measure in spec.faint else colours[top % len(colours)],
            dash=DASHES[below % len(DASHES)],
            mark=MARKS[top % len(MARKS)],
            is_faint=line.measure in spec.faint,
        )


def _colours(
    spec: Spec, measures: Sequence[str], parties: Sequence[tuple[str, ...]]
) -> Sequence[str]:
    """Return the colours of a panel."""
    if spec.form is Form.STACK:
        return QUADS
    if spec.faint:
        return (FAINT, TOGETHER, *SERIES)
    if len(measures) > 1 or spec.tag in (Tag.THIRD, Tag.ALL):
        return SERIES
    if len(parties) > 1:
        return (FIRST, SECOND, *SERIES[2:])
    return (TOGETHER, *SERIES)


def called(tag: Tag, parties: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Return what a line is called by its parties."""
    if not parties:
        return ""
    if tag is Tag.STATE:
        return _name(parties, 0, names)
    if tag is Tag.THIRD:
        return _name(parties, len(parties) - 1, names)
    if len(parties) > 2:
        pattern = "{1} over {0}, rival {2}" if tag is Tag.OVER else "{0} of {1}, {2}"
        return pattern.format(*parties)
    between = " on " if tag is Tag.ON else " → "
    return between.join(names.get(one, one) for one in parties)


def _filled(text: str, line: Line, names: Mapping[str, str]) -> str:
    """Return a text with the names of the first two parties, the series and its unit."""
    for word, told in (
        ("{first}", _name(line.parties, 0, names)),
        ("{second}", _name(line.parties, 1, names)),
        ("{topic}", line.topic or "a series"),
        ("{unit}", line.points[0].unit),
    ):
        text = text.replace(word, told)
    return text


def _name(parties: tuple[str, ...], place: int, names: Mapping[str, str]) -> str:
    """Return the readable name of one of the parties; empty where there are not so many."""
    return names.get(parties[place], parties[place]) if place < len(parties) else ""


def without_names(panel: Panel) -> Panel:
    """Return a panel whose lines have codes of states for names, for where names do not fit."""
    spec, lines = panel.spec, panel.lines
    sources = list(dict.fromkeys(line.source for line in lines))
    return replace(panel, drawn=tuple(_drawn(spec, lines, {}, sources)))
