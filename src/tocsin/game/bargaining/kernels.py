"""The expected-utility model of bargaining over one issue, compiled.

Indices of `how` are the switches of `readings.Reading` in order of definition. `state` holds a
column for each actor and the rows named below. Sums run over actors in the order of the table.

References:
    Bueno de Mesquita (1994), in: Bueno de Mesquita & Stokman, European Community Decision
    Making, chapter 4. Scholz, Calbert & Smith (2011), Unravelling Bueno de Mesquita's group
    decision model, Journal of Theoretical Politics 23(4), equations 1 to 13.
"""

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.game.compiled import compiled

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Desk: TypeAlias = tuple[Floats, Floats, Floats, Floats, Floats]
"""Support, gaps, an offer, ranks of it and of the best, and the log of the round."""

CAPABILITY, SALIENCE, POSITION, RISK, SAME, NEXT = range(6)
STATE_ROWS = 6
KIND, PARTNER, MINE, THEIRS, BACKING, TARGET = range(6)
LOG_ROWS = 6
"""Of each actor and round: kind of the offer taken, its sender, a, b, the sender's share of the
votes in their contest, and where it leads."""
NONE, CONFLICT, COMPROMISE, CAPITULATION = range(4)
(DENOMINATOR, WHOSE, SECURITY, CLAUSE, BORDERS, ORDER, KEY, CONFLICTS, GIVES_IN, SPAN, STOP,
 VIEWER, RISKS, TIES, MIDDLE) = range(15)  # fmt: skip
EPSILON = 1e-12
LOG_HALF = math.log(0.5)
SETTLED = 0.01
"""Share of the range below which a round's change of the weighted mean counts as none."""


@compiled
def log_of(share: float) -> float:
    """Return the logarithm of a number in [0, 1]; minus infinity of 0."""
    return math.log(share) if share > 0.0 else -math.inf


@compiled
def measure(state: Floats, span: float, gaps: Floats) -> None:
    """Fill `gaps[0]` with d, and the next with the logs of d, (1 - d) / 2 and (1 + d) / 2.

    A logarithm is shared by all exponents of both sides, so that a power costs one exp.
    """
    n = state.shape[1]
    for i in range(n):
        gaps[0, i, i] = 0.0
        gaps[1, i, i] = -math.inf
        for j in range(i + 1, n):
            gap = abs(state[POSITION, i] - state[POSITION, j]) / span
            gaps[0, i, j] = gaps[0, j, i] = gap
            gaps[1, i, j] = gaps[1, j, i] = log_of(gap)
            if gap > 0.0:
                gaps[2, i, j] = gaps[2, j, i] = log_of(0.5 - 0.5 * gap)
                gaps[3, i, j] = gaps[3, j, i] = log_of(0.5 + 0.5 * gap)


@compiled
def cast_votes(state: Floats, gaps: Floats, is_neutral: bool, votes: Floats) -> None:
    """Fill `votes[k, i]` with what a stand of i costs k: c s d^r, d the distance over R."""
    n = state.shape[1]
    for k in range(n):
        weight = state[CAPABILITY, k] * state[SALIENCE, k]
        risk = state[RISK, k]
        for i in range(n):
            if is_neutral:
                votes[k, i] = weight * gaps[0, k, i]
            else:
                votes[k, i] = weight * math.exp(risk * gaps[1, k, i]) if k != i else 0.0


@compiled
def count_votes(votes: Floats, denominator: int, support: Floats) -> None:
    """Fill `support[i, j]` with the probability that i beats j; 0 at equal positions."""
    n = votes.shape[0]
    total = 0.0
    for i in range(n):
        for j in range(n):
            support[i, j] = 0.0
        for k in range(n):
            mine = votes[k, i]
            for j in range(n):
                vote = votes[k, j] - mine
                support[i, j] += max(0.0, vote)
    for i in range(n):
        for j in range(n):
            total += 2.0 * support[i, j]
    for i in range(n):
        for j in range(i + 1, n):
            pair = support[i, j] + support[j, i]
            whole = total if denominator == 0 else pair
            if whole > 0.0:
                support[i, j] /= whole
                support[j, i] /= whole


@compiled
def estimate_risk(state: Floats, gaps: Floats, how: Whole, support: Floats) -> None:
    """Fill the exponents from security under neutral risk, where Us = 2d, Uf = -2d, Uq = 0."""
    n = state.shape[1]
    low, high = math.inf, -math.inf
    for i in range(n):
        total = 0.0
        for j in range(n):
            gap = 2.0 * gaps[0, i, j]
            is_theirs = how[SECURITY] == 0
            attacker, target = (j, i) if is_theirs else (i, j)
            resists = state[SALIENCE, target if how[WHOSE] == 0 else attacker]
            chance = support[attacker, target]
            total += resists * (chance * gap - (1.0 - chance) * gap) + (1.0 - resists) * gap
        state[RISK, i] = total
        low, high = min(low, total), max(high, total)
    for i in range(n):
        rho = 0.0
        if high - low > EPSILON:
            rho = 2.0 * (state[RISK, i] - low) / (high - low) - 1.0
        state[RISK, i] = (1.0 - rho / 3.0) / (1.0 + rho / 3.0)


@compiled
def rate(state: Floats, i: int, less: float, more: float) -> tuple[float, float, float]:
    """Return Us, Uf and Q Uq of an actor from the logarithms of (1 - d) / 2 and (1 + d) / 2."""
    risk = state[RISK, i]
    success = 2.0 - 4.0 * math.exp(risk * less)
    failure = 2.0 - 4.0 * math.exp(risk * more)
    return success, failure, state[SAME, i]


@compiled
def value(chance: float, resists: float, rated: tuple[float, float, float]) -> float:
    """Return what a challenge is worth to the one that makes it."""
    success, failure, same = rated
    fought = chance * success + (1.0 - chance) * failure
    return resists * fought + (1.0 - resists) * success - same


@compiled
def judge(mine: float, theirs: float, how: Whole) -> int:
    """Return the kind of offer that the two expectations make, seen by the one who receives it."""
    if theirs <= EPSILON or abs(mine) <= EPSILON:
        return NONE
    if mine > 0.0:
        is_conflict = theirs > mine + EPSILON or how[BORDERS] == 1
        return CONFLICT if is_conflict and how[CONFLICTS] == 0 else NONE
    gap = theirs + mine if how[CLAUSE] == 0 else -theirs - mine
    if gap > EPSILON or how[BORDERS] == 1:
        return COMPROMISE
    return CAPITULATION if gap < -EPSILON and how[GIVES_IN] == 1 else NONE


@compiled
def rank(offer: Floats, here: float, there: float, how: Whole) -> tuple[float, float]:
    """Return the rank of an offer: its class and its key, the smallest taken first."""
    move = abs(offer[TARGET] - here)
    if how[ORDER] == 1:
        return 0.0, move
    mine, theirs = offer[MINE], offer[THEIRS]
    if how[ORDER] == 2:
        return 0.0, mine - theirs
    if offer[KIND] == COMPROMISE and how[KEY] == 0:
        top = abs(mine) * here + abs(theirs) * there
        return float(COMPROMISE), top / (abs(mine) + abs(theirs))
    return offer[KIND], move


@compiled
def is_better(new: Floats, old: Floats, ranks: Floats, how: Whole) -> bool:
    """Return whether an offer is taken before the best so far, both as columns of the log."""
    if ranks[0] != ranks[2]:
        return bool(ranks[0] < ranks[2])
    if how[TIES] == 0 or abs(ranks[1] - ranks[3]) > EPSILON:
        return bool(ranks[1] < ranks[3])
    row = MINE if how[TIES] == 1 else THEIRS
    other = THEIRS if how[TIES] == 1 else MINE
    for value in (row, other):
        if abs(new[value] - old[value]) > EPSILON:
            return bool(new[value] > old[value])
    return bool(new[TARGET] < old[TARGET])


@compiled
def weigh(state: Floats, pair: tuple[int, int], how: Whole, support: Floats,
          gaps: Floats) -> tuple[float, float]:  # fmt: skip
    """Return a and b: what i expects of challenging j and, as i sees it, j of challenging i."""
    i, j = pair
    less, more = gaps[2, i, j], gaps[3, i, j]
    rated = rate(state, i, less, more)
    resists = state[SALIENCE, j if how[WHOSE] == 0 else i]
    mine = value(support[i, j], resists, rated)
    if how[VIEWER] == 1:
        rated = rate(state, j, less, more)
    resists = state[SALIENCE, i if how[WHOSE] == 0 else j]
    return mine, value(support[j, i], resists, rated)


@compiled
def make_offer(there: float, here: float, how: Whole, offer: Floats) -> None:
    """Complete an offer whose a and b are set: its kind and where it moves the receiver."""
    mine, theirs = offer[MINE], offer[THEIRS]
    kind = judge(mine, theirs, how)
    offer[KIND] = kind
    offer[TARGET] = there
    if kind == COMPROMISE:
        share = min(abs(mine), abs(theirs)) / max(abs(mine), abs(theirs))
        offer[TARGET] = here + (there - here) * share


@compiled
def choose(state: Floats, i: int, how: Whole, desk: Desk) -> None:
    """Fill the log of one actor with the offer that it takes."""
    support, gaps, offer, ranks, log = desk
    here = state[POSITION, i]
    log[KIND, i] = NONE
    for j in range(state.shape[1]):
        there = state[POSITION, j]
        if here == there:
            continue
        offer[MINE], offer[THEIRS] = weigh(state, (i, j), how, support, gaps)
        make_offer(there, here, how, offer)
        if offer[KIND] == NONE:
            continue
        both = support[j, i] + support[i, j]
        offer[PARTNER], offer[BACKING] = j, support[j, i] / both if both > 0.0 else 0.5
        ranks[0], ranks[1] = rank(offer, here, there, how)
        if log[KIND, i] == NONE or is_better(offer, log[:, i], ranks, how):
            log[:, i] = offer
            ranks[2], ranks[3] = ranks[0], ranks[1]


@compiled
def step(state: Floats, span: float, rules: tuple[Whole, float], desk: Desk,
         votes: Floats) -> None:  # fmt: skip
    """Play one round: all actors take their offers at once."""
    how, quo = rules
    support, gaps, log = desk[0], desk[1], desk[4]
    n = state.shape[1]
    state[RISK, :] = 1.0
    measure(state, span, gaps)
    cast_votes(state, gaps, True, votes)
    count_votes(votes, how[DENOMINATOR], support)
    if how[RISKS] == 0:
        estimate_risk(state, gaps, how, support)
        cast_votes(state, gaps, False, votes)
        count_votes(votes, how[DENOMINATOR], support)
    for i in range(n):
        state[SAME, i] = quo * (2.0 - 4.0 * math.exp(state[RISK, i] * LOG_HALF))
    for i in range(n):
        choose(state, i, how, desk)
        state[NEXT, i] = log[TARGET, i] if log[KIND, i] != NONE else state[POSITION, i]
    state[POSITION, :] = state[NEXT, :]


@compiled
def mean_of(state: Floats) -> float:
    """Return the mean position weighted by capability times salience."""
    top, bottom = 0.0, 0.0
    for i in range(state.shape[1]):
        weight = state[CAPABILITY, i] * state[SALIENCE, i]
        top += weight * state[POSITION, i]
        bottom += weight
    return top / bottom


@compiled
def sort_places(state: Floats, order: Whole) -> None:
    """Fill `order` with the actors by position; by insertion, fastest for short tables."""
    for i in range(state.shape[1]):
        here = state[POSITION, i]
        place = i
        while place > 0 and state[POSITION, order[place - 1]] > here:
            order[place] = order[place - 1]
            place -= 1
        order[place] = i


@compiled
def median_of(state: Floats, middle: int) -> float:
    """Return the first position, from below, at which the weights reach half their sum."""
    n = state.shape[1]
    order = np.empty(n, dtype=np.int64)
    sort_places(state, order)
    half = 0.0
    for i in range(n):
        half += 0.5 * state[CAPABILITY, i] * state[SALIENCE, i]
    if half <= 0.0:
        return math.nan
    slack = EPSILON * max(half, 1.0)
    reached = 0.0
    for place in range(n):
        i = order[place]
        reached += state[CAPABILITY, i] * state[SALIENCE, i]
        if reached >= half - slack:
            here = state[POSITION, i]
            if middle == 0 or reached > half + slack or place + 1 == n:
                return float(here)
            above = state[POSITION, order[place + 1]]
            return float(above if middle == 2 else 0.5 * (here + above))
    return float(state[POSITION, order[n - 1]])


@compiled
def range_of(state: Floats) -> float:
    """Return the distance of the outermost positions."""
    return float(state[POSITION, :].max() - state[POSITION, :].min())


@compiled
def play_one(state: Floats, rules: tuple[Whole, float],
             rounds: int, means: Floats, log: Floats) -> None:  # fmt: skip
    """Play one draw; fill `means[:, t]` with mean and median after round t, and the log."""
    n = state.shape[1]
    how = rules[0]
    votes, support, gaps = np.empty((n, n)), np.empty((n, n)), np.empty((4, n, n))
    offer, ranks = np.zeros(LOG_ROWS), np.empty(4)
    span = range_of(state)
    means[0, 0], means[1, 0] = mean_of(state), median_of(state, how[MIDDLE])
    is_over = span <= 0.0
    for t in range(1, rounds + 1):
        log[t - 1, KIND, :] = NONE
        if not is_over:
            step(state, span, rules, (support, gaps, offer, ranks, log[t - 1]), votes)
        means[0, t], means[1, t] = mean_of(state), median_of(state, how[MIDDLE])
        change = abs(means[0, t] - means[0, t - 1])
        is_over = is_over or (how[STOP] == 1 and change < SETTLED * span)
        if how[SPAN] == 1:
            span = range_of(state)
            is_over = is_over or span <= EPSILON


@compiled
def play_all(table: Floats, how: Whole, quo: float, means: Floats, log: Floats) -> None:
    """Play all draws of `table[d]` (capability, salience, position by actor), one after another.

    `means[d, 0, t]` is the weighted mean after round t, `means[d, 1, t]` the median;
    `log[d, t - 1]` is kept of the first draws only, as many as it has room for. The table's
    positions are left as they are in the end.
    """
    draws, _, n = table.shape
    rounds = means.shape[2] - 1
    state = np.empty((STATE_ROWS, n))
    spare = np.zeros((rounds, LOG_ROWS, n))
    for d in range(draws):
        state[:3, :] = table[d]
        kept = log[d] if d < log.shape[0] else spare
        play_one(state, (how, quo), rounds, means[d], kept)
        table[d, POSITION, :] = state[POSITION, :]
