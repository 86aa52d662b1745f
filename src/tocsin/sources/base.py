"""What a source of structured data is, and what its reader gives."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tocsin.errors import SourceError
from tocsin.model.records import Table
from tocsin.sources.bulk import Bulk

Cell = str | int | float | bool | dt.date | dt.datetime | tuple[str, ...] | None
"""What may stand in a row; None is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Under which terms a source may be used.

    Attributes:
        name: In a word or two.
        terms: What they ask, in a sentence.
        allows_rows: Whether single rows may be handed on.
        is_verified: Whether the terms were read at their source; else from general knowledge.
    """

    name: str
    terms: str
    allows_rows: bool
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One record, its cells in the order of the columns of its table.

    Attributes:
        line: Line of the file it was read from, from 1.
        cells: One for each column.
    """

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as it is given to a reader.

    Attributes:
        name: As the user named it, for messages.
        path: Where its bytes lie, unpacked.
        options: What the user says of it, such as a column map.
    """

    name: str
    path: Path
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says of itself.

    Attributes:
        edition: Which edition it is, such as the day on which it was generated; may be empty.
        start: First day that it covers, where the file or the source says so.
        end: Last day that it covers; an end of the data is not an end of the world.
        scope: States that it is about, by our ids, where it says so; empty for all.
    """

    edition: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    scope: tuple[str, ...] = ()


Refuse = Callable[[SourceError], None]
"""Hears of a row that does not fit."""


class Reader(Protocol):
    """Reads files of one format, row by row."""

    def facts(self, given: Given) -> Facts:
        """Return what the file says of itself; the source's own coverage stands for the rest.

        Raises:
            SourceError: The file is not of this format.
        """

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield the rows of the file.

        Args:
            given: The file.
            refuse: Called with the error for a row that does not fit; it raises the error, or
                takes note of it, and the reader goes on with the next row.

        Raises:
            SourceError: The file is not of this format; it names file, line and column.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source of structured data.

    Attributes:
        name: What the command line calls it.
        title: What its makers call it.
        provider: Who makes it.
        table: What its rows become.
        licence: The terms.
        citation: How to cite it.
        start: First day that it covers as published; None where the files say so.
        end: Last day, likewise; None where it is kept up to date.
        formats: What its files look like, in a sentence.
        reader: How its files are read: row by row, or in bulk by the database in the first of
            several forms that fits the file.
        options: What a user must or may say of a file, each with a sentence.
    """

    name: str
    title: str
    provider: str
    table: Table
    licence: Licence
    citation: str
    start: dt.date | None
    end: dt.date | None
    formats: str
    reader: Reader | tuple[Bulk, ...]
    options: Mapping[str, str] = field(default_factory=dict)
