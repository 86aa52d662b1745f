"""Lessons: candidates of past questions, with the answers known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.forecast.ranking.base import Floats32, Scores
from tocsin.forecast.ranking.rules import Asked
from tocsin.model.quads import Int32s, Int64s, Quads

DRAWN = 0.1
"""Share of the weaker candidates that teach; each counts for ten."""


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Candidates of questions that have an answer among them.

    Attributes:
        rows: What was known of each; float32[n, WIDTH].
        answer: Share of each in the answers to its question; float64[n].
        weight: How many candidates each stands for; float64[n].
        start: Where the candidates of each question begin, with the end as the last.
        relation: The relation of each question.
        day: The day of each question.
    """

    rows: Floats32
    answer: Scores
    weight: Scores
    start: Int64s
    relation: Int32s
    day: Int32s


def asked_by(quads: Quads) -> Asked:
    """Return the different questions that events give in both directions, and their answers."""
    kinds = np.int32(len(quads.relations))
    subject = np.concatenate([quads.subject, quads.object])
    relation = np.concatenate([quads.relation, quads.relation + kinds])
    answer = np.concatenate([quads.object, quads.subject])
    order = np.lexsort((answer, relation, subject))
    subject, relation, answer = subject[order], relation[order], answer[order]
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (subject[1:] != subject[:-1]) | (relation[1:] != relation[:-1])
    first = np.flatnonzero(is_new)
    start = np.append(first, len(order)).astype(np.int64)
    return Asked(subject[first], relation[first], start, answer)


def lessons_of(
    asked: Asked,
    found: tuple[Int64s, Int32s, Floats32],
    day: int,
    *,
    kept: int,
    rng: np.random.Generator,
) -> Lessons:
    """Return what the questions of a day teach: their best candidates, and some of the others.

    The others are drawn, and weighed for those that were not. Without them, or with answers
    among them that are not drawn alike, trees learn that a low place means an answer: .27
    instead of .48.

    Args:
        asked: Questions with answers.
        found: Where the candidates of each question begin, the candidates, their rows.
        day: The day of the questions.
        kept: How many candidates of each question teach surely.
        rng: Draws the others.
    """
    start, actor, rows = found
    count = len(start) - 1
    question = np.repeat(np.arange(count), np.diff(start))
    place = np.arange(len(actor)) - start[question]
    truth = np.repeat(np.arange(count), np.diff(asked.start)) << 32 | asked.answer
    is_answer = np.isin(question << 32 | actor, truth)
    answers = np.bincount(question, is_answer, count)
    is_sure = (place < kept) | is_answer
    which = (answers[question] > 0) & (is_sure | (rng.random(len(place)) < DRAWN))
    sizes = np.bincount(question[which], minlength=count)[answers > 0]
    return Lessons(
        rows=rows[which],
        answer=is_answer[which] / answers[question[which]],
        weight=np.where(is_sure[which], 1.0, 1.0 / DRAWN),
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        relation=asked.relation[answers > 0],
        day=np.full(len(sizes), day, np.int32),
    )


def joined(parts: Sequence[Lessons], width: int) -> Lessons:
    """Return all lessons as one; none gives columns without rows."""
    if not parts:
        none = np.empty(0, np.float64)
        numbers = np.empty(0, np.int32)
        rows = np.empty((0, width), np.float32)
        return Lessons(rows, none, none, np.zeros(1, np.int64), numbers, numbers)
    sizes = np.concatenate([np.diff(one.start) for one in parts])
    return Lessons(
        rows=np.concatenate([one.rows for one in parts]),
        answer=np.concatenate([one.answer for one in parts]),
        weight=np.concatenate([one.weight for one in parts]),
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        relation=np.concatenate([one.relation for one in parts]),
        day=np.concatenate([one.day for one in parts]),
    )


def drawn(asked: Asked, rng: np.random.Generator, chance: float) -> Asked:
    """Return some of the questions with their answers, each with a chance."""
    which = rng.random(len(asked.subject)) < chance
    sizes = np.diff(asked.start)
    return Asked(
        asked.subject[which],
        asked.relation[which],
        np.concatenate([[0], np.cumsum(sizes[which])]).astype(np.int64),
        asked.answer[np.repeat(which, sizes)],
    )
