"""Which days files cover: what they say, what their source says, or what their rows show."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tocsin.model.index import Coverage
from tocsin.model.ingest import Ingest
from tocsin.model.records import EVENTS, Table
from tocsin.store.lake.columns import day_of, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from tocsin.sources.base import Facts, Source  # questions need no readers

Span = tuple[dt.date | None, dt.date | None]

_DAY = dt.timedelta(days=1)


def days_covered(
    connection: "DuckDBPyConnection", source: "Source", facts: "Sequence[Facts]"
) -> list[Span]:
    """Return the first and last day that each staged file covers.

    What a file says of itself stands; else its rows show it. Events that are dated back by the
    source do not widen it: where it says when it added a row, that day counts.
    """
    shown = _shown(connection, source.table)
    return [
        (one.start or shown.get(place, (None, None))[0],
         one.end or shown.get(place, (None, None))[1])
        for place, one in enumerate(facts)
    ]  # fmt: skip


def _shown(connection: "DuckDBPyConnection", table: Table) -> dict[int, Span]:
    """Return the days that the rows of each staged file show."""
    day = day_of(table)
    if table is EVENTS:
        day = f'coalesce("added"::DATE, {day})'
    last = f"make_date({quoted(table.day)}::INTEGER, 12, 31)" if "make_date" in day else day
    found = connection.execute(
        f'SELECT "file", min({day}), max({last}) FROM staged GROUP BY "file"'  # noqa: S608
    )
    return {row[0]: (row[1], row[2]) for row in found.fetchall()}


def coverage_of(ingests: Iterable[Ingest]) -> tuple[Coverage, ...]:
    """Return what each source covers by what was taken in, by table and name."""
    groups: dict[tuple[str, str], list[Ingest]] = {}
    for ingest in ingests:
        groups.setdefault((ingest.table, ingest.source), []).append(ingest)
    return tuple(_coverage(groups[key]) for key in sorted(groups))


def _coverage(ingests: Sequence[Ingest]) -> Coverage:
    """Return what the files of one source cover together."""
    spans = [(one.start, one.end) for ingest in ingests for one in ingest.inputs if one.kept
             or one.repeated]  # fmt: skip
    start, end, gaps = _joined(spans)
    is_whole = any(not ingest.scope for ingest in ingests)
    scope = {state for ingest in ingests for state in ingest.scope}
    return Coverage(
        source=ingests[0].source,
        table=ingests[0].table,
        start=start,
        end=end,
        edition="; ".join(dict.fromkeys(one.edition for one in ingests if one.edition)),
        rows=sum(ingest.kept for ingest in ingests),
        scope=() if is_whole else tuple(sorted(scope)),
        gaps=gaps,
    )


def _joined(
    spans: Sequence[Span],
) -> tuple[dt.date | None, dt.date | None, tuple[tuple[dt.date, dt.date], ...]]:
    """Return first day, last day and the gaps in between of some spans."""
    known = sorted(
        (start, end) for start, end in spans if start is not None and end is not None
    )
    if not known:
        return None, None, ()
    gaps = []
    start, reach = known[0]
    for low, high in known[1:]:
        if low > reach + _DAY:
            gaps.append((reach + _DAY, low - _DAY))
        reach = max(reach, high)
    return start, reach, tuple(gaps)
