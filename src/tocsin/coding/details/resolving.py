"""What a time's words mean: patterns of bare expressions, each with the rule that resolves it.

Prepositions and parts (`by the end of`) are not read here but in `expressions.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.coding.details.spans import (
    Closed,
    Outlook,
    Span,
    easter_near,
    month_year,
    months_from,
    nearest_year,
    shifted,
    unit_span,
    weekday_near,
    year_span,
)
from tocsin.coding.lexicon import load_data


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a time is looked at.

    Attributes:
        written: The document's date; None where unknown.
        outlook: Where the event lies.
        base: The time told before, for `two days later`.
    """

    written: date | None
    outlook: Outlook
    base: Span | None = None

    @property
    def day(self) -> date:
        """Return the document's date.

        Raises:
            ValueError: It is unknown.
        """
        if self.written is None:
            raise ValueError
        return self.written

    @property
    def is_behind(self) -> bool:
        """Return whether the event lies behind."""
        return self.outlook is Outlook.BEHIND


Match = re.Match[str]
Rule = Callable[[Match, Moment], Span | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of expression.

    Attributes:
        kind: Its name; ranges join two of a kind.
        regex: Its words.
        rule: What they mean; None, or `ValueError`, where they tell no day.
        needs_preposition: Whether it is a time only behind a preposition or part, or as the
            modifier of a noun: `May`, `2015`, `spring`.
        is_whole: Whether its own words say all: no preposition changes it.
    """

    kind: str
    regex: re.Pattern[str]
    rule: Rule
    needs_preposition: bool = False
    is_whole: bool = False


_DATA = load_data("times.yaml")
_MONTHS: dict[str, int] = _DATA["months"]
_DAYS: list[str] = _DATA["weekdays"]
_SEASONS: dict[str, int] = _DATA["seasons"]
_COUNTS: dict[str, int] = _DATA["counts"]
_ORDINALS = {name: place for place, name in enumerate(_DATA["ordinals"], start=1)}
_VAGUE: dict[str, int] = _DATA["vague"]
_NEAR: dict[str, list[int]] = _DATA["near"]
# The parser sets the possessive apart.
_NAMED = {name.replace("'s", " 's").lower(): day for name, day in _DATA["named_days"].items()}


def one_of(words: list[str] | dict[str, int]) -> str:
    """Return a pattern of alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# A full stop belongs to a short form alone.
_MONTH = rf"(?-i:(?P<month>{one_of(_MONTHS)})\b(?:(?<=\b[A-Z][a-z][a-z])(?<!May) ?\.|(?<=Sept) ?\.)?)"
_DAY = r"(?P<day>[0-3]?\d(?:st|nd|rd|th)?|" + one_of(_ORDINALS) + ")"
_DAY_2 = r"(?P<day2>[0-3]?\d(?:st|nd|rd|th)?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_COMMA_YEAR = rf"(?: ?,? {_YEAR}(?! ?-))?"
_COUNT = rf"(?:some |about |nearly |almost |barely |around |more than |up to |at least )?(?P<count>\d{{1,3}}|{one_of(_COUNTS)})"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year|decade)(?:s|s')?"
_WHICH = r"(?P<which>this|last|next|coming|past|previous|current)"
_TO = r" ?(?:-|to|until|through|and|or) ?(?:the )?"
_NO_NOUN = r"(?= [.,;:)\"]| (?:and|or|in|at|with|to|for|on|when|as|that|if|but)\b|\s*$)"


def _number(text: str) -> int:
    """Return the number of a day: `5`, `5th`, `fifth`."""
    return _ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))


def _count(match: Match) -> int:
    """Return a number written in digits or words."""
    value = match["count"].lower()
    return int(value) if value.isdigit() else _COUNTS[value]


def _unit(match: Match) -> str:
    """Return the unit in the singular."""
    return match["unit"].lower()


def _one(day: date) -> Closed:
    """Return a day as a span."""
    return day, day


def _iso(match: Match, _moment: Moment) -> Span:
    """Resolve `2023-09-05`."""
    return _one(date(int(match["year"]), int(match["mm"]), int(match["dd"])))


def _numeric(match: Match, _moment: Moment) -> Span | None:
    """Resolve `25/09/2023` and `5.9.2023`; which of `05/09/2023` is the month nobody knows."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["mark"] == "." or one > 12 or one == two:
        return _one(date(year, two, one))
    return _one(date(year, one, two)) if two > 12 else None


def _date(match: Match, moment: Moment) -> Span:
    """Resolve `5 September 2023`, `September 5`, `3-5 June`."""
    month, number = _MONTHS[match["month"]], _number(match["day"])
    second = _number(match["day2"]) if match.groupdict().get("day2") else number
    if match["year"]:
        year = int(match["year"])
    else:
        pivot = number if moment.is_behind else second
        year = nearest_year(moment.day, month, pivot, moment.outlook)
    first, last = date(year, month, number), date(year, month, second)
    if first > last:
        raise ValueError
    return first, last


def _bare_day(match: Match, moment: Moment) -> Span:
    """Resolve `on the 21st`."""
    number, day = _number(match["day"]), moment.day
    step = -1 if moment.is_behind else 1
    start = day.replace(day=1)
    for _ in range(3):
        try:
            found = start.replace(day=number)
        except ValueError:
            found = None
        if found is not None and (found <= day if moment.is_behind else found >= day):
            return _one(found)
        start = shifted(start, "month", step)
    raise ValueError


def _month(match: Match, moment: Moment) -> Span:
    """Resolve `February 2019`, `May`, `last November`, `next June`."""
    month = _MONTHS[match["month"]]
    if match["year"]:
        return months_from(int(match["year"]), month)
    which, day = (match["which"] or "").lower(), moment.day
    if which in {"this", "current"}:
        return _on_side(months_from(day.year, month), moment)
    if which in {"next", "coming"}:
        return months_from(day.year + (month <= day.month), month)
    if which:
        return months_from(day.year - (month >= day.month), month)
    return months_from(month_year(day, month, moment.outlook), month)


def _season(match: Match, moment: Moment) -> Span:
    """Resolve `the spring`, `last autumn`, `summer 2022`; winter begins in the year before."""
    month = _SEASONS[match["season"].lower()]
    if match["year"]:
        return months_from(int(match["year"]), month, 3)
    which, day = (match["which"] or "").lower(), moment.day
    all_of = [months_from(day.year + step, month, 3) for step in (-2, -1, 0, 1)]
    if which == "this":
        this = min(all_of, key=lambda span: abs((span[0] - day).days + 45))
        return _on_side(this, moment)
    if which in {"next", "coming"}:
        return min(span for span in all_of if span[0] > day)
    if which:
        return max(span for span in all_of if span[1] < day)
    begun = [span for span in all_of if span[0] <= day]
    return max(begun) if moment.is_behind else min(span for span in all_of if span[1] >= day)


def _named_day(match: Match, moment: Moment) -> Span:
    """Resolve `Christmas`, `New Year's Eve`, `Easter`."""
    name = match["name"].lower()
    if name == "easter":
        return _one(easter_near(moment.day, moment.outlook))
    month, number = _NAMED[name]
    year = int(match["year"] or nearest_year(moment.day, month, number, moment.outlook))
    return _one(date(year, month, number))


def _near(match: Match, moment: Moment) -> Span:
    """Resolve `today`, `overnight`, `this morning`."""
    first, last = _NEAR[match["near"].lower()]
    return shifted(moment.day, "day", first), shifted(moment.day, "day", last)


def _weekday(match: Match, moment: Moment) -> Span:
    """Resolve `Monday`, `next Friday`, `Tuesday night`, `Friday week`."""
    number = _DAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower()
    if match["later"]:
        found = weekday_near(moment.day, number, which, Outlook.AHEAD)
        return _one(found + timedelta(weeks=1))
    return _one(weekday_near(moment.day, number, which, moment.outlook))


def _on_side(span: Closed, moment: Moment) -> Closed:
    """Return the days of `this` month or season that lie where the event does."""
    (first, last), day = span, moment.day
    if moment.outlook is Outlook.EITHER or not first <= day <= last:
        return span
    return (first, day) if moment.is_behind else (day, last)


def _this_unit(match: Match, moment: Moment) -> Span:
    """Resolve `this month`, `next week`, `last year`, `later this year`."""
    which = match["which"].lower()
    step = {"this": 0, "current": 0, "next": 1, "coming": 1}.get(which, -1)
    span = unit_span(moment.day, _unit(match), step)
    part = (match["part"] or "").lower()
    if step or not part:
        return span if step else _on_side(span, moment)
    side = Outlook.BEHIND if part == "earlier" else Outlook.AHEAD
    return _on_side(span, replace(moment, outlook=side))


def _bare_unit(match: Match, moment: Moment) -> Span:
    """Resolve the year of `by the end of the year`."""
    return unit_span(moment.day, _unit(match), 0)


def _running_out(match: Match, moment: Moment) -> Span:
    """Resolve `before the year is out`."""
    return moment.day, unit_span(moment.day, _unit(match), 0)[1]


def _weekend(_match: Match, moment: Moment) -> Span:
    """Resolve `at the weekend`: the last one or the next."""
    first, last = unit_span(moment.day, "weekend", 0)
    if moment.is_behind and first > moment.day:
        return unit_span(moment.day, "weekend", -1)
    return first, last


def _year(match: Match, _moment: Moment) -> Span:
    """Resolve `2019`."""
    return year_span(int(match["year"]))


def _decade(match: Match, _moment: Moment) -> Span:
    """Resolve `the 1990s`."""
    year = int(match["decade"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _quarter(match: Match, _moment: Moment) -> Span:
    """Resolve `Q3 2024`."""
    return months_from(int(match["year"]), 3 * int(match["number"]) - 2, 3)


def _around(middle: date, unit: str) -> Closed:
    """Return a day with half a unit of room on each side."""
    room = timedelta(days={"week": 3, "fortnight": 3, "month": 15, "year": 182, "decade": 1825}.get(unit, 0))  # fmt: skip
    return middle - room, middle + room


def _ago(match: Match, moment: Moment) -> Span:
    """Resolve `three weeks ago`, with half a unit of room on each side; `months ago`."""
    day, unit = moment.day, _unit(match)
    if not match["count"]:
        return shifted(day, unit, -_VAGUE[unit]), day
    first, last = _around(shifted(day, unit, -_count(match)), unit)
    return first, min(day, last)


def _in_units(match: Match, moment: Moment) -> Span | None:
    """Resolve `in three days`, with half a unit of room, where it lies ahead."""
    if moment.is_behind:
        return None
    unit = _unit(match)
    first, last = _around(shifted(moment.day, unit, _count(match)), unit)
    return max(moment.day, first), last


def _within(match: Match, moment: Moment) -> Span | None:
    """Resolve `within ten days` where it lies ahead."""
    if moment.is_behind:
        return None
    return moment.day, shifted(moment.day, _unit(match), _count(match))


def _over(match: Match, moment: Moment) -> Span:
    """Resolve `over fifteen years`, up to the date or from it."""
    step = shifted(moment.day, _unit(match), _count(match) * (-1 if moment.is_behind else 1))
    return (step, moment.day) if moment.is_behind else (moment.day, step)


def _stretch(match: Match, moment: Moment) -> Span:
    """Resolve `over the past 15 years`, `in the coming days`, `in recent weeks`."""
    unit, plural = _unit(match), match["plural"]
    count = _count(match) if match["count"] else (_VAGUE[unit] if plural else 1)
    if match["way"].lower() in {"next", "coming"}:
        return moment.day, shifted(moment.day, unit, count)
    return shifted(moment.day, unit, -count), moment.day


def _relative(match: Match, moment: Moment) -> Span | None:
    """Resolve `two days later`, `a week before`, against the time told before it."""
    if moment.base is None:
        return None
    unit = _unit(match)
    if unit == "hour":
        return moment.base
    count = _count(match) * (-1 if match["way"].lower() in {"earlier", "before"} else 1)
    first, last = (day and shifted(day, unit, count) for day in moment.base)
    return first, last


def _apart(match: Match, moment: Moment) -> Span | None:
    """Resolve the day of what stands behind `two days after`, against the time told before it."""
    if moment.base is None:
        return None
    if match["hours"] or _unit(match) == "hour":
        return moment.base
    count = _count(match) * (1 if match["way"].lower() == "before" else -1)
    first, last = (day and shifted(day, _unit(match), count) for day in moment.base)
    return first, last


def _next_day(match: Match, moment: Moment) -> Span | None:
    """Resolve `the next morning`, `the day before`, `the same day`."""
    if moment.base is None:
        return None
    words = match.group(0).lower()
    step = -1 if "before" in words or "previous" in words else 0 if "same" in words else 1
    first, last = (day and shifted(day, "day", step) for day in moment.base)
    return first, last


def _pattern(kind: str, words: str, rule: Rule, *, needs: bool = False, whole: bool = False) -> Pattern:  # fmt: skip
    """Return a pattern of whole words, in either case."""
    return Pattern(kind, re.compile(rf"(?:(?<![\w-])|(?<=\bmid-)|(?<=\blate-)|(?<=\bearly-))(?:{words})(?!\w)", re.IGNORECASE), rule, needs, whole)  # fmt: skip


_DAY_PARTS = one_of(_DATA["day_parts"])
_SOME_DAY = rf"(?! (?:on |of )?(?:{one_of(_DAYS)}|\d|(?-i:{one_of(_MONTHS)})\b))"
_OF_DAY = rf"(?P<when>next|following|same|previous) (?:day|{_DAY_PARTS})"

# The first that matches a stretch of words has it.
PATTERNS: tuple[Pattern, ...] = (
    _pattern("day", rf"{_YEAR} ?[-/] ?(?P<mm>[01]?\d) ?[-/] ?(?P<dd>[0-3]?\d)", _iso),
    _pattern("day", r"(?P<one>[0-3]?\d) ?(?P<mark>[./]) ?(?P<two>[0-3]?\d) ?(?P=mark) ?(?P<year>(?:19|20)\d\d)", _numeric),
    _pattern("day", rf"{_DAY}(?:{_TO}{_DAY_2})?(?: of)? {_MONTH}{_COMMA_YEAR}", _date),
    _pattern("day", rf"{_MONTH} (?:the )?{_DAY}(?:{_TO}{_DAY_2}(?:(?= ?,? (?:19|20)\d\d)|{_NO_NOUN}))?(?! ?%)(?! ?[,.]\d){_COMMA_YEAR}", _date),
    _pattern("month", rf"(?:{_WHICH} )?{_MONTH}(?: ?,| of)? {_YEAR}", _month),
    _pattern("season", rf"(?:{_WHICH} )?(?P<season>{one_of(_SEASONS)})(?: ?,| of)? {_YEAR}", _season),
    _pattern("quarter", rf"Q(?P<number>[1-4])(?: ?,| of)? {_YEAR}", _quarter),
    _pattern("month", rf"{_WHICH} {_MONTH}(?P<year>)", _month),
    _pattern("season", rf"{_WHICH} (?P<season>{one_of(_SEASONS)})(?P<year>)", _season),
    _pattern("named", rf"(?P<name>{one_of(list(_NAMED))}|easter)(?: {_YEAR})?", _named_day),
    _pattern("near", rf"(?P<near>{one_of(list(_NEAR))}){_SOME_DAY}", _near),
    _pattern("count", rf"(?:{_COUNT} )?{_UNIT} ago", _ago, whole=True),
    _pattern("relative", rf"{_COUNT} {_UNIT} (?P<way>later|earlier|before|afterwards)(?= ?[.,;:]| and| to\b|\s*$)", _relative, whole=True),
    _pattern("apart", rf"(?<!within )(?<!for )(?<!in ){_COUNT} {_UNIT} (?P<way>after|before)|(?P<hours>hours) (?:after|before)", _apart, whole=True),
    _pattern("relative", rf"(?:on )?the {_OF_DAY}|the day (?:before|after)(?= ?[.,;:]|\s*$)", _next_day, whole=True),
    _pattern("count", rf"(?:over|in|during|for|within|throughout|through) (?P<the>the )?(?P<way>past|last|recent|previous|next|coming) (?:{_COUNT} )?(?P<unit>hour|day|week|month|year|decade)(?P<plural>s)?(?(the)|(?<=s))(?! of)", _stretch, whole=True),
    _pattern("unit", r"(?:(?P<part>earlier|later) )?(?P<which>this|next|last|coming|past|previous|current) (?P<unit>weekend|week|month|quarter|year|decade)(?! ?- ?\w)", _this_unit),
    _pattern("weekend", r"(?:at|over|on) the weekend", _weekend, whole=True),
    _pattern("count", rf"within {_COUNT} {_UNIT}", _within, whole=True),
    _pattern("count", rf"(?<!time )in {_COUNT} {_UNIT}(?: ?'s?)?(?: time)?(?! of)", _in_units, whole=True),
    _pattern("count", rf"over {_COUNT} {_UNIT}(?! old)", _over, whole=True),
    _pattern("unit", r"before the (?P<unit>week|month|year|decade) (?:was|is|'s) (?:out|over)", _running_out, whole=True),
    _pattern("weekday", rf"(?:{_WHICH} )?(?P<weekday>{one_of(_DAYS)})(?: (?:{_DAY_PARTS}))?(?P<later> week)?", _weekday),
    _pattern("decade", r"(?P<decade>(?:19|20)\d0) ?'?s", _decade),
    _pattern("day", rf"(?P<day>[0-3]?\d(?:st|nd|rd|th)){_NO_NOUN}", _bare_day, needs=True),
    _pattern("month", rf"{_MONTH}(?P<year>)(?P<which>)", _month, needs=True),
    _pattern("season", rf"(?P<season>{one_of(_SEASONS)})(?P<year>)(?P<which>)(?! of)", _season, needs=True),
    _pattern("year", rf"{_YEAR}(?! ?[-/%])(?! ?, ?\d{{3}}\b)", _year, needs=True),
    _pattern("bare_unit", r"(?P<unit>week|month|quarter|year|decade)(?! of)(?! ?-)", _bare_unit, needs=True),
)  # fmt: skip
