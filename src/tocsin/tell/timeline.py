"""The timeline of a dyad as text for people, as CSV and as plain JSON types."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.model.cameo import load_cameo
from tocsin.model.codec import plain
from tocsin.model.timeline import CLAIMS, Happening, Origin, Outcome, Phase, Timeline
from tocsin.tell.cells import csv_cell
from tocsin.tell.hygiene import clean
from tocsin.tell.screen import Screen, screen_of
from tocsin.tell.words import label

TIMELINE_COLUMNS = (
    "id", "start", "end", "said", "source", "target", "mutual", "type", "mode", "items", "quad",
    "goldstein", "phase", "status", "outcome", "resolved_by", "basis", "denied_by", "place",
    "independent", "reports", "feeds", "origin_ids", "publishers", "holder", "words",
)  # fmt: skip
_WIDE = 110
_QUOTE = 90
_PHASES = {
    Phase.DONE: "done",
    Phase.AHEAD: "ahead",
    Phase.OFF: "called off",
    Phase.NOT_DONE: "denied or not done",
    Phase.TALK: "talked of",
}
_OUTCOMES = {
    Outcome.CAME: "came",
    Outcome.MAY_HAVE_COME: "may have come",
    Outcome.CALLED_OFF: "called off",
    Outcome.OPEN: "still open",
    Outcome.DID_NOT_SHOW: "did not show",
    Outcome.UNKNOWN: "outcome unknown",
}
_STYLES = {
    Phase.AHEAD: "cyan", Phase.OFF: "yellow", Phase.NOT_DONE: "dim", Phase.TALK: "dim",
}  # fmt: skip
_SAID = {Phase.AHEAD, Phase.TALK, Phase.NOT_DONE}
"""Phases of which it matters how it is put."""


def render_timeline(found: Timeline, console: Console) -> None:
    """Print a timeline: a table where the terminal is wide, two lines each where it is narrow.

    The number at the front is what an outcome refers to. An empty one says so.
    """
    screen = screen_of(console)
    head = f"{'-'.join(found.dyad)}, {found.since} to {found.until}"
    console.print(screen.text(head, "bold"))
    if not found.happenings:
        console.print(Text("No event between the two is known in this period."))
    numbers = {one.id: at for at, one in enumerate(found.happenings, 1)}
    if found.happenings and screen.width >= _WIDE:
        console.print(_table(found.happenings, numbers, screen))
    else:
        for one in found.happenings:
            for line in _lines(one, numbers, screen):
                console.print(line)
    if found.left_out:
        console.print(
            Text(f"{found.left_out:,} events of the data are not shown.", style="dim")
        )


def write_timeline_csv(found: Timeline, stream: TextIO) -> None:
    """Write a timeline as CSV, one event a row; lists are separated by semicolons."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(TIMELINE_COLUMNS)
    for one in found.happenings:
        writer.writerow(map(csv_cell, _cells(one)))


def timeline_json(found: Timeline) -> dict[str, Any]:
    """Return a timeline as plain JSON types, the id of each event first."""
    events = [
        {"id": one.id, **plain(one), "independent": one.independent} for one in found.happenings
    ]
    return {**plain(found), "happenings": events}


def what_of(one: Happening) -> str:
    """Return what happens in words: the name of a code of the data, else type, mode and items."""
    code = load_cameo().get(one.mode) if one.mode.isdigit() else None
    if code is not None:
        return code.name[:1].lower() + code.name[1:]
    mode = "" if one.mode.isdigit() else label(one.mode)
    text = label(one.type.lower()) + (f" ({mode})" if mode else "")
    return f"{text}: {', '.join(map(label, one.items))}" if one.items else text


def who_of(one: Happening, names: Mapping[str, str] | None = None) -> str:
    """Return who acts on whom, with a sign for what they do together."""
    source, target = ((names or {}).get(state, state) for state in (one.source, one.target))
    return f"{source} {'<>' if one.is_mutual else '>'} {target}"


def said_of(one: Happening) -> date | None:
    """Return the day on which an event was told first; None where nobody knows."""
    return min((origin.said for origin in one.origins if origin.said), default=None)


def when_of(one: Happening) -> str:
    """Return when an event is: its day or days, else when it was told."""
    if one.start and one.end and one.start != one.end:
        return f"{one.start} to {one.end}"
    if one.start or one.end:
        return str(one.start or one.end)
    said = said_of(one)
    return f"told {said}" if said else "no day known"


def standing_of(one: Happening, numbers: Mapping[str, int]) -> str:
    """Return how an event stands to the world, what became of it, and by what it is denied.

    Args:
        one: The event.
        numbers: What other events are called, by id.
    """
    parts = [_PHASES[one.phase]]
    if one.status and one.phase in _SAID:
        parts[0] += f" ({label(one.status)})"
    if one.outcome is not None:
        by = f": {_called(one.resolved_by, numbers)}" if one.resolved_by else ""
        parts.append(_OUTCOMES[one.outcome] + by)
    if one.denied_by:
        parts.append(f"denied: {', '.join(_called(each, numbers) for each in one.denied_by)}")
    return "; ".join(parts)


def _called(key: str, numbers: Mapping[str, int]) -> str:
    """Return what an event is called: its number, or its id where it has none."""
    return f"no. {numbers[key]}" if key in numbers else key


def reports_of(one: Happening) -> str:
    """Return by how many independent reports an event is known, and from which feeds."""
    feeds = ", ".join(_feeds(one))
    count = len(one.origins)
    more = f"; told {count} times" if count > one.independent else ""
    return f"{one.independent} ({feeds}{more})"


def _feeds(one: Happening) -> list[str]:
    """Return the feeds of an event's reports."""
    return list(dict.fromkeys(origin.feed for origin in one.origins))


def _first(one: Happening) -> Origin | None:
    """Return the report to show: the first claim, else the first report."""
    claims = (origin for origin in one.origins if origin.feed == CLAIMS)
    return next(claims, next(iter(one.origins), None))


def _quote(one: Happening, screen: Screen) -> Text:
    """Return the words of an event's first report, with whose word it is."""
    origin = _first(one)
    if origin is None or not clean(origin.words):
        return Text()
    holder = f"{origin.holder}: " if origin.holder else ""
    if origin.feed != CLAIMS:
        return screen.short(holder + origin.words, _QUOTE, "dim")
    return screen.short(f"{holder}“{clean(origin.words)}”", _QUOTE, "italic")


def _table(
    happenings: Iterable[Happening], numbers: Mapping[str, int], screen: Screen
) -> Table:
    """Return events as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", justify="right", style="dim")
    for name in ("day", "who", "what", "phase and outcome", "reports", "in words"):
        table.add_column(name, overflow="fold")
    for one in happenings:
        cells = (
            str(numbers[one.id]), when_of(one), who_of(one), what_of(one),
            standing_of(one, numbers), reports_of(one),
        )  # fmt: skip
        table.add_row(
            *map(screen.text, cells), _quote(one, screen), style=_STYLES.get(one.phase, "")
        )
    return table


def _lines(
    one: Happening, numbers: Mapping[str, int], screen: Screen
) -> tuple[RenderableType, RenderableType]:
    """Return an event on two lines: what it is, and how it is known."""
    first = Text(" ").join(
        (
            screen.text(f"{numbers[one.id]}.", "dim"),
            screen.text(when_of(one)),
            screen.text(who_of(one), "bold"),
            screen.text(f"{what_of(one)} ({standing_of(one, numbers)})"),
        )
    )
    second = Text(" ").join((screen.text(reports_of(one), "dim"), _quote(one, screen)))
    return first, Padding(second, (0, 0, 0, 3))


def _cells(one: Happening) -> Iterator[object]:
    """Yield the cells of an event in the order of the columns."""
    origin = _first(one)
    yield from (one.id, one.start, one.end, said_of(one), one.source, one.target)
    yield from (str(one.is_mutual).lower(), one.type, one.mode, ";".join(one.items))
    yield from (one.quad or None, one.goldstein, one.phase.value, one.status)
    yield from (one.outcome.value if one.outcome else None, one.resolved_by, one.basis)
    yield from (";".join(one.denied_by), one.place)
    yield from (one.independent, len(one.origins), ";".join(_feeds(one)))
    yield ";".join(report.id for report in one.origins)
    yield ";".join(dict.fromkeys(report.publisher for report in one.origins))
    yield from (origin.holder, origin.words) if origin else (None, None)
