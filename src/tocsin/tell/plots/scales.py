"""Scales of axes: limits, round ticks and what is written at them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.tell.measures import number_of
from tocsin.tell.plots.canvas import width_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 10)
_GAP = 0.12
"""Room between two labels in inches."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Places on an axis with what is written at them."""

    places: tuple[float, ...]
    labels: tuple[str, ...]


def number_ticks(low: float, high: float, *, most: int = 5, is_share: bool = False) -> Ticks:
    """Return round numbers between two, at most so many, as numbers or percentages."""
    step = _round_step((high - low) / most)
    while math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1 > most:
        step = _round_step(step * 1.01)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    places = tuple(round(step * place, 12) for place in range(first, last + 1))
    return Ticks(places, tuple(number_told(one, is_share=is_share) for one in places))


def _round_step(rough: float) -> float:
    """Return the least of 1, 2 and 5 times a power of ten that is not below a number."""
    power = 10.0 ** math.floor(math.log10(max(rough, 1e-12)))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= rough * (1 - 1e-9))


def number_told(number: float, *, is_share: bool = False) -> str:
    """Return a number as it stands in a picture, with a proper minus."""
    text = f"{number_of(round(number * 100, 9))}%" if is_share else number_of(number)
    return text.replace("-", "\N{MINUS SIGN}")


def value_told(number: float, *, is_share: bool = False) -> str:
    """Return a value as it stands beside its mark: two digits that count, or whole."""
    size = abs(number * 100 if is_share else number)
    if is_share:
        text = f"{number * 100:.{0 if size >= 10 or not size else 1}f}%"
    elif number == int(number) or size >= 100:
        text = f"{number:,.0f}"
    else:
        text = f"{number:.2f}" if size >= 0.005 else f"{number:.1g}"
    return text.replace("-", "\N{MINUS SIGN}")


def year_ticks(years: Sequence[int], width: float, *, size: float) -> Ticks:
    """Return the middles of some calendar years as so many labels as there is room for."""
    room = max(1, int(width / (width_of("2000", size) + _GAP)))
    step = next((one for one in _YEAR_STEPS if len(years) / one <= room), _YEAR_STEPS[-1])
    chosen = [year for year in years if year % step == 0 or step >= len(years)]
    return Ticks(tuple(_middle(year) for year in chosen), tuple(map(str, chosen)))


def _middle(year: int) -> float:
    """Return the middle of a calendar year as a day's ordinal."""
    return (date(year, 1, 1).toordinal() + date(year, 12, 31).toordinal() + 1) / 2


def time_ticks(low: float, high: float, width: float, *, size: float) -> Ticks:
    """Return round days between two ordinals: years, months or days, as there is room for.

    The first of them names its year, as does each January.
    """
    first, last = (
        date.fromordinal(min(max(round(one), 1), date.max.toordinal()))
        for one in (math.ceil(low), math.floor(high))
    )
    for make, steps, length in (
        (_days, _DAY_STEPS, 1), (_months, _MONTH_STEPS, 28), (_years, _YEAR_STEPS, 365),
    ):  # fmt: skip
        for step in steps:
            # Not worth making where even labels of no width would touch.
            if (high - low) / (length * step) > 2 + width / _GAP:
                continue
            found = make(first, last, step)
            if len(found.places) >= 2 and _has_room(found, (low, high), width, size):
                return found
    return Ticks((float(first.toordinal()),), (f"{first.day} {_of_month(first)}",))


def _has_room(ticks: Ticks, limits: tuple[float, float], width: float, size: float) -> bool:
    """Return whether labels centred at their ticks do not touch."""
    scale = width / (limits[1] - limits[0])
    widths = [width_of(one, size) for one in ticks.labels]
    return all(
        (ticks.places[at + 1] - ticks.places[at]) * scale
        >= (widths[at] + widths[at + 1]) / 2 + _GAP
        for at in range(len(widths) - 1)
    )


def _days(first: date, last: date, step: int) -> Ticks:
    """Return the first of each month and every so many days between."""
    days = range(first.toordinal(), min(last.toordinal(), first.toordinal() + 400) + 1)
    dates = [date.fromordinal(day) for day in days]
    chosen = [one for one in dates if (one.day - 1) % step == 0 and one.day <= 31 - step // 2]
    labels = [
        f"{one.day} {_of_month(one)}" if at == 0 or one.day == 1 else str(one.day)
        for at, one in enumerate(chosen)
    ]
    return Ticks(tuple(float(one.toordinal()) for one in chosen), tuple(labels))


def _months(first: date, last: date, step: int) -> Ticks:
    """Return the first days of every so many months."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    dates = [date(one // 12, one % 12 + 1, 1) for one in numbers if one % step == 0]
    chosen = [one for one in dates if first <= one <= last]
    labels = [
        str(one.year) if one.month == 1 else _of_month(one) if at == 0
        else _MONTHS[one.month - 1]
        for at, one in enumerate(chosen)
    ]  # fmt: skip
    return Ticks(tuple(float(one.toordinal()) for one in chosen), tuple(labels))


def _years(first: date, last: date, step: int) -> Ticks:
    """Return the first days of every so many years."""
    chosen = [
        date(year, 1, 1)
        for year in range(first.year, last.year + 1)
        if year % step == 0 and date(year, 1, 1) >= first
    ]
    places = tuple(float(one.toordinal()) for one in chosen)
    return Ticks(places, tuple(str(one.year) for one in chosen))


def _of_month(day: date) -> str:
    """Return a month with its year."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a day as it stands in a picture, `5 Sep 2023`."""
    return f"{day.day} {_of_month(day)}"


def short_span(start: date, end: date) -> str:
    """Return two days as they stand in a picture, as short as can be."""
    if start == end:
        return short_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\N{EN DASH}{short_day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} \N{EN DASH} {short_day(end)}"
    return f"{short_day(start)} \N{EN DASH} {short_day(end)}"
