"""Intervals in closed form, 95 % where nothing else is asked: shares, ratios of sums, counts.

All take and give arrays and hold for many values at once. Not-a-number stands for an interval
that the data do not carry.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.model.series import Counts, Numbers

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

Interval: TypeAlias = tuple[Numbers, Numbers]
"""Lower and upper ends."""

_T = np.array(
    [
        12.70620474, 4.30265273, 3.18244631, 2.77644511, 2.57058184, 2.44691185, 2.36462425,
        2.30600414, 2.26215716, 2.22813885, 2.20098516, 2.17881283, 2.16036866, 2.14478669,
        2.13144955, 2.11990530, 2.10981558, 2.10092204, 2.09302405, 2.08596345,
    ]
)  # fmt: skip
"""The 97.5 % points of Student's t with 1 to 20 degrees of freedom."""

_POISSON_LOW = np.array(
    [
        0,
        0.025318,
        0.242209,
        0.618672,
        1.089865,
        1.623486,
        2.201894,
        2.814363,
        3.453832,
        4.115373,
    ]
)
_POISSON_HIGH = np.array(
    [3.688879, 5.571643, 7.224688, 8.767273, 10.241589, 11.668332, 13.059474, 14.422675,
     15.763189, 17.084803]
)  # fmt: skip
"""Ends of the exact interval of a Poisson mean for counts of 0 to 9."""


def quotient(above: Numbers, below: Numbers) -> Numbers:
    """Return a quotient; not-a-number where the divisor is zero. Shapes that fit each other."""
    above, below = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    found: Numbers = np.full(above.shape, np.nan)
    return np.divide(above, below, out=found, where=below != 0)


def t_point(freedom: NDArray[np.int64]) -> Numbers:
    """Return the 97.5 % point of Student's t.

    Right to 1e-5; not-a-number below one degree of freedom. Up to 20 it is a table, beyond it
    the expansion about the normal point.

    References: Abramowitz & Stegun (1964), 26.7.5.
    """
    wide = np.maximum(np.asarray(freedom, float), 1.0)
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    )
    far = Z + sum(term / wide**power for power, term in enumerate(terms, start=1))
    near = _T[np.clip(freedom, 1, len(_T)) - 1]
    found = np.where(np.asarray(freedom) <= len(_T), near, far)
    return np.where(np.asarray(freedom) < 1, np.nan, found)


def wilson(part: Numbers, whole: Numbers, z: float = Z) -> Interval:
    """Return the Wilson interval of the share `part / whole`, of 95 % unless `z` says otherwise.

    In [0, 1], around the share; not-a-number where the whole is zero or the part is not in it.
    It takes the cases for independent. Reports of one event are not, so that of event data it
    is a lower bound on the doubt.

    References: Wilson (1927).
    """
    k, n = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    fit = (n > 0) & (k >= 0) & (k <= n)
    k, n = np.where(fit, k, np.nan), np.where(fit, n, np.nan)
    centre = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(k * (n - k) / n + z**2 / 4)
    # At the ends the formula gives 0 and 1 but for the last bit.
    low = np.where(k == 0, 0.0, centre - half)
    high = np.where(k == n, 1.0, centre + half)
    return np.where(fit, low, np.nan), np.where(fit, high, np.nan)


def balance_interval(out: Numbers, back: Numbers) -> Interval:
    """Return the interval of `(out - back) / (out + back)`, counts of two ways of an exchange.

    In [-1, 1]: the Wilson interval of the share `out / (out + back)`, stretched.
    """
    low, high = wilson(out, np.asarray(out, float) + np.asarray(back, float))
    return 2 * low - 1, 2 * high - 1


def ratio_interval(totals: Numbers, counts: Numbers, groups: Counts, size: int) -> Interval:
    """Return the t interval of `sum(totals) / sum(counts)` for each of some groups.

    What is drawn are clusters (all events of a day, or of a month), of which only the sums are
    known, so events that come together need not be independent. With R the ratio, C the clusters
    with a count and e = total - R count,

        Var(R) = C / (C - 1) * sum(e^2) / sum(counts)^2,   C - 1 degrees of freedom.

    Not-a-number below two clusters, and where all clusters agree to the last digit: their spread
    of zero says that they are too few, not that the ratio is sure. Clusters are taken for
    independent of each other, which days and months of a crisis are not.

    Args:
        totals: Sum of the values of each cluster.
        counts: Number of values of each cluster.
        groups: Group of each cluster, from 0.
        size: Number of groups.

    References: Cochran (1977), equation 6.13 (U) without the finite population correction.
    """
    held = counts > 0
    totals, counts, groups = totals[held], counts[held], groups[held]
    clusters = np.bincount(groups, minlength=size)
    total, count = (np.bincount(groups, one, size) for one in (totals, counts))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = total / count
        share = ratio[groups] * counts
        spread = np.bincount(groups, (totals - share) ** 2, size)
        scale = np.bincount(groups, totals**2 + share**2, size)
        error = np.sqrt(clusters / (clusters - 1.0) * spread) / count
        half = t_point(clusters - 1) * error
    # Rounding alone leaves a spread of some 1e-30 of the scale.
    half[(clusters < 2) | (spread <= 1e-24 * scale)] = np.nan
    return ratio - half, ratio + half


def poisson_interval(count: Numbers) -> Interval:
    """Return the interval of the mean of a Poisson count.

    At least 0. Exact up to a count of 9, from there Byar's approximation, which is right to
    0.2 %. Events that come in bursts spread more than Poisson counts do.

    References: Garwood (1936); Breslow & Day (1987), section 2.3 (U).
    """
    seen = np.asarray(count, float)
    few = np.clip(seen, 0, len(_POISSON_LOW) - 1).astype(np.int64)
    many = np.maximum(seen, len(_POISSON_LOW))
    low = many * (1 - 1 / (9 * many) - Z / (3 * np.sqrt(many))) ** 3
    high = (many + 1) * (1 - 1 / (9 * (many + 1)) + Z / (3 * np.sqrt(many + 1))) ** 3
    is_few = seen < len(_POISSON_LOW)
    return np.where(is_few, _POISSON_LOW[few], low), np.where(is_few, _POISSON_HIGH[few], high)
