"""Interior points of sets that concave quadratic gains bound, compiled.

A gain is g_i(z) = h_i - sum_m k_im (z_m - c_im)^2 - t I_i, concave in the point z and the level
t, which stands last. What is made large is the aim: sum_i logs_i log g_i + sum_i plain_i g_i +
level t.

`seats` holds a column for each actor and the rows named below, then a row of k and a row of c
for each issue; `spots` holds points and directions as rows. Nothing is allocated and no array is
sliced here, as in `kernels`.

References: Boyd & Vandenberghe (2004), Convex Optimization, chapter 11.
"""

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.compiled import compiled, inner

Floats: TypeAlias = NDArray[np.float64]

HEIGHT, POWER, SLOPE, LOGS, PLAIN, FOUND, HOPE, CURVE = range(8)
POINT, THERE, MOVE, GRADIENT, TILT, START = range(6)
SPOTS = 6

STEPS = 50
HALVINGS = 40
STAGES = 8
SHARPER = 16.0
"""Factor by which the aim is sharpened from stage to stage; 16^8 leaves an error near 1e-9."""
FLAT = 1e-12


@inner
def value_at(seats: Floats, spots: Floats, level: float) -> float:
    """Return the aim at the place tried, minus infinity outside; fill the gains."""
    last = spots.shape[1] - 1
    total, least = level * spots[THERE, last], math.inf
    for i in range(seats.shape[1]):
        gain = seats[HEIGHT, i] - spots[THERE, last] * seats[SLOPE, i]
        for m in range(last):
            apart = spots[THERE, m] - seats[CURVE + last + m, i]
            gain -= seats[CURVE + m, i] * (apart * apart)
        seats[FOUND, i] = gain
        least = min(least, gain)
    if least <= 0.0:
        return -math.inf
    for i in range(seats.shape[1]):
        found = seats[FOUND, i]
        total += seats[LOGS, i] * math.log(found) + seats[PLAIN, i] * found
    return float(total)


@inner
def least(seats: Floats) -> float:
    """Return the smallest gain as a share of what its actor hopes for, 1 where nothing is known."""
    found = math.inf
    for i in range(seats.shape[1]):
        found = min(found, seats[FOUND, i] / seats[HOPE, i])
    return found


@inner
def build(seats: Floats, spots: Floats, system: Floats, level: float) -> None:
    """Fill Newton's system: minus the second derivatives, and the gradient as last column."""
    size = spots.shape[1]
    for m in range(size):
        for o in range(size + 1):
            system[m, o] = 0.0
    system[size - 1, size] = level
    for i in range(seats.shape[1]):
        found = seats[FOUND, i]
        pull = seats[LOGS, i] / found + seats[PLAIN, i]
        bend = seats[LOGS, i] / (found * found)
        spots[TILT, size - 1] = -seats[SLOPE, i]
        for m in range(size - 1):
            curve = 2.0 * seats[CURVE + m, i]
            apart = spots[POINT, m] - seats[CURVE + size - 1 + m, i]
            spots[TILT, m] = -curve * apart
            system[m, m] += 2.0 * pull * seats[CURVE + m, i]
        for m in range(size):
            system[m, size] += pull * spots[TILT, m]
            for o in range(size):
                system[m, o] += bend * spots[TILT, m] * spots[TILT, o]
    for m in range(size):
        system[m, m] += FLAT * (1.0 + system[m, m])
        spots[GRADIENT, m] = system[m, size]


@inner
def solve(system: Floats, size: int, spots: Floats) -> float:
    """Fill the move that solves a positive definite system, which is destroyed.

    Return Newton's decrement, the gain that the gradient promises of that move.
    """
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
            total -= system[m, q] * spots[MOVE, q]
        spots[MOVE, m] = total / system[m, m]
    decrement = 0.0
    for m in range(size):
        decrement += spots[MOVE, m] * spots[GRADIENT, m]
    return decrement


@inner
def climb(seats: Floats, spots: Floats, system: Floats, moving: int, level: float) -> None:
    """Move a strictly feasible point to where the aim is largest, in its first coordinates."""
    for m in range(spots.shape[1]):
        spots[MOVE, m], spots[THERE, m] = 0.0, spots[POINT, m]
    here = value_at(seats, spots, level)
    for _ in range(STEPS):
        if here == -math.inf:
            return
        build(seats, spots, system, level)
        decrement = solve(system, moving, spots)
        if decrement <= FLAT * (1.0 + abs(here)):
            return
        step, best = 1.0, -math.inf
        for _half in range(HALVINGS):
            for m in range(spots.shape[1]):
                spots[THERE, m] = spots[POINT, m] + step * spots[MOVE, m]
            best = value_at(seats, spots, level)
            if best >= here + 0.1 * step * decrement:
                break
            step *= 0.5
        if best <= here:
            return
        for m in range(spots.shape[1]):
            spots[POINT, m] = spots[THERE, m]
        here = best


@inner
def sharpen(seats: Floats, spots: Floats, system: Floats, who: int) -> None:
    """Move the point to where in the set one gain is largest, and fill the gains there.

    That of actor `who`; for the number of actors it is the level, each gain being measured by
    what its actor hopes for; for one more, the product of all gains to their powers.
    """
    n, size = seats.shape[1], spots.shape[1]
    for i in range(n):
        seats[LOGS, i] = seats[POWER, i] if who > n else 1.0
        seats[PLAIN, i] = 0.0
        seats[SLOPE, i] = seats[HOPE, i] if who == n else 0.0
    sharp = SHARPER
    for _ in range(1 if who > n else STAGES):
        if who < n:
            seats[PLAIN, who] = sharp
        climb(seats, spots, system, size if who == n else size - 1, sharp if who == n else 0.0)
        sharp *= SHARPER
    for m in range(size - 1):
        spots[THERE, m] = spots[POINT, m]
    spots[THERE, size - 1] = 0.0
    value_at(seats, spots, 0.0)


@inner
def go_back(seats: Floats, spots: Floats) -> None:
    """Move the point to where the search began, and fill the gains there."""
    for m in range(spots.shape[1]):
        spots[POINT, m] = spots[THERE, m] = spots[START, m]
    value_at(seats, spots, 0.0)


@inner
def load(problem: Floats, points: Floats, d: int, seats: Floats, spots: Floats) -> None:
    """Take in one draw, and fill the gains where it starts."""
    for i in range(seats.shape[1]):
        seats[HEIGHT, i], seats[POWER, i] = problem[d, 0, i], problem[d, 1, i]
        seats[SLOPE, i], seats[LOGS, i], seats[PLAIN, i], seats[HOPE, i] = 0.0, 1.0, 0.0, 1.0
        for row in range(2, problem.shape[1]):
            seats[CURVE - 2 + row, i] = problem[d, row, i]
    for m in range(spots.shape[1]):
        spots[POINT, m] = spots[THERE, m] = points[d, 1, m] = points[d, 0, m]
    value_at(seats, spots, 0.0)


@compiled("game")
def solve_all(problem: Floats, is_nash: bool, points: Floats, seats: Floats, spots: Floats,
              system: Floats) -> None:  # fmt: skip
    """Fill `points[d, 1]` with the solution of each draw, from `points[d, 0]`, inside or not.

    `problem[d]` holds heights, powers, curves and centres, as the rows of `seats`. The level of a
    point is 1 where there was something to gain and 0 elsewhere, where the point stays as it was.
    The rest is room to work in.
    """
    n, last = seats.shape[1], spots.shape[1] - 1
    for d in range(problem.shape[0]):
        load(problem, points, d, seats, spots)
        if least(seats) <= FLAT:
            spots[POINT, last] = least(seats) - 1.0
            sharpen(seats, spots, system, n)
            spots[POINT, last] = 0.0
        if least(seats) <= FLAT:
            continue
        for m in range(last + 1):
            spots[START, m] = spots[POINT, m]
        for who in range(n + 1 if is_nash else 0, n + 2 if is_nash else n + 1):
            if who == n:
                spots[POINT, last] = 0.5 * least(seats)
            sharpen(seats, spots, system, who)
            if who < n:
                seats[HOPE, who] = max(seats[FOUND, who], FLAT)
                go_back(seats, spots)
        for m in range(last):
            points[d, 1, m] = spots[POINT, m]
        points[d, 1, last] = 1.0
