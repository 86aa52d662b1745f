"""The kinds of games, each loaded when it is asked for."""

from importlib import import_module

from tocsin.errors import UsageError
from tocsin.game.base import GameKind

KINDS: dict[str, str] = {
    "bargaining": "tocsin.game.bargaining.kind:BARGAINING",
    "disclosure": "tocsin.game.disclosure.kind:DISCLOSURE",
    "exchange": "tocsin.game.exchange.kind:EXCHANGE",
    "hedging": "tocsin.game.hedging.kind:HEDGING",
    "sanctions": "tocsin.game.sanctions.kind:SANCTIONS",
}


def kind_of(name: str) -> GameKind:
    """Return the kind of game of that name.

    Raises:
        UsageError: There is none; the message lists those that there are.
    """
    if name not in KINDS:
        raise UsageError(
            f"There is no game {name!r}; there are {', '.join(KINDS)}.", subject="game"
        )
    module, _, attribute = KINDS[name].partition(":")
    kind = getattr(import_module(module), attribute)
    if not isinstance(kind, GameKind):
        raise TypeError(f"{KINDS[name]} is no kind of game.")
    return kind
