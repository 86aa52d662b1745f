"""The record of a pair as lines: what is unusual now, how often before, precedents, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.model.index import Cover, IndexValue
from tocsin.model.record import Covered, OwnRate, Precedent, Record, Title
from tocsin.tell.measures import number_of
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day

_LEVELS = ("none", "non-aggression", "neutrality or consultation", "defence or offence")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of the record.

    Attributes:
        text: What is told, without a full stop.
        source: The data that say so; empty where there are none.
        refs: The ids that open its numbers.
        is_marked: Whether it stands out from what is usual.
    """

    text: str
    source: str = ""
    refs: tuple[str, ...] = ()
    is_marked: bool = False

    @property
    def sentence(self) -> str:
        """Return the text with a capital, for where it stands alone."""
        return self.text[:1].upper() + self.text[1:]

    @property
    def origin(self) -> str:
        """Return data and ids in brackets, for where they stand behind the text."""
        parts = [part for part in (self.source, ", ".join(self.refs)) if part]
        return f"({'; '.join(parts)})" if parts else ""


def unusual_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return what is unusual now, or that nothing is, or why nobody can say."""
    record = view.assessment.record
    return tuple(
        RecordLine(one.words, _source(one.value), (one.value.id,), one.is_unusual)
        for one in (record.unusual if record else ())
    )


def rate_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return in how many years something came about, what the texts speak of first."""
    record = view.assessment.record
    return tuple(
        RecordLine(_rate(one, view), _source(one.value), (one.value.id,))
        for one in (record.rates if record else ())
    )


def precedent_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return the past episodes, the nearest first."""
    record = view.assessment.record
    return tuple(_precedent(one) for one in (record.precedents if record else ()))


def leading_precedents(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return the past episodes in turn: the nearest of each kind, then the second of each."""
    record = view.assessment.record
    told = record.precedents if record else ()
    return tuple(
        _precedent(told[place]) for place in _in_turn([one.base_class for one in told])
    )


def history_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return the pair's history, a line for each measure, its parties and source."""
    record = view.assessment.record
    if record is None:
        return ()
    return tuple(_history(group, record, view) for group in _groups(record))


def leading_history(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return the same lines in turn: the first of each source, then the second of each."""
    record = view.assessment.record
    if record is None:
        return ()
    groups = _groups(record)
    order = _in_turn([_source(group[0]) for group in groups])
    return tuple(_history(groups[place], record, view) for place in order)


def _groups(record: Record) -> list[list[IndexValue]]:
    """Return the values of a measure, its parties and source together, in their order."""
    groups: dict[tuple[object, ...], list[IndexValue]] = {}
    for one in record.history:
        key = (one.measure, one.parties, _source(one), one.unit)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _in_turn(kinds: Sequence[str]) -> list[int]:
    """Return places in turn: the first place of each kind, then the second of each."""
    seen: dict[str, int] = {}
    ranked = []
    for place, kind in enumerate(kinds):
        seen[kind] = seen.get(kind, 0) + 1
        ranked.append((seen[kind], place))
    return [place for _, place in sorted(ranked)]


def coverage_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return what the record covers up to the day of the assessment, a line for each source."""
    record = view.assessment.record
    return tuple(
        RecordLine(_covered(one), one.source) for one in (record.coverage if record else ())
    )


def _source(one: IndexValue) -> str:
    """Return the names of the sources beneath a value."""
    return ", ".join(dict.fromkeys(row.source for row in one.rows))


def _rate(one: OwnRate, view: BriefInput) -> str:
    """Return in how many years something came about; that in none it did is a finding."""
    value = one.value
    first, second = (view.name(party) for party in value.parties)
    join = "from {} to {}" if one.is_directed else "between {} and {}"
    words = f"{one.words} {join.format(first, second)}"
    if value.value is None:
        return f"{words}: {value.note}"
    span = f"{value.n:,} covered years, {value.start.year} to {value.end.year}"
    if not one.hits:
        return f"no {words} in {span}"
    return f"{words} in {one.hits:,} of {span}"


def _precedent(one: Precedent) -> RecordLine:
    """Return a line on a past episode."""
    value = one.value
    return RecordLine(
        f"{_days(value.start, value.end)}: {one.words}", _source(value), (value.id,)
    )


def _history(group: list[IndexValue], record: Record, view: BriefInput) -> RecordLine:
    """Return a line on a measure: over the period, and in the last year where that differs.

    Of a level the last year alone is told, as a mean of levels is none.
    """
    whole = group[0]
    title = record.titles[whole.measure]
    names = [view.name(party) for party in whole.parties]
    words = title.words.format(first=names[0], second=names[-1])
    if whole.unit == "level":
        shown = group[-1:]
    else:
        shown = [whole, *(one for one in group[1:] if one.value != whole.value)]
    parts = [f"{_number(one, title)} {_when(one, record)}" for one in shown]
    if not all(_is_told(one, record) for one in shown):
        parts.append("covered in part")
    refs = tuple(one.id for one in shown)
    return RecordLine(f"{words}: {', '.join(parts)}", _source(whole), refs)


def _number(one: IndexValue, title: Title) -> str:
    """Return a known value with its unit and, where it has one, its 95 % range."""
    number = one.value or 0.0
    if one.unit == "level":
        return _LEVELS[round(number)]
    if not number and one.unit != "1":
        return "none"
    write = _percent if title.is_share else number_of
    unit = "" if one.unit == "1" else f" {_unit(one.unit, number)}"
    if one.low is None or one.high is None:
        return f"{write(number)}{unit}"
    return f"{write(number)}{unit} (95% range {write(one.low)} to {write(one.high)})"


def _percent(part: float) -> str:
    """Return a share as a percentage, small ones with a digit more."""
    return f"{part * 100:.0f}%" if part >= 0.1 or part == 0 else f"{part * 100:.1f}%"


def _unit(unit: str, number: float) -> str:
    """Return a unit in the right number."""
    return unit[:-1] if number == 1 and unit in {"trips", "events", "days"} else unit


def _when(one: IndexValue, record: Record) -> str:
    """Return the period of a value, as far as its data cover it."""
    start, end = one.start, min(one.end, record.until)
    for known in _coverage(one, record):
        start = max(start, known.start or start)
        end = min(end, known.end or end)
    if one.measure.startswith("days_since"):
        return f"by {day(end)}"
    if (start.month, start.day, start.year) == (1, 1, end.year):
        return f"in {end.year}" + ("" if (end.month, end.day) == (12, 31) else " so far")
    return f"from {start:%Y-%m} to {end:%Y-%m}"


def _is_told(one: IndexValue, record: Record) -> bool:
    """Return whether the period that is shown is the one that the data cover."""
    known = _coverage(one, record)
    is_bounded = all(each.start is not None and each.end is not None for each in known)
    return one.cover is Cover.FULL or (bool(known) and is_bounded)


def _coverage(one: IndexValue, record: Record) -> list[Covered]:
    """Return what the sources beneath a value cover."""
    below = {(row.source, row.table) for row in one.rows}
    return [each for each in record.coverage if (each.source, each.table) in below]


def _days(start: date, end: date) -> str:
    """Return the days of an episode: `24 to 26 April 2019`, `2000 to 2002`, `19 July 2000`."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start == end:
        return day(start)
    is_month = (start.year, start.month) == (end.year, end.month)
    return f"{start.day if is_month else day(start)} to {day(end)}"


def _covered(one: Covered) -> str:
    """Return what a source covers, in words."""
    if one.start is None or one.end is None:
        span = "days not stated by the source"
    else:
        span = f"{day(one.start)} to {day(one.end)}"
    edition = f", edition {one.edition}" if one.edition else ""
    scope = f", read for {', '.join(one.scope)} only" if one.scope else ""
    return f"{one.table.replace('_', ' ')}, {span}{edition}{scope}"
