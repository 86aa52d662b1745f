"""The spatial model with probabilistic elections, compiled.

An option is a point in the space of issues. Voter k loses c_k sum_m w_m s_km |x_km - o_m| / R_m
by option o; between two options its vote is the difference of what it loses. The model follows
the idea of the spatial models with a probabilistic Condorcet election; its rules of bargaining
are our own and are set out in docs/games/bargaining.md.

References:
    Coplin & O'Leary (1983) and Black (1958) for the election of a probable Condorcet winner;
    Grassmann, Taksar & Heyman (1985), Operations Research 33, for the stationary distribution.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.game.compiled import compiled

Floats: TypeAlias = NDArray[np.float64]
Board: TypeAlias = tuple[Floats, Floats, Floats]
"""Capability (n,), salience times weight over range (n, issues), first positions (n, issues)."""

EPSILON = 1e-12
LEAST = 1e-9
"""Least probability of a change, so that every option can be reached from every other."""


@compiled
def loss(board: Board, voter: int, option: Floats) -> float:
    """Return what an option costs a voter."""
    capability, salience, ideals = board
    total = 0.0
    for m in range(option.shape[0]):
        total += salience[voter, m] * abs(ideals[voter, m] - option[m])
    return float(capability[voter] * total)


@compiled
def count(board: Board, options: Floats, beats: Floats, exponent: float) -> None:
    """Fill `beats[a, b]` with the probability that a beats b; one half where nobody cares."""
    size, n = options.shape[0], board[0].shape[0]
    losses = np.empty((n, size))
    for k in range(n):
        for a in range(size):
            losses[k, a] = loss(board, k, options[a])
    for a in range(size):
        beats[a, a] = 0.5
        for b in range(a):
            above, below = 0.0, 0.0
            for k in range(n):
                vote = losses[k, b] - losses[k, a]
                above += max(vote, 0.0)
                below += max(-vote, 0.0)
            if exponent != 1.0:
                above, below = above**exponent, below**exponent
            beats[a, b] = above / (above + below) if above + below > 0.0 else 0.5
            beats[b, a] = 1.0 - beats[a, b]


@compiled
def clones(options: Floats, shares: Floats) -> None:
    """Fill `shares` with one over the number of options at the same point."""
    size = options.shape[0]
    for a in range(size):
        same = 0
        for b in range(size):
            gap = 0.0
            for m in range(options.shape[1]):
                gap = max(gap, abs(options[a, m] - options[b, m]))
            same += 1 if gap <= EPSILON else 0
        shares[a] = 1.0 / same


@compiled
def rest(beats: Floats, shares: Floats, chances: Floats) -> None:
    """Fill `chances` with how often each option stands, challengers being drawn evenly.

    The stationary distribution of the chain in which the standing option a gives way to a
    challenger b with probability `beats[b, a]`, found without subtractions.
    """
    size = beats.shape[0]
    flow = np.empty((size, size))
    for a in range(size):
        for b in range(size):
            flow[a, b] = shares[b] * max(beats[b, a], LEAST)
    for last in range(size - 1, 0, -1):
        out = 0.0
        for b in range(last):
            out += flow[last, b]
        for a in range(last):
            flow[a, last] /= out
            for b in range(last):
                flow[a, b] += flow[a, last] * flow[last, b]
    chances[0] = 1.0
    whole = 1.0
    for a in range(1, size):
        chances[a] = 0.0
        for b in range(a):
            chances[a] += chances[b] * flow[b, a]
        whole += chances[a]
    for a in range(size):
        chances[a] /= whole


@compiled
def sweep(beats: Floats, shares: Floats, chances: Floats) -> None:
    """Fill `chances` with the probability that each beats all others, given that one does."""
    size = beats.shape[0]
    whole = 0.0
    for a in range(size):
        product = shares[a]
        for b in range(size):
            if a != b:
                product *= (2.0 * max(beats[a, b], LEAST)) ** shares[b]
        chances[a] = product
        whole += product
    for a in range(size):
        chances[a] = chances[a] / whole if whole > 0.0 else 1.0 / size


@compiled
def elect(board: Board, options: Floats, rules: Floats, chances: Floats) -> None:
    """Fill `chances` with the probability of each option; rules are the kind and exponent."""
    size = options.shape[0]
    beats, shares = np.empty((size, size)), np.empty(size)
    count(board, options, beats, rules[1])
    clones(options, shares)
    if rules[0] == 0.0:
        rest(beats, shares, chances)
    else:
        sweep(beats, shares, chances)


@compiled
def bargain(board: Board, points: Floats, pair: tuple[int, int], beats: Floats,
            point: Floats) -> None:  # fmt: skip
    """Fill `point` with the bargain of two actors: each pulls with P(it wins) times salience."""
    i, j = pair
    for m in range(points.shape[1]):
        mine = beats[i, j] * board[1][i, m]
        theirs = beats[j, i] * board[1][j, m]
        whole = mine + theirs
        share = theirs / whole if whole > 0.0 else 0.5
        point[m] = points[i, m] + (points[j, m] - points[i, m]) * share


@compiled
def gain(board: Board, points: Floats, pair: tuple[int, int], point: Floats,
         centre: Floats) -> float:  # fmt: skip
    """Return how much nearer the weighted mean comes to i if the pair settles on a point."""
    i, j = pair
    capability, salience, ideals = board
    total = 0.0
    for m in range(points.shape[1]):
        weights = 0.0
        for k in range(points.shape[0]):
            weights += capability[k] * salience[k, m]
        if weights <= 0.0:
            continue
        pull = capability[i] * salience[i, m] * (point[m] - points[i, m])
        pull += capability[j] * salience[j, m] * (point[m] - points[j, m])
        now = abs(centre[m] - ideals[i, m])
        total += salience[i, m] * (now - abs(centre[m] + pull / weights - ideals[i, m]))
    return total


@compiled
def centre_of(board: Board, points: Floats, centre: Floats) -> None:
    """Fill `centre` with the mean point weighted by capability times salience, by issue."""
    capability, salience, _ = board
    for m in range(points.shape[1]):
        top, bottom = 0.0, 0.0
        for k in range(points.shape[0]):
            weight = capability[k] * salience[k, m]
            top += weight * points[k, m]
            bottom += weight
        centre[m] = top / bottom if bottom > 0.0 else points[:, m].mean()


@compiled
def propose(board: Board, points: Floats, beats: Floats, offers: Floats,
            partners: NDArray[np.int64]) -> None:  # fmt: skip
    """Fill the bargain that each actor proposes and to whom; -1 for nobody."""
    n, issues = points.shape
    centre, point = np.empty(issues), np.empty(issues)
    centre_of(board, points, centre)
    for i in range(n):
        partners[i] = -1
        best = EPSILON
        for j in range(n):
            if i == j:
                continue
            bargain(board, points, (i, j), beats, point)
            found = gain(board, points, (i, j), point, centre)
            if found > best + EPSILON:
                best = found
                partners[i] = j
                offers[i, :] = point


@compiled
def settle(board: Board, points: Floats, i: int, table: tuple[Floats, NDArray[np.int64]],
           rules: Floats) -> int:  # fmt: skip
    """Return whose proposal wins the election among those that concern i; -1 if it stays."""
    offers, partners = table
    n, issues = points.shape
    options, owners = np.empty((n + 1, issues)), np.empty(n + 1, dtype=np.int64)
    options[0, :] = points[i]
    owners[0] = -1
    size = 1
    for j in range(n):
        if partners[j] >= 0 and (j == i or partners[j] == i):
            options[size, :] = offers[j]
            owners[size] = j
            size += 1
    if size == 1:
        return -1
    chances = np.empty(size)
    elect(board, options[:size], rules, chances)
    best = 0
    for a in range(1, size):
        if chances[a] > chances[best] + EPSILON:
            best = a
    return int(owners[best])


@compiled
def turn(board: Board, points: Floats, rules: Floats, winners: NDArray[np.int64]) -> None:
    """Play one round: proposals, an election for each actor, moves all at once."""
    n, issues = points.shape
    beats = np.empty((n, n))
    offers, partners = np.empty((n, issues)), np.empty(n, dtype=np.int64)
    count(board, points, beats, rules[1])
    propose(board, points, beats, offers, partners)
    for i in range(n):
        winners[i] = settle(board, points, i, (offers, partners), rules)
    for i in range(n):
        if winners[i] >= 0:
            points[i, :] = offers[winners[i]]


@compiled
def play_spatial(capability: Floats, salience: Floats, positions: Floats, rules: Floats,
                 results: Floats) -> None:  # fmt: skip
    """Fill `results[d, t]` with the mean of the election after round t, by issue.

    `capability` (draws, n); `salience` (draws, n, issues) already times weight over range;
    `positions` likewise. `rules`: 0 for the standing option, 1 for the sweep; exponent.
    """
    draws, n, issues = positions.shape
    chances, winners = np.empty(n), np.empty(n, dtype=np.int64)
    for d in range(draws):
        board = (capability[d], salience[d], positions[d])
        points = positions[d].copy()
        for t in range(results.shape[1]):
            if t > 0:
                turn(board, points, rules, winners)
            elect(board, points, rules, chances)
            for m in range(issues):
                total = 0.0
                for i in range(n):
                    total += chances[i] * points[i, m]
                results[d, t, m] = total
