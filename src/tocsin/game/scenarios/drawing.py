"""Draws of a scenario's parameters: quasi-random, by seed, correlated where it says so."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.game.extras import extra
from tocsin.game.scenarios.quasi import points
from tocsin.model.scenario import Correlation, Parameter, Scenario, Shape, Spread

Numbers = NDArray[np.float64]

TAIL = 0.95
CONCENTRATION = 4.0
"""Weight of the mode in a beta distribution where the file gives none, as in PERT."""


class Sampler:
    """Draws of the uncertain parameters of one scenario.

    A parameter has one coordinate of the quasi-random points, in the order of the names, so that
    the order of the file changes no draw; fixed ones have none. Correlations act on normal scores (a Gaussian copula), so that each
    parameter keeps its own distribution.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        uncertain = (one for one in scenario.parameters if not one.spread.is_fixed)
        self.uncertain = tuple(sorted(uncertain, key=lambda one: one.name))
        names = [one.name for one in self.uncertain]
        self.groups = groups_of(names, scenario.correlations)
        self._factor = _factor(names, scenario.correlations)

    def draws(self, count: int, rng: np.random.Generator) -> dict[str, Numbers]:
        """Return so many draws of every parameter, in the order of the file."""
        return self.from_uniform(points(count, len(self.uncertain), rng))

    def from_uniform(self, uniform: Numbers) -> dict[str, Numbers]:
        """Return the draws that points of the unit cube stand for.

        Args:
            uniform: Independent coordinates in (0, 1), shape (uncertain parameters, count).
        """
        mixed = self._correlated(uniform)
        found = {
            one.name: quantiles(one.spread, row)
            for one, row in zip(self.uncertain, mixed, strict=True)
        }
        count = uniform.shape[1]
        return {
            one.name: found[one.name]
            if one.name in found
            else np.full(count, one.spread.numbers[0])
            for one in self.scenario.parameters
        }

    def centre(self) -> dict[str, float]:
        """Return the median of every parameter, in the order of the file."""
        return {
            one.name: quantile(one.spread, 0.5) if one in self.uncertain
            else one.spread.numbers[0]
            for one in self.scenario.parameters
        }  # fmt: skip

    def _correlated(self, uniform: Numbers) -> Numbers:
        """Return coordinates that are correlated as the scenario says."""
        if self._factor is None:
            return uniform
        special = extra("scipy.special", "A correlation between parameters")
        rows = sorted({place for group in self.groups if len(group) > 1 for place in group})
        scores = special.ndtri(uniform[rows])
        mixed = uniform.copy()
        mixed[rows] = special.ndtr(self._factor[np.ix_(rows, rows)] @ scores)
        return mixed


def draw(scenario: Scenario, rng: np.random.Generator, count: int) -> dict[str, Numbers]:
    """Return draws of every parameter, each of shape (count,), in the order of the file."""
    return Sampler(scenario).draws(count, rng)


def quantile(spread: Spread, p: float) -> float:
    """Return one quantile of a belief, in the parameter's unit."""
    return float(quantiles(spread, np.array([p]))[0])


def quantiles(spread: Spread, p: Numbers) -> Numbers:
    """Return quantiles of a belief at probabilities in (0, 1); bounds cut the tails off."""
    if spread.is_fixed:
        return np.full(p.shape, spread.numbers[0])
    if spread.shape is Shape.LOGNORMAL:
        return _lognormal(spread, p)
    low, mode, high = spread.numbers[:3]
    if spread.shape is Shape.TRIANGULAR:
        found = _triangular(p, low, mode, high)
    else:
        weight = spread.numbers[3] if len(spread.numbers) > 3 else CONCENTRATION
        first = 1.0 + weight * (mode - low) / (high - low)
        second = 1.0 + weight * (high - mode) / (high - low)
        special = extra("scipy.special", "A beta distribution")
        found = low + (high - low) * special.betaincinv(first, second, p)
    return np.clip(found, low, high)


def _triangular(p: Numbers, low: float, mode: float, high: float) -> Numbers:
    """Return quantiles of a triangular distribution."""
    width = high - low
    rising = low + np.sqrt(p * width * (mode - low))
    falling = high - np.sqrt((1.0 - p) * width * (high - mode))
    return np.where(p < (mode - low) / width, rising, falling)


def _lognormal(spread: Spread, p: Numbers) -> Numbers:
    """Return quantiles of a log-normal distribution within its bounds."""
    special = extra("scipy.special", "A log-normal distribution")
    median, factor = spread.numbers
    sigma = math.log(factor) / float(special.ndtri(TAIL))
    below, above = 0.0, 1.0
    if spread.low is not None and spread.low > 0:
        below = float(special.ndtr(math.log(spread.low / median) / sigma))
    if spread.high is not None:
        above = float(special.ndtr(math.log(spread.high / median) / sigma))
    found = median * np.exp(sigma * special.ndtri(below + p * (above - below)))
    return np.asarray(np.clip(found, spread.low, spread.high))


def groups_of(
    names: Sequence[str], correlations: Sequence[Correlation]
) -> tuple[tuple[int, ...], ...]:
    """Return the places of parameters that are correlated, directly or over others, as groups.

    Every place is in one group; most groups have one member. In order of their first members.
    """
    place = {name: i for i, name in enumerate(names)}
    label = list(range(len(names)))
    for one in correlations:
        if one.first in place and one.second in place and one.rho != 0:
            old, new = label[place[one.second]], label[place[one.first]]
            label = [new if each == old else each for each in label]
    groups: dict[int, list[int]] = {}
    for i, each in enumerate(label):
        groups.setdefault(each, []).append(i)
    return tuple(tuple(group) for group in sorted(groups.values()))


def correlation_matrix(names: Sequence[str], correlations: Sequence[Correlation]) -> Numbers:
    """Return the correlations of normal scores, shape (names, names), 1 on the diagonal."""
    place: Mapping[str, int] = {name: i for i, name in enumerate(names)}
    matrix = np.eye(len(names))
    for one in correlations:
        if one.first in place and one.second in place:
            i, j = place[one.first], place[one.second]
            matrix[i, j] = matrix[j, i] = one.rho
    return matrix


def _factor(names: Sequence[str], correlations: Sequence[Correlation]) -> Numbers | None:
    """Return the lower factor of the correlations; None where there are none."""
    matrix = correlation_matrix(names, correlations)
    if np.array_equal(matrix, np.eye(len(names))):
        return None
    return np.asarray(np.linalg.cholesky(matrix))


def parameters_of(scenario: Scenario) -> dict[str, Parameter]:
    """Return the parameters by name."""
    return {one.name: one for one in scenario.parameters}
