"""The logit response of a game: choices that err less, the more an error costs.

Everybody takes an action with odds that grow by exp(rationality x what it gains). The branch that
starts from pure chance (rationality 0) is followed by its arc length, so that it may turn; in
almost every game it leads to one equilibrium, which is how the logit response selects among
several. Payoffs of every player are scaled to a range of 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from tocsin.game.generic.behaviour import Walker
from tocsin.game.generic.equilibria import expected
from tocsin.game.generic.forms import CHANCE, Numbers, Table, Tree

MAX_STEPS = 4_000
MOST_RATIONAL = 10_000.0
"""Rationality at which the branch ends, in units of one over the range of payoffs."""
_NEWTON_STEPS = 12
_CLOSE = 1e-9
_DIFFERENCE = 1e-6
_LONGEST = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """A logit response.

    Attributes:
        rationality: Where on the branch it lies, in units of one over the range of payoffs.
        choices: Probabilities of each choice: by information set of a tree (empty for chance),
            by player of a table.
        regret: Most that anybody expects to gain by another choice, as a share of the range of
            his payoffs; small at an equilibrium.
    """

    rationality: float
    choices: tuple[Numbers, ...]
    regret: float


class _Field(Protocol):
    """A game as the branch sees it."""

    sizes: tuple[int, ...]

    def worth(self, logs: list[Numbers]) -> list[Numbers]:
        """Return what each choice is worth, given the logarithms of all probabilities."""


class _TableField:
    """A table: each player has one choice."""

    def __init__(self, table: Table) -> None:
        self.sizes = table.shape
        self._payoffs = [_unit(table.array(player)) for player in range(len(table.players))]

    def worth(self, logs: list[Numbers]) -> list[Numbers]:
        """Return what each strategy is worth against the mixes of the others."""
        mixes = tuple(np.exp(log) for log in logs)
        return [expected(own, mixes, but=player) for player, own in enumerate(self._payoffs)]


class _TreeField:
    """A tree: each information set chooses by itself (the agent form)."""

    def __init__(self, tree: Tree) -> None:
        self._walker = Walker(tree)
        self._walker.gains = np.column_stack([_unit(column) for column in self._walker.gains.T])
        self._infos = [i for i, info in enumerate(tree.infos) if info.player != CHANCE]
        self.sizes = tuple(len(tree.infos[i].actions) for i in self._infos)
        self._chance = self._walker.uniform()

    def worth(self, logs: list[Numbers]) -> list[Numbers]:
        """Return what each action is worth where it is taken, by beliefs that the logs imply."""
        every = list(self._chance)
        every_log = [np.log(np.maximum(part, 1e-300)) for part in every]
        for info, log in zip(self._infos, logs, strict=True):
            every[info], every_log[info] = np.exp(log), log
        course = self._walker.follow(tuple(every))
        reach = self._walker.log_reach(tuple(every_log))
        found = []
        for info in self._infos:
            weights = reach[list(self._walker.members[info])]
            belief = np.exp(weights - weights.max())
            found.append(belief / belief.sum() @ self._walker.action_worth(course, info))
        return found


def _unit(payoffs: Numbers) -> Numbers:
    """Return payoffs scaled to a range of 1."""
    return payoffs / (float(np.ptp(payoffs)) or 1.0)


def logit_of_table(table: Table, rationality: float = MOST_RATIONAL) -> Response:
    """Return the logit response of a table of any number of players on the principal branch.

    References:
        McKelvey and Palfrey (1995); Turocy (2005) for following the branch.
    """
    return _follow(_TableField(table), rationality)


def logit_of_tree(tree: Tree, rationality: float = MOST_RATIONAL) -> Response:
    """Return the agent logit response of a tree on the principal branch.

    Choices come by information set, those of chance empty. At the end of the branch it is a
    sequential equilibrium.

    References:
        McKelvey and Palfrey (1998); Turocy (2010).
    """
    found = _follow(_TreeField(tree), rationality)
    parts = iter(found.choices)
    choices = tuple(
        np.empty(0) if info.player == CHANCE else next(parts) for info in tree.infos
    )
    return Response(found.rationality, choices, found.regret)


def _logs(field: _Field, point: Numbers) -> list[Numbers]:
    """Return log probabilities; the point has, by choice, log-odds against its first option."""
    logs, start = [], 0
    for size in field.sizes:
        odds = np.concatenate([[0.0], point[start : start + size - 1]])
        start += size - 1
        top = odds.max()
        logs.append(odds - top - np.log(np.exp(odds - top).sum()))
    return logs


def _gap(field: _Field, point: Numbers) -> Numbers:
    """Return by how much log-odds differ from those that the worth of choices demands.

    The last entry of the point is the rationality.
    """
    worth = field.worth(_logs(field, point))
    demanded = np.concatenate([one[1:] - one[0] for one in worth])
    return np.asarray(point[:-1] - point[-1] * demanded, dtype=np.float64)


def _slopes(gap: Callable[[Numbers], Numbers], point: Numbers) -> Numbers:
    """Return the derivatives of the gap by central differences."""
    columns = []
    for place in range(len(point)):
        step = np.zeros(len(point))
        step[place] = _DIFFERENCE * max(
            1.0, abs(point[place]) if place == len(point) - 1 else 1
        )
        columns.append((gap(point + step) - gap(point - step)) / (2 * step[place]))
    return np.column_stack(columns)


def _tangent(slopes: Numbers, before: Numbers) -> Numbers:
    """Return the direction of the branch, the way it came."""
    direction = np.linalg.svd(slopes)[2][-1]
    return np.asarray(direction if direction @ before >= 0 else -direction, dtype=np.float64)


def _follow(field: _Field, rationality: float) -> Response:
    """Return the response where the branch first reaches a rationality, or where it stalls."""

    def gap(point: Numbers) -> Numbers:
        return _gap(field, point)

    size = sum(field.sizes) - len(field.sizes)
    point = np.zeros(size + 1)
    forward = np.zeros(size + 1)
    forward[-1] = 1.0
    direction, step = _tangent(_slopes(gap, point), forward), 0.05
    for _ in range(MAX_STEPS):
        if point[-1] >= rationality or step < _CLOSE:
            break
        ahead = _corrected(gap, point + step * direction, direction)
        turn = None if ahead is None else _tangent(_slopes(gap, ahead), direction)
        if ahead is None or turn is None or turn @ direction < 0.9:
            step /= 2
            continue
        if ahead[-1] > rationality:
            point = _landed(gap, point, ahead, rationality)
            break
        point, direction, step = ahead, turn, min(step * 1.3, _LONGEST)
    return _response(field, point)


def _corrected(
    gap: Callable[[Numbers], Numbers], guess: Numbers, direction: Numbers
) -> Numbers | None:
    """Return the point of the branch in the plane across a direction; None if it is lost."""
    point = guess
    for _ in range(_NEWTON_STEPS):
        rest = np.append(gap(point), direction @ (point - guess))
        if np.abs(rest).max() < _CLOSE * max(1.0, float(np.abs(point).max())):
            return point
        system = np.vstack([_slopes(gap, point), direction])
        try:
            point = point - np.linalg.solve(system, rest)
        except np.linalg.LinAlgError:
            return None
    return None


def _landed(
    gap: Callable[[Numbers], Numbers], before: Numbers, after: Numbers, rationality: float
) -> Numbers:
    """Return the point of the branch at a rationality that lies between two of its points."""
    share = (rationality - before[-1]) / (after[-1] - before[-1])
    upward = np.zeros(len(before))
    upward[-1] = 1.0
    landed = _corrected(gap, before + share * (after - before), upward)
    return after if landed is None else landed


def _response(field: _Field, point: Numbers) -> Response:
    """Return a point of the branch as a response."""
    logs = _logs(field, point)
    choices = tuple(np.exp(log) for log in logs)
    worth = field.worth(logs)
    regret = max(float(one.max() - one @ mix) for one, mix in zip(worth, choices, strict=True))
    return Response(float(point[-1]), choices, regret)
