"""Concern as bars with their ranges over the level bands, and a probability as a strip."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.tell.svg.parts import (
    ACCENT,
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
from tocsin.tell.words import LEVELS, percent, percent_range, score, score_range

WIDTH = 360.0
_MARGIN = 6.0
_ROW = 40.0
_TRACK = 12.0
_AXIS = 34.0
_NAME_SIZE = 13.0
_SMALL = 10.5


@dataclass(frozen=True, slots=True)
class BarRow:
    """One stakeholder in the picture of concern.

    Attributes:
        name: Its readable name.
        score: From 0 to 100.
        interval: 90 % interval of the score.
        level: The level's word.
        figure: The id of the figure beneath the score; None where there is none.
        href: Where a click on the number leads; None for nowhere.
    """

    name: str
    score: float
    interval: tuple[float, float]
    level: str
    figure: str | None = None
    href: str | None = None


def concern_bars(rows: Sequence[BarRow], *, key: str = "bars") -> str:
    """Return the concern of each stakeholder as a bar with its 90 % range.

    The five bands of the scale are labelled beneath. An empty list gives the empty scale.
    """
    height = len(rows) * _ROW + _AXIS
    drawn = "".join(_row(row, place * _ROW) for place, row in enumerate(rows))
    told = ". ".join(
        f"{row.name}: {row.level}, {score(row.score)}, 90% range {score_range(row.interval)}"
        for row in rows
    )
    return picture(
        _bands(len(rows) * _ROW) + drawn,
        size=(WIDTH, height),
        key=key,
        words=("Concern by stakeholder, 0 to 100", told or "No stakeholder was found"),
    )


def range_strip(p: float, interval: tuple[float, float], *, key: str) -> str:
    """Return a probability as a point on a line from 0 to 100 % with its 90 % range."""
    width, middle = 120.0, 7.0
    low, high, at = (5.0 + 110.0 * value for value in (*interval, p))
    content = (
        element("line", x1=5.0, x2=115.0, y1=middle, y2=middle, stroke=RULE, stroke_width=2.0,
                class_="rule-line")
        + element("line", x1=60.0, x2=60.0, y1=3.0, y2=11.0, stroke=RULE, stroke_width=1.0,
                  class_="rule-line")
        + element("line", x1=low, x2=high, y1=middle, y2=middle, stroke=ACCENT,
                  stroke_width=5.0, stroke_opacity="0.45", class_="accent-line")
        + element("circle", cx=at, cy=middle, r=4.5, fill=ACCENT, class_="accent-fill")
    )  # fmt: skip
    words = ("Probability and its 90% range", f"{percent(p)}, range {percent_range(interval)}")
    return picture(content, size=(width, 14.0), key=key, words=words)


def _at(value: float) -> float:
    """Return the place of a score on the scale."""
    return _MARGIN + (WIDTH - 2 * _MARGIN) * min(100.0, max(0.0, value)) / 100


def _bands(height: float) -> str:
    """Return the five bands of the scale with their names and bounds."""
    parts = []
    step = 100 / len(LEVELS)
    for place, level in enumerate(LEVELS):
        left, right = _at(place * step), _at((place + 1) * step)
        parts += [
            element("line", x1=left, x2=left, y1=0.0, y2=height + 6, stroke=RULE,
                    stroke_width=1.0, class_="rule-line"),
            element("rect", x=left, y=height + 2, width=right - left, height=4.0,
                    fill=LEVEL_COLOURS[level], class_=f"level-{level}"),
            label(level, (left + right) / 2, height + 18, font_size=_SMALL,
                  text_anchor="middle", fill=MUTED, class_="muted"),
            label(score(place * step), left, height + 30, font_size=9.0,
                  text_anchor="middle" if place else "start", fill=MUTED, class_="muted"),
        ]  # fmt: skip
    parts += [
        element("line", x1=_at(100), x2=_at(100), y1=0.0, y2=height + 6, stroke=RULE,
                stroke_width=1.0, class_="rule-line"),
        label("100", _at(100), height + 30, font_size=9.0, text_anchor="end", fill=MUTED,
              class_="muted"),
    ]  # fmt: skip
    return "".join(parts)


def _row(row: BarRow, top: float) -> str:
    """Return the name, number and bar of one stakeholder."""
    base = top + 14
    told = f"{row.level} {score(row.score)} ({score_range(row.interval)})"
    room = WIDTH - 2 * _MARGIN - text_width(told, 12.0) - 10
    name = " ".join(wrap(row.name, room, _NAME_SIZE, lines=1))
    return (
        label(name, _MARGIN, base, font_size=_NAME_SIZE, font_weight="600", class_="ink halo",
              stroke=PAPER, stroke_width=3.0, paint_order="stroke")
        + _told(row, told, base)
        + _bar(row, top + 21)
    )  # fmt: skip


def _told(row: BarRow, told: str, base: float) -> str:
    """Return the level, score and range in words, linked to the trace where there is one."""
    extra = {"data_figure": row.figure} if row.figure else {}
    text = label(told, WIDTH - _MARGIN, base, font_size=12.0, text_anchor="end",
                 fill=LEVEL_COLOURS.get(row.level, INK), class_=f"level-{row.level} halo",
                 stroke=PAPER, stroke_width=3.0, paint_order="stroke", **extra)  # fmt: skip
    return element("a", text, href=row.href) if row.href else text


def _bar(row: BarRow, top: float) -> str:
    """Return the track, the bar and the whisker of a score."""
    left, middle = _at(0), top + _TRACK / 2
    low, high = (_at(value) for value in row.interval)
    line: dict[str, str | float] = {"stroke": INK, "stroke_width": 1.5, "class_": "ink-line"}
    return (
        element("rect", x=left, y=top, width=_at(100) - left, height=_TRACK, fill=RULE,
                fill_opacity="0.45", class_="track")
        + element("rect", x=left, y=top, width=max(1.0, _at(row.score) - left), height=_TRACK,
                  fill=LEVEL_COLOURS.get(row.level, MUTED), class_=f"level-{row.level}")
        + element("line", x1=low, x2=high, y1=middle, y2=middle, stroke=PAPER,
                  stroke_width=4.0, class_="paper-line")
        + element("line", x1=low, x2=high, y1=middle, y2=middle, **line)
        + element("line", x1=low, x2=low, y1=top + 2, y2=top + _TRACK - 2, **line)
        + element("line", x1=high, x2=high, y1=top + 2, y2=top + _TRACK - 2, **line)
    )  # fmt: skip
