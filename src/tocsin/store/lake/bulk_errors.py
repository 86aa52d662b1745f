"""What is wrong with a row of a text table, named by file, line and column."""

from dataclasses import dataclass, field

from tocsin.errors import SourceError
from tocsin.sources.base import Given
from tocsin.store.lake.bulk_layout import MOST_LINE, SHOWN, Layout
from tocsin.store.lake.staged import SHOWN as MOST_NAMED


@dataclass(slots=True)
class Faults:
    """The rows of one file that do not fit: the first of them by line, and how many there are.

    Attributes:
        count: How many.
        first: The errors of the first of them, by line.
    """

    count: int = 0
    first: list[SourceError] = field(default_factory=list)

    def add(self, error: SourceError) -> None:
        """Take note of one more, further down than all before."""
        self.count += 1
        if len(self.first) < MOST_NAMED:
            self.first.append(error)

    def joined(self, other: "Faults") -> "Faults":
        """Return these and the ones that another look at the file found."""
        both = sorted([*self.first, *other.first], key=lambda error: error.line or 0)
        return Faults(self.count + other.count, both[:MOST_NAMED])


def fault(
    given: Given, line: int, found: str, expected: str, column: str | None = None
) -> SourceError:
    """Return the error for a row of a file."""
    where = f"{given.name}, line {line}" + (f", column {column}" if column else "")
    message = f"{where}: found {found}, {expected} is expected."
    return SourceError(message, subject=given.name, line=line, column=column)


def quoted_cell(cell: str) -> str:
    """Return a cell as messages quote it."""
    return repr(cell if len(cell) <= SHOWN else cell[:SHOWN] + "…")


def too_long(layout: Layout, line: int) -> SourceError:
    """Return the error for a line that is too long."""
    found = f"more than {MOST_LINE:,} bytes"
    return fault(layout.given, line, found, "a shorter line")


def open_quote(layout: Layout, line: int) -> SourceError:
    """Return the error for a quote that is not closed, or not within the longest line."""
    return fault(layout.given, line, "a quote that is not closed", "a closing quote")


def wrong_width(layout: Layout, line: int, cells: list[str]) -> SourceError:
    """Return the error for a row with too few or too many cells."""
    expected = f"a row of {len(layout.names)} columns"
    if not any(cells):
        found = "an empty line" if len(cells) < 2 else f"{len(cells)} empty columns"
        return fault(layout.given, line, found, expected)
    return fault(layout.given, line, f"{len(cells)} columns", expected)


def broken_text(layout: Layout, line: int, raw: bytes) -> SourceError:
    """Return the error for bytes that are no text of the form's encoding."""
    form, column = layout.form, None
    if not form.is_quoted:
        cells = raw.split(form.delimiter.encode())
        place = next(n for n, cell in enumerate(cells) if _wrong_bytes(cell, form.encoding))
        raw = cells[place]
        column = layout.names[place] if place < len(layout.names) else None
    expected = f"text in {form.encoding}"
    return fault(layout.given, line, _wrong_bytes(raw, form.encoding), expected, column)


def _wrong_bytes(cell: bytes, encoding: str) -> str:
    """Return what is wrong with the bytes of a cell, empty if nothing."""
    if b"\0" in cell:
        return "a NUL byte"
    try:
        cell.decode(encoding)
    except UnicodeDecodeError as error:
        return f"the bytes {cell[error.start : error.start + 4]!r}"
    return ""
