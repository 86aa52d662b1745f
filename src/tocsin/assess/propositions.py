"""Propositions: claims grouped by channel, giver and receiver."""

from dataclasses import dataclass

from tocsin.assess.case import Case
from tocsin.assess.channels import Link, link_claim
from tocsin.assess.evidence import AGAINST, FOR, Evidence, Moment, drop_repeats, read_claim
from tocsin.assess.names import readable
from tocsin.assess.voices import find_speaker
from tocsin.assess.words import horizon_words
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import Attitude


@dataclass(frozen=True, slots=True)
class Proposition:
    """One statement with the claims that speak to it.

    Attributes:
        channel: Key of the channel.
        giver: Who hands over; in joint channels the first in alphabetical order.
        receiver: Who gets it.
        evidence: What the claims say about it, copies left out.
    """

    channel: str
    giver: ActorId
    receiver: ActorId
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """Return `CHANNEL-GIVER-RECEIVER`."""
        return f"{self.channel}-{self.giver}-{self.receiver}"

    @property
    def is_alleged(self) -> bool:
        """Return whether any claim speaks for it."""
        return any(item.sign == FOR for item in self.evidence)

    @property
    def is_denied(self) -> bool:
        """Return whether anybody denies or doubts it."""
        return any(item.sign == AGAINST for item in self.evidence)

    def statement(self, case: Case) -> str:
        """Return the proposition as one plain sentence."""
        text = case.ontology.channels.channels[self.channel].proposition.format(
            giver=readable(self.giver),
            receiver=readable(self.receiver),
            horizon=horizon_words(case.question.horizon_days),
        )
        return text[0].upper() + text[1:]


def find_propositions(case: Case) -> tuple[Proposition, ...]:
    """Return the propositions of all claims, third states included, sorted by key."""
    groups: dict[str, list[Evidence]] = {}
    for claim in case.claims:
        for link in link_claim(claim, case.ontology.channels, case.dyad):
            groups.setdefault(link.key, []).append(_evidence(case, claim, link))
    return tuple(
        Proposition(
            items[0].link.channel,
            items[0].link.giver,
            items[0].link.receiver,
            drop_repeats(items, case.origins),
        )
        for _, items in sorted(groups.items())
    )


def _evidence(case: Case, claim: Claim, link: Link) -> Evidence:
    """Return what one claim says on one link."""
    likelihoods = case.ontology.likelihoods
    origin = case.origins.get(claim.document, claim.document)
    ends = (link.giver, link.receiver)
    speaker = find_speaker(claim, ends, origin, case.relations, likelihoods.names)
    moment = Moment(case.question.as_of, case.dates.get(claim.document))
    sign, kind = read_claim(claim, link, case.ontology.channels, likelihoods.windows, moment)
    if kind == "planned" and _is_feared(claim, case):
        kind = "possible"
    return Evidence(claim, link, origin, speaker, sign, kind)


def _is_feared(claim: Claim, case: Case) -> bool:
    """Return whether a claim's holder fears or opposes it in the same sentence.

    "Seoul worries that Russia will give" reads as a plan, but a fear is no evidence of one.
    """
    holder = claim.innermost
    if holder is None or holder.actor is None:
        return False
    place = (claim.document, claim.sentence, country(holder.actor))
    return any(
        (mention.document, mention.sentence, country(mention.stakeholder)) == place
        and mention.attitude is not Attitude.WANTS
        for mention in case.stakes
    )
