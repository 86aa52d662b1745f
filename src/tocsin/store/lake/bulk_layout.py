"""Which of several forms a text table has, and what stands where in its rows."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tocsin.errors import SourceError
from tocsin.sources.base import Given
from tocsin.sources.bulk import Bulk

MOST_LINE = 1_000_000
"""The longest line that is read, in bytes; rows of event tables have 200 to 2,000."""

SHOWN = 60
"""Characters of a cell that a message quotes."""

BOM = b"\xef\xbb\xbf"
_NAMED = 4
_DELIMITERS = "\t,;|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What stands where in the rows of a file.

    Attributes:
        given: The file.
        form: Its form.
        names: For each cell of a row the column of the form, or what the header calls it.
        skipped: Lines before the first row.
    """

    given: Given
    form: Bulk
    names: tuple[str, ...]
    skipped: int


def choose_form(forms: Sequence[Bulk], given: Given) -> Bulk:
    """Return the first form that fits the first line of a file.

    A form with a header fits if the line names all its columns, whatever the case of the letters
    and whatever other columns there are; one without if the line has as many cells. An empty
    file fits the first form without a header: a feed may have nothing to say.

    Raises:
        SourceError: None fits; it names the file, what was found and what would be right.
        OSError: The file cannot be read.
    """
    line = next(_lines(given), b"")
    if not line:
        bare = [form for form in forms if not form.has_header]
        if bare:
            return bare[0]
        what = f"the file is empty, {_wanted(forms)} is expected"
        raise SourceError(f"{given.name}: {what}.", subject=given.name)
    fitting = [form for form in forms if _fits(form, line)]
    if fitting:
        return fitting[0]
    what = f"found {_found(line)}, {_wanted(forms)} is expected{_lacking(forms, line)}"
    raise SourceError(f"{given.name}, line 1: {what}.", subject=given.name, line=1)


def layout_of(form: Bulk, given: Given) -> Layout:
    """Return what stands where in the rows of a file of a form.

    Of some files the header names columns that no row has; they are left out of account where
    the first row has exactly as many cells as the form has columns.

    Raises:
        SourceError: The header names a column twice.
        OSError: The file cannot be read.
    """
    if not form.has_header:
        return Layout(given=given, form=form, names=form.columns, skipped=0)
    lines = list(islice(_lines(given), 2))
    names = _header(form, lines[0])
    for column in form.columns:
        if names.count(column) > 1:
            what = f"found the column {column!r} twice, once is expected"
            raise SourceError(
                f"{given.name}, line 1: {what}.", subject=given.name, line=1, column=column
            )
    known = tuple(name for name in names if name in form.columns)
    row = _width(_cells(form, lines[1])) if len(lines) > 1 else 0
    is_short = len(known) < len(names) and row == len(known)
    return Layout(given=given, form=form, names=known if is_short else names, skipped=1)


def _lines(given: Given) -> Iterator[bytes]:
    """Yield the lines of a file without their ends, cut at the longest."""
    with given.path.open("rb") as stream:
        first = True
        while line := stream.readline(MOST_LINE):
            yield (line.removeprefix(BOM) if first else line).rstrip(b"\r\n")
            first = False


def _cells(form: Bulk, line: bytes) -> list[str]:
    """Return the cells of a line; bytes that are not of the encoding do not matter here."""
    text = line.decode(form.encoding, "replace")
    if not form.is_quoted:
        return text.split(form.delimiter)
    try:
        return next(csv.reader([text], delimiter=form.delimiter), [])
    except csv.Error:
        return []


def _width(cells: Sequence[str]) -> int:
    """Return how many cells a line has without empty ones at its end."""
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _header(form: Bulk, line: bytes) -> tuple[str, ...]:
    """Return the columns that a header names, by the names of the form where it has them."""
    ours = {name.casefold(): name for name in form.columns}
    ours |= {other.casefold(): name for other, name in form.aliases}
    cells = _cells(form, line)
    names = [cell.strip() for cell in cells[: _width(cells)]]
    return tuple(ours.get(name.casefold(), name) for name in names)


def _fits(form: Bulk, line: bytes) -> bool:
    """Return whether the first line of a file is one of a form."""
    if form.has_header:
        return set(form.columns) <= set(_header(form, line))
    return len(_cells(form, line)) == len(form.columns)


def _found(line: bytes) -> str:
    """Return what a first line is, in words."""
    text = line.decode("utf-8", "replace")
    delimiter = max(_DELIMITERS, key=text.count)
    cells = text.split(delimiter)
    named = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}[delimiter]
    shown = ", ".join(repr(cell[:SHOWN]) for cell in cells[:_NAMED])
    more = ", …" if len(cells) > _NAMED else ""
    return f"{len(cells)} columns between {named} ({shown}{more})"


def _wanted(forms: Sequence[Bulk]) -> str:
    """Return what a first line may be, in words."""
    bare = sorted({len(form.columns) for form in forms if not form.has_header}, reverse=True)
    wanted = [f"{' or '.join(map(str, bare))} columns without a header"] if bare else []
    headed = next((form for form in forms if form.has_header), None)
    if headed:
        names = ", ".join(headed.columns[:_NAMED])
        more = f" and {len(headed.columns) - _NAMED} more" * (len(headed.columns) > _NAMED)
        wanted.append(f"a header with {names}{more}")
    return ", or ".join(wanted)


def _lacking(forms: Sequence[Bulk], line: bytes) -> str:
    """Return which columns a header lacks that has some, else nothing."""
    headed = [(set(_header(form, line)), form) for form in forms if form.has_header]
    some = [(names, form) for names, form in headed if names & set(form.columns)]
    if not some:
        return ""
    names, form = max(some, key=lambda one: len(one[0] & set(one[1].columns)))
    lacking = [column for column in form.columns if column not in names]
    more = ", …" if len(lacking) > _NAMED else ""
    return f"; it lacks {', '.join(map(repr, lacking[:_NAMED]))}{more}"
