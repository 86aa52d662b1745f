"""Ways to find bursts in a daily series: ours, a naive one, and Kleinberg's automaton.

Each takes events of the pair and of everybody by day, and returns (first, last, peak) days.
"""

from collections.abc import Callable, Iterable
from functools import partial
from math import log

import numpy as np
from numpy.typing import NDArray

from tocsin.measure.change.bursts import find_bursts

Series = NDArray[np.float64]
Span = tuple[int, int, int]
Finder = Callable[[Series, Series], list[Span]]


def ours(counts: Series, _: Series) -> list[Span]:
    return [(burst.start, burst.end, burst.peak) for burst in find_bursts(counts)]


def poisson_z(counts: Series, _: Series, *, z: float = 3.0) -> list[Span]:
    """Days more than z Poisson standard deviations above the mean; two days may lie between."""
    mean = counts.mean()
    days = np.flatnonzero(counts - mean > z * np.sqrt(mean)) if mean else []
    return _spans(counts, days, gap=2)


def kleinberg(counts: Series, everybody: Series, *, gamma: float = 1.0) -> list[Span]:
    """The two-state automaton of Kleinberg (2003), section 4, with s = 2.

    State 0 has the share of the pair in all events, state 1 twice that; entering state 1 costs
    gamma ln n. The cheapest sequence of states is found by Viterbi's algorithm.
    """
    share = counts.sum() / everybody.sum()
    if not share:
        return []
    rates = (share, min(2 * share, 0.9999))
    costs = [-(counts * log(p) + (everybody - counts) * log(1 - p)) for p in rates]
    up = gamma * log(len(counts))
    low, high = 0.0, up
    came_from: list[tuple[int, int]] = []
    for in_low, in_high in zip(*(cost.tolist() for cost in costs), strict=True):
        came_from.append((int(high < low), int(high < low + up)))
        low, high = min(low, high) + in_low, min(low + up, high) + in_high
    state, days = int(high < low), []
    for day in range(len(counts) - 1, -1, -1):
        if state:
            days.append(day)
        state = came_from[day][state]
    return _spans(counts, days[::-1], gap=0)


def _spans(counts: Series, days: Iterable[int], *, gap: int) -> list[Span]:
    spans: list[list[int]] = []
    for day in map(int, days):
        if spans and day - spans[-1][1] <= gap + 1:
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return [(a, b, a + int(counts[a : b + 1].argmax())) for a, b in spans]


# The strict ones have about our false alarms on shuffled ICEWS18; swept z 8, 10, 12, 14, 15 and
# gamma 1, 3, 6.
FINDERS: dict[str, Finder] = {
    "": ours,
    "poisson_": poisson_z,
    "kleinberg_": kleinberg,
    "poisson_strict_": partial(poisson_z, z=14.0),
    "kleinberg_strict_": partial(kleinberg, gamma=3.0),
}
