"""Intervals by drawing the cases anew, whole groups of them at a time.

Questions on one pair hang together, so that what is drawn are pairs. Two forecasters are compared
on the same draws, which is what makes the comparison paired.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.forecast.scores.proper import brier_scores
from tocsin.model.series import Flags, Numbers

DRAWS = 2000
LEAST_GROUPS = 5
"""Groups below which there is no interval: what few pairs show says little of others."""
_ENDS = (2.5, 97.5)
_BLOCK = 200
"""Draws at a time; a draw holds one number for each group."""

Groups: TypeAlias = NDArray[np.int64]
"""Group of each case, from 0."""
Interval: TypeAlias = tuple[float, float]


def resampled(
    columns: Numbers,
    groups: Groups,
    statistic: Callable[[Numbers], Numbers],
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> Interval | None:
    """Return the 95 % interval of a statistic of sums over the cases, groups drawn anew.

    Args:
        columns: One row for each case, one column for each sum; float64[n, k].
        groups: Group of each case.
        statistic: From sums, float64[draws, k], to the statistic of each draw.
        rng: What draws.
        draws: How often.

    Returns:
        The 2.5 % and 97.5 % points; None for fewer than five groups, and where the statistic is
        undefined in every draw.

    References: Efron & Tibshirani (1993), section 13.3; Field & Welsh (2007) on clusters (U).
    """
    size = int(groups.max()) + 1 if len(groups) else 0
    if size < LEAST_GROUPS:
        return None
    by_column = [np.bincount(groups, column, size) for column in columns.T]
    sums: Numbers = np.stack(by_column, axis=1).astype(float)
    found = []
    for start in range(0, draws, _BLOCK):
        count = min(_BLOCK, draws - start)
        weights = rng.multinomial(size, np.full(size, 1 / size), size=count)
        found.append(statistic(weights @ sums))
    values = np.concatenate(found)
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, _ENDS)
    return float(low), float(high)


def mean_interval(
    values: Numbers, groups: Groups, *, rng: np.random.Generator, draws: int = DRAWS
) -> Interval | None:
    """Return the 95 % interval of a mean, groups drawn anew; None for fewer than five groups."""
    columns = np.stack([values, np.ones(len(values))], axis=1)
    return resampled(
        columns, groups, lambda sums: sums[:, 0] / sums[:, 1], rng=rng, draws=draws
    )


def skill(p: Numbers, other: Numbers, came: Flags) -> float:
    """Return the Brier skill of forecasts over those of somebody else on the same cases.

    `1 - Brier / Brier of the other`, at most 1; above 0 is better than the other, not-a-number
    where the other is perfect or there is no case.

    Raises:
        ValueError: They are not of one length, or no probabilities; see `checked`.

    References: Murphy (1988), equation 1 (U).
    """
    own, theirs = brier_scores(p, came).sum(), brier_scores(other, came).sum()
    return float(1 - own / theirs) if theirs > 0 else float("nan")


def skill_interval(
    p: Numbers,
    other: Numbers,
    came: Flags,
    groups: Groups,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> Interval | None:
    """Return the 95 % interval of `skill`, paired: both are scored on the same draws.

    None for fewer than five groups, and where the other is perfect.
    """
    columns = np.stack([brier_scores(p, came), brier_scores(other, came)], axis=1)

    def of(sums: Numbers) -> Numbers:
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Numbers = np.where(sums[:, 1] > 0, 1 - sums[:, 0] / sums[:, 1], np.nan)
        return found

    return resampled(columns, groups, of, rng=rng, draws=draws)
