"""The audit: what was stored, in order, each entry chained to the one before.

No text, no secrets, no clock: an entry names what was done, to which id, and the sha256 of the
content. Whoever changes an entry or what it speaks of breaks the chain or the content.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from tocsin.store.schema import audit

_FIRST = "0" * 64


def content_digest(parts: Iterable[object]) -> str:
    """Return the sha256 of some parts; no two different lists of parts share their bytes."""
    state = hashlib.sha256()
    for part in parts:
        text = str(part).encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(text))
        state.update(text)
    return state.hexdigest()


def append_entry(connection: Connection, action: str, subject: str, content: str) -> int:
    """Append one entry to the audit and return its number, from 1."""
    newest = select(audit.c.seq, audit.c.sha256).order_by(audit.c.seq.desc()).limit(1)
    last = connection.execute(newest).first()
    seq, previous = (last.seq + 1, last.sha256) if last else (1, _FIRST)
    row = {
        "seq": seq,
        "action": action,
        "subject": subject,
        "content": content,
        "prev_sha256": previous,
        "sha256": content_digest((seq, action, subject, content, previous)),
    }
    connection.execute(insert(audit), row)
    return seq


def chain_problems(connection: Connection) -> list[str]:
    """Return a sentence for each entry that does not follow from the one before it."""
    problems = []
    previous = _FIRST
    for place, row in enumerate(connection.execute(select(audit).order_by(audit.c.seq)), 1):
        parts = (row.seq, row.action, row.subject, row.content, row.prev_sha256)
        if (
            row.seq != place
            or row.prev_sha256 != previous
            or row.sha256 != content_digest(parts)
        ):
            problems.append(f"audit entry {row.seq} does not follow from the one before it")
        previous = row.sha256
    return problems
