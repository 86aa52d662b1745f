"""A table as a tree: players choose one after the other, none seeing what others chose."""

from itertools import product
from math import prod

from tocsin.errors import UsageError
from tocsin.game.generic.efg import MAX_NODES
from tocsin.game.generic.forms import InfoSet, Node, NodeKind, Payoffs, Table, Tree


def tree_of(table: Table) -> Tree:
    """Return a tree with the table as its strategic form.

    Raises:
        UsageError: The tree would have more than 100,000 nodes.
    """
    shape = table.shape
    levels = [prod(shape[:player]) for player in range(len(shape) + 1)]
    if sum(levels) > MAX_NODES:
        raise UsageError(
            f"As a tree the game has {sum(levels)} nodes; up to {MAX_NODES} are written. Write "
            "it as .nfg."
        )
    starts = [sum(levels[:player]) for player in range(len(levels))]
    nodes = [
        Node(NodeKind.PLAYER, "", player, -1, tuple(
            starts[player + 1] + place * shape[player] + action for action in range(shape[player])
        ))
        for player in range(len(shape))
        for place in range(levels[player])
    ]  # fmt: skip
    nodes += [Node(NodeKind.TERMINAL, "", -1, end, ()) for end in range(levels[-1])]
    return Tree(
        title=table.title,
        comment=table.comment,
        players=table.players,
        nodes=tuple(nodes),
        infos=tuple(
            InfoSet(player, 1, "", names) for player, names in enumerate(table.strategies)
        ),
        payoffs=_ends(table),
    )


def _ends(table: Table) -> tuple[Payoffs, ...]:
    """Return the payoffs of all profiles, the last player's strategy fastest."""
    shape = table.shape
    steps = [prod(shape[:player]) for player in range(len(shape))]
    found = []
    for number, cell in enumerate(product(*map(range, shape)), start=1):
        at = sum(step * place for step, place in zip(steps, cell, strict=True))
        found.append(Payoffs(number, "", tuple(values[at] for values in table.values)))
    return tuple(found)
