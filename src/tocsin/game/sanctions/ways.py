"""The ways of a network as they are drawn: what goes there on average, what closing them is worth."""

from tocsin.game.base import Draws, Layout
from tocsin.game.sanctions.flows import cuts
from tocsin.game.sanctions.kind import plan_of, worth_of
from tocsin.game.sanctions.layout import read_sanctions
from tocsin.model.gaming import Way


def ways_of(layout: Layout, draws: Draws) -> tuple[Way, ...]:
    """Return the ways in the order of the settings, numbers as means over complete draws.

    Raises:
        UsageError: The settings describe no game.
    """
    game = read_sanctions(layout)
    closed = plan_of(game, draws).edges
    worth = worth_of(game, cuts(game.network), draws).mean(axis=1)
    found = []
    for place, edge in enumerate(game.network.edges):
        capacity, leak = draws[f"capacity.{edge.name}"], draws[f"leak.{edge.name}"]
        closer = game.closers[place]
        found.append(
            Way(
                source=edge.source,
                target=edge.target,
                capacity=float(capacity.mean()),
                watched=float((capacity * leak).mean()),
                worth=float(worth[place]),
                enforcer=game.enforcers[closer] if closer >= 0 else "",
                is_closed=place in closed,
            )
        )
    return tuple(found)
