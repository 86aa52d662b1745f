"""The probability of a question over time as a picture, with its window and what came of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.forecast import Answer, Forecast, QuestionRecord
from tocsin.tell.plots.canvas import INNER, MARGIN, TINY, Box, Sheet, Words, draw_picture
from tocsin.tell.plots.palette import FAINT, FIRST, INK, MUTED, SECOND, UNCOVERED
from tocsin.tell.plots.scales import short_day, short_span, time_ticks
from tocsin.tell.words import percent, percent_range

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT = 0.5
_HEIGHT = 2.6
_FOOT = 0.3
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_HAND = "hand"
_ROOM = 0.04
"""Empty share of the axis of time at either end."""


def plot_history(record: QuestionRecord, path: Path) -> None:
    """Draw the probabilities that were given to a question, to `.svg` or `.png` by the ending.

    The same record gives the same bytes.

    Raises:
        InsufficientDataError: There is no forecast of it.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    if not record.forecasts:
        message = f"{record.question.id} has no forecast to draw; give one with `forecast ask`."
        raise InsufficientDataError(message, subject=record.question.id)
    question = record.question
    sources = ", ".join(dict.fromkeys(question.rule.sources)) or "any source of events"
    words = Words(
        title=question.text,
        subtitle=f"{question.id}, asked on {short_day(question.asked_on)}; "
        f"window {short_span(question.start, question.end)} (shaded)",
        source=f"Source: the record of questions, decided by {sources}; drawn by Tocsin.",
        notes=tuple(_notes(record)),
        told=" ".join(map(_told, record.forecasts)),
    )
    draw_picture(words, _HEIGHT + _FOOT, lambda sheet: _draw(sheet, record), path)


def _notes(record: QuestionRecord) -> Iterator[str]:
    """Yield what a reader must know."""
    if any(one.interval for one in record.forecasts):
        yield "Bars: 90% range of a probability. Hollow: given by hand."
    elif any(one.method == _HAND for one in record.forecasts):
        yield "Hollow: given by hand."
    if record.first and record.first.base("pair"):
        yield "Dotted: the pair's own rate on the day of each forecast."
    found = record.resolution
    if found is not None:
        yield f"{found.answer.capitalize()} ({short_day(found.decided_on)}): {found.because}."


def _told(one: Forecast) -> str:
    """Return a forecast in words."""
    interval = f" ({percent_range(one.interval)})" if one.interval else ""
    return f"{one.made_on}: {percent(one.p)}{interval}."


def _draw(sheet: Sheet, record: QuestionRecord) -> None:
    """Draw axes, window, probabilities and the outcome."""
    width = INNER - _LEFT
    axes = sheet.axes(Box(MARGIN + _LEFT, 0.05, width, _HEIGHT))
    first, last = _limits(record)
    axes.set_xlim(first, last)
    axes.set_ylim(-0.03, 1.03)
    axes.set_yticks(_TICKS, labels=[f"{tick:.0%}" for tick in _TICKS])
    axes.grid(visible=True, axis="y")
    ticks = time_ticks(first, last, width, size=TINY)
    axes.set_xticks(ticks.places, labels=list(ticks.labels))
    start, end = _ordinal(record.question.start), _ordinal(record.question.end) + 1
    axes.axvspan(start, end, color=UNCOVERED, linewidth=0, zorder=0)
    _base(axes, record.forecasts)
    _line(axes, record.forecasts)
    _outcome(axes, record)


def _limits(record: QuestionRecord) -> tuple[float, float]:
    """Return the ends of the axis of time: all days that are spoken of, with some room."""
    question = record.question
    days = [question.asked_on, question.end, *(one.made_on for one in record.forecasts)]
    first, last = _ordinal(min(days)), _ordinal(max(days)) + 1
    room = (last - first) * _ROOM
    return first - room, last + room


def _line(axes: "Axes", forecasts: tuple[Forecast, ...]) -> None:
    """Draw the probabilities as steps: each holds until the next one."""
    xs = [_ordinal(one.made_on) + 0.5 for one in forecasts]
    ys = [one.p for one in forecasts]
    axes.step(xs, ys, where="post", color=FIRST, linewidth=1.4, zorder=3)
    for x, one in zip(xs, forecasts, strict=True):
        if one.interval:
            axes.vlines(x, *one.interval, color=FIRST, linewidth=1.1, alpha=0.55, zorder=2)
        inside = "white" if one.method == _HAND else FIRST
        axes.plot(
            [x], [one.p], marker="o", markersize=5, markerfacecolor=inside,
            markeredgecolor=FIRST, linestyle="none", zorder=4,
        )  # fmt: skip
    above = ys[-1] < 0.9
    axes.annotate(
        percent(ys[-1]), (xs[-1], ys[-1]), xytext=(5, 6 if above else -11),
        textcoords="offset points", fontsize=TINY, color=INK, zorder=6,
    )  # fmt: skip


def _base(axes: "Axes", forecasts: tuple[Forecast, ...]) -> None:
    """Draw the pair's own rate beside each probability."""
    rates = [(_ordinal(one.made_on) + 0.5, base.p)
             for one in forecasts if (base := one.base("pair"))]  # fmt: skip
    if not rates:
        return
    xs, ys = zip(*rates, strict=True)
    axes.plot(
        xs, ys, color=FAINT, linewidth=1.2, linestyle=(0.0, (1.4, 1.4)), marker=".",
        markersize=4, zorder=2,
    )  # fmt: skip


def _outcome(axes: "Axes", record: QuestionRecord) -> None:
    """Mark what came of the question: at the top for yes, at the bottom for no."""
    found = record.resolution
    if found is None or found.answer is Answer.VOID:
        return
    is_yes = found.answer is Answer.YES
    day = min((row.day for row in found.rows), default=record.question.end)
    axes.plot(
        [_ordinal(day) + 0.5], [1.0 if is_yes else 0.0], marker="D" if is_yes else "X",
        markersize=7, color=SECOND, linestyle="none", zorder=7, clip_on=False,
    )  # fmt: skip
    axes.annotate(
        found.answer.value, (_ordinal(day) + 0.5, 1.0 if is_yes else 0.0), xytext=(7, -3),
        textcoords="offset points", fontsize=TINY, color=INK, fontweight="bold", zorder=7,
    )  # fmt: skip
    if not is_yes:
        return
    axes.axvline(_ordinal(day) + 0.5, color=MUTED, linewidth=0.6, zorder=1)


def _ordinal(day: date) -> float:
    """Return a day as a place on the axis of time."""
    return float(day.toordinal())
