"""From the table `staged` to finished Parquet files in a work folder."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.model.ingest import Part, Role
from tocsin.model.records import EVENTS, Grain, Table
from tocsin.store.lake.columns import adds_line, day_of, listed, quoted
from tocsin.store.lake.place import Place, sha256_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

GROUP = 30_720
"""Rows of a row group: a dyad's rows are found by reading few of them."""

# Without a limit on dictionaries, addresses cost 15 % of the time of writing for no smaller file.
WRITTEN = (
    f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, DICTIONARY_SIZE_LIMIT 2000)"
)
_SORT = {
    "events": '"source" NULLS LAST, "target" NULLS LAST, "day", "id"',
    "mentions": '"event", "url", "sentence"',
}
_PAIR = '"source" IS NOT NULL AND "target" IS NOT NULL AND "source" <> "target"'


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file in a work folder, and what it will be in the lake."""

    path: Path
    part: Part


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of the staged rows: files, and how many rows of each input are in them."""

    written: tuple[Written, ...]
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is being loaded.

    Attributes:
        source: Name of the source.
        table: What the rows become.
        name: Stem of the names of the files.
        shas: The sha256 of each input, in order.
        known: Files of the lake with rows of the same source and table.
    """

    source: str
    table: Table
    name: str
    shas: tuple[str, ...]
    known: tuple[Part, ...]


def write_parts(connection: "DuckDBPyConnection", load: Load, place: Place, work: Path) -> Kept:
    """Write the staged rows that the lake does not hold yet, one file for each period.

    Of several rows with one key the last one stands; one that an earlier file of the lake holds
    is left out. A row without a whole key is kept: nobody can say that it is known.
    """
    periods, made = _periods(connection, load.table), []
    new = _mark_repeated(connection, load, place, periods)
    for number, period in enumerate(periods):
        target = work / f"part-{number}.parquet"
        if not _export(
            connection, load, f"{period.condition} AND {new}", target, period.values
        ):
            target.unlink(missing_ok=True)
            continue
        relative = f"{load.table.name}/feed={load.source}/period={period.name or 'all'}"
        made.append((target, period.name, f"{relative}/{load.name}-{number}.parquet"))
    return Kept(_described(connection, load, made), _kept(connection, load, new))


@dataclass(frozen=True, slots=True)
class _Period:
    """Rows of the table `staged` that go into one file.

    Attributes:
        name: Such as `2018-10`; empty for rows without a day, or of a table that is not parted.
        condition: What its rows fulfil, with `?` for the values.
        values: The values.
    """

    name: str
    condition: str = "true"
    values: tuple[dt.date, ...] = ()


def _periods(connection: "DuckDBPyConnection", table: Table) -> list[_Period]:
    """Return the periods of the staged rows in order; their bounds let whole blocks be skipped."""
    if table.grain is Grain.NONE:
        return [_Period("")]
    day = day_of(table)
    query = f"SELECT DISTINCT {_start(table)} FROM staged ORDER BY 1"  # noqa: S608
    found: list[_Period] = []
    for (start,) in connection.execute(query).fetchall():
        if start is None:
            found.append(_Period("", f"{day} IS NULL"))
            continue
        is_month = table.grain is Grain.MONTH
        months = start.year * 12 + start.month - 1 + (1 if is_month else 12)
        # The year 9999 has no month after it that a date could name.
        end = (
            dt.date.max
            if months // 12 > dt.MAXYEAR
            else dt.date(months // 12, months % 12 + 1, 1)
        )
        bound = "<=" if end == dt.date.max else "<"
        name = f"{start:%Y-%m}" if is_month else f"{start:%Y}"
        found.append(_Period(name, f"{day} >= ? AND {day} {bound} ?", (start, end)))
    return found


def _start(table: Table) -> str:
    """Return the first day of the period of a row as an expression."""
    if table.grain is Grain.NONE:
        return "NULL::DATE"
    return f"date_trunc('{table.grain.value}', {day_of(table)})::DATE"


def _mark_repeated(
    connection: "DuckDBPyConnection", load: Load, place: Place, periods: Sequence[_Period]
) -> str:
    """Find the staged rows that are not to be written; return the condition for the others.

    Keys that stand there twice are few, so that looking for them first takes a tenth of the time
    of ranking all rows within their keys.
    """
    keys = ", ".join(quoted(name) for name in load.table.key)
    whole = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in load.table.key)
    connection.execute("CREATE OR REPLACE TEMP TABLE repeated (row_ BIGINT)")
    connection.execute(
        "INSERT INTO repeated SELECT rowid FROM staged "  # noqa: S608
        f"JOIN (SELECT {keys} FROM staged WHERE {whole} GROUP BY {keys} "
        f"HAVING count(*) > 1) USING ({keys}) "
        f"QUALIFY row_number() OVER (PARTITION BY {keys}, {_start(load.table)} "
        "ORDER BY rowid DESC) > 1"
    )
    for period in periods:
        for part in _rivals(connection, load, period):
            connection.execute(
                f"INSERT INTO repeated SELECT rowid FROM staged WHERE {period.condition} "  # noqa: S608
                f"AND ({keys}) IN (SELECT ({keys}) FROM read_parquet(?, hive_partitioning = false))",
                [*period.values, str(place.path(part.path))],
            )
    row = connection.execute("SELECT count(*) FROM repeated").fetchone()
    return "rowid NOT IN (SELECT row_ FROM repeated)" if row and row[0] else "true"


def _rivals(connection: "DuckDBPyConnection", load: Load, period: _Period) -> list[Part]:
    """Return the files of the lake that may hold a key of the staged rows of a period."""
    known = [
        part for part in load.known if part.role is Role.ROWS and part.period == period.name
    ]
    if not known:
        return []
    first = quoted(load.table.key[0])
    query = (
        f"SELECT min({first})::VARCHAR, max({first})::VARCHAR FROM staged "  # noqa: S608
        f"WHERE {period.condition}"
    )
    low, high = connection.execute(query, period.values).fetchone() or (None, None)
    if low is None:
        return []
    return [part for part in known if not part.low or (part.low <= high and low <= part.high)]


def _export(
    connection: "DuckDBPyConnection",
    load: Load,
    which: str,
    target: Path,
    values: Sequence[object],
) -> int:
    """Write some staged rows as Parquet, sorted, each with the sha256 of its file; count them."""
    table = load.table
    order = _SORT.get(table.name, ", ".join(quoted(name) for name in table.key))
    line = ', "line"' if adds_line(table) else ""
    shas = ", ".join(f"'{sha}'" for sha in load.shas)
    row = connection.execute(
        f'COPY (SELECT {listed(table)}, [{shas}]["file" + 1] AS "file"{line} FROM staged '  # noqa: S608
        f"WHERE {which} ORDER BY {order}, rowid) TO '{literal_path(target)}' {WRITTEN}",
        values,
    ).fetchone()
    return int(row[0]) if row else 0


def _kept(connection: "DuckDBPyConnection", load: Load, new: str) -> tuple[int, ...]:
    """Return how many staged rows of each input were written."""
    query = f'SELECT "file", count(*) FROM staged WHERE {new} GROUP BY "file"'  # noqa: S608
    counts = dict(connection.execute(query).fetchall())
    return tuple(counts.get(number, 0) for number in range(len(load.shas)))


def _described(
    connection: "DuckDBPyConnection", load: Load, made: Sequence[tuple[Path, str, str]]
) -> tuple[Written, ...]:
    """Return files and what the ledger keeps of them, as found in what was written.

    Args:
        connection: Reads them all at once, as each question takes some milliseconds.
        load: What they hold.
        made: Each file with its period and its path in the lake.
    """
    if not made:
        return ()
    table, key = load.table, quoted(load.table.key[0])
    paired = f"count(*) FILTER (WHERE {_PAIR})" if table is EVENTS else "0"
    mentioned = f'sum(coalesce("mentions", 1)) FILTER (WHERE {_PAIR})'
    found = connection.execute(
        f"SELECT filename, count(*), min({day_of(table)}), max({day_of(table)}), "  # noqa: S608
        f"min({key})::VARCHAR, max({key})::VARCHAR, count({key}), {paired}, "
        f"{mentioned if table is EVENTS else '0'} "
        "FROM read_parquet(?, hive_partitioning = false, filename = true) GROUP BY filename",
        [[str(target) for target, _, _ in made]],
    )
    figures = {row[0]: row[1:] for row in found.fetchall()}
    return tuple(
        Written(target, _part(load, (target, period, path), figures[str(target)]))
        for target, period, path in made
    )


def _part(load: Load, where: tuple[Path, str, str], figures: Sequence[Any]) -> Part:
    """Return what the ledger keeps of a file with rows."""
    target, period, path = where
    rows, start, end, low, high, keyed, pairs, mentions = figures
    return Part(
        path=path,
        role=Role.ROWS,
        source=load.source,
        table=load.table.name,
        period=period,
        sha256=sha256_of(target),
        size=target.stat().st_size,
        rows=rows,
        start=start,
        end=end,
        pairs=pairs,
        mentions=int(mentions or 0),
        low=low if keyed == rows else "",
        high=high if keyed == rows else "",
    )


def literal_path(path: Path) -> str:
    """Return a path of ours as it stands between quotes."""
    return str(path).replace("'", "''")
