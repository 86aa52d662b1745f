"""Measures of a dyad out of the record."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.measure.base import Family
from tocsin.measure.families import FAMILIES
from tocsin.model.ids import ActorId
from tocsin.model.index import Coverage, IndexValue, Question
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.record import place_of
from tocsin.pipeline.states import parse_dyad, parse_states
from tocsin.settings import Settings
from tocsin.store import has_ledger, open_ledger
from tocsin.store.lake.view import viewing
from tocsin.tell.measures import COLUMNS, Measured, measure_rows

YEARS = 10
"""How far back measures look by default."""

FIRST, LAST = dt.date(1800, 1, 1), dt.date(2100, 12, 31)
"""Days that no source goes beyond; each month of a period costs a value of each measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """What somebody wants to know of a dyad; what is None or empty is found in the record.

    Attributes:
        dyad: The two states, as codes or names.
        since: First day.
        until: Last day.
        families: Names of families; all that the record has data for.
        sources: Names of sources; all.
        third: Third states, as codes or names with commas between them.
    """

    dyad: str
    since: dt.date | None = None
    until: dt.date | None = None
    families: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    third: str = ""


def measure(request: Measuring, *, settings: Settings, watcher: Watcher) -> Measured:
    """Return the values of measures for a dyad; they are kept, so that their ids lead back.

    Raises:
        UsageError: There is no such state, family or source, or the period ends before it
            starts.
        InsufficientDataError: The record holds no data that the measures could use, or none in
            the period.
        StoreError: The ledger or the lake cannot be read.
    """
    dyad = parse_dyad(request.dyad)
    families = _families(request.families)
    third = _third(request.third, dyad)
    refuse_swapped(request.since, request.until)
    _refuse_far(request)
    refuse_empty(settings)
    with open_ledger(settings.store, create=False) as ledger:
        with viewing(ledger, place_of(ledger, settings)) as view:
            chosen = _covered(view.coverage(), request.sources)
            since, until = period(chosen, request.since, request.until)
            question = Question(
                dyad=dyad, since=since, until=until, third=third, sources=request.sources
            )
            values: list[IndexValue] = []
            for family in families:
                mine = [one for one in chosen if one.table in family.tables and one.rows]
                if not mine and not request.families:
                    continue
                watcher.step("measuring", family.title)
                values += family.values(view, _of_family(question, mine, request))
        if not values:
            raise _nothing(dyad, families)
        ledger.add_values(values)
    return _measured(question, values, chosen, families)


def _third(text: str, dyad: tuple[str, str]) -> tuple[ActorId, ...]:
    """Return third states.

    Raises:
        UsageError: One of them is no state, or one of the two.
    """
    third = parse_states(text, option="--third") if text else ()
    for state in third:
        if state in dyad:
            message = f"--third names {state}, which is one of the two; name other states."
            raise UsageError(message, subject="--third")
    return third


def _measured(
    question: Question,
    values: Sequence[IndexValue],
    covered: tuple[Coverage, ...],
    families: Sequence[Family],
) -> Measured:
    """Return values with what a reader needs to know of their families and measures."""
    methods = [method for family in families for method in family.methods]
    return Measured(
        question=question,
        values=tuple(values),
        coverage=covered,
        titles=tuple((family.name, family.title) for family in families),
        labels=tuple((method.name, method.title) for method in methods),
        hidden=frozenset(method.name for method in methods if not method.is_headline),
    )


def check_parquet(target: Path) -> None:
    """Make sure that values can be written to a file, before they are computed.

    Raises:
        OutputError: It is no file, or its folder is not there or may not be written.
    """
    from tocsin.store.lake.export import refuse_target  # noqa: PLC0415 - for this only

    refuse_target(target)


def write_measures(found: Measured, target: Path) -> int:
    """Write values to a Parquet file, in the columns of CSV; return how many.

    Raises:
        UsageError: DuckDB is not installed.
        OutputError: The file cannot be written; what was there before is then unchanged.
    """
    from tocsin.store.lake.export import write_rows  # noqa: PLC0415 - for this only

    return write_rows(target, COLUMNS, list(measure_rows(found.values)))


def _of_family(question: Question, covered: Sequence[Coverage], request: Measuring) -> Question:
    """Return a question for the period that the data of a family cover, where none was asked.

    Where that is none of the period that was asked, the period stays: its values are unknown.
    """
    since, until = _ends(covered, request.since, request.until)
    if since is None or until is None or since > until:
        return question
    return replace(question, since=since, until=until)


def refuse_empty(settings: Settings) -> None:
    """Refuse to go on where there is no record.

    Raises:
        InsufficientDataError: There is no ledger.
    """
    if not has_ledger(settings.store):
        message = (
            "There is no record yet; take data in with `tocsin ingest`, `tocsin sources` lists "
            "what can be read."
        )
        raise InsufficientDataError(message, subject=settings.store)


def refuse_swapped(since: dt.date | None, until: dt.date | None) -> None:
    """Refuse a period that ends before it starts.

    Raises:
        UsageError: It does.
    """
    if since and until and since > until:
        message = f"--since {since} is after --until {until}; swap them, or leave one out."
        raise UsageError(message, subject="--since")


def _refuse_far(request: Measuring) -> None:
    """Refuse days that nothing can be known of.

    Raises:
        UsageError: One is before the first or after the last day of all sources.
    """
    for option, day in (("--since", request.since), ("--until", request.until)):
        if day is not None and not FIRST <= day <= LAST:
            message = f"{option} {day} lies outside of {FIRST} to {LAST}, which no source does."
            raise UsageError(message, subject=option)


def period(
    covered: Iterable[Coverage], since: dt.date | None, until: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a question: as asked, else what the record covers.

    Raises:
        InsufficientDataError: The record covers no day that anybody knows of, or none on the
            side of the day that was asked for.
    """
    first, last = _ends(covered, since, until)
    if first is None or last is None:
        message = "The record covers no period; take data in with `tocsin ingest`."
        raise InsufficientDataError(message)
    if first > last and since:
        message = (
            f"The record ends with {last}, before --since {since}; what came later is unknown."
        )
        raise InsufficientDataError(message, subject="--since")
    if first > last:
        message = (
            f"The record begins with {first}, after --until {last}; what was before is unknown."
        )
        raise InsufficientDataError(message, subject="--until")
    return first, last


def _ends(
    covered: Iterable[Coverage], since: dt.date | None, until: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day as asked, else as covered, at most some years long."""
    known = [one for one in covered if one.rows]
    last = until or max((min(one.end, LAST) for one in known if one.end), default=None)
    if last is None:
        return since, None
    starts = [one.start for one in known if one.start]
    return since or max(min(starts, default=last), _years_before(last)), last


def _years_before(day: dt.date) -> dt.date:
    """Return the day some years before another one."""
    return day.replace(year=max(day.year - YEARS, 1), day=min(day.day, 28))


def _families(names: Sequence[str]) -> list[Family]:
    """Return families by their names; all of them without any.

    Raises:
        UsageError: There is none of a name; the message lists all.
    """
    for name in names:
        if name not in FAMILIES:
            known = ", ".join(FAMILIES)
            raise UsageError(f"There is no family {name!r}; known are {known}.", subject=name)
    return [FAMILIES[name] for name in names or FAMILIES]


def _covered(all_covered: tuple[Coverage, ...], sources: Sequence[str]) -> tuple[Coverage, ...]:
    """Return what the chosen sources cover.

    Raises:
        UsageError: The record holds nothing of a source.
    """
    held = {one.source for one in all_covered}
    for name in sources:
        if name not in held:
            known = ", ".join(sorted(held)) or "nothing"
            message = f"The record holds nothing of {name!r}; it holds {known}."
            raise UsageError(message, subject=name)
    return tuple(one for one in all_covered if not sources or one.source in sources)


def _nothing(dyad: tuple[str, str], families: Iterable[Family]) -> InsufficientDataError:
    """Return the error for a record without anything that measures could use."""
    tables = sorted({table for family in families for table in family.tables})
    message = (
        f"The record has nothing to measure {dyad[0]}-{dyad[1]} by: it holds none of "
        f"{', '.join(tables)}; take data in with `tocsin ingest`."
    )
    return InsufficientDataError(message)
