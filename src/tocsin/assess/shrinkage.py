"""A class's rate shrunk towards the pair's own years, some of which the data do not show."""

from dataclasses import dataclass

import numpy as np

from tocsin.assess.ranges import EDGE, Array

_LIMIT = float(np.log1p(-EDGE) - np.log(EDGE))
# Against beta draws, over q from .001 to .999, k from 2 to 16 and up to 200 years: 101 points are
# off by .0011 in the mean, these by .0005, 201 by .0004; quantiles by less than .01.
_POINTS = 151
_TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Hazards:
    """Cumulative hazards -log(1 - p) of a class, per draw.

    Attributes:
        year: Within 365 days, of a pair of which nothing is known.
        ahead: Within the horizon, likewise.
        excess: What a stated intent adds within the horizon; zeros without one.
    """

    year: Array
    ahead: Array
    excess: Array


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Years:
    """The pair's own years, with the doubts about them per draw.

    Attributes:
        hits: Years in which the data show a case.
        years: Years that the data cover.
        worth: How many years the class's rate is worth, above 0.
        seen: Chance that the data show a case in a year that has one, above 0 to 1.
    """

    hits: int
    years: int
    worth: Array
    seen: Array


def shrink(hazards: Hazards, own: Years, uniform: Array) -> tuple[Array, Array]:
    """Return the chances within a year and within the horizon of each draw, shape as `uniform`.

    With q = 1 - exp(-H(365)) the class's chance within a year, k the years that it is worth, s of
    T own years with a case that the data show, and d the chance that they show one, the pair's
    own chance within a year has the density

        f(p) ~ p^(k q - 1) (1 - p)^(k (1 - q) - 1) (p d)^s (1 - p d)^(T - s)

    which for d = 1 is the beta distribution with mean (k q + s) / (k + T). It is drawn by its
    quantiles, so that a further year with a case raises every draw and one without lowers it.
    The pair's hazard then is the class's times a constant, the ratio of the two at a year, and a
    stated intent adds its own:

        H(h) = H_class(h) log(1 - p) / log(1 - q) + E(h)

    How often two states meet in any year and how often a stated intent is followed are different
    rates: the pair's years say something of the first, and E, which no pair's years show, is the
    class's. So a pair that never met is given a low hazard, but not its plan.

    References:
        Gelman et al. (2013), Bayesian Data Analysis, section 2.4, the informative beta prior;
        MacKenzie et al. (2002), presence that is detected with a probability below 1;
        Lin & Ying (1994), additive hazards.
    """
    yearly = _quantiles(-np.expm1(-hazards.year), own, uniform)
    habit = -np.log1p(-yearly) / hazards.year
    return yearly, -np.expm1(-(habit * hazards.ahead + hazards.excess))


def _quantiles(q: Array, own: Years, uniform: Array) -> Array:
    """Return the quantiles of the pair's chance within a year, kept within (1e-6, 1 - 1e-6).

    The density is summed on a grid of log-odds x, on which it falls as exp(a x) at one end and
    as exp(-b x) at the other: what lies beyond the ends is known from there.
    """
    grid = np.linspace(-_LIMIT, _LIMIT, _POINTS)
    log_p, log_not = -np.log1p(np.exp(-grid)), -np.log1p(np.exp(grid))
    a, b = own.worth * q + own.hits, own.worth * (1 - q)
    log_density = a[:, None] * log_p + b[:, None] * log_not
    silent = own.years - own.hits
    if silent:
        log_density += silent * np.log1p(-own.seen[:, None] * np.exp(log_p))
    density = np.exp(log_density - log_density.max(axis=1, keepdims=True))
    step = grid[1] - grid[0]
    sums = np.empty_like(density)
    sums[:, 0] = density[:, 0] / np.maximum(a, _TINY)
    sums[:, 1:] = (density[:, 1:] + density[:, :-1]) * (step / 2)
    np.cumsum(sums, axis=1, out=sums)
    total = sums[:, -1] + density[:, -1] / np.maximum(b, _TINY)
    return np.asarray(1.0 / (1.0 + np.exp(-_inverted(grid, sums, uniform * total))))


def _inverted(grid: Array, sums: Array, target: Array) -> Array:
    """Return where the cumulated sums of each row reach a target, linear between the points."""
    place = np.clip((sums < target[:, None]).sum(axis=1), 1, sums.shape[1] - 1)
    rows = np.arange(len(place))
    low, high = sums[rows, place - 1], sums[rows, place]
    share = np.clip((target - low) / np.maximum(high - low, _TINY), 0.0, 1.0)
    return np.asarray(grid[place - 1] + (grid[1] - grid[0]) * share)
