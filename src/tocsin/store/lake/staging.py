"""From the rows of a reader to the table `staged` of a connection, batch by batch."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.model.records import Column, Kind, Table
from tocsin.sources.base import Cell, Given, Reader, Row
from tocsin.store.lake.columns import TYPES, adds_line, defined, quoted
from tocsin.store.lake.staged import Refusals, Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 20_000
"""Rows that are handed over at once; of the widest table they take about 50 MB."""

_EPOCH = dt.date(1970, 1, 1).toordinal()
_UNIT = "\x1f"
"""Stands between the texts of a list on their way; no text of a source holds it."""
_MICROSECOND = dt.timedelta(microseconds=1)


def stage_rows(
    connection: "DuckDBPyConnection",
    table: Table,
    reader: Reader,
    files: Sequence[Given],
    *,
    only_dyads: bool,
    most_refused: int,
) -> Staged:
    """Read files row by row into the new table `staged`.

    Args:
        connection: Where the table is made: the columns of `table`, `file` as the place of the
            file among `files`, and `line` where the table has none.
        table: What the rows become.
        reader: Reads one file.
        files: In the order in which they are read.
        only_dyads: Whether only rows with two different known parties are staged.
        most_refused: How many rows may be left out because they do not fit, of all files.

    Raises:
        SourceError: A file is not of the format, or too many rows do not fit.
    """
    connection.execute(f"CREATE TABLE staged ({defined(table)})")
    counts, refusals = [], Refusals(most_refused)
    for place, given in enumerate(files):
        before = refusals.count
        staged = aside = 0
        rows = _sifted(reader.rows(given, refusals), table) if only_dyads else None
        for batch in _batches(reader.rows(given, refusals) if rows is None else rows):
            kept = [row for row in batch if row is not None]
            aside += len(batch) - len(kept)
            staged += len(kept)
            if kept:
                _insert(connection, table, kept, place)
        counts.append((staged, aside, refusals.count - before))
    return Staged(
        rows=tuple(map(sum, counts)),
        staged=tuple(staged for staged, _, _ in counts),
        set_aside=tuple(aside for _, aside, _ in counts),
        refused=tuple(refused for _, _, refused in counts),
        refusals=tuple(refusals.first),
    )


def _sifted(rows: Iterable[Row], table: Table) -> Iterator[Row | None]:
    """Yield rows with two different known parties, and None for every other one."""
    places = [table.place(name) for name in table.parties]
    for row in rows:
        parties = {row.cells[place] for place in places}
        yield row if None not in parties and len(parties) == len(places) else None


def _batches(rows: Iterable[Row | None]) -> Iterator[list[Row | None]]:
    """Yield rows in lists of bounded length."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _insert(
    connection: "DuckDBPyConnection", table: Table, rows: Sequence[Row], place: int
) -> None:
    """Append rows to the table `staged`; numpy arrays are 500 times as fast as parameters."""
    cells = list(zip(*(row.cells for row in rows), strict=True))
    arrays: dict[str, Any] = {
        column.name: _array(column, cells[number])
        for number, column in enumerate(table.columns)
    }
    chosen = [_expression(column) for column in table.columns]
    if adds_line(table):
        arrays["line"] = np.array([row.line for row in rows], np.int64)
        chosen.append('"line"')
    chosen.insert(len(table.columns), f"{place:d}")
    connection.register("batch", arrays)
    connection.execute(f"INSERT INTO staged SELECT {', '.join(chosen)} FROM batch")  # noqa: S608
    connection.unregister("batch")


def _array(column: Column, cells: Sequence[Cell]) -> Any:  # noqa: ANN401 - of any kind
    """Return the cells of a column as an array that DuckDB takes without a copy."""
    if column.kind is Kind.TEXT:
        return np.array([*cells, None], object)[:-1]
    if column.kind is Kind.TEXTS:
        joined = [None if cell is None else _UNIT.join(cell) for cell in cells]  # type: ignore[arg-type]
        return np.array([*joined, None], object)[:-1]
    if column.kind is Kind.REAL:
        return np.array([np.nan if cell is None else cell for cell in cells], np.float64)
    numbers = [0 if cell is None else _number(cell) for cell in cells]
    missing = [cell is None for cell in cells]
    return np.ma.MaskedArray(np.array(numbers, np.int64), mask=missing)


def _number(cell: Cell) -> int:
    """Return a whole number, a flag, a day since 1970 or a moment in microseconds since then."""
    if isinstance(cell, dt.datetime):
        aware = cell if cell.tzinfo else cell.replace(tzinfo=dt.UTC)
        return (aware - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // _MICROSECOND
    if isinstance(cell, dt.date):
        return cell.toordinal() - _EPOCH
    return int(cell)  # type: ignore[arg-type]


def _expression(column: Column) -> str:
    """Return what makes a column of a batch into one of the table."""
    name = quoted(column.name)
    if column.kind is Kind.DAY:
        return f"DATE '1970-01-01' + {name}::INTEGER"
    if column.kind is Kind.MOMENT:
        return f"make_timestamp({name})"
    if column.kind is Kind.TEXTS:
        return f"string_split({name}, '{_UNIT}')"
    return f"{name}::{TYPES[column.kind]}"
