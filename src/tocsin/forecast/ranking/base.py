"""What is asked of a ranking, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.model.quads import Int32s, Int64s, Quads

Scores: TypeAlias = NDArray[np.float64]
Floats32: TypeAlias = NDArray[np.float32]


class Mode(StrEnum):
    """Which scorer: counts alone, which can be told in words, or trees over counts."""

    COUNTING = "counting"
    FULL = "full"


class Horizon(StrEnum):
    """What is known at the day asked about: all days before it, or none after a fixed one."""

    SINGLE = "single"
    MULTI = "multi"


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a ranking is fitted.

    Attributes:
        horizon: What is known at the day asked about.
        window: So many of the last days teach the scorers.
        block: Days for which the history stands still, where the horizon is multi.
        warm: Share of the days at the beginning that are known, but not asked about.
        replay: Days at the end that are asked about at most; rules change, and each day costs.
        limit: Candidates of a question that are scored.
        kept: Best candidates of a question that surely teach.
        questions: At most so many questions teach; of more, some are drawn.
        rounds: Trees.
        seed: For all that is drawn.
    """

    horizon: Horizon = Horizon.SINGLE
    window: int = 60
    block: int = 30
    warm: float = 0.25
    replay: int = 300
    limit: int = 100
    kept: int = 20
    questions: int = 60_000
    rounds: int = 150
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Queries:
    """Questions of the form (subject, relation, ?) on a day.

    Attributes:
        subject: The actor given.
        relation: The relation; `r + n_relations` asks who did r to the subject.
        day: The day asked about; all questions of one block have the same.
    """

    subject: Int32s
    relation: Int32s
    day: int

    def __len__(self) -> int:
        """Return the number of questions."""
        return len(self.subject)


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Answers to a block of questions of the same day.

    Actors that are not among the candidates of a question share one rank: the mean of the ranks
    that remain.

    Attributes:
        start: Where the candidates of each question begin, with the end as the last; int64[q+1].
        candidate: Actors, in no order, each once for a question; int32[m].
        score: How probable each is, higher is more; comparable within a question only.
    """

    start: Int64s
    candidate: Int32s
    score: Scores


class Ranker(Protocol):
    """What answers questions of a day from the days before it."""

    def rank(self, queries: Queries) -> Ranked:
        """Return the candidates and scores for questions of one day.

        Only what was learnt from days before it may be used.
        """

    def learn(self, quads: Quads) -> None:
        """Add the events of one or more whole days that all lie after those known so far."""


def both_directions(quads: Quads, day: int) -> tuple[Queries, Int32s]:
    """Return the questions that the events of a day give, and the true answers.

    Each event (s, r, o) asks (s, r, ?) and (o, r inverse, ?). There is one question for every
    event and direction, repeats included: first all of subjects, then all inverse ones.
    """
    events = quads.between(day, day)
    count = len(quads.relations)
    subject = np.concatenate([events.subject, events.object])
    relation = np.concatenate([events.relation, events.relation + count])
    answer = np.concatenate([events.object, events.subject])
    return Queries(subject, relation.astype(np.int32), day), answer


def inverse_name(relations: Sequence[str], relation: int) -> str:
    """Return the name of a relation or of its inverse."""
    count = len(relations)
    if relation < count:
        return relations[relation]
    return f"{relations[relation - count]} (by whom)"
