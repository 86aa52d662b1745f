"""Which of the new texts did most: each is left out in turn, with its copies."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.assess.case import Case
from tocsin.assess.concern import reckon
from tocsin.assess.judgements import Judged, judge
from tocsin.assess.ranges import mean
from tocsin.model.change import Influence
from tocsin.model.document import Document
from tocsin.model.ids import DocumentId

MOST_TRIED = 40
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Without:
    """What is left when one text and its copies are left out.

    Attributes:
        document: The text that stands for its origin.
        scores: What the text did to each stakeholder's mean score.
        p: What it did to the mean probability of each judgement, by key.
        claims: Its claims that enter, by key of the judgement.
    """

    document: Document
    scores: dict[str, float]
    p: dict[str, float]
    claims: dict[str, tuple[str, ...]]


def leave_out(
    judged: Sequence[Judged], case: Case, old: Collection[DocumentId]
) -> tuple[Without, ...]:
    """Return what each new text did, with its copies: the answer less the answer without it.

    A text of which an old one is a copy is not new. Of many new texts the `MOST_TRIED` are tried
    whose claims speak loudest, by the sum of their log likelihood ratios.
    """
    groups: defaultdict[DocumentId, set[DocumentId]] = defaultdict(set)
    for doc, origin in case.origins.items():
        groups[origin].add(doc)
    new = [origin for origin, docs in groups.items() if not docs & set(old)]
    loud = _loudness(judged)
    staked = {case.origins.get(one.document, one.document) for one in case.stakes}
    heard = [origin for origin in new if origin in loud or origin in staked]
    heard.sort(key=lambda origin: (-round(loud.get(origin, 0.0), 6), origin))
    base = {
        str(state): mean(reckon(state, judged, case).score)
        for state in case.question.stakeholders
    }
    by_id = {doc.id: doc for doc in case.documents}
    return tuple(
        _without(by_id[origin], groups[origin], judged, case, base)
        for origin in heard[:MOST_TRIED]
    )


def _loudness(judged: Sequence[Judged]) -> dict[DocumentId, float]:
    """Return how loud each text speaks alone: the sum of its claims' absolute log ratios."""
    found: defaultdict[DocumentId, float] = defaultdict(float)
    for one in judged:
        for item in one.testimony.weighed:
            # What another text prints as well stays when this one is left out.
            if item.evidence.sign and len(item.evidence.printed) == 1:
                found[next(iter(item.evidence.printed))] += abs(item.moved)
    return dict(found)


def _without(
    document: Document,
    docs: Collection[DocumentId],
    judged: Sequence[Judged],
    case: Case,
    base: dict[str, float],
) -> Without:
    """Return what a text did."""
    claims: dict[str, tuple[str, ...]] = {}
    p: dict[str, float] = {}
    left: list[Judged] = []
    for one in judged:
        proposition = one.proposition
        own = [item for item in proposition.evidence if item.printed == {document.id}]
        if not any(item.sign for item in own):
            left.append(one)
            continue
        rest = tuple(item for item in proposition.evidence if item.printed != {document.id})
        again = judge(replace(proposition, evidence=rest), case)
        claims[proposition.key] = tuple(item.claim.id for item in own if item.sign)
        p[proposition.key] = mean(one.p) - mean(again.p)
        if again.proposition.is_alleged or not proposition.is_alleged:
            left.append(again)
    stakes = [mention for mention in case.stakes if mention.document not in docs]
    silent = replace(case, stakes=stakes)
    scores = {
        state: value - mean(reckon(state, left, silent).score) for state, value in base.items()
    }
    return Without(document, scores, p, claims)


def named(
    found: Sequence[Without], key: str, *, is_score: bool, digits: int
) -> tuple[Influence, ...]:
    """Return the texts that did most to a score or probability, the strongest first."""
    rows = [
        (round(amount, digits), one)
        for one in found
        if (amount := (one.scores if is_score else one.p).get(key)) is not None
    ]
    rows.sort(key=lambda row: (-abs(row[0]), row[1].document.id))
    return tuple(
        Influence(
            document=one.document.id,
            title=one.document.title or one.document.path,
            date=one.document.date,
            amount=amount,
            claims=tuple(_claims(one, key, is_score=is_score)),
        )
        for amount, one in rows[:MOST_NAMED]
        if amount
    )


def _claims(one: Without, key: str, *, is_score: bool) -> Iterator[str]:
    """Yield the claims of a text that enter into a judgement, or into any, each once."""
    lists = one.claims.values() if is_score else [one.claims.get(key, ())]
    yield from dict.fromkeys(ref for refs in lists for ref in refs)
