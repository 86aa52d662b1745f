"""Why an actor is ranked as it is: what moved its score most, with the events behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import UsageError
from tocsin.forecast.ranking import columns as c
from tocsin.forecast.ranking import counting
from tocsin.forecast.ranking.base import Floats32, Queries, Ranked, Scores, inverse_name
from tocsin.forecast.ranking.ranking import Ranking
from tocsin.forecast.ranking.rules import AGES, REPEATS, age_class_of
from tocsin.forecast.ranking.trees import moved
from tocsin.model.quads import Masks, Quads

if TYPE_CHECKING:
    from tocsin.forecast.ranking.known import Known

REASONS = 5
EVENTS = 3
"""How many reasons are given, and how many events for each, the newest ones."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that moved a score.

    Attributes:
        name: The column that moved it most of those about the same thing.
        words: What the column says.
        value: Its value for the candidate.
        effect: How much all columns about that thing moved the score, against the mean.
        events: Past events behind it, the newest first, as places in the events of the ranking;
            none where no single events stand behind it.
    """

    name: str
    words: str
    value: float
    effect: float
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why an actor has its place.

    Attributes:
        subject: The actor asked about.
        relation: What is asked, in words.
        candidate: The actor explained.
        place: Its place among the candidates, from 1.
        score: Its score.
        probability: Its share in the softmax of all candidates' scores; not calibrated.
        reasons: What moved the score most, by size of the effect.
    """

    subject: str
    relation: str
    candidate: str
    place: int
    score: float
    probability: float
    reasons: tuple[Reason, ...]


def explain(ranking: Ranking, queries: Queries, candidate: int, *, most: int = REASONS) -> Why:
    """Return why an actor has its place among the answers to one question.

    Args:
        ranking: What answers.
        queries: One question.
        candidate: The actor.
        most: How many reasons are given at most.

    Raises:
        UsageError: There is not just one question, or the actor is no candidate of it.
    """
    if len(queries) != 1:
        raise UsageError(f"{len(queries)} questions were given; one is explained at a time.")
    start, actor, rows = ranking.rows(queries)
    found = Ranked(start, actor, ranking.scores(rows, queries.relation, start))
    mine = np.flatnonzero(found.candidate == candidate)
    names = ranking.events.actors
    if not len(mine):
        message = (
            f"{names[candidate]} is no candidate: nothing in the events leads from "
            f"{names[int(queries.subject[0])]} to it."
        )
        raise UsageError(message, subject=names[candidate])
    place = int(mine[0])
    raised = np.exp(found.score - found.score.max())
    effect = _effects(ranking, rows, place, int(queries.relation[0]))
    evidence = _Evidence(ranking, queries, candidate)
    return Why(
        subject=names[int(queries.subject[0])],
        relation=inverse_name(ranking.events.relations, int(queries.relation[0])),
        candidate=names[candidate],
        place=1 + int((found.score > found.score[place]).sum()),
        score=float(found.score[place]),
        probability=float(raised[place] / raised.sum()),
        reasons=tuple(evidence.reasons(rows[place], effect)[:most]),
    )


def _effects(ranking: Ranking, rows: Floats32, place: int, relation: int) -> Scores:
    """Return how much each column moved the score of a candidate."""
    scorers = ranking.scorers
    if scorers.forest is not None:
        return moved(scorers.forest, rows[place], c.WIDTH)
    signal = counting.signals(rows)
    effect = np.zeros(c.WIDTH)
    effect[list(counting.SIGNALS)] = scorers.weights[relation] * (
        signal[place] - signal.mean(axis=0)
    )
    return effect


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """What finds the events behind the columns of one candidate."""

    ranking: Ranking
    queries: Queries
    candidate: int

    def reasons(self, row: Floats32, effect: Scores) -> list[Reason]:
        """Return all reasons, the one of the greatest effect first."""
        found = []
        for family in dict.fromkeys(c.FAMILIES):
            mine = [k for k in range(c.WIDTH) if c.FAMILIES[k] == family]
            best = max(mine, key=lambda k: abs(effect[k]))
            words, events = self._told(family, c.WORDS[best])
            total = float(effect[mine].sum())
            found.append(Reason(c.COLUMNS[best], words, float(row[best]), total, events))
        return sorted(found, key=lambda one: -abs(one.effect))

    def _told(self, family: str, words: str) -> tuple[str, tuple[int, ...]]:
        """Return the words of a reason and the newest events behind it."""
        if family == "rule":
            return self._strongest_rule(words)
        events = self.ranking.events
        which = _BEHIND.get(family)
        if which is None:
            return words, ()
        return words, _newest(which(self, events))

    def _strongest_rule(self, words: str) -> tuple[str, tuple[int, ...]]:
        """Return the strongest rule that leads to the candidate, with the events it starts at."""
        events, learnt = self.ranking.events, self.ranking.learnt
        s, q = int(self.queries.subject[0]), int(self.queries.relation[0])
        known: Known = self.ranking.known(self.queries)
        half, best = len(events.relations), (0.0, -1, -1)
        places = np.flatnonzero(self.between(events))
        kinds = np.where(
            events.subject[places] == s, events.relation[places], events.relation[places] + half
        )
        for kind in np.unique(kinds).tolist():
            mine = places[kinds == kind]
            age = self.queries.day - int(events.day[mine].max())
            group = age_class_of(age, len(mine))
            best = max(best, (float(known.share[q, kind, group]), kind, group))
        _, kind, group = best
        if kind < 0:
            return words, ()
        met, held = (int(one[q, kind, group]) for one in learnt.rules[:2])
        told = (
            f"{words}: '{inverse_name(events.relations, kind)}' {_class_words(group)} was "
            f"followed in {held} of {met} cases"
        )
        return told, tuple(places[kinds == kind][::-1][:EVENTS].tolist())

    def between(self, events: Quads) -> Masks:
        """Return which events are between the subject and the candidate."""
        s, o = int(self.queries.subject[0]), self.candidate
        forth = (events.subject == s) & (events.object == o)
        which: Masks = forth | ((events.subject == o) & (events.object == s))
        return which

    def asked(self, events: Quads, *, turned: bool = False) -> Masks:
        """Return which events are of the kind asked, with the candidate where it is asked."""
        q, half = int(self.queries.relation[0]), len(events.relations)
        is_object = (q < half) != turned
        side = events.object if is_object else events.subject
        which: Masks = (events.relation == q % half) & (side == self.candidate)
        return which

    def by(self, events: Quads, which: Masks) -> Masks:
        """Return which events some actors, given by a mask, take part in."""
        both: Masks = which[events.subject] | which[events.object]
        return both

    def group(self, actor: int) -> Masks:
        """Return which actors are of an actor's group."""
        groups = self.ranking.learnt.groups.group
        same: Masks = groups == groups[actor]
        return same

    def partners(self) -> Masks:
        """Return those whom the subject deals with most."""
        known = self.ranking.known(self.queries)
        s = int(self.queries.subject[0])
        which = np.zeros(len(self.ranking.events.actors), np.bool_)
        which[known.near[known.near_start[s] : known.near_start[s + 1]]] = True
        return which


def _newest(which: Masks) -> tuple[int, ...]:
    """Return the places of the newest events of a mask; events are in order of day."""
    return tuple(np.flatnonzero(which)[::-1][:EVENTS].tolist())


def _class_words(group: int) -> str:
    """Return the class of a link in words."""
    old, often = divmod(group, len(REPEATS) + 1)
    age = (
        f"{AGES[old - 1] + 1} to {AGES[old]} days old" if 0 < old < len(AGES)
        else f"over {AGES[-1]} days old" if old
        else f"at most {AGES[0]} day old"
    )  # fmt: skip
    times = (
        f"seen {REPEATS[often - 1] + 1} to {REPEATS[often]} times" if 0 < often < len(REPEATS)
        else f"seen over {REPEATS[-1]} times" if often
        else "seen once"
    )  # fmt: skip
    return f"{age}, {times},"


_BEHIND: dict[str, Callable[[_Evidence, Quads], Masks]] = {
    "own": lambda one, events: one.asked(events) & one.between(events),
    "any": lambda one, events: one.between(events),
    "back": lambda one, events: one.asked(events, turned=True) & one.between(events),
    "pop": lambda one, events: one.asked(events),
    "act": lambda one, events: (
        (events.subject == one.candidate) | (events.object == one.candidate)
    ),
    "group": lambda one, events: (
        one.asked(events) & one.by(events, one.group(int(one.queries.subject[0])))
    ),
    "near_then": lambda one, events: one.asked(events) & one.by(events, one.partners()),
    "peers": lambda one, events: one.asked(events) & ~one.between(events),
    "first": lambda one, events: one.between(events),
}
"""Which events stand behind the columns about each thing; all are before the day asked about."""
