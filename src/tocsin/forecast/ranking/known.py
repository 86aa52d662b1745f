"""What the questions of one day are answered from: the state as of that day, made ready."""

from typing import NamedTuple

import numpy as np

from tocsin.engine.compiled import compiled
from tocsin.forecast.ranking.base import Floats32
from tocsin.forecast.ranking.groups import Groups
from tocsin.forecast.ranking.rules import Rules, shares
from tocsin.forecast.ranking.state import State
from tocsin.forecast.ranking.tables import (
    ACTOR_BITS,
    ACTOR_MASK,
    HIGH,
    RECENT,
    H,
    Table,
    best,
    decay_rates,
    worth,
)
from tocsin.model.quads import Int32s, Int64s

NEIGHBOURS = 30
"""Whom each actor deals with most, as many as are followed."""
MOST_FREQUENT = 100
"""Most frequent answers of a relation that are candidates of each of its questions."""


class Known(NamedTuple):
    """Everything that questions of a day are answered from.

    Attributes:
        triple: As in the state.
        answer: Likewise.
        group_group: Likewise.
        group_actor: Likewise.
        role_role: Likewise.
        share: Of links that held an answer, by rule; only asked kinds are filled in.
        answers: Of the rules.
        rate: What an event counts after so many days, by half-life.
        near_start: Where the partners of each actor begin in `near`, with the end as the last.
        near: Partners of each actor, the most frequent first.
        near_share: The share of each in all events of the actor.
        top: Most frequent answers by relation, -1 where there are no more.
        top_share: Their shares in all such events.
        total: Decayed events by relation and half-life.
        active: Decayed events by actor and half-life.
        group: Of the groups.
        role: Likewise.
        member_start: Likewise.
        member: Likewise.
        day: The day asked about.
        horizon: Days between the last known day and the one asked about, less one.
    """

    triple: Table
    answer: Table
    group_group: Table
    group_actor: Table
    role_role: Table
    share: Floats32
    answers: Floats32
    rate: Floats32
    near_start: Int64s
    near: Int32s
    near_share: Floats32
    top: Int32s
    top_share: Floats32
    total: Floats32
    active: Floats32
    group: Int32s
    role: Int32s
    member_start: Int32s
    member: Int32s
    day: int
    horizon: int


class Learnt(NamedTuple):
    """What was learnt so far: counts, rules, and the groups of the actors."""

    state: State
    rules: Rules
    groups: Groups


def known_on(learnt: Learnt, day: int, relation: Int32s, share: Floats32) -> Known:
    """Return what questions of a day are answered from.

    Args:
        learnt: What was learnt from earlier days.
        day: The day asked about.
        relation: Kinds of questions that will be asked.
        share: Room for the shares of the rules; it is changed.
    """
    state, rules, groups = learnt
    last = state.triple.last
    first, newest = (int(last.min()), int(last.max())) if len(last) else (day, day - 1)
    rate = decay_rates(max(day - first + 2, 2))
    count = len(groups.group)
    shares(rules, relation, share)
    active = np.zeros((count, H), np.float32)
    active[state.actor.key & ACTOR_MASK] = state.actor.decayed * rate[day - state.actor.last]
    return Known(
        state.triple, state.answer, state.group_group, state.group_actor, state.role_role,
        share, rules.answers, rate, *_partners(state.triple, rate, day, count),
        *_frequent(state.answer, rate, day, len(share)), active, *groups, day,
        day - newest - 1,
    )  # fmt: skip


@compiled("forecast")
def _partners(
    triple: Table, rate: Floats32, day: int, count: int
) -> tuple[Int64s, Int32s, Floats32]:
    """Return whom each actor deals with most, and the share of each in its events."""
    start = np.zeros(count + 1, np.int64)
    near = np.empty(min(len(triple.key), count * NEIGHBOURS), np.int32)
    share = np.empty(len(near), np.float32)
    sums = np.zeros(count, np.float32)
    met = np.empty(count, np.int32)
    value = np.empty(count, np.float32)
    place = np.empty(NEIGHBOURS, np.int64)
    e = 0
    to = 0
    for s in range(count):
        n = 0
        total = 1e-6
        while e < len(triple.key) and triple.key[e] >> HIGH == s:
            o = triple.key[e] & ACTOR_MASK
            w = worth(triple, e, day, rate, RECENT)
            if sums[o] == 0:
                met[n] = o
                n += 1
            # Never 0, so that an actor is met once only.
            sums[o] += w + np.float32(1e-12)
            total += w
            e += 1
        for j in range(n):
            value[j] = sums[met[j]]
            sums[met[j]] = 0
        for j in place[: best(value, n, NEIGHBOURS, place)]:
            near[to] = met[j]
            share[to] = value[j] / total
            to += 1
        start[s + 1] = to
    return start, near[:to], share[:to]


@compiled("forecast")
def _frequent(
    answer: Table, rate: Floats32, day: int, kinds: int
) -> tuple[Int32s, Floats32, Floats32]:
    """Return the most frequent answers of each relation, their shares, and all its events."""
    top = np.full((kinds, MOST_FREQUENT), -1, np.int32)
    share = np.zeros((kinds, MOST_FREQUENT), np.float32)
    place = np.empty(MOST_FREQUENT, np.int64)
    total = np.zeros((kinds, H), np.float32)
    e = 0
    for q in range(kinds):
        first = e
        while e < len(answer.key) and answer.key[e] >> ACTOR_BITS == q:
            for h in range(H):
                total[q, h] += worth(answer, e, day, rate, h)
            e += 1
        value = np.empty(e - first, np.float32)
        for j in range(first, e):
            value[j - first] = worth(answer, j, day, rate, RECENT)
        for j in range(best(value, e - first, MOST_FREQUENT, place)):
            top[q, j] = answer.key[first + place[j]] & ACTOR_MASK
            share[q, j] = value[place[j]] / (total[q, RECENT] + np.float32(0.1))
    return top, share, total
