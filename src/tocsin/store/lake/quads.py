"""Events as quadruples, from a file of them or from the lake; their SQL stands here."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InsufficientDataError, SourceError
from tocsin.model.cameo import load_cameo
from tocsin.model.ingest import Role
from tocsin.model.quads import Quads, normal_name, quads_of
from tocsin.store.lake import duck
from tocsin.store.lake.columns import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from tocsin.store.lake.view import LakeView

MEMORY = "1GB"
"""What DuckDB may hold while it reads a file; one of 10 million events needs a third of it."""

_COLUMNS = (("date", "day"), ("subj", "subject"), ("rel", "relation"), ("obj", "object"))
"""The columns that a file must have, each by one of two names."""
_SPLIT = "split"
_PARQUET = b"PAR1"
_DAY = "TRY_CAST(left(trim({0}::VARCHAR), 10) AS DATE) - DATE '1970-01-01'"
_NAMES = """
    SELECT DISTINCT name FROM (
        SELECT s AS name FROM ({rows}) UNION ALL SELECT o FROM ({rows})
    ) WHERE name IS NOT NULL ORDER BY name
"""
_NUMBERED = """
    SELECT row_::BIGINT AS row_, day_::INTEGER AS day_, a.place AS s, b.place AS r,
           c.place AS o, split_
    FROM ({rows}) q
    LEFT JOIN quad_names a ON a.kind = 0 AND a.name = q.s
    LEFT JOIN quad_names b ON b.kind = 1 AND b.name = q.r
    LEFT JOIN quad_names c ON c.kind = 0 AND c.name = q.o
"""
_OF_VIEW = """
    SELECT row_number() OVER () - 1 AS row_,
           "day" - DATE '1970-01-01' AS day_, "source" AS s, {relation} AS r, "target" AS o,
           NULL AS split_
    FROM rows WHERE "day" BETWEEN ? AND ? AND "source" <> '' AND "target" <> ''
      AND "source" <> "target"
"""
# Rows are numbered as they come, which is the same every time: sorting 10 million of them takes more
# memory than the lake may hold.
_BY_CODE = (
    "coalesce(CASE WHEN \"scheme\" = 'cameo' THEN nullif(\"code\", '') END, \"type\", '')"
)


@dataclass(frozen=True, slots=True, eq=False)
class QuadsRead:
    """Events that were read, and what was left out on the way.

    Attributes:
        quads: The events, in order and each once.
        split: Which part each belongs to (train, valid, test), in the order of `quads`; None
            where the file does not say.
        rows_read: Rows of the file or of the lake's answer.
        duplicates: Rows left out as they repeat another on all four places.
        incomplete: Rows left out as a place is empty or the date is none.
        disordered: Rows whose day lies before that of the row above; they were put in order.
    """

    quads: Quads
    split: NDArray[np.object_] | None
    rows_read: int
    duplicates: int
    incomplete: int
    disordered: int

    def part(self, *names: str) -> Quads:
        """Return the events of some parts, by the names in the column `split`.

        Raises:
            InsufficientDataError: The file has no such column, or none of its rows is of them.
        """
        wanted = " or ".join(names)
        if self.split is None:
            message = f"The events are not split; a column `split` must say which are {wanted}."
            raise InsufficientDataError(message, subject=_SPLIT)
        which = np.isin(self.split.astype(str), names)
        if not which.any():
            found = ", ".join(sorted({str(one) for one in self.split}))
            message = f"No event is of the part {wanted}; the file has {found}."
            raise InsufficientDataError(message, subject=_SPLIT)
        return self.quads.picked(which)

    def __str__(self) -> str:
        """Return in words what was read and what was left out."""
        return (
            f"{self.rows_read:,} rows: {len(self.quads):,} events kept, {self.duplicates:,} "
            f"repeats and {self.incomplete:,} incomplete rows left out, {self.disordered:,} "
            "rows out of order put in order"
        )


def quads_of_file(path: Path) -> QuadsRead:
    """Return the events of a Parquet, CSV or TSV file.

    Columns: date|day, subj|subject, rel|relation, obj|object and, if there, split; others are
    not looked at. Underscores in names are taken as blanks. Days without rows are taken as days
    on which nothing was seen.

    Raises:
        UsageError: DuckDB is not installed.
        SourceError: The file cannot be read, lacks a column, or its parts overlap in time.
        InsufficientDataError: No row is complete.
    """
    duck.require()
    with _translated(path), _connected() as connection:
        source, values = _source(path)
        columns = _columns(connection, path, source, values)
        rows = _rows_of_file(source, columns, is_parquet=source.startswith("read_parquet"))
        found = _read(connection, rows, values, subject=str(path))
    if found.split is None or _SPLIT not in columns:
        return QuadsRead(
            found.quads, None, found.rows_read, found.duplicates, found.incomplete,
            found.disordered,
        )  # fmt: skip
    _refuse_overlap(found, path)
    return found


def quads_of_view(
    view: "LakeView",
    *,
    since: date = date.min,
    until: date = date.max,
    feeds: Collection[str] = (),
    by_type: bool = False,
) -> QuadsRead:
    """Return the events between two states or bodies out of the lake.

    Actors are our ids; a relation is the name of the CAMEO code, or the PLOVER type where the
    source has no such code or `by_type` asks for it. Events inside one state are left out.

    Raises:
        InsufficientDataError: The lake has no events, or none in the period.
        StoreError: The lake is damaged.
    """
    relation = "coalesce(\"type\", '')" if by_type else _BY_CODE
    query = _OF_VIEW.format(relation=relation)
    if feeds:
        listed = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(feeds))
        query += f" AND feed IN ({listed})"
    asked, values = view.over("events", Role.ROWS, query, [since, until])
    found = _read(view.connection, asked, values, subject="events", named=_cameo_names())
    return QuadsRead(found.quads, None, found.rows_read, found.duplicates, found.incomplete, 0)


@contextmanager
def _connected() -> Iterator["DuckDBPyConnection"]:
    """Give a database in memory, with one thread and no extension."""
    import duckdb  # noqa: PLC0415 - an extra

    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        connection.execute("SET enable_progress_bar = false")  # it would write among our output
        yield connection


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn what DuckDB or the disk raises into errors of ours.

    Raises:
        SourceError: The file is not there, damaged, or no table.
    """
    import duckdb  # noqa: PLC0415 - an extra

    try:
        yield
    except duckdb.Error as error:
        reason = next(iter(str(error).splitlines()), "").strip().rstrip(".")
        message = f"{path} cannot be read as a table of events: {reason}. Write the file anew."
        raise SourceError(message, subject=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{path} cannot be read: {reason}."
        raise SourceError(message, subject=str(path)) from error


def _source(path: Path) -> tuple[str, list[object]]:
    """Return what stands for the file in a query, and its values."""
    with path.open("rb") as stream:
        is_parquet = stream.read(4) == _PARQUET
    name = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
    if is_parquet:
        return "read_parquet(?, hive_partitioning = false, file_row_number = true)", [name]
    return "read_csv(?, header = true, all_varchar = true, hive_partitioning = false)", [name]


def _columns(
    connection: "DuckDBPyConnection", path: Path, source: str, values: list[object]
) -> dict[str, str]:
    """Return the columns of the file by what they mean.

    Raises:
        SourceError: One is missing.
    """
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}", values).fetchall()  # noqa: S608
    there = {str(row[0]).strip().lower(): str(row[0]) for row in reversed(described)}
    columns = {}
    for names in _COLUMNS:
        known = [there[name] for name in names if name in there]
        if not known:
            listed = ", ".join(sorted(there)) or "none"
            message = (
                f"{path} has no column {' or '.join(names)}; it has {listed}. Events need "
                "date, subject, relation and object."
            )
            raise SourceError(message, subject=str(path), column=names[0])
        columns[names[0]] = known[0]
    if _SPLIT in there:
        columns[_SPLIT] = there[_SPLIT]
    return columns


def _rows_of_file(source: str, columns: dict[str, str], *, is_parquet: bool) -> str:
    """Return the query for number, day, names and part of each row."""
    number = "file_row_number" if is_parquet else "row_number() OVER () - 1"
    day, subject, relation, object_ = (quoted(columns[one[0]]) for one in _COLUMNS)
    split = f"{quoted(columns[_SPLIT])}::VARCHAR" if _SPLIT in columns else "NULL"
    return (
        f"SELECT {number} AS row_, {_DAY.format(day)} AS day_, "  # noqa: S608 - quoted columns
        f"{subject}::VARCHAR AS s, {relation}::VARCHAR AS r, {object_}::VARCHAR AS o, {split} AS split_ FROM {source}"
    )


def _read(
    connection: "DuckDBPyConnection",
    rows: str,
    values: Sequence[object],
    *,
    subject: str,
    named: dict[str, str] | None = None,
) -> QuadsRead:
    """Return the events that a query gives; only numbers leave the database.

    Raises:
        InsufficientDataError: No row is complete.
    """
    twice = [*values, *values]
    raw = [row[0] for row in connection.execute(_NAMES.format(rows=rows), twice).fetchall()]
    one_each = f"SELECT DISTINCT r FROM ({rows}) WHERE r IS NOT NULL ORDER BY r"  # noqa: S608
    kinds = [row[0] for row in connection.execute(one_each, list(values)).fetchall()]
    # Names are put right one by one here: in SQL for every row it took as long as all the rest.
    actors, places = _numbered([normal_name(one) for one in raw])
    relations, sorts = _numbered([normal_name((named or {}).get(one, one)) for one in kinds])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE quad_names (kind INTEGER, name VARCHAR, place INTEGER)"
    )
    for kind, names, numbers in ((0, raw, places), (1, kinds, sorts)):
        connection.execute(
            "INSERT INTO quad_names SELECT ?, unnest(?::VARCHAR[]), unnest(?::INTEGER[])",
            [kind, names, numbers],
        )
    found: Any = connection.execute(_NUMBERED.format(rows=rows), list(values)).fetchnumpy()
    connection.execute("DROP TABLE quad_names")
    return _put_in_order(found, actors, relations, subject)


def _numbered(names: list[str]) -> tuple[list[str], list[int | None]]:
    """Return the different names in order, and the place of each; an empty one has none."""
    different = sorted({one for one in names if one})
    places = {name: place for place, name in enumerate(different)}
    return different, [places.get(one) for one in names]


def _put_in_order(
    found: dict[str, Any], actors: list[str], relations: list[str], subject: str
) -> QuadsRead:
    """Return the rows of an answer as events.

    Raises:
        InsufficientDataError: No row is complete.
    """
    rows = np.ma.asarray(found["row_"]).filled(-1)
    by_row = np.argsort(rows, kind="stable")
    columns = [np.ma.asarray(found[name])[by_row] for name in ("day_", "s", "r", "o")]
    is_whole = ~np.logical_or.reduce([np.ma.getmaskarray(one) for one in columns])
    day, *triple = (one.filled(0)[is_whole].astype(np.int32) for one in columns)
    if not len(day):
        message = f"{subject}: none of {len(rows):,} rows has a day, two actors and a relation."
        raise InsufficientDataError(message, subject=subject)
    quads, kept = quads_of(
        day,
        (triple[0], triple[1], triple[2]),
        actors=actors,
        relations=relations,
        key=rows[by_row][is_whole].astype(np.int64),
    )
    split = np.array(np.ma.asarray(found["split_"])[by_row].filled(None), object)
    return QuadsRead(
        quads=quads,
        split=split[is_whole][kept],
        rows_read=len(rows),
        duplicates=len(day) - len(quads),
        incomplete=int(len(rows) - len(day)),
        disordered=int((np.diff(day) < 0).sum()),
    )


def _refuse_overlap(read: QuadsRead, path: Path) -> None:
    """Refuse parts that overlap in time, as one would know of the other.

    Raises:
        SourceError: A part begins before the one that comes before it has ended.
    """
    ends: list[tuple[int, int, str]] = []
    for name in sorted({str(one) for one in read.split}) if read.split is not None else ():
        day = read.part(name).day
        ends.append((int(day[0]), int(day[-1]), name))
    ends.sort()
    for (_, last, earlier), (first, _, later) in itertools.pairwise(ends):
        if first <= last:
            message = (
                f"{path}: the parts {earlier} and {later} overlap in time; each day must be of "
                "one part, or later events would tell of earlier ones."
            )
            raise SourceError(message, subject=str(path), column=_SPLIT)


def _cameo_names() -> dict[str, str]:
    """Return the names of the CAMEO codes."""
    return {code: one.name for code, one in load_cameo().codes.items()}
