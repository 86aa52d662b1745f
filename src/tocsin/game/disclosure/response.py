"""The logit response of the disclosure game, and which equilibrium it leads to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers
from tocsin.game.disclosure.equilibria import Candidate
from tocsin.game.disclosure.rules import (
    Rules,
    disclosed_lines,
    harm_shares,
    silent_gain,
    stakes_given,
)

STEPS = 40
"""Rationalities on the way from chance to the one asked for."""
SWEEPS = 5
"""Replies to each other at each of them."""
_DAMPING = 0.5
_FINAL_SWEEPS = 60
_NEVER = 1e100


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """What everybody does, erring less the more an error costs.

    Attributes:
        informed: Probability that the discloser goes public with evidence.
        bluffs: The same without.
        after: By move, stakes and draw, what the partners do after a disclosure.
        silent: By stakes and draw, the probability that they proceed where all is silent.
        unrest: By draw, how much the probabilities still moved at the end; small where settled.
    """

    informed: Numbers
    bluffs: Numbers
    after: Numbers
    silent: Numbers
    unrest: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Fixed:
    """What does not change while all answer each other."""

    level: Numbers
    slope: Numbers
    prior_odds: Numbers
    silent: Numbers
    done: Numbers
    averted: Numbers
    cost: Numbers


def _fixed(rules: Rules) -> _Fixed:
    """Return what does not change."""
    level, slope = disclosed_lines(rules)
    with np.errstate(divide="ignore"):
        odds = rules.detection / (1 - rules.detection)
    return _Fixed(
        # Without denial its worth is minus infinity, of which no multiple may be taken.
        np.maximum(level, -_NEVER),
        slope,
        np.minimum(odds, _NEVER),
        silent_gain(rules),
        harm_shares(rules)[:, None],
        np.array(stakes_given(rules)) * rules.harm,
        np.array([rules.source, rules.bluff]),
    )


def respond(rules: Rules, rationality: Numbers) -> Response:
    """Return the logit response reached from pure chance as rationality grows.

    Rationality is in units of one over utility, one value per draw. Each step starts from the
    last one, which keeps to the principal branch where that is single.

    References:
        McKelvey and Palfrey (1998).
    """
    fixed = _fixed(rules)
    state = np.full((2, rules.gain.shape[1]), 0.5)
    after = silent = np.empty(0)
    unrest = np.zeros(rules.gain.shape[1])
    for step in range(1, STEPS + 1):
        # Quadratic: most turns of the branch lie at small rationalities.
        now = rationality * (step / STEPS) ** 2
        silent = _odds(now * fixed.silent)
        for _ in range(SWEEPS if step < STEPS else _FINAL_SWEEPS):
            after = _partners(fixed, state, now)
            moved = _discloser(fixed, after, silent, now)
            unrest = np.abs(moved - state).max(axis=0)
            state = state + _DAMPING * (moved - state)
    return Response(state[0], state[1], after, silent, unrest)


def _partners(fixed: _Fixed, state: Numbers, rationality: Numbers) -> Numbers:
    """Return what the partners do after a disclosure."""
    odds = fixed.prior_odds * (state[0] / np.maximum(state[1], 1 / _NEVER))
    worth = rationality * (fixed.level + fixed.slope * (odds / (1 + odds)))
    raw = np.exp(worth - worth.max(axis=0))
    return np.asarray(raw / raw.sum(axis=0), dtype=np.float64)


def _odds(gain: Numbers) -> Numbers:
    """Return the probability of a choice by its gain, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(gain / 2)), dtype=np.float64)


def _discloser(fixed: _Fixed, after: Numbers, silent: Numbers, rationality: Numbers) -> Numbers:
    """Return how likely the discloser goes public: informed, and not."""
    less = silent - (after * fixed.done).sum(axis=0)
    return _odds(rationality * ((fixed.averted * less).sum(axis=1) - fixed.cost))


def select(candidates: tuple[Candidate, ...], near: Response) -> NDArray[np.int64]:
    """Return, by draw, the place of the existing equilibrium nearest to a response; -1 for none.

    Distance is the sum of squares over the probabilities of going public, and over the
    partners' moves as far as a disclosure is likely in either.
    """
    best = np.full(len(near.informed), np.inf)
    chosen = np.full(len(near.informed), -1)
    for place, one in enumerate(candidates):
        public = np.maximum(one.informed, one.bluffs)
        far = (one.informed - near.informed) ** 2 + (one.bluffs - near.bluffs) ** 2
        far = far + public * ((one.after - near.after) ** 2).sum(axis=(0, 1))
        closer = one.exists & (far < best)
        best = np.where(closer, far, best)
        chosen = np.where(closer, place, chosen)
    return chosen
