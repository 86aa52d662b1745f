"""Voting bodies with vetoes: who is pivotal, and how likely a measure passes."""

from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.base import Numbers

MAX_VOTERS = 60
MAX_WEIGHT = 10_000


@dataclass(frozen=True, slots=True)
class Body:
    """A voting body.

    Attributes:
        voters: Names.
        weights: Votes of each, whole numbers.
        quota: Votes in favour that a measure needs.
        vetoes: Those without whose consent nothing passes.
    """

    voters: tuple[str, ...]
    weights: tuple[int, ...]
    quota: int
    vetoes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Check that the numbers fit.

        Raises:
            UsageError: They do not; the message says what would be right.
        """
        if not 1 <= len(self.voters) <= MAX_VOTERS or len(self.weights) != len(self.voters):
            raise UsageError(
                f"A body needs 1 to {MAX_VOTERS} voters with one weight each; found "
                f"{len(self.voters)} voters and {len(self.weights)} weights."
            )
        total = sum(self.weights)
        if min(self.weights) < 0 or total > MAX_WEIGHT:
            raise UsageError(
                f"Weights must not be negative and add to at most {MAX_WEIGHT}; found {total}."
            )
        if not 1 <= self.quota <= total:
            raise UsageError(
                f"The quota must lie between 1 and the sum of all weights, {total}; found "
                f"{self.quota}."
            )
        strangers = self.vetoes.difference(self.voters)
        if strangers:
            raise UsageError(f"Vetoes of {', '.join(sorted(strangers))}, who are no voters.")


@dataclass(frozen=True, slots=True)
class Power:
    """Voting power of one voter.

    Attributes:
        voter: Who.
        banzhaf: Share of all swings; adds to 1 over all voters.
        swing: Probability of being decisive when all others vote by the toss of a coin
            (Penrose 1946, Banzhaf 1965 before it is divided by the sum).
        shapley_shubik: Share of all orders of voting in which it is pivotal; adds to 1.
    """

    voter: str
    banzhaf: Fraction
    swing: Fraction
    shapley_shubik: Fraction


def power(body: Body) -> tuple[Power, ...]:
    """Return the voting power of every voter, exactly.

    All zero where nothing can ever pass. Coalitions are counted by size and weight, not
    enumerated, so that 60 voters take well below a second.

    References:
        Shapley and Shubik (1954); Banzhaf (1965); Mann and Shapley (1962) for the counting.
    """
    swings = [_swings(body, place) for place in range(len(body.voters))]
    size = len(body.voters)
    all_swings = sum(sum(one) for one in swings)
    found = []
    for voter, counts in zip(body.voters, swings, strict=True):
        orders = sum(
            count * factorial(before) * factorial(size - before - 1)
            for before, count in enumerate(counts)
        )
        found.append(
            Power(
                voter,
                Fraction(sum(counts), all_swings) if all_swings else Fraction(0),
                Fraction(sum(counts), 2 ** (size - 1)),
                Fraction(orders, factorial(size)),
            )
        )
    return tuple(found)


def _swings(body: Body, place: int) -> list[int]:
    """Return by size the number of coalitions of others that this voter turns into winning."""
    must = [i for i, voter in enumerate(body.voters) if voter in body.vetoes and i != place]
    free = [i for i in range(len(body.voters)) if i != place and i not in must]
    held = sum(body.weights[i] for i in must)
    own = body.weights[place]
    has_veto = body.voters[place] in body.vetoes
    top = sum(body.weights[i] for i in free)
    counts = [[0] * (top + 1) for _ in range(len(free) + 1)]
    counts[0][0] = 1
    for done, i in enumerate(free, start=1):
        weight = body.weights[i]
        for size in range(done, 0, -1):
            for total in range(top, weight - 1, -1):
                counts[size][total] += counts[size - 1][total - weight]
    low = max(0, body.quota - held - own)
    high = top + 1 if has_veto else max(0, body.quota - held)
    swings = [sum(row[low:high]) for row in counts]
    return [0] * len(must) + swings


def pass_chance(body: Body, yes: Numbers, no: Numbers) -> Numbers:
    """Return the probability that a measure passes, by draw, when votes are independent.

    `yes` and `no` are voters by draws; what is left abstains. A measure needs the quota in
    favour, and that nobody with a veto votes no: to abstain is no veto, as in the Security
    Council.

    References:
        Charter of the United Nations, Article 27(3), and the practice since 1946 for abstention.
    """
    top = sum(body.weights)
    sums = np.zeros((top + 1, yes.shape[1]))
    sums[0] = 1.0
    for place, (voter, weight) in enumerate(zip(body.voters, body.weights, strict=True)):
        against = 0.0 if voter in body.vetoes else no[place]
        kept = sums * (1 - yes[place] - no[place] + against)
        if weight:
            kept[weight:] += sums[: top + 1 - weight] * yes[place]
        else:
            kept += sums * yes[place]
        sums = kept
    return np.asarray(np.clip(sums[body.quota :].sum(axis=0), 0.0, 1.0))
