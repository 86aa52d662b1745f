"""Stretches of days: what a unit, a season or a part of either covers."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

Span = tuple[date | None, date | None]
Closed = tuple[date, date]


# Days ahead from which on a date is told with its year.
_FARTHEST = 300


class Outlook(StrEnum):
    """On which side of the document's date an event lies."""

    BEHIND = "behind"
    AHEAD = "ahead"
    # What was called off may have been due on either side: the nearer one counts.
    EITHER = "either"


def shifted(day: date, unit: str, count: int) -> date:
    """Return the day some units later, or earlier for a negative count.

    Months and years are those of the calendar: a month after 31 January is the last of February.
    An hour is no day.

    Raises:
        ValueError: The day is none that `date` knows.
    """
    if unit == "hour":
        return day + timedelta(hours=count) if abs(count) >= 24 else day
    if unit in {"week", "weekend", "fortnight"}:
        return day + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    years = {"year": 1, "decade": 10, "century": 100}.get(unit, 0) * count
    months = {"month": 1, "quarter": 3}.get(unit, 0) * count
    days = count if unit == "day" else 0
    found: date = day + relativedelta(years=years, months=months, days=days)
    return found


def months_from(year: int, month: int, count: int = 1) -> Closed:
    """Return the first and last day of some months in a row."""
    first = date(year, month, 1)
    return first, shifted(first, "month", count) - timedelta(days=1)


def year_span(year: int) -> Closed:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def unit_span(day: date, unit: str, step: int) -> Closed:
    """Return the first and last day of the week, month, … some steps from that of a day."""
    if unit == "day":
        return day + timedelta(days=step), day + timedelta(days=step)
    if unit in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return first, monday + timedelta(days=6)
    if unit == "month":
        start = shifted(day.replace(day=1), "month", step)
        return months_from(start.year, start.month)
    if unit == "quarter":
        start = shifted(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), "month", 3 * step)
        return months_from(start.year, start.month, 3)
    length = {"decade": 10, "century": 100}.get(unit, 1)
    year = day.year // length * length + step * length
    return date(year, 1, 1), date(year + length - 1, 12, 31)


def part_of(span: Closed, part: str) -> Closed:
    """Return a part of a month, season, year or decade.

    `early`, `mid` and `late` are thirds, of days 1-10, 11-20 and 21 on in a month and of
    months or years in what is longer; `end` is the late third.
    """
    first, last = span
    days = (last - first).days + 1
    if part.startswith(("quarter", "half")):
        count = 3 if part.startswith("quarter") else 6
        start = shifted(first, "month", count * (int(part[-1]) - 1))
        return months_from(start.year, start.month, count)
    third = {"early": 0, "mid": 1, "late": 2, "end": 2}[part]
    if days <= 7:
        cuts = [first, shifted(first, "day", days // 3), shifted(last, "day", -(days // 3))]
    elif days <= 31:
        cuts = [first, first.replace(day=11), first.replace(day=21)]
    elif days > 3000:
        cuts = [first, shifted(first, "year", 4), shifted(first, "year", 7)]
    else:
        months = round(days / 30.4) // 3
        cuts = [first, shifted(first, "month", months), shifted(first, "month", 2 * months)]
    ends = [cuts[1] - timedelta(days=1), cuts[2] - timedelta(days=1), last]
    return cuts[third], ends[third]


def middle_of(span: Closed) -> date:
    """Return the day that `mid` means as a limit: the 15th of a month, the last of June."""
    first, last = span
    days = (last - first).days
    if days <= 31:
        return first + timedelta(days=min(14, days // 2))
    start = shifted(first, "month", round(days / 30.4) // 2)
    return start - timedelta(days=1)


def nearest_year(day: date, month: int, number: int, outlook: Outlook) -> int:
    """Return the year of a date without one: the next on or after a day, the latest on or before.

    Raises:
        ValueError: There is no such day in the years around, or only one so far ahead that
            nobody would leave out the year.
    """
    years = [day.year + step for step in (-1, 0, 1)]
    days = [date(year, month, number) for year in years if _exists(year, month, number)]
    if outlook is Outlook.EITHER:
        return min(days, key=lambda found: abs((found - day).days)).year
    if outlook is Outlook.BEHIND:
        return max(found for found in days if found <= day).year
    found = min(found for found in days if found >= day)
    if (found - day).days > _FARTHEST:
        raise ValueError
    return found.year


def _exists(year: int, month: int, number: int) -> bool:
    """Return whether a year has a day: 29 February is not in all."""
    return number <= calendar.monthrange(year, month)[1]


def month_year(day: date, month: int, outlook: Outlook) -> int:
    """Return the year of a month without one: this month counts for either side."""
    if outlook is Outlook.EITHER:
        behind = (day.month - month) % 12
        outlook = Outlook.BEHIND if behind <= 6 else Outlook.AHEAD
    if outlook is Outlook.BEHIND:
        return day.year if month <= day.month else day.year - 1
    return day.year if month >= day.month else day.year + 1


def weekday_near(day: date, number: int, which: str, outlook: Outlook) -> date:
    """Return the day that a weekday's name means.

    The latest one on or before a date, or the next one on or after it; `last` and `next`
    leave the date itself out.

    Args:
        day: The document's date.
        number: 0 for Monday.
        which: `last`, `next`, `coming`, `this` or empty.
        outlook: Where the event lies.
    """
    behind, ahead = (day.weekday() - number) % 7, (number - day.weekday()) % 7
    if which in {"next", "coming"}:
        return day + timedelta(days=ahead or 7)
    if which in {"last", "past", "previous"}:
        return day - timedelta(days=behind or 7)
    if outlook is Outlook.EITHER:
        return day - timedelta(days=behind) if behind <= ahead else day + timedelta(days=ahead)
    if outlook is Outlook.BEHIND:
        return day - timedelta(days=behind)
    return day + timedelta(days=ahead)


def easter_near(day: date, outlook: Outlook) -> date:
    """Return Easter Sunday of the western churches on the side where an event lies."""
    days: list[date] = [easter(day.year + step) for step in (-1, 0, 1)]
    if outlook is Outlook.BEHIND:
        return max(found for found in days if found <= day)
    return min(found for found in days if found >= day)
