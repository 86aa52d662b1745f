"""Everybody who occurs in an assessment: states, bodies, their parts, and persons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tocsin.model.claim import Claim
from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country
from tocsin.tell.hygiene import clean
from tocsin.tell.view import BriefInput


class PartyKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    BODY = "body"
    PART = "part"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor that is exported.

    Attributes:
        id: Its id.
        name: Its readable name.
        kind: What it is.
        iso2: ISO 3166-1 alpha-2 of the state that it is or belongs to; None for none.
    """

    id: str
    name: str
    kind: PartyKind
    iso2: str | None


def parties_of(view: BriefInput) -> dict[str, Party]:
    """Return everybody who occurs, by id in alphabetical order, each with its state or body."""
    found = {*_asked(view), *_told(view)}
    found |= {country(actor) for actor in found}
    return {actor: _party(actor, view) for actor in sorted(found)}


def participants(claim: Claim) -> tuple[str, ...]:
    """Return who takes part in a claim's event, each once, in its order."""
    return tuple(dict.fromkeys((*claim.event.source, *claim.event.target)))


def _asked(view: BriefInput) -> Iterator[str]:
    """Yield who occurs in the question and the answers."""
    answer = view.assessment
    yield from (*answer.question.dyad, *answer.question.stakeholders)
    yield from (one.stakeholder for one in answer.concern)
    yield from (end for one in answer.judgements for end in (one.giver, one.receiver))
    yield from (end for one in answer.exchange for end in (one.giver, one.receiver))


def _told(view: BriefInput) -> Iterator[str]:
    """Yield who occurs in the claims, as a party or as somebody who says so."""
    for claim in view.claims.values():
        yield from participants(claim)
        yield from _known(holder.actor for holder in claim.holders)


def _known(actors: Iterable[str | None]) -> Iterator[str]:
    """Yield the actors that have an id."""
    return (actor for actor in actors if actor)


def _party(actor: str, view: BriefInput) -> Party:
    """Return an actor with its name, its kind and the code of its state."""
    iso2 = load_crosswalk().code(country(actor), Scheme.ISO2)
    is_whole = actor == country(actor) and actor not in view.assessment.names
    name = clean(load_gazetteer().name_of(actor)) if is_whole else view.name(actor)
    return Party(actor, name, _kind(actor, is_of_state=iso2 is not None), iso2)


def _kind(actor: str, *, is_of_state: bool) -> PartyKind:
    """Return what an actor is."""
    if load_gazetteer().offices_of(actor):
        return PartyKind.PERSON
    if actor != country(actor):
        return PartyKind.PART
    return PartyKind.STATE if is_of_state else PartyKind.BODY
