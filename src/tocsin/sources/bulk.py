"""How the text tables of event data are brought to a table of the lake, as data.

These have hundreds of millions of rows, so the database reads them; what it does with a column
is said here without a word of its language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a column of the file must look like; an empty cell is unknown, whatever the form."""

    TEXT = "text"
    WHOLE = "whole"
    REAL = "real"
    FLAG = "flag"
    """1 or 0, true or false, yes or no."""
    DAY = "day"
    """2018-06-01."""
    COMPACT_DAY = "compact_day"
    """20180601."""
    MOMENT = "moment"
    """20180601143000."""


@dataclass(frozen=True, slots=True)
class Take:
    """The cell of a column, or of the first of several that is not empty.

    Attributes:
        columns: Names of columns of the file.
        form: What they must look like.
    """

    columns: tuple[str, ...]
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Say:
    """The same text in every row."""

    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What to look for in which column: the first step that finds something gives the cell.

    Attributes:
        steps: Pairs of a column of the file and the table that its cell is looked up in.
        form: What the found text becomes.
    """

    steps: tuple[tuple[str, "Lookup"], ...]
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of two columns.

    Attributes:
        name: What it maps, for messages and for the name of the table in the database.
        pairs: Gives the pairs when they are needed; no key twice.
        is_complete: Whether a cell that is not in it, and not empty, makes the row unfit.
    """

    name: str
    pairs: Callable[[], tuple[tuple[str, str], ...]]
    is_complete: bool = False


CellSpec = Take | Say | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """A format of text tables.

    Attributes:
        columns: The columns of the file, in order.
        cells: For each column of the table of the lake, how it is made; what is not named
            stays empty.
        needed: Columns of the file that may not be empty.
        delimiter: One character.
        has_header: Whether the first line names the columns; where it does, it decides the
            order, and `columns` are those that must be there.
        is_quoted: Whether cells with a delimiter stand in double quotes.
        encoding: utf-8 or latin-1.
        empty: Texts that stand for an empty cell, beside the empty text.
        aliases: Other names under which a header may give a column.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[str, CellSpec], ...]
    needed: tuple[str, ...]
    delimiter: str = "\t"
    has_header: bool = True
    is_quoted: bool = False
    encoding: str = "utf-8"
    empty: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
