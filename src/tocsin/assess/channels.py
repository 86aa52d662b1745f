"""Which channels a claim speaks to, and from whom to whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from tocsin.assess.names import is_state
from tocsin.assess.schema import Channel, ChannelsFile, Pattern
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import Polarity, Status

Dyad = tuple[ActorId, ActorId]


@dataclass(frozen=True, slots=True)
class Link:
    """How one claim bears on one channel between two actors.

    Attributes:
        channel: Key of the channel.
        giver: Who hands over; for joint channels the first in alphabetical order.
        receiver: Who gets it.
        fit: How plainly the claim speaks to the channel, in (0, 1].
        is_inverted: Whether the event's failing to happen is what counts.
        is_undirected: Whether the claim leaves open who gives.
    """

    channel: str
    giver: ActorId
    receiver: ActorId
    fit: float
    is_inverted: bool = False
    is_undirected: bool = False

    @property
    def key(self) -> str:
        """Return `CHANNEL-GIVER-RECEIVER`."""
        return f"{self.channel}-{self.giver}-{self.receiver}"


def countries(actors: Iterable[str]) -> tuple[ActorId, ...]:
    """Return the states and bodies that actors belong to, each once, in order."""
    return tuple(dict.fromkeys(country(actor) for actor in actors))


def participants(claim: Claim) -> tuple[ActorId, ...]:
    """Return the states and bodies that take part in a claim's event, each once."""
    return countries((*claim.event.source, *claim.event.target))


def link_claim(claim: Claim, ontology: ChannelsFile, dyad: Dyad) -> tuple[Link, ...]:
    """Return the channels that a claim speaks to, one link per channel and direction.

    Empty where no pattern fits, or where an end is unknown. The best fit of a channel counts.
    """
    best: dict[str, Link] = {}
    for name, channel in ontology.channels.items():
        for pattern in channel.patterns:
            for link in _links(claim, name, channel, pattern, dyad):
                if link.key not in best or best[link.key].fit < link.fit:
                    best[link.key] = link
    return tuple(best[key] for key in sorted(best))


def _links(
    claim: Claim, name: str, channel: Channel, pattern: Pattern, dyad: Dyad
) -> Iterator[Link]:
    """Yield the links that one pattern of one channel gives."""
    if not _fits(claim, pattern):
        return
    failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
    is_undirected = not channel.is_joint and claim.event.reciprocal
    for giver, receiver in _pairs(claim, channel, pattern, dyad):
        # A sanction that was imposed says something about cover inside the dyad alone.
        if pattern.inverts and not failed and {giver, receiver} != set(dyad):
            continue
        yield Link(name, giver, receiver, pattern.fit, pattern.inverts, is_undirected)


def _fits(claim: Claim, pattern: Pattern) -> bool:
    """Return whether a claim's event has the type, goods, mode and target of a pattern."""
    event = claim.event
    if event.type not in pattern.types:
        return False
    if pattern.items is not None:
        goods = bool(pattern.items & set(event.items)) if pattern.items else not event.items
        if not goods:
            return False
    if pattern.modes is not None and _mode(event.mode) not in pattern.modes:
        return False
    return pattern.target is None or not any(is_state(actor) for actor in event.target)


def _mode(mode: str | None) -> str | None:
    """Return a mode in the spelling of the patterns; no mode for an empty one."""
    return mode.casefold().replace(" ", "_").replace("-", "_") if mode else None


def _pairs(
    claim: Claim, channel: Channel, pattern: Pattern, dyad: Dyad
) -> Iterator[tuple[ActorId, ActorId]]:
    """Yield the (giver, receiver) pairs of a claim under a pattern."""
    sources, targets = countries(claim.event.source), countries(claim.event.target)
    if pattern.partner:
        yield from _partners(sources, dyad)
    elif claim.event.reciprocal:
        for one, two in combinations(sorted({*sources, *targets}), 2):
            yield one, two
            if not channel.is_joint:
                yield two, one
    else:
        givers, receivers = (targets, sources) if pattern.swap else (sources, targets)
        for giver in givers:
            for receiver in receivers:
                if giver != receiver:
                    swap = channel.is_joint and receiver < giver
                    yield (receiver, giver) if swap else (giver, receiver)


def _partners(sources: tuple[ActorId, ...], dyad: Dyad) -> Iterator[tuple[ActorId, ActorId]]:
    """Yield (member, other member) for each source that belongs to the dyad."""
    for source in sources:
        if source in dyad:
            yield source, dyad[1] if source == dyad[0] else dyad[0]
