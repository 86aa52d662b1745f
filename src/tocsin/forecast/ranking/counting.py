"""The scorer that only counts: a few signals, weighed by relation.

The score of a candidate is a weighted sum of signals, and its probability the softmax of the
score among the candidates of its question (a conditional logit). Weights are fitted for all
relations together, and for each relation apart with a pull towards those.

References: McFadden (1974), Conditional logit analysis of qualitative choice behavior.
"""

from typing import NamedTuple

import numpy as np

from tocsin.engine.compiled import compiled, inner
from tocsin.forecast.ranking import columns as c
from tocsin.forecast.ranking.base import Floats32, Scores
from tocsin.forecast.ranking.lessons import Lessons
from tocsin.model.quads import Int32s, Int64s

SIGNALS = (
    c.RULE_ALL, c.RULE_BEST, c.OWN_SHARE, c.OWN2, c.ANY_SHARE, c.POP30, c.POP2, c.NEAR_THEN,
    c.THEN_NEAR, c.NEAR_NEAR, c.PEERS, c.GROUP_ACTOR, c.BACK_SHARE, c.TOP_FIRST, c.SAME_GROUP,
    c.IS_SELF,
)  # fmt: skip
"""The columns that the counting scorer weighs."""
PULL = 30.0
"""How strongly a relation's weights are pulled towards those of all; see the documentation."""
STEPS = 12
"""Newton steps at most."""
_LOGGED = np.isin(SIGNALS, (c.OWN2, c.RULE_ALL))


def signals(rows: Floats32) -> Scores:
    """Return the signals of candidates; those that are no shares as logarithms of 1 + x."""
    found = rows[:, SIGNALS].astype(np.float64)
    found[:, _LOGGED] = np.log1p(found[:, _LOGGED])
    return found


class _Choices(NamedTuple):
    """Signals of the candidates of questions, and which were chosen."""

    x: Scores
    answer: Scores
    offset: Scores
    start: Int64s


def fitted(lessons: Lessons, kinds: int) -> Scores:
    """Return the weights of the signals by relation; float64[kinds, signals].

    Relations without lessons have the weights of all together.
    """
    choices = _Choices(
        signals(lessons.rows), lessons.answer, np.log(lessons.weight), lessons.start
    )
    none = np.zeros(len(SIGNALS))
    if not len(lessons.relation):
        return np.tile(none, (kinds, 1))
    everything = np.arange(len(lessons.relation))
    common = _climbed(choices, everything, none, 1.0)
    weights = np.tile(common, (kinds, 1))
    order = np.argsort(lessons.relation, kind="stable")
    asked, first = np.unique(lessons.relation[order], return_index=True)
    for kind, mine in zip(asked, np.split(order, first[1:]), strict=True):
        weights[kind] = _climbed(choices, mine, common, PULL)
    return weights


def counted(weights: Scores, rows: Floats32, relation: Int32s, start: Int64s) -> Scores:
    """Return the scores of candidates; `start` says which are of which question."""
    of_each = np.repeat(relation, np.diff(start))
    score: Scores = np.einsum("ij,ij->i", signals(rows), weights[of_each])
    return score


def _climbed(choices: _Choices, which: Int64s, towards: Scores, pull: float) -> Scores:
    """Return the weights that make the answers most likely, pulled to others; damped Newton."""
    weights = towards
    value, slope, spread = _likelihood(choices, which, weights)
    for _ in range(STEPS):
        slope -= pull * (weights - towards)
        step = np.linalg.solve(spread + np.eye(len(weights)) * (pull + 1e-6), slope)
        size, reached = 1.0, value - 1
        while reached < value and size > 0.01:
            away = weights + size * step - towards
            found = _likelihood(choices, which, weights + size * step)
            reached = found[0] - pull / 2 * float((away * away).sum())
            size /= 2
        if reached < value:
            break
        weights = weights + 2 * size * step
        gain, value, (_, slope, spread) = reached - value, reached, found
        if gain < 1e-4 * abs(value):
            break
    return weights


@compiled("forecast")
def _likelihood(
    choices: _Choices, which: Int64s, weights: Scores
) -> tuple[float, Scores, Scores]:
    """Return the logarithm of the likelihood of some questions, its slope and its curvature.

    In one loop and without BLAS, whose threads took four times as long on a busy machine.
    """
    count = len(weights)
    value = 0.0
    slope = np.zeros(count)
    spread = np.zeros((count, count))
    for i in which:
        low, high = choices.start[i], choices.start[i + 1]
        chance = _chances(choices, low, high, weights)
        mean = np.zeros(count)
        for j in range(low, high):
            p = chance[j - low]
            if choices.answer[j] > 0:
                value += choices.answer[j] * np.log(p + 1e-12)
            for k in range(count):
                weighed = p * choices.x[j, k]
                mean[k] += weighed
                slope[k] += choices.answer[j] * choices.x[j, k] - weighed
                for m in range(k + 1):
                    spread[k, m] += weighed * choices.x[j, m]
        for k in range(count):
            for m in range(k + 1):
                spread[k, m] -= mean[k] * mean[m]
    for k in range(count):
        for m in range(k):
            spread[m, k] = spread[k, m]
    return value, slope, spread


@inner
def _chances(choices: _Choices, low: int, high: int, weights: Scores) -> Scores:
    """Return the probability of each candidate of a question, those that it stands for included."""
    chance = np.empty(high - low)
    for j in range(low, high):
        chance[j - low] = choices.offset[j]
        for k in range(len(weights)):
            chance[j - low] += choices.x[j, k] * weights[k]
    chance = np.exp(chance - chance.max())
    raised: Scores = chance / chance.sum()
    return raised
