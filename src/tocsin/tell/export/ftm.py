"""An assessment as entities of FollowTheMoney, one a line, for export only.

FollowTheMoney knows no probability and no speaker: an `Event` in it reads as a fact. So every
event is named by how firmly it is claimed, and numbers stand in texts with the id that opens them.
"""

from collections.abc import Iterator
from datetime import date

from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.model.ids import digest
from tocsin.tell.brief.pieces import safe_url
from tocsin.tell.export.json_text import json_text
from tocsin.tell.export.parties import Party, PartyKind, participants, parties_of
from tocsin.tell.export.traces import traces_of
from tocsin.tell.export.wording import (
    brief_text,
    brief_title,
    claim_text,
    claim_title,
    concern_text,
    grade_text,
    judgement_text,
)
from tocsin.tell.hygiene import clean
from tocsin.tell.sentences import holder_chain
from tocsin.tell.view import BriefInput

Entity = dict[str, object]

_SCHEMATA = {
    PartyKind.STATE: "PublicBody",
    PartyKind.BODY: "Organization",
    PartyKind.PART: "PublicBody",
    PartyKind.PERSON: "Person",
}
_LANGUAGES = {"en": "eng"}
"""ISO 639-3 as FollowTheMoney has it; claims come from English texts alone."""


def render_ftm(view: BriefInput) -> str:
    """Return an assessment as entities, one a line, the same for the same assessment."""
    return "".join(f"{json_text(entity)}\n" for entity in _entities(view))


def _entities(view: BriefInput) -> Iterator[Entity]:
    """Yield parties, documents, claims and answers, in this order."""
    parties = parties_of(view)
    yield from (_party(party) for party in parties.values())
    documents = sorted(view.documents.values(), key=lambda one: one.id)
    yield from (_article(doc) for doc in documents)
    claims = sorted(view.claims.values(), key=lambda one: (one.document, one.span, one.id))
    for claim in claims:
        yield _event(claim, view, parties)
        if claim.document in view.documents:
            yield _documentation(claim, view.documents[claim.document])
    yield from _mentions(claims, view, parties)
    yield from _answers(view)


def _party(party: Party) -> Entity:
    """Return a party; of a state or a part of one with its country."""
    schema = _SCHEMATA[party.kind]
    if party.kind is PartyKind.PART and party.iso2 is None:
        schema = "Organization"
    is_person = party.kind is PartyKind.PERSON
    country = party.iso2 and party.iso2.lower()
    return _entity(
        _id(party.id),
        schema,
        name=party.name,
        nationality=country if is_person else None,
        country=country,
        jurisdiction=None if is_person else country,
    )


def _article(doc: Document) -> Entity:
    """Return a document, with the sha256 of its bytes in words: a checksum is SHA-1 here."""
    return _entity(
        _id(doc.id),
        "Article",
        title=doc.title or doc.id,
        author=doc.author,
        publisher=doc.publisher,
        publishedAt=_day(doc.date),
        sourceUrl=safe_url(doc.url),
        language=_LANGUAGES.get(doc.language or ""),
        notes=f"{doc.id}; sha256 of the bytes that were read: {doc.sha256}",
    )


def _event(claim: Claim, view: BriefInput, parties: dict[str, Party]) -> Entity:
    """Return a claim as an event whose name says how firmly it is claimed."""
    time = claim.event.time
    involved = participants(claim)
    countries = {parties[one].iso2 for one in involved if one in parties}
    return _entity(
        _id(claim.id),
        "Event",
        name=claim_title(claim, view),
        involved=[_id(one) for one in involved],
        country=sorted(code.lower() for code in countries if code),
        startDate=_day(time.start),
        endDate=_day(time.end),
        location=claim.event.place,
        proof=_id(claim.document) if claim.document in view.documents else None,
        summary=claim_text(claim),
        notes=grade_text(claim, view),
        recordId=claim.id,
    )


def _documentation(claim: Claim, doc: Document) -> Entity:
    """Return the link from a document to what is claimed in it, and by whom."""
    return _entity(
        _id(digest("link", doc.id, claim.id)),
        "Documentation",
        document=_id(doc.id),
        entity=_id(claim.id),
        role=holder_chain(claim),
        date=_day(doc.date),
    )


def _mentions(
    claims: list[Claim], view: BriefInput, parties: dict[str, Party]
) -> Iterator[Entity]:
    """Yield each party that takes part or speaks in a document, once for the document."""
    named = {
        (claim.document, actor): None
        for claim in claims
        for actor in (*participants(claim), *(one.actor for one in claim.holders))
        if actor in parties and claim.document in view.documents
    }
    for document, actor in sorted(named):
        party = parties[actor]
        yield _entity(
            _id(digest("mention", document, actor)),
            "Mention",
            document=_id(document),
            resolved=_id(actor),
            name=party.name,
            contextCountry=party.iso2 and party.iso2.lower(),
        )


def _answers(view: BriefInput) -> Iterator[Entity]:
    """Yield the brief, its judgements and the concern of each stakeholder as notes."""
    answer, traces = view.assessment, traces_of(view)
    dyad = [_id(one) for one in answer.question.dyad]
    yield _note(answer.id, view, brief_title(view), brief_text(view), dyad)
    for judgement in answer.judgements:
        title = view.short_label(judgement.id)
        text = judgement_text(judgement, view, traces)
        about = [_id(judgement.giver), _id(judgement.receiver)]
        yield _note(judgement.id, view, title, text, about)
    for concern in answer.concern:
        title = f"concern of {view.name(concern.stakeholder)}"
        text = concern_text(concern, view, traces)
        yield _note(concern.id, view, title, text, [_id(concern.stakeholder)])


def _note(ref: str, view: BriefInput, title: str, text: str, about: list[str]) -> Entity:
    """Return a part of the answer as a note on somebody."""
    return _entity(
        _id(digest("note", view.assessment.id, ref)),
        "Note",
        name=title,
        description=text,
        entity=about,
        publisher="Tocsin",
        createdAt=_day(view.assessment.question.as_of),
    )


def _entity(ident: str, schema: str, **properties: str | list[str] | None) -> Entity:
    """Return an entity: texts cleaned, every property a list, what is missing left out."""
    found = {}
    for name, value in properties.items():
        values = [value] if isinstance(value, str) else (value or [])
        cleaned = [clean(one) for one in values]
        if kept := [one for one in dict.fromkeys(cleaned) if one]:
            found[name] = kept
    return {"id": ident, "schema": schema, "properties": found}


def _id(ref: str) -> str:
    """Return the id of an entity, by what it is with us; an underscore is not allowed in it."""
    return f"tocsin-{ref.replace('_', '-')}"


def _day(day: date | None) -> str | None:
    """Return a day as FollowTheMoney has it."""
    return day.isoformat() if day else None
