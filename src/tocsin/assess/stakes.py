"""What a stakeholder has at stake: its exposure to each proposition, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.names import readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.ranges import Array, mean
from tocsin.assess.relations import Ground
from tocsin.assess.schema import Channel, RoleRow, StakeOverride
from tocsin.model.claim import StakeMention
from tocsin.model.ids import DocumentId, country
from tocsin.model.vocabulary import Attitude

SHOWN_GROUNDS = 3


@dataclass(frozen=True, slots=True)
class Exposure:
    """How hard one proposition would hit one stakeholder.

    Attributes:
        draws: Exposure in [0, 1] of each draw.
        reasons: The roles and stakes it comes from, one clause each.
        steps: How it was reached, one sentence each.
        rows: Keys of the data rows beneath it.
        stakes: Ids of the stake mentions beneath it.
    """

    draws: Array
    reasons: tuple[str, ...]
    steps: tuple[str, ...]
    rows: tuple[str, ...]
    stakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a stakeholder holds towards a party, as far as a channel goes."""

    role: str
    row: RoleRow
    party: str
    grounds: tuple[Ground, ...]
    draws: Array

    @property
    def clause(self) -> str:
        """Return the role in words."""
        return self.row.label.format(party=readable(self.party))


def find_exposure(stakeholder: str, proposition: Proposition, case: Case) -> Exposure:
    """Return a stakeholder's exposure to a proposition.

    The largest role of each family counts, and families overlap in part; in joint channels the larger of the exposures towards the two partners. What the text says that
    the stakeholder fears or means to prevent raises it by a share of the way to 1, and never
    lowers another exposure. A user's override replaces all of it.
    """
    override = find_override(case.overrides, stakeholder, proposition, "exposure")
    if override is not None and override.exposure is not None:
        name = f"override.exposure.{stakeholder}.{proposition.key}"
        draws = case.sampler.draw(name, override.exposure)
        step = f"Set by hand to {mean(draws):.2f}: {override.reason}"
        return Exposure(draws, (f"set by hand: {override.reason}",), (step,), (), ())
    held, draws = _from_roles(stakeholder, proposition, case)
    steps = [_role_step(item) for item in held]
    if not held:
        steps.append(f"No recorded relation exposes {readable(stakeholder)} to this channel.")
    steps.append(f"Exposure by roles: {mean(draws):.2f}.")
    draws, reasons, stakes = _from_text(stakeholder, proposition, case, draws)
    steps.extend(f"{reason[0].upper()}{reason[1:]}." for reason in reasons)
    return Exposure(
        draws=draws,
        reasons=(*(item.clause for item in held), *reasons),
        steps=tuple(steps),
        rows=tuple(
            dict.fromkeys(
                key
                for item in held
                for key in (f"stakes.yaml:{item.role}", *(g.key for g in item.grounds))
            )
        ),
        stakes=stakes,
    )


def drop_copied_stakes(
    stakes: Iterable[StakeMention], origins: Mapping[DocumentId, DocumentId]
) -> tuple[StakeMention, ...]:
    """Return stake mentions sorted by id, without what a copy of a text only says again."""
    kept: dict[tuple[object, ...], StakeMention] = {}

    def order(mention: StakeMention) -> tuple[bool, str]:
        return (origins.get(mention.document) != mention.document, mention.id)

    for mention in sorted(stakes, key=order):
        origin = origins.get(mention.document, mention.document)
        goods = (frozenset(mention.items), mention.event_type)
        ends = (mention.giver, mention.receiver)
        signature = (origin, mention.stakeholder, mention.attitude, *ends, *goods)
        kept.setdefault(signature, mention)
    return tuple(sorted(kept.values(), key=lambda mention: mention.id))


def find_override(
    overrides: Sequence[StakeOverride], stakeholder: str, proposition: Proposition, field: str
) -> StakeOverride | None:
    """Return the last override of a field that fits a stakeholder and a proposition."""
    fitting = [
        row
        for row in overrides
        if row.stakeholder == stakeholder
        and row.channel in {"*", proposition.channel}
        and row.giver in {None, proposition.giver}
        and row.receiver in {None, proposition.receiver}
        and getattr(row, field) is not None
    ]
    return fitting[-1] if fitting else None


def _from_roles(
    stakeholder: str, proposition: Proposition, case: Case
) -> tuple[tuple[Held, ...], Array]:
    """Return the roles that count, and the exposure they give together."""
    ends = (proposition.giver, proposition.receiver)
    channel = case.ontology.channels.channels[proposition.channel]
    sides = [(ends[1], ends[0]), ends] if channel.is_joint else [(ends[1], ends[0])]
    options = []
    for receiver, giver in sides:
        held = _held_roles(stakeholder, proposition.channel, receiver, giver, case)
        options.append((held, _combine(held, case)))
    best = max(options, key=lambda option: mean(option[1]))
    return best[0], np.maximum.reduce([option[1] for option in options])


def _held_roles(
    stakeholder: str, channel: str, receiver: str, giver: str, case: Case
) -> tuple[Held, ...]:
    """Return the largest role of each family that exposes a stakeholder to a channel."""
    families: dict[str, Held] = {}
    for name, row in case.ontology.stakes.roles.items():
        party = receiver if row.towards == "receiver" else giver
        grounds = case.relations.roles(stakeholder, party).get(row.relation)
        if not grounds or channel not in row.exposure:
            continue
        draws = case.sampler.draw(f"stakes.{name}.{channel}", row.exposure[channel])
        held = Held(name, row, party, grounds, draws)
        known = families.get(row.family)
        if known is None or mean(known.draws) < mean(draws):
            families[row.family] = held
    return tuple(families[family] for family in sorted(families))


def _combine(held: Sequence[Held], case: Case) -> Array:
    """Return the largest exposure, and the part of what the others add that does not overlap.

    m + k (1 - product(1 - e) - m), m the largest; 0 where there are none. Rises in each e.
    """
    if not held:
        return np.zeros(case.sampler.draws)
    stack = np.stack([item.draws for item in held])
    largest = stack.max(axis=0)
    together = 1.0 - (1.0 - stack).prod(axis=0)
    spread = case.ontology.stakes.scale.families.range
    remains = case.sampler.draw("stakes.families", spread)
    return np.asarray(largest + remains * (together - largest))


def _role_step(item: Held) -> str:
    """Return the sentence that shows a role, its exposure and its grounds."""
    shown = "; ".join(f"{g.key} ({g.source})" for g in item.grounds[:SHOWN_GROUNDS])
    more = len(item.grounds) - SHOWN_GROUNDS
    rest = f" and {more} more rows" if more > 0 else ""
    return (
        f"It {item.clause}: exposure {mean(item.draws):.2f}. {item.row.reason} "
        f"Rows: {shown}{rest}."
    )


def _from_text(
    stakeholder: str, proposition: Proposition, case: Case, draws: Array
) -> tuple[Array, tuple[str, ...], tuple[str, ...]]:
    """Return an exposure as the text's own stakes change it, with reasons and mentions."""
    channel = case.ontology.channels.channels[proposition.channel]
    own = [
        mention
        for mention in case.stakes
        if country(mention.stakeholder) == stakeholder
        and mention.attitude is not Attitude.WANTS
        and _touches_dyad(mention, case)
    ]
    fitting = [mention for mention in own if matches(mention, proposition, channel)]
    if not fitting:
        return draws, (), ()
    text = case.ontology.stakes.text
    shares = [
        case.sampler.draw(f"text.{m.attitude}", getattr(text, m.attitude.value).range)
        for m in fitting
    ]
    raised = draws + np.maximum.reduce(shares) * (1.0 - draws)
    verbs = "/".join(sorted({m.attitude.value for m in fitting}))
    reason = f"the text says that it {verbs} this: exposure rises to {mean(raised):.2f}"
    return raised, (reason,), tuple(sorted({m.id for m in fitting}))


def _touches_dyad(mention: StakeMention, case: Case) -> bool:
    """Return whether a mention is about what a member of the dyad may give or get."""
    ends = {country(end) for end in (mention.giver, mention.receiver) if end is not None}
    return not ends or bool(ends & set(case.dyad))


def matches(mention: StakeMention, proposition: Proposition, channel: Channel) -> bool:
    """Return whether a mention is about a proposition.

    A mention with one end alone says nothing of what two states do together, unless its goods
    or its event do.
    """
    giver = country(mention.giver) if mention.giver else None
    receiver = country(mention.receiver) if mention.receiver else None
    if not channel.is_joint:
        fits_ends = giver in {None, proposition.giver} and receiver in {
            None,
            proposition.receiver,
        }
        return fits_ends and _fits_goods(mention, channel)
    ends = {end for end in (giver, receiver) if end}
    named = bool(mention.items) or mention.event_type is not None
    if not ends <= {proposition.giver, proposition.receiver} or (len(ends) == 1 and not named):
        return False
    return _fits_goods(mention, channel)


def _fits_goods(mention: StakeMention, channel: Channel) -> bool:
    """Return whether a mention's goods or event belong to a channel; true where it names none."""
    if mention.items:
        goods = {item for pattern in channel.patterns for item in pattern.items or ()}
        return bool(goods & set(mention.items))
    if mention.event_type is None:
        return True
    return any(mention.event_type in pattern.types for pattern in channel.patterns)
