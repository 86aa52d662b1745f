"""The pair of states that a text is about."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from tocsin.assess.channels import participants
from tocsin.assess.names import is_state, readable
from tocsin.errors import InsufficientDataError
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId
from tocsin.model.vocabulary import Quad

COOPERATIVE = frozenset({Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})


def find_dyad(claims: Sequence[Claim]) -> tuple[ActorId, ActorId]:
    """Return the pair of states with most cooperative claims that lie ahead, alphabetically.

    A claim of more than two states counts for each of their pairs by its share. Ties go to the
    pair with more cooperative claims of any time, then to the first in the alphabet.

    Raises:
        InsufficientDataError: The claims name no state, one state, or no two in one claim.
    """
    ahead: defaultdict[tuple[ActorId, ActorId], float] = defaultdict(float)
    total: defaultdict[tuple[ActorId, ActorId], float] = defaultdict(float)
    named: set[ActorId] = set()
    for claim in claims:
        states = sorted(actor for actor in participants(claim) if is_state(actor))
        named.update(states)
        if claim.event.type.quad not in COOPERATIVE and not claim.event.items:
            continue
        pairs = list(combinations(states, 2))
        for pair in pairs:
            total[pair] += 1.0 / len(pairs)
            if claim.status.is_ahead:
                ahead[pair] += 1.0 / len(pairs)
    if not total:
        raise InsufficientDataError(_refusal(sorted(named)))
    return min(total, key=lambda pair: (-round(ahead[pair], 6), -round(total[pair], 6), pair))


def _refusal(named: Sequence[ActorId]) -> str:
    """Return why no pair was found."""
    if not named:
        return (
            "No claim about an act between two states was found; give a text that says what "
            "they do, or more of them."
        )
    if len(named) == 1:
        state = readable(named[0])
        return f"The claims name one state alone, {state}; give a text about two."
    return "No claim says that two states do something together; name the two with --dyad."
