"""What a claim says of the members of a pair and third states, outside the pair's propositions."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.assess.case import Case
from tocsin.assess.channels import countries, participants
from tocsin.assess.names import is_state
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId, ClaimId, country
from tocsin.model.vocabulary import Attitude, Polarity, Quad, Status

COOPERATIVE = frozenset({Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})
HOSTILE = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})
AGAINST = frozenset({Attitude.PREVENTS, Attitude.OPPOSES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays which part in the readings, as far as the claims tell.

    Attributes:
        giver: Who gives first where both are said to give; None where they are not.
        receiver: Who gives back.
        member: Who is said to get from a second patron; None where nobody is.
        patron: That patron.
    """

    giver: ActorId | None = None
    receiver: ActorId | None = None
    member: ActorId | None = None
    patron: ActorId | None = None


def dealing_of(claim: Claim, case: Case, cast: Cast) -> str | None:
    """Return what a claim tells of a member and third states.

    `patron` where the member that hedges deals with its other patron, `member` where another
    member or another third state does, `pressure` where a third state acts against a member;
    None where it tells nothing of the kind, or that it did not happen.
    """
    others = third_states(claim, case)
    if not others or claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED:
        return None
    members = set(case.dyad)
    if claim.event.type.quad in COOPERATIVE:
        parts = set(participants(claim))
        if not members & parts:
            return None
        return "patron" if cast.member and {cast.member, cast.patron} <= parts else "member"
    sources = set(countries(claim.event.source))
    targets = set(countries(claim.event.target))
    return "pressure" if sources - members and targets & members else None


def third_states(claim: Claim, case: Case) -> tuple[ActorId, ...]:
    """Return the states in a claim that are not of the pair."""
    return tuple(
        actor for actor in participants(claim) if is_state(actor) and actor not in case.dyad
    )


def conflict_between(claims: Iterable[Claim], case: Case) -> tuple[ClaimId, ...]:
    """Return the claims that tell of conflict between the two, where most between them do."""
    between = [c for c in claims if set(case.dyad) <= set(participants(c))]
    hostile = [c.id for c in between if c.event.type.quad in HOSTILE]
    return tuple(hostile) if 2 * len(hostile) > len(between) else ()


def opponents_by_stake(case: Case) -> dict[ActorId, int]:
    """Return the third states that a text says oppose or mean to prevent what the pair does."""
    found: dict[ActorId, int] = {}
    for mention in case.stakes:
        state = country(mention.stakeholder)
        if mention.attitude in AGAINST and is_state(state) and state not in case.dyad:
            found[state] = found.get(state, 0) + 1
    return found
