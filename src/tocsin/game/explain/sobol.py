"""Shares of variance: first-order and total Sobol indices, by our own estimator."""

import numpy as np
from numpy.typing import NDArray

from tocsin.game.explain.evaluate import Lens
from tocsin.game.scenarios.drawing import Sampler
from tocsin.game.scenarios.quasi import MAX_DIMENSIONS, points
from tocsin.model.outcome import Sensitivity

Numbers = NDArray[np.float64]

BASE = 512
"""Base draws; an index costs as many runs again. A power of two keeps them balanced."""
RESAMPLES = 200
LEAST = 1e-12


def sobol(lens: Lens, rng: np.random.Generator, base: int = BASE) -> tuple[Sensitivity, ...]:
    """Return the indices of all uncertain inputs, the largest total first.

    Correlated inputs have no indices of their own: they are taken as one group. Empty where the
    outcome does not vary at all. Draws without a value are left out. Indices are estimates and
    may lie a little outside [0, 1]; their intervals are from the bootstrap.

    Args:
        lens: The outcome.
        rng: For the scrambling of the points and the bootstrap.
        base: Base draws; the runs are base times (groups + 2).

    References:
        Sobol (2001), Mathematics and Computers in Simulation 55; Saltelli et al. (2010),
        Computer Physics Communications 181, table 2, formulas (b) and (f) after Jansen (1999).
    """
    sampler = Sampler(lens.setup.scenario)
    count = len(sampler.uncertain)
    if count == 0:
        return ()
    first, second = _two_samples(base, count, rng)
    groups = sampler.groups
    blocks = [first, second]
    for group in groups:
        mixed = first.copy()
        mixed[list(group)] = second[list(group)]
        blocks.append(mixed)
    found = lens.values(sampler.from_uniform(np.concatenate(blocks, axis=1)))
    found = found.reshape(len(blocks), base)
    found = found[:, ~np.isnan(found).any(axis=0)]
    if found.shape[1] < 2 or found[:2].var() <= LEAST * (1 + abs(float(found[0].mean()))):
        return ()
    resamples = rng.integers(0, found.shape[1], size=(RESAMPLES, found.shape[1]))
    names = [one.name for one in sampler.uncertain]
    answers = [
        _sensitivity(found, row, resamples, tuple(names[place] for place in group))
        for row, group in enumerate(groups, start=2)
    ]
    return tuple(sorted(answers, key=lambda one: (-one.total, one.parameters)))


def _two_samples(base: int, count: int, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Return two independent samples of points, shape (count, base)."""
    if 2 * count <= MAX_DIMENSIONS:
        both = points(base, 2 * count, rng)
        return both[:count], both[count:]
    return points(base, count, rng), points(base, count, rng)


def _sensitivity(
    found: Numbers, row: int, resamples: NDArray[np.int64], names: tuple[str, ...]
) -> Sensitivity:
    """Return the indices of one group with their intervals."""
    one, two, mixed = found[0], found[1], found[row]
    alone, whole = 0.5 * (two - mixed) ** 2, 0.5 * (one - mixed) ** 2
    centre = found[:2].mean()
    spread = 0.5 * ((one - centre) ** 2 + (two - centre) ** 2)
    variance = float(spread.mean())
    variances = np.maximum(spread[resamples].mean(axis=1), LEAST * variance)
    firsts = 1.0 - alone[resamples].mean(axis=1) / variances
    totals = whole[resamples].mean(axis=1) / variances
    return Sensitivity(
        parameters=names,
        first=1.0 - float(alone.mean()) / variance,
        total=float(whole.mean()) / variance,
        first_interval=_ends(firsts),
        total_interval=_ends(totals),
    )


def _ends(values: Numbers) -> tuple[float, float]:
    """Return the 5 % and 95 % points."""
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)
