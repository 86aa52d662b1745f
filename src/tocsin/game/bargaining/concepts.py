"""Solutions that axioms single out: Nash's and Kalai and Smorodinsky's bargaining points.

An actor's utility is minus the sum over issues of weight times salience times the square of the
distance to its position, as a share of the range. Without agreement, one actor's position is
imposed on all, with a probability that is its share of capability times salience: since all
are averse to that lottery, everybody gains at the weighted mean, so that a bargain exists.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.blocks import in_blocks
from tocsin.game.bargaining import concept_kernels

Floats = NDArray[np.float64]

FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Table:
    """Many draws of one bargaining problem.

    Attributes:
        capability: Shape (draws, n).
        salience: Shape (draws, n, issues).
        position: Shape (draws, n, issues), in the issues' units.
        weights: Of the issues, shape (issues,).
    """

    capability: Floats
    salience: Floats
    position: Floats
    weights: Floats

    @property
    def spans(self) -> Floats:
        """Return the ranges of the positions, at least a tiny number, shape (draws, issues)."""
        wide = self.position.max(axis=1) - self.position.min(axis=1)
        return np.where(wide > FLAT, wide, 1.0)

    @property
    def power(self) -> Floats:
        """Return shares of capability times weighted salience, shape (draws, n)."""
        raw = self.capability * (self.salience * self.weights).sum(axis=-1)
        return np.asarray(raw / raw.sum(axis=1, keepdims=True))


def nash(table: Table, fallback: Floats | None = None) -> Floats:
    """Return the point at which the product of gains, to the power of capability, is largest.

    In the issues' units, shape (draws, issues). Where not all can gain, the point without
    agreement (the weighted mean under the lottery).

    Args:
        table: The draws.
        fallback: What holds without agreement, by issue; the lottery where None.

    References: Nash (1950), Econometrica 18; Harsanyi & Selten (1972) for unequal weights.
    """
    return _solved(table, fallback, is_nash=True)


def kalai_smorodinsky(table: Table, fallback: Floats | None = None) -> Floats:
    """Return the point at which all get the largest equal share of the gain they could hope for.

    An actor's hope is its largest gain among the points at which nobody loses. With more than
    two actors equal shares may be out of reach; the smallest share is then made largest.
    Shape, arguments and degenerate cases as of `nash`.

    References: Kalai & Smorodinsky (1975), Econometrica 43; Imai (1983) for several actors.
    """
    return _solved(table, fallback, is_nash=False)


def _solved(table: Table, fallback: Floats | None, *, is_nash: bool) -> Floats:
    """Return the points of one solution, in the issues' units."""
    low = table.position.min(axis=1)
    places = (table.position - low[:, None, :]) / table.spans[:, None, :]
    curves = table.salience * table.weights
    mean = _mean(table, places)
    if fallback is None:
        apart = places[:, :, None, :] - places[:, None, :, :]
        lost = (curves[:, :, None, :] * apart**2).sum(axis=-1)
        heights, stay = (lost * table.power[:, None, :]).sum(axis=-1), mean
    else:
        stay = (np.asarray(fallback, dtype=np.float64) - low) / table.spans
        heights = (curves * (stay[:, None, :] - places) ** 2).sum(axis=-1)
    weights = table.capability / table.capability.max(axis=1, keepdims=True)
    points = _climbed((heights, weights, curves, places), mean, is_nash=is_nash)
    chosen = np.where(points[:, -1:] > 0, points[:, :-1], stay)
    return np.asarray(low + chosen * table.spans)


def _climbed(
    problem: tuple[Floats, Floats, Floats, Floats], start: Floats, *, is_nash: bool
) -> Floats:
    """Return the solutions and whether there was something to gain, shape (draws, issues + 1)."""
    heights, powers, curves, places = problem
    draws, actors, issues = curves.shape
    stacked = np.concatenate(
        (heights[:, :, None], powers[:, :, None], curves, places), axis=2
    ).transpose(0, 2, 1)
    whole = np.ascontiguousarray(stacked)
    points = np.zeros((draws, 2, issues + 1))
    points[:, 0, :-1] = start
    stages = 1 if is_nash else 8 * actors

    def solve(part: slice) -> None:
        concept_kernels.solve_all.soon(
            (part.stop - part.start) * stages * 8 * actors * (issues + 1) ** 2,
            whole[part],
            is_nash,
            points[part],
            np.zeros((concept_kernels.CURVE + 2 * issues, actors)),
            np.zeros((concept_kernels.SPOTS, issues + 1)),
            np.zeros((issues + 1, issues + 2)),
        )

    in_blocks(solve, draws)
    return np.asarray(points[:, 1])


def _mean(table: Table, places: Floats) -> Floats:
    """Return the weighted mean place by issue; the plain mean where nobody cares."""
    weights = table.capability[:, :, None] * table.salience
    whole = weights.sum(axis=1)
    mean = (weights * places).sum(axis=1) / np.where(whole > 0, whole, 1.0)
    return np.asarray(np.where(whole > 0, mean, places.mean(axis=1)))
