"""What to watch: the indicators of the judgements that drive concern."""

from collections.abc import Sequence
from datetime import date, timedelta

from tocsin.assess.case import Case
from tocsin.assess.concern import Reckoning
from tocsin.assess.evidence import FOR
from tocsin.assess.judgements import Judged
from tocsin.assess.names import readable
from tocsin.model.assessment import Indicator

MOST_INDICATORS = 8


def find_indicators(
    judged: Sequence[Judged], reckonings: Sequence[Reckoning], case: Case
) -> tuple[Indicator, ...]:
    """Return indicators of the judgements with the largest shares, at most eight.

    `by` is the last day of a stated plan where there is one, else the end of the horizon.
    """
    found: list[Indicator] = []
    for item in rank_by_share(judged, reckonings):
        judgement = item.judgement
        names = {"giver": readable(judgement.giver), "receiver": readable(judgement.receiver)}
        found.extend(
            Indicator(
                what=row.what.format(**names),
                where=row.where,
                judgement=judgement.id,
                direction=row.direction,
                by=_deadline(item, case),
            )
            for row in case.ontology.channels.channels[judgement.channel].indicators
        )
    return tuple(found[:MOST_INDICATORS])


def rank_by_share(
    judged: Sequence[Judged], reckonings: Sequence[Reckoning]
) -> tuple[Judged, ...]:
    """Return judgements by their share summed over stakeholders, largest first, then by id."""
    shares = {item.judgement.id: 0.0 for item in judged}
    for reckoning in reckonings:
        for term, share in zip(reckoning.terms, reckoning.shares, strict=False):
            shares[term.judged.judgement.id] += share
    return tuple(
        sorted(
            judged, key=lambda item: (-round(shares[item.judgement.id], 6), item.judgement.id)
        )
    )


def _deadline(item: Judged, case: Case) -> date:
    """Return the day by which an indicator should show."""
    as_of = case.question.as_of
    plans = [
        evidence.claim.event.time.end
        for evidence in item.proposition.evidence
        if evidence.sign == FOR and evidence.kind == "planned" and evidence.claim.event.time.end
    ]
    ahead = sorted(day for day in plans if day >= as_of)
    return ahead[-1] if ahead else as_of + timedelta(days=case.question.horizon_days)
