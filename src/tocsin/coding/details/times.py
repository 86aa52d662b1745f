"""When an event is said to happen: expressions resolved against the document's date."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Tree, Word
from tocsin.model.claim import EventTime

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3].lower(): number for name, number in list(_MONTHS.items())}
_MONTHS["sept"] = 9
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {name: number for number, name in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])}  # fmt: skip
_NUMBERS |= {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2}

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_COUNT = r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several)"


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch of words that tells a time.

    Attributes:
        start: Place of its first word.
        end: Place behind its last word.
        first: First day, inclusive.
        last: Last day, inclusive; None for open.
        text: Its words.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    text: str


Span = tuple[date | None, date | None]
Rule = Callable[[re.Match[str], date, bool], Span | None]


def find_times(tree: Tree, day: date | None, *, is_ahead: bool) -> list[Expression]:
    """Return the times that a sentence tells, in order; those that need a date only with one.

    A time that hangs on a verb in the past lies behind, whatever the event is.

    Args:
        tree: The sentence.
        day: The document's date.
        is_ahead: Whether what is told lies ahead; decides `on Monday` and `in May`.
    """
    text, places = _joined(tree)
    found: list[Expression] = []
    taken: set[int] = set()
    for pattern, rule in _RULES:
        for match in pattern.finditer(text):
            start, end = places[match.start()], places[match.end() - 1] + 1
            item = Expression(start, end, None, None, match.group(0))
            span = _resolve(rule, match, day, is_ahead=is_ahead and not is_past(tree, item))
            if span is None or taken & set(range(start, end)):
                continue
            taken |= set(range(start, end))
            found.append(replace(item, first=span[0], last=span[1]))
    return sorted(found, key=lambda item: item.start)


def _resolve(
    rule: Rule, match: re.Match[str], day: date | None, *, is_ahead: bool
) -> Span | None:
    """Return the days of a match; None for a day that does not exist or needs a date."""
    if day is None and "(?P<year>" not in match.re.pattern:
        return None
    try:
        return rule(match, day or date.min, is_ahead)
    except (ValueError, OverflowError):
        return None


def _joined(tree: Tree) -> tuple[str, list[int]]:
    """Return the words with one space between, and for each character the place of its word."""
    pieces, places = [], []
    for word in tree.words:
        piece = f"{word.text} "
        pieces.append(piece)
        places.extend([word.i] * len(piece))
    return "".join(pieces), places


def _month_of(match: re.Match[str]) -> int:
    """Return the number of a month's name."""
    return _MONTHS[match["month"].lower().rstrip(".")]


def _month_span(year: int, month: int, part: str = "") -> Span:
    """Return the days of a month, or of its early, middle or late part."""
    last = calendar.monthrange(year, month)[1]
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part, (1, last))
    return date(year, month, low), date(year, month, high)


def _year_for(month: int, day: date, *, is_ahead: bool) -> int:
    """Return the year of a month named without one: the next or the latest such month."""
    if is_ahead:
        return day.year if month >= day.month else day.year + 1
    return day.year if month <= day.month else day.year - 1


def _full_day(match: re.Match[str], day: date, is_ahead: bool) -> Span:
    """Resolve `5 September 2023` and `September 5`."""
    month, number = _month_of(match), int(match["day"])
    year = match.groupdict().get("year")
    if year is None and day == date.min:
        raise ValueError
    found = date(int(year) if year else _year_for(month, day, is_ahead=is_ahead), month, number)
    return found, found


def _iso(match: re.Match[str], _day: date, _is_ahead: bool) -> Span:
    """Resolve `2023-09-05`."""
    found = date(int(match["year"]), int(match["mm"]), int(match["dd"]))
    return found, found


def _month_year(match: re.Match[str], _day: date, _is_ahead: bool) -> Span:
    """Resolve `February 2019`, `late March 2023`."""
    return _month_span(
        int(match["year"]), _month_of(match), (match["part"] or "").lower().strip(" -")
    )


def _month_alone(match: re.Match[str], day: date, is_ahead: bool) -> Span:
    """Resolve `in May`, `early October`."""
    month = _month_of(match)
    year = _year_for(month, day, is_ahead=is_ahead)
    return _month_span(year, month, (match["part"] or "").lower().strip(" -"))


def _year_alone(match: re.Match[str], _day: date, _is_ahead: bool) -> Span:
    """Resolve `in 2019`, `since 2019`."""
    year = int(match["year"])
    is_since = match["prep"].lower() == "since"
    return date(year, 1, 1), None if is_since else date(year, 12, 31)


def _near(match: re.Match[str], day: date, _is_ahead: bool) -> Span:
    """Resolve `today`, `yesterday`, `tomorrow`."""
    shift = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[match["near"].lower()]
    found = day + timedelta(days=shift)
    return found, found


def _weekday(match: re.Match[str], day: date, is_ahead: bool) -> Span:
    """Resolve `on Monday`: the latest one on or before the date, or the next one after it."""
    number = _DAYS[match["weekday"].lower()]
    which = (match["which"] or "").lower().strip()
    ahead = (is_ahead and which != "last") or which in {"next", "coming"}
    behind = (day.weekday() - number) % 7
    shift = (
        (7 - behind if behind else 7) if ahead else -(behind or (7 if which == "last" else 0))
    )
    found = day + timedelta(days=shift)
    return found, found


def _unit(match: re.Match[str], day: date, is_ahead: bool) -> Span:
    """Resolve `this month`, `next week`, `last year`, `later this year`."""
    which, unit = match["which"].lower(), match["unit"].lower()
    step = {"this": 0, "current": 0, "next": 1, "coming": 1}.get(which, -1)
    first, last = _unit_span(day, unit, step)
    if step == 0:
        part = (match["part"] or "").lower().strip()
        if part == "earlier" or (not is_ahead and part != "later"):
            return first, min(day, last)
        return max(day, first), last
    return first, last


def _unit_span(day: date, unit: str, step: int) -> tuple[date, date]:
    """Return the first and last day of the week, month or year some steps away."""
    if unit in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(
            days=6
        )
    if unit == "year":
        return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
    months = day.year * 12 + day.month - 1 + step
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(
        year, month + 1, calendar.monthrange(year, month + 1)[1]
    )


def _count(match: re.Match[str]) -> int:
    """Return a number written in digits or words."""
    value = match["count"].lower()
    return int(value) if value.isdigit() else _NUMBERS[value]


def _shifted(day: date, unit: str, count: int) -> date:
    """Return a day some units later; months and years count as 30 and 365 days."""
    return day + timedelta(days={"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count)


def _ago(match: re.Match[str], day: date, _is_ahead: bool) -> Span:
    """Resolve `three weeks ago`, with half a unit of room on each side."""
    unit, count = match["unit"].lower(), _count(match)
    middle = _shifted(day, unit, -count)
    room = {"day": 0, "week": 3, "month": 15, "year": 182}[unit]
    return middle - timedelta(days=room), min(day, middle + timedelta(days=room))


def _within(match: re.Match[str], day: date, _is_ahead: bool) -> Span:
    """Resolve `over the past 15 years`, `in the next two weeks`, `within ten days`."""
    unit = match["unit"].lower()
    count = _count(match) if match["count"] else 1
    is_past = match["way"].lower() in {"past", "last", "recent", "previous"}
    return (_shifted(day, unit, -count), day) if is_past else (day, _shifted(day, unit, count))


def _in_units(match: re.Match[str], day: date, is_ahead: bool) -> Span | None:
    """Resolve `within two weeks`, and `in three days` where it lies ahead."""
    if not is_ahead and match["prep"].lower() == "in":
        return None
    return day, _shifted(day, match["unit"].lower(), _count(match))


def _rule(
    pattern: str, rule: Rule, *, ignore_case: bool = True
) -> tuple[re.Pattern[str], Rule]:
    """Return a compiled pattern with its rule."""
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0), rule


_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = r"(?P<part>early|mid|late)?[ -]*"
_RULES: list[tuple[re.Pattern[str], Rule]] = [
    _rule(rf"\b{_YEAR} ?- ?(?P<mm>[01]\d) ?- ?(?P<dd>[0-3]\d)\b", _iso),
    _rule(rf"\b{_DAY} {_MONTH}(?: ?, | ){_YEAR}\b", _full_day),
    _rule(rf"\b{_MONTH} {_DAY}(?: ?, | ){_YEAR}\b", _full_day),
    _rule(rf"\b{_PART}{_MONTH}(?: ?, | (?:of )?){_YEAR}\b", _month_year),
    _rule(rf"\b{_MONTH} {_DAY}\b(?! ?%)", _full_day, ignore_case=False),
    _rule(rf"\b{_DAY} {_MONTH}(?= )", _full_day, ignore_case=False),
    _rule(rf"\b(?:in|since|during|by|until|from|of|for|last|this|next) (?:the )?{_PART}{_MONTH}(?= )", _month_alone,
          ignore_case=False),
    _rule(rf"\b(?P<prep>in|since|during|by|from|of) {_YEAR}\b", _year_alone),
    _rule(r"\b(?P<near>today|yesterday|tomorrow|tonight)\b", _near),
    _rule(r"\b(?P<part>earlier |later )?(?P<which>this|next|last|coming|previous) (?P<unit>week|weekend|month|year)\b(?! ?-)", _unit),
    _rule(r"\b(?:on )?(?P<which>last |next |coming )?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", _weekday),
    _rule(rf"\b{_COUNT} {_UNIT} (?:ago|earlier)\b", _ago),
    _rule(rf"\b(?:over|in|during|for|within) the (?P<way>past|last|recent|previous|next|coming) (?:{_COUNT} )?{_UNIT}\b", _within),
    _rule(rf"\b(?P<prep>within|in) {_COUNT} {_UNIT}\b", _in_units),
]  # fmt: skip


def in_reach(tree: Tree, times: list[Expression], *words: Word) -> list[Expression]:
    """Return the times that belong to an event: those that hang on its own words, if any do.

    Else those of its clause and of the clauses around it; never those inside a relative or
    other clause that the event is not part of.
    """
    own = {word.i for word in words}
    above = own | {word.i for start in words for word in _clause_above(tree, start)}
    near: list[Expression] = []
    far: list[Expression] = []
    for item in times:
        chain = _chain(tree, item)
        meeting = next((i for i, word in enumerate(chain) if word.i in above), None)
        if meeting is None:
            continue
        if any(word.role in CLAUSE_ROLES for word in chain[:meeting]):
            continue
        (near if chain[meeting].i in own else far).append(item)
    return near or far


def _clause_above(tree: Tree, word: Word) -> Iterator[Word]:
    """Yield the words above one, up to the clause that somebody utters: `said on Monday that`."""
    for ancestor in tree.ancestors(word):
        if word.role is Role.COMPLEMENT:
            return
        yield ancestor
        word = ancestor


def is_past(tree: Tree, item: Expression) -> bool:
    """Return whether the verb that a time hangs on stands in the past."""
    verb = next((word for word in _chain(tree, item) if word.is_verb), None)
    if verb is None:
        return False
    auxiliaries = {child.text.lower() for child in tree.children(verb.i, Role.AUXILIARY)}
    return verb.tag == "VBD" or bool(auxiliaries & {"was", "were", "had", "did"})


def _chain(tree: Tree, item: Expression) -> list[Word]:
    """Return the word that a time hangs by, and all words above it."""
    words = tree.words[item.start : item.end]
    top = next((word for word in words if not item.start <= word.head < item.end), words[0])
    return [top, *tree.ancestors(top)]


def choose_time(times: list[Expression], places: list[int]) -> EventTime:
    """Return the time of an event: the one told nearest behind its words, else before them."""
    if not times or not places:
        return EventTime()
    last, first = max(places), min(places)
    behind = [item for item in times if item.start >= last]
    inside = [item for item in times if first <= item.start < last]
    before = [item for item in times if item.start < first]
    chosen = behind[0] if behind else (inside or before)[-1]
    return EventTime(start=chosen.first, end=chosen.last, text=chosen.text)
