"""What is added to the ledger. Each function runs inside one transaction of its caller."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, insert, select, text, update

from tocsin.errors import StoreError
from tocsin.model.assessment import Assessment
from tocsin.model.claim import Claim, Coding, StakeMention
from tocsin.model.document import Document, Sentence
from tocsin.store import rows
from tocsin.store.audit import append_entry
from tocsin.store.connect import has_search_index
from tocsin.store.schema import (
    FILL_SEARCH_INDEX,
    answers,
    assessments,
    claims,
    codings,
    documents,
    figures,
    parties,
    raw,
    sentences,
    stakes,
)

Rows = Sequence[Mapping[str, object]]


def has_document(connection: Connection, identifier: str) -> bool:
    """Return whether a document is stored."""
    query = select(documents.c.number).where(documents.c.id == identifier)
    return connection.execute(query).first() is not None


def has_coding(connection: Connection, document: str, coder_version: str) -> bool:
    """Return whether the coding of a document by one version of the coder is stored."""
    query = select(codings.c.number).where(
        codings.c.document == document, codings.c.coder_version == coder_version
    )
    return connection.execute(query).first() is not None


def is_newest_assessment(connection: Connection, content: str) -> bool:
    """Return whether the assessment stored or repeated last has this content."""
    query = select(assessments.c.content).order_by(assessments.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() == content


def write_document(connection: Connection, document: Document, content: bytes) -> None:
    """Store a document and its raw bytes.

    Raises:
        StoreError: The bytes are not those that the document was read from.
    """
    row = rows.raw_row(document, content)
    known = connection.execute(select(raw.c.size).where(raw.c.sha256 == document.sha256))
    if known.first() is None:
        connection.execute(insert(raw), row)
    connection.execute(insert(documents), rows.document_row(document))
    append_entry(connection, "document", document.id, rows.document_content(document))


def write_coding(
    connection: Connection, coding: Coding, found: Sequence[Sentence], coder_version: str
) -> None:
    """Store a coding with its sentences, claims and stakes.

    Raises:
        StoreError: Its document is not stored, or does not say what the coding quotes.
    """
    _check_quotes(connection, coding, found)
    row = rows.coding_row(coding, coder_version)
    number = _inserted(connection, codings, row)
    _insert_all(connection, sentences, [rows.sentence_row(number, one) for one in found])
    claimed = [rows.claim_row(number, place, one) for place, one in enumerate(coding.claims)]
    _insert_all(connection, claims, claimed)
    _insert_all(
        connection,
        parties,
        [row for one in coding.claims for row in rows.party_rows(number, one)],
    )
    feared = [rows.stake_row(number, place, one) for place, one in enumerate(coding.stakes)]
    _insert_all(connection, stakes, feared)
    if has_search_index(connection):
        connection.execute(text(FILL_SEARCH_INDEX), {"coding": number})
    subject = f"{coding.document} {coder_version}"
    append_entry(connection, "coding", subject, rows.coding_content(coding, found))


def write_assessment(connection: Connection, assessment: Assessment, content: str) -> bool:
    """Store an assessment; return False if it was there already and only became the newest."""
    query = select(assessments.c.number).where(
        assessments.c.id == assessment.id, assessments.c.content == content
    )
    number = connection.execute(query).scalar()
    action = "assessment" if number is None else "repeat"
    seq = append_entry(connection, action, assessment.id, content)
    if number is not None:
        where = assessments.c.number == number
        connection.execute(update(assessments).where(where).values(seq=seq))
        return False
    number = _inserted(connection, assessments, rows.assessment_row(assessment, seq, content))
    numbered = enumerate(assessment.figures)
    _insert_all(connection, figures, [rows.figure_row(number, *one) for one in numbered])
    _insert_all(connection, answers, rows.answer_rows(number, assessment))
    return True


def _check_quotes(connection: Connection, coding: Coding, found: Sequence[Sentence]) -> None:
    """Refuse what cannot be led back to the stored text, before anything is written.

    Raises:
        StoreError: The document is missing, a quote is not in it, or a sentence is.
    """
    query = select(documents.c.text).where(documents.c.id == coding.document)
    stored = connection.execute(query).scalar()
    if stored is None:
        message = f"The ledger does not hold {coding.document}; add the document first."
        raise StoreError(message, subject=coding.document)
    if len(found) != coding.sentences:
        message = f"The coding counts {coding.sentences} sentences, {len(found)} came with it."
        raise StoreError(message, subject=coding.document)
    for name, problem in quote_problems(stored, coding, found):
        raise StoreError(f"{name} of {coding.document} {problem}.", subject=name)


def quote_problems(
    stored: str, coding: Coding, found: Sequence[Sentence]
) -> list[tuple[str, str]]:
    """Return what in a coding is not the stored text at its span, each with what is wrong."""
    mentions: tuple[Claim | StakeMention, ...] = (*coding.claims, *coding.stakes)
    quoted = [(one.id, one.span, one.quote) for one in mentions]
    quoted += [(f"Sentence {one.index}", (one.start, one.end), one.text) for one in found]
    return [
        (name, f"quotes what does not stand at {start} to {end} of the stored text")
        for name, (start, end), quote in quoted
        if not 0 <= start <= end <= len(stored) or stored[start:end] != quote
    ]


def _inserted(connection: Connection, table: Table, row: Mapping[str, object]) -> int:
    """Insert one row and return the number that the database gave it."""
    key = connection.execute(insert(table), row).inserted_primary_key
    return int(key[0]) if key else 0


def _insert_all(connection: Connection, table: Table, many: Rows) -> None:
    """Insert rows in one go; none is none, not a row of defaults."""
    if many:
        connection.execute(insert(table), many)
