"""Who stands against whom: threats, sanctions, disclosures, demands, and what is to be prevented."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.assess.channels import countries, participants
from tocsin.assess.drafts.material import Material, states_of
from tocsin.assess.drafts.rules import Pressing, load_rules
from tocsin.assess.names import is_state
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import Polarity, Stance, Status

UNSAID = frozenset({Stance.DENIES, Stance.DOUBTS})
SPEAKS, DEMANDED, IMPOSED, THREATENED = "speaks", "demanded", "imposed", "threatened"


@dataclass(frozen=True, slots=True)
class Press:
    """One state or body that stands against another.

    Attributes:
        who: The country or body.
        whom: The country it stands against.
        manner: A key of `presses` in drafts.yaml.
        said: The claim or stake mention that says so.
        weight: By the manner, and by the coder's confidence.
        is_about_pair: Whether it is about what the two do, and not about one of them alone.
    """

    who: ActorId
    whom: ActorId
    manner: str
    said: Claim | StakeMention
    weight: float
    is_about_pair: bool


def find_presses(material: Material) -> tuple[Press, ...]:
    """Return who stands against whom, third parties included, the weightiest first."""
    pair = set(material.dyad)
    found = [
        *(press for claim in material.case.claims for press in _by_act(claim, pair)),
        *(press for claim in material.case.claims for press in _by_demand(claim, pair)),
        *(press for mention in material.case.stakes for press in _by_stake(mention, material)),
        *_by_word(material),
    ]
    return tuple(sorted(found, key=lambda p: (-p.weight, p.manner, p.who, p.whom, p.said.id)))


def against(
    presses: Iterable[Press], whom: Iterable[str], *, who: str | None = None
) -> list[Press]:
    """Return the presses against some states, by one of them or by anybody else."""
    targets = set(whom)
    return [
        press
        for press in presses
        if press.whom in targets
        and press.who not in targets
        and (who is None or press.who == who)
    ]


def strongest(presses: Sequence[Press], manners: Sequence[str]) -> Press | None:
    """Return the weightiest press of the first manner that there is."""
    for manner in manners:
        for press in presses:
            if press.manner == manner:
                return press
    return None


def told_of(presses: Sequence[Press]) -> str:
    """Return in words what somebody does, each manner once with its weightiest claim."""
    found: dict[str, str] = {}
    for press in presses:
        found.setdefault(press.manner, press.said.id)
    return ", ".join(f"{manner} ({ident})" for manner, ident in found.items())


def rank_outsiders(
    presses: Iterable[Press], pair: Sequence[str], *, twice: str = ""
) -> list[ActorId]:
    """Return the states outside a pair that stand against it, the most active first.

    Each manner of a state counts once, by its weightiest claim; one manner may count twice.
    What is about one of the pair alone counts half.
    """
    best: dict[tuple[ActorId, str], float] = {}
    for press in against(presses, pair):
        key = (press.who, press.manner)
        weight = press.weight if press.is_about_pair else press.weight / 2
        best[key] = max(weight, best.get(key, 0.0))
    points: defaultdict[ActorId, float] = defaultdict(float)
    for (who, manner), weight in sorted(best.items()):
        points[who] += weight * (2 if manner == twice else 1)
    ranked = sorted(points, key=lambda who: (-round(points[who], 9), who))
    return [who for who in ranked if is_state(who)]


def _by_act(claim: Claim, pair: set[ActorId]) -> Iterator[Press]:
    """Yield what somebody does against somebody, where it is said as a fact or as ahead."""
    failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
    if failed or (claim.innermost and claim.innermost.stance in UNSAID):
        return
    if claim.event.reciprocal:
        return
    rows = load_rules().presses
    found = next((manner for manner, row in rows.items() if _fits(claim, row)), None)
    if found is None:
        return
    # What may be imposed is a threat as yet.
    manner = THREATENED if found == IMPOSED and claim.status.is_ahead else found
    for who in countries(claim.event.source):
        for whom in states_of(countries(claim.event.target)):
            if who != whom:
                weight = rows[manner].weight * claim.confidence
                yield Press(who, whom, manner, claim, weight, pair <= set(participants(claim)))


def _fits(claim: Claim, row: Pressing) -> bool:
    """Return whether a claim's event is an act of pressing."""
    if claim.event.type not in row.types:
        return False
    return row.modes is None or claim.event.mode in row.modes


def _by_demand(claim: Claim, pair: set[ActorId]) -> Iterator[Press]:
    """Yield who demands that what two states do together should not be."""
    holder = claim.innermost
    failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
    if not failed or holder is None or holder.actor is None:
        return
    row = load_rules().presses[DEMANDED]
    if holder.stance not in row.stances:
        return
    who = country(holder.actor)
    for whom in states_of(participants(claim)):
        if who != whom:
            weight = row.weight * claim.confidence
            yield Press(who, whom, DEMANDED, claim, weight, pair <= set(participants(claim)))


def _by_stake(mention: StakeMention, material: Material) -> Iterator[Press]:
    """Yield who fears, opposes or means to prevent what a state may give or get."""
    who = country(mention.stakeholder)
    ends = {country(end) for end in (mention.giver, mention.receiver) if end is not None}
    about = sorted(ends & set(material.dyad)) if ends else sorted(material.dyad)
    for manner, row in load_rules().presses.items():
        if mention.attitude in row.attitudes:
            for whom in about:
                if who != whom:
                    yield Press(who, ActorId(whom), manner, mention, row.weight, True)


def _by_word(material: Material) -> Iterator[Press]:
    """Yield the outside states whose word the pair's propositions are."""
    row = load_rules().presses[SPEAKS]
    for proposition in material.own:
        for item in proposition.evidence:
            holder = item.claim.innermost
            if holder is None or holder.actor is None or holder.stance not in row.stances:
                continue
            who = country(holder.actor)
            # An expert from a state does not speak for it.
            if who in material.dyad or item.speaker.key != f"actor:{who}" or not is_state(who):
                continue
            for whom in material.dyad:
                weight = row.weight * item.claim.confidence
                yield Press(who, whom, SPEAKS, item.claim, weight, True)
