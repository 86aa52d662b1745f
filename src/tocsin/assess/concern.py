"""Concern of one stakeholder: expected harm over channels, with drivers, flips and lever."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.judgements import Judged, rounded_interval
from tocsin.assess.ranges import Array, mean
from tocsin.assess.stakes import Exposure, find_exposure, find_override
from tocsin.assess.words import level_of

SCORE_DIGITS = 1
SHARE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One judgement's part in a stakeholder's expected harm: p x harm x exposure.

    Attributes:
        judged: The judgement.
        harm: Harm to a fully exposed state, in [0, 1], per draw.
        harm_reason: Why the harm is what it is.
        is_harm_set: Whether the user has set the harm by hand.
        exposure: The stakeholder's exposure.
    """

    judged: Judged
    harm: Array
    harm_reason: str
    is_harm_set: bool
    exposure: Exposure

    @property
    def expected(self) -> Array:
        """Return the expected harm of each draw."""
        return self.judged.p * self.harm * self.exposure.draws


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A stakeholder's concern with the draws beneath it.

    Attributes:
        stakeholder: Whose concern.
        terms: Its terms, the largest expected harm first.
        total: Expected harm of each draw, summed over the terms.
        score: The score of each draw, 0 to 100.
        shares: Each term's share, rounded so that they sum to 1; empty where the total is 0.
        rate: The scale's rate of each draw; see `score_of`.
    """

    stakeholder: str
    terms: tuple[Term, ...]
    total: Array
    score: Array
    shares: tuple[float, ...]
    rate: Array

    @property
    def centre(self) -> float:
        """Return the score, rounded."""
        return round(mean(self.score), SCORE_DIGITS)

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 90 % interval of the score, rounded."""
        return rounded_interval(self.score, self.centre, SCORE_DIGITS)

    @property
    def level(self) -> str:
        """Return the level of the score."""
        return level_of(self.centre)


def scale_rate(worst_alone: float) -> float:
    """Return the rate at which harm 1 gives the anchor's score: -log(1 - worst_alone/100)."""
    return float(-np.log1p(-worst_alone / 100.0))


def score_of(total: Array, rate: Array) -> Array:
    """Return the score 100 (1 - exp(-rate X)) of expected harms X >= 0.

    In [0, 100), rising and concave: a further channel adds less the more is at stake already.
    """
    return np.asarray(-100.0 * np.expm1(-rate * total))


def reckon(stakeholder: str, judged: Sequence[Judged], case: Case) -> Reckoning:
    """Return a stakeholder's concern over all judgements; 0 where nothing exposes it."""
    terms = sorted((_term(stakeholder, item, case) for item in judged), key=_rank)
    expected = [term.expected for term in terms]
    total = np.sum(expected, axis=0) if expected else np.zeros(case.sampler.draws)
    scale = case.ontology.stakes.scale
    common = case.sampler.draw("stakes.common", scale.common.range)
    rate = scale_rate(scale.worst_alone) * common
    return Reckoning(
        stakeholder=stakeholder,
        terms=tuple(terms),
        total=total,
        score=score_of(total, rate),
        shares=round_shares([mean(part) for part in expected]),
        rate=rate,
    )


def round_shares(parts: Sequence[float], digits: int = SHARE_DIGITS) -> tuple[float, ...]:
    """Return parts as shares, rounded to some digits, that sum to 1 by largest remainders.

    Empty where the parts sum to nothing.
    """
    total = sum(parts)
    if total <= 0:
        return ()
    unit = 10**digits
    exact = [part / total * unit for part in parts]
    floors = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[: unit - sum(floors)]:
        floors[place] += 1
    return tuple(value / unit for value in floors)


def _term(stakeholder: str, judged: Judged, case: Case) -> Term:
    """Return one judgement's term."""
    proposition = judged.proposition
    exposure = find_exposure(stakeholder, proposition, case)
    override = find_override(case.overrides, stakeholder, proposition, "harm")
    if override is not None and override.harm is not None:
        name = f"override.harm.{stakeholder}.{proposition.key}"
        harm = case.sampler.draw(name, override.harm)
        return Term(judged, harm, override.reason, True, exposure)
    row = case.ontology.channels.channels[proposition.channel].harm
    harm = case.sampler.draw(f"harm.{proposition.channel}", row.range)
    raised = raised_harm(harm, exposure, case)
    if not exposure.stakes:
        return Term(judged, raised, row.reason, False, exposure)
    stated = case.ontology.stakes.text.harm
    part = case.sampler.draw("stakes.text.harm", stated.range)
    reason = f"{row.reason} Times {1.0 + mean(part):.2f}, 1 at most: {stated.reason}"
    return Term(judged, raised, reason, False, exposure)


def raised_harm(harm: Array, exposure: Exposure, case: Case) -> Array:
    """Return a harm of the table, raised where the text states a stake, 1 at most."""
    if not exposure.stakes:
        return harm
    part = case.sampler.draw("stakes.text.harm", case.ontology.stakes.text.harm.range)
    return np.minimum(1.0, harm * (1.0 + part))


def _rank(term: Term) -> tuple[float, str]:
    """Return the order of terms: largest expected harm first, then by id."""
    return (-round(mean(term.expected), 9), term.judged.id)
