"""Identities of everybody who occurs, and where the states lie."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.model.ids import country
from tocsin.tell.export.parties import Party, PartyKind
from tocsin.tell.export.stix.objects import (
    FIRST_DAY,
    LANGUAGE,
    JsonObject,
    made,
    stix_id,
)

TOCSIN = made(
    "identity",
    FIRST_DAY,
    {
        "name": "Tocsin",
        "description": "A program that reads what is written about two states.",
        "identity_class": "system",
        "lang": LANGUAGE,
    },
    by=None,
)
"""Ourselves, who make all objects but the opinions of others."""

_CLASSES = {PartyKind.PERSON: "individual"}


@dataclass(frozen=True, slots=True)
class Actors:
    """Everybody who occurs, as STIX objects.

    Attributes:
        identities: By the id of the actor.
        places: Locations of the states, and the relationships that put the states there.
    """

    identities: dict[str, JsonObject]
    places: list[JsonObject]

    def ref(self, actor: str | None) -> str | None:
        """Return the id of an actor's identity; None for nobody we know."""
        found = self.identities.get(actor or "")
        return found["id"] if found else None

    def needed(self, actor: str) -> str:
        """Return the id of the identity of an actor who occurs."""
        return str(self.identities[actor]["id"])

    def refs(self, actors: Iterable[str | None]) -> tuple[str, ...]:
        """Return the ids of the identities of actors, each once, in their order."""
        return tuple(dict.fromkeys(ref for one in actors if (ref := self.ref(one))))

    def with_states(self, actors: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the identities of actors and of their states."""
        return self.refs(one for actor in actors for one in (actor, country(actor)))


def actors_of(parties: dict[str, Party]) -> Actors:
    """Return everybody as identities, and the states with their places."""
    identities = {party.id: _identity(party) for party in parties.values()}
    places: list[JsonObject] = []
    for party in parties.values():
        if party.kind is PartyKind.STATE:
            place = _location(party)
            places += [place, _located(identities[party.id], place)]
    return Actors(identities, places)


def _identity(party: Party) -> JsonObject:
    """Return an actor as an identity."""
    is_official = party.iso2 is not None and party.kind is not PartyKind.PERSON
    said = {
        "name": party.name,
        "identity_class": _CLASSES.get(party.kind, "organization"),
        "sectors": ["government-national"] if is_official else None,
    }
    return _lasting("identity", party, said)


def _location(party: Party) -> JsonObject:
    """Return a state as a place."""
    return _lasting("location", party, {"name": party.name, "country": party.iso2})


def _lasting(kind: str, party: Party, said: JsonObject) -> JsonObject:
    """Return an object that every assessment has alike, with an id by the actor alone."""
    ours = {"source_name": "tocsin", "external_id": party.id}
    more = {"lang": LANGUAGE, "external_references": [ours]}
    found = made(kind, FIRST_DAY, {**said, **more}, by=TOCSIN["id"])
    return {**found, "id": stix_id(kind, party.id)}


def _located(identity: JsonObject, place: JsonObject) -> JsonObject:
    """Return the only relationship that is stated: a state lies where it lies."""
    said = {
        "relationship_type": "located-at",
        "source_ref": identity["id"],
        "target_ref": place["id"],
    }
    return made("relationship", FIRST_DAY, said, by=TOCSIN["id"])
