"""CSV with a header: comma, semicolon or tab, whichever the header has most of."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tocsin.errors import ReadError
from tocsin.read.base import Columns
from tocsin.read.cells import Cells, bounded_lines, missing_column
from tocsin.settings import Settings

_DELIMITERS = ",;\t"
_ROW_GROWTH = 4
"""How much longer than its text a line may be: quotes, and the other cells."""


def csv_cells(
    stream: BinaryIO, name: str, columns: Columns, settings: Settings
) -> Iterator[Cells]:
    """Yield the cells of every row below the header, numbered from 1.

    Bytes that are no UTF-8 are kept as they are, as the text of a row may be in another encoding
    than UTF-8; a text file in it would be read as well.

    Raises:
        ReadError: There is no header, or a column is missing in it.
    """
    too_long: list[int] = []
    lines = _lines(stream, settings, too_long)
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    with _field_limit(settings.max_bytes):
        header = next(csv.reader([first], delimiter=delimiter), [])
        places = _places(name, header, columns)
        reader = csv.reader(lines, delimiter=delimiter)
        number = 0
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                row, problem = [], f"is no row of CSV: {error}."
            else:
                problem = _problem(row, header, too_long)
            if row is None:
                return
            if row or problem:
                number += 1
                yield _cells(row, number, places, problem)


def _lines(stream: BinaryIO, settings: Settings, too_long: list[int]) -> Iterator[str]:
    """Yield the lines as text; an overlong one is noted, and stands as an empty row."""
    longest = settings.max_bytes * _ROW_GROWTH
    for number, line in enumerate(bounded_lines(stream, longest)):
        if line is None:
            too_long.append(number)
            yield '""\n'
            continue
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        yield raw.decode("utf-8", "surrogateescape")


def _problem(row: list[str] | None, header: list[str], too_long: list[int]) -> str:
    """Return why a row cannot be used, empty if it can."""
    if too_long:
        too_long.clear()
        return "is too long a line; raise max_bytes to read it."
    if row and len(row) != len(header):
        return f"has {len(row)} cells, and the header {len(header)}."
    return ""


def _places(name: str, header: list[str], columns: Columns) -> dict[str, int]:
    """Return where in a row the columns stand.

    Raises:
        ReadError: One of them is missing.
    """
    if not header:
        raise ReadError(f"{name} is empty; give a CSV file with a header.", subject=name)
    wanted = {"text": columns.text, "id": columns.id, "date": columns.date}
    places = {}
    for part, column in wanted.items():
        if column is None:
            continue
        if column not in header:
            raise missing_column(name, column, header)
        places[part] = header.index(column)
    return places


def _cells(row: list[str], number: int, places: dict[str, int], problem: str) -> Cells:
    """Return the cells of one row; the text as the bytes that stood in the file."""
    if problem:
        return Cells(number=number, problem=problem)
    named = {part: row[place] for part, place in places.items()}
    return Cells(
        number=number,
        text=named["text"].encode("utf-8", "surrogateescape"),
        id=named.get("id"),
        date=named.get("date"),
    )


@contextmanager
def _field_limit(limit: int) -> Iterator[None]:
    """Let cells be as long as a text may be; the limit is one for the whole process."""
    before = csv.field_size_limit(limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)
