"""Change points: days on which the level of a daily series becomes another one for weeks.

News counts are over-dispersed and go on for days, so that a test for Poisson or independent
days finds changes everywhere. Here days enter by their rank, which makes one day of sixty
events weigh no more than any highest day, and the noise is measured between fortnights, so
that it holds the autocorrelation within them. A shorter rise is a burst.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.model.series import Counts, Numbers

# A level lasts four weeks at least, so that weekdays weigh alike in all of them.
SHORTEST_LEVEL_DAYS = 28
"""Known days that a level lasts at least."""
# Fortnights over which noise is measured. Swept none, 7, 14, 28 days on simulated series of
# 270 days: series of one level with a day-to-day correlation of .5 (.8) of the rate have a
# change in .14, .07, .05, .06 (.59, .33, .18, .14) of cases; a doubled rate is found in .50,
# .47, .43, .38.
_NOISE_DAYS = 14
# The penalty: ln n + 4 gives changes in .05 of series in random order. Simulated for n of 120,
# 270, 730, 1825, 3650 (400 to 40 series): .04, .06, .06, .05, .05 without the noise of
# fortnights, .02 to .05 with it; .02 on the shuffled dyads of ICEWS18.
_PENALTY = 4.0
_PENALTY_SHARE = 0.05
# 95 % of the likelihood ratio at the true place, -2 ln(1 - .95^.5).
_INTERVAL_GAIN = 7.35


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """A day from which a series has another level; days are indexes of the series.

    Attributes:
        day: First day of the new level.
        before: Mean of the known days from the change before, or the start, to this one.
        after: Mean of the known days from this one to the next, or the end.
        gain: Squared noise saved by this change; like a chi-square of one degree.
        p: Chance of any change of such a gain in a series of that length in random order.
        interval: First and last day that the change may be on, at 95 %.
    """

    day: int
    before: float
    after: float
    gain: float
    p: float
    interval: tuple[int, int]


def find_changes(values: Numbers, *, false_series: float = 0.05) -> tuple[ChangePoint, ...]:
    """Return the change points of a daily series, in order of time.

    `values` may be counts or any other daily figure, such as a mean Goldstein value;
    not-a-number where unknown, and such days are passed over: they are no zeros and part
    nothing. Days become normal scores of their mid-ranks, which are cut into levels of at least
    28 known days so that Σ (score - mean of its level)² / noise + penalty * changes is least,
    exactly. Noise is half the mean squared difference of neighbouring means of 14 days, times
    14, but not less than the variance; the penalty is ln n + 4 + 2 ln(.05 / false_series).

    `false_series`, in (0, .5], is the share of series in random order in which a change is
    found. A series with one value only has none. Not a forecast: the last 27 days are never
    more than the end of a level.

    Raises:
        InsufficientDataError: Fewer than 56 days are known.
        ValueError: The series is not flat or the share is out of range.

    References:
        Jackson et al. (2005), optimal partitioning; van der Waerden (1952), normal scores;
        Hansen (2000), table 1, for the interval.
    """
    known = _known_days(values, false_series)
    scores = _normal_scores(values[known])
    noise = max(float(np.var(scores)), _noise_between(scores, _NOISE_DAYS))
    if noise <= 0:
        return ()
    base = math.log(len(known)) + _PENALTY
    penalty = base + 2 * math.log(_PENALTY_SHARE / false_series)
    sums = np.concatenate(([0.0], np.cumsum(scores - scores.mean()))) / math.sqrt(noise)
    cuts = [0, *_best_cuts(sums, penalty), len(known)]
    levels = zip(cuts, cuts[1:], cuts[2:], strict=False)
    return tuple(_change(values, known, sums, (*level, base)) for level in levels)


def _known_days(values: Numbers, false_series: float) -> Counts:
    """Return the indexes of known days; raise what `find_changes` raises."""
    if values.ndim != 1:
        message = f"A series has one dimension, not {values.ndim}."
        raise ValueError(message)
    if not 0 < false_series <= 0.5:
        message = f"false_series is {false_series}; it goes from above 0 to 0.5."
        raise ValueError(message)
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < 2 * SHORTEST_LEVEL_DAYS:
        need = 2 * SHORTEST_LEVEL_DAYS
        message = f"{len(known)} days are known; a change between two levels needs {need}."
        raise InsufficientDataError(message)
    return known


def _normal_scores(values: Numbers) -> Numbers:
    """Return the normal quantiles of mid-ranks; equal values have equal scores."""
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    mid = (np.cumsum(times) - times / 2) / len(values)
    quantile = NormalDist().inv_cdf
    return np.array([quantile(one) for one in mid.tolist()])[place]


def _noise_between(scores: Numbers, days: int) -> float:
    """Return the variance of a day as it shows between means of neighbouring stretches.

    A change of level enters one difference only, so that it hides itself little.
    """
    whole = len(scores) // days * days
    means = scores[len(scores) - whole :].reshape(-1, days).mean(axis=1)
    return days * float(np.mean(np.diff(means) ** 2)) / 2


def _best_cuts(sums: Numbers, penalty: float) -> list[int]:
    """Return where to cut, as numbers of days before the cut; exact, by dynamic programming.

    Scores have mean zero, so that least squares within levels are most squares between them.
    """
    n = len(sums) - 1
    best = np.full(n + 1, -np.inf)
    best[0] = 0.0
    cut_before: Counts = np.zeros(n + 1, np.int64)
    # Read backwards: weight[n - t : n - s] are the inverse lengths of (s, t] for rising s.
    weight = 1.0 / np.arange(n, 0, -1)
    for end in range(SHORTEST_LEVEL_DAYS, n + 1):
        starts = end - SHORTEST_LEVEL_DAYS + 1
        between = sums[end] - sums[:starts]
        between *= between
        between *= weight[n - end : n - end + starts]
        between += best[:starts]
        cut_before[end] = np.argmax(between)
        best[end] = between[cut_before[end]] - penalty
    cuts: list[int] = []
    place = int(cut_before[n])
    while place:
        cuts.append(place)
        place = int(cut_before[place])
    return cuts[::-1]


def _change(
    values: Numbers, known: Counts, sums: Numbers, level: tuple[int, int, int, float]
) -> ChangePoint:
    """Return the change at the second of three cuts, with what it saves beside no change."""
    start, cut, end, base = level
    first, last = start + SHORTEST_LEVEL_DAYS, end - SHORTEST_LEVEL_DAYS
    gains = _gains(sums, start, np.arange(first, last + 1), end)
    gain = float(gains[cut - first])
    likely = known[first + np.flatnonzero(gains >= gain - _INTERVAL_GAIN)]
    return ChangePoint(
        day=int(known[cut]),
        before=float(values[known[start:cut]].mean()),
        after=float(values[known[cut:end]].mean()),
        gain=gain,
        p=min(1.0, _PENALTY_SHARE * math.exp((base - gain) / 2)),
        interval=(int(likely[0]), int(likely[-1])),
    )


def _gains(sums: Numbers, start: int, cuts: Counts, end: int) -> Numbers:
    """Return what cutting a stretch saves in squared noise, for each place of the cut."""
    left = (sums[cuts] - sums[start]) ** 2 / (cuts - start)
    right = (sums[end] - sums[cuts]) ** 2 / (end - cuts)
    whole = (sums[end] - sums[start]) ** 2 / (end - start)
    return np.asarray(left + right - whole, np.float64)
