"""What the readers of tables hand on, and lines of bounded length."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tocsin.errors import ReadError

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of one row that make a document.

    Attributes:
        number: The number of the row, or of its line where rows are lines, from 1.
        text: The cell of the text: a string, bytes, or anything else that is then refused.
        id: The cell that the row is called by.
        date: The cell of the date.
        problem: Why the row cannot be used, as the end of a sentence about it; empty if it can.
    """

    number: int
    text: object = None
    id: object = None
    date: object = None
    problem: str = ""


def bounded_lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream with their ends; None for one over the limit, in bytes."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)
        yield None


def missing_column(name: str, column: str, found: list[str]) -> ReadError:
    """Return the error for a table without a column that was named."""
    known = ", ".join(found[:20]) + (", ..." if len(found) > 20 else "")
    message = f"{name} has no column {column!r}; it has {known or 'none'}."
    return ReadError(message, subject=name)
