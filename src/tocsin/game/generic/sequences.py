"""What a player of a tree can plan: own moves in order, and pure strategies made of them.

A sequence is what one player has done on the way to a node. With perfect recall it names the
last own information set and move, and all before follow.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.generic.forms import CHANCE, NodeKind, Numbers, Table, Tree

MAX_STRATEGIES = 5_000

Move = tuple[int, int]
"""An information set (its index in the tree) and an action there."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """The sequences of one player.

    Attributes:
        moves: Of each sequence, its last move; the first, empty one has (-1, -1).
        before: By information set of the player, the sequence that leads to it.
        at: By move, the sequence that ends with it.
    """

    moves: tuple[Move, ...]
    before: dict[int, int]
    at: dict[Move, int]


@dataclass(frozen=True, slots=True)
class Leaf:
    """The end of a path.

    Attributes:
        chance: Probability of all moves of chance on the way.
        sequences: Of each player, its sequence.
        gains: Of each player, what it gets in all.
    """

    chance: Fraction
    sequences: tuple[int, ...]
    gains: tuple[Fraction, ...]


def sequences(tree: Tree) -> tuple[tuple[Sequences, ...], tuple[Leaf, ...]]:
    """Return the sequences of every player and all ends of the tree.

    Raises:
        UsageError: A player forgets what it did (imperfect recall).
    """
    own = tuple(Sequences(((-1, -1),), {}, {}) for _ in tree.players)
    lists = [[(-1, -1)] for _ in tree.players]
    start = (Fraction(1), (0,) * len(tree.players))
    state = [start] * len(tree.nodes)
    gains = tree.gains()
    leaves = []
    for index, node in enumerate(tree.nodes):
        if node.kind is NodeKind.TERMINAL:
            leaves.append(Leaf(*state[index], gains[index]))
            continue
        player = tree.infos[node.info].player
        if player != CHANCE:
            _reach(tree, node.info, own[player], lists[player], state[index][1][player])
        for action, child in enumerate(node.children):
            state[child] = _after(tree, own, state[index], (node.info, action))
    done = tuple(
        Sequences(tuple(moves), one.before, one.at)
        for one, moves in zip(own, lists, strict=True)
    )
    return done, tuple(leaves)


def _reach(tree: Tree, info: int, own: Sequences, moves: list[Move], sequence: int) -> None:
    """Note that an information set is reached after a sequence."""
    if own.before.setdefault(info, sequence) != sequence:
        shown = tree.infos[info]
        raise UsageError(
            f"{tree.players[shown.player]} forgets own moves at information set "
            f"{shown.number}: its nodes are reached by different moves of his. "
            "Only games of perfect recall are solved."
        )
    for action in range(len(tree.infos[info].actions)):
        if (info, action) not in own.at:
            own.at[info, action] = len(moves)
            moves.append((info, action))


def _after(
    tree: Tree,
    own: tuple[Sequences, ...],
    state: tuple[Fraction, tuple[int, ...]],
    move: Move,
) -> tuple[Fraction, tuple[int, ...]]:
    """Return chance and sequences after a move."""
    info = tree.infos[move[0]]
    if info.player == CHANCE:
        return state[0] * info.probabilities[move[1]], state[1]
    changed = list(state[1])
    changed[info.player] = own[info.player].at[move]
    return state[0], tuple(changed)


@dataclass(frozen=True, slots=True, eq=False)
class Strategic:
    """A tree as a table of reduced strategies.

    Attributes:
        table: The table.
        plans: Of each player, of each strategy, its moves; information sets that the strategy
            itself rules out are left out.
    """

    table: Table
    plans: tuple[tuple[tuple[Move, ...], ...], ...]


def strategic(tree: Tree) -> Strategic:
    """Return the reduced strategic form of a tree.

    Raises:
        UsageError: A player has more than 5,000 strategies, or imperfect recall.
    """
    own, leaves = sequences(tree)
    plans = tuple(_plans(tree, one) for one in own)
    shape = tuple(map(len, plans))
    if prod(shape) > MAX_STRATEGIES * MAX_STRATEGIES // 10:
        raise UsageError(
            f"The tree has {prod(shape)} profiles of strategies; too many to solve."
        )
    reach = [_reach_matrix(one, plan) for one, plan in zip(own, plans, strict=True)]
    values = _values(leaves, reach, shape)
    names = tuple(tuple(_name(tree, plan) for plan in one) for one in plans)
    return Strategic(Table(tree.title, tree.comment, tree.players, names, values), plans)


def _plans(tree: Tree, own: Sequences) -> tuple[tuple[Move, ...], ...]:
    """Return the reduced strategies of a player."""
    below: dict[int, list[int]] = {}
    for info, sequence in own.before.items():
        below.setdefault(sequence, []).append(info)
    counts: dict[int, int] = {}
    for sequence in reversed(range(len(own.moves))):
        counts[sequence] = prod(
            sum(counts[own.at[info, a]] for a in range(len(tree.infos[info].actions)))
            for info in below.get(sequence, [])
        )
    if counts[0] > MAX_STRATEGIES:
        raise UsageError(
            f"A player has {counts[0]} pure strategies; up to {MAX_STRATEGIES} are enumerated. "
            "Use the sequence form (two players, zero sum) or the logit response."
        )
    made: dict[int, list[tuple[Move, ...]]] = {}
    for sequence in reversed(range(len(own.moves))):
        choices = [
            [
                ((info, action), *rest)
                for action in range(len(tree.infos[info].actions))
                for rest in made[own.at[info, action]]
            ]
            for info in below.get(sequence, [])
        ]
        made[sequence] = [sum(parts, ()) for parts in product(*choices)]
    return tuple(made[0])


def _name(tree: Tree, plan: tuple[Move, ...]) -> str:
    """Return the name of a strategy: its actions in the order of the tree."""
    return " ".join(tree.infos[info].actions[action] for info, action in sorted(plan)) or "-"


def _reach_matrix(own: Sequences, plans: tuple[tuple[Move, ...], ...]) -> Numbers:
    """Return, by strategy and sequence, 1 where the strategy plays all of the sequence."""
    reach = np.zeros((len(plans), len(own.moves)))
    reach[:, 0] = 1.0
    for row, plan in enumerate(plans):
        for move in plan:
            reach[row, own.at[move]] = 1.0
    return reach


def _values(
    leaves: tuple[Leaf, ...], reach: list[Numbers], shape: tuple[int, ...]
) -> tuple[tuple[Fraction, ...], ...]:
    """Return exact payoffs of all profiles, the first player's strategy fastest."""
    values = [[Fraction(0)] * prod(shape) for _ in shape]
    steps = [prod(shape[:player]) for player in range(len(shape))]
    for leaf in leaves:
        hits = [np.flatnonzero(r[:, s]) for r, s in zip(reach, leaf.sequences, strict=True)]
        places = [0]
        for hit, step in zip(hits, steps, strict=True):
            places = [place + step * int(i) for place in places for i in hit]
        for player, gain in enumerate(leaf.gains):
            for place in places:
                values[player][place] += leaf.chance * gain
    return tuple(map(tuple, values))
