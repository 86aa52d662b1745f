"""The examination of a ledger for `tocsin doctor`: every problem is one sentence."""

from collections.abc import Iterator

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from tocsin.model.ingest import Ingest
from tocsin.store import asked, holdings, lookup, rows, schema, watched
from tocsin.store.audit import chain_problems, content_digest
from tocsin.store.connect import has_search_index
from tocsin.store.failure import DamageError
from tocsin.store.schema import (
    CHECK_SEARCH_INDEX,
    AnyRow,
    assessments,
    audit,
    codings,
    documents,
    forecasts,
    ingests,
    questions,
    raw,
    resolutions,
)
from tocsin.store.write import quote_problems

Entry = tuple[str, str, str]

_KEPT = frozenset(
    (
        "document",
        "coding",
        "assessment",
        "ingest",
        "question",
        "forecast",
        "resolution",
        "watch",
    )
)
"""What the audit records the adding of, and what must then be there."""


def all_problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with a ledger; nothing if every byte is as it was stored.

    The transaction must be a writer's, as SQLite checks its search index by an insert, and it
    must be rolled back.
    """
    for examine in (
        _file_problems,
        chain_problems,
        _raw_problems,
        _content_problems,
        holdings.problems,
        asked.problems,
        watched.problems,
    ):
        try:
            yield from examine(connection)
        except (DBAPIError, DamageError) as error:
            yield str(getattr(error, "orig", None) or error)


def _file_problems(connection: Connection) -> Iterator[str]:
    """Yield what SQLite itself finds wrong with its pages, indexes and references."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"SQLite says: {row[0]}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there"
    if has_search_index(connection):
        connection.execute(text(CHECK_SEARCH_INDEX))


def _raw_problems(connection: Connection) -> Iterator[str]:
    """Yield which raw bytes are not those whose sha256 they carry."""
    for sha256 in connection.execute(select(raw.c.sha256)).scalars().all():
        try:
            lookup.raw_bytes(connection, sha256)
        except DamageError as error:
            yield f"raw {sha256}: {error}"


def _content_problems(connection: Connection) -> Iterator[str]:
    """Yield what is not as the audit recorded it, and what the audit records but is gone."""
    entries = connection.execute(select(audit.c.action, audit.c.subject, audit.c.content))
    left: set[Entry] = {(row.action, row.subject, row.content) for row in entries}
    for table, examine in (
        (documents, _document_entry),
        (codings, _coding_entry),
        (assessments, _assessment_entry),
        (ingests, _ingest_entry),
        (questions, asked.entry_of),
        (forecasts, asked.entry_of),
        (resolutions, asked.entry_of),
        (schema.watched, watched.entry_of),
    ):
        numbers = connection.execute(select(table.c.number)).scalars().all()
        for number in numbers:
            row = connection.execute(select(table).where(table.c.number == number)).one()
            try:
                entry = examine(connection, row)
            except DamageError as error:
                yield f"{table.name} {number}: {error}"
                continue
            if entry not in left:
                yield f"{entry[0]} {entry[1]} is not as the audit recorded it"
            left.discard(entry)
    for action, subject, _ in sorted(left):
        if action in _KEPT:
            yield f"{action} {subject} was recorded in the audit, but is not there as it was"


def _document_entry(_connection: Connection, row: AnyRow) -> Entry:
    """Return what the audit must say of a document."""
    document = rows.row_document(row)
    return "document", document.id, rows.document_content(document)


def _coding_entry(connection: Connection, row: AnyRow) -> Entry:
    """Return what the audit must say of a coding whose quotes stand in the text.

    Raises:
        DamageError: The document is gone, or a quote is not its text at the span.
    """
    coding = lookup.row_coding(connection, row)
    found = lookup.coded_sentences(connection, row)
    query = select(documents.c.text).where(documents.c.id == row.document)
    stored = connection.execute(query).scalar()
    if stored is None:
        raise DamageError(f"its document {row.document} is gone")
    for name, problem in quote_problems(stored, coding, found):
        raise DamageError(f"{name} {problem}")
    return "coding", f"{row.document} {row.coder_version}", rows.coding_content(coding, found)


def _assessment_entry(connection: Connection, row: AnyRow) -> Entry:
    """Return what the audit must say of an assessment."""
    assessment = lookup.row_assessment(connection, row)
    return "assessment", assessment.id, rows.assessment_content(assessment)


def _ingest_entry(_connection: Connection, row: AnyRow) -> Entry:
    """Return what the audit must say of files taken into the lake."""
    rows.unseal(Ingest, row)
    return "ingest", row.id, content_digest((row.json,))
