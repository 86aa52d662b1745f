"""Tables: every row with a text in it is a document, `events.parquet#12` by its path.

Rows are read one after the other and let go, so that a table may be larger than memory. What is
wrong with one row is said of that row; the others are read.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import ReadError
from tocsin.read.assemble import assemble
from tocsin.read.base import Columns, Failure, Overrides, Reading, Source
from tocsin.read.cells import Cells
from tocsin.read.dates import read_date
from tocsin.read.drafts import PLAIN, draft_source, with_kind
from tocsin.read.files import check_regular, refuse_size, unreadable
from tocsin.read.rows_csv import csv_cells
from tocsin.read.rows_ndjson import ndjson_cells
from tocsin.read.rows_parquet import count_parquet, parquet_cells
from tocsin.settings import Settings

STDIN = "-"
_LONGEST_ID = 200

Reader = Callable[[BinaryIO, str, Columns, Settings], Iterator[Cells]]

_READERS: dict[str, Reader] = {
    ".csv": csv_cells,
    ".jsonl": ndjson_cells,
    ".ndjson": ndjson_cells,
    ".parquet": parquet_cells,
    ".tsv": csv_cells,
}
TABLES = frozenset(_READERS)
"""The endings of files that are read row by row."""


def is_table(name: str) -> bool:
    """Return whether a file holds rows, by its ending."""
    return name != STDIN and "://" not in name and Path(name).suffix.lower() in TABLES


def count_rows(name: str) -> int | None:
    """Return how many rows a file says it has, None where only reading it would tell."""
    return count_parquet(name) if Path(name).suffix.lower() == ".parquet" else None


def read_rows(
    name: str,
    columns: Columns,
    *,
    settings: Settings,
    overrides: Overrides,
    stream: BinaryIO | None = None,
) -> Iterator[Reading | Failure]:
    """Yield a reading or failure for every row of a table.

    Args:
        name: A file whose ending tells its kind, or `-` for JSON lines on a stream.
        columns: Where the rows hold what makes a document.
        settings: The settings in force; `max_bytes` holds for each text.
        overrides: What the caller says of the documents; it wins over the columns.
        stream: Standard input, for `-`.
    """
    try:
        if stream is not None:
            yield from _readings(stream, name, ndjson_cells, columns, settings, overrides)
            return
        path = Path(name)
        check_regular(path, name)
        with path.open("rb") as file:
            reader = _READERS[path.suffix.lower()]
            yield from _readings(file, name, reader, columns, settings, overrides)
    except ReadError as error:
        yield Failure(name, error)
    except (OSError, ValueError) as error:
        yield Failure(name, unreadable(name, error))


def _readings(
    stream: BinaryIO,
    name: str,
    reader: Reader,
    columns: Columns,
    settings: Settings,
    overrides: Overrides,
) -> Iterator[Reading | Failure]:
    """Yield a reading or failure for every row of an open table."""
    count = 0
    for cells in reader(stream, name, columns, settings):
        count += 1
        path = f"{name}#{_called(cells)}"
        try:
            yield _reading(cells, path, settings, overrides)
        except ReadError as error:
            yield Failure(path, error)
    if not count:
        message = f"{name} holds no row; give a table with a text in each row."
        raise ReadError(message, subject=name)


def _called(cells: Cells) -> str:
    """Return what a row is called by: its id where it has one, else its number."""
    value = cells.id
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    words = " ".join(str("" if value is None else value).split())
    return words[:_LONGEST_ID] or str(cells.number)


def _reading(cells: Cells, path: str, settings: Settings, overrides: Overrides) -> Reading:
    """Return the document of a row.

    Raises:
        ReadError: The row is broken, holds no text, or a date that is none.
    """
    if cells.problem:
        raise ReadError(f"{path} {cells.problem}", subject=path)
    raw = _raw_text(cells.text, path)
    refuse_size(len(raw), path, settings)
    date = overrides.date or _date(cells.date, path)
    given = replace(overrides, date=date)
    source = with_kind(Source(path=path, raw=raw, media_type=PLAIN))
    return assemble(source, draft_source(source, settings=settings, overrides=given), given)


def _raw_text(value: object, path: str) -> bytes:
    """Return the text of a row as bytes; lone surrogates, which no text holds, as `?`.

    Raises:
        ReadError: There is none, or it is no text.
    """
    raw = value.encode("utf-8", "replace") if isinstance(value, str) else value
    if raw is None or (isinstance(raw, bytes) and not raw.strip()):
        raise ReadError(f"{path} is empty; its column holds no text.", subject=path)
    if not isinstance(raw, bytes):
        kind = type(value).__name__
        message = f"{path} holds no text but a value of the kind {kind}; name another --column."
        raise ReadError(message, subject=path)
    return raw


def _date(value: object, path: str) -> dt.date | None:
    """Return the date of a row, None where the cell is empty.

    Raises:
        ReadError: It is no single day.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = _read_day(str(value).strip())
    if found is None:
        message = (
            f"{path} has the date {str(value)[:40]!r}, which is no single day; write it as "
            "2023-09-05, or give --date."
        )
        raise ReadError(message, subject=path)
    return found


def _read_day(text: str) -> dt.date | None:
    """Return the day of `2023-09-05`, `20230905`, or a date in words with or without a time."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return read_date(text)
