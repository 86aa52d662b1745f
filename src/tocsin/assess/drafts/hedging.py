"""A draft of hedging: a client that deals with two patrons, and what each gives it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.assess.channels import countries, participants
from tocsin.assess.drafts.base import Draft, Sketch, finish, thirds
from tocsin.assess.drafts.beliefs import Belief
from tocsin.assess.drafts.harms import shared, stakeholders_of, worst
from tocsin.assess.drafts.material import Material, kind_of, speaks_for, strength
from tocsin.assess.drafts.presses import Press, find_presses, strongest
from tocsin.assess.drafts.rules import PLACEHOLDER, Ruled, apply, load_rules
from tocsin.assess.evidence import Evidence
from tocsin.assess.names import is_state, readable
from tocsin.assess.propositions import Proposition
from tocsin.errors import InsufficientDataError
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId
from tocsin.model.scenario import Stakeholder
from tocsin.model.vocabulary import EventType, Polarity, Quad, Stance, Status

KIND = "hedging"
HEDGES = "hedging"
"""Mode of a claim that one plays others off against each other."""
EDGES = (0.4, 0.6)
_HALF = 0.5
_PUNISHING = ("imposed", "threatened", "pressed", "demanded", "accused")
_HELPING = frozenset({EventType.AID, EventType.CONCEDE})
_UNSAID = frozenset({Stance.DENIES, Stance.DOUBTS})
_FRIENDLY = frozenset({Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})


@dataclass(frozen=True, slots=True)
class _Triad:
    """A client with two patrons.

    Attributes:
        first: The pair's other member.
        second: The third state.
        given: By patron, what it gives the client: the firmest claim of each channel.
        helps: By patron, the surest claim that it helps the client with what is not named.
        told: A claim that the client plays one off against the other; None without one.
        points: How firmly the claims tell of the less certain patron.
    """

    client: ActorId
    first: ActorId
    second: ActorId
    given: dict[ActorId, tuple[tuple[Proposition, Evidence], ...]]
    helps: dict[ActorId, Claim]
    told: Claim | None
    points: float


def draft_hedging(material: Material) -> Draft:
    """Return the draft of hedging between two patrons.

    Raises:
        InsufficientDataError: The claims name no second patron of either of the pair.
    """
    triads = list(_triads(material))
    if not triads:
        names = " or ".join(readable(state) for state in material.dyad)
        raise InsufficientDataError(
            f"The claims name no second patron: nobody beside the pair is said to give {names} "
            "anything while the other does, or to be played off against the other."
        )
    # That somebody is said to hedge comes before what is only given by two.
    triad = min(triads, key=lambda t: (t.told is None, -t.points, t.client, t.second))
    patrons = [triad.first, triad.second]
    sketch = Sketch(
        title=(
            f"How does {readable(triad.client)} divide itself between {readable(triad.first)} "
            f"and {readable(triad.second)}?"
        ),
        settings={"client": triad.client, "patrons": patrons},
        beliefs=dict(_beliefs(triad, material)),
        bands=thirds(_bands(triad), f"share.{triad.first}", EDGES),
        stakeholders=_stakeholders(triad, material),
        notes=(
            "It informs no judgement of `tocsin assess`: a share of alignment is no probability.",
        ),
        above={
            "settings.client": _why(triad),
            "settings.patrons": (
                f"{readable(triad.first)} is the pair's other member, {readable(triad.second)} "
                "the other state that the claims name."
            ),
        },
    )
    return finish(KIND, sketch, material)


def _triads(material: Material) -> Iterator[_Triad]:
    """Yield each member of the pair as a client with each second patron the claims name."""
    hedges = [claim for claim in material.case.claims if claim.event.mode == HEDGES]
    for client in material.dyad:
        first = material.dyad[1] if client == material.dyad[0] else material.dyad[0]
        told = {claim.id: claim for claim in hedges if client in countries(claim.event.source)}
        thirds_named = {p.giver for p in material.propositions if p.receiver == client}
        thirds_named |= {
            who
            for claim in material.case.claims
            if _is_help(claim, client)
            for who in countries(claim.event.source)
        }
        thirds_named |= {one for claim in told.values() for one in participants(claim)}
        for second in sorted(thirds_named - {client, first}):
            if is_state(second):
                triad = _triad(material, (client, first, second), list(told.values()))
                if triad.points > 0:
                    yield triad


def _triad(
    material: Material, who: tuple[ActorId, ActorId, ActorId], hedges: Sequence[Claim]
) -> _Triad:
    """Return a client with two patrons, and how firmly the claims tell of it."""
    client, first, second = who
    given = {patron: _given(patron, client, material) for patron in (first, second)}
    both = [claim for claim in hedges if {first, second} <= set(countries(claim.event.target))]
    told = min(both, key=lambda claim: (-claim.confidence, claim.id), default=None)
    helps = {
        patron: claim
        for patron in (first, second)
        if not given[patron] and (claim := _help(patron, client, material)) is not None
    }
    points = min(
        sum(strength(said) for _, said in given[one])
        + (_HALF * helps[one].confidence if one in helps else 0.0)
        for one in (first, second)
    )
    if told is not None:
        points += told.confidence
    return _Triad(client, first, second, given, helps, told, round(points, 9))


def _help(patron: str, client: str, material: Material) -> Claim | None:
    """Return the surest claim that a state helps another, whatever with."""
    found = [
        claim
        for claim in material.case.claims
        if _is_help(claim, client) and patron in countries(claim.event.source)
    ]
    return min(found, key=lambda claim: (-claim.confidence, claim.id), default=None)


def _is_help(claim: Claim, client: str) -> bool:
    """Return whether a claim says that somebody helps a state."""
    failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
    is_doubted = claim.innermost is not None and claim.innermost.stance in _UNSAID
    is_act = claim.event.type in _HELPING and not claim.event.reciprocal
    return is_act and not failed and not is_doubted and client in countries(claim.event.target)


def _given(
    patron: str, client: str, material: Material
) -> tuple[tuple[Proposition, Evidence], ...]:
    """Return what a patron gives a client by the claims, the firmest first."""
    found = []
    for proposition in material.propositions:
        said = speaks_for(proposition)
        is_joint = material.channel(proposition.channel).is_joint
        ends = (proposition.giver, proposition.receiver)
        if ends == (patron, client) and not is_joint and said and not said.link.is_undirected:
            found.append((proposition, said))
    return tuple(sorted(found, key=lambda pair: (-strength(pair[1]), pair[0].key)))


def _beliefs(triad: _Triad, material: Material) -> Iterator[tuple[str, Belief]]:
    """Yield all that is believed, by name of the parameter."""
    presses = find_presses(material)
    for patron in (triad.first, triad.second):
        yield f"aid.{patron}", _aid(triad, patron, material)
        press = _press(presses, patron, triad.client)
        if press is not None:
            manner = press.manner if press.manner in {"imposed", "threatened"} else "pressed"
            ruled = apply(KIND, "punishment", manner)
            yield f"punishment.{patron}", Belief(ruled=ruled, said=press.said)
    if triad.told is not None:
        yield "dependence", Belief(ruled=apply(KIND, "dependence", "told"), said=triad.told)
    tie = _tie(triad, material)
    if tie is not None:
        yield "patrons_tie", tie


def _press(presses: Sequence[Press], who: str, whom: str) -> Press | None:
    """Return what a patron does against the client."""
    own = [press for press in presses if press.who == who and press.whom == whom]
    return strongest(own, _PUNISHING)


def _aid(triad: _Triad, patron: ActorId, material: Material) -> Belief:
    """Return what a patron gives: the sum over channels, each by its firmest claim."""
    scale, given = load_rules().scale[KIND], triad.given[patron]
    if not given:
        said = triad.helps.get(patron)
        manner = "named" if said else PLACEHOLDER
        return Belief(ruled=apply(KIND, "aid", manner, weight=scale), said=said)
    parts = [
        apply(KIND, "aid", kind_of(said).manner, weight=scale * material.harm(proposition))
        for proposition, said in given
    ]
    low, mode, high = (sum(part.numbers[place] for part in parts) for place in range(3))
    ruled = Ruled(
        numbers=(low, mode, high),
        rule=" with ".join(dict.fromkeys(part.rule for part in parts)),
        reason=" ".join(dict.fromkeys(part.reason for part in parts)),
        working=" + ".join(part.working for part in parts),
    )
    ids = tuple(said.claim.id for _, said in given)
    return Belief(ruled=ruled, said=given[0][1].claim, also=ids)


def _tie(triad: _Triad, material: Material) -> Belief | None:
    """Return the patrons' tie, by what the claims tell of the two; None where they tell nothing."""
    patrons = {triad.first, triad.second}
    points = {True: 0.0, False: 0.0}
    best: dict[bool, Claim] = {}
    for claim in material.case.claims:
        failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
        if failed or claim.is_denied or not _joins(claim, patrons):
            continue
        is_friendly = claim.event.type.quad in _FRIENDLY or claim.event.reciprocal
        points[is_friendly] += claim.confidence
        known = best.get(is_friendly)
        if known is None or claim.confidence > known.confidence:
            best[is_friendly] = claim
    if not best:
        return None
    side = points[True] >= points[False]
    manner = "friendly" if side else "hostile"
    return Belief(ruled=apply(KIND, "patrons_tie", manner), said=best[side])


def _joins(claim: Claim, patrons: set[ActorId]) -> bool:
    """Return whether a claim tells of something between two states, on either side of it."""
    sources, targets = set(countries(claim.event.source)), set(countries(claim.event.target))
    if claim.event.reciprocal:
        return patrons <= sources | targets
    first, second = sorted(patrons)
    one_way = first in sources and second in targets
    return one_way or (second in sources and first in targets)


def _bands(triad: _Triad) -> tuple[str, str, str]:
    """Return the names of the bands of the first patron's share, from low to high."""
    return f"leans on {triad.second}", "balanced", f"leans on {triad.first}"


def _stakeholders(triad: _Triad, material: Material) -> tuple[Stakeholder, ...]:
    """Return whom it harms that the client leans on one: by what that one gives."""
    on_second, balanced, on_first = _bands(triad)
    first, second = (
        worst(material, [proposition for proposition, _ in triad.given[patron]])
        for patron in (triad.first, triad.second)
    )
    middle = {
        who: _HALF * first.get(who, 0.0) + _HALF * second.get(who, 0.0)
        for who in first.keys() | second.keys()
    }
    members = {triad.client, triad.first, triad.second}
    bands = {
        on_second: _outside(second, members - {triad.first}),
        balanced: _outside(shared(middle, 1.0), members - {triad.first, triad.second}),
        on_first: _outside(first, members - {triad.second}),
    }
    return stakeholders_of(bands, {})


def _outside(harms: dict[str, float], members: set[ActorId]) -> dict[str, float]:
    """Return harms without those of some states."""
    return {who: harm for who, harm in sorted(harms.items()) if who not in members}


def _why(triad: _Triad) -> str:
    """Return why this client, in words."""
    if triad.told is not None:
        return f"It is said to play one off against the other ({triad.told.id})."
    parts = []
    for patron in (triad.first, triad.second):
        given = [
            f"{proposition.channel} ({said.claim.id})"
            for proposition, said in triad.given[patron]
        ] or [f"help ({triad.helps[patron].id})"]
        parts.append(f"{readable(patron)} gives it {', '.join(given)}")
    return f"{'; '.join(parts)}."
