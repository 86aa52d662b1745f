"""A draft of the disclosure game: who publishes what it knows, and what hangs on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.assess.drafts.base import Draft, Sketch, finish, halves
from tocsin.assess.drafts.beliefs import Belief, within
from tocsin.assess.drafts.goods import asks_for
from tocsin.assess.drafts.harms import lever_words, shared, stakeholders_of
from tocsin.assess.drafts.material import Material, ids_of, kind_of, speaks_for, strength
from tocsin.assess.drafts.presses import (
    SPEAKS,
    Press,
    against,
    find_presses,
    rank_outsiders,
    strongest,
    told_of,
)
from tocsin.assess.drafts.rules import PLACEHOLDER, apply, load_rules
from tocsin.assess.evidence import FOR, Evidence
from tocsin.assess.names import readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.stakes import matches
from tocsin.assess.words import join
from tocsin.errors import InsufficientDataError
from tocsin.game.base import NON_NEGATIVE
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId, country
from tocsin.model.scenario import Bearing, Lever, Stakeholder
from tocsin.model.vocabulary import Stance, Status

KIND = "disclosure"
MOST_STAKES = 4
GOES_ON, STOPS = "goes on", "does not go on"
_DISCLOSED = "disclosed"
_SPEAKING = frozenset(
    {"disclosed", "threatened", "demanded", "prevents", "opposes", "accused", SPEAKS}
)
_COMMITTED = frozenset({"done", "planned"})
_SANCTIONS = ("imposed", "threatened", "pressed", "demanded", "accused")


@dataclass(frozen=True, slots=True)
class _Secret:
    """Who may go public, about what.

    Attributes:
        discloser: The outside state.
        stakes: What would be done in secret, the gravest first; at most four.
        presses: Who stands against whom.
    """

    material: Material
    discloser: ActorId
    stakes: tuple[Proposition, ...]
    presses: tuple[Press, ...]

    def weight(self, stake: Proposition) -> float:
        """Return what ranges of a stake are multiplied by."""
        return load_rules().scale[KIND] * self.material.harm(stake)

    def name(self, stake: Proposition) -> str:
        """Return the name of a stake: its channel, and who gives where both do."""
        doubled = sum(other.channel == stake.channel for other in self.stakes) > 1
        return f"{stake.channel}_from_{stake.giver}" if doubled else stake.channel


def draft_disclosure(material: Material) -> Draft:
    """Return the draft of a disclosure game.

    Raises:
        InsufficientDataError: No outside state speaks of the pair, or nothing that the claims
            tell of would be done in secret.
    """
    presses = find_presses(material)
    speaking = [press for press in presses if press.manner in _SPEAKING]
    outsiders = rank_outsiders(speaking, material.dyad, twice=_DISCLOSED)
    if not outsiders:
        names = " and ".join(map(readable, material.dyad))
        raise InsufficientDataError(
            "No claim says that a state outside the pair publishes, warns against or speaks of "
            f"what {names} do, so that nobody could disclose it."
        )
    secret = _Secret(material, outsiders[0], _stakes(material), presses)
    pair = "-".join(sorted(material.dyad))
    beliefs = dict(_beliefs(secret))
    leading = _leading(secret)
    sketch = Sketch(
        title=(
            f"Would publicity by {readable(secret.discloser)} deter "
            f"{' and '.join(readable(state) for state in sorted(material.dyad))}, or bind them?"
        ),
        settings={
            "discloser": secret.discloser,
            "partners": pair,
            "stakes": [secret.name(stake) for stake in secret.stakes],
            "denial": True,
        },
        beliefs=beliefs,
        bands=halves(STOPS, GOES_ON, "proceed"),
        stakeholders=_stakeholders(secret, beliefs, leading),
        bearings=(
            Bearing(
                channel=leading.channel,
                giver=leading.giver,
                receiver=leading.receiver,
                outcome="proceed",
            ),
        ),
        above=_above(secret),
    )
    return finish(KIND, sketch, material)


def _stakes(material: Material) -> tuple[Proposition, ...]:
    """Return what would be done in secret, the gravest first.

    Raises:
        InsufficientDataError: Nothing would be.
    """
    hidden = [p for p in material.own if material.channel(p.channel).covert]
    firm = hidden[:MOST_STAKES]
    if not firm:
        told = list(dict.fromkeys(material.channel(p.channel).label for p in material.own))
        what = join(told) or "nothing between the two"
        raise InsufficientDataError(
            f"The claims tell of {what}: none of it would be done in secret (`covert` in "
            "channels.yaml), so that publishing it could not deter it."
        )
    return tuple(sorted(firm, key=lambda p: (-material.harm(p), p.key)))


def _beliefs(secret: _Secret) -> Iterator[tuple[str, Belief]]:
    """Yield all that is believed, by name of the parameter."""
    for stake in secret.stakes:
        name = secret.name(stake)
        yield f"weight.{name}", _odds(secret, stake)
        yield f"detection.{name}", _detection(secret, stake)
        yield f"gain.{name}", _gain(secret, stake)
        yield f"harm.{name}", _harm(secret, stake)
    press = strongest(
        against(secret.presses, secret.material.dyad, who=secret.discloser), _SANCTIONS
    )
    if press is not None:
        manner = press.manner if press.manner in {"imposed", "threatened"} else "pressed"
        yield "sanction", Belief(ruled=apply(KIND, "sanction", manner), said=press.said)
    yield from _embarrassment(secret)
    sunk = _commitment(secret.material)
    if sunk is not None:
        yield "sunk_cost", Belief(ruled=apply(KIND, "sunk_cost", "committed"), said=sunk.claim)
    published = strongest(_own(secret), [_DISCLOSED])
    if published is not None:
        ruled = apply(KIND, "source_cost", "published")
        yield "source_cost", Belief(ruled=ruled, said=published.said)


def _own(secret: _Secret) -> list[Press]:
    """Return what the discloser does against the pair."""
    return against(secret.presses, secret.material.dyad, who=secret.discloser)


def _odds(secret: _Secret, stake: Proposition) -> Belief:
    """Return how likely a stake is, relative to the others: by how firmly it is told of."""
    firmness = secret.material.firmness(stake)
    top = max(secret.material.firmness(one) for one in secret.stakes)
    said = speaks_for(stake)
    ruled = apply(KIND, "weight", "told", weight=firmness / top if top else 1.0)
    ids = ids_of(stake.evidence, FOR)
    return Belief(ruled=ruled, said=said.claim if said else None, also=ids)


def _spoken(secret: _Secret, stake: Proposition) -> Evidence | None:
    """Return the firmest claim about a stake that the discloser itself holds."""
    found = [
        item
        for item in stake.evidence
        if item.sign == FOR
        and item.claim.innermost is not None
        and item.claim.innermost.actor is not None
        and item.claim.innermost.stance in {Stance.ASSERTS, Stance.PREDICTS}
        and country(item.claim.innermost.actor) == secret.discloser
    ]
    return min(found, key=lambda item: (-strength(item), item.claim.id), default=None)


def _leading(secret: _Secret) -> Proposition:
    """Return the stake that the discloser speaks of most firmly, else the one told of most."""

    def rank(stake: Proposition) -> tuple[float, float, str]:
        spoken = _spoken(secret, stake)
        said = strength(spoken) if spoken else 0.0
        return (-said, -secret.material.firmness(stake), stake.key)

    return min(secret.stakes, key=rank)


def _detection(secret: _Secret, stake: Proposition) -> Belief:
    """Return the chance that the discloser finds out: it does where it has spoken of it."""
    spoken = _spoken(secret, stake)
    if spoken is None:
        return Belief(ruled=apply(KIND, "detection", PLACEHOLDER))
    return Belief(ruled=apply(KIND, "detection", "spoken"), said=spoken.claim)


def _gain(secret: _Secret, stake: Proposition) -> Belief:
    """Return what the partners gain."""
    asked, said = asks_for(stake), speaks_for(stake)
    ruled = apply(KIND, "gain", "asked" if asked else "told", weight=secret.weight(stake))
    claim = asked or (said.claim if said else None)
    return Belief(ruled=ruled, said=claim, also=ids_of(stake.evidence, FOR))


def _harm(secret: _Secret, stake: Proposition) -> Belief:
    """Return what the discloser loses: the harm of the channel times its exposure."""
    material = secret.material
    harm = load_rules().scale[KIND] * material.exposure(secret.discloser, stake)
    stated = [
        mention
        for mention in material.case.stakes
        if country(mention.stakeholder) == secret.discloser
        and matches(mention, stake, material.channel(stake.channel))
    ]
    said = min(stated, key=lambda mention: mention.id, default=None)
    manner = "stated" if said else PLACEHOLDER
    return Belief(ruled=apply(KIND, "harm", manner, weight=harm), said=said)


def _embarrassment(secret: _Secret) -> Iterator[tuple[str, Belief]]:
    """Yield whom publicity embarrasses, and how likely it binds those who would cancel.

    That somebody doubts that a plan of the pair will be called off speaks for the second sign.
    That the discloser hopes to deter is no evidence of the first; it only tells of publicity.
    """
    binding = _binding(secret.material)
    hoped = strongest(_own(secret), ["pressed", _DISCLOSED])
    told = binding or (hoped.said if hoped else None)
    if told is not None:
        ruled = apply(KIND, "embarrassment", "told")
        yield "embarrassment", Belief(ruled=ruled, said=told)
    if binding is not None:
        ruled = apply(KIND, "weight_on_cancelling", "binds")
        yield "weight_on_cancelling", Belief(ruled=ruled, said=binding)


def _binding(material: Material) -> Claim | None:
    """Return the surest claim in which somebody doubts that the pair calls something off."""
    pair = set(material.dyad)
    found = [
        claim
        for claim in material.case.claims
        if claim.status is Status.AVERTED
        and claim.innermost is not None
        and claim.innermost.stance in {Stance.DOUBTS, Stance.DENIES}
        and pair <= {country(one) for one in (*claim.event.source, *claim.event.target)}
    ]
    return min(found, key=lambda claim: (-claim.confidence, claim.id), default=None)


def _commitment(material: Material) -> Evidence | None:
    """Return the firmest claim that the pair has met, agreed or announced something."""
    found = [
        said
        for proposition in material.own
        if material.channel(proposition.channel).by_words
        and (said := speaks_for(proposition)) is not None
        and kind_of(said).manner in _COMMITTED
    ]
    return min(found, key=lambda item: (-strength(item), item.claim.id), default=None)


def _stakeholders(
    secret: _Secret, beliefs: dict[str, Belief], leading: Proposition
) -> tuple[Stakeholder, ...]:
    """Return whom it harms that the deal goes on: by the stakes, as likely as they are."""
    material = secret.material
    odds = {stake.key: material.firmness(stake) for stake in secret.stakes}
    total = sum(odds.values()) or 1.0
    harms: dict[str, float] = {}
    for stake in secret.stakes:
        for who, harm in material.exposures(stake).items():
            harms[who] = harms.get(who, 0.0) + harm * odds[stake.key] / total
    sanction = beliefs.get("sanction")
    ruled = sanction.ruled if sanction else apply(KIND, "sanction", PLACEHOLDER)
    lever = Lever(
        what=f"{readable(secret.discloser)}: {lever_words(material, leading)}",
        parameter="sanction",
        to=within(NON_NEGATIVE, ruled.numbers)[2],
    )
    bands = {GOES_ON: shared(harms, 1.0)}
    return stakeholders_of(bands, {secret.discloser: [lever]})


def _above(secret: _Secret) -> dict[str, str]:
    """Return the comments on the settings."""
    own = _own(secret)
    active: Sequence[Press] = [press for press in own if press.manner != SPEAKS] or own
    material = secret.material
    stakes = "; ".join(
        f"{secret.name(stake)}: {readable(stake.giver)} to {readable(stake.receiver)}"
        for stake in secret.stakes
    )
    denials = [
        item.claim.id
        for stake in secret.stakes
        for item in stake.evidence
        if item.kind == "denies" and item.speaker.kind == "party"
    ]
    denied = f"The pair denies already ({denials[0]})." if denials else "No denial is told of."
    return {
        "settings.discloser": (
            f"The outside state that publishes or warns most: {told_of(active)}."
        ),
        "settings.partners": (
            f"{' and '.join(readable(state) for state in sorted(material.dyad))} as one."
        ),
        "settings.stakes": f"What may be at stake, the gravest first. {stakes}.",
        "settings.denial": denied,
    }
