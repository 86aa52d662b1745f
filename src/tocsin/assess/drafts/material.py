"""What drafts are made from: the claims of a pair, sorted by what they speak to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.channels import participants
from tocsin.assess.drafts.rules import PLACEHOLDER, Kind, load_rules
from tocsin.assess.dyads import find_dyad
from tocsin.assess.evidence import AGAINST, FOR, Evidence
from tocsin.assess.names import is_state, readable
from tocsin.assess.ontology import load_ontology
from tocsin.assess.origins import find_origins
from tocsin.assess.propositions import Proposition, find_propositions
from tocsin.assess.ranges import Sampler
from tocsin.assess.relations import Relations
from tocsin.assess.schema import Channel
from tocsin.assess.stakeholders import rank_stakeholders
from tocsin.assess.stakes import drop_copied_stakes, find_exposure
from tocsin.errors import InsufficientDataError
from tocsin.model.assessment import Question
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.model.ids import ActorId
from tocsin.model.world import World

DRAWS = 400
HORIZON_DAYS = 365
PARTY, DENIES = "party", "denies"
_ENDS = re.compile(r"[.!?]\s|\n")
_AROUND = 400
_NO_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Material:
    """The evidence on a pair, ready to be drafted from.

    Attributes:
        case: Claims, stakes, documents, relations and pair, as an assessment has them.
        day: The day on which the pair is looked at; None where nobody knows, and then no
            recorded relation is used.
    """

    case: Case
    day: date | None

    @property
    def dyad(self) -> tuple[ActorId, ActorId]:
        """Return the two states."""
        return self.case.dyad

    @cached_property
    def propositions(self) -> tuple[Proposition, ...]:
        """Return what the claims speak to, third states included."""
        return find_propositions(self.case)

    @cached_property
    def own(self) -> tuple[Proposition, ...]:
        """Return the pair's propositions for which a claim speaks, the firmest first."""
        pair = set(self.dyad)
        found = [p for p in self.propositions if {p.giver, p.receiver} == pair and p.is_alleged]
        return tuple(sorted(found, key=lambda p: (-self.firmness(p), p.key)))

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Return the documents by id."""
        return {doc.id: doc for doc in self.case.documents}

    def sentence(self, claim: Claim) -> str:
        """Return the words around a claim up to the ends of its sentence.

        The quote alone where the document's text is not at hand.
        """
        document = self.documents.get(claim.document)
        if document is None or not document.text:
            return claim.quote
        start, end = claim.span
        before = _ENDS.split(document.text[max(0, start - _AROUND) : start])[-1]
        after = _ENDS.split(document.text[end : end + _AROUND], maxsplit=1)[0]
        return f"{before}{document.text[start:end]}{after}"

    def channel(self, name: str) -> Channel:
        """Return a channel by its key."""
        return self.case.ontology.channels.channels[name]

    def harm(self, proposition: Proposition) -> float:
        """Return what a proposition's coming true would cost a fully exposed state, 0 to 1."""
        return self.channel(proposition.channel).harm.range[1]

    def firmness(self, proposition: Proposition) -> float:
        """Return how firmly claims speak for a proposition: each voice by its firmest claim."""
        voices: dict[str, float] = {}
        for item in proposition.evidence:
            if item.sign == FOR:
                said = strength(item)
                voices[item.speaker.key] = max(said, voices.get(item.speaker.key, 0.0))
        return round(sum(voices.values()), 9)

    def exposures(self, proposition: Proposition) -> dict[str, float]:
        """Return what a proposition would cost each stakeholder, 0 to 100, only what is not 0."""
        costs = {
            str(who): float(round(100 * self.exposure(who, proposition)))
            for who in self.case.question.stakeholders
        }
        return {who: cost for who, cost in costs.items() if cost > 0}

    def exposure(self, who: str, proposition: Proposition) -> float:
        """Return the harm of a proposition times a state's exposure to it, 0 to 1."""
        exposed = float(find_exposure(who, proposition, self.case).draws.mean())
        return self.harm(proposition) * exposed


def kind_of(item: Evidence) -> Kind:
    """Return the manner and the firmness of what a claim says.

    Whatever a party says against a proposition is its denial, as in an assessment.
    """
    is_denial = item.sign == AGAINST and item.speaker.kind == PARTY
    kind = DENIES if is_denial else item.kind
    return load_rules().kinds.get(kind, Kind(manner=PLACEHOLDER, firmness=0.0))


def strength(item: Evidence) -> float:
    """Return how much a claim says: firmness times fit times the coder's confidence.

    One that leaves open who gives says less of either direction, as in an assessment.
    """
    said = kind_of(item).firmness * item.link.fit * item.claim.confidence
    open_share = load_ontology().channels.unknown_direction.range[1]
    return said * open_share if item.link.is_undirected else said


def firmest(items: Sequence[Evidence], sign: int) -> Evidence | None:
    """Return the claim that says most on one side; one that tells who gives comes first."""
    side = [item for item in items if item.sign == sign]
    return min(
        side,
        key=lambda item: (item.link.is_undirected, -strength(item), item.claim.id),
        default=None,
    )


def speaks_for(proposition: Proposition) -> Evidence | None:
    """Return the firmest claim for a proposition."""
    return firmest(proposition.evidence, FOR)


def speaks_against(proposition: Proposition) -> Evidence | None:
    """Return the firmest claim against a proposition."""
    return firmest(proposition.evidence, AGAINST)


def ids_of(evidence: Sequence[Evidence], sign: int) -> tuple[str, ...]:
    """Return the ids of the claims on one side, the firmest first."""
    side = sorted(
        (item for item in evidence if item.sign == sign),
        key=lambda item: (-strength(item), item.claim.id),
    )
    return tuple(dict.fromkeys(item.claim.id for item in side))


def gather_material(
    evidence: tuple[Sequence[Claim], Sequence[StakeMention], Sequence[Document]],
    *,
    world: World,
    dyad: tuple[ActorId, ActorId] | None = None,
    as_of: date | None = None,
) -> Material:
    """Return the material of a pair; the pair is found in the claims where it is not given.

    Documents of after the day are left out with their claims. The day is the one given, else the
    newest document's; without either no recorded relation is used, and the claims' own days
    alone say what is past.

    Raises:
        InsufficientDataError: There are no claims, none up to the day, or no pair in them.
    """
    claims, stakes, documents = evidence
    day = as_of or max((doc.date for doc in documents if doc.date), default=None)
    late = {doc.id for doc in documents if day and doc.date and doc.date > day}
    known = sorted((doc for doc in documents if doc.id not in late), key=lambda doc: doc.id)
    kept = {claim.id: claim for claim in claims if claim.document not in late}
    own = sorted(kept.values(), key=lambda claim: claim.id)
    if not own:
        raise InsufficientDataError(_nothing(claims, day))
    origins = find_origins([doc for doc in known if doc.text])
    leading = [c for c in own if origins.get(c.document, c.document) == c.document]
    pair = dyad or find_dyad(leading)
    relations = Relations(world if day else _nowhere(world), day or _latest(own))
    own_stakes = drop_copied_stakes((s for s in stakes if s.document not in late), origins)
    _refuse_strangers(own, pair)
    case = Case(
        question=Question(
            dyad=pair,
            as_of=relations.day,
            horizon_days=HORIZON_DAYS,
            stakeholders=rank_stakeholders(leading, own_stakes, pair, relations),
        ),
        claims=own,
        stakes=own_stakes,
        documents=known,
        origins=origins,
        relations=relations,
        ontology=load_ontology(),
        sampler=Sampler(np.random.default_rng(0), DRAWS),
    )
    return Material(case, day)


def _nothing(claims: Sequence[Claim], day: date | None) -> str:
    """Return why there is nothing to draft from."""
    if claims:
        return f"All {len(claims)} claims were published after {day}; choose a later --as-of."
    return "There is no claim to draft from; give a text that says what two states do."


def _refuse_strangers(claims: Sequence[Claim], pair: tuple[ActorId, ActorId]) -> None:
    """Refuse a pair that no claim names together.

    Raises:
        InsufficientDataError: It is one.
    """
    if not any(set(pair) <= set(participants(claim)) for claim in claims):
        names = " and ".join(map(readable, pair))
        raise InsufficientDataError(
            f"No claim names both {names}: {len(claims)} claims were read; name another pair "
            "with --dyad, or give more texts."
        )


def _latest(claims: Sequence[Claim]) -> date:
    """Return the newest day that claims tell of, to read their times by."""
    days = [claim.event.time.start for claim in claims if claim.event.time.start]
    return max(days, default=_NO_DAY)


def _nowhere(world: World) -> World:
    """Return a world in which nothing is recorded but where states lie, which has no day."""
    empty = {name: () for name in World.__slots__ if name != "borders"}
    return replace(world, **empty)


def states_of(actors: Sequence[ActorId]) -> tuple[ActorId, ...]:
    """Return those of some countries and bodies that are states."""
    return tuple(actor for actor in actors if is_state(actor))
