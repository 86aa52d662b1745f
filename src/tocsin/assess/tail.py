"""How bad it gets: the worst outcomes when each judgement comes true or does not."""

from collections.abc import Sequence

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.concern import SCORE_DIGITS, Reckoning, score_of
from tocsin.assess.judgements import P_DIGITS, rounded_interval
from tocsin.assess.names import readable
from tocsin.assess.ranges import Array, mean
from tocsin.model.assessment import Concern, Figure, Tail

WORST = 0.05


def find_tail(reckoning: Reckoning, case: Case) -> Tail:
    """Return what the worst twentieth of outcomes is like for a stakeholder.

    In each draw every judgement comes true with its probability of that draw, apart from the
    others, and then does its harm in full or not at all. Judgements share parameters, and so
    move together as far as those go; that one event brings another about is not in it, so that
    the tail is rather too thin than too fat. 0 where nothing is at stake.

    References: Rockafellar & Uryasev (2000), expected shortfall (conditional value at risk).
    """
    scores = np.sort(outcomes(reckoning, case))
    worst = scores[-max(1, round(WORST * scores.size)) :]
    return Tail(p95=round(float(worst[0]), SCORE_DIGITS), shortfall=_rounded(mean(worst)))


def outcomes(reckoning: Reckoning, case: Case) -> Array:
    """Return a score for each draw in which every judgement has come true or not."""
    total = np.zeros(case.sampler.draws)
    for term in reckoning.terms:
        comes = case.sampler.uniform(f"outcome.{term.judged.proposition.key}") < term.judged.p
        total = total + comes * term.harm * term.exposure.draws
    return score_of(total, reckoning.rate)


def tail_figures(reckoning: Reckoning, concern: Concern) -> tuple[Figure, ...]:
    """Return the figures of the expected harm and of the tail."""
    tail, name = concern.tail, readable(reckoning.stakeholder)
    if tail is None or concern.expected_harm is None:
        return ()
    parts = tuple(dict.fromkeys(_parts(reckoning, concern.id)))
    expected = concern.expected_harm
    return (
        Figure(
            id=f"{concern.id}.expected_harm",
            label=f"expected harm to {name}",
            value=expected,
            interval=rounded_interval(reckoning.total, expected, P_DIGITS),
            unit="harm",
            method="Probability x harm x exposure, summed over the judgements; 1 is the worst harm, certain, in full.",
            steps=(f"Mean of {reckoning.total.size} draws: {expected:.3f}.",),
            parts=parts,
        ),
        Figure(
            id=f"{concern.id}.tail",
            label=f"mean score of {name} in the worst 1 of 20 outcomes",
            value=tail.shortfall,
            unit="score_0_100",
            method="In each draw every judgement comes true or not, with its probability, apart from the others.",
            steps=(
                (
                    f"In 1 of 20 outcomes the score is {tail.p95:.1f} or more; the mean of those "
                    f"outcomes, the expected shortfall, is {tail.shortfall:.1f}."
                ),
                "That one event brings another about is left out, so that the tail is rather too thin.",
            ),
            parts=(f"{concern.id}.expected_harm",),
        ),
    )


def _parts(reckoning: Reckoning, concern: str) -> Sequence[str]:
    """Return the ids of what enters into the expected harm."""
    found = []
    for term in reckoning.terms:
        key = term.judged.proposition.key
        found += [
            term.judged.judgement.id,
            f"{concern}.harm.{key}",
            f"{concern}.exposure.{key}",
        ]
    return found


def _rounded(value: float) -> float:
    """Return a score as it is told."""
    return round(value, SCORE_DIGITS)
