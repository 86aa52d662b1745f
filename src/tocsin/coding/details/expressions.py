"""Expressions of time in a sentence: bare ones with their prepositions and parts, and ranges."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from tocsin.coding.details.resolving import PATTERNS, Moment, Pattern, one_of
from tocsin.coding.details.spans import Closed, Outlook, Span, middle_of, part_of
from tocsin.coding.lexicon import load_data

_DATA = load_data("times.yaml")


def _by_word(groups: dict[str, list[str]]) -> dict[str, str]:
    """Return word -> its group."""
    return {word: group for group, words in groups.items() for word in words}


_LIMITS = _by_word(_DATA["limits"])
_PARTS = _by_word(_DATA["parts"])
_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?P<clock>{one_of(_DATA['clock'])}|at \S+ [ap]\.m\.) )?"
    rf"(?:(?<![\w-])(?P<limit>{one_of(list(_LIMITS))}) )?(?P<the>the (?:very )?)?"
    rf"(?:(?<![\w-])(?P<part>{one_of(list(_PARTS))})(?: ?- ?| )(?:the )?)?$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 60
# Cheap: sentences without any of these tell no time.
_HINT = re.compile(
    r"\d|day|night|noon|dawn|morning|evening|week|month|year|quarter|decade|ago|later|hour|tomorrow|fortnight|"
    r"spring|summer|autumn|winter|fall|Christmas|Easter|Hallow|"
    + one_of(list(_DATA["months"])),
    re.IGNORECASE,
)
_JOIN = re.compile(r" ?(?P<word>to|and|or|until|till|through|-) ?", re.IGNORECASE)
_JOINED_KINDS = frozenset({"day", "month", "weekday", "year", "season", "near", "named"})


@dataclass(frozen=True, slots=True)
class Bare:
    """A match of a pattern, with the preposition and the part before it."""

    pattern: Pattern
    match: re.Match[str]
    limit: str
    part: str
    start: int
    has_article: bool = False

    @property
    def end(self) -> int:
        """Return the offset behind it."""
        return self.match.end()

    @property
    def has_year(self) -> bool:
        """Return whether it names its year, and so needs no date."""
        groups = self.match.groupdict()
        return bool(groups.get("year") or groups.get("decade"))


@dataclass(frozen=True, slots=True)
class Found:
    """An expression, resolved.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        inner: Offset of its first character without preposition and part.
        span: First and last day.
        plain: The same without the preposition, for the modifier of a noun: `after the June clash`.
        needs_noun: Whether it is a time only as the modifier of a noun: `the 1991 truce`.
        is_movable: Whether it means other days where the event lies on the other side.
    """

    start: int
    end: int
    inner: int
    span: Span
    plain: Span
    needs_noun: bool
    is_movable: bool


OutlookAt = Callable[[int, int], Outlook]


def read_expressions(
    text: str, day: date | None, outlook_at: OutlookAt, base: Span | None = None
) -> list[Found]:
    """Return the times that a text tells, in order.

    Args:
        text: A sentence, words parted by one space.
        day: The document's date; without one only what names its year is resolved.
        outlook_at: Where lies what an expression from one offset to another dates.
        base: A time told earlier, which `a day later` is counted from.
    """
    found: list[Found] = []
    items = _bare_in(text) if _HINT.search(text) else ()
    place = 0
    while place < len(items):
        item, after = items[place], items[place + 1 : place + 2]
        moment = Moment(day, outlook_at(item.start, item.end), _base(found, base))
        joined = _range(text, item, after[0], moment) if after else None
        if joined is not None:
            found.append(joined)
            place += 2
            continue
        if (single := _resolved(item, moment)) is not None:
            found.append(single)
        place += 1
    return found


def _base(found: list[Found], base: Span | None) -> Span | None:
    """Return the time that a relative one is counted from: the one before it in the sentence."""
    return found[-1].span if found else base


@lru_cache(maxsize=256)
def _bare_in(text: str) -> tuple[Bare, ...]:
    """Return what matches a pattern, in order; no two share a character."""
    taken = [False] * len(text)
    found: list[Bare] = []
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(text):
            if match.end() > match.start() and not any(taken[match.start() : match.end()]):
                bare = _with_words_before(text, pattern, match)
                taken[bare.start : bare.end] = [True] * (bare.end - bare.start)
                found.append(bare)
    return tuple(sorted(found, key=lambda item: item.start))


def _with_words_before(text: str, pattern: Pattern, match: re.Match[str]) -> Bare:
    """Return a match with its preposition and part: `by the end of`, `late`."""
    start = match.start()
    before = _BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
    if before is None:
        return Bare(pattern, match, "", "", start)
    if pattern.is_whole:
        clock = before["clock"] and not before["limit"] and not before["part"]
        return Bare(pattern, match, "", "", start - (len(before.group(0)) if clock else 0))
    limit = _LIMITS.get((before["limit"] or "").lower(), "")
    part = _PARTS.get((before["part"] or "").lower(), "")
    has_words = bool(limit or part or before["clock"])
    if has_words:
        start -= len(before.group(0))
    return Bare(pattern, match, limit, part, start, has_article=bool(before["the"]))


def _span(item: Bare, moment: Moment) -> Span | None:
    """Return the days of a bare expression; None where it tells none."""
    if moment.written is None and not item.has_year and item.pattern.kind != "day":
        return None
    try:
        return item.pattern.rule(item.match, moment)
    except (ValueError, OverflowError):
        return None


def _resolved(item: Bare, moment: Moment) -> Found | None:
    """Return an expression with its preposition and part read."""
    if item.limit == "since":
        moment = replace(moment, outlook=Outlook.BEHIND)
    span = _span(item, moment)
    if span is None or (item.pattern.kind == "bare_unit" and not _is_unit_named(item)):
        return None
    first, last = span
    needs_noun = item.pattern.needs_preposition and not (item.limit or item.part)
    plain = span
    if first is not None and last is not None and not needs_noun:
        span = _limited(item, (first, last), moment)
        plain = _limited(replace(item, limit=""), (first, last), moment)
    is_movable = _is_movable(item, moment, span)
    return Found(item.start, item.end, item.match.start(), span, plain, needs_noun, is_movable)


def _is_unit_named(item: Bare) -> bool:
    """Return whether `year` is one: `by the end of the year`, `within the year`."""
    return bool(item.part) or (item.limit == "within" and item.has_article)


def _is_movable(item: Bare, moment: Moment, span: Span) -> bool:
    """Return whether an expression means other days for an event on the other side."""
    if item.has_year or moment.written is None or item.limit in {"since", "by", "before"}:
        return False
    other = Outlook.AHEAD if moment.is_behind else Outlook.BEHIND
    today = (moment.written, moment.written)
    return span == today or _span(item, replace(moment, outlook=other)) != _span(item, moment)


def _limited(item: Bare, span: Closed, moment: Moment) -> Span:
    """Return the days that a preposition and a part leave of a span."""
    first, last = _part(item, span)
    match item.limit:
        case "by" | "within":
            found = _until(last, moment)
        case "before":
            is_end = item.part == "end"
            found = _until(last if is_end else first - timedelta(days=1), moment)
        case "since":
            is_over = moment.written is not None and moment.written >= first
            found = first, moment.written if is_over else None
        case "after":
            found = _from(last + timedelta(days=1), moment)
        case "from" if _is_open(item, span, moment):
            found = first, None
        case _:
            found = first, last
    return found


def _part(item: Bare, span: Closed) -> Closed:
    """Return the part of a span that is named; as a limit, the middle is one day."""
    if not item.part or span[0] == span[1]:
        return span
    if item.part == "mid" and item.limit in {"by", "since", "before"}:
        middle = middle_of(span)
        return middle, middle
    return part_of(span, item.part)


def _is_open(item: Bare, span: Closed, moment: Moment) -> bool:
    """Return whether what is to begin then has no end: `from September`, not `from 9 to 11 June`."""
    is_range = bool(item.match.groupdict().get("day2"))
    return not moment.is_behind and span[0] != span[1] and not is_range


def _until(last: date, moment: Moment) -> Span:
    """Return the days up to one, from the document's date on where that is earlier."""
    is_ahead = moment.written is not None and not moment.is_behind and moment.written <= last
    return (moment.written if is_ahead else None), last


def _from(first: date, moment: Moment) -> Span:
    """Return the days from one on, up to the document's date for what lies behind."""
    is_over = moment.is_behind and moment.written is not None and first <= moment.written
    return first, moment.written if is_over else None


def _range(text: str, one: Bare, two: Bare, moment: Moment) -> Found | None:
    """Return `from May to July`, `between 2014 and 2016`, `30 December and 2 January`."""
    join = _JOIN.fullmatch(text[one.end : two.match.start()])
    kinds = one.pattern.kind, two.pattern.kind
    if join is None or kinds[0] not in _JOINED_KINDS or kinds[1] not in _JOINED_KINDS:
        # The second may have the preposition that joins them: "from 1998 to 2003".
        return None
    if (
        join["word"].lower() in {"and", "or"}
        and one.limit != "between"
        and kinds[0] != kinds[1]
    ):
        return None
    ends = _ends(one, two, moment)
    if ends is None or ends[0] > ends[1]:
        return None
    is_movable = not two.has_year
    return Found(one.start, two.end, one.match.start(), ends, ends, needs_noun=False, is_movable=is_movable)  # fmt: skip


def _ends(one: Bare, two: Bare, moment: Moment) -> Closed | None:
    """Return the first day of one and the last of another; the year of either dates both."""
    if two.has_year and not one.has_year:
        last = _span(two, moment)
        first = _span(one, Moment(last[0] if last else None, Outlook.BEHIND))
    else:
        first = _span(one, moment)
        ahead = Moment(first[0] if first else None, Outlook.AHEAD)
        last = _span(two, moment if two.has_year else ahead)
    if not first or not last or first[0] is None or last[1] is None:
        return None
    return first[0], last[1]
