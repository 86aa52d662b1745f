"""Text tables as the database reads them: as they are, or as copies that are in order."""

import glob
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.store.lake.bulk_errors import Faults
from tocsin.store.lake.bulk_layout import MOST_LINE, Layout
from tocsin.store.lake.bulk_scan import scan, sieve, transcode
from tocsin.store.lake.bulk_sql import asked, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FIXED = (
    "auto_detect=false, header=false, strict_mode=true, compression='none', "
    f"max_line_size={MOST_LINE + 100}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A file that the database can read.

    Attributes:
        layout: What stands where in the file as it was given.
        number: The place of the file among all that are read.
        path: The file, or a copy of it that is in order.
        rows: Records in it, those included that are in `faults`.
        is_sieved: Whether the path is a copy with each row behind its line.
        faults: Records that are not in a sieved copy.
    """

    layout: Layout
    number: int
    path: Path
    rows: int
    is_sieved: bool = False
    faults: Faults = field(default_factory=Faults)

    @property
    def fitting(self) -> int:
        """Return how many records the database will give."""
        return self.rows - self.faults.count

    def goes_with(self, other: "Readable") -> bool:
        """Return whether two files can be read in one go."""
        ours, theirs = self.layout, other.layout
        is_alike = (ours.form, ours.names) == (theirs.form, theirs.names)
        return is_alike and not self.is_sieved and self.path != other.path

    def clear(self) -> None:
        """Remove the copy, if it is one."""
        if self.path != self.layout.given.path:
            self.path.unlink(missing_ok=True)


def as_it_is(layout: Layout, number: int, folder: Path) -> Readable | None:
    """Return a file that the database may read as it is but for its encoding, else None.

    Args:
        layout: What stands where in the file.
        number: The place of the file among all.
        folder: For a copy in another encoding.

    Raises:
        OSError: The file cannot be read, or there is no room for the copy.
    """
    form, path = layout.form, layout.given.path
    if form.is_quoted:
        return None
    if form.encoding != "utf-8":
        path = folder / f"transcoded-{number}"
        transcode(layout.given.path, path, form.encoding)
    found = scan(path, delimiter=form.delimiter, skipped=layout.skipped)
    file = Readable(layout=layout, number=number, path=path, rows=found.rows)
    if found.is_plain and (not found.rows or found.width == len(layout.names)):
        return file
    file.clear()
    return None


def sieved(layout: Layout, number: int, folder: Path, most: int) -> Readable:
    """Return a copy of a file with the rows that are well formed.

    Args:
        layout: What stands where in the file.
        number: The place of the file among all.
        folder: For the copy.
        most: How many rows may be left out; after one more the rest is not looked at.

    Raises:
        OSError: The file cannot be read, or there is no room for the copy.
    """
    path = folder / f"sieved-{number}"
    places = [layout.names.index(name) for name in asked(layout.form)]
    rows, faults = sieve(layout, path, places=sorted(set(places)), most=most)
    return Readable(
        layout=layout, number=number, path=path, rows=rows, is_sieved=True, faults=faults
    )


def source_of(
    connection: "DuckDBPyConnection", cells: Sequence[str], files: Sequence[Readable]
) -> str:
    """Return what gives the cells of files that go together, `_line` and `_file`.

    Args:
        connection: Where several files leave their numbers in variables.
        cells: The cells that are asked for, as `c0` and so on.
        files: At least one.
    """
    chosen, table = ", ".join(cells), _read(cells, files)
    first = files[0]
    if first.is_sieved:
        return f"(SELECT {chosen}, _line, {first.number} AS _file FROM {table})"  # noqa: S608
    if len(files) == 1:
        line = f"row_number() OVER () + {first.layout.skipped}"
        return f"(SELECT {chosen}, {line} AS _line, {first.number} AS _file FROM {table})"  # noqa: S608
    # The database gives the rows in the order of the files, and a file's rows are known by now.
    before = [sum(file.rows for file in files[:place]) for place in range(len(files))]
    paths = [str(file.path) for file in files]
    shifts = [rows - file.layout.skipped for rows, file in zip(before, files, strict=True)]
    for name, values in (("shift", shifts), ("file", [file.number for file in files])):
        statement = f"SET VARIABLE bulk_{name} = map(?::VARCHAR[], ?::BIGINT[])"
        connection.execute(statement, [paths, values])
    numbered = f"SELECT {chosen}, filename, row_number() OVER () AS _n FROM {table}"  # noqa: S608
    line, number = (
        f"map_extract_value(getvariable('bulk_{name}'), filename)" for name in ("shift", "file")
    )
    return f"(SELECT {chosen}, _n - {line} AS _line, {number} AS _file FROM ({numbered}))"  # noqa: S608


def _read(cells: Sequence[str], files: Sequence[Readable]) -> str:
    """Return the call that reads files that go together; a copy has only the cells asked for."""
    layout = files[0].layout
    quote, skipped, more = "", layout.skipped, ""
    columns = {f"c{place}": "VARCHAR" for place in range(len(layout.names))}
    delimiter = layout.form.delimiter
    if files[0].is_sieved:
        delimiter, quote, skipped = ",", '"', 0
        # Without these, a carriage return or a line end within quotes confuses the database.
        more = ", new_line='\\n', parallel=false"
        columns = {"_line": "BIGINT"} | dict.fromkeys(cells, "VARCHAR")
    paths = ", ".join(literal(glob.escape(str(file.path))) for file in files)
    nothing = ", ".join(literal(text) for text in ("", *layout.form.empty))
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return (
        f"read_csv([{paths}], {_FIXED}, delim={literal(delimiter)}, quote={literal(quote)}, "
        f"escape={literal(quote)}, skip={skipped}, nullstr=[{nothing}], columns={{{kinds}}}{more})"
    )
