"""What the claims tell of the two, as events on a line of time: deeds, plans, denials."""

from datetime import date

from tocsin.model.timeline import Happening, Origin
from tocsin.tell.brief.parts import Line, Picture, Row, Section, Table
from tocsin.tell.brief.pieces import Desk, codes, plain
from tocsin.tell.svg.timeline import TimeMark, time_rows, timeline_words
from tocsin.tell.timeline import said_of, standing_of, what_of
from tocsin.tell.words import anchor, day

MAX_DRAWN = 14
MAX_ROWS = 40


def timeline(desk: Desk) -> Section | None:
    """Return the timeline; None where nobody has looked or nothing is told."""
    found = desk.view.timeline
    if found is None or not found.happenings:
        return None
    numbers = {one.id: place for place, one in enumerate(found.happenings, start=1)}
    marks = [mark for one in found.happenings if (mark := _mark(desk, one))]
    shown = found.happenings[:MAX_ROWS]
    table = Table(
        "What is told and planned",
        ("No.", "When", "Who and what", "How it stands", "Told by"),
        tuple(_row(desk, one, numbers) for one in shown),
        role="timeline",
        widths=(0.6, 2.4, 4, 3.4, 2.4),
    )
    hidden = len(marks) - MAX_DRAWN
    today = desk.view.assessment.question.as_of
    svg = time_rows(marks[:MAX_DRAWN], today, left_out=max(0, hidden))
    picture = Picture(
        svg, "What is told and planned, by day", timeline_words(marks), is_told=True
    )
    title = plain("Claims and plans on a line of time")
    return Section("timeline", title, (picture, table), "Timeline")


def _mark(desk: Desk, one: Happening) -> TimeMark | None:
    """Return an event as it is drawn; None where it has no day at all."""
    days = _days(one)
    if days is None:
        return None
    return TimeMark(
        name=_what(desk, one),
        start=days[0],
        end=days[1],
        phase=one.phase.value,
        told=standing_of(one, {}),
    )


def _days(one: Happening) -> tuple[date, date] | None:
    """Return the days on which an event may fall, else the day on which it was told."""
    start, end = one.start or one.end, one.end or one.start
    if start and end:
        return (start, end) if start <= end else (end, start)
    said = said_of(one)
    return (said, said) if said else None


def _what(desk: Desk, one: Happening) -> str:
    """Return who does what, with readable names."""
    sign = "and" if one.is_mutual else "→"
    parties = f"{desk.view.name(one.source)} {sign} {desk.view.name(one.target)}"
    return f"{parties}: {what_of(one)}"


def _row(desk: Desk, one: Happening, numbers: dict[str, int]) -> Row:
    """Return an event as a row; its claims open it."""
    claims = tuple(origin.id for origin in one.origins if origin.id in desk.view.claims)
    place = numbers[one.id]
    return Row(
        (
            (plain(f"T{place}"),),
            (plain(_when(one)),),
            (plain(_what(desk, one)),),
            (plain(standing_of(one, numbers).replace("no. ", "T")),),
            (_reports(desk, one.origins),),
        ),
        anchor=anchor("time", f"T{place}"),
        refs=claims,
    )


def _when(one: Happening) -> str:
    """Return when an event is: its day or days, else when it was told."""
    if one.start and one.end:
        return day(one.start) if one.start == one.end else f"{day(one.start)} to {day(one.end)}"
    if one.start or one.end:
        return f"{'from' if one.start else 'until'} {day(one.start or one.end)}"
    said = said_of(one)
    return f"told {day(said)}" if said else "no day known"


def _reports(desk: Desk, origins: tuple[Origin, ...]) -> Line:
    """Return the evidence that tells of an event."""
    cited = desk.cites(tuple(origin.id for origin in origins), 6)
    if cited:
        return cited
    return codes(tuple(origin.id for origin in origins)[:2])
