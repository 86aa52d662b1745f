"""Workbooks (.xlsx): the rows of one sheet as text, behind limits that are checked beforehand.

The reader of workbooks lays a sheet out as a full rectangle up to its last cell, 32 bytes a cell
(measured: two cells, one of them at SZ50000, took 800 MB), and memory that is not there ends the
process. So what is in the file is unpacked once and counted before it is opened: how much comes
out, and how far the cells reach. That, and opening it, take some 2.5 s for a million cells; the
same table as CSV takes a tenth.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.errors import SourceError, missing_extra
from tocsin.sources.base import Given
from tocsin.sources.unpack import translated

if TYPE_CHECKING:
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_MEMBERS = 500
"""Files in a workbook; one with a sheet has about a dozen."""

MOST_UNPACKED = 1 << 30
"""Bytes that may come out of a workbook. 100,000 trips of 76 columns make some 300 MB."""

MOST_CELLS = 16_000_000
"""Cells of the rectangle of a sheet; they take 512 MB. 100,000 trips make 8 million."""

_CHUNK = 1 << 20
_OVERLAP = 64
"""Longer than the opening of a cell up to its place."""
_CELL = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,20}:)?c(?=[\s/>])")
_PLACED = re.compile(rb'<(?:[A-Za-z_][\w.-]{0,20}:)?c r="([A-Z]{1,3})([1-9]\d{0,6})"')
# As nearly all programs write it; without the name space before it, in a third of the time.
_PLAIN = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"')

Typed = int | float | str | bool | dt.time | dt.date | dt.timedelta


def is_workbook(path: "Path") -> bool:
    """Return whether a file begins as a workbook does."""
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def sheet_rows(given: Given, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet: their number in it, and their cells as text.

    Days come as 2018-06-01, whole numbers without a point, truths as yes and no, empty cells
    as the empty text. Rows before the first filled one count, but hold nothing.

    Args:
        given: The workbook.
        sheet: Name of the sheet; where there is none of this name, the only one is read.

    Raises:
        SourceError: The library is missing, the file is no workbook, too large, or has no such
            sheet.
    """
    _weigh(given)
    with _opened(given) as book:
        for number, row in enumerate(_chosen(given, book, sheet).iter_rows(), start=1):
            yield number, [_text(cell) for cell in row]


def _opened(given: Given) -> "CalamineWorkbook":
    """Return an opened workbook.

    Raises:
        SourceError: The library is missing, or the file is no workbook.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing_extra(
            SourceError,
            f"Reading {given.name}",
            package="python-calamine",
            extra="xlsx",
            otherwise="or save the sheet as CSV",
            subject=given.name,
        ) from error
    try:
        return CalamineWorkbook.from_path(given.path)
    except (CalamineError, OSError) as error:
        message = f"{given.name} is no workbook that can be read: {error}."
        raise SourceError(message, subject=given.name) from error


def _chosen(given: Given, book: "CalamineWorkbook", sheet: str) -> "CalamineSheet":
    """Return the sheet of a name, else the only one.

    Raises:
        SourceError: There are several others, or it cannot be read.
    """
    from python_calamine import CalamineError  # noqa: PLC0415 - it is there: it opened the book

    names = book.sheet_names
    found = [one for one in names if one.strip().lower() == sheet.lower()] or names
    if len(found) != 1:
        shown = ", ".join(repr(one[:40]) for one in names[:10]) or "none"
        message = f"{given.name} has no sheet {sheet!r}; found {shown}."
        raise SourceError(message, subject=given.name)
    try:
        return book.get_sheet_by_name(found[0])
    except CalamineError as error:
        message = f"{given.name}: the sheet {found[0]!r} cannot be read: {error}."
        raise SourceError(message, subject=given.name) from error


def _text(cell: Typed) -> str:
    """Return a cell as a text table would have it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    day = cell.date() if isinstance(cell, dt.datetime) else cell
    return day.isoformat() if isinstance(day, dt.date) else str(cell)


def _weigh(given: Given) -> None:
    """Raise an error for a workbook that holds more than may be read.

    Raises:
        SourceError: It does, or is no zip archive, or is damaged.
    """
    total = 0
    with translated(given.name), zipfile.ZipFile(given.path) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise _too_much(given, f"{len(members):,} parts", f"{MOST_MEMBERS:,}")
        _refuse_others(given, [member.filename for member in members])
        for member in members:
            reach = _Reach()
            with archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    total += len(chunk)
                    if total > MOST_UNPACKED:
                        raise _too_much(given, "more bytes", f"{MOST_UNPACKED:,}")
                    reach.add(chunk)
                    reach.check(given)
            reach.check_places(given)


def _refuse_others(given: Given, members: Sequence[str]) -> None:
    """Raise an error for other archives; the reader would try them, and they are not counted.

    Raises:
        SourceError: The archive is no workbook of the kind .xlsx.
    """
    names = {name.lower().replace("\\", "/") for name in members}
    if "xl/workbook.xml" not in names or names & {"xl/workbook.bin", "content.xml"}:
        message = (
            f"{given.name} is no workbook of the kind .xlsx; save the sheet as .xlsx or CSV."
        )
        raise SourceError(message, subject=given.name)


class _Reach:
    """How many cells a sheet has, and how far they reach."""

    __slots__ = ("_cells", "_columns", "_placed", "_rest", "_rows")

    def __init__(self) -> None:
        self._cells = self._placed = 0
        self._columns = self._rows = 0
        self._rest = b""

    def add(self, chunk: bytes) -> None:
        """Take note of the cells in a piece of a sheet."""
        # A cell that the cut goes through is left to the next piece.
        text = self._rest + chunk
        cut = text.rfind(b"<", max(0, len(text) - _OVERLAP))
        cut = len(text) if cut < 0 else cut
        self._rest, text = text[cut:], text[:cut]
        places = _PLAIN.findall(text)
        is_plain = text.count(b"<c") == len(places) and b":c" not in text
        if not is_plain:
            places = _PLACED.findall(text)
        self._placed += len(places)
        self._cells += len(places) if is_plain else len(_CELL.findall(text))
        for letters in {letters for letters, _ in places}:
            self._columns = max(self._columns, _column(letters))
        for row in {row for _, row in places}:
            self._rows = max(self._rows, int(row))

    def check(self, given: Given) -> None:
        """Raise an error where the rectangle of the cells is too large.

        Raises:
            SourceError: It is.
        """
        if self._columns * self._rows > MOST_CELLS:
            found = f"a sheet of {self._rows:,} rows and {self._columns:,} columns"
            raise _too_much(given, found, f"{MOST_CELLS:,} cells")

    def check_places(self, given: Given) -> None:
        """Raise an error where a cell does not say where it stands, as programs write it.

        Raises:
            SourceError: One does not.
        """
        self.add(b"<")
        self.check(given)
        if self._cells != self._placed:
            message = (
                f"{given.name} has {self._cells - self._placed:,} cells that do not say where "
                "they stand; save it anew with a spreadsheet program, or as CSV."
            )
            raise SourceError(message, subject=given.name)


def _column(letters: bytes) -> int:
    """Return the number of a column from 1: 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_much(given: Given, found: str, most: str) -> SourceError:
    """Return the error for a workbook that is too large."""
    message = f"{given.name} holds {found}, and at most {most} are read; save the sheet as CSV."
    return SourceError(message, subject=given.name)
