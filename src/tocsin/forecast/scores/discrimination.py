"""Whether a yes got a higher probability than a no, whatever the numbers."""

import numpy as np

from tocsin.forecast.scores.proper import checked
from tocsin.model.series import Flags, Numbers


def average_ranks(values: Numbers) -> Numbers:
    """Return the rank of each value from 1 upwards; those that are equal share their mean."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: Numbers = last - (counts - 1) / 2
    return means[places]


def discrimination(p: Numbers, came: Flags) -> float:
    """Return the chance that a yes got a higher probability than a no, ties counting half.

    In [0, 1]: 1 tells all apart, 0.5 is chance; the area under the ROC curve. Not-a-number where
    all outcomes are the same.

    Raises:
        ValueError: The two do not fit; see `checked`.

    References: Mann & Whitney (1947); Hanley & McNeil (1982).
    """
    given, seen = checked(p, came)
    yes = int(seen.sum())
    no = len(seen) - yes
    if not yes or not no:
        return float("nan")
    ranks = float(average_ranks(given)[seen == 1].sum())
    return (ranks - yes * (yes + 1) / 2) / (yes * no)
