"""Sanctions on one of a pair, by the claims and the record: who watches, supplies and covers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.assess.channels import countries, participants
from tocsin.assess.drafts.material import Material, speaks_for, strength
from tocsin.assess.drafts.presses import Press, find_presses, strongest
from tocsin.assess.drafts.rules import PLACEHOLDER, load_rules
from tocsin.assess.evidence import Evidence
from tocsin.assess.names import is_state, readable
from tocsin.assess.propositions import Proposition
from tocsin.errors import InsufficientDataError
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.ids import ActorId
from tocsin.model.vocabulary import EventType, Item, Polarity, Status
from tocsin.model.world_data import SanctionsRegime, Seat

UN = "UN"
MOST_WAYS = 6
_AGAINST_TARGET = ("imposed", "threatened", "pressed", "demanded", "accused")


@dataclass(frozen=True, slots=True)
class Regime:
    """Sanctions on one of the pair, and what the claims tell of them.

    Attributes:
        target: Who is under sanctions.
        claims: Claims about the sanctions, the surest first.
        rows: Recorded regimes in force on the day.
        enforcer: The state that watches; None where nobody is named or recorded.
        supplied: What each other state gives the target, the firmest claims first.
        covered: Who gives it cover or looks away.
        seats: Seats of the Security Council on the day, if it is asked.
    """

    material: Material
    target: ActorId
    claims: tuple[Claim, ...]
    rows: tuple[SanctionsRegime, ...]
    enforcer: ActorId | None
    supplied: dict[str, tuple[tuple[Proposition, Evidence], ...]]
    covered: dict[str, Evidence | Claim]
    presses: tuple[Press, ...] = ()
    seats: tuple[Seat, ...] = field(default=())


def find_regime(material: Material) -> Regime:
    """Return the sanctions that the claims speak of.

    Raises:
        InsufficientDataError: They speak of none.
    """
    about = {member: _about(member, material) for member in sorted(material.dyad)}
    target = min(about, key=lambda one: (-round(sum(c.confidence for c in about[one]), 9), one))
    claims = about[target]
    if not claims:
        names = " or ".join(readable(state) for state in material.dyad)
        raise InsufficientDataError(
            f"The claims speak of no sanctions on {names}, so that no network of sanctions can "
            "be drafted."
        )
    relations = material.case.relations
    rows = relations.world.sanctioned_by(target, relations.day)
    presses = find_presses(material)
    voting = [*claims, *filter(_vetoed, material.case.claims)]
    is_un = any(UN in row.authors for row in rows) or any(
        UN in participants(claim) for claim in voting
    )
    return Regime(
        material=material,
        target=target,
        claims=claims,
        rows=rows,
        enforcer=_enforcer(claims, rows, presses, target),
        supplied=_supplied(target, material),
        covered=_covered(target, material),
        presses=presses,
        seats=relations.world.security_council(relations.day) if is_un else (),
    )


def _about(member: str, material: Material) -> tuple[Claim, ...]:
    """Return the claims about sanctions on a member of the pair, the surest first."""
    found = [claim for claim in material.case.claims if _is_about(claim, member)]
    return tuple(sorted(found, key=lambda claim: (-claim.confidence, claim.id)))


def _is_about(claim: Claim, member: str) -> bool:
    """Return whether a claim is about sanctions on a state: imposed, refrained from, or lifted."""
    if member not in countries(claim.event.target):
        return False
    if Item.SANCTIONS_RELIEF in claim.event.items:
        return True
    is_named = load_rules().has_cue("sanctions", claim.quote)
    return claim.event.type is EventType.SANCTION and is_named


def _enforcer(
    claims: Sequence[Claim],
    rows: Sequence[SanctionsRegime],
    presses: Sequence[Press],
    target: str,
) -> ActorId | None:
    """Return the state that watches: by the claims, else the one that presses, else by record."""
    points: defaultdict[ActorId, float] = defaultdict(float)
    for claim in claims:
        failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
        for who in countries(claim.event.source):
            if not failed and claim.status.is_actual and is_state(who) and who != target:
                points[who] += claim.confidence
    if not points:
        for press in presses:
            if press.whom == target and press.manner in {"imposed", "threatened"}:
                points[press.who] += press.weight
    if not points:
        for row in rows:
            for author in row.authors:
                points[ActorId(author)] += 1.0
    states = [who for who in points if is_state(who) and who != target]
    return min(states, key=lambda who: (-round(points[who], 9), who), default=None)


def _supplied(
    target: str, material: Material
) -> dict[str, tuple[tuple[Proposition, Evidence], ...]]:
    """Return, by giver, what goods it gives the target."""
    found: defaultdict[str, list[tuple[Proposition, Evidence]]] = defaultdict(list)
    for proposition in material.propositions:
        said = speaks_for(proposition)
        is_flow = proposition.channel in load_rules().flows
        if is_flow and proposition.receiver == target and said and not said.link.is_undirected:
            found[proposition.giver].append((proposition, said))
    ordered = {
        giver: tuple(sorted(goods, key=lambda one: (-strength(one[1]), one[0].key)))
        for giver, goods in found.items()
    }
    ranked = sorted(ordered, key=lambda giver: (-strength(ordered[giver][0][1]), giver))
    return {giver: ordered[giver] for giver in ranked[:MOST_WAYS]}


def _covered(target: str, material: Material) -> dict[str, Evidence | Claim]:
    """Return, by state, the firmest claim that it gives the target cover or looks away."""
    found: dict[str, Evidence | Claim] = {}
    best: dict[str, float] = {}
    for proposition in material.propositions:
        said = speaks_for(proposition)
        is_cover = proposition.channel in load_rules().covers
        if not is_cover or proposition.receiver != target or said is None:
            continue
        giver = proposition.giver
        if is_state(giver) and strength(said) > best.get(giver, 0.0):
            best[giver], found[giver] = strength(said), said
    for claim in material.case.claims:
        if not _vetoed(claim):
            continue
        for who in countries(claim.event.source):
            if is_state(who) and who != target:
                found.setdefault(who, claim)
    return dict(sorted(found.items()))


def _vetoed(claim: Claim) -> bool:
    """Return whether somebody stopped, or would stop, a measure by a veto."""
    failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
    is_no = claim.event.type in {EventType.REJECT, EventType.SANCTION, EventType.COERCE}
    return is_no and not failed and load_rules().has_cue("veto", claim.quote)


def claim_of(said: Evidence | Claim) -> Claim:
    """Return the claim of evidence."""
    return said if isinstance(said, Claim) else said.claim


def stand_of(member: str, regime: Regime) -> tuple[str, Claim | StakeMention | None, str]:
    """Return how a member stands, the claim that says so, and what is recorded beside it."""
    if member == regime.target:
        return "itself", None, ""
    own = [
        press for press in regime.presses if (press.who, press.whom) == (member, regime.target)
    ]
    press = strongest(own, _AGAINST_TARGET)
    cover = regime.covered.get(member)
    if cover is not None:
        return "against", claim_of(cover), ""
    if press is not None:
        return "for", press.said, ""
    relations = regime.material.case.relations
    rows = relations.world.regimes_of(member, regime.target, relations.day)
    keys = ", ".join(row.key for row in rows[:2])
    return ("recorded", None, keys) if rows else (PLACEHOLDER, None, "")
