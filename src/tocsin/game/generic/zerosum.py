"""The value of two-player zero-sum trees, by linear programme over sequences."""

from dataclasses import dataclass

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.extras import extra
from tocsin.game.generic.forms import Numbers, Tree
from tocsin.game.generic.sequences import Leaf, Sequences, sequences


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The value of a zero-sum game to its first player.

    Attributes:
        value: What the first player can make sure of.
        plan: By information set of the first player, the probability of each action under a
            plan that makes sure of it; sets that the plan rules out are left out.
    """

    value: float
    plan: dict[int, Numbers]


def zero_sum_value(tree: Tree) -> Value:
    """Return the value of a two-player zero-sum (or constant-sum) tree to its first player.

    The programme has one variable for each sequence of the first player and each information
    set of the second, so that Kuhn poker takes milliseconds and Leduc some seconds.

    Raises:
        UsageError: There are not two players, payoffs do not add to a constant, recall is
            imperfect, or scipy is missing.

    References:
        Koller, Megiddo and von Stengel (1994); von Stengel (1996), equation 3.10.
    """
    if len(tree.players) != 2:
        raise UsageError(f"A value needs 2 players; this game has {len(tree.players)}.")
    (first, second), leaves = sequences(tree)
    if len({sum(leaf.gains) for leaf in leaves}) > 1:
        raise UsageError("A value needs payoffs that add to the same sum at every end.")
    optimize = extra("scipy.optimize", "The value of a zero-sum game")
    sparse = extra("scipy.sparse", "The value of a zero-sum game")
    size, flow, goal = len(first.moves), *_flow(second)
    # Variables: the first player's plan (one for each sequence), then the second's values.
    above = sparse.hstack([-_payoffs(leaves, first, second).T, sparse.csr_array(flow.T)])
    plan, start = _flow(first)
    answer = optimize.linprog(
        np.concatenate([np.zeros(size), -goal]),
        A_ub=above.tocsr(),
        b_ub=np.zeros(len(second.moves)),
        A_eq=sparse.hstack([sparse.csr_array(plan), sparse.csr_array((len(start), len(goal)))]),
        b_eq=start,
        bounds=[(0, None)] * size + [(None, None)] * len(goal),
        method="highs",
    )
    if answer.status != 0:
        raise UsageError(f"The linear programme was not solved: {answer.message}")
    return Value(-float(answer.fun), _behaviour(tree, first, answer.x[:size]))


def _flow(own: Sequences) -> tuple[Numbers, Numbers]:
    """Return matrix and right side of what a plan obeys: what comes in goes out."""
    infos = sorted(own.before)
    flow = np.zeros((1 + len(infos), len(own.moves)))
    flow[0, 0] = 1.0
    for row, info in enumerate(infos, start=1):
        flow[row, own.before[info]] = -1.0
        for (at, _), sequence in own.at.items():
            if at == info:
                flow[row, sequence] = 1.0
    goal = np.zeros(1 + len(infos))
    goal[0] = 1.0
    return flow, goal


def _payoffs(leaves: tuple[Leaf, ...], first: Sequences, second: Sequences) -> Numbers:
    """Return the first player's expected payoff by pair of sequences."""
    payoffs = np.zeros((len(first.moves), len(second.moves)))
    for leaf in leaves:
        payoffs[leaf.sequences] += float(leaf.chance * leaf.gains[0])
    return payoffs


def _behaviour(tree: Tree, own: Sequences, plan: Numbers) -> dict[int, Numbers]:
    """Return the behaviour that a plan stands for."""
    found = {}
    for info, sequence in sorted(own.before.items()):
        if plan[sequence] > 0:
            actions = range(len(tree.infos[info].actions))
            found[info] = np.array([plan[own.at[info, a]] / plan[sequence] for a in actions])
    return found
