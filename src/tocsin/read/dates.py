"""Dates that a text states of itself, read conservatively: no clock, no guess, no default."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = (
    rf"{_MONTH} {_DAY},? {_YEAR}",
    rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}",
    rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
    rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}",
    rf"(?P<first>\d{{1,2}})[/-](?P<second>\d{{1,2}})[/-]{_YEAR}",
)
_PATTERNS = tuple(re.compile(rf"(?<![\w/.-]){form}(?!\d)", re.IGNORECASE) for form in _FORMS)
_TIME = re.compile(
    r"T?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|E[SD]?T|C[ESD]*T|BST|[KJMI]ST|[+-]\d{2}:?\d{2})?(?!\w)",
    re.IGNORECASE,
)


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield the full dates of a short text with their spans; ambiguous ones are left out."""
    seen: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = _value(match)
            is_new = all(match.end() <= start or end <= match.start() for start, end in seen)
            if value is not None and is_new:
                seen.append(match.span())
                yield match.start(), match.end(), value


def read_date(text: str) -> date | None:
    """Return the one date that a text consists of, a time of day aside, or None."""
    found = list(find_dates(text))
    if len({value for _, _, value in found}) != 1:
        return None
    start, end, value = found[0]
    rest = _TIME.sub(" ", text[:start] + " " + text[end:])
    rest = re.sub(r"(?i)\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\bat\b", " ", rest)
    return value if not re.search(r"\w", rest) else None


def without_times(text: str) -> str:
    """Return the text without times of day."""
    return _TIME.sub(" ", text)


def _value(match: re.Match[str]) -> date | None:
    """Return the date of a match, or None where there is no such day or two readings."""
    groups = match.groupdict()
    year = int(groups["year"])
    if "first" in groups:
        return _unambiguous(int(groups["first"]), int(groups["second"]), year)
    month = groups["month"].lower()
    return _day(year, _MONTHS.get(month) or int(month), int(groups["day"]))


def _unambiguous(first: int, second: int, year: int) -> date | None:
    """Return the date of `first/second/year` where only one order of the two makes sense."""
    readings = {_day(year, first, second), _day(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
