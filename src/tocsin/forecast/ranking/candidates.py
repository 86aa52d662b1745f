"""Which actors may answer a question, and what the paths that lead to them are worth."""

from typing import NamedTuple

import numpy as np

from tocsin.engine.compiled import inner
from tocsin.forecast.ranking import columns as c
from tocsin.forecast.ranking.base import Floats32
from tocsin.forecast.ranking.known import MOST_FREQUENT, Known
from tocsin.forecast.ranking.rules import age_class
from tocsin.forecast.ranking.tables import (
    ACTOR_BITS,
    ACTOR_MASK,
    LONG,
    RECENT,
    RELATION_MASK,
    H,
    Table,
    at,
    key3,
    lower,
    span,
    worth,
)
from tocsin.model.quads import Int32s, Int64s

NEVER = 1000.0
"""Days since what never happened."""
LEAST = 0.01
"""Shares below it are not followed to a second actor."""
LEAST_PEER = 0.03
"""The same for paths over three actors."""
DOUBT = 0.5
"""Events that are added to what a share is taken of, so that one event alone is no certainty."""


class Work(NamedTuple):
    """Room for the candidates of one question.

    Attributes:
        slot: The row of each actor, -1 for those that are no candidates; int32[actors].
        actor: The actor of each row.
        row: What is known of each candidate; float32[actors, WIDTH].
        size: Number of candidates, as an array of one.
        score: Room for the first scores.
        place: Room for the rows that are chosen.
    """

    slot: Int32s
    actor: Int32s
    row: Floats32
    size: Int64s
    score: Floats32
    place: Int64s


def room(actors: int) -> Work:
    """Return room for the candidates of one question out of so many actors."""
    return Work(
        np.full(actors, -1, np.int32),
        np.empty(actors, np.int32),
        np.empty((actors, c.WIDTH), np.float32),
        np.zeros(1, np.int64),
        np.empty(actors, np.float32),
        np.empty(actors, np.int64),
    )


@inner
def row_of(work: Work, actor: int) -> int:
    """Return the row of a candidate, a new one where it has none."""
    place = int(work.slot[actor])
    if place < 0:
        place = int(work.size[0])
        work.size[0] += 1
        work.slot[actor] = place
        work.actor[place] = actor
        work.row[place] = 0
        work.row[place, c.OWN_AGE] = NEVER
        work.row[place, c.ANY_AGE] = NEVER
        work.row[place, c.BACK_AGE] = NEVER
        work.row[place, c.POP_AGE] = NEVER
        work.row[place, c.RULE_ALL] = 1
    return place


@inner
def gather(known: Known, work: Work, s: int, q: int) -> None:
    """Find the candidates of a question, with all that is known of them by the way."""
    own_history(known, work, s, q)
    for j in range(MOST_FREQUENT):
        if known.top[q, j] < 0:
            break
        work.row[row_of(work, known.top[q, j]), c.POP30] = known.top_share[q, j]
    near_then(known, work, s, q)
    then_near(known, work, s, q)
    of_groups(known, work, s, q)


@inner
def own_history(known: Known, work: Work, s: int, q: int) -> None:
    """Take in all that the subject was part of, as events and as rules."""
    triple, row, day = known.triple, work.row, known.day
    half = known.share.shape[0] // 2
    back = q - half if q >= half else q + half
    low = lower(triple.key, key3(s, 0, 0), 0)
    high = lower(triple.key, key3(s + 1, 0, 0), low)
    for e in range(low, high):
        r = (triple.key[e] >> ACTOR_BITS) & RELATION_MASK
        age = day - triple.last[e]
        p = row_of(work, triple.key[e] & ACTOR_MASK)
        for h in range(H):
            row[p, c.ANY2 + h] += triple.decayed[e, h] * known.rate[age, h]
        row[p, c.ANY_AGE] = min(row[p, c.ANY_AGE], age)
        row[p, c.ANY_KINDS] += 1
        _follow(row[p], known.share[q, r, age_class(age, triple.times[e])])
        if r == q:
            for h in range(H):
                row[p, c.OWN2 + h] = triple.decayed[e, h] * known.rate[age, h]
            row[p, c.OWN_COUNT] = triple.times[e]
            row[p, c.OWN_AGE] = age
        elif r == back:
            row[p, c.BACK30] = triple.decayed[e, RECENT] * known.rate[age, RECENT]
            row[p, c.BACK_AGE] = age


@inner
def _follow(row: Floats32, share: float) -> None:
    """Take in one rule; `RULE_ALL` is the chance that none of them holds, until the end."""
    row[c.RULE_ALL] *= np.float32(1) - share
    if share > row[c.RULE_BEST]:
        row[c.RULE_SECOND] = row[c.RULE_BEST]
        row[c.RULE_BEST] = share
    elif share > row[c.RULE_SECOND]:
        row[c.RULE_SECOND] = share


@inner
def total_of(known: Known, table: Table, place: tuple[int, int]) -> float:
    """Return what some entries are worth together, with some doubt added."""
    total = DOUBT
    for e in range(place[0], place[1]):
        total += worth(table, e, known.day, known.rate, RECENT)
    return total


@inner
def near_then(known: Known, work: Work, s: int, q: int) -> None:
    """Take in those whom the subject's partners have such events with, and their partners."""
    triple, row = known.triple, work.row
    for n in range(known.near_start[s], known.near_start[s + 1]):
        x, w = known.near[n], known.near_share[n]
        if w < LEAST:
            break
        place = span(triple.key, x, q)
        total = total_of(known, triple, place)
        for e in range(place[0], place[1]):
            v = worth(triple, e, known.day, known.rate, RECENT) / total
            if v > LEAST:
                row[row_of(work, triple.key[e] & ACTOR_MASK), c.NEAR_THEN] += w * v
        for m in range(known.near_start[x], known.near_start[x + 1]):
            if known.near_share[m] < 2 * LEAST:
                break
            row[row_of(work, known.near[m]), c.NEAR_NEAR] += w * known.near_share[m]


@inner
def then_near(known: Known, work: Work, s: int, q: int) -> None:
    """Take in the partners of those in such events, and whom others in such events reach."""
    triple, row = known.triple, work.row
    place = span(triple.key, s, q)
    total = total_of(known, triple, place)
    for e in range(place[0], place[1]):
        x = triple.key[e] & ACTOR_MASK
        w = worth(triple, e, known.day, known.rate, RECENT) / total
        if w < LEAST_PEER:
            continue
        for m in range(known.near_start[x], known.near_start[x + 1]):
            row[row_of(work, known.near[m]), c.THEN_NEAR] += w * known.near_share[m]
        _peers(known, work, (s, q), x, w)


@inner
def _peers(known: Known, work: Work, asked: tuple[int, int], x: int, w: float) -> None:
    """Take in those reached by others who have such events with the same actor."""
    triple = known.triple
    s, q = asked
    half = known.share.shape[0] // 2
    place = span(triple.key, x, q - half if q >= half else q + half)
    total = total_of(known, triple, place)
    for f in range(place[0], place[1]):
        y = triple.key[f] & ACTOR_MASK
        v = worth(triple, f, known.day, known.rate, RECENT) / total
        if v < LEAST_PEER or y == s:
            continue
        theirs = span(triple.key, y, q)
        base = total_of(known, triple, theirs)
        for g in range(theirs[0], theirs[1]):
            u = worth(triple, g, known.day, known.rate, RECENT) / base
            if u > LEAST_PEER:
                p = row_of(work, triple.key[g] & ACTOR_MASK)
                work.row[p, c.PEERS] += w * v * u


@inner
def of_groups(known: Known, work: Work, s: int, q: int) -> None:
    """Take in whom others of the subject's group had such events with, and its members."""
    table, row = known.group_actor, work.row
    g = known.group[s]
    place = span(table.key, g, q)
    total = DOUBT
    for e in range(place[0], place[1]):
        total += worth(table, e, known.day, known.rate, LONG)
    for e in range(place[0], place[1]):
        v = worth(table, e, known.day, known.rate, LONG)
        row[row_of(work, table.key[e] & ACTOR_MASK), c.GROUP_ACTOR] = v / total
    for m in range(known.member_start[g], known.member_start[g + 1]):
        if known.active[known.member[m], LONG] > 0:
            row_of(work, known.member[m])


@inner
def entry(table: Table, key: int, day: int, rate: Floats32) -> float:
    """Return what the events under a key are worth as of a day, 0 where there are none."""
    e = at(table.key, key)
    return worth(table, e, day, rate, LONG) if e >= 0 else 0.0
