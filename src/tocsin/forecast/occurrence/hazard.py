"""How often a pair has such events, drawn towards its regions and these towards the world."""

from dataclasses import dataclass

import numpy as np

from tocsin.forecast.occurrence.history import ClassHistory
from tocsin.model.series import Counts, Numbers

FOREVER = 1e9
"""A half-life at which nothing decays."""
_GRID = tuple(2.0**power for power in range(-8, 5))
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """How many events the rate above counts for in the rate below it.

    Attributes:
        region: Events that the rate of the world counts for in that of two regions.
        pair: Events that the rate of two regions counts for in that of a pair.
    """

    region: float
    pair: float


@dataclass(frozen=True, slots=True, eq=False)
class Hazards:
    """Rates of days with such an event, in events per day.

    Attributes:
        world: Of any pair of the world.
        region: Of any pair of the two regions.
        pair: Of the pair.
        seen: Days with such an event that the pair had.
        days: Days that were looked at.
    """

    world: Numbers
    region: Numbers
    pair: Numbers
    seen: Numbers
    days: Numbers

    def picked(self, which: Counts) -> "Hazards":
        """Return some rates, also repeated."""
        columns = (self.world, self.region, self.pair, self.seen, self.days)
        return Hazards(*(one[which] for one in columns))

    def p(self, days: Numbers | Counts) -> Numbers:
        """Return the probability of at least one event within some days: 1 - exp(-rate days)."""
        return -np.expm1(-self.pair * days)


def hazards(history: ClassHistory, pair: Counts, day: Counts, shrinkage: Shrinkage) -> Hazards:
    """Return the rates of pairs before a day.

    Each level is a Gamma-Poisson mean whose prior is the level above. With N events on T days,
    in P pairs of the world, N_r in the P_r pairs of two regions and n in one pair:

        world  w = (N + 1/2) / (P T)
        region r = (N_r + a_r) / (P_r T + a_r / w)
        pair     = (n + a_p) / (T + a_p / r)

    References: Efron & Morris (1973); Gelman et al. (2013), section 2.6.
    """
    days = np.maximum(day - history.first, 1).astype(float)
    regions = history.region_number(pair)
    every = history.world.decayed(np.zeros(len(pair), np.int64), day, FOREVER)
    in_region = history.of_region.decayed(regions, day, FOREVER)
    seen = history.own.seen(pair, day).astype(float)
    world = (every + 0.5) / (max(history.possible_pairs, 1) * days)
    pairs = np.maximum(history.region_pairs.ravel()[regions], 1)
    region = (in_region + shrinkage.region) / (pairs * days + shrinkage.region / world)
    own = (seen + shrinkage.pair) / (days + shrinkage.pair / region)
    return Hazards(world, region, own, seen, days)


def fit_shrinkage(history: ClassHistory, day: int) -> Shrinkage:
    """Return the strengths under which the counts before a day are most probable.

    A count is negative binomial around the rate above it, with the strength as its shape.

    References: Efron & Hastie (2016), section 6.1.
    """
    counts, where = _pair_counts(history, day)
    sizes = history.region_pairs.ravel().astype(float)
    used = sizes > 0
    by_region: Numbers = np.bincount(where, counts, len(sizes)).astype(float)
    mean = (counts.sum() + 0.5) / max(sizes.sum(), 1)
    region = _best(by_region[used], mean * sizes[used], np.zeros(0))
    rate = (by_region + region) / (sizes + region / max(mean, _LEAST))
    silent = sizes - np.bincount(where, minlength=len(sizes))
    return Shrinkage(region, _best(counts, rate[where], np.c_[rate, silent][used]))


def _pair_counts(history: ClassHistory, day: int) -> tuple[Numbers, Counts]:
    """Return the days with events of each pair that has any, and its two regions."""
    before = history.own.day < day
    pairs, counts = np.unique(history.own.unit[before], return_counts=True)
    return counts.astype(float), history.region_number(pairs)


def _best(counts: Numbers, means: Numbers, silent: Numbers) -> float:
    """Return the shape at which counts are most probable; `silent` are means without events."""
    scores = []
    for shape in _GRID:
        total = _score(counts, means, shape)
        if len(silent):
            total += float(silent[:, 1] @ _silence(silent[:, 0], shape))
        scores.append(total)
    return _GRID[int(np.argmax(scores))]


def _silence(means: Numbers, shape: float) -> Numbers:
    """Return the log-probability of no event."""
    return shape * np.log(shape / (shape + np.maximum(means, _LEAST)))


def _score(counts: Numbers, means: Numbers, shape: float) -> float:
    """Return the log-likelihood of counts, less what does not depend on the shape."""
    mean = np.maximum(means, _LEAST)
    most = int(counts.max()) if len(counts) else 0
    # log Gamma(n + shape) - log Gamma(shape), as a sum over the events.
    rising = np.r_[0.0, np.cumsum(np.log(shape + np.arange(most)))]
    events = rising[counts.astype(int)] + counts * np.log(mean / (shape + mean))
    return float((events + _silence(mean, shape)).sum())
