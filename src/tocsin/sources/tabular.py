"""Text tables line by line: their header, their cells, and errors that name file, line, column."""

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.errors import SourceError
from tocsin.sources.base import Given, Refuse

if TYPE_CHECKING:
    from _csv import Reader

MOST_LINE = 1_000_000
"""The longest cell that is read, in characters."""

_TRUE = {"1", "1.0", "true", "t", "yes", "y"}
_FALSE = {"0", "0.0", "false", "f", "no", "n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text table is written.

    Attributes:
        needed: Columns that must be in the header, by our names for them.
        aliases: For each of our names, other names that files give the column.
        delimiter: One character.
        encodings: What is tried, in order; the first that fits the whole file is taken.
        empty: Texts that stand for an empty cell, beside the empty text.
        skipped: Lines of prose before the header.
        columns: Names of the columns of a file without a header.
    """

    needed: tuple[str, ...]
    aliases: Mapping[str, Sequence[str]]
    delimiter: str = ","
    encodings: tuple[str, ...] = ("utf-8-sig", "cp1252", "latin-1")
    empty: frozenset[str] = frozenset()
    skipped: int = 0
    columns: tuple[str, ...] = ()


class Line:
    """One line of a table, whose cells are asked for by column.

    Attributes:
        number: Line of the file, from 1; of a record over several lines the last.
        cells: As they are written, for keys under which a reader remembers what it worked out.
    """

    __slots__ = ("_empty", "_name", "_places", "cells", "number")

    def __init__(
        self,
        name: str,
        number: int,
        cells: Sequence[str],
        places: Mapping[str, int],
        empty: frozenset[str],
    ) -> None:
        self._name = name
        self.number = number
        self.cells = cells
        self._places = places
        self._empty = empty

    def has(self, column: str) -> bool:
        """Return whether the file has a column."""
        return column in self._places

    def places(self, *columns: str) -> tuple[int, ...]:
        """Return where those of some columns that the file has stand in `cells`."""
        return tuple(self._places[column] for column in columns if column in self._places)

    def text(self, column: str) -> str | None:
        """Return the text of a cell without outer blanks; None where empty or no such column."""
        place = self._places.get(column)
        if place is None:
            return None
        cell = self.cells[place].strip()
        return None if not cell or cell in self._empty else cell

    def needed(self, column: str) -> str:
        """Return the text of a cell that may not be empty.

        Raises:
            SourceError: It is empty.
        """
        cell = self.text(column)
        if cell is None:
            raise self.misfit(column, "", "a value")
        return cell

    def whole(self, column: str) -> int | None:
        """Return a whole number; `5394.0` is one. None where the cell is empty.

        Raises:
            SourceError: The cell holds anything else.
        """
        value = self.real(column)
        if value is None:
            return None
        if value != int(value):
            raise self.misfit(column, self.text(column) or "", "a whole number")
        return int(value)

    def real(self, column: str) -> float | None:
        """Return a finite number; None where the cell is empty.

        Raises:
            SourceError: The cell holds anything else.
        """
        cell = self.text(column)
        if cell is None:
            return None
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or "_" in cell:
            raise self.misfit(column, cell, "a number")
        return value

    def flag(self, column: str) -> bool | None:
        """Return a truth value: 1 or 0, yes or no, true or false. None where empty.

        Raises:
            SourceError: The cell holds anything else.
        """
        cell = self.text(column)
        if cell is None:
            return None
        if cell.lower() in _TRUE:
            return True
        if cell.lower() in _FALSE:
            return False
        raise self.misfit(column, cell, "1 or 0")

    def day(self, column: str, *patterns: str) -> dt.date | None:
        """Return a day, written as 2018-06-01 or after one of the patterns. None where empty.

        Raises:
            SourceError: The cell holds anything else.
        """
        cell = self.text(column)
        if cell is None:
            return None
        for pattern in patterns or ("%Y-%m-%d",):
            try:
                return dt.datetime.strptime(cell, pattern).date()  # noqa: DTZ007 - a day
            except ValueError:
                continue
        raise self.misfit(column, cell, "a day such as 2018-06-01")

    def misfit(self, column: str, found: str, expected: str) -> SourceError:
        """Return the error for a cell: what was found, and what would be right.

        The column is named as in the file, whose own names are the first for each place.
        """
        at = self._places.get(column)
        column = next((name for name, place in self._places.items() if place == at), column)
        shown = f"found {found[:60]!r}" if found else "the cell is empty"
        message = (
            f"{self._name}, line {self.number}, column {column}: {shown}, "
            f"{expected} is expected."
        )
        return SourceError(message, subject=self._name, line=self.number, column=column)


def read_lines(given: Given, layout: Layout, refuse: Refuse) -> Iterator[Line]:
    """Yield the lines of a table after its header; wholly blank lines are left out.

    Raises:
        SourceError: The header lacks a column, or the file is no text. A line of the wrong width
            is refused.
    """
    with text_of(given, layout.encodings) as stream:
        for _ in range(layout.skipped):
            stream.readline()
        reader = csv.reader(stream, delimiter=layout.delimiter)
        header = list(layout.columns) or next(reader, [])
        rows = _numbered(reader, given.name, layout.skipped)
        yield from lines_of(given.name, header, rows, layout, refuse)


def lines_of(
    name: str,
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    layout: Layout,
    refuse: Refuse,
) -> Iterator[Line]:
    """Yield the lines of a table that something else has parted into cells, such as a workbook.

    Args:
        name: Of the file, for messages.
        header: Names of the columns as they are written.
        rows: The line of the file and the cells of each row.
        layout: How the table is written.
        refuse: Hears of a row of the wrong width; wholly blank ones are left out.

    Raises:
        SourceError: The header lacks a column.
    """
    places = _places(name, header, layout)
    for number, cells in rows:
        if not any(cells):
            continue
        if len(cells) != len(header):
            refuse(_wrong_width(name, number, len(cells), len(header)))
            continue
        yield Line(name, number, cells, places, layout.empty)


def header_of(given: Given, layout: Layout) -> list[str]:
    """Return the header of a table as it is written."""
    with text_of(given, layout.encodings) as stream:
        for _ in range(layout.skipped):
            stream.readline()
        return next(csv.reader(stream, delimiter=layout.delimiter), [])


def delimiter_of(given: Given, candidates: str = ",\t;") -> str:
    """Return which of some characters parts the first line of a file into the most cells."""
    # The header's delimiters are ASCII, and Latin-1 reads any bytes.
    with given.path.open(encoding="latin-1", newline="") as stream:
        first = stream.readline(MOST_LINE)
    return max(candidates, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))


def text_of(given: Given, encodings: Sequence[str]) -> io.TextIOWrapper:
    """Return a file opened as text in the first encoding that fits all of it.

    Raises:
        SourceError: None fits, or it holds NUL characters, as no text does.
    """
    for encoding in encodings:
        try:
            with given.path.open(encoding=encoding, newline="") as stream:
                while chunk := stream.read(1 << 20):
                    if "\0" in chunk:
                        message = f"{given.name} holds NUL characters; it is no text table."
                        raise SourceError(message, subject=given.name)
        except UnicodeDecodeError:
            continue
        return given.path.open(encoding=encoding, newline="")
    wanted = " or ".join(encodings)
    message = f"{given.name} is not text in {wanted}; save it as UTF-8."
    raise SourceError(message, subject=given.name)


def _places(name: str, header: Sequence[str], layout: Layout) -> dict[str, int]:
    """Return where each column stands, by our name and by its own."""
    found = {cell.strip(): place for place, cell in reversed(list(enumerate(header)))}
    lower = {cell.lower(): place for cell, place in found.items()}
    for ours in (*layout.needed, *layout.aliases):
        names = (ours, *layout.aliases.get(ours, ()))
        place = next((lower[one.lower()] for one in names if one.lower() in lower), None)
        if place is not None:
            found[ours] = place
    missing = [column for column in layout.needed if column not in found]
    if missing:
        line = layout.skipped + 1
        message = (
            f"{name}, line {line}: the header lacks {', '.join(missing)}; "
            f"found {', '.join(cell or 'an empty name' for cell in header)[:200] or 'nothing'}."
        )
        raise SourceError(message, subject=name, line=line, column=missing[0])
    return found


def _numbered(reader: "Reader", name: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a reader with the line of the file on which each ends."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = skipped + reader.line_num
            message = f"{name}, line {line}: {error}; the file is no table of this format."
            raise SourceError(message, subject=name, line=line) from error
        yield skipped + reader.line_num, cells


def _wrong_width(name: str, line: int, found: int, expected: int) -> SourceError:
    """Return the error for a line with too few or too many cells."""
    message = f"{name}, line {line}: found {found} cells, {expected} are expected."
    return SourceError(message, subject=name, line=line)
