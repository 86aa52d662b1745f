"""Corners of best-reply polytopes, by solving for every choice of tight inequalities at once.

For a game of m by n strategies there are (m + n choose m) of them: 924 for 6 by 6, which numpy
solves in some milliseconds; beyond a quarter of a million we refuse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import UsageError
from tocsin.game.generic.forms import Numbers

MAX_BASES = 250_000
"""Choices of tight inequalities that are solved; 10 by 10 has 184,756."""
TOLERANCE = 1e-9
"""Slack within which an inequality counts as tight, on payoffs scaled to lie in [1, 2]."""
_CHUNK = 20_000
_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Corners:
    """Corners of {x >= 0, rows x <= 1}, the origin left out.

    Attributes:
        points: One row for each corner.
        labels: One row for each corner: which of x_1 ... x_m are 0, then which rows are tight.
    """

    points: Numbers
    labels: NDArray[np.bool_]


def corners(rows: Numbers) -> Corners:
    """Return all corners but the origin of {x >= 0, rows x <= 1}; rows has positive entries.

    Raises:
        UsageError: There are more than a quarter of a million choices to solve.
    """
    tight, size = rows.shape
    if comb(tight + size, size) > MAX_BASES:
        raise UsageError(
            f"A game of {size} by {tight} strategies has {comb(tight + size, size)} bases; all "
            f"equilibria are found for up to {MAX_BASES}. Remove dominated strategies, or ask "
            "for the logit response."
        )
    found = [np.empty((0, size))]
    for support in range(1, min(tight, size) + 1):
        found.extend(_solutions(rows, support))
    points = _distinct(np.concatenate(found))
    zero = points <= TOLERANCE
    return Corners(points, np.hstack([zero, points @ rows.T >= 1 - TOLERANCE]))


def _solutions(rows: Numbers, support: int) -> Iterator[Numbers]:
    """Yield the feasible points with a support of given size and as many tight rows."""
    tight, size = rows.shape
    columns = np.array(list(combinations(range(size), support)))
    lines = np.array(list(combinations(range(tight), support)))
    step = max(1, _CHUNK // len(columns))
    for start in range(0, len(lines), step):
        chosen = lines[start : start + step]
        block = rows[chosen[:, None, :, None], columns[None, :, None, :]]
        block = block.reshape(-1, support, support)
        where = np.broadcast_to(columns, (len(chosen), *columns.shape)).reshape(-1, support)
        yield _feasible(rows, block, where)


def _feasible(rows: Numbers, block: Numbers, where: NDArray[np.int64]) -> Numbers:
    """Return the solutions of all systems of a block that satisfy every inequality."""
    regular = np.linalg.det(block) != 0
    block, where = block[regular], where[regular]
    if not len(block):
        return np.empty((0, rows.shape[1]))
    ones = np.ones((*block.shape[:2], 1))
    part = np.linalg.solve(block, ones)[..., 0]
    points = np.zeros((len(block), rows.shape[1]))
    np.put_along_axis(points, where, part, axis=1)
    solved = np.abs((block @ part[..., None])[..., 0] - 1).max(axis=1) <= TOLERANCE
    inside = (points >= -TOLERANCE).all(axis=1) & (points @ rows.T <= 1 + TOLERANCE).all(axis=1)
    return np.asarray(np.maximum(points[solved & inside], 0.0), dtype=np.float64)


def _distinct(points: Numbers) -> Numbers:
    """Return the points without repetition, in lexical order from the largest."""
    _, first = np.unique(np.round(points, _FEWEST_DIGITS), axis=0, return_index=True)
    return np.asarray(points[first[::-1]], dtype=np.float64)
