"""Values of measures as tables, CSV and words; what cannot be known says why."""

import csv
import math
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TextIO

from rich.console import Console

from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.records import Kind
from tocsin.tell.claims import defused
from tocsin.tell.layout import aligned, put, say

COLUMNS = (
    ("id", Kind.TEXT),
    ("family", Kind.TEXT),
    ("measure", Kind.TEXT),
    ("parties", Kind.TEXT),
    ("start", Kind.DAY),
    ("end", Kind.DAY),
    ("value", Kind.REAL),
    ("unit", Kind.TEXT),
    ("low", Kind.REAL),
    ("high", Kind.REAL),
    ("n", Kind.WHOLE),
    ("cover", Kind.TEXT),
    ("sources", Kind.TEXT),
    ("note", Kind.TEXT),
)
"""What values are as rows of CSV and Parquet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Values of measures, and what was asked.

    Attributes:
        question: The question.
        values: The values, by family.
        coverage: What the record covers.
        titles: For each family its title, in the order in which they are shown.
        labels: For each measure what readers call it.
        hidden: Measures that are not shown at first sight.
    """

    question: Question
    values: tuple[IndexValue, ...]
    coverage: tuple[Coverage, ...]
    titles: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    hidden: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Return whether any of the values is known."""
        return any(one.value is not None for one in self.values)


def render_measures(found: Measured, console: Console, *, is_whole: bool = False) -> None:
    """Print values as tables, one for each family, parties, source and period.

    Args:
        found: The values.
        console: Where they go.
        is_whole: Whether every period and measure is shown; else the longest known period of
            the measures that are shown at first sight.
    """
    page = _Page(console, found, is_whole=is_whole)
    asked = found.question
    page.say(f"{'-'.join(asked.dyad)}, {span_of(asked.since, asked.until)}", style="bold")
    titles = dict(found.titles)
    for family, values in groupby(found.values, key=lambda one: one.family):
        page.say()
        page.say(titles.get(family, family), style="bold")
        _render_family(list(values), page)
    page.say()
    page.foot()


@dataclass(slots=True)
class _Page:
    """What is being printed, and what stands at its foot."""

    console: Console
    found: Measured
    is_whole: bool = field(kw_only=True)
    notes: dict[str, int] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def say(self, words: str = "", *, style: str = "", head: str = "") -> None:
        """Print words behind a head; the lines that they are broken into stand below it."""
        say(words, self.console, style=style, head=head)

    def is_by_period(self, one: IndexValue) -> bool:
        """Return whether values of a measure are told by period, not beside other measures."""
        return self.is_whole or one.measure in _FINDINGS

    def mark(self, note: str) -> str:
        """Return the mark of a note, which is printed at the foot; nothing for no note."""
        return self.mark_of(self.told(note))

    def mark_of(self, told: str) -> str:
        """Return the mark of what is told of a note."""
        return f"[{self.notes.setdefault(told, len(self.notes) + 1)}]" if told else ""

    def told(self, note: str) -> str:
        """Return a note without what the foot says of all values: what the sources cover."""
        bare = note.removeprefix("unknown").removeprefix(", not zero").lstrip(";: ").rstrip(".")
        parts, missed = [], ""
        for part in bare.split("; "):
            source = next((one.source for one in self.found.coverage if _tells(part, one)), "")
            if source:
                self.named.add(source)
                missed = f"outside of what {source} covers"
            elif part != "unknown, not zero":
                parts.append(part)
        return "; ".join(parts) or (missed if note.startswith("unknown") else "")

    def foot(self) -> None:
        """Print the notes, what the sources cover, and how to go on."""
        for note, number in self.notes.items():
            self.say(note, style="dim", head=f"{f'[{number}]':>5} ")
        values = self.found.values
        marked = [
            one for one in values if one.cover is not Cover.FULL and one.value is not None
        ]
        if marked:
            self.say("the data cover a part of the period only", style="dim", head="    * ")
            self.named |= {row.source for one in marked for row in one.rows}
        covered = [covered_of(one) for one in self.found.coverage if one.source in self.named]
        if covered:
            self.say("; ".join(covered), style="dim", head="Covered: ")
        more = "" if self.is_whole else "; --all shows every measure, month and year"
        self.say(f"`tocsin why ID` opens a value{more}.", style="dim")


def _tells(part: str, one: Coverage) -> bool:
    """Return whether a part of a note says no more than what a source covers."""
    start = one.start or "an unknown day"
    return part.startswith(f"{one.source} covers {start} to ")


def covered_of(one: Coverage) -> str:
    """Return what a source covers, such as `icews 1995 to 2018-10-30 with 2 gaps`."""
    if not one.rows:
        return f"{one.source} nothing, as it has no rows"
    if one.start and one.end:
        span = span_of(one.start, one.end)
    else:
        is_told = one.start or one.end
        span = f"{one.start or '...'} to {one.end or 'today'}" if is_told else "(days unknown)"
    gaps = f" with {len(one.gaps):,} gap{'s' * (len(one.gaps) > 1)}" if one.gaps else ""
    scope = f", for {', '.join(one.scope)} only" if one.scope else ""
    return f"{one.source} {span}{gaps}{scope}"


def _render_family(values: list[IndexValue], page: _Page) -> None:
    """Print the values of a family: the known ones as tables, the others in lines below."""
    shown = values
    if not page.is_whole:
        shown = list(
            _headlines([one for one in values if one.measure not in page.found.hidden])
        )
    known = [one for one in shown if one.value is not None]
    for block in _blocks(known, page):
        _render_block(block, page)
    told = {sources_of(one) for one in known}
    unknown: dict[str, list[IndexValue]] = {}
    for one in shown:
        if one.value is None:
            unknown.setdefault(sources_of(one), []).append(one)
    said: set[str] = set()
    for source in sorted(unknown, key=lambda name: not name):  # last what has no source
        is_all = bool(source) and source not in told
        _render_unknown((source, unknown[source]), page, said, is_all=is_all)


def _blocks(values: Iterable[IndexValue], page: _Page) -> Iterable[list[IndexValue]]:
    """Return values of the same parties and source: of one measure by period, or the reverse."""
    blocks: dict[tuple[object, ...], list[IndexValue]] = {}
    for one in values:
        own = (one.measure,) if page.is_by_period(one) else (one.start, one.end)
        blocks.setdefault((parties_of(one), sources_of(one), *own), []).append(one)
    return blocks.values()


def _headlines(values: Sequence[IndexValue]) -> Iterator[IndexValue]:
    """Yield one value for each measure, parties and source: the longest period, else the last.

    Bursts and change points are told one by one, as each is a finding of its own.
    """
    groups: dict[tuple[object, ...], list[IndexValue]] = {}
    for one in values:
        own = one.start if one.measure in _FINDINGS else None
        key = (one.measure, one.parties, sources_of(one), _series_of(one), own)
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        known = [one for one in group if one.value is not None] or group
        yield max(known, key=lambda one: (one.end - one.start, one.end))


def _series_of(one: IndexValue) -> str:
    """Return which series of a source a flow is of; nothing for other measures."""
    return one.note.partition(";")[0].partition(",")[0] if one.measure in _FLOWS else ""


_FINDINGS = {"burst", "change_point"}
_FLOWS = {"flow", "flow_balance"}
"""Measures that a source may have of several series, which the note names first."""
_WIDE = 110
"""Columns from which on a measure is also called what readers call it."""


def _render_block(block: Sequence[IndexValue], page: _Page) -> None:
    """Print a block of values, a line each."""
    first = block[0]
    is_by_period = page.is_by_period(first)
    own = first.measure if is_by_period else span_of(first.start, first.end)
    head = (parties_of(first) or "all states", sources_of(first) or "texts", own)
    page.say(" \u00b7 ".join(head), style="dim", head="  ")
    names = {one.measure for one in block}
    call: Callable[[IndexValue], str] = (
        (lambda one: span_of(one.start, one.end)) if is_by_period else _named_in(names)
    )
    labels = {} if is_by_period or page.console.width < _WIDE else dict(page.found.labels)
    rows = [
        (
            call(one),
            value_of(one, with_unit=not one.measure.startswith(one.unit.lower())),
            interval_of(one),
            one.id,
            page.mark(one.note),
            labels.get(one.measure, "").removesuffix(", both directions"),
        )
        for one in block
    ]
    put(aligned(rows, page.console, indent=4, right={1}), page.console)


def _named_in(names: set[str]) -> Callable[[IndexValue], str]:
    """Return what calls a measure by its name, without the `_both` that its parties show."""

    def call(one: IndexValue) -> str:
        short = one.measure.removesuffix("_both")
        return one.measure if short in names else short

    return call


def _render_unknown(
    what: tuple[str, Sequence[IndexValue]], page: _Page, said: set[str], *, is_all: bool
) -> None:
    """Print which measures of a source are unknown and why, in one line.

    Args:
        what: The source, empty for none, and the values.
        page: Where to.
        said: Reasons that the family gave before; without a source they are not repeated.
        is_all: Whether nothing is known of the source; then the first reason stands for all.
    """
    source, values = what
    reasons: dict[str, list[str]] = {}
    for one in values:
        reasons.setdefault(page.told(one.note), []).append(one.measure.removesuffix("_both"))
    if not source:
        reasons = {why: names for why, names in reasons.items() if why not in said}
    said |= set(reasons)
    if is_all and not page.is_whole:
        why = next(iter(reasons)).replace(f"{source} has no rows", "it has no rows")
        page.say(f"{source}: nothing known; {why}", style="dim", head="  ")
    elif reasons:
        shown = list(reasons.items())[: None if page.is_whole else _NAMED]
        parts = [f"{_listed(names)} {page.mark_of(why)}" for why, names in shown]
        left = sum(len(set(names)) for names in reasons.values()) - sum(
            len(set(names)) for _, names in shown
        )
        if left:
            parts.append(f"and {left} more")
        head = f"{source}, unknown" if source else "unknown"
        page.say(f"{head}: {'; '.join(parts)}", style="dim", head="  ")


def _listed(names: Sequence[str]) -> str:
    """Return names, each once, with how many were left out."""
    each = list(dict.fromkeys(names))
    more = len(each) - _NAMED
    return ", ".join(each) if more < 2 else f"{', '.join(each[:_NAMED])} and {more} more"


_NAMED = 3
"""Unknown measures that are named in a line."""


def write_measures_csv(values: Iterable[IndexValue], stream: TextIO) -> None:
    """Write values as CSV with a header; an unknown value is an empty cell.

    Texts are written so that no spreadsheet takes them for formulas; numbers as they are.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([name for name, _ in COLUMNS])
    for row in measure_rows(values):
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])


def measure_rows(values: Iterable[IndexValue]) -> Iterator[tuple[object, ...]]:
    """Yield the cells of values in the order of `COLUMNS`."""
    for one in values:
        yield (
            one.id, one.family, one.measure, "-".join(one.parties), one.start, one.end, one.value,
            one.unit, one.low, one.high, one.n, one.cover.value, sources_of(one), one.note,
        )  # fmt: skip


def parties_of(value: IndexValue) -> str:
    """Return the states of a value, with `>` where one acts on the other."""
    is_directed = any(row.directed for row in value.rows)
    return (">" if is_directed else "-").join(value.parties)


def sources_of(value: IndexValue) -> str:
    """Return the names of the sources beneath a value."""
    return " ".join(dict.fromkeys(row.source for row in value.rows))


def span_of(start: date, end: date) -> str:
    """Return a period as it is read: a day, month, year, or two days."""
    if start == end:
        return start.isoformat()
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return f"{start} to {end}"
    pattern = "%Y" if (start.month, end.month) == (1, 12) else "%Y-%m"
    first, last = start.strftime(pattern), end.strftime(pattern)
    return first if first == last else f"{first} to {last}"


def value_of(value: IndexValue, *, with_unit: bool = True) -> str:
    """Return a value with three digits that count and its unit; `unknown` where it is.

    A `*` behind it says that the data cover its period in part.
    """
    if value.value is None:
        return "unknown"
    mark = "" if value.cover is Cover.FULL else "*"
    if value.unit == "level" and value.value in _LEVELS:
        return f"{_LEVELS[value.value]}{mark}"
    unit = "" if value.unit == "1" or not with_unit else f" {value.unit}"
    if value.value == 1 and unit.endswith("s") and unit.count(" ") == 1:
        unit = unit[:-1]  # one event, trip or day
    return f"{number_of(value.value)}{unit}{mark}"


_LEVELS = {
    0.0: "none",
    1.0: "non-aggression",
    2.0: "neutrality or consultation",
    3.0: "defence or offence",
}
"""Levels of an alliance tie in words."""


def interval_of(value: IndexValue) -> str:
    """Return the interval of a value; empty where it has none."""
    if value.low is None or value.high is None:
        return ""
    return f"{number_of(value.low)} to {number_of(value.high)}"


def number_of(number: float) -> str:
    """Return a number as people read it, with three digits that count."""
    if not math.isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < 1e15:
        return f"{int(number):,}"
    size = abs(number)
    if size < 1:
        return f"{number:.3g}"
    digits = 0 if size >= 99.95 else 1 if size >= 9.995 else 2
    return f"{number:,.{digits}f}"
