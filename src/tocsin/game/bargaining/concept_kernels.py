"""Interior points of sets that concave quadratic gains bound, compiled.

A gain is g_i(z) = h_i - sum_m k_im (z_m - c_im)^2 - t I_i, concave in the point z and the level
t, which stands last. `shape` is (h, k, c, I), of (n,), (n, issues), (n, issues), (n,); `aim` is
what is made large: sum_i logs_i log g_i + sum_i plain_i g_i + level t.

References: Boyd & Vandenberghe (2004), Convex Optimization, chapter 11.
"""

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.game.compiled import compiled

Floats: TypeAlias = NDArray[np.float64]
Shape: TypeAlias = tuple[Floats, Floats, Floats, Floats]
Aim: TypeAlias = tuple[Floats, Floats, float]

STEPS = 50
HALVINGS = 40
STAGES = 8
SHARPER = 16.0
"""Factor by which the aim is sharpened from stage to stage; 16^8 leaves an error near 1e-9."""
FLAT = 1e-12


@compiled
def gains_at(shape: Shape, point: Floats, found: Floats) -> float:
    """Fill the gains at a point; return the smallest."""
    heights, curves, centres, slopes = shape
    issues = curves.shape[1]
    least = math.inf
    for i in range(heights.shape[0]):
        gain = heights[i] - point[issues] * slopes[i]
        for m in range(issues):
            gain -= curves[i, m] * (point[m] - centres[i, m]) ** 2
        found[i] = gain
        least = min(least, gain)
    return float(least)


@compiled
def value_at(shape: Shape, aim: Aim, point: Floats, found: Floats) -> float:
    """Return the aim at a point, minus infinity outside; fills the gains."""
    if gains_at(shape, point, found) <= 0.0:
        return -math.inf
    total = aim[2] * point[point.shape[0] - 1]
    for i in range(found.shape[0]):
        total += aim[0][i] * math.log(found[i]) + aim[1][i] * found[i]
    return float(total)


@compiled
def build(shape: Shape, aim: Aim, point: Floats, found: Floats, system: Floats) -> None:
    """Fill Newton's system: minus the second derivatives, and the gradient as last column."""
    curves, centres, slopes = shape[1], shape[2], shape[3]
    size = point.shape[0]
    slope = np.empty(size)
    system[:, :] = 0.0
    system[size - 1, size] = aim[2]
    for i in range(found.shape[0]):
        pull = aim[0][i] / found[i] + aim[1][i]
        bend = aim[0][i] / found[i] ** 2
        slope[size - 1] = -slopes[i]
        for m in range(size - 1):
            slope[m] = -2.0 * curves[i, m] * (point[m] - centres[i, m])
            system[m, m] += 2.0 * pull * curves[i, m]
        for m in range(size):
            system[m, size] += pull * slope[m]
            for o in range(size):
                system[m, o] += bend * slope[m] * slope[o]
    for m in range(size):
        system[m, m] += FLAT * (1.0 + system[m, m])


@compiled
def solve(system: Floats, size: int, move: Floats) -> None:
    """Fill the solution of a positive definite system, which is destroyed."""
    last = system.shape[1] - 1
    for m in range(size):
        for o in range(m + 1, size):
            factor = system[o, m] / system[m, m]
            for q in range(m, size):
                system[o, q] -= factor * system[m, q]
            system[o, last] -= factor * system[m, last]
    for m in range(size - 1, -1, -1):
        total = system[m, last]
        for q in range(m + 1, size):
            total -= system[m, q] * move[q]
        move[m] = total / system[m, m]


@compiled
def climb(shape: Shape, aim: Aim, point: Floats, is_free: bool) -> None:
    """Move a strictly feasible point to where the aim is largest; the level only if free."""
    size = point.shape[0]
    found, system = np.empty(shape[0].shape[0]), np.empty((size, size + 1))
    move, there = np.zeros(size), np.empty(size)
    moving = size if is_free else size - 1
    here = value_at(shape, aim, point, found)
    for _ in range(STEPS):
        if here == -math.inf:
            return
        build(shape, aim, point, found, system)
        gradient = system[:, size].copy()
        solve(system, moving, move)
        decrement = 0.0
        for m in range(moving):
            decrement += move[m] * gradient[m]
        if decrement <= FLAT * (1.0 + abs(here)):
            return
        step, best = 1.0, -math.inf
        for _half in range(HALVINGS):
            for m in range(size):
                there[m] = point[m] + step * move[m]
            best = value_at(shape, aim, there, found)
            if best >= here + 0.1 * step * decrement:
                break
            step *= 0.5
        if best <= here:
            value_at(shape, aim, point, found)
            return
        point[:] = there
        here = best


@compiled
def raise_level(shape: Shape, point: Floats) -> None:
    """Move a point and its level to where the level is highest with all gains positive."""
    n = shape[0].shape[0]
    ones, none = np.ones(n), np.zeros(n)
    sharp = SHARPER
    for _ in range(STAGES):
        climb(shape, (ones, none, sharp), point, True)
        sharp *= SHARPER


@compiled
def hope(shape: Shape, i: int, start: Floats) -> float:
    """Return the largest gain of one actor among points at which nobody loses."""
    n = shape[0].shape[0]
    ones, plain, found = np.ones(n), np.zeros(n), np.empty(n)
    point = start.copy()
    sharp = SHARPER
    for _ in range(STAGES):
        plain[i] = sharp
        climb(shape, (ones, plain, 0.0), point, False)
        sharp *= SHARPER
    gains_at(shape, point, found)
    return float(found[i])


@compiled
def start_from(shape: Shape, point: Floats) -> bool:
    """Move a point to where all gain; return whether there is such a place."""
    n = shape[0].shape[0]
    found, ones = np.empty(n), np.ones(n)
    least = gains_at(shape, point, found)
    if least > FLAT:
        return True
    last = point.shape[0] - 1
    point[last] = least - 1.0
    raise_level((shape[0], shape[1], shape[2], ones), point)
    point[last] = 0.0
    return bool(gains_at(shape, point, found) > FLAT)


@compiled
def solve_all(problem: Shape, powers: Floats, is_nash: bool, points: Floats) -> None:
    """Move each draw's point, given inside or not, to its solution; the level tells of success.

    `problem` holds heights, curves, centres and zeros with draws first. The level of a point is
    1 where there was something to gain and 0 elsewhere, where the point is left as it was.
    """
    draws, n = powers.shape
    none, hopes, found = np.zeros(n), np.empty(n), np.empty(n)
    for d in range(draws):
        shape = (problem[0][d], problem[1][d], problem[2][d], none)
        point = points[d].copy()
        last = point.shape[0] - 1
        if not start_from(shape, point):
            continue
        if is_nash:
            climb(shape, (powers[d], none, 0.0), point, False)
        else:
            for i in range(n):
                hopes[i] = max(hope(shape, i, point), FLAT)
            gains_at(shape, point, found)
            level = (found / hopes).min()
            point[last] = 0.5 * level
            raise_level((shape[0], shape[1], shape[2], hopes), point)
        points[d, :] = point
        points[d, last] = 1.0
