"""The matrix of claims and hypotheses, scored both ways, with what each claim tells and decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tocsin.assess.ranges import Array
from tocsin.model.ids import ClaimId

TIE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Witness:
    """One claim as evidence among rivals.

    Attributes:
        claim: The claim's id.
        class_name: Its class in hypotheses.yaml; None where only the user gave it cells.
        group: Claims of one origin and class depend on each other.
        weight: How much its likelihood ratio counts before that, in [0, 1.5].
        parc: PARC credibility times relevance.
    """

    claim: ClaimId
    class_name: str | None
    group: tuple[str, str]
    weight: float
    parc: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Both scorings, one number for each hypothesis."""

    posterior: Array
    parc: Array

    @property
    def leader(self) -> int:
        """Return the place of the largest posterior; of ties the first."""
        return int(np.argmax(np.round(self.posterior, TIE_DIGITS)))

    @property
    def least_inconsistent(self) -> tuple[int, ...]:
        """Return the places closest to 0 inconsistency, ties included."""
        best = self.parc.max()
        return tuple(int(place) for place in np.flatnonzero(self.parc >= best - 1e-9))

    @property
    def leaders(self) -> tuple[int, tuple[int, ...]]:
        """Return who leads by either scoring."""
        return self.leader, self.least_inconsistent


@dataclass(frozen=True)
class Matrix:
    """Claims by hypotheses, as numbers.

    Attributes:
        log_priors: Log prior of each hypothesis, shape (H,).
        witnesses: The claims, in any order.
        log_ratios: Log likelihood ratio of each cell, shape (n, H).
        marks: PARC mark of each cell, 0, -1 or -2, shape (n, H).
        silence: Log likelihood ratios and marks of silence, each of shape (H,); they count
            where nothing is heard.
        discount: What the next claim of a group counts of the one before it, in [0, 1].
        heard: The claims, witnesses or not, that speak to the channels whose silence tells.
    """

    log_priors: Array
    witnesses: Sequence[Witness]
    log_ratios: Array
    marks: Array
    silence: tuple[Array, Array]
    discount: float
    heard: frozenset[str] = frozenset()

    @cached_property
    def order(self) -> tuple[tuple[int, ...], ...]:
        """Return the claims of each group that tell anything, the weightiest first.

        A claim that is equally likely under all hypotheses takes no place, or it would change
        what others count.
        """
        groups: dict[tuple[str, str], list[int]] = {}
        for place in sorted(range(len(self.witnesses)), key=self._rank):
            if np.ptp(self.log_ratios[place]) > 0:
                groups.setdefault(self.witnesses[place].group, []).append(place)
        return tuple(map(tuple, groups.values()))

    @cached_property
    def said(self) -> Array:
        """Return what each claim adds to the log-odds: weight x discount^k x log ratio, (n, H).

        k counts the weightier claims of its origin and class.
        """
        return self._said(earlier=0)

    @property
    def is_silent(self) -> bool:
        """Return whether no claim speaks to the channels whose silence tells."""
        return not self.heard

    @cached_property
    def inconsistent(self) -> Array:
        """Return what each claim adds to the inconsistency, (n, H)."""
        return self._column([one.parc for one in self.witnesses]) * self.marks

    @cached_property
    def scores(self) -> Scores:
        """Return both scorings of all claims."""
        return self._scores(
            self.said.sum(axis=0), self.inconsistent.sum(axis=0), is_silent=self.is_silent
        )

    @cached_property
    def diagnosticity(self) -> Array:
        """Return how much each claim tells the hypotheses apart, in log-odds, 0 and above, (n,).

        The population standard deviation over the hypotheses of what it adds to the log-odds;
        0 where it is equally likely under all.
        """
        return self.said.std(axis=1) if len(self.witnesses) else np.zeros(0)

    def without(self, place: int) -> Scores:
        """Return both scorings without one claim."""
        return self._without[place]

    def decisive(self) -> tuple[int, ...]:
        """Return the places of the claims whose leaving out changes a leader of either scoring."""
        leaders = self.scores.leaders
        return tuple(
            place for place, rest in enumerate(self._without) if rest.leaders != leaders
        )

    @cached_property
    def _without(self) -> tuple[Scores, ...]:
        """Return both scorings without each claim in turn.

        Who stands behind it in its group moves up one place; all else stays, so that one pass
        does for all.
        """
        moved = np.zeros_like(self.said)
        closer = self._said(earlier=1) - self.said
        for group in self.order:
            behind = np.zeros(self.said.shape[1])
            for place in reversed(group):
                moved[place] = behind
                behind = behind + closer[place]
        told = self.said.sum(axis=0) - self.said + moved
        parc = self.inconsistent.sum(axis=0) - self.inconsistent
        return tuple(
            self._scores(told[place], parc[place], is_silent=self.heard <= {one.claim})
            for place, one in enumerate(self.witnesses)
        )

    def _scores(self, told: Array, parc: Array, *, is_silent: bool) -> Scores:
        """Return both scorings of what all claims add."""
        log_odds = self.log_priors + told
        if is_silent:
            log_odds, parc = log_odds + self.silence[0], parc + self.silence[1]
        odds = np.exp(log_odds - log_odds.max())
        return Scores(odds / odds.sum(), parc + 0.0)

    def _said(self, *, earlier: int) -> Array:
        """Return what each claim adds, that many places nearer to the head of its group."""
        powers = np.zeros(len(self.witnesses))
        for group in self.order:
            for rank, place in enumerate(group):
                powers[place] = self.discount ** max(0, rank - earlier)
        weights = np.array([one.weight for one in self.witnesses])
        return self._column(weights * powers) * self.log_ratios

    def _column(self, values: Iterable[float]) -> Array:
        """Return one number for each claim as a column."""
        return np.fromiter(values, float).reshape(len(self.witnesses), 1)

    def _rank(self, place: int) -> tuple[float, str]:
        """Return the order of claims in their groups."""
        witness = self.witnesses[place]
        return (-round(witness.weight, TIE_DIGITS), witness.claim)
