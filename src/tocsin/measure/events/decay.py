"""Means of which what is past counts less and less."""

import numpy as np

from tocsin.measure.intervals import quotient
from tocsin.model.series import Numbers

HALF_LIFE_DAYS = 90.0
"""A quarter: a judgement, long enough for a mean of a dyad that is seldom in the news."""
MEMORY = 10.0
"""Half-lives after which an event has lost all but a thousandth of its weight."""


def decayed_means(
    totals: Numbers, counts: Numbers, days: Numbers, *, half_life_days: float = HALF_LIFE_DAYS
) -> tuple[Numbers, Numbers]:
    """Return the exponentially decayed mean at each step, and the events it rests on.

    With the steps at days d and w = 2^(-(d_i - d_j) / half-life) for each step j up to i,

        mean_i = sum(w total_j) / sum(w count_j)
        effective n_i = sum(w count_j)^2 / sum(w^2 count_j)

    The mean has the range of the values, the effective n lies between 0 and the number of
    events. Not-a-number where the weights add up to less than that of one event ten half-lives
    ago: a mean of memories would stand still for ever. An infinite half-life gives the plain
    mean of all steps so far.

    Args:
        totals: Sums of the values of each step; time is the last axis.
        counts: Numbers of values.
        days: Day of each step, not falling.
        half_life_days: Days after which an event counts half.

    Raises:
        ValueError: The half-life is not positive, or the shapes do not fit.

    References: Kish (1965), section 11.7 (U), for the effective n.
    """
    if not half_life_days > 0:
        raise ValueError(f"A half-life is above 0 days, found {half_life_days}.")
    if np.shape(totals) != np.shape(counts) or np.shape(totals)[-1:] != np.shape(days):
        shapes = f"{np.shape(totals)}, {np.shape(counts)} and {np.shape(days)}"
        raise ValueError(f"Totals, counts and days must be of one length, found {shapes}.")
    age = np.asarray(days, float) / half_life_days
    weight = _decayed_sums(counts, age)
    squares = _decayed_sums(counts, 2 * age)
    is_known = weight >= 2**-MEMORY
    mean = np.where(is_known, quotient(_decayed_sums(totals, age), weight), np.nan)
    return mean, np.where(is_known, quotient(weight**2, squares), 0.0)


def _decayed_sums(values: Numbers, age: Numbers) -> Numbers:
    """Return at each step the sum of all values so far, halved with each unit of age.

    The window of each step doubles from round to round, so that twenty years take eight
    rounds, and no weight overflows as a factored-out 2^age would.
    """
    sums, reach = np.array(values, float), 1
    while reach < len(age):
        kept = np.exp2(age[:-reach] - age[reach:]) * sums[..., :-reach]
        sums[..., reach:] += kept
        reach *= 2
    return sums
