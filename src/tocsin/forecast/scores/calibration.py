"""Whether what is said to have a chance of 30 % comes in 30 of 100 cases."""

from collections.abc import Iterator

import numpy as np

from tocsin.forecast.scores.proper import checked
from tocsin.measure.intervals import wilson
from tocsin.model.score import CalibrationBin, Decomposition
from tocsin.model.series import Counts, Flags, Numbers

BINS = 10
"""Bins of equal width from 0 to 1."""


def bin_of(p: Numbers, *, bins: int = BINS) -> Counts:
    """Return the bin of each probability, from 0.

    Bins have the same width and hold their lower edge; the last one holds 1, too.
    """
    edges = np.linspace(0.0, 1.0, bins + 1)
    # By the edges as they are printed: int(.3 * 10) is 2, as .3 is a little less than it says.
    places = np.searchsorted(edges, np.asarray(p, float) + 1e-12, side="right") - 1
    return np.clip(places, 0, bins - 1).astype(np.int64)


def calibration_bins(
    p: Numbers, came: Flags, *, bins: int = BINS
) -> tuple[CalibrationBin, ...]:
    """Return how often it was yes for forecasts of about the same probability.

    Bins without forecasts are left out; none for no forecasts. The interval of a share takes the
    cases for independent, which questions on one pair are not.

    Raises:
        ValueError: The two do not fit; see `checked`.

    References: Murphy & Winkler (1977); Wilson (1927).
    """
    return tuple(_bins(*checked(p, came), bins))


def _bins(given: Numbers, seen: Numbers, bins: int) -> Iterator[CalibrationBin]:
    """Yield the bins that hold forecasts."""
    edges = np.linspace(0.0, 1.0, bins + 1)
    count, said, yes = _sums(given, seen, bins)
    low, high = wilson(yes, count)
    for place in np.flatnonzero(count):
        n = count[place]
        yield CalibrationBin(
            low=round(float(edges[place]), 12),
            high=round(float(edges[place + 1]), 12),
            n=int(n),
            mean_p=float(said[place] / n),
            share=float(yes[place] / n),
            interval=(float(low[place]), float(high[place])),
        )


def _sums(given: Numbers, seen: Numbers, bins: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return number, sum of probabilities and number of yes of each bin."""
    places = bin_of(given, bins=bins)
    count = np.bincount(places, minlength=bins).astype(float)
    return (
        count,
        np.bincount(places, given, minlength=bins).astype(float),
        np.bincount(places, seen, minlength=bins).astype(float),
    )


def calibration_error(p: Numbers, came: Flags, *, bins: int = BINS) -> float:
    """Return the expected calibration error: the mean distance of share and mean probability.

    In [0, 1], 0 is best, bins weighed by their forecasts; not-a-number for none. It is not 0 for
    forecasts that are right on average: with n forecasts in a bin chance alone gives about
    `sqrt(2 p (1 - p) / (pi n))`, so that small samples look worse than they are.

    Raises:
        ValueError: The two do not fit; see `checked`.

    References: Naeini et al. (2015), equation 1.
    """
    given, seen = checked(p, came)
    count, said, yes = _sums(given, seen, bins)
    return float(np.abs(said - yes).sum() / count.sum()) if len(given) else float("nan")


def decompose(p: Numbers, came: Flags, *, bins: int = BINS) -> Decomposition:
    """Return the parts of the Brier score by bins; they add up to it for any forecasts.

    With n_k forecasts in bin k, their mean probability P_k and share of yes O_k, and the share
    of yes O of all n:

        reliability       = sum n_k (P_k - O_k)^2 / n
        resolution        = sum n_k (O_k - O)^2 / n
        uncertainty       = O (1 - O)
        within variance   = sum (p - P_k)^2 / n
        within covariance = 2 sum (p - P_k) (o - O_k) / n

    Murphy's three parts alone add up where all forecasts of a bin are the same; the last two
    make up for the difference.

    Raises:
        ValueError: The two do not fit, or there is no forecast.

    References: Murphy (1973), equation 7; Stephenson, Coelho & Jolliffe (2008), equation 7 (U).
    """
    given, seen = checked(p, came)
    if not len(given):
        raise ValueError("No forecasts have no parts; give at least one.")
    places = bin_of(given, bins=bins)
    count, said, yes = _sums(given, seen, bins)
    held = np.maximum(count, 1.0)
    mean, share = said / held, yes / held
    overall, total = float(seen.mean()), len(given)
    off, apart = given - mean[places], seen - share[places]
    return Decomposition(
        reliability=float(count @ (mean - share) ** 2) / total,
        resolution=float(count @ (share - overall) ** 2) / total,
        uncertainty=overall * (1 - overall),
        within_variance=float(off @ off) / total,
        within_covariance=2 * float(off @ apart) / total,
    )
