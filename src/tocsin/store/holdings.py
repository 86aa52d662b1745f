"""What the ledger says of the lake: which files were taken in, and where their rows lie.

Each function runs inside one transaction of its caller.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

from tocsin.model.codec import to_json
from tocsin.model.index import IndexValue
from tocsin.model.ingest import Ingest, Part, Role
from tocsin.store import rows
from tocsin.store.audit import append_entry, content_digest
from tocsin.store.failure import DamageError
from tocsin.store.schema import ingests, inputs, parts, values

_MOST_IDS = 10_000


def reading_of(source: str, sha256: str, options: Sequence[str], *, only_dyads: bool) -> str:
    """Return what is the same when a file is read in the same way again."""
    return content_digest((source, sha256, only_dyads, *options))


def known_readings(connection: Connection, readings: Collection[str]) -> set[str]:
    """Return which readings the lake holds already."""
    query = select(inputs.c.reading).where(inputs.c.reading.in_(readings))
    return set(connection.execute(query).scalars())


def all_ingests(connection: Connection) -> tuple[Ingest, ...]:
    """Return what was taken in, in that order.

    Raises:
        DamageError: One is not as it was written.
    """
    found = connection.execute(select(ingests).order_by(ingests.c.number))
    return tuple(rows.unseal(Ingest, row) for row in found)


def all_parts(
    connection: Connection, *, table: str = "", source: str = "", roles: Collection[Role] = ()
) -> tuple[Part, ...]:
    """Return the files of the lake, in the order in which they were added.

    Raises:
        DamageError: A row is not as it was written.
    """
    query = select(parts).order_by(parts.c.ingest, parts.c.path)
    if table:
        query = query.where(parts.c.kind == table)
    if source:
        query = query.where(parts.c.source == source)
    if roles:
        query = query.where(parts.c.role.in_([str(role) for role in roles]))
    return tuple(rows.unseal(Part, row) for row in connection.execute(query))


def write_ingest(
    connection: Connection, ingest: Ingest, sums: Iterable[Part], merged: Collection[str]
) -> None:
    """Store what was taken in.

    Args:
        connection: A writer's.
        ingest: With its files of rows.
        sums: Files of sums that come with it.
        merged: Paths of files of sums that these stand for from now on.
    """
    json = to_json(ingest)
    row = {"id": ingest.id, "source": ingest.source, "json": json, "seal": rows.seal(json, "")}
    key = connection.execute(insert(ingests), row).inserted_primary_key
    number = int(key[0]) if key else 0
    for position, one in enumerate(ingest.inputs):
        reading = reading_of(
            ingest.source, one.sha256, ingest.options, only_dyads=ingest.only_dyads
        )
        entry = {"ingest": number, "position": position, "reading": reading}
        connection.execute(insert(inputs), entry)
    if merged:
        connection.execute(delete(parts).where(parts.c.path.in_(merged)))
    for part in (*ingest.parts, *sums):
        connection.execute(insert(parts), _part_row(number, part))
    append_entry(connection, "ingest", ingest.id, content_digest((json,)))


def replace_part(connection: Connection, part: Part) -> None:
    """Store that a file of the lake was derived again, and what it is now."""
    where = parts.c.path == part.path
    number = connection.execute(select(parts.c.ingest).where(where)).scalar_one()
    connection.execute(delete(parts).where(where))
    connection.execute(insert(parts), _part_row(number, part))
    append_entry(connection, "derive", part.path, part.sha256)


def replace_sums(connection: Connection, old: Iterable[Part], new: Iterable[Part]) -> None:
    """Store that all sums of a source were derived again, and what they are now."""
    paths = [part.path for part in old]
    query = select(parts.c.ingest).where(parts.c.path.in_(paths)).limit(1)
    number = connection.execute(query).scalar_one()
    connection.execute(delete(parts).where(parts.c.path.in_(paths)))
    for part in new:
        connection.execute(insert(parts), _part_row(number, part))
        append_entry(connection, "derive", part.path, part.sha256)


def write_values(connection: Connection, found: Iterable[IndexValue]) -> None:
    """Store values of measures, unless they are there."""
    new = {value.id: value for value in found}
    for some in _in_bunches(list(new)):
        known = connection.execute(select(values.c.id).where(values.c.id.in_(some)))
        for identifier in set(known.scalars()):
            del new[identifier]
    texts = {name: to_json(value) for name, value in new.items()}
    many = [
        {"id": name, "json": json, "seal": rows.seal(json, "")} for name, json in texts.items()
    ]
    if many:
        connection.execute(insert(values), many)


def _in_bunches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids in lists of bounded length: SQLite takes 32,766 values in a statement."""
    for start in range(0, len(ids), _MOST_IDS):
        yield ids[start : start + _MOST_IDS]


def problems(connection: Connection) -> Iterable[str]:
    """Yield what is wrong with the ledger's rows about the lake."""
    held = {}
    for number in connection.execute(select(ingests.c.number)).scalars().all():
        row = connection.execute(select(ingests).where(ingests.c.number == number)).one()
        try:
            held[number] = rows.unseal(Ingest, row)
        except DamageError as error:
            yield f"ingest {number}: {error}"
    stored: dict[int, set[str]] = {}
    for row in connection.execute(select(parts)):
        try:
            part = rows.unseal(Part, row)
        except DamageError as error:
            yield f"part {row.path}: {error}"
            continue
        if part.role is Role.ROWS:
            stored.setdefault(row.ingest, set()).add(part.path)
    for number, ingest in held.items():
        if {part.path for part in ingest.parts} != stored.get(number, set()):
            yield f"the files of {ingest.id} are not those that were taken in"


def _part_row(number: int, part: Part) -> dict[str, object]:
    """Return the row of a file of the lake."""
    json = to_json(part)
    return {
        "path": part.path,
        "ingest": number,
        "source": part.source,
        "kind": part.table,
        "role": part.role.value,
        "json": json,
        "seal": rows.seal(json, ""),
    }
