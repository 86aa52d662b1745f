"""What is told and planned, on one line of time: a row for each event, styled by how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.tell.svg.parts import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    RULE,
    element,
    label,
    picture,
    text_width,
    wrap,
)
from tocsin.tell.words import day

WIDTH = 360.0
_MARGIN = 8.0
_ROW = 27.0
_AXIS = 26.0
_LEGEND = 20.0
_SIZE = 11.0
_LEAST = 5.0
_STYLES = {"done": "done", "ahead": "ahead", "off": "called off", "not_done": "denied",
           "talk": "talked of"}  # fmt: skip
"""How an event stands to the world, and what the legend calls it."""


@dataclass(frozen=True, slots=True)
class TimeMark:
    """One event.

    Attributes:
        name: What it is.
        start: First day on which it may fall.
        end: Last such day.
        phase: done, ahead, off, not_done or talk.
        told: How it stands, in words.
    """

    name: str
    start: date
    end: date
    phase: str
    told: str = ""


def time_rows(
    marks: Sequence[TimeMark], today: date, *, key: str = "timeline", left_out: int = 0
) -> str:
    """Return events by their days, a row each, with a line for the day of the assessment.

    What is done is solid, what is ahead hollow, what is called off, denied or only talked of
    grey. A single day is a point, a window a bar.
    """
    first, last = _ends(marks, today)
    height = len(marks) * _ROW
    drawn = "".join(_row(mark, place * _ROW, first, last) for place, mark in enumerate(marks))
    note = f"{left_out} more in the table." if left_out else ""
    content = (
        _axis(first, last, today, height)
        + drawn
        + _legend(height + _AXIS + 12)
        + (label(note, _MARGIN, height + _AXIS + 30, font_size=11.0, fill=MUTED,
                 class_="muted size")
           if note else "")
    )  # fmt: skip
    return picture(
        content,
        size=(WIDTH, height + _AXIS + _LEGEND + (14 if note else 0)),
        key=key,
        words=("What is told and planned, by day", timeline_words(marks)),
    )


def timeline_words(marks: Sequence[TimeMark]) -> str:
    """Return what the timeline shows in words."""
    told = "; ".join(
        f"{_days(mark)}: {mark.name} ({mark.told or _STYLES.get(mark.phase, mark.phase)})"
        for mark in marks
    )
    return told or "No event has a day"


def _days(mark: TimeMark) -> str:
    """Return the days of an event in words."""
    return (
        day(mark.start) if mark.start == mark.end else f"{day(mark.start)} to {day(mark.end)}"
    )


def _ends(marks: Sequence[TimeMark], today: date) -> tuple[date, date]:
    """Return the first and the last day of the line; never the same."""
    days = [today, *(end for mark in marks for end in (mark.start, mark.end))]
    first, last = min(days), max(days)
    return (first, last) if first < last else (first - timedelta(days=1), last)


def _at(when: date, first: date, last: date) -> float:
    """Return the place of a day on the line."""
    return _MARGIN + (WIDTH - 2 * _MARGIN) * (when - first).days / (last - first).days


def _axis(first: date, last: date, today: date, height: float) -> str:
    """Return the line of time with its ends, and where the day of the assessment lies."""
    y, x = height + 3, _at(today, first, last)
    anchor = "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"
    parts = [
        element("line", x1=_MARGIN, x2=WIDTH - _MARGIN, y1=y, y2=y, stroke=RULE,
                stroke_width=1.0, class_="rule-line"),
        element("line", x1=x, x2=x, y1=0.0, y2=y + 4, stroke=ACCENT, stroke_width=1.2,
                stroke_dasharray="2 3", class_="accent-line"),
        label(f"as of {day(today)}", x, y + 15, font_size=11.0, text_anchor=anchor, fill=ACCENT,
              class_="accent-fill"),
    ]  # fmt: skip
    room = text_width(f"as of {day(today)}", 11.0) + 12
    if x - _MARGIN > room + 60:
        parts.append(label(day(first), _MARGIN, y + 15, font_size=11.0, fill=MUTED,
                           class_="muted scale"))  # fmt: skip
    if WIDTH - _MARGIN - x > room + 60:
        parts.append(label(day(last), WIDTH - _MARGIN, y + 15, font_size=11.0, fill=MUTED,
                           text_anchor="end", class_="muted scale"))  # fmt: skip
    return "".join(parts)


def _row(mark: TimeMark, top: float, first: date, last: date) -> str:
    """Return one event: its name above its point or bar, beside it where there is room."""
    left, right = _at(mark.start, first, last), _at(mark.end, first, last)
    # The estimate of a width errs by a tenth, as nobody knows the face of the reader.
    room = (WIDTH - 2 * _MARGIN) * 0.9
    line = " ".join(wrap(mark.name, room, _SIZE, lines=1))
    has_room = left - _MARGIN + text_width(line, _SIZE) <= room
    words = label(line, max(_MARGIN, left - _LEAST) if has_room else WIDTH - _MARGIN, top + 10,
                  font_size=_SIZE, text_anchor="start" if has_room else "end",
                  class_="ink halo", stroke=PAPER, stroke_width=3.0,
                  paint_order="stroke")  # fmt: skip
    return _shape(mark.phase, (left, right), top + 18) + words


def _shape(phase: str, ends: tuple[float, float], middle: float) -> str:
    """Return the point or bar of an event in the style of how it stands."""
    left, right = ends
    is_firm = phase in {"done", "ahead"}
    colour = ACCENT if is_firm else MUTED
    name = "accent" if is_firm else "muted"
    style: dict[str, str | float] = {"stroke": colour, "stroke_width": 1.5}
    if phase == "done":
        style |= {"fill": colour, "class_": f"{name}-line {name}-fill"}
    else:
        style |= {"fill": PAPER, "class_": f"{name}-line paper-fill"}
    if phase in {"not_done", "talk"}:
        style["stroke_dasharray"] = "1.5 2.5" if phase == "not_done" else "4 3"
    shape = (
        element("circle", cx=(left + right) / 2, cy=middle, r=_LEAST - 0.5, **style)
        if right - left < 2 * _LEAST
        else element("rect", x=left, y=middle - 3.5, width=right - left, height=7.0, rx=3.5,
                     **style)
    )  # fmt: skip
    if phase != "off":
        return shape
    return shape + element("line", x1=left - _LEAST, x2=right + _LEAST, y1=middle + 3,
                           y2=middle - 3, stroke=INK, stroke_width=1.2,
                           class_="ink-line")  # fmt: skip


def _legend(y: float) -> str:
    """Return a sample of each style."""
    x, parts = _MARGIN + 4, []
    for phase, words in _STYLES.items():
        parts.append(_shape(phase, (x, x), y))
        parts.append(label(words, x + 9, y + 3.5, font_size=11.0, fill=MUTED, class_="muted"))
        x += text_width(words, 11.0) + 24
    return "".join(parts)
