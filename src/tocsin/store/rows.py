"""Values of the model as rows, and back. A row that is not as it was written is refused."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from tocsin.errors import StoreError, UsageError
from tocsin.model.assessment import Assessment, Figure
from tocsin.model.claim import Claim, Coding, StakeMention
from tocsin.model.codec import from_json, to_json
from tocsin.model.document import Document, Sentence
from tocsin.model.ids import DocumentId, country
from tocsin.store.audit import content_digest
from tocsin.store.failure import DamageError
from tocsin.store.schema import AnyRow

Model = TypeVar("Model")


def seal(*parts: object) -> int:
    """Return the CRC-32 of some parts; it changes with any single flipped byte."""
    text = "\x1f".join(str(part) for part in parts)
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def unseal(kind: type[Model], row: AnyRow, *, more: str = "") -> Model:
    """Return the value that the JSON of a row describes.

    Raises:
        DamageError: The row is not as it was written.
    """
    if row.seal != seal(row.json, more):
        raise DamageError(f"a stored {kind.__name__} is not as it was written")
    try:
        return from_json(kind, row.json)
    except UsageError as error:
        raise DamageError(
            f"a stored {kind.__name__} cannot be read: {error.message}"
        ) from error


def raw_row(document: Document, raw: bytes) -> dict[str, object]:
    """Return the row of a document's raw bytes.

    Raises:
        StoreError: The bytes are not those that the document was read from.
    """
    if sha256(raw).hexdigest() != document.sha256 or len(raw) != document.size:
        message = f"The bytes given for {document.id} are not those it was read from."
        raise StoreError(message, subject=document.id)
    return {
        "sha256": document.sha256,
        "size": len(raw),
        "media_type": document.media_type,
        "packed": zlib.compress(raw),
    }


def raw_bytes(row: AnyRow) -> bytes:
    """Return the raw bytes that a row holds.

    Raises:
        DamageError: They are not those that were stored.
    """
    try:
        unpacked = zlib.decompressobj().decompress(row.packed, row.size + 1)
    except (zlib.error, TypeError) as error:  # a flipped bit may make it a number, too
        raise DamageError("the raw bytes of a document cannot be unpacked") from error
    if sha256(unpacked).hexdigest() != row.sha256:
        raise DamageError("the raw bytes of a document are not those that were stored")
    return unpacked


def document_row(document: Document) -> dict[str, object]:
    """Return the row of a document; its text stands in a column of its own."""
    json = to_json(replace(document, text=""))
    return {
        "id": document.id,
        "sha256": document.sha256,
        "path": document.path,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "date": document.date and document.date.isoformat(),
        "url": document.url,
        "language": document.language,
        "text": document.text,
        "json": json,
        "seal": seal(json, document.text),
    }


def row_document(row: AnyRow) -> Document:
    """Return the document that a row holds.

    Raises:
        DamageError: The row is not as it was written.
    """
    return replace(unseal(Document, row, more=row.text), text=row.text)


def document_content(document: Document) -> str:
    """Return the sha256 of a document as it is stored, for the audit."""
    row = document_row(document)
    return content_digest((row["json"], row["text"]))


def coding_seal(document: str, coder_version: str, counts: Sequence[int]) -> int:
    """Return the seal of a coding's row: whose it is, and how many rows belong to it."""
    return seal(document, coder_version, *counts)


def coding_row(coding: Coding, coder_version: str) -> dict[str, object]:
    """Return the row of a coding: whose it is, and how many rows belong to it."""
    counts = (coding.sentences, len(coding.claims), len(coding.stakes))
    return {
        "document": coding.document,
        "coder_version": coder_version,
        "sentences": counts[0],
        "claims": counts[1],
        "stakes": counts[2],
        "seal": coding_seal(coding.document, coder_version, counts),
    }


def sentence_row(coding: int, sentence: Sentence) -> dict[str, object]:
    """Return the row of a sentence."""
    return {
        "coding": coding,
        "position": sentence.index,
        "start": sentence.start,
        "stop": sentence.end,
        "text": sentence.text,
        "seal": seal(sentence.index, sentence.start, sentence.end, sentence.text),
    }


def row_sentence(row: AnyRow) -> Sentence:
    """Return the sentence that a row holds; the row names the document, too.

    Raises:
        DamageError: The row is not as it was written.
    """
    if row.seal != seal(row.position, row.start, row.stop, row.text):
        raise DamageError("a stored sentence is not as it was written")
    return Sentence(DocumentId(row.document), row.position, row.start, row.stop, row.text)


def claim_row(coding: int, position: int, claim: Claim) -> dict[str, object]:
    """Return the row of a claim."""
    json = to_json(claim)
    return {
        "coding": coding,
        "position": position,
        "id": claim.id,
        "sentence": claim.sentence,
        "type": claim.event.type.value,
        "status": claim.status.value,
        "polarity": claim.polarity.value,
        "confidence": claim.confidence,
        "json": json,
        "seal": seal(json, ""),
    }


def party_rows(coding: int, claim: Claim) -> list[dict[str, object]]:
    """Return one row for each state or body that takes part in a claim's event."""
    actors = claim.event.source + claim.event.target
    return [
        {"coding": coding, "claim": claim.id, "country": code}
        for code in sorted({country(actor) for actor in actors})
    ]


def stake_row(coding: int, position: int, stake: StakeMention) -> dict[str, object]:
    """Return the row of a stake."""
    json = to_json(stake)
    return {
        "coding": coding,
        "position": position,
        "id": stake.id,
        "sentence": stake.sentence,
        "stakeholder": stake.stakeholder,
        "attitude": stake.attitude.value,
        "json": json,
        "seal": seal(json, ""),
    }


def coding_content(coding: Coding, sentences: Iterable[Sentence]) -> str:
    """Return the sha256 of a coding and its sentences, for the audit."""
    parts = [to_json(sentence) for sentence in sentences]
    return content_digest((*parts, to_json(coding)))


def assessment_row(assessment: Assessment, seq: int, content: str) -> dict[str, object]:
    """Return the row of an assessment; its figures stand in a table of their own."""
    json = to_json(replace(assessment, figures=()))
    question = assessment.question
    return {
        "id": assessment.id,
        "seq": seq,
        "dyad": "-".join(question.dyad),
        "as_of": question.as_of.isoformat(),
        "horizon_days": question.horizon_days,
        "figures": len(assessment.figures),
        "content": content,
        "json": json,
        "seal": seal(json, len(assessment.figures)),
    }


def figure_row(assessment: int, position: int, figure: Figure) -> dict[str, object]:
    """Return the row of a figure."""
    json = to_json(figure)
    return {
        "assessment": assessment,
        "position": position,
        "id": figure.id,
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "json": json,
        "seal": seal(json, ""),
    }


def answer_rows(number: int, assessment: Assessment) -> list[dict[str, object]]:
    """Return one row for each judgement and each concern of an assessment."""
    judgements = [("judgement", judgement.id) for judgement in assessment.judgements]
    concerns = [("concern", concern.id) for concern in assessment.concern]
    return [
        {"assessment": number, "id": identifier, "kind": kind}
        for kind, identifier in (*judgements, *concerns)
    ]


def row_assessment(row: AnyRow, figures: Sequence[AnyRow]) -> Assessment:
    """Return the assessment that a row and the rows of its figures hold.

    Raises:
        DamageError: A row is missing or not as it was written.
    """
    value = unseal(Assessment, row, more=str(row.figures))
    if len(figures) != row.figures:
        raise DamageError(f"{row.id} has {len(figures)} of its {row.figures} figures left")
    return replace(value, figures=tuple(unseal(Figure, figure) for figure in figures))


def assessment_content(assessment: Assessment) -> str:
    """Return the sha256 of an assessment with its figures, for the audit."""
    return content_digest((to_json(assessment),))
