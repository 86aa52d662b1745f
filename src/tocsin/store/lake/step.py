"""One step of taking files into the lake: all of it, or nothing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from tocsin.errors import StoreError
from tocsin.model.ingest import SUMS, Ingest, Input, Part, Role
from tocsin.model.records import EVENTS, MENTIONS
from tocsin.sources.base import Facts
from tocsin.store import holdings
from tocsin.store.lake import duck
from tocsin.store.lake.covering import days_covered
from tocsin.store.lake.loading import Load, Written, write_parts
from tocsin.store.lake.offers import (
    Offer,
    Wish,
    copied,
    facts_of,
    hashed,
    stage_files,
    unpack_all,
)
from tocsin.store.lake.place import Place, settle, sha256_of
from tocsin.store.lake.staged import Staged
from tocsin.store.lake.sums import (
    merge_sums,
    stem_of,
    to_merge,
    write_state_sums,
    write_sums,
)
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TRIES = 5


class Step:
    """One ingest under way: read first, then settled, each once.

    Reading takes half of the time and touches nothing that others see, so the next step can be
    read while this one is settled. Leaving the context ends the step, whatever became of it.

    Attributes:
        restored: Names of files that were in the lake, but whose raw bytes there were damaged:
            they are whole again.
    """

    def __init__(
        self, where: tuple[Ledger, Place], wish: Wish, offers: Sequence[Offer]
    ) -> None:
        self._ledger, self._place = where
        self._wish = wish
        self._offers = list(offers)
        self._shas: tuple[str, ...] = ()
        self._copies: list[Path] = []
        self._facts: list[Facts] = []
        self._staged: Staged | None = None
        self._connection: DuckDBPyConnection | None = None
        self._open = ExitStack()
        self._is_cancelled = False
        self.restored: list[str] = []

    def __enter__(self) -> Self:
        """Return the step."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        """Close what is open; errors of the database become ours on the way."""
        return self._open.__exit__(kind, error, trace)

    def cancel(self) -> None:
        """Make a step that another thread reads end soon; to be called from any thread."""
        self._is_cancelled = True
        if self._connection is not None:
            self._connection.interrupt()

    def read(self) -> None:
        """Copy and read the files that are not in the lake yet.

        Raises:
            SourceError: A file is not of the format, or too many rows do not fit.
            StoreError: A file cannot be read or changed meanwhile, or the disk is full.
        """
        place = self._place
        offers = hashed(self._offers)
        known = self._known_shas(offers)
        self._work = self._open.enter_context(place.work())
        with duck.translated(place.folder):
            for sha in known:
                self._restore(offers[sha], sha)
            self._shas = tuple(sha for sha in offers if sha not in known)
            self._offers = [offers[sha] for sha in self._shas]
            if not self._shas or self._is_cancelled:
                return
            self._copies = [
                copied(offer.path, self._work / f"raw-{sha}", sha)
                for offer, sha in zip(self._offers, self._shas, strict=True)
            ]
        connection = self._open.enter_context(duck.opened(place.folder, work=self._work))
        self._connection = connection
        with duck.translated(place.folder):
            self._stage(connection)

    def settle(self) -> Ingest | None:
        """Compare what was read with what is there, and commit what is new.

        Returns:
            What was taken in; None where all of it is there already.

        Raises:
            SourceError: As in reading, where some files had to be read again.
            StoreError: The lake cannot be written, or another process took in the same source
                again and again meanwhile.
        """
        connection = self._connection
        if connection is None:
            return None
        with self._place.turn():
            for _ in range(_TRIES):
                self._leave_known(connection)
                if self._staged is None:
                    return None
                known = self._known()
                found = self._load(connection, self._staged, self._facts, known)
                if self._commit(connection, found, known):
                    return found.ingest
        message = f"{self._place.folder} is being filled by another process; try again."
        raise StoreError(message, subject=str(self._place.folder))

    def _known_shas(self, offers: Iterable[str]) -> set[str]:
        """Return which files were read in this way before."""
        readings = {sha: self._wish.reading(sha) for sha in offers}
        known = self._ledger.known_readings(set(readings.values()))
        return {sha for sha, reading in readings.items() if reading in known}

    def _restore(self, offer: Offer, sha: str) -> None:
        """Put the bytes of a file that is known back where those of the lake are damaged."""
        raw = self._place.raw(sha)
        if not raw.is_file() or sha256_of(raw) != sha:
            settle(copied(offer.path, self._work / f"raw-{sha}", sha), raw)
            self.restored.append(offer.name)

    def _stage(self, connection: "DuckDBPyConnection") -> None:
        """Read the copies into the table `staged`."""
        names = [offer.name for offer in self._offers]
        given = unpack_all(names, self._copies, self._wish, self._work)
        self._facts = facts_of(self._wish.source, given)
        self._staged = stage_files(connection, self._wish, given, lambda: self._is_cancelled)

    def _leave_known(self, connection: "DuckDBPyConnection") -> None:
        """Leave out files that got into the lake since they were read; read the others again."""
        known = self._known_shas(self._shas)
        if not known:
            return
        left = [place for place, sha in enumerate(self._shas) if sha not in known]
        self._offers = [self._offers[place] for place in left]
        self._shas = tuple(self._shas[place] for place in left)
        self._copies = [self._copies[place] for place in left]
        connection.execute("DROP TABLE staged")
        self._staged = None
        if left:
            self._stage(connection)

    def _known(self) -> tuple[Part, ...]:
        """Return the files whose rows may be the same as new ones."""
        source = self._wish.source
        if source.table not in (EVENTS, MENTIONS):
            return ()  # a later edition says the same rows anew
        return self._ledger.parts(
            table=source.table.name, source=source.name, roles=(Role.ROWS,)
        )

    def _load(
        self,
        connection: "DuckDBPyConnection",
        staged: Staged,
        facts: Sequence[Facts],
        known: tuple[Part, ...],
    ) -> "_Found":
        """Write the files of the lake into the work folder."""
        wish, source = self._wish, self._wish.source
        identity = Ingest(
            source=source.name,
            table=source.table.name,
            edition="; ".join(dict.fromkeys(one.edition for one in facts if one.edition)),
            scope=_scope(facts),
            retrieved=wish.retrieved,
            options=wish.settings,
            only_dyads=wish.only_dyads,
            inputs=self._inputs(staged, (0,) * len(facts), [(None, None)] * len(facts)),
            parts=(),
            refused=tuple(error.message for error in staged.refusals),
            version=wish.version,
            licence=source.licence.name,
            citation=source.citation,
        )
        covered = days_covered(connection, source, facts)
        load = Load(
            source=source.name,
            table=source.table,
            name=identity.id,
            shas=self._shas,
            known=known,
        )
        kept = write_parts(connection, load, self._place, self._work)
        sums: tuple[Written, ...] = ()
        if source.table is EVENTS and kept.written:
            rows = [one.path for one in kept.written]
            sums = write_sums(connection, source.name, identity.id, rows, self._work)
        ingest = replace(
            identity,
            inputs=self._inputs(staged, kept.kept, covered),
            parts=tuple(one.part for one in kept.written),
        )
        return _Found(ingest=ingest, rows=kept.written, sums=sums)

    def _inputs(
        self,
        staged: Staged,
        kept: Sequence[int],
        covered: Sequence[tuple[dt.date | None, dt.date | None]],
    ) -> tuple[Input, ...]:
        """Return what became of the rows of each file."""
        return tuple(
            Input(
                name=offer.name,
                sha256=sha,
                size=self._copies[place].stat().st_size,
                rows=staged.rows[place],
                kept=kept[place],
                repeated=staged.staged[place] - kept[place],
                set_aside=staged.set_aside[place],
                refused=staged.refused[place],
                start=covered[place][0],
                end=covered[place][1],
            )
            for place, (offer, sha) in enumerate(zip(self._offers, self._shas, strict=True))
        )

    def _merge(
        self, connection: "DuckDBPyConnection", found: "_Found"
    ) -> tuple[tuple[Written, ...], set[str]]:
        """Return the files of sums to commit, and the paths of those that they replace."""
        if not found.sums:
            return (), set()
        source, sums = self._wish.source.name, found.sums
        old = self._ledger.parts(source=source, roles=SUMS)
        months = next(one.part for one in sums if one.part.role is Role.MONTHS)
        stems = to_merge([one for one in old if one.role is Role.MONTHS], months.rows)
        where = (source, stem_of(months), self._work)
        if stems:
            where = (source, f"{found.ingest.id}-{len(self._ledger.ingests())}", self._work)
            merged = tuple(part for part in old if stem_of(part) in stems)
            sums = tuple(
                merge_sums(
                    connection, one.part.role, where, [*self._like(one, merged), one.path]
                )
                for one in sums
            )
        else:
            merged = ()
        paths = {one.part.role: one.path for one in sums}
        states = write_state_sums(connection, where, paths[Role.MONTHS])
        return (*sums, states), {part.path for part in merged}

    def _like(self, one: Written, parts: Sequence[Part]) -> list[Path]:
        """Return the paths of the files that hold the same as a new one."""
        return [self._place.path(part.path) for part in parts if part.role is one.part.role]

    def _commit(
        self, connection: "DuckDBPyConnection", found: "_Found", known: tuple[Part, ...]
    ) -> bool:
        """Settle the files and store what was taken in; False where others did so meanwhile."""
        place, ledger = self._place, self._ledger
        sums, merged = self._merge(connection, found)
        settled: list[Path] = []
        try:
            with duck.translated(place.folder), ledger.writing() as writer:
                if not self._is_still(writer, known, merged):
                    return False
                for copy, sha in zip(self._copies, self._shas, strict=True):
                    if not place.raw(sha).exists():
                        settle(copy, place.raw(sha))
                        settled.append(place.raw(sha))
                for one in (*found.rows, *sums):
                    target = place.path(one.part.path)
                    settle(one.path, target)
                    settled.append(target)
                holdings.write_ingest(writer, found.ingest, [one.part for one in sums], merged)
        except BaseException:
            _take_back(settled)
            raise
        _take_back([place.path(path) for path in merged])
        return True

    def _is_still(
        self,
        writer: Connection,
        known: tuple[Part, ...],
        merged: set[str],
    ) -> bool:
        """Return whether nobody changed what this step was compared with."""
        readings = {self._wish.reading(sha) for sha in self._shas}
        if holdings.known_readings(writer, readings):
            return False
        source = self._wish.source
        sums = holdings.all_parts(writer, source=source.name, roles=SUMS)
        if not merged <= {part.path for part in sums}:
            return False
        if source.table not in (EVENTS, MENTIONS):
            return True
        now = holdings.all_parts(
            writer, table=source.table.name, source=source.name, roles=(Role.ROWS,)
        )
        return [part.path for part in now] == [part.path for part in known]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What is ready to be committed."""

    ingest: Ingest
    rows: tuple[Written, ...]
    sums: tuple[Written, ...]


def _scope(facts: Sequence[Facts]) -> tuple[str, ...]:
    """Return the states that files are about; none where one of them is about all."""
    if any(not one.scope for one in facts):
        return ()
    return tuple(sorted({state for one in facts for state in one.scope}))


def _take_back(settled: Sequence[Path]) -> None:
    """Remove files that the ledger does not name, or no longer."""
    for path in settled:
        with suppress(OSError):
            path.unlink()
