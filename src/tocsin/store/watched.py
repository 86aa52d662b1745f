"""What a watch keeps of its runs. Rows are added and never changed; the last of a key counts.

Each function runs inside one transaction of its caller.
"""

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from tocsin.model.codec import to_json
from tocsin.model.watch import Arrival, FeedVisit, WatchAnswer
from tocsin.store import rows
from tocsin.store.audit import append_entry, content_digest
from tocsin.store.failure import DamageError
from tocsin.store.schema import AnyRow, assessments, documents, watched

Seen = TypeVar("Seen", FeedVisit, Arrival, WatchAnswer)

_KINDS: dict[str, type[FeedVisit | Arrival | WatchAnswer]] = {
    kind.KIND: kind for kind in (FeedVisit, Arrival, WatchAnswer)
}


def has_seen(connection: Connection, seen: Seen) -> bool:
    """Return whether the last row of its key says the same; of articles, whether any does."""
    before = all_seen(connection, type(seen), seen.key)
    return seen in (before if isinstance(seen, Arrival) else before[-1:])


def write_seen(connection: Connection, seen: Seen) -> None:
    """Store what a watch saw."""
    json = to_json(seen)
    row = {"kind": seen.KIND, "key": seen.key, "json": json, "seal": rows.seal(json, "")}
    key = connection.execute(insert(watched), row).inserted_primary_key
    number = int(key[0]) if key else 0
    append_entry(connection, "watch", f"{seen.KIND} {number}", content_digest((json,)))


def all_seen(connection: Connection, kind: type[Seen], key: str) -> tuple[Seen, ...]:
    """Return what a watch saw under a key, in that order.

    Raises:
        DamageError: A row is not as it was written.
    """
    query = select(watched).where(watched.c.kind == kind.KIND, watched.c.key == key)
    found = connection.execute(query.order_by(watched.c.number))
    return tuple(rows.unseal(kind, row) for row in found)


def entry_of(_connection: Connection, row: AnyRow) -> tuple[str, str, str]:
    """Return what the audit must say of a row.

    Raises:
        DamageError: The row is not as it was written.
    """
    kind = _KINDS.get(row.kind)
    if kind is None:
        raise DamageError(f"its kind {row.kind!r} is none of {', '.join(_KINDS)}")
    seen = rows.unseal(kind, row)
    if seen.key != row.key:
        raise DamageError(f"it stands under {row.key}, and is about {seen.key}")
    return "watch", f"{row.kind} {row.number}", content_digest((row.json,))


def problems(connection: Connection) -> Iterator[str]:
    """Yield what a watch saw that is not there any more."""
    known = {
        "document": set(connection.execute(select(documents.c.id)).scalars()),
        "assessment": set(connection.execute(select(assessments.c.id)).scalars()),
    }
    for row in connection.execute(select(watched).order_by(watched.c.number)):
        kind = _KINDS.get(row.kind)
        try:
            seen = rows.unseal(kind, row) if kind else None
        except DamageError:
            continue  # is told where the rows are compared with the audit
        for field, ids in known.items():
            ref = getattr(seen, field, "")
            if ref and ref not in ids:
                yield f"watched {row.number} names {ref}, which is not there"
