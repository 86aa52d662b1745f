"""From text tables of hundreds of millions of rows to the table `staged` of a connection.

The database reads the files. Before it does, their bytes are looked at (`bulk_scan`), so that no
row can get lost on the way; a file that is not in order down to the last byte is first brought
into order line by line. What does not fit is named by file, line and column.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import SourceError, StoreError
from tocsin.model.records import Table
from tocsin.sources.base import Given
from tocsin.sources.bulk import Bulk
from tocsin.store.lake.bulk_errors import Faults, fault, quoted_cell
from tocsin.store.lake.bulk_files import Readable, as_it_is, sieved, source_of
from tocsin.store.lake.bulk_layout import Layout, choose_form, layout_of
from tocsin.store.lake.bulk_sql import Plan, Planner
from tocsin.store.lake.columns import defined
from tocsin.store.lake.staged import SHOWN, Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["choose_form", "stage_bulk"]

_MOST_TOGETHER = 200
"""Files that are read in one go. Making ready to read takes 15 ms, as long as reading 3,000 rows
does, and a file of GDELT has 2,000."""


def stage_bulk(
    connection: "DuckDBPyConnection",
    table: Table,
    forms: Sequence[Bulk],
    files: Sequence[Given],
    *,
    only_dyads: bool,
    most_refused: int,
) -> Staged:
    """Read text tables into the new table `staged`.

    A record is a row of a file; where a row names several actors, it is one for each pair of
    them. Memory is bounded whatever the size of the files: what does not fit into the memory of
    the connection goes to its temporary directory.

    Args:
        connection: Where the temporary table is made: the columns of `table`, `file` as the
            place of the file among `files`, and `line`.
        table: What the rows become.
        forms: What the files may look like; each is read in the first that fits it.
        files: In the order in which they are read.
        only_dyads: Whether only rows with two different known parties are staged.
        most_refused: How many rows may be left out because they do not fit, of all files.

    Raises:
        SourceError: A file has none of the forms, or too many rows do not fit; the error is that
            of the first of them.
        StoreError: The database cannot read a file that is in order.
        OSError: A file cannot be read, or there is no room for a copy of one.
    """
    connection.execute(f"CREATE TEMP TABLE staged ({defined(table)})")
    with _folder(connection) as folder:
        staging = _Staging(connection, Planner(connection, table), folder, most_refused)
        staging.only_dyads = only_dyads
        for number, given in enumerate(files):
            staging.add(number, forms, given)
        staging.flush()
    return staging.result()


class _Staging:
    """Takes files into the table `staged`, in order, several at once where they are alike.

    Attributes:
        only_dyads: Whether of the rows that fit only those with two different parties are taken.
    """

    def __init__(
        self, connection: "DuckDBPyConnection", planner: Planner, folder: Path, most: int
    ) -> None:
        self.only_dyads = False
        self._connection, self._planner = connection, planner
        self._folder, self._most = folder, most
        self._waiting: list[Readable] = []
        self._records: list[int] = []
        self._faults: list[Faults] = []

    def add(self, number: int, forms: Sequence[Bulk], given: Given) -> None:
        """Take one more file, now or with the next ones."""
        try:
            layout = layout_of(choose_form(forms, given), given)
        except SourceError:
            self.flush()  # what is wrong with an earlier file goes first
            raise
        self._records.append(0)
        self._faults.append(Faults())
        file = as_it_is(layout, number, self._folder)
        if file is None:
            self.flush()
            self._take_sieved(layout, number)
            return
        is_full = len(self._waiting) == _MOST_TOGETHER
        if is_full or not all(file.goes_with(other) for other in self._waiting):
            self.flush()
        self._waiting.append(file)

    def flush(self) -> None:
        """Take the files that wait."""
        files, self._waiting = self._waiting, []
        if files and not self._is_taken(files):
            for file in files:
                if len(files) == 1 or not self._is_taken([file]):
                    self._take_sieved(file.layout, file.number)
        for file in files:
            file.clear()

    def _take_sieved(self, layout: Layout, number: int) -> None:
        """Take the rows of a file that are well formed.

        Raises:
            StoreError: The database cannot read its copy, which is in order.
        """
        file = sieved(layout, number, self._folder, self._left())
        if not self._is_taken([file]):
            name = layout.given.name
            message = f"{name} is in order, but the database could not read all of it."
            raise StoreError(message, subject=name)
        file.clear()

    def result(self) -> Staged:
        """Return what became of all files."""
        counts = dict(
            self._connection.execute("SELECT file, count(*) FROM staged GROUP BY 1").fetchall()
        )
        staged = [counts.get(number, 0) for number in range(len(self._records))]
        refused = [faults.count for faults in self._faults]
        return Staged(
            rows=tuple(self._records),
            staged=tuple(staged),
            set_aside=tuple(
                rows - kept - lost
                for rows, kept, lost in zip(self._records, staged, refused, strict=True)
            ),
            refused=tuple(refused),
            refusals=tuple(self._first()),
        )

    def _left(self) -> int:
        """Return how many more rows may be left out because they do not fit."""
        return self._most - sum(faults.count for faults in self._faults)

    def _first(self) -> list[SourceError]:
        """Return the errors of the first rows that do not fit."""
        return [error for faults in self._faults for error in faults.first][:SHOWN]

    def _is_taken(self, files: Sequence[Readable]) -> bool:
        """Take files that are in order; return whether they are in the eyes of the database."""
        import duckdb  # noqa: PLC0415 - 50 ms that only the lake needs

        try:
            self._take(files)
        except (duckdb.InvalidInputException, _LossError):
            return False
        return True

    def _take(self, files: Sequence[Readable]) -> None:
        """Take files in one go, and see to the rows that do not fit.

        Raises:
            SourceError: There are too many of these.
        """
        layout = files[0].layout
        plan = self._planner.plan(layout.form, layout.names)
        for file in files:
            self._faults[file.number] = file.faults
            self._records[file.number] = file.rows
        if any(file.fitting for file in files):
            self._read(plan, files)
            self._count_unfit(plan, files)
        if self._left() < 0:
            raise self._first()[0]

    def _read(self, plan: Plan, files: Sequence[Readable]) -> None:
        """Read files into the table.

        Raises:
            _LossError: The database gave other rows than are there.
        """
        source = source_of(self._connection, plan.cells, files)
        taken = self._rows(plan.staging(source, only_dyads=self.only_dyads))[0][0]
        for number, more in self._rows(plan.added(source)) if plan.several else ():
            self._records[number] += more
        records = sum(self._records[file.number] - file.faults.count for file in files)
        # Without a number is a row whose file the database calls by another name than we do.
        ((unnumbered,),) = self._rows("SELECT count(*) FROM staged WHERE file IS NULL")
        if unnumbered or taken > records or (taken < records and not self.only_dyads):
            numbers = [n for file in files for n in (file.number, -1 - file.number)]
            self._connection.execute(
                "DELETE FROM staged WHERE file IS NULL OR file IN (SELECT unnest(?))", [numbers]
            )
            raise _LossError

    def _count_unfit(self, plan: Plan, files: Sequence[Readable]) -> None:
        """Take note of rows that were read and do not fit, and take them out of the table."""
        # Each block of the table knows its least number, so this does not look at all rows.
        marks = "SELECT file, count(*) FROM staged WHERE file < 0 GROUP BY 1"
        counts = {-1 - mark: count for mark, count in self._rows(marks)}
        for file in (file for file in files if file.number in counts):
            source = source_of(self._connection, plan.cells, [file])
            errors = [
                _fault_of(plan, file, *row)
                for row in self._rows(plan.explaining(source, SHOWN))
            ]
            unfit = Faults(counts[file.number], errors)
            self._faults[file.number] = file.faults.joined(unfit)
        if counts:
            self._connection.execute("DELETE FROM staged WHERE file < 0")

    def _rows(self, statement: str) -> list[Any]:
        """Return what a statement gives."""
        return self._connection.execute(statement).fetchall()


class _LossError(Exception):
    """The database gave other rows of a file than are there."""


def _fault_of(
    plan: Plan, file: Readable, line: int, number: int, cell: str | None
) -> SourceError:
    """Return the error for a row that a check does not let pass."""
    check = plan.checks[number]
    found = "an empty cell" if cell is None else quoted_cell(cell)
    return fault(file.layout.given, line, found, check.expected, check.column)


@contextmanager
def _folder(connection: "DuckDBPyConnection") -> Iterator[Path]:
    """Give a folder that the connection may read; it is gone afterwards."""
    row = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    place = row[0] if row and row[0] and Path(row[0]).is_dir() else None
    with tempfile.TemporaryDirectory(prefix="tocsin-bulk-", dir=place) as folder:
        yield Path(folder)
