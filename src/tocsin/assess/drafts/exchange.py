"""A draft of the exchange: what each of the pair gives, at which cost, and who presses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.assess.drafts.base import Draft, Sketch, finish, halves
from tocsin.assess.drafts.beliefs import Belief, within
from tocsin.assess.drafts.goods import Traded, find_goods, pay_for
from tocsin.assess.drafts.harms import lever_words, stakeholders_of
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
from tocsin.assess.drafts.rules import PLACEHOLDER, Ruled, apply, load_rules
from tocsin.assess.evidence import AGAINST, FOR, Evidence
from tocsin.assess.names import readable
from tocsin.assess.stakes import matches
from tocsin.assess.words import join
from tocsin.errors import InsufficientDataError
from tocsin.game.base import NON_NEGATIVE
from tocsin.game.exchange.bundles import MAX_GOODS
from tocsin.model.claim import StakeMention
from tocsin.model.ids import ActorId, country
from tocsin.model.scenario import Band, Bearing, Lever, Stakeholder
from tocsin.model.vocabulary import EventType, Polarity

KIND = "exchange"
_PUNISHING = ("imposed", "threatened", "pressed", "demanded", "disclosed", "accused")
_OPPOSING = ("prevents", "opposes", "fears")
_OFFERS = frozenset({EventType.AID, EventType.CONCEDE, EventType.SUPPORT, EventType.AGREE})


@dataclass(frozen=True, slots=True)
class _Table:
    """Who sits at the table, and what lies on it."""

    material: Material
    goods: tuple[Traded, ...]
    third: ActorId | None
    presses: tuple[Press, ...]

    def weight(self, good: Traded) -> float:
        """Return what ranges of a good are multiplied by."""
        return load_rules().scale[KIND] * self.material.harm(good.proposition)

    @property
    def leading(self) -> float:
        """Return what ranges of any deal are multiplied by: the weight of the leading good."""
        return self.weight(self.goods[0])

    @property
    def whole(self) -> float:
        """Return the weight of all goods together."""
        return sum(self.weight(good) for good in self.goods)


def draft_exchange(material: Material) -> Draft:
    """Return the draft of an exchange.

    Raises:
        InsufficientDataError: No claim says that one of the pair gives the other something.
    """
    goods = find_goods(material)
    if not goods:
        raise InsufficientDataError(_no_goods(material))
    presses = find_presses(material)
    # Who only tells of the pair does not press it.
    active = [press for press in presses if press.manner != SPEAKS]
    outsiders = rank_outsiders(active, material.dyad)
    third = outsiders[0] if outsiders else None
    table = _Table(material, goods[:MAX_GOODS], third, presses)
    parties = (goods[0].owner, goods[0].receiver)
    returns = pay_for(table.goods, material)
    beliefs = dict(_beliefs(table, parties))
    sketch = Sketch(
        title=f"What will {' and '.join(map(readable, parties))} exchange?",
        settings={
            "parties": list(parties),
            **({"third": third} if third else {}),
            "goods": [_layout(good, returns) for good in table.goods],
        },
        beliefs=beliefs,
        bands=(*halves("no deal", "deal", "deal"), *map(_band, table.goods)),
        stakeholders=_stakeholders(table, beliefs),
        bearings=tuple(map(_bearing, table.goods)),
        notes=_notes(goods[MAX_GOODS:], material),
        above=_above(table, returns),
    )
    return finish(KIND, sketch, material)


def _no_goods(material: Material) -> str:
    """Return why there is nothing to exchange."""
    names = " or ".join(readable(state) for state in material.dyad)
    told = list(dict.fromkeys(material.channel(p.channel).label for p in material.own))
    rest = f" They tell of {join(told)}, without who gives." if told else ""
    return f"No claim says what {names} gives the other, so no exchange can be drafted.{rest}"


def _layout(good: Traded, returns: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return a good as the settings have it."""
    needs = {"needs": returns[good.name][0]} if good.name in returns else {}
    return {"name": good.name, "from": str(good.owner), **needs}


def _band(good: Traded) -> Band:
    """Return the band in which a good moves."""
    return Band(name=f"{good.name} moves", outcome=f"moves.{good.name}", low=0.5, high=None)


def _bearing(good: Traded) -> Bearing:
    """Return the judgement that a good speaks to."""
    return Bearing(
        channel=good.proposition.channel,
        giver=good.owner,
        receiver=good.receiver,
        outcome=f"moves.{good.name}",
    )


def _beliefs(table: _Table, parties: Sequence[ActorId]) -> Iterator[tuple[str, Belief]]:
    """Yield all that is believed, by name of the parameter."""
    for good in table.goods:
        yield f"value.{good.name}", _value(table, good)
        yield f"cost.{good.name}", _cost(table, good)
        if table.third:
            yield f"penalty.{good.name}", _penalty(table, good, table.third)
    for party in parties:
        yield f"outside.{party}", _outside(table, party)
        limit = apply(KIND, "payment_limit", PLACEHOLDER, weight=table.whole)
        yield f"payment_limit.{party}", Belief(ruled=limit)
        if table.third:
            yield f"punishment.{party}", _punishment(table, party, table.third)
            yield f"reward.{party}", _reward(table, party, table.third)


def _value(table: _Table, good: Traded) -> Belief:
    """Return what a good is worth to its receiver; who asks for it wants it more."""
    manner = "asked" if good.asked else kind_of(good.spoken).manner
    return Belief(
        ruled=apply(KIND, "value", manner, weight=table.weight(good)),
        said=good.asked or good.spoken.claim,
        also=ids_of(good.proposition.evidence, FOR),
    )


def _cost(table: _Table, good: Traded) -> Belief:
    """Return what a good costs its owner: by the claims for it, and those against it.

    The graver the channel, the more its owner parts with. Where both speak, mode and high end lie between theirs by how much each says, and the one
    that says more is quoted.
    """
    evidence = good.proposition.evidence
    graver = table.material.harm(good.proposition) / load_rules().gravity.pivot
    weight = table.weight(good) * graver
    spoken = apply(KIND, "cost", kind_of(good.spoken).manner, weight=weight)
    if good.doubted is None:
        return Belief(ruled=spoken, said=good.spoken.claim, also=ids_of(evidence, FOR))
    doubted = apply(KIND, "cost", kind_of(good.doubted).manner, weight=weight)
    pro, contra = strength(good.spoken), strength(good.doubted)
    share = contra / (pro + contra) if pro + contra else 0.5
    low, *rest = spoken.numbers
    mode, high = (
        (1 - share) * one + share * other
        for one, other in zip(rest, doubted.numbers[1:], strict=True)
    )
    ruled = Ruled(
        numbers=(low, mode, high),
        rule=f"{spoken.rule} with {doubted.rule}",
        reason=f"{spoken.reason} But: {doubted.reason[0].lower()}{doubted.reason[1:]}",
        working=f"{spoken.working}, {share:.0%} of the way to {doubted.working}",
    )
    first, second = (
        (good.spoken, good.doubted) if pro >= contra else (good.doubted, good.spoken)
    )
    return Belief(
        ruled=ruled,
        said=first.claim,
        also=(second.claim.id, *ids_of(evidence, FOR), *ids_of(evidence, AGAINST)),
    )


def _penalty(table: _Table, good: Traded, third: ActorId) -> Belief:
    """Return what the third makes an owner pay for one good, by what it says of such goods.

    What it does to the owner as such is punishment of any deal.
    """
    channel = table.material.channel(good.proposition.channel)
    about = [
        press
        for press in against(table.presses, table.material.dyad, who=third)
        if isinstance(press.said, StakeMention)
        and matches(press.said, good.proposition, channel)
    ]
    found = strongest(about, _OPPOSING)
    manner = "opposed" if found else PLACEHOLDER
    return Belief(
        ruled=apply(KIND, "penalty", manner, weight=table.weight(good)),
        said=found.said if found else None,
    )


def _punishment(table: _Table, party: ActorId, third: ActorId) -> Belief:
    """Return what the third takes from a party for any deal."""
    press = strongest(against(table.presses, [party], who=third), _PUNISHING)
    manner = PLACEHOLDER
    if press is not None:
        manner = press.manner if press.manner in {"imposed", "threatened"} else "pressed"
    return Belief(
        ruled=apply(KIND, "punishment", manner, weight=table.leading),
        said=press.said if press else None,
    )


def _reward(table: _Table, party: ActorId, third: ActorId) -> Belief:
    """Return what the third gives a party for refraining: what it is said to offer."""
    found = [
        claim
        for claim in table.material.case.claims
        if claim.event.type in _OFFERS
        and claim.status.is_ahead
        and claim.polarity is Polarity.AFFIRMED
        and not claim.is_denied
        and not claim.event.reciprocal
        and third in map(country, claim.event.source)
        and party in map(country, claim.event.target)
    ]
    said = min(found, key=lambda claim: (-claim.confidence, claim.id), default=None)
    manner = "offered" if said else PLACEHOLDER
    return Belief(ruled=apply(KIND, "reward", manner, weight=table.leading), said=said)


def _outside(table: _Table, party: ActorId) -> Belief:
    """Return what a party gets of the same kinds of goods from others, where it is a fact."""
    scale, material = load_rules().scale[KIND], table.material
    wanted = {good.proposition.channel for good in table.goods if good.receiver == party}
    supplied: dict[str, tuple[Evidence, float]] = {}
    for proposition in material.propositions:
        said = speaks_for(proposition)
        is_own = proposition.receiver != party or proposition.giver in material.dyad
        if is_own or proposition.channel not in wanted or said is None:
            continue
        known = supplied.get(proposition.channel)
        is_fact = kind_of(said).manner == "done" and not said.link.is_undirected
        if is_fact and (known is None or strength(said) > strength(known[0])):
            supplied[proposition.channel] = (said, scale * material.harm(proposition))
    if not supplied:
        return Belief(ruled=apply(KIND, "outside", PLACEHOLDER, weight=table.leading))
    items = sorted(supplied.values(), key=lambda pair: (-strength(pair[0]), pair[0].claim.id))
    weight = sum(weight for _, weight in items)
    return Belief(
        ruled=apply(KIND, "outside", "supplied", weight=weight),
        said=items[0][0].claim,
        also=tuple(item.claim.id for item, _ in items),
    )


def _stakeholders(table: _Table, beliefs: dict[str, Belief]) -> tuple[Stakeholder, ...]:
    """Return whom it harms that goods move, and the levers of the third."""
    material = table.material
    bands = {f"{good.name} moves": material.exposures(good.proposition) for good in table.goods}
    if table.third is None:
        return stakeholders_of(bands, {})
    levers = [
        Lever(
            what=f"{readable(table.third)}: {lever_words(material, good.proposition)}",
            parameter=f"penalty.{good.name}",
            to=within(NON_NEGATIVE, beliefs[f"penalty.{good.name}"].ruled.numbers)[2],
        )
        for good in table.goods
    ]
    return stakeholders_of(bands, {table.third: levers})


def _notes(left_out: Sequence[Traded], material: Material) -> tuple[str, ...]:
    """Return what the draft leaves out."""
    together = [
        material.channel(p.channel).label
        for p in material.own
        if material.channel(p.channel).is_joint
    ]
    notes = []
    if together:
        labels = join(list(dict.fromkeys(together)))
        notes.append(
            f"Left out, as nobody gives it to the other: {labels}. An exchange has goods with an "
            "owner."
        )
    if left_out:
        names = join([good.name for good in left_out])
        notes.append(f"Left out, as a game has at most {MAX_GOODS} goods: {names}.")
    return tuple(notes)


def _above(table: _Table, returns: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the comments on the settings."""
    found: dict[str, str] = {}
    for place, good in enumerate(table.goods):
        label = table.material.channel(good.proposition.channel).label
        words = (
            f"{readable(good.owner)} to {readable(good.receiver)}: {label} "
            f"({kind_of(good.spoken).manner.replace('_', ' ')}, {good.spoken.claim.id})."
        )
        if good.name in returns:
            words += f" In return for {returns[good.name][0]} ({returns[good.name][1]})."
        found[f"settings.goods[{place}]"] = words
    if table.third:
        own = [press for press in table.presses if press.manner != SPEAKS]
        own = against(own, table.material.dyad, who=table.third)
        found["settings.third"] = f"The outside state that presses most: {told_of(own)}."
    return found
