"""The same question between two days: evidence of the one, data of the other, and so on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import factorial

from tocsin.assess.case import Case
from tocsin.assess.chains import Chains
from tocsin.assess.concern import reckon
from tocsin.assess.judgements import Judged, judge, judge_all, worth_judging
from tocsin.assess.propositions import Proposition, chains_of, find_propositions
from tocsin.assess.ranges import mean
from tocsin.errors import InsufficientDataError
from tocsin.model.change import Cause
from tocsin.model.world_data import Fact

FIELDS: dict[Cause, tuple[str, ...]] = {
    Cause.EVIDENCE: ("claims", "stakes", "documents", "origins"),
    Cause.DATA: ("relations", "record"),
    Cause.ASSUMPTIONS: ("question", "games", "overrides"),
}
"""Which fields of a `Case` belong to which cause; data files and draws are common to both days."""

COMMON = ("ontology", "sampler", "book", "grades", "hypotheses", "words", "library")
"""Rival readings and the standard of the words move no score and no probability; sources are graded
in the same way on both days."""


@dataclass(frozen=True, slots=True)
class Values:
    """What one mixture of the two days gives.

    Attributes:
        scores: The mean score of each stakeholder.
        p: The mean probability of each judgement, by key.
        is_judged: Keys of the judgements that the evidence carries.
    """

    scores: dict[str, float]
    p: dict[str, float]
    is_judged: frozenset[str]


@dataclass(frozen=True)
class Mixtures:
    """One question on two days, and everything between them.

    Attributes:
        then: The case of the earlier day.
        now: The case of the later day; draws and data files are the same.
        propositions: What is judged on either day; without evidence.
        chains: What the documents of each day say of their sources.
    """

    then: Case
    now: Case
    propositions: tuple[Proposition, ...]
    chains: tuple[Chains, Chains]

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Return the causes in which the two days differ."""
        differs = {
            Cause.EVIDENCE: _ids(self.then) != _ids(self.now),
            Cause.DATA: self.then.record != self.now.record or bool(self.facts),
            Cause.ASSUMPTIONS: any(
                getattr(self.then, name) != getattr(self.now, name)
                for name in FIELDS[Cause.ASSUMPTIONS]
            ),
        }
        return tuple(cause for cause in Cause if differs[cause])

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return the recorded relations that hold on one of the two days alone."""
        days = (self.then.relations.day, self.now.relations.day)
        world = self.now.relations.world
        rows = (row for name in world.__slots__ for row in getattr(world, name))
        return tuple(row for row in rows if row.in_force(days[0]) != row.in_force(days[1]))

    @cached_property
    def values(self) -> dict[frozenset[Cause], Values]:
        """Return what each mixture gives, by the causes that are as they are now."""
        return {
            frozenset(chosen): self._values(frozenset(chosen))
            for size in range(len(self.causes) + 1)
            for chosen in combinations(self.causes, size)
        }

    @property
    def before(self) -> Values:
        """Return what the earlier day gives."""
        return self.values[frozenset()]

    @property
    def after(self) -> Values:
        """Return what the later day gives."""
        return self.values[frozenset(self.causes)]

    def mixed(self, now: Collection[Cause]) -> Case:
        """Return the case of the earlier day with some causes as they are now."""
        later = {name: getattr(self.now, name) for cause in now for name in FIELDS[cause]}
        return replace(self.then, **later)

    def _values(self, now: frozenset[Cause]) -> Values:
        """Return what a mixture gives; no score where its evidence carries no judgement."""
        case = self.mixed(now)
        found = find_propositions(case, self.chains[Cause.EVIDENCE in now], is_pair_alone=True)
        judged: Sequence[Judged] = ()
        try:
            judged = judge_all(found, case)
        except InsufficientDataError:
            if not now or now == frozenset(self.causes):
                raise
        p = {one.proposition.key: mean(one.p) for one in judged}
        is_judged = frozenset(p)
        by_key = {one.key: one for one in found}
        for one in self.propositions:
            if one.key not in p:
                p[one.key] = mean(judge(by_key.get(one.key, one), case).p)
        whom = self.now.question.stakeholders
        scores = {str(state): mean(reckon(state, judged, case).score) for state in whom}
        return Values(scores, p, is_judged)


def mix(then: Case, now: Case) -> Mixtures:
    """Return one question on two days, with what is judged on either of them.

    Raises:
        InsufficientDataError: The evidence of the earlier day carries no answer.
    """
    chains = (chains_of(then), chains_of(now))
    found = {
        one.key: replace(one, evidence=(), repeats=frozenset())
        for case, own in zip((then, now), chains, strict=True)
        for one in worth_judging(find_propositions(case, own, is_pair_alone=True), case)
    }
    return Mixtures(then, now, tuple(found[key] for key in sorted(found)), chains)


def shapley(
    values: dict[frozenset[Cause], float], causes: Sequence[Cause]
) -> dict[Cause, float]:
    """Return each cause's part in the change from none to all of them, in the unit of the values.

    The mean over all orders in which the causes may come of what each adds when it comes. The
    parts sum to the whole change, a cause that never adds anything gets 0, and no order has to
    be chosen, of which none is better than another here. `values` holds every subset.

    References: Shapley (1953), A value for n-person games.
    """
    parts = {}
    for cause in causes:
        others = [one for one in causes if one is not cause]
        parts[cause] = sum(
            _weight(size, len(causes))
            * (values[frozenset([*chosen, cause])] - values[frozenset(chosen)])
            for size in range(len(causes))
            for chosen in combinations(others, size)
        )
    return parts


def _weight(before: int, causes: int) -> float:
    """Return the share of orders in which just some causes come before another."""
    return factorial(before) * factorial(causes - before - 1) / factorial(causes)


def _ids(case: Case) -> tuple[str, ...]:
    """Return the documents of a case."""
    return tuple(doc.id for doc in case.documents)
