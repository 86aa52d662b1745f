"""All perfect Bayesian equilibria of the disclosure game, in closed form, in all draws at once.

What the partners do after a disclosure depends only on how much likelier it comes from an informed
discloser: the ratio L of the two probabilities of going public. Each of their best moves is
constant in L but for a few points at which one of them is indifferent. So the equilibria are, but
for coincidences of parameters: both silent (any L may be believed where nobody discloses), both
public (L = 1), only the informed public (L infinite), only bluffs (L = 0), and at each point of
indifference one in which the less willing discloser mixes just so that L is that point, while the
indifferent partner mixes so that this discloser is indifferent too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers
from tocsin.game.disclosure.rules import (
    Rules,
    belief,
    disclosed_lines,
    harm_shares,
    replies,
    urges,
)

_PAIRS = ((0, 1), (1, 2), (0, 2))
_BESIDE = 1e-6
"""How far beside a point of indifference the moves on its sides are looked at, relative."""
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A form of equilibrium, and in which draws it is one.

    Attributes:
        name: `silent`, `public`, `separating`, `bluffing`, or `mixed:STAKES:MOVE/MOVE`.
        exists: In which draws it is an equilibrium.
        informed: Probability that the discloser goes public with evidence.
        bluffs: The same without.
        after: By move, stakes and draw, what the partners do after a disclosure.
        ratio: The ratio L that the partners believe in after a disclosure.
    """

    name: str
    exists: NDArray[np.bool_]
    informed: Numbers
    bluffs: Numbers
    after: Numbers
    ratio: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    """A point at which partners of some stakes are indifferent between two moves."""

    stakes: int
    moves: tuple[int, int]
    is_real: NDArray[np.bool_]
    ratio: Numbers


def equilibria(rules: Rules) -> tuple[Candidate, ...]:
    """Return all forms of equilibrium, each with the draws in which it exists.

    Coincidences of parameters (ties) aside these are all. An equilibrium in which nobody
    discloses is one form, whatever is believed off its path, since what happens is the same;
    beliefs of partners of different stakes come from one ratio, as in a sequential equilibrium.
    """
    turns = _turns(rules)
    found = [_silent(rules, turns)]
    size = rules.gain.shape[1]
    one, none = np.ones(size), np.zeros(size)
    corners = {"public": (one, one), "separating": (one, none), "bluffing": (none, one)}
    for name, (informed, bluffs) in corners.items():
        with np.errstate(divide="ignore"):
            ratio = informed / bluffs
        moves = replies(rules, ratio)
        with_evidence, without = urges(rules, _shares(rules, moves))
        fits = np.where(informed > 0, with_evidence >= 0, with_evidence <= 0)
        fits &= np.where(bluffs > 0, without >= 0, without <= 0)
        found.append(Candidate(name, fits, informed, bluffs, _pure(moves), ratio))
    found.extend(_mixed(rules, turn) for turn in turns)
    return tuple(found)


def _pure(moves: NDArray[np.int64]) -> Numbers:
    """Return moves as probabilities: by move, stakes and draw."""
    found: Numbers = (np.arange(3)[:, None, None] == moves).astype(np.float64)
    return found


def _shares(rules: Rules, moves: NDArray[np.int64]) -> Numbers:
    """Return, by stakes, the share of harm that moves do."""
    return np.asarray(np.take_along_axis(harm_shares(rules), moves, axis=0), dtype=np.float64)


def _turns(rules: Rules) -> list[_Turn]:
    """Return all points of indifference of all partners."""
    level, slope = disclosed_lines(rules)
    found = []
    for stakes in range(len(rules.gain)):
        for one, other in _PAIRS:
            if not rules.may_deny and 1 in {one, other}:
                continue
            with np.errstate(divide="ignore", invalid="ignore"):
                at = (level[other, stakes] - level[one, stakes]) / (
                    slope[one, stakes] - slope[other, stakes]
                )
                odds = rules.detection[stakes] / (1 - rules.detection[stakes])
                ratio = at / (1 - at) / odds
            worth = level[:, stakes] + slope[:, stakes] * np.where(np.isfinite(at), at, 0.0)
            is_best = worth[one] >= worth.max(axis=0) - _EQUAL
            is_real = (at > 0) & (at < 1) & is_best & (ratio > 0) & np.isfinite(ratio)
            ratio = np.where(is_real, ratio, 1.0)
            found.append(_Turn(stakes, (one, other), is_real, ratio))
    return found


def _silent(rules: Rules, turns: list[_Turn]) -> Candidate:
    """Return the equilibrium in which nobody discloses.

    It needs a ratio after which neither discloser would gain. Of several the greatest is
    reported, that which trusts a disclosure most.
    """
    size = rules.gain.shape[1]
    probes = [np.full(size, np.inf), np.zeros(size), np.ones(size)]
    for turn in turns:
        probes += [turn.ratio * (1 + _BESIDE), turn.ratio * (1 - _BESIDE)]
    exists = np.zeros(size, dtype=np.bool_)
    chosen = np.zeros(size)
    for probe in probes:
        with_evidence, without = urges(rules, _shares(rules, replies(rules, probe)))
        fits = (with_evidence <= 0) & (without <= 0)
        chosen = np.where(fits & (~exists | (probe > chosen)), probe, chosen)
        exists |= fits
    after = _pure(replies(rules, chosen))
    return Candidate("silent", exists, np.zeros(size), np.zeros(size), after, chosen)


def _mixed(rules: Rules, turn: _Turn) -> Candidate:
    """Return the equilibrium at a point of indifference."""
    is_informed = turn.ratio < 1
    moves = replies(rules, turn.ratio)
    shares = _shares(rules, moves)
    weight = np.where(is_informed, *_weights(rules, turn.stakes))
    # With no harm of these stakes the mixing discloser would have to be indifferent anyway.
    shares[turn.stakes] = 0.0
    urge = np.where(is_informed, *urges(rules, shares))
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(weight > 0, urge / weight, np.nan)
    one, other = harm_shares(rules)[list(turn.moves)]
    with np.errstate(divide="ignore", invalid="ignore"):
        mix = (needed - other) / (one - other)
    fits = turn.is_real & (mix >= 0) & (mix <= 1)
    shares[turn.stakes] = np.where(fits, needed, 0.0)
    with_evidence, without = urges(rules, shares)
    fits &= np.where(is_informed, without >= 0, with_evidence >= 0)
    mix = np.where(fits, mix, 0.0)
    after = _pure(moves)
    after[:, turn.stakes] = 0.0
    after[turn.moves[0], turn.stakes] = mix
    after[turn.moves[1], turn.stakes] = 1 - mix
    informed = np.where(is_informed, turn.ratio, 1.0)
    bluffs = np.where(is_informed, 1.0, 1 / turn.ratio)
    name = f"mixed:{turn.stakes}:{turn.moves[0]}/{turn.moves[1]}"
    return Candidate(name, fits, informed, bluffs, after, turn.ratio)


def _weights(rules: Rules, stakes: int) -> tuple[Numbers, Numbers]:
    """Return by how much a share of harm of some stakes lowers what going public gains."""
    nothing = np.zeros_like(rules.gain)
    unit = nothing.copy()
    unit[stakes] = 1.0
    base, moved = urges(rules, nothing), urges(rules, unit)
    return base[0] - moved[0], base[1] - moved[1]


def worst_violation(rules: Rules, one: Candidate) -> Numbers:
    """Return, by draw, what anybody gains at most by deviating from an equilibrium.

    Zero but for rounding where it exists; for checking the closed form from outside.
    """
    level, slope = disclosed_lines(rules)
    worth = level + slope * belief(rules, one.ratio)
    used = np.where(one.after > 0, worth, np.inf).min(axis=0)
    partners = (worth.max(axis=0) - used).max(axis=0)
    shares = np.einsum("mkd,md->kd", one.after, harm_shares(rules))
    with_evidence, without = urges(rules, shares)
    found = [partners]
    for urge, chance in ((with_evidence, one.informed), (without, one.bluffs)):
        found.append(np.where(chance < 1, urge, 0.0))
        found.append(np.where(chance > 0, -urge, 0.0))
    worst: Numbers = np.maximum(np.max(found, axis=0), 0.0)
    return worst
