"""For whom a rapprochement matters: found in the text and in recorded relations."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tocsin.assess.channels import countries, participants
from tocsin.assess.names import is_state
from tocsin.assess.relations import Relations
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import Attitude
from tocsin.model.world import World

MOST = 5
LEAST = 3
# What brings a state onto the list; the sum ranks it.
STATED_STAKE, HOLDS_CLAIM, NAMED, AT_WAR, PATRON, OPPONENT = 4.0, 2.0, 0.5, 2.0, 1.0, 1.0
ENOUGH = 1.5
MOST_NAMINGS = 2


def find_stakeholders(
    claims: Sequence[Claim],
    stakes: Sequence[StakeMention],
    dyad: tuple[ActorId, ActorId],
    world: World,
    as_of: date,
) -> tuple[ActorId, ...]:
    """Return the states for which the rapprochement of a dyad matters, three to five.

    Points for stakes the text states, claims about the dyad it holds, being named, being at war
    with a member, patron or opponent of one. States at war with a member come in even when the
    text does not name them; rivals and targets do so only where the text names fewer than three.
    May be shorter where the evidence is thin.
    """
    return rank_stakeholders(claims, stakes, dyad, Relations(world, as_of))


def rank_stakeholders(
    claims: Sequence[Claim],
    stakes: Sequence[StakeMention],
    dyad: tuple[ActorId, ActorId],
    relations: Relations,
) -> tuple[ActorId, ...]:
    """Return what `find_stakeholders` returns, from relations on a day."""
    points = _from_text(claims, stakes, dyad)
    for state in points:
        points[state] += _by_role(state, dyad, relations)
    for member in dyad:
        for enemy in relations.enemies(member):
            if is_state(enemy) and "." not in enemy and enemy not in points:
                points[ActorId(enemy)] = _by_role(enemy, dyad, relations)
    if len(points.keys() - set(dyad)) < LEAST:
        _add_adversaries(points, dyad, relations)
    for member in dyad:
        points.pop(member, None)
    ranked = sorted(points, key=lambda state: (-points[state], state))
    enough = [state for state in ranked if points[state] >= ENOUGH]
    return tuple((enough if len(enough) >= LEAST else ranked[:LEAST])[:MOST])


def _add_adversaries(
    points: defaultdict[ActorId, float], dyad: tuple[ActorId, ActorId], relations: Relations
) -> None:
    """Add the recorded rivals and targets of the pair, where the text names too few states.

    They stand behind all whom the text names, and among themselves in the order of their roles.
    """
    for member in dyad:
        for state in relations.adversaries(member):
            if is_state(state) and "." not in state and state not in points:
                points[ActorId(state)] = min(NAMED, 0.1 * _by_role(state, dyad, relations))


def _from_text(
    claims: Sequence[Claim], stakes: Sequence[StakeMention], dyad: tuple[ActorId, ActorId]
) -> defaultdict[ActorId, float]:
    """Return the points that states have from the text."""
    points: defaultdict[ActorId, float] = defaultdict(float)
    concerned = {country(m.stakeholder) for m in stakes if m.attitude is not Attitude.WANTS}
    for state in sorted(concerned):
        if is_state(state):
            points[state] += STATED_STAKE
    members = set(dyad)
    holders: set[ActorId] = set()
    namings: defaultdict[ActorId, int] = defaultdict(int)
    for claim in claims:
        named = [actor for actor in participants(claim) if is_state(actor)]
        for actor in named:
            namings[actor] += 1
        if members & set(named):
            holders.update(countries(h.actor for h in claim.holders if h.actor is not None))
    for state in sorted(holder for holder in holders if is_state(holder)):
        points[state] += HOLDS_CLAIM
    for state, count in sorted(namings.items()):
        points[state] += NAMED * min(count, MOST_NAMINGS)
    return points


def _by_role(state: str, dyad: tuple[ActorId, ActorId], relations: Relations) -> float:
    """Return the points that a state has from its relations to the dyad."""
    total = 0.0
    for member in dyad:
        roles = relations.roles(state, member).keys()
        total += AT_WAR * ("at_war_with" in roles)
        total += PATRON * ("patron_of" in roles)
        total += OPPONENT * relations.is_opponent(state, member)
    return total
