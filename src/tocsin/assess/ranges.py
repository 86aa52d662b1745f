"""Draws of uncertain parameters: the same parameter gives the same draws wherever it is used."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Scale: TypeAlias = Literal["linear", "log", "logit"]
Triple: TypeAlias = tuple[float, float, float]

T = TypeVar("T")

EDGE = 1e-6
MOST_RECENT = 256
"""Arrays of draws that are kept for a while: 8 MB."""


def logit(p: Array) -> Array:
    """Return the log-odds of probabilities, kept within (1e-6, 1 - 1e-6)."""
    kept = np.clip(p, EDGE, 1 - EDGE)
    return np.asarray(np.log(kept) - np.log1p(-kept))


def sigmoid(log_odds: Array) -> Array:
    """Return the probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)))


class Sampler:
    """Named streams of draws over one seed.

    Every parameter has a stream of its own, which depends on the seed and the parameter's name
    alone. Adding a claim, or reordering documents, therefore changes no other draw, and two
    runs that differ in one claim differ by that claim and not by noise. Draws are stratified
    (one in each of n equal slices), which cuts the error of a mean far below 1/sqrt(n).

    References: McKay, Beckman & Conover (1979), Latin hypercube sampling.
    """

    def __init__(self, rng: np.random.Generator, draws: int) -> None:
        self.draws = draws
        self._words = [int(word) for word in rng.integers(0, 2**63, size=2)]
        self._uniform: dict[str, Array] = {}
        self._drawn: dict[tuple[str, Triple, Scale], Array] = {}
        self._made: dict[Hashable, Any] = {}
        self._recent: OrderedDict[Hashable, Array] = OrderedDict()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of draws, made when its key is first asked for.

        The key must tell all that it is made of, besides the draws.
        """
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def lately(self, key: Hashable, make: Callable[[], Array]) -> Array:
        """Return draws as `once` does, but forget those that were not asked for lately."""
        if key not in self._recent:
            self._recent[key] = make()
            if len(self._recent) > MOST_RECENT:
                self._recent.popitem(last=False)
        self._recent.move_to_end(key)
        return self._recent[key]

    def uniform(self, name: str) -> Array:
        """Return stratified draws in (0, 1) for a parameter, shape (draws,)."""
        if name not in self._uniform:
            word = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest())
            stream = np.random.default_rng([*self._words, word])
            slices = stream.permutation(self.draws) + stream.random(self.draws)
            self._uniform[name] = slices / self.draws
        return self._uniform[name]

    def normal(self, name: str) -> Array:
        """Return near-normal draws for a parameter, shape (draws,), by the logistic quantile.

        The logistic distribution scaled to unit variance: it needs no special function, and
        its slightly heavier tails are no harm here.
        """
        return np.asarray(logit(self.uniform(name)) * (np.sqrt(3.0) / np.pi))

    def draw(self, name: str, spread: Triple, scale: Scale = "linear") -> Array:
        """Return draws of a parameter from its [low, mode, high], shape (draws,).

        Triangular on the given scale. A range without width gives its value.
        """
        key = (name, spread, scale)
        if key not in self._drawn:
            forward, back = _SCALES[scale]
            low, mode, high = (float(forward(np.asarray(value))) for value in spread)
            self._drawn[key] = back(_triangular(self.uniform(name), low, mode, high))
        return self._drawn[key]


def _triangular(uniform: Array, low: float, mode: float, high: float) -> Array:
    """Return the quantiles of a triangular distribution; rises in each of its parameters."""
    width = high - low
    if width <= 0:
        return np.full_like(uniform, mode)
    share = (mode - low) / width
    rising = low + np.sqrt(np.maximum(uniform * width * (mode - low), 0))
    falling = high - np.sqrt(np.maximum((1 - uniform) * width * (high - mode), 0))
    return np.where(uniform < share, rising, falling)


def _same(value: Array) -> Array:
    """Return a value as it is."""
    return value


_SCALES: dict[Scale, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "linear": (_same, _same),
    "log": (np.log, np.exp),
    "logit": (logit, sigmoid),
}


def interval(draws: Array) -> tuple[float, float]:
    """Return the 5 % and 95 % quantiles."""
    low, high = np.quantile(draws, (0.05, 0.95))
    return float(low), float(high)


def mean(draws: Array) -> float:
    """Return the mean of draws."""
    return float(draws.mean())
