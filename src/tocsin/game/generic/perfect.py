"""Equilibria of trees that are sensible off the path: backward induction, beliefs that fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.extras import extra
from tocsin.game.generic.behaviour import Behaviour, Course, Walker, behaviour_of
from tocsin.game.generic.equilibria import all_equilibria
from tocsin.game.generic.forms import CHANCE, NodeKind, Numbers, Tree
from tocsin.game.generic.sequences import strategic

MAX_COMPLETIONS = 4_096
"""Ways to fill in what a strategy leaves open off its own path that are tried."""
TOLERANCE = 1e-9
"""Gain, as a share of the range of payoffs, that counts as none."""
_DIGITS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Behaviour with the beliefs that it rests on.

    Attributes:
        behaviour: By information set, the probability of each action.
        beliefs: By information set, the probability of each of its nodes.
        payoffs: What each player expects.
    """

    behaviour: Behaviour
    beliefs: tuple[Numbers, ...]
    payoffs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Induction:
    """The answer of backward induction.

    Attributes:
        choices: By information set, the action taken; of chance -1.
        payoffs: What each player expects, exactly.
        ties: Information sets at which another action is as good; the first one was taken.
    """

    choices: tuple[int, ...]
    payoffs: tuple[Fraction, ...]
    ties: tuple[int, ...]


def backward_induction(tree: Tree) -> Induction:
    """Return the subgame-perfect equilibrium of a tree of perfect information, exactly.

    Raises:
        UsageError: Somebody does not know at which node it moves.

    References:
        Kuhn (1953).
    """
    for info, nodes in zip(tree.infos, tree.members(), strict=True):
        if info.player != CHANCE and len(nodes) > 1:
            raise UsageError(
                f"Backward induction needs perfect information; information set {info.number} "
                f"of {tree.players[info.player]} has {len(nodes)} nodes. Ask for perfect "
                "Bayesian equilibria."
            )
    worth = list(tree.gains())
    choices, ties = [-1] * len(tree.infos), []
    for index in reversed(range(len(tree.nodes))):
        node = tree.nodes[index]
        if node.kind is NodeKind.TERMINAL:
            continue
        after = [worth[child] for child in node.children]
        info = tree.infos[node.info]
        if info.player == CHANCE:
            worth[index] = _average(info.probabilities, after)
            continue
        own = [row[info.player] for row in after]
        choices[node.info] = own.index(max(own))
        worth[index] = after[choices[node.info]]
        if own.count(max(own)) > 1:
            ties.append(node.info)
    return Induction(tuple(choices), worth[0], tuple(sorted(ties)))


def _average(
    chances: tuple[Fraction, ...], rows: list[tuple[Fraction, ...]]
) -> tuple[Fraction, ...]:
    """Return the expected payoffs of a move of chance."""
    columns = zip(*rows, strict=True)
    return tuple(
        sum((p * v for p, v in zip(chances, column, strict=True)), Fraction(0))
        for column in columns
    )


def perfect_bayesian(tree: Tree) -> tuple[Assessment, ...]:
    """Return the perfect Bayesian equilibria among the extreme ones of a two-player tree.

    Every extreme equilibrium of the reduced strategic form is taken, all pure ways to fill in
    what it leaves open are tried, and those stay in which every move is best under some belief:
    Bayes' rule where an information set is reached, or is reached within the smallest subgame
    around it that reaches it; any belief elsewhere. So they are perfect in every subgame.
    Equilibria that mix where they are never reached stand for a continuum, of which the ends
    are here.

    Raises:
        UsageError: There are not two players, the tree is too large, or recall is imperfect.

    References:
        Fudenberg and Tirole (1991), "Perfect Bayesian equilibrium and sequential equilibrium";
        off the path our demand is weaker than theirs where types are correlated.
    """
    form = strategic(tree)
    walker = Walker(tree)
    found: dict[tuple[float, ...], Assessment] = {}
    for one in all_equilibria(form.table).extreme:
        fixed: dict[int, Numbers] = {}
        for plans, mix in zip(form.plans, one.mixes, strict=True):
            fixed |= behaviour_of(tree, plans, mix)
        for behaviour in _completions(tree, fixed):
            assessed = assess(walker, behaviour)
            if assessed is not None:
                key = tuple(np.round(np.concatenate(behaviour), _DIGITS).tolist())
                found.setdefault(key, assessed)
    return tuple(found.values())


def _completions(tree: Tree, fixed: dict[int, Numbers]) -> Iterator[Behaviour]:
    """Yield all behaviours that agree with what is fixed and are pure elsewhere."""
    choices: list[list[Numbers]] = []
    for index, info in enumerate(tree.infos):
        if info.player == CHANCE:
            choices.append([np.array([float(p) for p in info.probabilities])])
        elif index in fixed:
            choices.append([fixed[index]])
        else:
            choices.append(list(np.eye(len(info.actions))))
    count = prod(map(len, choices))
    if count > MAX_COMPLETIONS:
        raise UsageError(
            f"An equilibrium leaves {count} ways open off its path; up to {MAX_COMPLETIONS} "
            "are tried."
        )
    yield from product(*choices)


def assess(walker: Walker, behaviour: Behaviour) -> Assessment | None:
    """Return behaviour with beliefs under which every move is best; None where none do."""
    course = walker.follow(behaviour)
    beliefs = []
    for info, described in enumerate(walker.tree.infos):
        reached = _bayes(walker, behaviour, course, info)
        if described.player == CHANCE:
            beliefs.append(np.empty(0) if reached is None else reached)
            continue
        worth = walker.action_worth(course, info)
        scale = float(np.ptp(walker.gains[:, described.player])) or 1.0
        belief = _supporting(worth / scale, behaviour[info] > 0, reached)
        if belief is None:
            return None
        beliefs.append(belief)
    payoffs = tuple(float(value) for value in course.worth[0])
    return Assessment(behaviour, tuple(beliefs), payoffs)


def _bayes(walker: Walker, behaviour: Behaviour, course: Course, info: int) -> Numbers | None:
    """Return beliefs by Bayes' rule, within the smallest subgame that gives any; else None."""
    nodes = list(walker.members[info])
    reach = course.reach[nodes]
    if reach.sum() > 0:
        return np.asarray(reach / reach.sum(), dtype=np.float64)
    for root in walker.subgames_around(info):
        inside = walker.reach_from(root, behaviour)[nodes]
        if inside.sum() > 0:
            return np.asarray(inside / inside.sum(), dtype=np.float64)
    return None


def _supporting(
    worth: Numbers, used: np.ndarray[tuple[int], np.dtype[np.bool_]], known: Numbers | None
) -> Numbers | None:
    """Return a belief under which all used actions are best; the known one where there is."""
    if len(worth) == 1:
        known = np.ones(1)
    # One row for each used action and each other one: by node, what the other would gain.
    lines = np.array(
        [worth[:, b] - worth[:, a] for a in np.flatnonzero(used) for b in range(worth.shape[1])]
    )
    if known is not None:
        return known if (lines @ known).max() <= TOLERANCE else None
    for node in range(len(worth)):
        if lines[:, node].max() <= TOLERANCE:
            return np.asarray(np.eye(len(worth))[node], dtype=np.float64)
    optimize = extra("scipy.optimize", "Finding beliefs off the path")
    answer = optimize.linprog(
        np.zeros(len(worth)),
        A_ub=lines,
        b_ub=np.full(len(lines), TOLERANCE),
        A_eq=np.ones((1, len(worth))),
        b_eq=[1.0],
    )
    return np.asarray(answer.x, dtype=np.float64) if answer.status == 0 else None
