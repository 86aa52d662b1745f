"""A fitted ranking: it answers the questions of a day, and learns new days."""

from dataclasses import dataclass, field

import numpy as np

from tocsin.errors import UsageError
from tocsin.forecast.ranking.base import Fitting, Floats32, Mode, Queries, Ranked, Scores
from tocsin.forecast.ranking.candidates import Work, room
from tocsin.forecast.ranking.counting import counted
from tocsin.forecast.ranking.features import rows_of
from tocsin.forecast.ranking.fitting import (
    Progress,
    fitted,
    learned,
)
from tocsin.forecast.ranking.known import Known, Learnt, known_on
from tocsin.forecast.ranking.rules import shares
from tocsin.forecast.ranking.trees import Forest, applied
from tocsin.model.quads import Int32s, Int64s, Quads, date_of

CHUNK = 2000
"""Questions whose candidates are in memory at once; 50 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Scorers:
    """What the scores are made with.

    Attributes:
        mode: Which of the two scores is given.
        how: How it was fitted.
        weights: Weights of the signals by relation.
        forest: The trees; None where only counts are used.
    """

    mode: Mode
    how: Fitting
    weights: Scores
    forest: Forest | None


@dataclass(slots=True, eq=False)
class Ranking:
    """What answers questions about the actors and relations of `events`.

    Only `learn` changes it. It is not for use by several threads at once.

    Attributes:
        events: All that is known so far, as evidence.
        learnt: Counts and rules of it.
        scorers: What the scores are made with.
    """

    events: Quads
    learnt: Learnt
    scorers: Scorers
    _work: Work | None = field(default=None, repr=False)
    _share: Floats32 | None = field(default=None, repr=False)
    _ready: tuple[int, frozenset[int], Known] | None = field(default=None, repr=False)

    def rank(self, queries: Queries) -> Ranked:
        """Return the candidates of questions of one day with their scores.

        Raises:
            UsageError: The day is known already, or a subject or relation is none of ours.
        """
        starts, actors, scores = [np.zeros(1, np.int64)], [], []
        for first in range(0, len(queries), CHUNK):
            cut = slice(first, first + CHUNK)
            part = Queries(queries.subject[cut], queries.relation[cut], queries.day)
            start, actor, rows = self.rows(part)
            starts.append(start[1:] + starts[-1][-1])
            actors.append(actor)
            scores.append(self.scores(rows, part.relation, start))
        none = np.empty(0, np.int32)
        return Ranked(
            np.concatenate(starts),
            np.concatenate([none, *actors]),
            np.concatenate([none, *scores]),
        )

    def rows(self, queries: Queries) -> tuple[Int64s, Int32s, Floats32]:
        """Return where the candidates of each question begin, the candidates and their rows.

        Raises:
            UsageError: The day is known already, or a subject or relation is none of ours.
        """
        self._refuse(queries)
        if self._work is None:
            self._work = room(len(self.events.actors))
        start, actor, rows = rows_of(
            self.known(queries), self._work, queries.subject.astype(np.int32),
            queries.relation.astype(np.int32), self.scorers.how.limit,
        )  # fmt: skip
        return start, actor, rows

    def scores(self, rows: Floats32, relation: Int32s, start: Int64s) -> Scores:
        """Return the scores of candidates."""
        if self.scorers.forest is None:
            return counted(self.scorers.weights, rows, relation, start)
        return applied(self.scorers.forest, rows)

    def known(self, queries: Queries) -> Known:
        """Return what the questions are answered from; kept for more of the same day."""
        asked = frozenset(queries.relation.tolist())
        if self._ready is None or self._ready[0] != queries.day:
            if self._share is None:
                self._share = np.empty_like(self.learnt.rules.seen)
            relations = np.array(sorted(asked), np.int32)
            known = known_on(self.learnt, queries.day, relations, self._share)
        elif asked <= self._ready[1]:
            return self._ready[2]
        else:
            known, missing = self._ready[2], sorted(asked - self._ready[1])
            shares(self.learnt.rules, np.array(missing, np.int32), known.share)
            asked |= self._ready[1]
        self._ready = (queries.day, asked, known)
        return known

    def learn(self, quads: Quads) -> None:
        """Add the events of days after those known so far; nothing is fitted again.

        Days that are added at once were all unknown to each other: the rules count them as asked
        about from the history before the first.

        Raises:
            UsageError: A day is known already, or the names are not those of `events`.
        """
        if not len(quads):
            return
        if quads.actors != self.events.actors or quads.relations != self.events.relations:
            message = "The new events have other actors or relations; read all events at once."
            raise UsageError(message, subject="events")
        self._refuse_known(int(quads.day[0]))
        self.learnt = learned(self.learnt, quads)
        self.events = joined(self.events, quads)
        self._ready = None

    def _refuse(self, queries: Queries) -> None:
        """Refuse questions that cannot be answered.

        Raises:
            UsageError: The day is known already, or a subject or relation is none of ours.
        """
        self._refuse_known(queries.day)
        for name, numbers, most in (
            ("subject", queries.subject, len(self.events.actors)),
            ("relation", queries.relation, 2 * len(self.events.relations)),
        ):
            if len(numbers) and not 0 <= numbers.min() <= numbers.max() < most:
                message = f"A {name} is outside 0 to {most - 1}, the ones known."
                raise UsageError(message, subject=name)

    def _refuse_known(self, day: int) -> None:
        """Refuse a day that is not after all known ones, as it would be told its own answers.

        Raises:
            UsageError: It is not.
        """
        if len(self.events) and day <= int(self.events.day[-1]):
            message = (
                f"{date_of(day)} is not after the last known day, "
                f"{date_of(int(self.events.day[-1]))}; ask about later days."
            )
            raise UsageError(message, subject=date_of(day))


def fit(quads: Quads, mode: Mode, how: Fitting, *, progress: Progress | None = None) -> Ranking:
    """Return a ranking fitted on events.

    Raises:
        InsufficientDataError: There are too few days or actors.
        UsageError: A package of the extra is missing.
    """
    learnt, weights, forest = fitted(quads, mode, how, progress)
    return Ranking(quads, learnt, Scorers(mode, how, weights, forest))


def joined(first: Quads, second: Quads) -> Quads:
    """Return events and later ones, both with the same names."""
    return Quads(
        np.concatenate([first.day, second.day]),
        np.concatenate([first.subject, second.subject]),
        np.concatenate([first.relation, second.relation]),
        np.concatenate([first.object, second.object]),
        first.actors,
        first.relations,
        np.concatenate([first.key, second.key]),
    )
