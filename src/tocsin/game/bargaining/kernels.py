"""The expected-utility model of bargaining over one issue, compiled.

Indices of `how` are the switches of `readings.Reading` in order of definition. `state` holds a
column for each actor and the rows named below, `desk` a table of actors by actors for each of
the layers. Sums run over actors in the order of the table. Nothing is allocated and no array is
sliced here: both cost most of the time of compilation, and Python could not run it on views.

References:
    Bueno de Mesquita (1994), in: Bueno de Mesquita & Stokman, European Community Decision
    Making, chapter 4. Scholz, Calbert & Smith (2011), Unravelling Bueno de Mesquita's group
    decision model, Journal of Theoretical Politics 23(4), equations 1 to 13.
"""

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.compiled import compiled, inner

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Offer: TypeAlias = tuple[float, float, float, float]
"""a, b, where it leads, and where its sender stands."""

CAPABILITY, SALIENCE, POSITION, RISK, SAME, PLACE = range(6)
KIND, PARTNER, MINE, THEIRS, BACKING, TARGET = range(6, 12)
CLASS, WITHIN, QUO = range(12, 15)
STATE_ROWS = 15
"""`PLACE` is the order of positions, `CLASS` and `WITHIN` rank the offer taken, `QUO` is Q."""
ENDS = 3
"""Row of a table that is filled with the positions in the end."""
LOG_ROWS = 6
"""Of each actor and round: kind of the offer taken, its sender, a, b, the sender's share of the
votes in their contest, and where it leads."""
SUPPORT, VOTES, GAP, LOG_GAP, LOG_LESS, LOG_MORE = range(6)
DESK_LAYERS = 6
"""P(i beats j), votes, d, and the logarithms of d, (1 - d) / 2 and (1 + d) / 2."""
NONE, CONFLICT, COMPROMISE, CAPITULATION = range(4)
(DENOMINATOR, WHOSE, SECURITY, CLAUSE, BORDERS, ORDER, KEY, CONFLICTS, GIVES_IN, SPAN, STOP,
 VIEWER, RISKS, TIES, MIDDLE) = range(15)  # fmt: skip
EPSILON = 1e-12
LOG_HALF = math.log(0.5)
SETTLED = 0.01
"""Share of the range below which a round's change of the weighted mean counts as none."""


@inner
def log_of(share: float) -> float:
    """Return the logarithm of a number in [0, 1]; minus infinity of 0."""
    return math.log(share) if share > 0.0 else -math.inf


@inner
def measure(state: Floats, span: float, desk: Floats) -> None:
    """Fill the distances and their logarithms.

    A logarithm is shared by all exponents of both sides, so that a power costs one exp.
    """
    n = state.shape[1]
    for i in range(n):
        desk[GAP, i, i] = 0.0
        desk[LOG_GAP, i, i] = -math.inf
        for j in range(i + 1, n):
            gap = abs(state[POSITION, i] - state[POSITION, j]) / span
            apart, less, more = log_of(gap), 0.0, 0.0
            if gap > 0.0:
                less, more = log_of(0.5 - 0.5 * gap), log_of(0.5 + 0.5 * gap)
            desk[GAP, i, j] = desk[GAP, j, i] = gap
            desk[LOG_GAP, i, j] = desk[LOG_GAP, j, i] = apart
            desk[LOG_LESS, i, j] = desk[LOG_LESS, j, i] = less
            desk[LOG_MORE, i, j] = desk[LOG_MORE, j, i] = more


@inner
def cast_votes(state: Floats, desk: Floats, stage: int) -> None:
    """Fill in what a stand of i costs k, c s d^r; at stage 0 all are neutral to risk."""
    n = state.shape[1]
    for k in range(n):
        weight = state[CAPABILITY, k] * state[SALIENCE, k]
        risk = state[RISK, k]
        for i in range(n):
            cost = weight * desk[GAP, k, i]
            if stage > 0:
                cost = weight * math.exp(risk * desk[LOG_GAP, k, i]) if k != i else 0.0
            desk[VOTES, k, i] = cost
            desk[SUPPORT, k, i] = 0.0


@inner
def count_votes(desk: Floats, denominator: int) -> None:
    """Fill in the probability that i beats j; 0 at equal positions."""
    n = desk.shape[1]
    total = 0.0
    for i in range(n):
        for k in range(n):
            mine = desk[VOTES, k, i]
            for j in range(n):
                desk[SUPPORT, i, j] += max(0.0, desk[VOTES, k, j] - mine)
    for i in range(n):
        for j in range(n):
            total += 2.0 * desk[SUPPORT, i, j]
    for i in range(n):
        for j in range(i + 1, n):
            whole = desk[SUPPORT, i, j] + desk[SUPPORT, j, i] if denominator else total
            if whole > 0.0:
                desk[SUPPORT, i, j] /= whole
                desk[SUPPORT, j, i] /= whole


@inner
def estimate_risk(state: Floats, desk: Floats, how: Whole) -> None:
    """Fill the exponents from security under neutral risk, where Us = 2d, Uf = -2d, Uq = 0."""
    n = state.shape[1]
    low, high = math.inf, -math.inf
    for i in range(n):
        total = 0.0
        for j in range(n):
            gap = 2.0 * desk[GAP, i, j]
            attacker, target = (j, i) if how[SECURITY] == 0 else (i, j)
            resists = state[SALIENCE, target if how[WHOSE] == 0 else attacker]
            chance = desk[SUPPORT, attacker, target]
            total += resists * (chance * gap - (1.0 - chance) * gap) + (1.0 - resists) * gap
        state[RISK, i] = total
        low, high = min(low, total), max(high, total)
    for i in range(n):
        rho = 0.0
        if high - low > EPSILON:
            rho = 2.0 * (state[RISK, i] - low) / (high - low) - 1.0
        state[RISK, i] = (1.0 - rho / 3.0) / (1.0 + rho / 3.0)


@inner
def value(chance: float, resists: float, won: float, lost: float, same: float) -> float:
    """Return what a challenge is worth to the one that makes it, from Us, Uf and Q Uq."""
    fought = chance * won + (1.0 - chance) * lost
    return resists * fought + (1.0 - resists) * won - same


@inner
def weigh(state: Floats, desk: Floats, i: int, j: int, how: Whole) -> tuple[float, float]:
    """Return a and b: what i expects of challenging j and, as i sees it, j of challenging i."""
    less, more = desk[LOG_LESS, i, j], desk[LOG_MORE, i, j]
    hers, his = state[SALIENCE, j], state[SALIENCE, i]
    if how[WHOSE] != 0:
        hers, his = his, hers
    won = 2.0 - 4.0 * math.exp(state[RISK, i] * less)
    lost = 2.0 - 4.0 * math.exp(state[RISK, i] * more)
    mine = value(desk[SUPPORT, i, j], hers, won, lost, state[SAME, i])
    viewer = i
    if how[VIEWER] == 1:
        viewer = j
        won = 2.0 - 4.0 * math.exp(state[RISK, j] * less)
        lost = 2.0 - 4.0 * math.exp(state[RISK, j] * more)
    return mine, value(desk[SUPPORT, j, i], his, won, lost, state[SAME, viewer])


@inner
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


@inner
def rank(offer: Offer, kind: int, here: float, how: Whole) -> tuple[float, float]:
    """Return the rank of an offer: its class and its key, the smallest taken first."""
    mine, theirs, target, there = offer
    if how[ORDER] == 1:
        return 0.0, abs(target - here)
    if how[ORDER] == 2:
        return 0.0, mine - theirs
    if kind == COMPROMISE and how[KEY] == 0:
        top = abs(mine) * here + abs(theirs) * there
        return float(COMPROMISE), top / (abs(mine) + abs(theirs))
    return float(kind), abs(target - here)


@inner
def is_better(state: Floats, i: int, offer: Offer, ranks: tuple[float, float],
              how: Whole) -> bool:  # fmt: skip
    """Return whether an offer is taken before the best that an actor has had so far."""
    first, second = ranks
    if first != state[CLASS, i]:
        return bool(first < state[CLASS, i])
    if how[TIES] == 0 or abs(second - state[WITHIN, i]) > EPSILON:
        return bool(second < state[WITHIN, i])
    mine, theirs, target, _ = offer
    for place in range(1, 3):
        gap = mine - state[MINE, i] if how[TIES] == place else theirs - state[THEIRS, i]
        if abs(gap) > EPSILON:
            return bool(gap > 0.0)
    return bool(target < state[TARGET, i])


@inner
def choose(state: Floats, desk: Floats, i: int, how: Whole) -> None:
    """Fill the log of one actor with the offer that it takes."""
    here = state[POSITION, i]
    state[KIND, i] = NONE
    for j in range(state.shape[1]):
        there = state[POSITION, j]
        if here == there:
            continue
        mine, theirs = weigh(state, desk, i, j, how)
        kind = judge(mine, theirs, how)
        if kind == NONE:
            continue
        target = there
        if kind == COMPROMISE:
            share = min(abs(mine), abs(theirs)) / max(abs(mine), abs(theirs))
            target = here + (there - here) * share
        offer = mine, theirs, target, there
        ranks = rank(offer, kind, here, how)
        if state[KIND, i] == NONE or is_better(state, i, offer, ranks, how):
            both = desk[SUPPORT, j, i] + desk[SUPPORT, i, j]
            state[KIND, i], state[PARTNER, i], state[TARGET, i] = kind, j, target
            state[MINE, i], state[THEIRS, i] = mine, theirs
            state[BACKING, i] = desk[SUPPORT, j, i] / both if both > 0.0 else 0.5
            state[CLASS, i], state[WITHIN, i] = ranks


@inner
def mean_of(state: Floats) -> float:
    """Return the mean position weighted by capability times salience."""
    top, bottom = 0.0, 0.0
    for i in range(state.shape[1]):
        weight = state[CAPABILITY, i] * state[SALIENCE, i]
        top += weight * state[POSITION, i]
        bottom += weight
    return top / bottom if bottom != 0.0 else math.nan


@inner
def median_of(state: Floats, middle: int) -> float:
    """Return the first position, from below, at which the weights reach half their sum."""
    n = state.shape[1]
    half = 0.0
    for i in range(n):
        half += 0.5 * state[CAPABILITY, i] * state[SALIENCE, i]
        place = i  # by insertion, fastest for short tables
        while place > 0 and state[POSITION, int(state[PLACE, place - 1])] > state[POSITION, i]:
            state[PLACE, place] = state[PLACE, place - 1]
            place -= 1
        state[PLACE, place] = i
    if half <= 0.0:
        return math.nan
    slack = EPSILON * max(half, 1.0)
    reached = 0.0
    for place in range(n):
        i = int(state[PLACE, place])
        reached += state[CAPABILITY, i] * state[SALIENCE, i]
        if reached >= half - slack or place + 1 == n:
            here = state[POSITION, i]
            if middle == 0 or reached > half + slack or place + 1 == n:
                return float(here)
            above = state[POSITION, int(state[PLACE, place + 1])]
            return float(above if middle == 2 else 0.5 * (here + above))
    return math.nan


@inner
def range_of(state: Floats) -> float:
    """Return the distance of the outermost positions."""
    low = high = state[POSITION, 0]
    for i in range(1, state.shape[1]):
        low, high = min(low, state[POSITION, i]), max(high, state[POSITION, i])
    return float(high - low)


@inner
def load(table: Floats, d: int, state: Floats) -> None:
    """Take in one draw."""
    for i in range(table.shape[2]):
        state[CAPABILITY, i], state[SALIENCE, i] = table[d, 0, i], table[d, 1, i]
        state[POSITION, i] = table[d, 2, i]


@inner
def prepare(state: Floats, how: Whole, desk: Floats, span: float) -> None:
    """Estimate the risks and with what probability each beats each."""
    n = state.shape[1]
    for i in range(n):
        state[RISK, i] = 1.0
    measure(state, span, desk)
    for stage in range(1 if how[RISKS] == 1 else 2):
        if stage == 1:
            estimate_risk(state, desk, how)
        cast_votes(state, desk, stage)
        count_votes(desk, how[DENOMINATOR])
    for i in range(n):
        state[SAME, i] = state[QUO, i] * (2.0 - 4.0 * math.exp(state[RISK, i] * LOG_HALF))


@inner
def move(state: Floats, log: Floats, d: int, t: int) -> None:
    """Move all actors at once to where their offers lead, and keep the offers."""
    for i in range(state.shape[1]):
        if state[KIND, i] != NONE:
            state[POSITION, i] = state[TARGET, i]
            if d < log.shape[0]:
                for row in range(LOG_ROWS):
                    log[d, t - 1, row, i] = state[KIND + row, i]


@compiled("game")
def play_all(table: Floats, how: Whole, means: Floats, log: Floats, state: Floats,
             desk: Floats) -> None:  # fmt: skip
    """Play all draws of `table[d]` (capability, salience, position by actor), one after another.

    `means[d, 0, t]` is the weighted mean after round t, `means[d, 1, t]` the median;
    `log[d, t - 1]` is kept of the first draws only, as many as it has room for. The positions in
    the end are left in `table[d, 3]`. `state` and `desk` are room to work in, of which only Q is
    given.
    """
    n = table.shape[2]
    for d in range(table.shape[0]):
        load(table, d, state)
        span = range_of(state)
        is_over = span <= 0.0
        for t in range(means.shape[2]):
            if t > 0 and not is_over:
                prepare(state, how, desk, span)
                for i in range(n):
                    choose(state, desk, i, how)
                move(state, log, d, t)
            means[d, 0, t], means[d, 1, t] = mean_of(state), median_of(state, how[MIDDLE])
            change = abs(means[d, 0, t] - means[d, 0, t - 1]) if t > 0 else math.inf
            is_over = is_over or (how[STOP] == 1 and change < SETTLED * span)
            if how[SPAN] == 1 and t > 0:
                span = range_of(state)
                is_over = is_over or span <= EPSILON
        for i in range(n):
            table[d, ENDS, i] = state[POSITION, i]
