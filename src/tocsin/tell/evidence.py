"""Which claims are shown, in which order, under which number."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.model.assessment import Judgement
from tocsin.model.claim import Claim
from tocsin.tell.view import BriefInput

MAX_ROWS = 200
MAX_STRONGEST = 3


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One claim of the evidence table.

    Attributes:
        label: `E1`, `E2` and so on, in the order of first use.
        claim: The claim.
        supports: Ids of the judgements it speaks for.
        opposes: Ids of the judgements it speaks against.
    """

    label: str
    claim: Claim
    supports: tuple[str, ...]
    opposes: tuple[str, ...]


def ordered_judgements(view: BriefInput) -> tuple[Judgement, ...]:
    """Return the key judgements and behind them the others."""
    key = view.key_judgements()
    chosen = {judgement.id for judgement in key}
    return key + tuple(one for one in view.assessment.judgements if one.id not in chosen)


def evidence_rows(view: BriefInput) -> tuple[EvidenceRow, ...]:
    """Return the claims beneath the judgements and the exchange, numbered by first use."""
    ordered = ordered_judgements(view)
    judged = (claim_id for one in ordered for claim_id in (*one.claims, *one.against))
    exchanged = (claim_id for edge in view.assessment.exchange for claim_id in edge.claims)
    ids = dict.fromkeys((*judged, *exchanged))
    known = [claim_id for claim_id in ids if claim_id in view.claims][:MAX_ROWS]
    return tuple(
        EvidenceRow(
            label=f"E{number}",
            claim=view.claims[claim_id],
            supports=tuple(one.id for one in ordered if claim_id in one.claims),
            opposes=tuple(one.id for one in ordered if claim_id in one.against),
        )
        for number, claim_id in enumerate(known, start=1)
    )


def strongest_for(view: BriefInput) -> tuple[tuple[Claim, ...], ...]:
    """Return the first claim for each key judgement, claims on one quote together."""
    return _by_quote(view, (one.claims for one in view.key_judgements()))


def strongest_against(view: BriefInput) -> tuple[tuple[Claim, ...], ...]:
    """Return the first claim against each key judgement, claims on one quote together."""
    return _by_quote(view, (one.against for one in view.key_judgements()))


def _by_quote(
    view: BriefInput, lists: Iterable[tuple[str, ...]]
) -> tuple[tuple[Claim, ...], ...]:
    """Return the leading claim of each list with those of the list that share its quote."""
    groups: dict[tuple[str, tuple[int, int]], dict[str, Claim]] = {}
    for ids in lists:
        known = [view.claims[claim_id] for claim_id in ids if claim_id in view.claims]
        for claim in known:
            if (claim.document, claim.span) == (known[0].document, known[0].span):
                groups.setdefault((claim.document, claim.span), {})[claim.id] = claim
    return tuple(tuple(group.values()) for group in groups.values())[:MAX_STRONGEST]
