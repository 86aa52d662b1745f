"""A look at the bytes of a text table before the database reads it.

The database's reader is fast, but where a file is not quite what it should be, it skips empty
lines, takes carriage returns for line ends, or stops without saying where. So every file without
quoting is looked at first, which takes a tenth of the time of reading it; a file in which each
line is well formed is left to the database as it is, any other is sieved line by line.
"""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from tocsin.errors import SourceError
from tocsin.store.lake.bulk_errors import (
    Faults,
    broken_text,
    fault,
    open_quote,
    too_long,
    wrong_width,
)
from tocsin.store.lake.bulk_layout import BOM, MOST_LINE, Layout

CHUNK = 1 << 18
_NEWLINE, _RETURN = b"\n", b"\r"


@dataclass(slots=True)
class Scan:
    """What a look at the bytes of a file found.

    Attributes:
        rows: Lines below the header, without empty ones at the end.
        width: Cells of each row.
        is_plain: Whether all rows are as wide, in UTF-8, and end alike.
    """

    rows: int = 0
    width: int = 0
    is_plain: bool = True


def scan(path: Path, *, delimiter: str, skipped: int) -> Scan:
    """Return whether the database may read a file without quoting as it is.

    Args:
        path: The file.
        delimiter: One character.
        skipped: Lines before the first row.

    Raises:
        OSError: The file cannot be read.
    """
    look = _Look(ord(delimiter), skipped)
    with path.open("rb") as stream:
        rest = b""
        while look.scan.is_plain and (chunk := stream.read(CHUNK)):
            end = chunk.rfind(_NEWLINE) + 1
            if end == 0:
                rest += chunk
            else:
                look.take(rest + chunk[:end])
                rest = chunk[end:]
            look.scan.is_plain &= len(rest) <= MOST_LINE
        if look.scan.is_plain and rest:
            look.take(rest)
    return look.scan


class _Look:
    """Looks at blocks of whole lines."""

    def __init__(self, delimiter: int, skipped: int) -> None:
        self.scan = Scan()
        self._delimiter = delimiter
        self._skipped = skipped
        self._ends_with_return: bool | None = None
        self._has_gap = False

    def take(self, block: bytes) -> None:
        """Look at one more block."""
        body = block.rstrip(b"\r\n")
        tail = block[len(body) :]
        if not body:
            self._has_gap = True
            return
        self.scan.is_plain = (
            not self._has_gap
            and self._is_text(body)
            and self._ends_alike(body, tail)
            and self._is_even(body)
        )
        self._has_gap = tail.count(_NEWLINE) > 1

    def _is_text(self, body: bytes) -> bool:
        """Return whether the block is text in UTF-8."""
        if b"\0" in body or body.startswith(BOM):
            return False
        if body.isascii():
            return True
        try:
            body.decode()
        except UnicodeDecodeError:
            return False
        return True

    def _ends_alike(self, body: bytes, tail: bytes) -> bool:
        """Return whether all lines end in the same way, and nothing else looks like an end."""
        has_returns = _RETURN in body  # many times as fast as counting them
        styles = {tail.startswith(_RETURN)} if tail else set()
        if _NEWLINE in body:
            styles.add(has_returns)
        if self._ends_with_return is not None:
            styles.add(self._ends_with_return)
        if len(styles) == 1:
            self._ends_with_return = next(iter(styles))
        newlines = body.count(_NEWLINE) if has_returns else 0
        counts = (body.count(_RETURN), body.count(b"\r\n")) if has_returns else (0, 0)
        is_even = tail in (_NEWLINE * len(tail), b"\r\n" * (len(tail) // 2))
        return counts == (newlines, newlines) and is_even and len(styles) < 2

    def _is_even(self, body: bytes) -> bool:
        """Return whether there are as many cells as rows need, and no line is empty or too long.

        A row with cells too few makes the database stop, and one with too many too unless they
        are empty, so with the right number of all cells every row has its own.
        """
        data = np.frombuffer(body, np.uint8)
        ends = np.append(np.flatnonzero(data == ord(_NEWLINE)), len(data))
        sizes = np.diff(ends, prepend=-1) - 1
        shortest = 1 + bool(self._ends_with_return)
        if sizes.max() > MOST_LINE or (sizes < shortest).any():
            return False
        first = int(ends[0]) + 1 if self._skipped else 0
        rows = len(ends) - self._skipped
        self._skipped = 0
        if not rows:
            return True
        if not self.scan.width:
            end = int(ends[len(ends) - rows])
            self.scan.width = int(np.count_nonzero(data[first:end] == self._delimiter)) + 1
        self.scan.rows += rows
        cells = int(np.count_nonzero(data[first:] == self._delimiter)) + rows
        return cells == rows * self.scan.width


def transcode(source: Path, target: Path, encoding: str) -> None:
    """Write a file anew in UTF-8; for encodings of one byte a character.

    Raises:
        OSError: The disk is full, or the file cannot be read.
    """
    with source.open("rb") as stream, target.open("wb") as copy:
        while chunk := stream.read(CHUNK):
            copy.write(chunk.decode(encoding).encode())


def sieve(
    layout: Layout, target: Path, *, places: Sequence[int], most: int
) -> tuple[int, Faults]:
    """Write the well-formed rows of a file anew, and return how many rows it has, and the others.

    In the copy each row stands behind its line, with commas, all cells quoted, and in UTF-8.

    Args:
        layout: What stands where in the file.
        target: Where the copy goes.
        places: Which cells of a row go there.
        most: How many rows may be left out; after one more the rest is not looked at.

    Raises:
        OSError: The disk is full, or the file cannot be read.
    """
    records, faults = 0, Faults()
    with (
        layout.given.path.open("rb") as stream,
        target.open("w", encoding="utf-8", newline="") as copy,
        _field_limit(),
    ):
        for line, row in _rows(layout, stream):
            records += 1
            if not isinstance(row, SourceError):
                # With a writer of `csv`, all of it took nearly twice as long.
                cells = '","'.join([row[place].replace('"', '""') for place in places])
                copy.write(f'{line},"{cells}"\n')
                continue
            faults.add(row)
            if faults.count > most:
                break
    return records, faults


def _rows(layout: Layout, stream: BinaryIO) -> Iterator[tuple[int, list[str] | SourceError]]:
    """Yield the line and the cells of each row, or what is wrong with it."""
    empty: list[int] = []
    for line, raw in _records(layout, stream):
        if line <= layout.skipped:
            continue
        if raw == b"":
            empty.append(line)
            continue
        yield from ((number, wrong_width(layout, number, [""])) for number in empty)
        empty.clear()
        yield line, raw if isinstance(raw, SourceError) else _row(layout, line, raw)


def _row(layout: Layout, line: int, raw: bytes) -> list[str] | SourceError:
    """Return the cells of a row, or what is wrong with it."""
    form, width = layout.form, len(layout.names)
    try:
        text = raw.decode(form.encoding)
    except UnicodeDecodeError:
        return broken_text(layout, line, raw)
    if "\0" in text:
        return broken_text(layout, line, raw)
    if form.is_quoted:
        try:
            cells = next(csv.reader([text], delimiter=form.delimiter, strict=True), [])
        except csv.Error as error:
            found = f"quotes that do not fit ({error})"
            return fault(layout.given, line, found, "cells in double quotes")
    else:
        cells = text.split(form.delimiter)
    if form.has_header and not any(cells[width:]) and len(cells) > width:
        return cells[:width]
    return cells if len(cells) == width else wrong_width(layout, line, cells)


def _records(layout: Layout, stream: BinaryIO) -> Iterator[tuple[int, bytes | SourceError]]:
    """Yield the first line and the bytes of each record, without its end.

    A quote that is not closed within the longest line spoils the line that opens it, and nothing
    below.
    """
    lines, waiting = _lines(layout, stream), deque[tuple[int, bytes | SourceError]]()
    while True:
        item = waiting.popleft() if waiting else next(lines, None)
        if item is None:
            return
        line, raw = item
        if isinstance(raw, SourceError) or not layout.form.is_quoted:
            yield item
            continue
        parts, size, quotes = [raw], len(raw), raw.count(b'"')
        taken = []
        while quotes % 2 and size <= MOST_LINE:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is None or isinstance(more[1], SourceError):
                taken += [more] if more else []
                break
            taken.append(more)
            parts.append(more[1])
            size, quotes = size + len(more[1]) + 1, quotes + more[1].count(b'"')
        if quotes % 2:
            waiting.extendleft(reversed(taken))
            yield line, open_quote(layout, line)
        else:
            yield line, _NEWLINE.join(parts).removesuffix(_RETURN)


def _lines(layout: Layout, stream: BinaryIO) -> Iterator[tuple[int, bytes | SourceError]]:
    """Yield each line without its end, by its number from 1.

    Where lines may be within quotes, a carriage return is not taken for a part of the end.
    """
    number = 0
    while raw := stream.readline(MOST_LINE + 2):
        number += 1
        text = raw.removesuffix(_NEWLINE)
        is_whole = len(text) < len(raw) or len(raw) < MOST_LINE + 2
        if not layout.form.is_quoted:
            text = text.removesuffix(_RETURN)
        if not is_whole or len(text) > MOST_LINE:
            while not is_whole and raw and not raw.endswith(_NEWLINE):
                raw = stream.readline(CHUNK)
            yield number, too_long(layout, number)
        else:
            yield number, text.removeprefix(BOM) if number == 1 else text


@contextmanager
def _field_limit() -> Iterator[None]:
    """Let cells be as long as a line may be; the limit is one for the whole process."""
    before = csv.field_size_limit(MOST_LINE)
    try:
        yield
    finally:
        csv.field_size_limit(before)
