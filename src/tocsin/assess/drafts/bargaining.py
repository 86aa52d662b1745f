"""A draft of bargaining: who wants how much of one thing, and who holds against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.assess.channels import countries
from tocsin.assess.drafts.base import Draft, Sketch, finish, thirds
from tocsin.assess.drafts.beliefs import Belief, within
from tocsin.assess.drafts.harms import shared, stakeholders_of
from tocsin.assess.drafts.material import Material, kind_of, strength
from tocsin.assess.drafts.presses import SPEAKS, Press, against, find_presses
from tocsin.assess.drafts.rules import Ruled, apply, load_rules
from tocsin.assess.evidence import AGAINST, FOR
from tocsin.assess.names import is_state, readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.stakes import matches
from tocsin.errors import InsufficientDataError
from tocsin.game.base import Domain
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.ids import ActorId, country
from tocsin.model.scenario import Band
from tocsin.model.vocabulary import EventType, Polarity, Status

KIND = "bargaining"
LOW, HIGH = 0, 100
SCALE = Domain(low=LOW, high=HIGH)
UNIT = "0 to 100; 100 is all of it"
BANDS = ("stopped", "in part", "goes ahead")
EDGES = (35.0, 65.0)
OFTEN, SOME = 4, 2
_SUPPORTING = frozenset({EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
_OPEN = frozenset({SPEAKS})


@dataclass(frozen=True, slots=True)
class _Stance:
    """One statement of how an actor stands to the issue.

    Attributes:
        manner: A key of the positions in drafts.yaml.
        said: The claim or stake mention.
        weight: How firmly it is said.
    """

    manner: str
    said: Claim | StakeMention
    weight: float


_NOTES = (
    "It informs no judgement of `tocsin assess`: a position is no probability.",
    (
        "Capability is a placeholder for all: claims do not weigh states. Until comparable "
        "numbers stand there, the answer says only where the stances lie."
    ),
)

Stances = dict[ActorId, list[_Stance]]


def draft_bargaining(material: Material) -> Draft:
    """Return the draft of bargaining over one issue: what is most firmly told of, and grave.

    Raises:
        InsufficientDataError: Nothing is alleged of the pair, or the claims tell of one stance
            alone, so that there is nothing to bargain over.
    """
    presses = find_presses(material)
    grave = sorted(
        material.own, key=lambda p: (-material.firmness(p) * material.harm(p), p.key)
    )
    options = [(one, _stances(one, material, presses)) for one in grave]
    fitting = [option for option in options if _is_contested(option[1])]
    if not fitting:
        raise InsufficientDataError(_refusal(material, options))
    issue, stances = fitting[0]
    beliefs = dict(_beliefs(issue, stances))
    label = material.channel(issue.channel).label
    settings: dict[str, Any] = {
        "actors": list(stances),
        "issues": [{"name": issue.channel, "unit": UNIT, "low": LOW, "high": HIGH}],
        "units": {"capability": "relative power", "salience": "share"},
    }
    outcome = f"outcome.{issue.channel}"
    harms = material.exposures(issue)
    kept = _reachable(thirds(BANDS, outcome, EDGES), beliefs)
    by_band = {"in part": shared(harms, 0.5), "goes ahead": harms}
    names = {band.name for band in kept}
    sketch = Sketch(
        title=(
            f"How far do {readable(issue.giver)} and {readable(issue.receiver)} get with "
            f"{label}?"
        ),
        settings=settings,
        beliefs=beliefs,
        bands=kept,
        stakeholders=stakeholders_of(
            {band: harm for band, harm in by_band.items() if band in names}, {}
        ),
        notes=_NOTES,
        above={
            "settings.actors": _who(stances),
            "settings.issues": f"100: {issue.statement(material.case)}; 0: not at all.",
        },
    )
    return finish(KIND, sketch, material)


def _refusal(material: Material, options: Sequence[tuple[Proposition, Stances]]) -> str:
    """Return why there is nothing to bargain over."""
    names = " and ".join(readable(state) for state in material.dyad)
    if not options:
        return f"No claim says that {names} do anything together, so there is no issue."
    return (
        f"The claims tell of one stance alone on what {names} do: nobody is said to oppose it, "
        "or to hold back. Bargaining needs two actors who want different things."
    )


def _is_contested(stances: Stances) -> bool:
    """Return whether at least two actors are told of who do not want the same."""
    leanings = set()
    for told in stances.values():
        manners = {stance.manner for stance in told} - _OPEN
        leanings |= {_side(manner) for manner in manners}
    return len(stances) >= 2 and {"for", "against"} <= leanings


def _side(manner: str) -> str:
    """Return on which side of the middle a manner lies."""
    mode = load_rules().rule(KIND, "position", manner)[1].range[1]
    return "for" if mode > (LOW + HIGH) / 2 else "against"


def _stances(issue: Proposition, material: Material, presses: Sequence[Press]) -> Stances:
    """Return, by actor, how it stands to an issue: the parties first, others by name."""
    found: Stances = {issue.giver: [], issue.receiver: []}
    for who, stance in _of_parties(issue):
        found[who].append(stance)
    others: Stances = {}
    for who, stance in _of_others(issue, material, presses):
        others.setdefault(who, []).append(stance)
    for who in sorted(others):
        found[who] = others[who]
    kept = {who: told for who, told in found.items() if told}
    return {
        who: sorted(told, key=lambda one: (-one.weight, one.manner, one.said.id))
        for who, told in kept.items()
    }


def _of_parties(issue: Proposition) -> Iterator[tuple[ActorId, _Stance]]:
    """Yield how the two stand: by what they are said to do, and by what they say themselves."""
    for item in issue.evidence:
        if item.sign == FOR:
            is_request = item.claim.event.type is EventType.REQUEST
            firm = _Stance(kind_of(item).manner, item.claim, strength(item))
            asking = _Stance("asked", item.claim, strength(item))
            yield issue.giver, firm
            yield issue.receiver, asking if is_request else firm
    for item in issue.evidence:
        holder = item.claim.innermost
        if item.sign != AGAINST or holder is None or holder.actor is None:
            continue
        who = country(holder.actor)
        manner = kind_of(item).manner
        if who in {issue.giver, issue.receiver}:
            yield ActorId(who), _Stance(manner, item.claim, strength(item))


def _of_others(
    issue: Proposition, material: Material, presses: Sequence[Press]
) -> Iterator[tuple[ActorId, _Stance]]:
    """Yield how others stand: who presses, fears or demands, and who speaks for the two."""
    channel = material.channel(issue.channel)
    ends = {issue.giver, issue.receiver}
    for press in against(presses, ends):
        if not is_state(press.who) or not press.is_about_pair:
            continue
        if isinstance(press.said, StakeMention) and not matches(press.said, issue, channel):
            continue
        if press.manner == SPEAKS and press.said.id not in {e.claim.id for e in issue.evidence}:
            continue
        yield press.who, _Stance(press.manner, press.said, press.weight)
    for claim in material.case.claims:
        failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
        if failed or claim.is_denied or claim.event.type not in _SUPPORTING:
            continue
        if not ends <= set(countries(claim.event.target)):
            continue
        for who in countries(claim.event.source):
            if who not in ends and is_state(who):
                yield who, _Stance("supports", claim, claim.confidence)


def _beliefs(issue: Proposition, stances: Stances) -> Iterator[tuple[str, Belief]]:
    """Yield what is believed of each actor."""
    for who, told in stances.items():
        yield f"position.{issue.channel}.{who}", _position(told)
        count = len({stance.said.id for stance in told})
        manner = "often" if count >= OFTEN else "some" if count >= SOME else "once"
        ids = tuple(stance.said.id for stance in told)
        yield (
            f"salience.{issue.channel}.{who}",
            Belief(ruled=apply(KIND, "salience", manner), said=told[0].said, also=ids),
        )


def _position(told: Sequence[_Stance]) -> Belief:
    """Return a position: by the firmest statement, widened by others that say otherwise.

    The mode is the mean of the modes by their weights, the ends are the outermost.
    """
    best: dict[str, _Stance] = {}
    for stance in told:
        best.setdefault(stance.manner, stance)
    plain = [stance for stance in best.values() if stance.manner not in _OPEN] or list(
        best.values()
    )
    parts = [(apply(KIND, "position", stance.manner), stance) for stance in plain]
    total = sum(stance.weight for _, stance in parts) or 1.0
    mode = sum(ruled.numbers[1] * stance.weight for ruled, stance in parts) / total
    numbers = (
        min(ruled.numbers[0] for ruled, _ in parts),
        mode,
        max(ruled.numbers[2] for ruled, _ in parts),
    )
    first = parts[0][0]
    ruled = Ruled(
        numbers=numbers,
        rule=" with ".join(ruled.rule for ruled, _ in parts),
        reason=" ".join(ruled.reason for ruled, _ in parts),
        working=" with ".join(ruled.working for ruled, _ in parts),
    )
    chosen = first if len(parts) == 1 else ruled
    ids = tuple(stance.said.id for _, stance in parts)
    return Belief(ruled=chosen, said=parts[0][1].said, also=ids)


def _reachable(bands: Sequence[Band], beliefs: dict[str, Belief]) -> tuple[Band, ...]:
    """Return the bands that lie between the outermost positions."""
    ends = [
        within(SCALE, belief.ruled.numbers)
        for name, belief in beliefs.items()
        if name.startswith("position.")
    ]
    least, most = min(end[0] for end in ends), max(end[2] for end in ends)
    return tuple(
        band
        for band in bands
        if (band.low is None or band.low <= most) and (band.high is None or band.high > least)
    )


def _who(stances: Stances) -> str:
    """Return who bargains and why, in words."""
    parts = [
        f"{who}: {', '.join(dict.fromkeys(stance.manner for stance in told))}"
        for who, told in stances.items()
    ]
    return f"Who is told to stand to it, and how. {'; '.join(parts)}."
