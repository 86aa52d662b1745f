"""The exchange network: who hands what to whom, asserted, possible or denied."""

from collections.abc import Iterable

from tocsin.assess.case import Case
from tocsin.assess.evidence import ACTUAL_KINDS, FOR, NEITHER, PAST_KINDS, Evidence
from tocsin.assess.propositions import Proposition
from tocsin.assess.words import join
from tocsin.model.assessment import Exchange

ASSERTED_KINDS = ACTUAL_KINDS | PAST_KINDS | {"planned"}


def find_exchange(propositions: Iterable[Proposition], case: Case) -> tuple[Exchange, ...]:
    """Return one edge for each giver, receiver and channel in the claims, third states included.

    Status: asserted where somebody states it as a fact or a plan, possible where it is only
    thought of, denied where it is only denied. Where no claim tells who gives, one edge in
    alphabetical order stands for both directions.
    """
    edges = []
    for proposition in propositions:
        items = [item for item in proposition.evidence if _tells(item)]
        is_open = all(item.link.is_undirected for item in items)
        is_joint = case.ontology.channels.channels[proposition.channel].is_joint
        if not items or (is_open and proposition.receiver < proposition.giver):
            continue
        edges.append(
            Exchange(
                giver=proposition.giver,
                receiver=proposition.receiver,
                channel=proposition.channel,
                label=_label(proposition, items, case),
                status=_status(items),
                reciprocal=is_joint or is_open,
                claims=tuple(sorted({item.claim.id for item in items})),
            )
        )
    return tuple(edges)


def _tells(item: Evidence) -> bool:
    """Return whether evidence is about something handed over, or denied to be.

    A sanction that was imposed speaks against cover, but hands nothing over.
    """
    return item.sign == FOR or (item.sign != NEITHER and not item.link.is_inverted)


def _status(items: Iterable[Evidence]) -> str:
    """Return the strongest status that is claimed."""
    pro = [item for item in items if item.sign == FOR]
    if not pro:
        return "denied"
    return "asserted" if any(item.kind in ASSERTED_KINDS for item in pro) else "possible"


def _label(proposition: Proposition, items: Iterable[Evidence], case: Case) -> str:
    """Return what moves, in words: the goods that belong to the channel, else its label."""
    channel = case.ontology.channels.channels[proposition.channel]
    known = {item for pattern in channel.patterns for item in pattern.items or ()}
    goods = {good for item in items for good in item.claim.event.items if good in known}
    if channel.is_joint or not goods:
        return channel.label
    return join(sorted(good.value.replace("_", " ") for good in goods))
