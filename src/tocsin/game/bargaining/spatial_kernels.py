"""The spatial model with probabilistic elections, compiled.

An option is a point in the space of issues. Voter k loses c_k sum_m w_m s_km |x_km - o_m| / R_m
by option o; between two options its vote is the difference of what it loses. The model follows
the idea of the spatial models with a probabilistic Condorcet election; its rules of bargaining
are our own and are set out in docs/games/bargaining.md.

`seats` holds a column for each actor and one more, with the rows named below; `places` holds
layers of the same columns by issue; `grids` tables of columns by columns. Options are the first
`size` columns of their layer. Nothing is allocated and no array is sliced here, as in
`kernels`.

References:
    Coplin & O'Leary (1983) and Black (1958) for the election of a probable Condorcet winner;
    Grassmann, Taksar & Heyman (1985), Operations Research 33, for the stationary distribution.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.compiled import compiled, inner

Floats: TypeAlias = NDArray[np.float64]

CAPABILITY, SHARE, CHANCE, PARTNER, WINNER, OWNER = range(6)
SEATS = 6
SALIENCE, IDEAL, POINT, OFFER, OPTION, SPOT = range(6)
PLACES = 6
CENTRE, BARGAIN, WEIGHT = range(3)
"""Columns of the layer `SPOT`: the weighted mean, the bargain at hand, the sum of weights."""
LOSS, BEATS, FLOW = range(3)
GRIDS = 3

EPSILON = 1e-12
LEAST = 1e-9
"""Least probability of a change, so that every option can be reached from every other."""


@inner
def put_forward(places: Floats, n: int) -> None:
    """Let the actors' points be the options."""
    for m in range(places.shape[1]):
        for i in range(n):
            places[OPTION, m, i] = places[POINT, m, i]


@inner
def count(seats: Floats, places: Floats, grids: Floats, size: int, exponent: float) -> None:
    """Fill in the probability that option a beats b; one half where nobody cares."""
    n = seats.shape[1] - 1
    for k in range(n):
        for a in range(size):
            total = 0.0
            for m in range(places.shape[1]):
                apart = abs(places[IDEAL, m, k] - places[OPTION, m, a])
                total += places[SALIENCE, m, k] * apart
            grids[LOSS, k, a] = seats[CAPABILITY, k] * total
    for a in range(size):
        grids[BEATS, a, a] = 0.5
        for b in range(a):
            above, below = 0.0, 0.0
            for k in range(n):
                vote = grids[LOSS, k, b] - grids[LOSS, k, a]
                above += max(vote, 0.0)
                below += max(-vote, 0.0)
            if exponent != 1.0:
                above, below = above**exponent, below**exponent
            share = above / (above + below) if above + below > 0.0 else 0.5
            grids[BEATS, a, b], grids[BEATS, b, a] = share, 1.0 - share


@inner
def part_clones(seats: Floats, places: Floats, grids: Floats, size: int) -> None:
    """Fill in one over the number of options at the same point, which draw with one another.

    What remains of a difference in rounding would decide between them otherwise.
    """
    for a in range(size):
        same = 0
        for b in range(size):
            is_same = True
            for m in range(places.shape[1]):
                one, other = places[OPTION, m, a], places[OPTION, m, b]
                is_same = is_same and abs(one - other) <= EPSILON * (abs(one) + abs(other))
            if is_same:
                same += 1
                grids[BEATS, a, b] = 0.5
        seats[SHARE, a] = 1.0 / same


@inner
def rest(seats: Floats, grids: Floats, size: int) -> None:
    """Fill in how often each option stands, challengers being drawn evenly.

    The stationary distribution of the chain in which the standing option a gives way to a
    challenger b with the probability that b beats a, found without subtractions.
    """
    for a in range(size):
        for b in range(size):
            grids[FLOW, a, b] = seats[SHARE, b] * max(grids[BEATS, b, a], LEAST)
    for last in range(size - 1, 0, -1):
        out = 0.0
        for b in range(last):
            out += grids[FLOW, last, b]
        for a in range(last):
            grids[FLOW, a, last] /= out
            for b in range(last):
                grids[FLOW, a, b] += grids[FLOW, a, last] * grids[FLOW, last, b]
    seats[CHANCE, 0] = 1.0
    whole = 1.0
    for a in range(1, size):
        seats[CHANCE, a] = 0.0
        for b in range(a):
            seats[CHANCE, a] += seats[CHANCE, b] * grids[FLOW, b, a]
        whole += seats[CHANCE, a]
    for a in range(size):
        seats[CHANCE, a] /= whole


@inner
def sweep(seats: Floats, grids: Floats, size: int) -> None:
    """Fill in the probability that each option beats all others, given that one does."""
    whole = 0.0
    for a in range(size):
        product = seats[SHARE, a]
        for b in range(size):
            if a != b:
                product *= (2.0 * max(grids[BEATS, a, b], LEAST)) ** seats[SHARE, b]
        seats[CHANCE, a] = product
        whole += product
    for a in range(size):
        seats[CHANCE, a] = seats[CHANCE, a] / whole if whole > 0.0 else 1.0 / size


@inner
def elect(seats: Floats, places: Floats, grids: Floats, size: int, rules: Floats) -> None:
    """Fill in the probability of each option; rules are the kind and exponent."""
    count(seats, places, grids, size, rules[1])
    part_clones(seats, places, grids, size)
    if rules[0] == 0.0:
        rest(seats, grids, size)
    else:
        sweep(seats, grids, size)


@inner
def centre_points(seats: Floats, places: Floats) -> None:
    """Fill in the mean point weighted by capability times salience, and the sums of weights."""
    n = seats.shape[1] - 1
    for m in range(places.shape[1]):
        top, bottom, plain = 0.0, 0.0, 0.0
        for k in range(n):
            weight = seats[CAPABILITY, k] * places[SALIENCE, m, k]
            top += weight * places[POINT, m, k]
            bottom += weight
            plain += places[POINT, m, k]
        places[SPOT, m, CENTRE] = top / bottom if bottom > 0.0 else plain / n
        places[SPOT, m, WEIGHT] = bottom


@inner
def bargain(places: Floats, grids: Floats, i: int, j: int) -> None:
    """Fill in the bargain of two actors: each pulls with P(it wins) times salience."""
    for m in range(places.shape[1]):
        mine = grids[BEATS, i, j] * places[SALIENCE, m, i]
        theirs = grids[BEATS, j, i] * places[SALIENCE, m, j]
        whole = mine + theirs
        share = theirs / whole if whole > 0.0 else 0.5
        here = places[POINT, m, i]
        places[SPOT, m, BARGAIN] = here + (places[POINT, m, j] - here) * share


@inner
def gain(seats: Floats, places: Floats, i: int, j: int) -> float:
    """Return how much nearer the weighted mean comes to i if the pair settles on the bargain."""
    total = 0.0
    for m in range(places.shape[1]):
        weights = places[SPOT, m, WEIGHT]
        if weights > 0.0:
            point, centre = places[SPOT, m, BARGAIN], places[SPOT, m, CENTRE]
            mine = seats[CAPABILITY, i] * places[SALIENCE, m, i]
            theirs = seats[CAPABILITY, j] * places[SALIENCE, m, j]
            pull = mine * (point - places[POINT, m, i])
            pull += theirs * (point - places[POINT, m, j])
            ideal = places[IDEAL, m, i]
            nearer = abs(centre - ideal) - abs(centre + pull / weights - ideal)
            total += places[SALIENCE, m, i] * nearer
    return total


@inner
def propose(seats: Floats, places: Floats, grids: Floats) -> None:
    """Fill in the bargain that each actor proposes and to whom; -1 for nobody."""
    n = seats.shape[1] - 1
    centre_points(seats, places)
    for i in range(n):
        seats[PARTNER, i] = -1
        best = EPSILON
        for j in range(n):
            if i != j:
                bargain(places, grids, i, j)
                found = gain(seats, places, i, j)
                if found > best + EPSILON:
                    best = found
                    seats[PARTNER, i] = j
                    for m in range(places.shape[1]):
                        places[OFFER, m, i] = places[SPOT, m, BARGAIN]


@inner
def gather(seats: Floats, places: Floats, i: int) -> int:
    """Let the proposals that concern an actor be the options, its own point first."""
    for m in range(places.shape[1]):
        places[OPTION, m, 0] = places[POINT, m, i]
    seats[OWNER, 0] = -1
    size = 1
    for j in range(seats.shape[1] - 1):
        if seats[PARTNER, j] >= 0 and (j == i or seats[PARTNER, j] == i):
            for m in range(places.shape[1]):
                places[OPTION, m, size] = places[OFFER, m, j]
            seats[OWNER, size] = j
            size += 1
    return size


@inner
def winner_of(seats: Floats, size: int) -> int:
    """Return whose proposal is likeliest to win; -1 where the actor stays."""
    best = 0
    for a in range(1, size):
        if seats[CHANCE, a] > seats[CHANCE, best] + EPSILON:
            best = a
    return int(seats[OWNER, best])


@inner
def move(seats: Floats, places: Floats) -> None:
    """Move all actors at once to the proposals that won."""
    for i in range(seats.shape[1] - 1):
        winner = int(seats[WINNER, i])
        if winner >= 0:
            for m in range(places.shape[1]):
                places[POINT, m, i] = places[OFFER, m, winner]


@inner
def load(table: Floats, d: int, seats: Floats, places: Floats) -> None:
    """Take in one draw."""
    issues = places.shape[1]
    for i in range(table.shape[2]):
        seats[CAPABILITY, i] = table[d, 0, i]
        for m in range(issues):
            places[SALIENCE, m, i] = table[d, 1 + m, i]
            places[IDEAL, m, i] = places[POINT, m, i] = table[d, 1 + issues + m, i]


@inner
def tell(seats: Floats, places: Floats, results: Floats, d: int, t: int) -> None:
    """Fill in the mean of the election, by issue."""
    for m in range(places.shape[1]):
        total = 0.0
        for i in range(seats.shape[1] - 1):
            total += seats[CHANCE, i] * places[POINT, m, i]
        results[d, t, m] = total


@compiled("game")
def play_all(table: Floats, rules: Floats, results: Floats, seats: Floats, places: Floats,
             grids: Floats) -> None:  # fmt: skip
    """Fill `results[d, t]` with the mean of the election after round t, by issue.

    A round is proposals, an election for each actor, and moves all at once. `table[d]` holds
    capability, then salience by issue, already times weight over range, then positions by issue.
    `rules`: 0 for the standing option, 1 for the sweep; exponent. The rest is room to work in.
    """
    n = table.shape[2]
    for d in range(table.shape[0]):
        load(table, d, seats, places)
        for t in range(results.shape[1]):
            put_forward(places, n)
            elect(seats, places, grids, n, rules)
            tell(seats, places, results, d, t)
            if t + 1 < results.shape[1]:
                propose(seats, places, grids)
                for i in range(n):
                    size = gather(seats, places, i)
                    if size > 1:
                        elect(seats, places, grids, size, rules)
                    seats[WINNER, i] = winner_of(seats, size)
                move(seats, places)
