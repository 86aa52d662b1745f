"""What the pair hands over, by the claims: goods with an owner, a receiver and a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.assess.drafts.material import (
    Material,
    ids_of,
    kind_of,
    speaks_against,
    speaks_for,
)
from tocsin.assess.drafts.rules import load_rules
from tocsin.assess.evidence import FOR, Evidence
from tocsin.assess.propositions import Proposition
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId
from tocsin.model.vocabulary import EventType

_MOST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class Traded:
    """One good.

    Attributes:
        name: As the game has it: what moves, else the channel.
        proposition: The proposition that it moves.
        spoken: The firmest claim for it.
        doubted: The firmest claim against it; None where nobody speaks against it.
        asked: A claim that the receiver asks for it; None where no claim says so.
    """

    name: str
    proposition: Proposition
    spoken: Evidence
    doubted: Evidence | None
    asked: Claim | None

    @property
    def owner(self) -> ActorId:
        """Return who gives it."""
        return self.proposition.giver

    @property
    def receiver(self) -> ActorId:
        """Return who gets it."""
        return self.proposition.receiver


def find_goods(material: Material) -> tuple[Traded, ...]:
    """Return the goods of the pair, the one most firmly told of first.

    Only what a claim says that one gives the other; what they do together has no owner, and a
    claim that leaves open who gives only supports others.
    """
    given = []
    for proposition in material.own:
        spoken = speaks_for(proposition)
        is_joint = material.channel(proposition.channel).is_joint
        if not is_joint and spoken is not None and not spoken.link.is_undirected:
            given.append((proposition, spoken))
    names = _names([proposition for proposition, _ in given], material)
    return tuple(
        Traded(
            name=name,
            proposition=proposition,
            spoken=spoken,
            doubted=speaks_against(proposition),
            asked=asks_for(proposition),
        )
        for name, (proposition, spoken) in zip(names, given, strict=True)
    )


def asks_for(proposition: Proposition) -> Claim | None:
    """Return the surest claim that the receiver asks for what would be given."""
    asking = [
        item.claim
        for item in proposition.evidence
        if item.sign == FOR and item.claim.event.type is EventType.REQUEST
    ]
    return min(asking, key=lambda claim: (-claim.confidence, claim.id), default=None)


def pay_for(goods: Sequence[Traded], material: Material) -> dict[str, tuple[str, str]]:
    """Return, by name of a good, the one it moves together with, and the claim that says so.

    A claim about a good whose sentence says `in return` ties the goods of the other party to it; so does
    one sentence that tells of both. Of two goods the one less firmly told of needs the other,
    and what is handed over as a fact needs nothing.
    """
    cued = [(good, claim) for good in goods if (claim := _cue(good, material)) is not None]
    if cued:
        leading, claim = cued[0]
        return {
            good.name: (leading.name, claim.id)
            for good in goods
            if good.owner != leading.owner and not _is_done(good)
        }
    found: dict[str, tuple[str, str]] = {}
    for place, firm in enumerate(goods):
        for good in goods[place + 1 :]:
            beside = _beside(good, firm) if good.owner != firm.owner else None
            free = firm.name not in found and good.name not in found
            if beside is not None and free and not _is_done(good):
                found[good.name] = (firm.name, beside.id)
    return found


def _cue(good: Traded, material: Material) -> Claim | None:
    """Return the firmest claim about a good in whose sentence something is given in return."""
    told = [item for item in good.proposition.evidence if not item.link.is_undirected]
    for ident in ids_of(told, FOR):
        claim = next(item.claim for item in told if item.claim.id == ident)
        if load_rules().has_cue("in_return", material.sentence(claim)):
            return claim
    return None


def _is_done(good: Traded) -> bool:
    """Return whether a good is handed over as a fact."""
    return kind_of(good.spoken).manner == "done"


def _beside(good: Traded, other: Traded) -> Claim | None:
    """Return the first claim about a good in whose sentence another claim tells of the other."""
    told = [item.claim for item in other.proposition.evidence if item.sign == FOR]
    own = [item.claim for item in good.proposition.evidence if item.sign == FOR]
    beside = [claim for claim in own if any(_is_beside(claim, one) for one in told)]
    return min(beside, key=lambda claim: claim.id, default=None)


def _is_beside(one: Claim, other: Claim) -> bool:
    """Return whether two different claims stand in one sentence."""
    is_same = one.document == other.document and one.sentence == other.sentence
    return is_same and one.id != other.id


def _names(propositions: Sequence[Proposition], material: Material) -> list[str]:
    """Return names: what moves, and where both give the same, from whom."""
    plain = [_name(proposition, material) for proposition in propositions]
    pairs = list(zip(plain, propositions, strict=True))
    owned = [
        f"{name}_from_{one.giver}" if plain.count(name) > 1 else name for name, one in pairs
    ]
    return [
        f"{one.channel}_from_{one.giver}" if owned.count(name) > 1 else name
        for name, one in zip(owned, propositions, strict=True)
    ]


def _name(proposition: Proposition, material: Material) -> str:
    """Return the name of a good: what moves where it is one thing or two, else the channel."""
    channel = material.channel(proposition.channel)
    known = {item for pattern in channel.patterns for item in pattern.items or ()}
    items = {
        item.value
        for said in proposition.evidence
        if said.sign == FOR
        for item in said.claim.event.items
        if item in known
    }
    return "_and_".join(sorted(items)) if 0 < len(items) <= _MOST_ITEMS else proposition.channel
