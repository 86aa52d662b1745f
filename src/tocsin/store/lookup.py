"""What is read from the ledger, as values of the model."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.sql import Subquery

from tocsin.errors import UsageError
from tocsin.model.assessment import Assessment
from tocsin.model.claim import Claim, Coding, StakeMention
from tocsin.model.document import Document, Sentence
from tocsin.model.ids import DocumentId, country
from tocsin.store import rows
from tocsin.store.connect import has_search_index
from tocsin.store.failure import DamageError
from tocsin.store.schema import (
    AnyRow,
    assessments,
    audit,
    claims,
    codings,
    documents,
    figures,
    parties,
    raw,
    sentences,
    stakes,
)

_SEARCH = text(
    "SELECT s.*, c.document FROM sentence_index i JOIN sentences s ON s.number = i.rowid "
    "JOIN codings c ON c.number = s.coding "
    "WHERE sentence_index MATCH :words "
    "AND s.coding = (SELECT max(number) FROM codings WHERE document = c.document) "
    "ORDER BY bm25(sentence_index), s.number LIMIT :limit"
)


def all_documents(connection: Connection) -> tuple[Document, ...]:
    """Return the documents in the order in which they were added.

    Raises:
        DamageError: One is not as it was written, or is missing.
    """
    found = connection.execute(select(documents).order_by(documents.c.number)).all()
    entries = select(func.count()).select_from(audit).where(audit.c.action == "document")
    added = connection.execute(entries).scalar_one()
    if len(found) != added:
        raise DamageError(f"{len(found)} of the {added} documents added are left")
    return tuple(rows.row_document(row) for row in found)


def one_document(connection: Connection, identifier: str) -> Document:
    """Return the document with an id that is known to be there.

    Raises:
        DamageError: It is not as it was written.
    """
    query = select(documents).where(documents.c.id == identifier)
    return rows.row_document(connection.execute(query).one())


def raw_bytes(connection: Connection, sha256: str) -> bytes:
    """Return the bytes with a sha256, as they were read.

    Raises:
        UsageError: There are none.
        DamageError: They are not those that were stored.
    """
    row = connection.execute(select(raw).where(raw.c.sha256 == sha256)).first()
    if row is not None:
        return rows.raw_bytes(row)
    owner = select(documents.c.id).where(documents.c.sha256 == sha256).limit(1)
    identifier = connection.execute(owner).scalar()
    if identifier is not None:
        raise DamageError(f"the raw bytes of {identifier} are gone")
    raise UsageError(f"The ledger holds no bytes with sha256 {sha256}.", subject=sha256)


def sentences_of(connection: Connection, document: str) -> tuple[Sentence, ...]:
    """Return the sentences of a document as its newest coding cut them; none if uncoded.

    Raises:
        DamageError: One is not as it was written, or is missing.
    """
    query = select(codings).where(codings.c.document == document)
    row = connection.execute(query.order_by(codings.c.number.desc()).limit(1)).first()
    return () if row is None else coded_sentences(connection, row)


def coded_sentences(connection: Connection, coding: AnyRow) -> tuple[Sentence, ...]:
    """Return the sentences that belong to the row of a coding.

    Raises:
        DamageError: One is not as it was written, or is missing.
    """
    found = connection.execute(
        select(sentences, codings.c.document)
        .join(codings, codings.c.number == sentences.c.coding)
        .where(sentences.c.coding == coding.number)
        .order_by(sentences.c.position)
    ).all()
    _check_coding(coding, "sentences", found)
    return tuple(rows.row_sentence(row) for row in found)


def coding_of(connection: Connection, document: str, coder_version: str) -> Coding | None:
    """Return what one version of the coder found in a document; None if it did not read it.

    Raises:
        DamageError: Something in it is not as it was written, or is missing.
    """
    query = select(codings).where(
        codings.c.document == document, codings.c.coder_version == coder_version
    )
    row = connection.execute(query).first()
    return None if row is None else row_coding(connection, row)


def row_coding(connection: Connection, row: AnyRow) -> Coding:
    """Return the coding that a row and the claims and stakes that belong to it hold.

    Raises:
        DamageError: Something in it is not as it was written, or is missing.
    """
    of_claims = select(claims.c.json, claims.c.seal).where(claims.c.coding == row.number)
    of_stakes = select(stakes.c.json, stakes.c.seal).where(stakes.c.coding == row.number)
    claimed = connection.execute(of_claims.order_by(claims.c.position)).all()
    feared = connection.execute(of_stakes.order_by(stakes.c.position)).all()
    _check_coding(row, "claims", claimed)
    _check_coding(row, "stakes", feared)
    return Coding(
        document=DocumentId(row.document),
        sentences=row.sentences,
        claims=tuple(rows.unseal(Claim, one) for one in claimed),
        stakes=tuple(rows.unseal(StakeMention, one) for one in feared),
    )


def claims_where(
    connection: Connection, document: str | None, dyad: tuple[str, str] | None
) -> tuple[Claim, ...]:
    """Return claims of the newest coding of each document, in the order of the texts.

    Raises:
        DamageError: One is not as it was written.
    """
    newest = _newest_codings()
    query: Select[Any] = (
        select(claims.c.json, claims.c.seal)
        .join(newest, newest.c.number == claims.c.coding)
        .order_by(claims.c.coding, claims.c.position)
    )
    if document is not None:
        query = query.where(newest.c.document == document)
    for actor in dyad or ():
        party = parties.alias()
        query = query.join(
            party,
            (party.c.coding == claims.c.coding)
            & (party.c.claim == claims.c.id)
            & (party.c.country == country(actor)),
        )
    return tuple(rows.unseal(Claim, row) for row in connection.execute(query))


def all_assessments(connection: Connection) -> tuple[Assessment, ...]:
    """Return the assessments, the one given last at the end.

    Raises:
        DamageError: One is not as it was written, or a figure is missing.
    """
    found = connection.execute(select(assessments).order_by(assessments.c.seq)).all()
    return tuple(row_assessment(connection, row) for row in found)


def row_assessment(connection: Connection, row: AnyRow) -> Assessment:
    """Return the assessment that a row and its figures hold.

    Raises:
        DamageError: It is not as it was written, or a figure is missing.
    """
    of_figures = select(figures).where(figures.c.assessment == row.number)
    found = connection.execute(of_figures.order_by(figures.c.position)).all()
    return rows.row_assessment(row, found)


def search_sentences(connection: Connection, words: str, limit: int) -> tuple[Sentence, ...]:
    """Return the sentences that hold all of some words, the best match first.

    Raises:
        DamageError: One is not as it was written.
    """
    wanted = re.findall(r"\w+", words)
    if not wanted:
        return ()
    if has_search_index(connection):
        # Each word stands in quotes, so that none is taken for an operator such as NOT.
        quoted = " ".join(f'"{word}"' for word in wanted)
        found = connection.execute(_SEARCH, {"words": quoted, "limit": limit})
        return tuple(rows.row_sentence(row) for row in found)
    newest = _newest_codings()
    query = (
        select(sentences, newest.c.document)
        .join(newest, newest.c.number == sentences.c.coding)
        .where(*(sentences.c.text.icontains(word, autoescape=True) for word in wanted))
        .order_by(sentences.c.number)
        .limit(limit)
    )
    return tuple(rows.row_sentence(row) for row in connection.execute(query))


def _newest_codings() -> Subquery:
    """Return the number of the newest coding of each document."""
    number = func.max(codings.c.number).label("number")
    return select(number, codings.c.document).group_by(codings.c.document).subquery()


def _check_coding(row: AnyRow, part: str, found: Sequence[AnyRow]) -> None:
    """Compare what is left of a coding with what its row counts.

    Raises:
        DamageError: The row is not as it was written, or something is missing.
    """
    counts = (row.sentences, row.claims, row.stakes)
    if row.seal != rows.coding_seal(row.document, row.coder_version, counts):
        raise DamageError("a stored coding is not as it was written")
    expected = row._mapping[part]
    if len(found) != expected:
        raise DamageError(f"{row.document} has {len(found)} of its {expected} {part} left")
