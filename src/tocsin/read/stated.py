"""What the lines around an article say of it: byline, date line, dateline, source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.model.document import BlockKind
from tocsin.read.base import Stated, Unit
from tocsin.read.dates import find_dates, read_date, without_times
from tocsin.read.furniture import ends_sentence, load_rules, plain_line

HEAD_UNITS = 10
TAIL_UNITS = 5
LONGEST_LINE = 120

_PUBLISHED = r"(?:first )?(?:published|posted|issued|released|date|publication date|dated)"
_UPDATED = r"(?:last )?(?:updated|modified|edited|revised|update)"
_LABEL = re.compile(
    rf"\W*(?:(?P<first>{_PUBLISHED})|(?P<later>{_UPDATED}))(?: on| at| date)?\b\s*:?\s*",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w'.-]*|(?:de|van|von|der|al|el|bin|ibn|da|di|la|le|of)(?= ))"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:By|BY|Written by|Posted by|Story by|Author:|Reported by)\s+"
    rf"(?P<names>{_NAMES}(?:(?:,? and |, | & ){_NAMES}){{0,4}})"
    r"(?:\s*[|,/·•-].{0,60})?"
)
_SOURCE = re.compile(
    r"\W*(?:source|publisher|published by|originally published (?:by|in|on|at)|via)\s*:?\s+"
    r"(?P<name>[A-Z][\w&'. -]{1,60})",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*[|·•\u2013\u2014/]\s*|\s+-\s+|\s{2,}|,\s+(?=\d{1,2}[:.]\d\d)")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z'.-]+(?: [A-Z][A-Z'.-]+){0,3}(?:, [A-Z][\w.' ]{1,30}?)?)"
    r"(?:,? (?P<when>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?"
    r"(?: ?\((?P<agency>[A-Z][\w /.&-]{1,40})\)| ?/(?P<slashed>[A-Z][\w .-]{1,30})/)?"
    r" ?(?:--|[-\u2013\u2014\u2015])\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the lines around an article state, and which units say nothing else.

    Attributes:
        stated: What they state.
        marks: For each unit what sort of line it is, or None for a part of the article.
        dateline_end: For a unit that opens with a dateline, the offset in its text behind it.
    """

    stated: Stated
    marks: tuple[str | None, ...]
    dateline_end: dict[int, int]


def read_surroundings(units: Sequence[Unit]) -> Surroundings:
    """Return what the first and last units state of the article."""
    marks: list[str | None] = [None] * len(units)
    stated = Stated()
    later: date | None = None
    for index in _edges(units):
        what, found, is_update = _read_line(plain_line(units[index].text))
        marks[index] = what
        if is_update:
            later = later or found.date
        else:
            stated = stated.over(found)
    dateline, ends = _first_dateline(units)
    stated = stated.over(dateline).over(Stated(date=later))
    return Surroundings(stated, tuple(marks), ends)


def _edges(units: Sequence[Unit]) -> list[int]:
    """Return the indexes of the units that may state something: the first and the last."""
    last = len(units) - 1
    places = [*range(min(HEAD_UNITS, len(units))), *range(last, max(last - TAIL_UNITS, -1), -1)]
    unique = list(dict.fromkeys(places))
    return [place for place in unique if len(units[place].text) <= LONGEST_LINE]


def _read_line(line: str) -> tuple[str | None, Stated, bool]:
    """Return what sort of line it is, what it states, and whether that is a later revision."""
    byline = _BYLINE.fullmatch(line)
    if byline:
        dates = list(find_dates(line))
        value = dates[0][2] if len(dates) == 1 else None
        return "byline", Stated(author=_tidy_names(byline["names"]), date=value), False
    source = _SOURCE.fullmatch(line)
    if source and not list(find_dates(line)):
        return "source line", Stated(publisher=source["name"].strip(" .")), False
    value, is_update = read_date_line(line)
    return ("date line" if value else None), Stated(date=value), is_update


def read_date_line(line: str) -> tuple[date | None, bool]:
    """Return the date that a whole line states, and whether it is that of a revision.

    The line may carry a label, a time of day and, behind separators, a name or a reading time,
    but no sentence: "On 5 September 2023 they met." states nothing about the article.
    """
    if len(line) > LONGEST_LINE:
        return None, False
    dates = [found for part in _SEPARATORS.split(line) for found in _part(part)]
    first = [value for value, is_update in dates if not is_update]
    values = list(dict.fromkeys(first or [value for value, _ in dates]))
    return (values[0], not first) if len(values) == 1 else (None, False)


def _part(part: str) -> list[tuple[date, bool]]:
    """Return the date that a part of a line consists of, with its label read."""
    label = _LABEL.match(part)
    rest = part[label.end() :] if label else part
    twin = re.split(rf"(?i)[,;(\s]+(?={_UPDATED}\b)", rest, maxsplit=1)
    value = read_date(re.sub(r"(?i)^\s*on\s+", "", without_times(twin[0])))
    found = [(value, bool(label and label["later"]))] if value else []
    return found + (_part(twin[1]) if len(twin) > 1 and twin[0].strip() else [])


def _tidy_names(names: str) -> str:
    """Return the names of a byline, those in capitals made plain."""
    return names.title() if names.isupper() else names


def _first_dateline(units: Sequence[Unit]) -> tuple[Stated, dict[int, int]]:
    """Return what the dateline of the first paragraph states, and where it ends."""
    for index, unit in enumerate(units[:HEAD_UNITS]):
        if unit.kind is not BlockKind.PARAGRAPH or not ends_sentence(unit.text):
            continue
        match = _DATELINE.match(unit.text)
        if match is None or not _is_dateline(match):
            return Stated(), {}
        agency = match["agency"] or match["slashed"]
        known = load_rules().agencies
        publisher = known.get(agency, agency) if agency else None
        value = read_date(match["when"]) if match["when"] else None
        return Stated(publisher=publisher, date=value), {index: match.end()}
    return Stated(), {}


def _is_dateline(match: re.Match[str]) -> bool:
    """Return whether the beginning of a paragraph is a dateline and no shouted sentence.

    A place in capitals is not enough ("NATO - ..."); an agency or a day must follow it.
    """
    return bool(match["agency"] or match["slashed"] or match["when"])
