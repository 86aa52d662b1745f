"""What is unusual now: the last days of a series against its own year before them."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.measure.change.tails import lower_tail, upper_tail
from tocsin.model.series import Numbers

HISTORY_DAYS = 365
"""Days before the window that it is compared with."""
MIN_HISTORY_DAYS = 56
"""Known days before the window without which nothing is said."""
# Lengths of stretches in which over-dispersion is measured; the largest counts, as news of one
# act goes on for days and a level for weeks. Share of upper (lower) tails of 30 days below
# .05, on the 100 most active dyads of ICEWS18 at ten dates: .10 (.33) with single days only,
# .06 (.13) with weeks, .05 (.07) with these; on their shuffled series .04 (.03). Of 7 days .05
# (.01), of 90 days, with half a year before them, .06 (.14): levels change within such a time.
_STRETCHES = (1, 7, 14, 28)
_MIN_STRETCHES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """How unusual the last days of a series are beside what went before.

    Attributes:
        window_days: Length of the window, which ends with the last day of the series.
        known_days: Known days in it.
        history_days: Known days before it that it is compared with.
        count: Events on the known days of the window.
        expected: Events expected on as many days.
        p_upper: Chance of at least as many events, if all went on as before.
        p_lower: Chance of at most as many.
        z: The smaller tail as a normal deviation, positive for many events, negative for few.
    """

    window_days: int
    known_days: int
    history_days: int
    count: float
    expected: float
    p_upper: float
    p_lower: float
    z: float


def recent_surprise(
    counts: Numbers, *, window_days: int, history_days: int = HISTORY_DAYS
) -> Surprise:
    """Return how unusual the last days of a daily series are beside the year before them.

    `counts` are events a day, not-a-number where unknown; unknown days count neither as days
    nor as zero. The count of w known days has a negative binomial distribution with mean wμ and
    variance wμφ(1 + w/n), where n is the number of known days before, μ their mean with half an
    event added to their sum, and φ the largest ratio of variance to mean among sums of 1, 7, 14
    and 28 days (not longer than the window, with n >= 8 times the length), at least 1. With
    φ = 1 this is the predictive distribution of a Poisson rate under Jeffreys' prior, so that a
    dyad without any event so far is given a small rate, not none.

    A level that changed within the year makes expectations wrong and φ large: the tails are
    then wide rather than small. Cut the series at its last change point to ask for less.

    Raises:
        InsufficientDataError: Fewer known days before the window than 56 or twice its length,
            or fewer than half of the window's days known.
        ValueError: The window is shorter than a day, or the series is not flat or has negative
            counts.

    References:
        Bernardo and Smith (1994), appendix A.1, the Poisson-gamma distribution.
    """
    window, before = _parts(counts, window_days, history_days)
    mean = (float(before.sum()) + 0.5) / len(before)
    days, count = len(window), float(window.sum())
    expected = days * mean
    spread = _dispersion(before, days) * (1 + days / len(before))
    p_upper = upper_tail(count, expected, expected * spread)
    p_lower = lower_tail(count, expected, expected * spread)
    return Surprise(
        window_days=window_days,
        known_days=days,
        history_days=len(before),
        count=count,
        expected=expected,
        p_upper=p_upper,
        p_lower=p_lower,
        z=_deviation(p_upper, p_lower),
    )


def _parts(counts: Numbers, window_days: int, history_days: int) -> tuple[Numbers, Numbers]:
    """Return the known days of the window and before it; raise what the caller raises."""
    if counts.ndim != 1 or np.any(counts < 0):
        message = "A series of counts has one dimension and nothing below 0."
        raise ValueError(message)
    if window_days < 1 or history_days < 1:
        message = (
            f"Days are counted from 1: {window_days} in the window, {history_days} before."
        )
        raise ValueError(message)
    start = max(0, len(counts) - window_days)
    window, before = counts[start:], counts[max(0, start - history_days) : start]
    window, before = window[~np.isnan(window)], before[~np.isnan(before)]
    need = max(MIN_HISTORY_DAYS, 2 * window_days)
    if len(before) < need:
        message = (
            f"{len(before)} days are known before the last {window_days}; "
            f"comparing needs {need}."
        )
        raise InsufficientDataError(message)
    if 2 * len(window) < window_days:
        message = f"{len(window)} of the last {window_days} days are known; half are needed."
        raise InsufficientDataError(message)
    return window, before


def _dispersion(counts: Numbers, days: int) -> float:
    """Return the largest ratio of variance to mean among sums of neighbouring known days."""
    n, total = len(counts), np.concatenate(([0.0], np.cumsum(counts)))
    ratios = [1.0]
    for length in _STRETCHES:
        if total[-1] > 0 and length <= max(1, days) and n >= _MIN_STRETCHES * length:
            mean = length * total[-1] / n
            squares = (total[length:] - total[:-length] - mean) ** 2
            # Stretches overlap, and share their mean with the whole: n / length are free.
            ratios.append(float(squares.mean() / (1 - length / n) / mean))
    return max(ratios)


def _deviation(p_upper: float, p_lower: float) -> float:
    """Return the normal deviation of the smaller tail; 0 where it is above one half."""
    smaller = min(p_upper, p_lower, 0.5)
    deviation = math.fabs(NormalDist().inv_cdf(smaller))
    return deviation if p_upper <= p_lower else -deviation
