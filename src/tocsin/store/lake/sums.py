"""Sums of events: by dyad and month, by dyad and day, by state and month.

Files of sums of one step have one stem. They are merged like the digits of a binary number: a new
file takes in those that are not much larger than itself, so that of n steps log n files are left
and each row is written log n times.
"""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tocsin.model.ingest import Part, Role
from tocsin.model.records import EVENTS
from tocsin.store.lake.loading import WRITTEN, Written, literal_path
from tocsin.store.lake.place import sha256_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LARGER = 1.5
"""How many times as large as the new file and what it took in so far one may be to be taken in."""

# Sums are decimal: they are the same to the last bit whatever was added to what, and when.
_SUMS = {
    Role.MONTHS: """
        SELECT "source", "target", date_trunc('month', "day")::DATE AS "month", "type", "quad",
               count(*)::BIGINT AS "events", count("goldstein")::BIGINT AS "scored",
               coalesce(sum("goldstein"::DECIMAL(12, 4)), 0)::DOUBLE AS "goldstein",
               sum(coalesce("mentions", 1))::BIGINT AS "mentions"
        FROM read_parquet($files, hive_partitioning = false)
        WHERE "source" IS NOT NULL AND "target" IS NOT NULL AND "source" <> "target"
          AND "day" IS NOT NULL
        GROUP BY ALL ORDER BY ALL
    """,
    Role.DAYS: """
        SELECT "source", "target", "day", "quad",
               count(*)::BIGINT AS "events", count("goldstein")::BIGINT AS "scored",
               coalesce(sum("goldstein"::DECIMAL(12, 4)), 0)::DOUBLE AS "goldstein"
        FROM read_parquet($files, hive_partitioning = false)
        WHERE "source" IS NOT NULL AND "target" IS NOT NULL AND "source" <> "target"
          AND "day" IS NOT NULL
        GROUP BY ALL ORDER BY ALL
    """,
}
_STATES = """
    SELECT "state", "month", sum("events")::BIGINT AS "events", sum("mentions")::BIGINT AS "mentions"
    FROM (
        SELECT "source" AS "state", "month", "events", "mentions"
        FROM read_parquet($files, hive_partitioning = false)
        UNION ALL
        SELECT "target", "month", "events", "mentions"
        FROM read_parquet($files, hive_partitioning = false)
    )
    GROUP BY ALL ORDER BY ALL
"""
_ADDED = {
    Role.MONTHS: """
        SELECT "source", "target", "month", "type", "quad", sum("events")::BIGINT AS "events",
               sum("scored")::BIGINT AS "scored", sum("goldstein"::DECIMAL(18, 4))::DOUBLE AS "goldstein",
               sum("mentions")::BIGINT AS "mentions"
        FROM read_parquet($files, hive_partitioning = false) GROUP BY ALL ORDER BY ALL
    """,
    Role.DAYS: """
        SELECT "source", "target", "day", "quad", sum("events")::BIGINT AS "events",
               sum("scored")::BIGINT AS "scored", sum("goldstein"::DECIMAL(18, 4))::DOUBLE AS "goldstein"
        FROM read_parquet($files, hive_partitioning = false) GROUP BY ALL ORDER BY ALL
    """,
}


def write_sums(
    connection: "DuckDBPyConnection", source: str, stem: str, files: Sequence[Path], work: Path
) -> tuple[Written, ...]:
    """Write the sums of some files with rows of events by dyad and month, and by dyad and day."""
    return tuple(
        _summed(connection, role, (source, stem, work), (query, files))
        for role, query in _SUMS.items()
    )


def merge_sums(
    connection: "DuckDBPyConnection",
    role: Role,
    where: tuple[str, str, Path],
    files: Sequence[Path],
) -> Written:
    """Write some files with sums by dyad as one.

    Args:
        connection: Reads and writes them.
        role: What they hold.
        where: The source, the stem of the new file and the work folder.
        files: The files.
    """
    return _summed(connection, role, where, (_ADDED[role], files))


def write_state_sums(
    connection: "DuckDBPyConnection", where: tuple[str, str, Path], months: Path
) -> Written:
    """Write the sums by state and month of a file with sums by dyad and month."""
    return _summed(connection, Role.STATES, where, (_STATES, [months]))


def stem_of(part: Part) -> str:
    """Return what the files of sums of one step have in common."""
    return PurePosixPath(part.path).stem.removesuffix(f"-{part.role.value}")


def to_merge(old: Sequence[Part], rows: int) -> set[str]:
    """Return the stems of the files that a new one takes in.

    Args:
        old: Files of sums by dyad and month.
        rows: Rows of the new one.
    """
    stems = set()
    for part in sorted(old, key=lambda one: (one.rows, one.path)):
        if part.rows > _LARGER * rows:
            break
        stems.add(stem_of(part))
        rows += part.rows
    return stems


def _summed(
    connection: "DuckDBPyConnection",
    role: Role,
    where: tuple[str, str, Path],
    query: tuple[str, Sequence[Path]],
) -> Written:
    """Write the result of a query for sums, and describe it."""
    source, name, work = where
    target = work / f"{name}-{role.value}.parquet"
    text, files = query
    connection.execute(
        f"COPY ({text}) TO '{literal_path(target)}' {WRITTEN}",
        {"files": [str(path) for path in files]},
    )
    day = "day" if role is Role.DAYS else "month"
    row = connection.execute(
        f'SELECT count(*), min("{day}"), max("{day}") FROM read_parquet(?, hive_partitioning = false)',  # noqa: S608
        [str(target)],
    ).fetchone()
    rows, start, end = row or (0, None, None)
    part = Part(
        path=f"sums/feed={source}/{name}-{role.value}.parquet",
        role=role,
        source=source,
        table=EVENTS.name,
        period="",
        sha256=sha256_of(target),
        size=target.stat().st_size,
        rows=rows,
        start=start,
        end=end,
    )
    return Written(target, part)
