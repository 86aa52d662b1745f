"""Rows of the CSV files that are shipped with the package."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from tocsin.errors import OntologyError

Row = dict[str, str]


def read_rows(folder: str, name: str) -> Iterator[Row]:
    """Yield the rows of a shipped CSV file, with `file:line` under `_where`.

    Without `csv.DictReader`, which took half of the time of loading the gazetteer.
    """
    try:
        text = (resources.files(folder) / name).read_text(encoding="utf-8")
    except (FileNotFoundError, ModuleNotFoundError) as error:
        raise OntologyError(f"The data file {name} is missing.", subject=name) from error
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    columns, width = [*header, "_where"], len(header)
    for cells in reader:
        if len(cells) == width:
            cells.append(f"{name}:{reader.line_num}")
            # The widths are the same by now, and asking again costs a third more.
            yield dict(zip(columns, cells))  # noqa: B905
        elif cells:
            number = reader.line_num
            message = f"{name}, line {number}: the number of columns differs from the header."
            raise OntologyError(message, subject=f"{name}:{number}")


def day_of(row: Row, column: str) -> date | None:
    """Return the day in a column; a year alone is its first or last day.

    Raises:
        OntologyError: The cell holds no day; the subject is `file:line`.
    """
    value = row.get(column)
    if not value:
        return None
    if len(value) == 4:
        value += "-01-01" if column == "start" else "-12-31"
    try:
        return _parsed(value)
    except ValueError as error:
        where = row["_where"]
        message = f"{where}: {column} is {value!r}; it must be a day such as 2023-09-05."
        raise OntologyError(message, subject=where) from error


@cache
def _parsed(value: str) -> date:
    """Return the day that a text gives; one cabinet's ministers share theirs."""
    return date.fromisoformat(value)
