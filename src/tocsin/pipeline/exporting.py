"""What can be taken out: assessments of the ledger, and data of the lake where it is allowed."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.records import EVENTS
from tocsin.pipeline.explaining import view_of
from tocsin.pipeline.handing_on import Wanted, check_wanted, write_assessment
from tocsin.pipeline.ingesting import source_named
from tocsin.pipeline.measuring import refuse_empty, refuse_swapped
from tocsin.pipeline.record import place_of
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings
from tocsin.sources import SOURCES, Source
from tocsin.store import open_ledger
from tocsin.store.lake.export import FORMATS, export_months, export_rows, refuse_target
from tocsin.store.lake.view import LakeView, viewing

MONTHS = "dyad-months"
"""What the sums of events by directed dyad and month are called; every licence allows them."""
LAST = "last"
"""What the newest assessment is called."""
_ASSESSMENT = "a-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """What somebody wants to take out; what is None is all.

    Attributes:
        what: Id of an assessment or its beginning, `last`, name of a source, or `dyad-months`.
        out: The file; for all tables of an assessment a folder.
        kind: Of an assessment; None where the ending says it.
        table: Of an assessment the only one.
        dyad: Two states, as codes or names; for rows with two parties, and for `last`.
        since: First day.
        until: Last day.
    """

    what: str
    out: Path
    kind: str | None = None
    table: str | None = None
    dyad: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def is_assessment(self) -> bool:
        """Return whether an assessment is wanted, not data of the lake."""
        return self.what == LAST or self.what.startswith(_ASSESSMENT)


def export(request: Exporting, *, settings: Settings) -> tuple[str, ...]:
    """Write an assessment or data; return what to tell of it, a sentence each.

    Raises:
        UsageError: It is not there, may not be handed on, or cannot be written as it was asked.
        InsufficientDataError: The lake holds none of it.
        OutputError: A file cannot be written.
        StoreError: The ledger is missing, or the lake is damaged.
    """
    if request.is_assessment:
        return _export_assessment(request, settings)
    for flag, value in (("--as", request.kind), ("--table", request.table)):
        if value is not None:
            message = (
                f"{flag} is for assessments; {request.what} is written by the ending of --out."
            )
            raise UsageError(message, subject=flag)
    return (f"{_export_data(request, settings):,} rows written to {request.out}.",)


def _export_assessment(request: Exporting, settings: Settings) -> tuple[str, ...]:
    """Write an assessment of the ledger; return what to tell of it.

    Raises:
        UsageError: There is none, or it cannot be written as it was asked.
        OutputError: A file cannot be written.
        StoreError: The ledger is missing.
    """
    is_last = request.what == LAST
    if request.since is not None or request.until is not None:
        message = "--since and --until narrow data of the lake; an assessment has its own day."
        raise UsageError(message, subject="--since")
    if request.dyad is not None and not is_last:
        message = (
            f"--dyad chooses the {LAST} assessment of a pair; {request.what} is chosen already."
        )
        raise UsageError(message, subject="--dyad")
    wanted = Wanted(out=request.out, kind=request.kind, table=request.table)
    dyad = parse_dyad(request.dyad) if request.dyad else None
    check_wanted(wanted)
    with open_ledger(settings.store, create=False) as ledger:
        assessment = ledger.assessment(None if is_last else request.what, dyad=dyad)
        return write_assessment(view_of(assessment, ledger), wanted)


def _export_data(request: Exporting, settings: Settings) -> int:
    """Write data of the lake to a file; return how many rows.

    Raises:
        UsageError: There is no such source, its licence does not allow its rows to be handed
            on, or what narrows them does not fit.
        InsufficientDataError: The lake holds none of it.
        OutputError: The file cannot be written.
        StoreError: The lake is damaged.
    """
    source = None if request.what == MONTHS else _allowed(request.what)
    dyad = parse_dyad(request.dyad) if request.dyad else None
    _refuse_unfit(request, source)
    refuse_target(request.out)
    refuse_empty(settings)
    span = (request.since or dt.date.min, request.until or dt.date.max)
    with open_ledger(settings.store, create=False) as ledger:
        place = place_of(ledger, settings)
        with viewing(ledger, place) as view:
            _refuse_nothing(view, source)
            if source is None:
                return export_months(view, place, request.out, dyad=dyad, period=span)
            is_narrowed = request.since is not None or request.until is not None
            return export_rows(
                view,
                place,
                request.out,
                (source.name, source.table),
                dyad=dyad,
                period=span if is_narrowed else None,
            )


def _refuse_unfit(request: Exporting, source: Source | None) -> None:
    """Refuse what cannot be written, or cannot be narrowed as it was asked.

    Raises:
        UsageError: The ending is of no kind that is written, the period ends before it starts,
            or rows without two parties or a day are to be narrowed by them.
    """
    ending = request.out.suffix
    if ending.lower() not in FORMATS:
        found = f"the ending {ending!r}" if ending else "no ending"
        message = f"{request.out} has {found}; data are written as {' or '.join(FORMATS)}."
        raise UsageError(message, subject="--out")
    refuse_swapped(request.since, request.until)
    if source is None:
        return
    if request.dyad and len(source.table.parties) != 2:
        message = f"--dyad cannot narrow {source.name}: its rows do not have two parties."
        raise UsageError(message, subject="--dyad")
    if (request.since or request.until) and not source.table.day:
        message = (
            f"--since and --until cannot narrow {source.name}: not all of its rows say a day."
        )
        raise UsageError(message, subject="--since")


def _refuse_nothing(view: LakeView, source: Source | None) -> None:
    """Refuse to write a file of what the lake has nothing of: it would look like no events.

    Raises:
        InsufficientDataError: It has nothing of it.
    """
    covered = view.coverage(source.table.name if source else EVENTS.name)
    if not any(one.rows for one in covered if source is None or one.source == source.name):
        name = source.name if source else EVENTS.name
        message = f"The lake holds nothing of {name}; take some in with `tocsin ingest`."
        raise InsufficientDataError(message, subject=name)


def _allowed(name: str) -> Source:
    """Return the source of a name whose rows may be handed on.

    Raises:
        UsageError: There is none, or they may not be.
    """
    if name not in SOURCES:
        known = ", ".join([MONTHS, *SOURCES])
        message = (
            f"There is nothing called {name!r}; known are {known}, and of assessments {LAST} and "
            "ids such as a-1f2e3d4c5b."
        )
        raise UsageError(message, subject=name)
    source = source_named(name)
    if not source.licence.allows_rows:
        message = (
            f"The rows of {name} may not be handed on ({source.licence.name}): "
            f"{source.licence.terms.rstrip('.')}. Export what is derived from them: values with "
            f"`tocsin measure --parquet`, or {MONTHS}."
        )
        raise UsageError(message, subject=name)
    return source
