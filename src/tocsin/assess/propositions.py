"""Propositions: claims grouped by channel, giver and receiver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tocsin.assess.case import Case
from tocsin.assess.chains import Chains, Said
from tocsin.assess.channels import Link, link_claim
from tocsin.assess.evidence import AGAINST, FOR, Evidence, Moment, drop_repeats, read_claim
from tocsin.assess.library import Library
from tocsin.assess.names import readable
from tocsin.assess.reliability import rate
from tocsin.assess.voices import House, find_speaker
from tocsin.assess.words import horizon_words
from tocsin.model.claim import Claim
from tocsin.model.ids import ActorId, ClaimId, country
from tocsin.model.vocabulary import Attitude


@dataclass(frozen=True, slots=True)
class Proposition:
    """One statement with the claims that speak to it.

    Attributes:
        channel: Key of the channel.
        giver: Who hands over; in joint channels the first in alphabetical order.
        receiver: Who gets it.
        evidence: What the claims say about it, copies left out.
        repeats: Ids of the claims that were left out.
    """

    channel: str
    giver: ActorId
    receiver: ActorId
    evidence: tuple[Evidence, ...]
    repeats: frozenset[ClaimId] = frozenset()

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


def chains_of(case: Case) -> Chains:
    """Return what the documents of a case say of their sources."""
    return Chains(case.documents, case.origins, case.library or Library(case.book))


def find_propositions(
    case: Case, chains: Chains | None = None, *, is_pair_alone: bool = False
) -> tuple[Proposition, ...]:
    """Return the propositions of all claims, third states included, sorted by key.

    Args:
        case: The case.
        chains: What its documents say of their sources, where that is known already.
        is_pair_alone: Whether third states are left out; it changes nothing on the pair.
    """
    chains = chains or chains_of(case)
    groups: dict[str, list[tuple[Said, Link]]] = {}
    feared = _feared(case)
    for claim in case.claims:
        for link in link_claim(claim, case.ontology.channels, case.dyad):
            if is_pair_alone and not case.concerns_dyad(link):
                continue
            said = _said(case, chains, claim, link, is_feared=_place(claim) in feared)
            groups.setdefault(link.key, []).append((said, link))
    return tuple(_proposition(group, chains, case) for _, group in sorted(groups.items()))


def _proposition(group: Sequence[tuple[Said, Link]], chains: Chains, case: Case) -> Proposition:
    """Return the proposition of some claims, what copies say again left out."""
    link = group[0][1]
    origins = chains.settle([said for said, _ in group])
    items = [
        _evidence(said, own, origin, chains, case)
        for (said, own), origin in zip(group, origins, strict=True)
    ]
    kept = drop_repeats(items, case.origins, case.dates)
    again = {said.claim.id for said, _ in group} - {item.claim.id for item in kept}
    return Proposition(link.channel, link.giver, link.receiver, kept, frozenset(again))


def _said(case: Case, chains: Chains, claim: Claim, link: Link, *, is_feared: bool) -> Said:
    """Return which way a claim speaks on a link, and how it is put."""
    windows = case.ontology.likelihoods.windows
    as_of, horizon = case.question.as_of, timedelta(days=case.question.horizon_days)
    printed = case.dates.get(chains.first_print(claim))
    moment = Moment(as_of, printed, until=as_of + horizon)
    sign, kind = read_claim(claim, link, case.ontology.channels, windows, moment)
    return Said(claim, sign, "possible" if kind == "planned" and is_feared else kind)


def _evidence(said: Said, link: Link, origin: str, chains: Chains, case: Case) -> Evidence:
    """Return what one claim says on one link, put down to a voice."""
    claim, ends = said.claim, (link.giver, link.receiver)
    cues = case.ontology.likelihoods.names
    house = House(case.book, chains.publisher(chains.first_print(claim)))
    speaker = find_speaker(claim, ends, origin, case.relations, cues, house)
    day = chains.day(claim.document) or case.question.as_of
    reliability = rate(chains.sources(claim), day)
    printed = frozenset({case.origins.get(claim.document, claim.document)})
    return Evidence(claim, link, origin, printed, speaker, said.sign, said.kind, reliability)


def _place(claim: Claim) -> tuple[str, int, str] | None:
    """Return the sentence of a claim and the state of its holder; None where it has none."""
    holder = claim.innermost
    if holder is None or holder.actor is None:
        return None
    return (claim.document, claim.sentence, country(holder.actor))


def _feared(case: Case) -> set[tuple[str, int, str] | None]:
    """Return the sentences in which a state fears or opposes something.

    "Seoul worries that Russia will give" reads as a plan, but a fear is no evidence of one.
    """
    return {
        (mention.document, mention.sentence, country(mention.stakeholder))
        for mention in case.stakes
        if mention.attitude is not Attitude.WANTS
    }
