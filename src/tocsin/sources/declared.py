"""What a user says of a file, and what the file itself says by its years."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable

from tocsin.errors import SourceError, UsageError
from tocsin.sources.base import Facts, Given
from tocsin.sources.tabular import Line


def choice(given: Given, option: str, allowed: Collection[str], default: str = "") -> str:
    """Return an option that is one of a few words, in lower case.

    Raises:
        UsageError: It is another word, or it is absent and there is no default.
    """
    found = given.options.get(option, default).strip().lower()
    if found in allowed:
        return found
    said = f"found {found!r}" if found else "it is not given"
    message = f"Option {option} of {given.name}: {said}; use one of {', '.join(allowed)}."
    raise UsageError(message, subject=option)


def parts(given: Given, option: str) -> tuple[str, ...]:
    """Return the parts of an option with commas between them; none where it is absent."""
    cells = (part.strip() for part in given.options.get(option, "").split(","))
    return tuple(cell for cell in cells if cell)


def declared_day(given: Given, option: str) -> dt.date | None:
    """Return the day that an option gives; of a year its first for `start`, else its last.

    Raises:
        UsageError: It is neither a year nor a day.
    """
    text = given.options.get(option, "").strip()
    if not text:
        return None
    year_only = len(text) == 4 and text.isdecimal()
    if year_only:
        text += "-01-01" if option == "start" else "-12-31"
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = (
            f"Option {option} of {given.name}: found {given.options[option]!r}; a year such as "
            "1995 or a day such as 1995-01-31 is expected."
        )
        raise UsageError(message, subject=option) from error


def declared_coverage(given: Given) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the coverage that a user declares.

    Raises:
        UsageError: One of them is no day, or the last is before the first.
    """
    start, end = declared_day(given, "start"), declared_day(given, "end")
    if start and end and end < start:
        message = f"Options start and end of {given.name}: {end} is before {start}."
        raise UsageError(message, subject="end")
    return start, end


def year_of(line: Line, column: str) -> int:
    """Return the year in a cell; `1990.0` is one.

    Raises:
        SourceError: The cell is empty, no whole number, or not between 1000 and 2999.
    """
    year = line.whole(column)
    if year is None or not 1000 <= year <= 2999:
        raise line.misfit(column, line.text(column) or "", "a year such as 1990")
    return year


def spanned(years: Iterable[int], edition: str = "") -> Facts:
    """Return the facts of a file whose coverage is that of the years in it.

    A year at the end of the data is the end of what is known, not of what there was.
    """
    found = sorted(set(years))
    if not found:
        return Facts(edition=edition)
    return Facts(edition=edition, start=first_day(found[0]), end=last_day(found[-1]))


def first_day(year: int, month: int | None = None, day: int | None = None) -> dt.date:
    """Return the first day that a date with unknown parts may be.

    Raises:
        ValueError: There is no such day.
    """
    return dt.date(year, month or 1, (day or 1) if month else 1)


def last_day(year: int, month: int | None = None, day: int | None = None) -> dt.date:
    """Return the last day that a date with unknown parts may be.

    Raises:
        ValueError: There is no such day.
    """
    if month is None:
        return dt.date(year, 12, 31)
    if not 1 <= month <= 12:
        message = f"there is no month {month}"
        raise ValueError(message)
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def pass_over(_: SourceError) -> None:
    """Hear of a row that does not fit, and do nothing: it is refused when rows are read."""
