"""Claims as notes, and the denials and doubts of their holders as opinions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tocsin.model.assessment import ClaimGrade
from tocsin.model.claim import Claim, Holder
from tocsin.model.document import Document
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance
from tocsin.tell.brief.pieces import safe_url
from tocsin.tell.export.parties import participants
from tocsin.tell.export.stix.actors import TOCSIN, Actors
from tocsin.tell.export.stix.extension import (
    ClaimSaid,
    HeldBy,
    Quantity,
    StanceSaid,
    extended,
)
from tocsin.tell.export.stix.objects import LANGUAGE, JsonObject, made
from tocsin.tell.export.wording import claim_text, claim_title
from tocsin.tell.hygiene import clean
from tocsin.tell.sentences import holder_chain
from tocsin.tell.view import BriefInput

# STIX 2.1, appendix A, Admiralty Credibility. Six gives none; reliability is the other axis.
_CREDIBILITY = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
_OPINIONS = {Stance.DENIES: "disagree", Stance.DOUBTS: "disagree"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The claims as STIX objects.

    Attributes:
        notes: By the id of the claim.
        opinions: Denials and doubts, in the order of the claims.
    """

    notes: dict[str, JsonObject]
    opinions: list[JsonObject]

    def refs(self, claims: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of the notes of claims that are known."""
        return tuple(self.notes[one]["id"] for one in claims if one in self.notes)


def evidence_of(view: BriefInput, actors: Actors) -> Evidence:
    """Return the claims as notes and opinions, in the order of their documents and places."""
    ordered = sorted(view.claims.values(), key=lambda one: (one.document, one.span, one.id))
    notes: dict[str, JsonObject] = {claim.id: _note(claim, view, actors) for claim in ordered}
    opinions = [
        opinion
        for claim in ordered
        for opinion in _opinions(claim, notes[claim.id], view, actors)
    ]
    return Evidence(notes, opinions)


def _note(claim: Claim, view: BriefInput, actors: Actors) -> JsonObject:
    """Return a claim as a note on those who take part; on the dyad where nobody is named."""
    concerned = actors.with_states(participants(claim))
    grade = view.grades().get(claim.id)
    said = {
        "abstract": claim_title(claim, view),
        "content": claim_text(claim),
        "authors": _names(claim.levels[0] if claim.levels else ()),
        "object_refs": list(concerned or actors.refs(view.assessment.question.dyad)),
        "confidence": _CREDIBILITY.get(grade.credibility) if grade else None,
        "lang": LANGUAGE,
        "external_references": _references(claim, view),
        "extensions": extended(_said(claim, actors, grade)),
    }
    return made("note", _day(claim, view), said, by=TOCSIN["id"])


def _said(claim: Claim, actors: Actors, grade: ClaimGrade | None) -> ClaimSaid:
    """Return what a note has no property for."""
    event, time = claim.event, claim.event.time
    return ClaimSaid(
        claim=claim.id,
        document=claim.document,
        span=claim.span,
        event_type=event.type.value,
        mode=event.mode,
        source_refs=actors.refs(event.source),
        target_refs=actors.refs(event.target),
        items=tuple(item.value for item in event.items),
        reciprocal=event.reciprocal,
        place=event.place,
        time_start=time.start.isoformat() if time.start else None,
        time_end=time.end.isoformat() if time.end else None,
        time_text=time.text,
        status=claim.status.value,
        polarity=claim.polarity.value,
        held_by=tuple(_held_by(holder, actors) for holder in claim.holders),
        reading=Quantity(value=claim.confidence, figure=claim.id),
        reliability=grade.reliability if grade else None,
        credibility=grade.credibility if grade else None,
        graded_source=(grade.source or None) if grade else None,
        origin=grade.origin if grade else None,
    )


def _held_by(holder: Holder, actors: Actors) -> HeldBy:
    """Return a holder with the words that say so."""
    return HeldBy(
        name=holder.name,
        stance=holder.stance.value,
        cue=holder.cue,
        identity_ref=actors.ref(holder.actor),
    )


def _opinions(
    claim: Claim, note: JsonObject, view: BriefInput, actors: Actors
) -> Iterator[JsonObject]:
    """Yield an opinion for each of those closest to the event who deny or doubt it."""
    for holder in claim.levels[-1] if claim.levels else ():
        opinion = _OPINIONS.get(holder.stance)
        if opinion is None:
            continue
        said = {
            "opinion": opinion,
            "explanation": f"{holder_chain(claim)}: “{clean(claim.quote)}”",
            "authors": _names((holder,)),
            "object_refs": [note["id"]],
            "lang": LANGUAGE,
            "external_references": _references(claim, view),
            "extensions": extended(
                StanceSaid(claim=claim.id, stance=holder.stance.value, cue=holder.cue)
            ),
        }
        state = actors.ref(country(holder.actor)) if holder.actor else None
        yield made("opinion", _day(claim, view), said, by=state or TOCSIN["id"])


def _names(holders: tuple[Holder, ...]) -> list[str]:
    """Return how the text names holders, each once; nothing for the author of the document."""
    return list(dict.fromkeys(filter(None, (clean(holder.name) for holder in holders))))


def _day(claim: Claim, view: BriefInput) -> date:
    """Return the day of a claim's document; of one without a day that of the assessment."""
    doc = view.documents.get(claim.document)
    return (doc.date if doc else None) or view.assessment.question.as_of


def _references(claim: Claim, view: BriefInput) -> list[JsonObject]:
    """Return where a claim stands: the document with the sha256 of the bytes that were read."""
    doc = view.documents.get(claim.document)
    return [_reference(doc)] if doc else []


def _reference(doc: Document) -> JsonObject:
    """Return a document as an external reference; never the name of its file on this machine."""
    found = {
        "source_name": clean(doc.publisher or "") or "document",
        "description": clean(doc.title or ""),
        "url": safe_url(doc.url),
        "hashes": {"SHA-256": doc.sha256},
        "external_id": doc.id,
    }
    return {key: value for key, value in found.items() if value}
