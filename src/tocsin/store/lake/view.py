"""The record as one may ask it: the lake's rows and the ledger's claims, as of one moment."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tocsin.errors import InsufficientDataError, StoreError
from tocsin.model.claim import Telling
from tocsin.model.index import Coverage
from tocsin.model.ingest import Ingest, Part, Role
from tocsin.model.records import TABLES
from tocsin.model.series import (
    EventDays,
    EventMonths,
    Events,
    FeedMonths,
    Flows,
    IdealPoints,
    PairedVotes,
    SanctionYears,
    Series,
    Ties,
    Visits,
)
from tocsin.store.lake import claims, duck, frames, queries
from tocsin.store.lake.answers import Answers
from tocsin.store.lake.columns import quoted
from tocsin.store.lake.covering import coverage_of
from tocsin.store.lake.editions import standing
from tocsin.store.lake.place import Place
from tocsin.store.lake.sums import stem_of
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

S = TypeVar("S", bound=Series)

_ALL = (1 << 63) - 1
_EVER = (date.min, date.max)
"""Of a dyad or a state everything is asked, and kept: measures take periods that differ a little."""
_EVENTS = "events"


@contextmanager
def viewing(ledger: Ledger, place: Place) -> Iterator["LakeView"]:
    """Give a view of the record as it is now; what is added later is not in it.

    Without DuckDB the view still gives what the ledger holds, if the lake is empty.

    Raises:
        UsageError: The lake has files, and DuckDB is not installed.
        StoreError: The ledger or the lake is damaged.
    """
    view = LakeView(ledger, place)
    try:
        yield view
    finally:
        view.close()


class LakeView:
    """What fulfils `tocsin.store.base.View`; each method is documented there."""

    def __init__(self, ledger: Ledger, place: Place) -> None:
        self._ledger, self._place = ledger, place
        self._ingests = ledger.ingests()
        self._parts = ledger.parts()
        self._lease: Any = None
        self._answers = Answers()

    @cached_property
    def connection(self) -> "DuckDBPyConnection":
        """Open the lake at first use; not every question needs it."""
        self._lease = duck.opened(self._place.folder)
        connection: DuckDBPyConnection = self._lease.__enter__()
        return connection

    def close(self) -> None:
        """Give up the connection."""
        if self._lease is not None:
            self._lease.__exit__(None, None, None)

    def coverage(self, table: str = "") -> tuple[Coverage, ...]:
        """Return what each source covers, of one table or of all."""
        return tuple(one for one in coverage_of(self._ingests) if table in ("", one.table))

    def file_names(self) -> dict[str, str]:
        """Return what each file that was taken in was called, by its sha256."""
        return {one.sha256: one.name for ingest in self._ingests for one in ingest.inputs}

    def event_months(
        self,
        states: Collection[str],
        since: date,
        until: date,
        *,
        feeds: Collection[str] = (),
    ) -> EventMonths:
        """Return events by month between any two of some states; no states means all."""
        if not states:
            return self._months("", [since, until], feeds)
        if len(states) > 2:
            return self._months(queries.AMONG, [since, until, *[sorted(states)] * 2], feeds)
        pair = sorted(states)
        whole = self._months(queries.BETWEEN, [*_EVER, *(pair[0], pair[-1]) * 2], feeds)
        return frames.within(whole, whole.month, since.replace(day=1), until)

    def state_months(
        self, state: str, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> EventMonths:
        """Return events by month between a state and any other."""
        return self._months(queries.TOUCHING, [since, until, state, state], feeds)

    def state_totals(
        self, state: str, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> FeedMonths:
        """Return all events of a state with any other, by source and month."""
        months = self._chosen(_EVENTS, Role.MONTHS, feeds)
        parts = self._chosen(_EVENTS, Role.STATES, feeds)
        # A lake that was filled before there were sums by state has them of some steps only.
        is_whole = {stem_of(part) for part in months} == {stem_of(part) for part in parts}
        query, parts, values = (
            (queries.STATE_TOTALS, parts, [state])
            if is_whole
            else (queries.STATE_TOTALS_OF_DYADS, months, [state, state])
        )
        whole = self._asked(FeedMonths, query, parts, values)
        return frames.within(whole, whole.month, since.replace(day=1), until)

    def feed_months(
        self, since: date, until: date, *, feeds: Collection[str] = ()
    ) -> FeedMonths:
        """Return all that each source of events has, by month."""
        sums: dict[tuple[str, date], tuple[int, int]] = {}
        for part in self._chosen(_EVENTS, Role.ROWS, feeds):
            if not part.period or not part.pairs:
                continue
            month = date.fromisoformat(part.period + "-01")
            if since.replace(day=1) <= month <= until:
                events, mentions = sums.get((part.source, month), (0, 0))
                sums[part.source, month] = events + part.pairs, mentions + part.mentions
        rows = [(feed, month, *sums[feed, month]) for feed, month in sorted(sums)]
        return frames.of_rows(FeedMonths, rows)

    def event_days(
        self, dyad: tuple[str, str], since: date, until: date, *, feeds: Collection[str] = ()
    ) -> EventDays:
        """Return events by day between two states."""
        query = queries.EVENT_DAYS.format(which=queries.BETWEEN)
        parts = self._chosen(_EVENTS, Role.DAYS, feeds)
        whole = self._asked(EventDays, query, parts, [*_EVER, *sorted(dyad) * 2])
        return frames.within(whole, whole.day, since, until)

    def events(
        self,
        dyad: tuple[str, str],
        since: date,
        until: date,
        *,
        feeds: Collection[str] = (),
        most: int = 0,
    ) -> Events:
        """Return single events between two states, claims among them."""
        order = 'coalesce("mentions", 1) DESC, "day", "id"' if most else '"day", "id"'
        query = queries.EVENTS.format(which=queries.BETWEEN, order=order)
        parts = [
            part
            for part in self._chosen(_EVENTS, Role.ROWS, feeds)
            if part.start and part.end and part.start <= until and since <= part.end
        ]
        values = [since, until, *dyad, *dyad, most or _ALL]
        found = self._asked(Events, query, parts, values)
        if feeds and "claims" not in feeds:
            return found
        told = claims.told_events(self.tellings(dyad), dyad, since, until)
        return frames.in_order(found, told)

    def tellings(self, dyad: tuple[str, str]) -> tuple[Telling, ...]:
        """Return the claims about events between two states."""
        return claims.tellings_of(self._ledger, dyad)

    def votes(self, dyad: tuple[str, str], since: date, until: date) -> PairedVotes:
        """Return the roll calls in which both states voted."""
        listed = self._chosen("roll_calls")
        self._check(listed)
        calls = self._newest("roll_calls", listed)
        first, second = dyad
        values = [second, first, since, until, since, until]
        return self._asked(
            PairedVotes,
            queries.VOTES.strip().replace(
                "WITH", f"WITH calls AS ({calls or queries.NO_CALLS}),", 1
            ),
            self._chosen("votes"),
            values,
        )

    def ideal_points(self, states: Collection[str], since: date, until: date) -> IdealPoints:
        """Return the ideal points of states."""
        values = [sorted(states), since, until]
        parts = self._chosen("ideal_points")
        return self._asked(IdealPoints, queries.IDEAL_POINTS, parts, values)

    def ties(self, since: date, until: date, *, states: Collection[str] = ()) -> Ties:
        """Return alliance ties by year."""
        which, values = "", [since, until]
        if states:
            which = 'AND (list_contains(?, "source") OR list_contains(?, "target"))'
            values += [sorted(states)] * 2  # type: ignore[list-item]
        query = queries.TIES.format(which=which)
        return self._asked(Ties, query, self._chosen("alliances"), values)

    def flows(
        self, states: Collection[str], since: date, until: date, *, series: str = ""
    ) -> Flows:
        """Return yearly flows that touch one of some states."""
        values = [sorted(states), sorted(states), since, until, series]
        found = [
            self._asked(Flows, query, self._chosen(table), values)
            for table, query in queries.FLOWS.items()
        ]
        return frames.joined(Flows, found)

    def visits(self, states: Collection[str], since: date, until: date) -> Visits:
        """Return trips of leaders that touch one of some states."""
        values = [sorted(states), sorted(states), since, until]
        return self._asked(Visits, queries.VISITS, self._chosen("visits"), values)

    def sanctions(self, states: Collection[str], since: date, until: date) -> SanctionYears:
        """Return sanctions that touch one of some states."""
        values = [sorted(states), sorted(states), since, until]
        return self._asked(SanctionYears, queries.SANCTIONS, self._chosen("sanctions"), values)

    def rows(
        self,
        table: str,
        where: str,
        values: Sequence[object],
        *,
        first: tuple[str, Sequence[object]],
        most: int,
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Return whole rows of a table by a condition of ours, with the names of the columns.

        Args:
            table: Name of the table.
            where: The condition, with `?` for the values.
            values: Its values.
            first: A condition with its values; rows that fulfil it come first.
            most: How many rows are returned at most.

        Raises:
            InsufficientDataError: The lake has none of the table.
            StoreError: A file is damaged.
        """
        keys = ", ".join(quoted(name) for name in TABLES[table].key)
        condition, more = first
        chosen = f"SELECT * FROM rows WHERE {where} ORDER BY {condition} DESC, {keys} LIMIT ?"  # noqa: S608
        query, all_values = self.over(table, Role.ROWS, chosen, [*values, *more, most])
        with duck.translated(self._place.folder):
            found = self.connection.execute(query, all_values)
            return tuple(item[0] for item in found.description), found.fetchall()

    def over(
        self, table: str, role: Role, query: str, values: Sequence[object]
    ) -> tuple[str, list[object]]:
        """Return a query of ours over the newest rows of a table as one for the connection.

        Raises:
            InsufficientDataError: The lake has none of the table.
            StoreError: A file is damaged.
        """
        parts = self._chosen(table, role)
        if not parts:
            message = f"The lake holds no {table}; take some in with `tocsin ingest`."
            raise InsufficientDataError(message, subject=table)
        self._check(parts)
        return f"WITH rows AS ({self._newest(table, parts)}) {query}", list(values)

    def _months(self, which: str, values: list[Any], feeds: Collection[str]) -> EventMonths:
        """Return events by month under a condition."""
        query = queries.EVENT_MONTHS.format(which=which)
        return self._asked(
            EventMonths, query, self._chosen(_EVENTS, Role.MONTHS, feeds), values
        )

    def _chosen(
        self, table: str, role: Role = Role.ROWS, feeds: Collection[str] = ()
    ) -> list[Part]:
        """Return the files of a table that count."""
        parts = [
            part
            for part in self._parts
            if part.table == table and part.role is role and (not feeds or part.source in feeds)
        ]
        return standing(parts, self._ingests) if role is Role.ROWS else parts

    def _newest(self, table: str, parts: Sequence[Part]) -> str:
        """Return the query for the rows of some files; of rows with one key the newest."""
        if not parts:
            return ""
        if table == _EVENTS:
            return self._by_feed(parts)
        paths = ", ".join(f"('{_literal(self._place, part)}', '{part.source}', {rank})"
                          for rank, part in enumerate(parts))  # fmt: skip
        files = ", ".join(f"'{_literal(self._place, part)}'" for part in parts)
        read = (
            f"SELECT t.*, p.feed, p.rank_, p.reach FROM read_parquet([{files}], filename = true, "  # noqa: S608
            "hive_partitioning = false, union_by_name = true) t "
            f"JOIN (SELECT *, {_reach(parts, self._ingests)} AS reach FROM (VALUES {paths}) "
            "p(path, feed, rank_)) p ON p.path = t.filename"
        )
        if len(parts) == 1:
            return read
        keys = ", ".join(quoted(name) for name in TABLES[table].key)
        # An edition in which a key has several rows keeps them all.
        return f"{read} QUALIFY rank() OVER (PARTITION BY feed, {keys} ORDER BY rank_ DESC) = 1"

    def _by_feed(self, parts: Sequence[Part]) -> str:
        """Return the query for files of events, of which each adds to the others.

        All files of a source are read in one go. Finding the source by the file of each row took
        as long as all the rest.
        """
        feeds: dict[str, list[str]] = {}
        for part in parts:
            feeds.setdefault(part.source, []).append(f"'{_literal(self._place, part)}'")
        return " UNION ALL BY NAME ".join(
            f"SELECT *, '{feed}' AS feed FROM read_parquet([{', '.join(files)}], "  # noqa: S608
            "hive_partitioning = false, union_by_name = true)"
            for feed, files in feeds.items()
        )

    def _check(self, parts: Sequence[Part]) -> None:
        """Refuse files that are gone or not as they were written.

        Raises:
            StoreError: One of them is; the message names it.
        """
        for part in parts:
            try:
                self._place.sound(part)
            except OSError as error:
                reason = error.strerror or str(error)
                message = (
                    f"{self._place.path(part.path)} cannot be read: {reason}; if an ingest ended "
                    "just now, ask again, else `tocsin doctor --mend` derives it again."
                )
                raise StoreError(message, subject=part.path) from error

    def _asked(
        self, kind: type[S], query: str, parts: Sequence[Part], values: Sequence[object]
    ) -> S:
        """Return the answer to a query over the newest rows of some files."""
        if not parts:
            return frames.joined(kind, [])
        asked = repr((query, [part.path for part in parts], list(values)))
        known = self._answers.get(kind, asked)
        if known is not None:
            return known
        self._check(parts)
        relation = self._newest(parts[0].table, parts)
        whole = f"WITH rows AS ({relation}) SELECT * FROM ({query})"  # noqa: S608
        with duck.translated(self._place.folder):
            found = self.connection.execute(whole, list(values)).fetchnumpy()
        return self._answers.keep(asked, frames.series_of(kind, found))


def _literal(place: Place, part: Part) -> str:
    """Return the path of a file as it stands between quotes."""
    return str(place.path(part.path)).replace("'", "''")


def _reach(parts: Sequence[Part], ingests: Sequence[Ingest]) -> str:
    """Return the last day that a table's files cover, as a literal; for what is in force."""
    table = parts[0].table
    ends = [one.end for one in coverage_of(ingests) if one.table == table and one.end]
    return f"DATE '{max(ends)}'" if ends else "NULL::DATE"
