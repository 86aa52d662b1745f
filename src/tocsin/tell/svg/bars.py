"""Concern as bars with their ranges over the level bands."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.tell.svg.parts import (
    INK,
    LEVEL_COLOURS,
    MUTED,
    PAPER,
    RULE,
    element,
    label,
    picture,
    text_width,
    wrap,
)
from tocsin.tell.words import LEVELS, score, score_range

WIDTH = 360.0
FEW = 4
"""Up to so many stakeholders the rows are spacious."""
_MARGIN = 6.0
_BOLD = 1.15
"""How much wider bold letters are than the estimate."""
_AXIS = 36.0


@dataclass(frozen=True, slots=True)
class BarRow:
    """One stakeholder in the picture of concern.

    Attributes:
        name: Its readable name.
        score: From 0 to 100.
        interval: 90 % interval of the score.
        level: The level's word.
        figure: The id of the figure beneath the score; None where there is none.
    """

    name: str
    score: float
    interval: tuple[float, float]
    level: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a row is, in the picture's units."""

    row: float
    bar: float
    name: float
    told: float
    base: float


_SPACIOUS = _Size(row=40.0, bar=12.0, name=13.0, told=12.0, base=14.0)
_TIGHT = _Size(row=27.0, bar=7.0, name=11.5, told=11.0, base=12.0)


def concern_bars(rows: Sequence[BarRow], *, key: str = "bars") -> str:
    """Return the concern of each stakeholder as a bar with its 90 % range.

    The five bands of the scale are labelled beneath. Many rows are set tighter; an empty list
    gives the empty scale.
    """
    size = _SPACIOUS if len(rows) <= FEW else _TIGHT
    height = len(rows) * size.row + _AXIS
    drawn = "".join(_row(row, place * size.row, size) for place, row in enumerate(rows))
    return picture(
        _bands(len(rows) * size.row) + drawn,
        size=(WIDTH, height),
        key=key,
        words=("Concern by stakeholder, 0 to 100", concern_words(rows)),
    )


def concern_words(rows: Sequence[BarRow]) -> str:
    """Return what the bars show in words."""
    told = ". ".join(f"{row.name}: {_told(row)}" for row in rows)
    return told or "No stakeholder was found"


def _told(row: BarRow) -> str:
    """Return level, score and range: `high 63 (48-77)`, with an en dash."""
    return f"{row.level} {score(row.score)} ({score_range(row.interval)})"


def _at(value: float) -> float:
    """Return the place of a score on the scale."""
    return _MARGIN + (WIDTH - 2 * _MARGIN) * min(100.0, max(0.0, value)) / 100


def _bands(height: float) -> str:
    """Return the five bands of the scale with their names and bounds."""
    step = 100 / len(LEVELS)
    parts = [
        _band(level, place * step, step, height, is_first=place == 0)
        for place, level in enumerate(LEVELS)
    ]
    end = element("line", x1=_at(100), x2=_at(100), y1=0.0, y2=height + 6, stroke=RULE,
                  stroke_width=1.0, class_="rule-line")  # fmt: skip
    return "".join(parts) + end + _tick(100, height, "end")


def _band(level: str, low: float, step: float, height: float, *, is_first: bool) -> str:
    """Return one band: its left edge, its colour, its name and its lower bound."""
    left, right = _at(low), _at(low + step)
    return (
        element("line", x1=left, x2=left, y1=0.0, y2=height + 6, stroke=RULE,
                stroke_width=1.0, class_="rule-line")
        + element("rect", x=left, y=height + 2, width=right - left, height=4.0,
                  fill=LEVEL_COLOURS[level], class_=f"level-{level}")
        + label(level, (left + right) / 2, height + 18, font_size=11.0, text_anchor="middle",
                fill=MUTED, class_="muted")
        + _tick(low, height, "start" if is_first else "middle")
    )  # fmt: skip


def _tick(value: float, height: float, anchor: str) -> str:
    """Return a number of the scale."""
    return label(score(value), _at(value), height + 31, font_size=11.0, text_anchor=anchor,
                 fill=MUTED, class_="muted scale")  # fmt: skip


def _row(row: BarRow, top: float, size: _Size) -> str:
    """Return the name, number and bar of one stakeholder."""
    base, told = top + size.base, _told(row)
    room = WIDTH - 2 * _MARGIN - text_width(told, size.told) - 10
    name = " ".join(wrap(row.name, room / _BOLD, size.name, lines=1))
    halo: dict[str, str | float] = {
        "stroke": PAPER, "stroke_width": 3.0, "paint_order": "stroke",
    }  # fmt: skip
    extra = {"data_figure": row.figure} if row.figure else {}
    return (
        label(name, _MARGIN, base, font_size=size.name, font_weight="600", class_="ink halo",
              **halo)
        + label(told, WIDTH - _MARGIN, base, font_size=size.told, text_anchor="end",
                fill=LEVEL_COLOURS.get(row.level, INK), class_=f"level-{row.level} halo",
                **halo, **extra)
        + _bar(row, base + size.bar / 2 + 1, size.bar)
    )  # fmt: skip


def _bar(row: BarRow, top: float, height: float) -> str:
    """Return the track, the bar and the whisker of a score."""
    left, middle = _at(0), top + height / 2
    low, high = (_at(value) for value in row.interval)
    line: dict[str, str | float] = {"stroke": INK, "stroke_width": 1.5, "class_": "ink-line"}
    return (
        element("rect", x=left, y=top, width=_at(100) - left, height=height, fill=RULE,
                fill_opacity="0.45", class_="track")
        + element("rect", x=left, y=top, width=max(1.0, _at(row.score) - left), height=height,
                  fill=LEVEL_COLOURS.get(row.level, MUTED), class_=f"level-{row.level}")
        + element("line", x1=low, x2=high, y1=middle, y2=middle, stroke=PAPER,
                  stroke_width=4.0, class_="paper-line")
        + element("line", x1=low, x2=high, y1=middle, y2=middle, **line)
        + element("line", x1=low, x2=low, y1=top + 1.5, y2=top + height - 1.5, **line)
        + element("line", x1=high, x2=high, y1=top + 1.5, y2=top + height - 1.5, **line)
    )  # fmt: skip
