"""The tables of an assessment: what each column holds, and which id opens each number."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from tocsin.model.records import Kind
from tocsin.tell.cells import csv_cell
from tocsin.tell.view import BriefInput

Cell = object
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: What its cells are; any may be empty.
        opened_by: The column of the same row with the id by which `tocsin why` opens the number;
            empty for what is no number.
    """

    name: str
    kind: Kind = Kind.TEXT
    opened_by: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of an assessment.

    Attributes:
        name: Its name, and that of its file.
        told: What a row is, in words.
        fields: Its columns.
        rows_of: Gives its rows, in a stable order.
    """

    name: str
    told: str
    fields: tuple[Field, ...]
    rows_of: Callable[[BriefInput], Iterable[Row]]

    @property
    def columns(self) -> tuple[tuple[str, Kind], ...]:
        """Return name and kind of each column."""
        return tuple((one.name, one.kind) for one in self.fields)

    def rows(self, view: BriefInput) -> list[Row]:
        """Return the rows of an assessment."""
        return list(self.rows_of(view))


def write_sheet(sheet: Sheet, view: BriefInput, stream: TextIO) -> int:
    """Write a table as CSV in which no cell is taken for a formula; return its rows."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([one.name for one in sheet.fields])
    rows = sheet.rows(view)
    writer.writerows(_cells(row) for row in rows)
    return len(rows)


def _cells(row: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells of a row as CSV has them."""
    for cell in row:
        yield csv_cell(str(cell).lower() if isinstance(cell, bool) else cell)
