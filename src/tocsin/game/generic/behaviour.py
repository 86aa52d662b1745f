"""Behaviour in trees: what is chosen at each information set, and what it leads to."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from tocsin.game.generic.forms import CHANCE, NodeKind, Numbers, Tree
from tocsin.game.generic.sequences import Move

Behaviour: TypeAlias = tuple[Numbers, ...]
"""By information set of the tree, the probability of each action, those of chance included."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What behaviour leads to.

    Attributes:
        reach: By node, the probability that it is reached.
        worth: By node and player, what is expected from there on, all gains included.
    """

    reach: Numbers
    worth: Numbers


class Walker:
    """A tree laid out in arrays, so that behaviour is followed through it many times."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.members = tree.members()
        self.children = [np.array(node.children, dtype=np.int64) for node in tree.nodes]
        gains = tree.gains()
        self.gains = np.array([[float(value) for value in row] for row in gains])
        self._last = _last_nodes(tree)
        self._subgames = _subgames(tree, self.members, self._last)
        self._inner = [
            (i, node.info)
            for i, node in enumerate(tree.nodes)
            if node.kind is not NodeKind.TERMINAL
        ]

    def uniform(self) -> Behaviour:
        """Return behaviour that takes every action of an information set alike."""
        return tuple(
            np.array([float(p) for p in info.probabilities])
            if info.player == CHANCE
            else np.full(len(info.actions), 1 / len(info.actions))
            for info in self.tree.infos
        )

    def follow(self, behaviour: Behaviour) -> Course:
        """Return what behaviour leads to."""
        reach = np.zeros(len(self.tree.nodes))
        reach[0] = 1.0
        for index, info in self._inner:
            reach[self.children[index]] = reach[index] * behaviour[info]
        worth = self.gains.copy()
        for index, info in reversed(self._inner):
            worth[index] = behaviour[info] @ worth[self.children[index]]
        return Course(reach, worth)

    def log_reach(self, logs: Behaviour) -> Numbers:
        """Return, by node, the logarithm of its reach under logarithms of behaviour."""
        reach = np.zeros(len(self.tree.nodes))
        for index, info in self._inner:
            reach[self.children[index]] = reach[index] + logs[info]
        return reach

    def reach_from(self, root: int, behaviour: Behaviour) -> Numbers:
        """Return, by node, the probability that it is reached when play starts at a node."""
        reach = np.zeros(len(self.tree.nodes))
        reach[root] = 1.0
        for index, info in self._inner:
            if index != root and reach[index] == 0:
                continue
            reach[self.children[index]] = reach[index] * behaviour[info]
        return reach

    def subgames_around(self, info: int) -> list[int]:
        """Return the roots of all proper subgames with an information set, smallest first."""
        nodes = self.members[info]
        last = self._last
        return [
            root
            for root in self._subgames
            if root <= min(nodes) and max(nodes) <= last[root] and root > 0
        ]

    def action_worth(self, course: Course, info: int) -> Numbers:
        """Return what an information set's player expects, by its nodes and actions."""
        player = self.tree.infos[info].player
        return np.array(
            [course.worth[self.children[node], player] for node in self.members[info]]
        )


def _last_nodes(tree: Tree) -> list[int]:
    """Return, by node, the last node after it; nodes stand branch by branch."""
    last = list(range(len(tree.nodes)))
    for index in reversed(range(len(tree.nodes))):
        for child in tree.nodes[index].children:
            last[index] = max(last[index], last[child])
    return last


def _subgames(tree: Tree, members: tuple[tuple[int, ...], ...], last: list[int]) -> list[int]:
    """Return the roots of all subgames, the smallest first.

    A node is one where no information set has nodes both inside and outside of its branch.
    """
    roots = []
    spans = [(min(nodes), max(nodes)) for nodes in members]
    for root in range(len(tree.nodes)):
        end = last[root]
        inside = [(low, high) for low, high in spans if low <= end and high >= root]
        if tree.nodes[root].children and all(
            root <= low and high <= end for low, high in inside
        ):
            roots.append(root)
    return sorted(roots, key=lambda root: (last[root] - root, root))


def behaviour_of(
    tree: Tree, plans: tuple[tuple[Move, ...], ...], mix: Numbers
) -> dict[int, Numbers]:
    """Return a player's behaviour under a mix of strategies (Kuhn 1953).

    By information set; those that all strategies of the mix rule out themselves are left out.
    """
    found: dict[int, Numbers] = {}
    for plan, weight in zip(plans, mix, strict=True):
        if weight <= 0:
            continue
        for info, action in plan:
            total = found.setdefault(info, np.zeros(len(tree.infos[info].actions)))
            total[action] += weight
    return {info: total / total.sum() for info, total in sorted(found.items())}
