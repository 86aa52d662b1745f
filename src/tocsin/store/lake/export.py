"""Rows and sums of the lake as a file for others: Parquet or CSV."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import OutputError, StoreError
from tocsin.model.ingest import Role
from tocsin.model.records import EVENTS, Column, Kind, Table
from tocsin.store.lake import duck
from tocsin.store.lake.columns import TYPES, day_of, quoted
from tocsin.store.lake.place import Place
from tocsin.store.lake.view import LakeView

FORMATS = {
    ".parquet": "(FORMAT parquet, COMPRESSION zstd)",
    ".csv": "(FORMAT csv, HEADER true)",
}
"""What is written, by the ending of the file."""

_MEANS = """
    SELECT feed, "source", "target", "month", sum("events")::BIGINT AS "events",
           sum("scored")::BIGINT AS "scored",
           CASE WHEN sum("scored") > 0
                THEN sum("goldstein"::DECIMAL(18, 4))::DOUBLE / sum("scored") END
               AS "goldstein_mean",
           sum("mentions")::BIGINT AS "mentions",
           coalesce(sum("events") FILTER (WHERE "quad" = 1), 0)::BIGINT AS "verbal_cooperation",
           coalesce(sum("events") FILTER (WHERE "quad" = 2), 0)::BIGINT AS "material_cooperation",
           coalesce(sum("events") FILTER (WHERE "quad" = 3), 0)::BIGINT AS "verbal_conflict",
           coalesce(sum("events") FILTER (WHERE "quad" = 4), 0)::BIGINT AS "material_conflict"
    FROM rows WHERE "month" BETWEEN date_trunc('month', ?::DATE) AND ?::DATE {which}
    GROUP BY ALL ORDER BY feed, "source", "target", "month"
"""
_PAIR = "{0} IN (?, ?) AND {1} IN (?, ?) AND {0} <> {1}"
# What a spreadsheet takes for a formula: OWASP's list and its full-width forms.
_FORMULA = r"^\s*[=+\-@|%\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]"
# What a terminal obeys, or does not show.
_UNSEEN = r"[\p{Cc}\p{Cf}\x{2028}\x{2029}]+"


def export_months(
    view: LakeView,
    place: Place,
    target: Path,
    *,
    dyad: tuple[str, str] | None = None,
    period: tuple[date, date],
) -> int:
    """Write events by directed dyad and month, with the mean Goldstein value; return the rows.

    A dyad and month without a row had no event, where the source covers the month.

    Raises:
        InsufficientDataError: The lake holds no events.
        OutputError: The file cannot be written.
        StoreError: The lake is damaged.
    """
    which = f"AND {_PAIR.format(quoted('source'), quoted('target'))}" if dyad else ""
    values = [*period, *_twice(dyad)]
    asked = view.over(EVENTS.name, Role.MONTHS, _MEANS.format(which=which), values)
    return _written(place, target, asked)


def export_rows(
    view: LakeView,
    place: Place,
    target: Path,
    what: tuple[str, Table],
    *,
    dyad: tuple[str, str] | None = None,
    period: tuple[date, date] | None = None,
) -> int:
    """Write the rows of one source in its table, as the lake has them; return how many.

    In CSV a text that a spreadsheet would take for a formula stands behind an apostrophe, and
    control characters are spaces; Parquet has every text as it is. Whether the licence of the
    source allows all this is for the caller to judge.

    Raises:
        InsufficientDataError: The lake holds no such table.
        OutputError: The file cannot be written.
        StoreError: The lake is damaged.
    """
    source, table = what
    wheres: list[str] = ["feed = ?"]
    if dyad is not None:
        wheres.append(_PAIR.format(*(quoted(name) for name in table.parties)))
    values: list[object] = [source, *_twice(dyad)]
    if period is not None and table.day:
        wheres.append(f"{day_of(table)} BETWEEN ? AND ?")
        values += period
    is_csv = target.suffix.lower() == ".csv"
    columns = ", ".join(_defused(one) if is_csv else quoted(one.name) for one in table.columns)
    keys = ", ".join(f"rows.{quoted(name)}" for name in table.key)
    chosen = f'SELECT {columns}, "file" FROM rows WHERE {" AND ".join(wheres)} ORDER BY {keys}'  # noqa: S608
    return _written(place, target, view.over(table.name, Role.ROWS, chosen, values))


def write_rows(
    target: Path, columns: Sequence[tuple[str, Kind]], rows: Sequence[Sequence[object]]
) -> int:
    """Write rows of our own making as Parquet; return how many.

    Args:
        target: The file; what is there is replaced once the new one is whole.
        columns: The name and kind of each.
        rows: Their cells in the order of the columns; None is unknown.

    Raises:
        UsageError: DuckDB is not installed.
        OutputError: The file cannot be written; what was there before is then unchanged.
    """
    arrays = {
        name: _texts([row[place] for row in rows]) for place, (name, _) in enumerate(columns)
    }
    chosen = ", ".join(
        f"{quoted(name)}::{TYPES[kind]} AS {quoted(name)}" for name, kind in columns
    )
    try:
        with _drafting(target) as folder, duck.opened(folder) as connection:
            draft = folder / "draft.parquet"
            connection.register("batch", arrays)
            connection.execute(
                f"COPY (SELECT {chosen} FROM batch) TO '{_literal(draft)}' "  # noqa: S608
                f"{FORMATS['.parquet']}"
            )
            _deliver(draft, target)
    except StoreError as error:
        message = f"{target} cannot be written: {error.message}"
        raise OutputError(message, subject=str(target)) from error
    return len(rows)


def refuse_target(target: Path) -> None:
    """Refuse a file that cannot be written, before anything is computed.

    Raises:
        OutputError: It is no file, or its folder is not there or may not be written.
    """
    if target.exists() and not target.is_file():
        what = "a folder; name a file in it" if target.is_dir() else "no file; name one"
        raise OutputError(f"{target} is {what}.", subject=str(target))
    with _drafting(target):
        pass


def _twice(dyad: tuple[str, str] | None) -> list[object]:
    """Return the values of `_PAIR`; none without a dyad."""
    return [*dyad, *dyad] if dyad else []


def _defused(column: Column) -> str:
    """Return a column as no spreadsheet runs it and no terminal obeys it."""
    name = quoted(column.name)
    if column.kind not in (Kind.TEXT, Kind.TEXTS):
        return name
    text = f"array_to_string({name}, '; ')" if column.kind is Kind.TEXTS else name
    seen = f"regexp_replace({text}, '{_UNSEEN}', ' ', 'g')"
    mark = f"CASE WHEN regexp_matches({seen}, '{_FORMULA}') THEN chr(39) ELSE '' END"
    return f"{mark} || {seen} AS {name}"


def _texts(cells: Sequence[object]) -> Any:  # noqa: ANN401 - an array of texts
    """Return cells as texts that DuckDB reads back to the last digit; None stays."""
    texts = [None if cell is None else str(cell) for cell in cells]
    return np.array([*texts, None], object)[:-1]


def _written(place: Place, target: Path, asked: tuple[str, Sequence[object]]) -> int:
    """Write the answer to a query beside the lake, and bring it to where it is wanted.

    A lake may be larger than memory, so the connection is one that can spill to disk.
    """
    query, values = asked
    ending = target.suffix.lower()
    with place.work() as work, duck.opened(place.folder, work=work) as connection:
        draft = work / f"export{ending}"
        with duck.translated(place.folder):
            row = connection.execute(
                f"COPY ({query}) TO '{_literal(draft)}' {FORMATS[ending]}", values
            ).fetchone()
        with _drafting(target) as folder:
            _deliver(Path(shutil.copy(draft, folder)), target)
    return int(row[0]) if row else 0


@contextmanager
def _drafting(target: Path) -> Iterator[Path]:
    """Give a folder beside a file that is to be written; it is gone afterwards.

    Raises:
        OutputError: Nothing can be written there.
    """
    try:
        with tempfile.TemporaryDirectory(
            dir=target.absolute().parent,
            prefix=f".{target.name[:100]}.",
            ignore_cleanup_errors=True,
        ) as folder:
            yield Path(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        message = (
            f"{target} cannot be written: {reason}; name a file in a folder that is there."
        )
        raise OutputError(message, subject=str(target)) from error


def _deliver(draft: Path, target: Path) -> None:
    """Move a finished file of the same disk to its place, so that a part is never there."""
    if target.exists():
        draft.chmod(target.stat().st_mode & 0o777)
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())
    draft.replace(target)


def _literal(path: Path) -> str:
    """Return a path as it stands between quotes."""
    return str(path).replace("'", "''")
