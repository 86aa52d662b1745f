"""An assessment of the ledger as files for others: in which kind, where, and what stays here."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from pathlib import Path

from tocsin import tell
from tocsin.errors import OutputError, UsageError
from tocsin.model.assessment import Assessment
from tocsin.model.record import Precedent
from tocsin.sources import SOURCES
from tocsin.tell import BriefInput, Sheet
from tocsin.tell.whole import refuse_unwritable, replacing

ENDINGS = {
    ".stix.json": "stix",
    ".ftm.json": "ftm",
    ".csv": "csv",
    ".parquet": "parquet",
    ".json": "json",
}
"""The kinds of export by the ending of a file; the first that fits counts."""

KINDS = tuple(dict.fromkeys(ENDINGS.values()))
TABLES = ("csv", "parquet")
"""The kinds that are written as tables."""

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FLAG = "--out"
_Writer = Callable[[Sheet, BriefInput, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How an assessment is to be written.

    Attributes:
        out: A file; for all tables, or where it is there already, a folder.
        kind: One of `KINDS`; None where the ending says it.
        table: One table alone.
    """

    out: Path
    kind: str | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file of an export.

    Attributes:
        name: What it is called in a folder.
        write: Writes it to a path.
    """

    name: str
    write: Callable[[Path], object]


def check_wanted(wanted: Wanted) -> None:
    """Make sure that an assessment can be written like this, before it is looked up.

    Raises:
        UsageError: There is no such kind or table, or they do not go together.
        OutputError: The file cannot be written, or the folder would lie in none.
    """
    kind = _kind(wanted)
    if wanted.table is not None:
        _refuse_table(wanted.table, kind)
    if _is_folder(wanted, kind):
        _refuse_folder(wanted.out)
    elif kind in TABLES and wanted.table is None:
        message = (
            f"{wanted.out} holds one table: name it with --table ({', '.join(tell.answer_sheets())}), "
            f"or give a folder for all: --as {kind} --out FOLDER."
        )
        raise UsageError(message, subject=_FLAG)
    else:
        refuse_unwritable(wanted.out, flag=_FLAG)


def write_assessment(view: BriefInput, wanted: Wanted) -> tuple[str, ...]:
    """Write an assessment; return what to tell of it, a sentence each.

    All files are whole before the first one takes its place.

    Raises:
        UsageError: There is no such kind or table, or DuckDB is not installed.
        OutputError: A file cannot be written; what was there before is then unchanged.
    """
    check_wanted(wanted)
    kind = _kind(wanted)
    shared, withheld = shareable_record(view.assessment)
    is_folder = _is_folder(wanted, kind)
    pieces = _pieces(replace(view, assessment=shared), kind, wanted.table)
    if is_folder:
        _make_folder(wanted.out)
        paths = [_inside(wanted.out, piece.name) for piece in pieces]
    else:
        pieces, paths = pieces[:1], [wanted.out]
    with ExitStack() as stack:
        for piece, path in zip(pieces, paths, strict=True):
            piece.write(stack.enter_context(replacing(path, flag=_FLAG)))
    names = f": {', '.join(path.name for path in paths)}" if is_folder else ""
    told = f"{view.assessment.id} is written to {wanted.out}{names}."
    return (told, withheld) if withheld and kind == "json" else (told,)


def shareable_record(assessment: Assessment) -> tuple[Assessment, str]:
    """Return an assessment without rows that may not be handed on, and what was left out.

    Only a precedent tells a single row of data; all else is derived from many, and the keys of
    rows tell nothing without the rows. What is left out is said among the limits, too.
    """
    record = assessment.record
    if record is None:
        return assessment, ""
    lost = Counter(name for one in record.precedents for name in _withheld(one))
    if not lost:
        return assessment, ""
    kept = tuple(one for one in record.precedents if not _withheld(one))
    told = _lost(lost)
    return (
        replace(
            assessment,
            record=replace(record, precedents=kept),
            limits=(*assessment.limits, told),
        ),
        told,
    )


def _withheld(one: Precedent) -> list[str]:
    """Return the sources of which a precedent tells a single row that may not be handed on."""
    single = [rows.source for rows in one.value.rows if rows.rows == 1]
    return [name for name in single if name not in SOURCES or not _allows(name)]


def _allows(name: str) -> bool:
    """Return whether rows of a source may be handed on."""
    return SOURCES[name].licence.allows_rows


def _lost(lost: Counter[str]) -> str:
    """Return the sentence that says which precedents were left out and why."""
    named = ", ".join(f"{count} of {name}" for name, count in sorted(lost.items()))
    return (
        f"Precedents that are single rows which may not be handed on are left out: {named}; "
        "see `tocsin sources NAME`."
    )


def _kind(wanted: Wanted) -> str:
    """Return the kind that is asked for, or that the ending names.

    Raises:
        UsageError: There is no such kind.
    """
    known = ", ".join(KINDS)
    if wanted.kind is not None:
        if wanted.kind not in KINDS:
            message = f"There is no kind {wanted.kind!r}; there are {known}."
            raise UsageError(message, subject="--as")
        return wanted.kind
    name = wanted.out.name.lower()
    found = next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), None)
    if found is None:
        message = (
            f"{wanted.out} does not say what to write: end it in {', '.join(ENDINGS)}, or name "
            f"the kind with --as ({known})."
        )
        raise UsageError(message, subject=_FLAG)
    return found


def _refuse_table(table: str, kind: str) -> None:
    """Refuse a table that is not there, or a kind that has no tables.

    Raises:
        UsageError: It is so.
    """
    if table not in tell.answer_sheets():
        message = f"There is no table {table!r}; there are {', '.join(tell.answer_sheets())}."
        raise UsageError(message, subject="--table")
    if kind not in TABLES:
        message = f"A table is written as {' or '.join(TABLES)}, not as {kind}."
        raise UsageError(message, subject="--table")


def _is_folder(wanted: Wanted, kind: str) -> bool:
    """Return whether files go into a folder: one that is there, or one for all tables."""
    if wanted.out.is_dir():
        return True
    is_all = kind in TABLES and wanted.table is None
    return is_all and wanted.kind is not None and wanted.out.suffix.lower() not in ENDINGS


def _refuse_folder(folder: Path) -> None:
    """Refuse a folder that is a file, or would lie in none; it is made when there is an answer.

    Raises:
        UsageError: It is a file.
        OutputError: It lies in no folder.
    """
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is a file; name a folder for the tables."
        raise UsageError(message, subject=_FLAG)
    if not folder.parent.is_dir():
        raise _no_folder(folder, "there is no folder to make it in")


def _make_folder(folder: Path) -> None:
    """Make a folder, unless it is there.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise _no_folder(folder, getattr(error, "strerror", None) or str(error)) from error


def _no_folder(folder: Path, reason: str) -> OutputError:
    """Return the error for a folder that cannot be made."""
    message = (
        f"The folder {folder} cannot be made: {reason}; name one in a folder that is there."
    )
    return OutputError(message, subject=str(folder))


def _inside(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder that leads nowhere else.

    Raises:
        OutputError: The name would lead out of it, or a link stands in its place.
    """
    path = folder / name
    if not _SAFE.fullmatch(name):
        message = (
            f"{name!r} is no name for a file in {folder}; the assessment has a strange id."
        )
        raise OutputError(message, subject=name)
    if path.is_symlink():
        message = f"{path} is a link that may lead out of the folder; remove it first."
        raise OutputError(message, subject=str(path))
    refuse_unwritable(path, flag=_FLAG)
    return path


def _pieces(view: BriefInput, kind: str, table: str | None) -> Sequence[_Piece]:
    """Return the files of a kind; the first one is what a single file holds."""
    name = view.assessment.id
    if kind == "stix":
        return [_Piece(f"{name}.stix.json", partial(_write_text, tell.render_stix, view))]
    if kind == "ftm":
        return [_Piece(f"{name}.ftm.json", partial(_write_text, tell.render_ftm, view))]
    if kind == "json":
        return [
            _Piece(f"{name}.json", partial(_write_text, tell.render_contract, view)),
            _Piece(
                f"{name}.claims.ndjson", partial(_write_text, tell.render_claim_lines, view)
            ),
        ]
    sheets = tell.answer_sheets()
    chosen = [sheets[table]] if table is not None else sheets.values()
    write: _Writer = _write_csv if kind == "csv" else _write_parquet
    return [_Piece(f"{one.name}.{kind}", partial(write, one, view)) for one in chosen]


def _write_text(render: Callable[[BriefInput], str], view: BriefInput, path: Path) -> None:
    """Write what a renderer gives."""
    path.write_text(render(view), encoding="utf-8", newline="\n")


def _write_csv(sheet: Sheet, view: BriefInput, path: Path) -> None:
    """Write a table as CSV."""
    stream = StringIO()
    tell.write_sheet(sheet, view, stream)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")


def _write_parquet(sheet: Sheet, view: BriefInput, path: Path) -> None:
    """Write a table as Parquet."""
    from tocsin.store.lake.export import write_rows  # noqa: PLC0415 - DuckDB, for this only

    write_rows(path, sheet.columns, sheet.rows(view))
