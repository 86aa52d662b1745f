"""JSON lines: one object a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.read.base import Columns
from tocsin.read.cells import Cells, bounded_lines
from tocsin.settings import Settings

# A text as JSON is longer than its bytes: `\u0440` for two. Other cells of the row come on top.
_JSON_GROWTH = 8


def ndjson_cells(
    stream: BinaryIO, _name: str, columns: Columns, settings: Settings
) -> Iterator[Cells]:
    """Yield the cells of every line that is not empty, called by the number of the line."""
    longest = settings.max_bytes * _JSON_GROWTH
    for number, line in enumerate(bounded_lines(stream, longest), start=1):
        if line is None:
            problem = f"is a line of over {longest:,} bytes; raise max_bytes to read it."
            yield Cells(number=number, problem=problem)
        elif line.strip():
            yield _cells(line, number, columns)


def _cells(line: bytes, number: int, columns: Columns) -> Cells:
    """Return the cells of one line."""
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        return Cells(number=number, problem=f"is not in UTF-8 ({error.reason}).")
    except (ValueError, RecursionError) as error:
        return Cells(number=number, problem=f"is no JSON: {error}.")
    if not isinstance(row, dict):
        return Cells(number=number, problem="is JSON, but no object with columns.")
    if columns.text not in row:
        known = ", ".join(list(row)[:10]) or "nothing"
        return Cells(number=number, problem=f"has no {columns.text!r}; it has {known}.")
    return Cells(
        number=number,
        text=row[columns.text],
        id=row.get(columns.id) if columns.id else None,
        date=row.get(columns.date) if columns.date else None,
    )
