"""Finite games as trees and as tables of payoffs, with exact numbers."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import UsageError

Numbers: TypeAlias = NDArray[np.float64]
CHANCE = -1
"""The player number of chance."""


class NodeKind(StrEnum):
    """What happens at a node."""

    CHANCE = "c"
    PLAYER = "p"
    TERMINAL = "t"


@dataclass(frozen=True, slots=True)
class InfoSet:
    """Nodes that the one who moves there cannot tell apart; chance has them too.

    Attributes:
        player: Who moves, from 0; -1 for chance.
        number: Its number among those of the player, as the file has it.
        name: Its name; empty for none.
        actions: Names of the actions.
        probabilities: Of chance, one for each action; else empty.
    """

    player: int
    number: int
    name: str
    actions: tuple[str, ...]
    probabilities: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Payoffs:
    """An outcome: what each player gets where it is reached, on the way or at the end."""

    number: int
    name: str
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a tree.

    Attributes:
        kind: What happens there.
        name: Its name; empty for none.
        info: Index of its information set in the tree; -1 at the end.
        payoffs: Index of its outcome in the tree; -1 for none.
        children: Indices of the nodes after it, one for each action.
    """

    kind: NodeKind
    name: str
    info: int
    payoffs: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A game as a tree; the first node is its root, each node stands before those after it."""

    title: str
    comment: str
    players: tuple[str, ...]
    nodes: tuple[Node, ...]
    infos: tuple[InfoSet, ...]
    payoffs: tuple[Payoffs, ...]

    def infos_of(self, player: int) -> tuple[int, ...]:
        """Return the indices of a player's information sets, in the order of the tree."""
        return tuple(i for i, info in enumerate(self.infos) if info.player == player)

    def members(self) -> tuple[tuple[int, ...], ...]:
        """Return the nodes of every information set."""
        found: list[list[int]] = [[] for _ in self.infos]
        for index, node in enumerate(self.nodes):
            if node.info >= 0:
                found[node.info].append(index)
        return tuple(tuple(nodes) for nodes in found)

    def gains(self) -> tuple[tuple[Fraction, ...], ...]:
        """Return what each player has got in all when a node is reached, itself included."""
        nothing = (Fraction(0),) * len(self.players)
        total = [nothing] * len(self.nodes)
        for index, node in enumerate(self.nodes):
            if node.payoffs >= 0:
                own = self.payoffs[node.payoffs].values
                total[index] = tuple(a + b for a, b in zip(total[index], own, strict=True))
            for child in node.children:
                total[child] = total[index]
        return tuple(total)


@dataclass(frozen=True, slots=True)
class Table:
    """A game as a table of payoffs.

    Attributes:
        title: Its title.
        comment: What it says of itself.
        players: Names of the players.
        strategies: Of each player, names of the strategies.
        values: Of each player, payoffs of all profiles, the first player's strategy fastest.
    """

    title: str
    comment: str
    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Fraction, ...], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the number of strategies of each player."""
        return tuple(len(names) for names in self.strategies)

    def array(self, player: int) -> Numbers:
        """Return a player's payoffs, one axis for each player."""
        flat = np.array([float(value) for value in self.values[player]])
        return flat.reshape(self.shape, order="F")


def table_of(*payoffs: Numbers, title: str = "") -> Table:
    """Return a game of two or more players with numbered strategies.

    Payoffs are one array for each player, with one axis for each player.

    Raises:
        UsageError: The arrays do not fit each other.
    """
    arrays = [np.asarray(one, dtype=np.float64) for one in payoffs]
    shape = arrays[0].shape if arrays else ()
    if len(shape) != len(arrays) or any(one.shape != shape for one in arrays):
        found = ", ".join(str(one.shape) for one in arrays)
        raise UsageError(
            f"{len(arrays)} players need {len(arrays)} arrays of as many axes; found {found}."
        )
    names = tuple(tuple(str(i + 1) for i in range(size)) for size in shape)
    values = tuple(tuple(map(Fraction, one.ravel(order="F").tolist())) for one in arrays)
    players = tuple(str(i + 1) for i in range(len(arrays)))
    return Table(title, "", players, names, values)


def profiles(shape: tuple[int, ...]) -> int:
    """Return the number of profiles of pure strategies."""
    return prod(shape)
