"""Parquet through DuckDB, locked down: one file, no network, no extension, bounded memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tocsin.errors import ReadError, missing_extra
from tocsin.read.base import Columns
from tocsin.read.cells import Cells, missing_column
from tocsin.settings import Settings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 256
"""Rows that are taken out at once."""

MEMORY = "1GB"
"""What DuckDB may hold: a row group or two of what writers make by default."""

_CONFIG: dict[str, str | bool | int] = {
    "threads": 1,  # rows in their order, and the other cores for the coder
    "memory_limit": MEMORY,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
_SOURCE = "read_parquet(?, hive_partitioning = false)"
_DESCRIBE = f"DESCRIBE SELECT * FROM {_SOURCE}"  # noqa: S608 - a constant
_SIZES = {"VARCHAR": "strlen", "BLOB": "octet_length"}
"""What counts the bytes of a text, by the type of its column."""


def parquet_cells(
    stream: BinaryIO, name: str, columns: Columns, settings: Settings
) -> Iterator[Cells]:
    """Yield the cells of every row, numbered from 1.

    Raises:
        ReadError: DuckDB is not installed, the file is no Parquet, or a column is missing in it.
    """
    if stream.read(4) != b"PAR1":
        message = f"{name} is no Parquet file; it does not begin as one."
        raise ReadError(message, subject=name)
    with _open(name) as base, _translated(name):
        query = _query(base, name, columns, settings.max_bytes)
        found = base.execute(query, [_path(name)])
        number = 0
        while rows := found.fetchmany(BATCH):
            for text, size, called, date in rows:
                number += 1
                problem = _too_large(size, settings.max_bytes)
                yield Cells(number=number, text=text, id=called, date=date, problem=problem)


def count_parquet(name: str) -> int | None:
    """Return how many rows a file says it has; None where it does not say so."""
    try:
        with _open(name) as base, _translated(name):
            query = "SELECT sum(num_rows) FROM parquet_file_metadata(?)"
            found = base.execute(query, [_path(name)]).fetchone()
    except ReadError:
        return None
    return int(found[0]) if found and found[0] is not None else None


@contextmanager
def _open(name: str) -> Iterator["DuckDBPyConnection"]:
    """Give a database in memory that may look at one file and at nothing else.

    Raises:
        ReadError: DuckDB is not installed.
    """
    try:
        import duckdb  # noqa: PLC0415 - an extra, and 0.1 s that other files need not spend
    except ImportError as error:
        purpose = f"Reading {name}"
        raise missing_extra(
            ReadError, purpose, package="DuckDB", extra="parquet", subject=name
        ) from error
    with duckdb.connect(":memory:", config=dict(_CONFIG)) as base:
        allowed = ", ".join(map(_literal, (str(Path(name).absolute()), _path(name))))
        base.execute(f"SET allowed_paths = [{allowed}]")
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")
        yield base


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn what DuckDB raises into errors of ours.

    Raises:
        ReadError: The file is damaged or takes too much memory.
    """
    import duckdb  # noqa: PLC0415 - it is there: `_open` has used it

    try:
        yield
    except duckdb.Error as error:
        reason = str(error).split("\n", 1)[0].strip().rstrip(".")
        message = f"{name} cannot be read as Parquet: {reason}. Write the file anew."
        raise ReadError(message, subject=name) from error


def _path(name: str) -> str:
    """Return a file as DuckDB is asked for it, where `*` would stand for any name."""
    path = str(Path(name).absolute())
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)


def _literal(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def _query(base: "DuckDBPyConnection", name: str, columns: Columns, longest: int) -> str:
    """Return the query for the cells; a text over the limit stays behind.

    Raises:
        ReadError: A column is missing, or the one of the texts holds none.
    """
    described = base.execute(_DESCRIBE, [_path(name)]).fetchall()
    kinds = {str(row[0]): str(row[1]) for row in described}
    for column in (columns.text, columns.id, columns.date):
        if column is not None and column not in kinds:
            raise missing_column(name, column, list(kinds))
    if kinds[columns.text] not in _SIZES:
        message = (
            f"{name}: the column {columns.text!r} holds {kinds[columns.text]}, no text; name "
            "another --column."
        )
        raise ReadError(message, subject=name)
    text = _quoted(columns.text)
    size = f"{_SIZES[kinds[columns.text]]}({text})"
    called = f"left(CAST({_quoted(columns.id)} AS VARCHAR), 200)" if columns.id else "NULL"
    date = _day(columns.date, kinds[columns.date]) if columns.date else "NULL"
    return (  # columns are quoted, and are columns of the file
        f"SELECT CASE WHEN {size} <= {longest:d} THEN {text} END, {size}, {called}, {date} "  # noqa: S608
        f"FROM {_SOURCE}"
    )


def _day(column: str, kind: str) -> str:
    """Return the SQL of a date as text; times are those of UTC, whatever zone this is."""
    name = _quoted(column)
    if kind.startswith("TIMESTAMP"):
        return f"CAST(CAST(make_timestamp(epoch_us({name})) AS DATE) AS VARCHAR)"
    return f"left(CAST({name} AS VARCHAR), 100)"


def _quoted(column: str) -> str:
    """Return the name of a column as SQL takes it."""
    return '"' + column.replace('"', '""') + '"'


def _too_large(size: int | None, longest: int) -> str:
    """Return why a row cannot be used, empty if it can."""
    if size is None or size <= longest:
        return ""
    return (
        f"is too large: {size:,} bytes, and {longest:,} are read. Give smaller texts, or raise "
        "max_bytes."
    )
