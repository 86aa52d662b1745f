"""Equilibria of small tables of several players, support by support.

With three players the conditions are polynomials: no method that only uses numbers finds all
solutions for sure. We start Newton's method from several points for every choice of supports.
"""

from collections.abc import Iterator
from itertools import chain, combinations, product
from math import prod

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.generic.equilibria import Equilibrium, equilibrium, expected
from tocsin.game.generic.forms import Numbers, Table

MAX_SUPPORTS = 5_000
"""Choices of supports that are tried; three players of three strategies have 343."""
_STARTS = 8
_STEPS = 20
_EXACT = 1e-12
_REGRET = 1e-9
_DIGITS = 7

_Supports = tuple[tuple[int, ...], ...]


def supported_equilibria(table: Table, rng: np.random.Generator) -> tuple[Equilibrium, ...]:
    """Return the equilibria that are found for some choice of supports, pure ones first.

    For two players `all_equilibria` is complete and faster. Isolated equilibria are found
    unless all starts miss them; of a continuum some points are.

    Raises:
        UsageError: There are more than 5,000 choices of supports.

    References:
        Porter, Nudelman and Shoham (2008) for going by supports, small ones first.
    """
    count = prod(2**size - 1 for size in table.shape)
    if count > MAX_SUPPORTS:
        raise UsageError(
            f"The game has {count} choices of supports; up to {MAX_SUPPORTS} are tried. Ask for "
            "pure equilibria or the logit response."
        )
    payoffs = tuple(table.array(player) for player in range(len(table.players)))
    found: dict[tuple[float, ...], Equilibrium] = {}
    for supports in _choices(table.shape):
        for mixes in _solutions(payoffs, supports, rng):
            one = equilibrium(payoffs, mixes)
            if one.regret <= _REGRET:
                key = tuple((np.round(np.concatenate(mixes), _DIGITS) + 0.0).tolist())
                found.setdefault(key, one)
    return tuple(found.values())


def _choices(shape: tuple[int, ...]) -> list[_Supports]:
    """Return all choices of supports, the smallest first."""
    own = [
        list(chain.from_iterable(combinations(range(size), n) for n in range(1, size + 1)))
        for size in shape
    ]
    return sorted(product(*own), key=lambda one: sum(map(len, one)))


def _solutions(
    payoffs: tuple[Numbers, ...], supports: _Supports, rng: np.random.Generator
) -> Iterator[tuple[Numbers, ...]]:
    """Yield mixes on the supports under which each player is indifferent on its own."""
    sizes = [len(one) for one in supports]
    # Where only two mix, either's weights are found from linear conditions: one start does.
    starts = _STARTS if sum(size > 1 for size in sizes) > 2 else 1
    for turn in range(starts):
        parts = [
            np.full(size, 1 / size) if turn == 0 else rng.dirichlet(np.ones(size))
            for size in sizes
        ]
        solved = _newton(payoffs, supports, np.concatenate(parts))
        if solved is not None:
            yield _mixes(payoffs, supports, solved)


def _mixes(
    payoffs: tuple[Numbers, ...], supports: _Supports, point: Numbers
) -> tuple[Numbers, ...]:
    """Return a point as one mix for each player."""
    found, start = [], 0
    for player, support in enumerate(supports):
        mix = np.zeros(payoffs[0].shape[player])
        mix[list(support)] = point[start : start + len(support)]
        found.append(mix)
        start += len(support)
    return tuple(found)


def _newton(
    payoffs: tuple[Numbers, ...], supports: _Supports, point: Numbers
) -> Numbers | None:
    """Return a point with positive weights that solves the conditions; None without."""
    for _ in range(_STEPS):
        gap = _gap(payoffs, supports, point)
        if np.abs(gap).max() < _EXACT:
            return np.asarray(point) if (point > 0).all() else None
        slopes = _slopes(payoffs, supports, point)
        point = point - np.linalg.lstsq(slopes, gap, rcond=None)[0]
        if np.abs(point).max() > 10:
            return None
    return None


def _gap(payoffs: tuple[Numbers, ...], supports: _Supports, point: Numbers) -> Numbers:
    """Return by how much the conditions fail: sums of 1, and equal worth on the support."""
    mixes = _mixes(payoffs, supports, point)
    rows = []
    for player, support in enumerate(supports):
        rows.append(np.array([mixes[player].sum() - 1]))
        worth = expected(payoffs[player], mixes, but=player)[list(support)]
        rows.append((worth[1:] - worth[0]) / (np.ptp(payoffs[player]) or 1.0))
    return np.concatenate(rows)


def _slopes(payoffs: tuple[Numbers, ...], supports: _Supports, point: Numbers) -> Numbers:
    """Return the derivatives of the gap; it is linear in every single weight, so exactly."""
    base = _gap(payoffs, supports, point)
    columns = []
    for place in range(len(point)):
        moved = point.copy()
        moved[place] += 1.0
        columns.append(_gap(payoffs, supports, moved) - base)
    return np.column_stack(columns)
