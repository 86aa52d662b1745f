"""What to watch: the indicators of the judgements that drive concern."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.concern import Reckoning
from tocsin.assess.evidence import FOR
from tocsin.assess.judgements import P_DIGITS, Judged
from tocsin.assess.names import readable
from tocsin.assess.ranges import mean, sigmoid
from tocsin.assess.schema import IndicatorRow
from tocsin.assess.words import day_words, likelihood_word
from tocsin.model.assessment import Figure, Indicator

MOST_INDICATORS = 12


def find_indicators(
    judged: Sequence[Judged], reckonings: Sequence[Reckoning], case: Case
) -> tuple[Indicator, ...]:
    """Return indicators of the judgements with the largest shares, at most twelve.

    `by` is the last day of a stated plan where there is one, else the end of the horizon, and
    never later than that.
    """
    found = [
        _indicator(place, row, item, case)
        for item in rank_by_share(judged, reckonings)
        for place, row in _rows(item, case)
    ]
    return tuple(found[:MOST_INDICATORS])


def _rows(item: Judged, case: Case) -> Iterator[tuple[int, IndicatorRow]]:
    """Yield the indicators of a judgement, each with its place from 1."""
    channel = case.ontology.channels.channels[item.judgement.channel]
    yield from enumerate(channel.indicators, start=1)


def _indicator(place: int, row: IndicatorRow, item: Judged, case: Case) -> Indicator:
    """Return an indicator with what seeing it would make of its judgement.

    Seeing it is testimony: its log likelihood ratio enters with the weight that testimony has in
    the pool of that judgement.
    """
    judgement = item.judgement
    names = {"giver": readable(judgement.giver), "receiver": readable(judgement.receiver)}
    name = f"indicator.{judgement.channel}.{place}"
    moved = item.testimony_weight * np.log(case.sampler.draw(name, row.ratio, "log"))
    return Indicator(
        what=row.what.format(**names),
        where=row.where,
        judgement=judgement.id,
        direction=row.direction,
        by=_deadline(item, case),
        id=f"{judgement.id}.indicator.{place}",
        ratio=row.ratio,
        p_seen=round(mean(sigmoid(item.log_odds + moved)), P_DIGITS),
    )


def indicator_figures(
    indicators: Sequence[Indicator], judged: Sequence[Judged], case: Case
) -> tuple[Figure, ...]:
    """Return a figure for each indicator: the probability of its judgement once it is seen."""
    by_id = {item.judgement.id: item for item in judged}
    return tuple(_figure(sign, by_id[sign.judgement], case) for sign in indicators)


def _figure(sign: Indicator, item: Judged, case: Case) -> Figure:
    """Return the figure of an indicator."""
    judgement, p = item.judgement, sign.p_seen or 0.0
    place = int((sign.id or "").rsplit(".", 1)[-1])
    row = dict(_rows(item, case))[place]
    low, mode, high = row.ratio
    by = day_words(sign.by) if sign.by else "the end of the horizon"
    word = likelihood_word(p, case.words)
    return Figure(
        id=sign.id or "",
        label=f"probability, once this is seen ({sign.what}), of: {judgement.proposition}",
        value=p,
        method="The log likelihood ratio of seeing it, with the weight of testimony, added to the pooled log-odds.",
        steps=(
            f"To be seen by {by}: {sign.what}. Where to look: {sign.where}.",
            (
                f"It is {mode:g} times ({low:g} to {high:g}) as probable to be seen if it is true "
                f"as if it is not: {row.reason}"
            ),
            (
                f"From {judgement.p:.3f} ({judgement.words}) to {p:.3f} ({word}), "
                "all else equal. That it is not seen is not counted here."
            ),
        ),
        rows=(f"channels.yaml:{judgement.channel}",),
        parts=(judgement.id,),
    )


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
    end = as_of + timedelta(days=case.question.horizon_days)
    ahead = [day for day in plans if day >= as_of]
    return min(max(ahead), end) if ahead else end
