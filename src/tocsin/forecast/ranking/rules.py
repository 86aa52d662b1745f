"""Aged rules: how often a link of one kind and age is followed by another of a given kind.

A rule (q, r, class) says: where the last event of kind r between two actors is so old and was
seen so often, the share of questions of kind q by the first whose answer was the second. Kinds
in the other direction count as kinds of their own, so inverse rules are among them.
"""

from typing import NamedTuple

import numpy as np

from tocsin.engine.compiled import compiled, inner
from tocsin.forecast.ranking.base import Floats32
from tocsin.forecast.ranking.tables import (
    ACTOR_BITS,
    ACTOR_MASK,
    RELATION_MASK,
    Table,
    key3,
    lower,
)
from tocsin.model.quads import Int32s, Int64s

AGES = (1, 3, 7, 14, 30, 60, 120)
"""Upper ends of the age classes in days; what is older is in the last class."""
REPEATS = (1, 3)
"""Upper ends of the classes of how often the link was seen."""
CLASSES = (len(AGES) + 1) * (len(REPEATS) + 1)
WEIGHT = 2.0
"""How many links the mean over all kinds of links of that class weighs."""
MOST = 0.95
"""No rule is surer than this, or one link would outweigh all others."""


class Asked(NamedTuple):
    """The different questions that the events of a day give, with their answers.

    Attributes:
        subject: Actors asked about, ascending.
        relation: Relations asked about, ascending within a subject.
        start: Where the answers to each question begin, with the end as the last.
        answer: The answers.
    """

    subject: Int32s
    relation: Int32s
    start: Int64s
    answer: Int32s


class Rules(NamedTuple):
    """How often the questions met links, and how often those held the answer.

    Attributes:
        seen: Links met; float32[2R, 2R, CLASSES], question first.
        held: Those whose object was an answer.
        answers: Answers to questions of each kind: all, those with an earlier event of that kind
            and those with any earlier event between the two; float32[2R, 3].
    """

    seen: Floats32
    held: Floats32
    answers: Floats32


def no_rules(kinds: int) -> Rules:
    """Return rules without experience, for a number of relations in both directions."""
    shape = (kinds, kinds, CLASSES)
    return Rules(
        np.zeros(shape, np.float32),
        np.zeros(shape, np.float32),
        np.zeros((kinds, 3), np.float32),
    )


@compiled("forecast")
def shares(rules: Rules, which: Int32s, share: Floats32) -> None:
    """Fill in the share of links that held an answer, for some kinds of questions.

    Each share is shrunk to that of all kinds of links of its class.

    Args:
        rules: What was counted.
        which: Kinds of questions.
        share: It is changed; float32[2R, 2R, CLASSES].
    """
    for q in which:
        for b in range(CLASSES):
            met, held = 1.0, 0.01
            for r in range(share.shape[1]):
                met += rules.seen[q, r, b]
                held += rules.held[q, r, b]
            prior = WEIGHT * held / met
            for r in range(share.shape[1]):
                value = (rules.held[q, r, b] + prior) / (rules.seen[q, r, b] + WEIGHT)
                share[q, r, b] = min(value, MOST)


def age_class_of(age: int, count: float) -> int:
    """Return the class of a link by its age in days and how often it was seen."""
    old = sum(age > end for end in AGES)
    return old * (len(REPEATS) + 1) + sum(count > most for most in REPEATS)


@inner
def age_class(age: int, count: float) -> int:
    """Return the class of a link by its age in days and how often it was seen."""
    old = 0
    for end in AGES:
        old += age > end
    often = 0
    for most in REPEATS:
        often += count > most
    return old * (len(REPEATS) + 1) + often


@compiled("forecast")
def observe(rules: Rules, triple: Table, asked: Asked, day: int, mark: Int32s) -> None:
    """Count the questions of a day against the links known before it.

    Args:
        rules: They are changed.
        triple: Links as known.
        asked: Questions with their answers.
        day: The day of the questions.
        mark: One number for every actor, all 0; they are so again afterwards.
    """
    low = 0
    high = 0
    for i in range(len(asked.subject)):
        s = asked.subject[i]
        if i == 0 or s != asked.subject[i - 1]:
            low = lower(triple.key, key3(s, 0, 0), 0)
            high = lower(triple.key, key3(s + 1, 0, 0), low)
        for j in range(asked.start[i], asked.start[i + 1]):
            mark[asked.answer[j]] = 1
        _meet(rules, triple, (low, high), asked.relation[i], day, mark)
        for j in range(asked.start[i], asked.start[i + 1]):
            a = asked.answer[j]
            rules.answers[asked.relation[i], 0] += np.float32(1)
            rules.answers[asked.relation[i], 1] += np.float32(mark[a] == 3)
            rules.answers[asked.relation[i], 2] += np.float32(mark[a] >= 2)
            mark[a] = 0


@inner
def _meet(
    rules: Rules, triple: Table, place: tuple[int, int], q: int, day: int, mark: Int32s
) -> None:
    """Count one question against the links of its subject; answers that were met are marked."""
    for e in range(place[0], place[1]):
        r = (triple.key[e] >> ACTOR_BITS) & RELATION_MASK
        o = triple.key[e] & ACTOR_MASK
        b = age_class(day - triple.last[e], triple.times[e])
        rules.seen[q, r, b] += np.float32(1)
        if mark[o]:
            rules.held[q, r, b] += np.float32(1)
            mark[o] = 3 if r == q else max(mark[o], 2)
