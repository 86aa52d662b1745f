"""The examination of a lake, and deriving again what can be derived."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tocsin.errors import StoreError
from tocsin.model.ingest import SUMS, Ingest, Part, Role
from tocsin.sources.base import Source
from tocsin.store import holdings
from tocsin.store.lake import duck
from tocsin.store.lake.lake import Lake
from tocsin.store.lake.loading import Load, Written, write_parts
from tocsin.store.lake.offers import Wish, stage_files, unpack_all
from tocsin.store.lake.place import raw_path, settle, sha256_of
from tocsin.store.lake.sums import write_state_sums, write_sums


class Damage(StrEnum):
    """What is wrong with a file."""

    GONE = "is gone"
    CHANGED = "is not as it was written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One damaged file of a lake.

    Attributes:
        path: Below the folder of the lake.
        damage: What is wrong.
        part: What it should be; None for a raw file.
    """

    path: str
    damage: Damage
    part: Part | None = None

    def __str__(self) -> str:
        """Return the finding as a sentence without a full stop."""
        return f"{self.path} {self.damage.value}"


def findings(lake: Lake) -> Iterator[Finding]:
    """Yield every file of the lake that is not as it was written; all bytes are read."""
    for part in lake.ledger.parts():
        damage = _damage(lake.place.path(part.path), part.sha256)
        if damage is not None:
            yield Finding(path=part.path, damage=damage, part=part)
    seen = set()
    for ingest in lake.ledger.ingests():
        for one in ingest.inputs:
            damage = _damage(lake.place.raw(one.sha256), one.sha256)
            if damage is not None and one.sha256 not in seen:
                seen.add(one.sha256)
                yield Finding(path=raw_path(one.sha256), damage=damage)


def mend(lake: Lake, found: Sequence[Finding], sources: Sequence[Source]) -> Iterator[str]:
    """Derive damaged files again; yield a sentence for each thing that was done or cannot be.

    Rows come from the raw files, sums from the rows. A raw file cannot be derived: it is
    restored when it is offered to an ingest again.

    Raises:
        StoreError: The disk is full, or the ledger locked.
    """
    broken = {finding.path for finding in found}
    known = {source.name: source for source in sources}
    owners = {one.path: ingest for ingest in lake.ledger.ingests() for one in ingest.parts}
    rows = [one.part for one in found if one.part and one.part.role is Role.ROWS]
    for ingest in dict.fromkeys(owners[part.path] for part in rows):
        lost = [one.name for one in ingest.inputs if raw_path(one.sha256) in broken]
        if lost:
            yield f"{ingest.id} cannot be derived again: its raw file {lost[0]} is damaged too"
        elif ingest.source not in known:
            yield f"{ingest.id} cannot be derived again: nothing here reads {ingest.source}"
        else:
            yield from _mend_rows(lake, ingest, known[ingest.source], broken)
    sums = {one.part.source for one in found if one.part and one.part.role is not Role.ROWS}
    for source in sorted(sums):
        yield from _mend_sums(lake, source)
    for finding in found:
        if finding.part is None:
            yield f"{finding} and cannot be derived; offer the file to `tocsin ingest` again, which restores it"


def _damage(path: Path, sha256: str) -> Damage | None:
    """Return what is wrong with a file; None where nothing is."""
    try:
        return None if sha256_of(path) == sha256 else Damage.CHANGED
    except OSError:
        return Damage.GONE


def _mend_rows(lake: Lake, ingest: Ingest, source: Source, broken: set[str]) -> Iterator[str]:
    """Derive the files of one ingest again from its raw files."""
    wish = Wish(
        source=source,
        options=dict(one.split("=", 1) for one in ingest.options),
        only_dyads=ingest.only_dyads,
        most_refused=sum(one.refused for one in ingest.inputs),
        retrieved=ingest.retrieved,
        version=ingest.version,
    )
    load = Load(
        source=source.name,
        table=source.table,
        name=ingest.id,
        shas=tuple(one.sha256 for one in ingest.inputs),
        known=_before(lake, ingest),
    )
    with lake.place.work() as work:
        raws = [lake.place.raw(one.sha256) for one in ingest.inputs]
        given = unpack_all([one.name for one in ingest.inputs], raws, wish, work)
        with duck.opened(lake.place.folder, work=work) as connection:
            stage_files(connection, wish, given)
            kept = write_parts(connection, load, lake.place, work)
        for one in kept.written:
            if one.part.path in broken:
                _replace(lake, one)
                yield f"{one.part.path} was derived again from its raw file"


def _before(lake: Lake, ingest: Ingest) -> tuple[Part, ...]:
    """Return the files that the rows of an ingest were compared with when it was taken in."""
    earlier: list[Part] = []
    for one in lake.ledger.ingests():
        if one.id == ingest.id:
            break
        if (one.source, one.table) == (ingest.source, ingest.table):
            earlier += one.parts
    return tuple(earlier) if ingest.table in ("events", "mentions") else ()


def _mend_sums(lake: Lake, source: str) -> Iterator[str]:
    """Derive all sums of a source again from its rows, as one file of each kind."""
    rows = lake.ledger.parts(table="events", source=source, roles=(Role.ROWS,))
    old = lake.ledger.parts(source=source, roles=SUMS)
    with lake.place.work() as work:
        try:
            paths = [lake.place.sound(part) for part in rows]
        except (OSError, StoreError) as error:
            yield f"the sums of {source} cannot be derived again: {error}"
            return
        with duck.opened(lake.place.folder, work=work) as connection:
            name = f"mended-{len(lake.ledger.ingests())}-{len(old)}"
            sums = write_sums(connection, source, name, paths, work)
            months = next(one.path for one in sums if one.part.role is Role.MONTHS)
            sums += (write_state_sums(connection, (source, name, work), months),)
        with duck.translated(lake.place.folder), lake.ledger.writing() as writer:
            for one in sums:
                settle(one.path, lake.place.path(one.part.path))
            holdings.replace_sums(writer, old, [one.part for one in sums])
    yield f"the sums of {source} were derived again from {len(rows)} files"


def _replace(lake: Lake, one: Written) -> None:
    """Put a derived file in its place, and tell the ledger where its bytes differ."""
    with duck.translated(lake.place.folder), lake.ledger.writing() as writer:
        settle(one.path, lake.place.path(one.part.path))
        holdings.replace_part(writer, one.part)
