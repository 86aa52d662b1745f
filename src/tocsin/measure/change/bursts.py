"""Bursts: runs of days with far more events than the year around them has.

News counts are over-dispersed: half of the days have nothing and some have fifty, so that a
rule made for Poisson counts alarms every fortnight. Here a day is compared with the days of
its own series by rank, which holds whatever their distribution is, and what is asked for is
what chance does not give: several high days in a row. A lone day has to be far outside an
over-dispersed tail.

"False alarms" are counted on shuffled series: the same days in random order have the same
distribution and no bursts. Real days are not exchangeable, as news of one act goes on for
days; what is found on real series beyond the false alarms (nearly as much again, on the
dyads of ICEWS18) is that clustering, be it one act told for days or several acts.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.measure.change.tails import upper_tail
from tocsin.model.series import Counts, Flags, Numbers

# Swept on the 100 most active dyads of ICEWS18, at .6 false alarms per dyad-quarter: recall of
# injected bursts of 2, 3 and 5 days of 2.5 standard deviations a day is .43, .83, .91 for 3
# days alone, .42, .82, .97 for 3 and 5, .46, .59, .94 for 2 and 5, .46, .62, .90 for 2 and 4,
# .45, .73, .93 for these; of 4 deviations .74, .99, 1 for 3 alone, .72, .99, 1 for 3 and 5,
# .86, .98, 1 for these. Windows of 4 or 7 alone lose short bursts. Means over sizes lie within
# .02 of each other; these have no length at which they are blind. Mid-ranks gave no more
# recall and alarm more often where days tie. Dividing by weekday factors lost recall, and
# false alarms on days shuffled within weekdays are .02 above those on any days, so that it is
# left out.
_RUNS = (2, 3, 5)
# Half a year on either side. Swept 60, 90, 182: 90 and 182 are alike; with 60, recall of three
# bursts in one series is higher (.77 beside .66 of 3 days), but a level that lasts for months
# becomes its own baseline, and a summit in a busy spring is lost.
_HALF_WINDOW = 182
# Days that rank lower than the upper quarter are no part of a burst, and two of them (a
# weekend) do not end one. Swept .15, .25, .33 and 1, 2: no effect on recall; .33 or more joins
# bursts that lie a week apart.
_HIGH = 0.25
_WEEKEND = 2
# Left out around a day when its baseline is taken.
_MARGIN = 3
MIN_HISTORY_DAYS = 60
"""Known days without which no bursts are looked for."""
_MIN_AROUND = 28

# Episodes per 91.25 days by the level of a run, on series of independent days without ties: 120
# simulated decades, standard errors below .025. Ties make them fewer: .57 at .0120, instead of
# .84, on shuffled ICEWS18. With lone days, at the default: .84 normal, .83 negative binomial of
# mean 100 and size 1, .71 of mean 5 and size .3, .75 Pareto of index 1.2, .40 Poisson of mean 5,
# .09 Poisson of mean .2 (ten decades each).
_LEVELS = (0.0005, 0.001, 0.002, 0.004, 0.006, 0.008, 0.010, 0.012, 0.016, 0.020, 0.030, 0.040)
_RATES = (0.017, 0.042, 0.110, 0.251, 0.405, 0.558, 0.695, 0.840, 1.123, 1.362, 1.932, 2.466)
# One ninth of the alarms is left to lone days. Their tail is heavier than a negative
# binomial's: .085 alarms per dyad-quarter at 3e-4 on shuffled ICEWS18, three times the nominal
# rate.
_SHARE_OF_RUNS = 8 / 9
_LONE_LEVEL = 1 / 3000
# Nothing below this many standard deviations comes near that level in a tail skewed to the
# right.
_LONE_DEVIATIONS = 3.0


class Trigger(StrEnum):
    """Why days count as a burst."""

    RUN = "run"
    """Several high days in a row, whatever the distribution."""
    LONE_DAY = "lone_day"
    """One day far outside the over-dispersed tail of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Days with far more events than the year around them; days are indexes of the series.

    Attributes:
        start: First day.
        end: Last day, inclusive.
        peak: The day with most events, the first of equals.
        days: Known days from start to end.
        count: Events on these days.
        expected: Events expected on them, from the known days within half a year of the peak,
            without the burst itself.
        p: Chance of days as high, at the best place of the burst, if days came in random order;
            of a lone day, its over-dispersed tail. Not corrected for the number of days: that
            is what `alarms_per_quarter` is for.
        score: Events above expectation in over-dispersed standard deviations.
        trigger: Why it is a burst.
    """

    start: int
    end: int
    peak: int
    days: int
    count: float
    expected: float
    p: float
    score: float
    trigger: Trigger


def find_bursts(counts: Numbers, *, alarms_per_quarter: float = 0.9) -> tuple[Burst, ...]:
    """Return the bursts of a daily series, in order of time.

    `counts` are events a day, not negative, not-a-number where unknown. A day's p is the share
    of known days within half a year of it that have at least as many events. A run of m = 2, 3
    or 5 known days has P = exp(-t) Σ_{j<m} t^j / j! with t = -Σ ln p: the chance that a product
    of m independent uniform p is as small. Runs below the level that gives the wanted number of
    false alarms are joined where they touch; days outside the upper quarter are left out, but
    for two in between. A lone day is a burst where the negative binomial tail of its count, with
    the moments of the half years around but for three days on either side, is below the level
    for lone days. Unknown days count neither as days nor as zero, and no burst goes across them.

    `alarms_per_quarter`, .05 to 2, bounds the false alarms in 91 days of a series in random
    order, whatever its distribution; many ties make them fewer. Constant series have none.

    Raises:
        InsufficientDataError: Fewer than 60 days are known.
        ValueError: A count is negative, the series is not flat, or the bound is out of range.

    References:
        Fisher (1932), section 21.1, for the product of p; the level of a scan from simulation.
    """
    _check(counts, alarms_per_quarter)
    p = _day_p(counts)
    level = float(np.interp(alarms_per_quarter * _SHARE_OF_RUNS, _RATES, _LEVELS))
    run_p = _run_p(p)
    mean, variance = _around(counts)
    lone_p = _lone_p(counts, mean, variance, level=alarms_per_quarter * _LONE_LEVEL)
    is_lone = lone_p <= alarms_per_quarter * _LONE_LEVEL
    is_high = (run_p <= level) & (p <= _HIGH) | is_lone
    spans = _joined(is_high, np.isnan(counts))
    return tuple(_burst(counts, (start, end), (run_p, lone_p), level) for start, end in spans)


def _check(counts: Numbers, alarms_per_quarter: float) -> None:
    if counts.ndim != 1:
        message = f"A series has one dimension, not {counts.ndim}."
        raise ValueError(message)
    if not 0.05 <= alarms_per_quarter <= 2:
        message = f"alarms_per_quarter is {alarms_per_quarter}; it goes from 0.05 to 2."
        raise ValueError(message)
    wrong = (counts < 0) | np.isinf(counts)
    if wrong.any():
        day = int(np.argmax(wrong))
        message = f"Day {day} has {counts[day]} events; counts are finite and not below 0."
        raise ValueError(message)
    known = int(np.sum(~np.isnan(counts)))
    if known < MIN_HISTORY_DAYS:
        message = f"{known} days are known; bursts need {MIN_HISTORY_DAYS} to compare with."
        raise InsufficientDataError(message)


def _day_p(counts: Numbers) -> Numbers:
    """Return the share of days around that are as high; not-a-number where few are known."""
    padded = np.pad(counts, _HALF_WINDOW, constant_values=np.nan)
    as_high = np.zeros(len(counts), np.int16)  # at most 365
    for shift in range(2 * _HALF_WINDOW + 1):
        as_high += padded[shift : shift + len(counts)] >= counts
    known = _window_sum(~np.isnan(counts) * 1.0, _HALF_WINDOW)
    usable = ~np.isnan(counts) & (known >= _MIN_AROUND)
    return np.where(usable, as_high / np.maximum(known, 1), np.nan)


def _run_p(p: Numbers) -> Numbers:
    """Return, for each day, the least P of a run of known days that holds it; 1 for none."""
    known = ~np.isnan(p)
    surprise = np.where(known, -np.log(np.where(known, p, 1.0)), 0.0)
    best = np.ones(len(p))
    for days in _RUNS:
        is_known = _sums(known * 1.0, days) == days
        chance = np.where(is_known, _product_tail(_sums(surprise, days), days), 1.0)
        for offset in range(days):
            part = best[offset : offset + len(chance)]
            np.minimum(part, chance, out=part)
    return best


def _product_tail(surprise: Numbers, factors: int) -> Numbers:
    """Return the chance that -ln of a product of uniform factors is as large: Erlang's tail."""
    term, total = np.ones(len(surprise)), np.zeros(len(surprise))
    for j in range(factors):
        total += term
        term = term * surprise / (j + 1)
    return np.asarray(np.exp(-surprise) * total, np.float64)


def _around(counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return mean and variance of the days around each day, without it and its neighbours.

    The mean has half an event added, so that it is never zero; the variance is not below it.
    """
    known = ~np.isnan(counts)
    filled = np.where(known, counts, 0.0)
    n, total, squares = (
        _window_sum(column, _HALF_WINDOW) - _window_sum(column, _MARGIN)
        for column in (known * 1.0, filled, filled * filled)
    )
    n = np.maximum(n, 2.0)
    mean = (total + 0.5) / n
    variance = (squares - total * total / n) / (n - 1)
    return mean, np.maximum(variance, mean)


def _lone_p(counts: Numbers, mean: Numbers, variance: Numbers, *, level: float) -> Numbers:
    """Return the tail of each day's count, worked out only where it may be below the level."""
    p = np.ones(len(counts))
    deviations = (counts - mean) / np.sqrt(variance)
    for day in np.flatnonzero(deviations >= _LONE_DEVIATIONS):
        p[day] = upper_tail(float(counts[day]), float(mean[day]), float(variance[day]))
    return np.where(p <= level, p, 1.0)


def _joined(is_high: Flags, unknown: Flags) -> list[tuple[int, int]]:
    """Return first and last days of stretches; up to two known low days do not part them.

    Unknown days part them, as nobody knows what lies there.
    """
    spans: list[tuple[int, int]] = []
    for day in np.flatnonzero(is_high).tolist():
        last = spans[-1][1] if spans else -10
        if day - last <= _WEEKEND + 1 and not unknown[last:day].any():
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _burst(
    counts: Numbers, span: tuple[int, int], chances: tuple[Numbers, Numbers], level: float
) -> Burst:
    start, end = span
    inside = counts[start : end + 1]
    peak = start + int(np.nanargmax(inside))
    days = int(np.sum(~np.isnan(inside)))
    count = float(np.nansum(inside))
    mean, variance = _baseline(counts, span, peak)
    run_p, lone_p = (float(p[start : end + 1].min()) for p in chances)
    is_run = run_p <= level
    return Burst(
        start=start,
        end=end,
        peak=peak,
        days=days,
        count=count,
        expected=days * mean,
        p=run_p if is_run else lone_p,
        score=(count - days * mean) / math.sqrt(days * variance),
        trigger=Trigger.RUN if is_run else Trigger.LONE_DAY,
    )


def _baseline(counts: Numbers, span: tuple[int, int], peak: int) -> tuple[float, float]:
    """Return mean and variance of the known days within half a year, without a burst."""
    first = max(0, peak - _HALF_WINDOW)
    days = np.arange(first, min(len(counts), peak + _HALF_WINDOW + 1))
    outside = (days < span[0] - _MARGIN) | (days > span[1] + _MARGIN)
    rest = counts[days[outside]]
    rest = rest[~np.isnan(rest)]
    mean = (float(rest.sum()) + 0.5) / max(1, len(rest))
    return mean, max(mean, float(rest.var(ddof=1)) if len(rest) > 1 else mean)


def _sums(values: Numbers, days: int) -> Numbers:
    """Return the sum of each stretch of so many days; empty for a shorter series."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    return total[days:] - total[:-days]


def _window_sum(values: Numbers, half: int) -> Numbers:
    """Return the sum over all days not further than `half` from each day."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    day: Counts = np.arange(len(values))
    last = np.minimum(len(values), day + half + 1)
    return total[last] - total[np.maximum(0, day - half)]
