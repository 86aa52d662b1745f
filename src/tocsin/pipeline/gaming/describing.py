"""The kinds of games, and the game that a file sets up."""

from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import TocsinError
from tocsin.game.base import Game, GameKind
from tocsin.game.explain import inputs_told
from tocsin.game.kinds import KINDS, kind_of
from tocsin.model.gaming import Input
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.gaming.loading import STDIN, Playing, load


@dataclass(frozen=True, slots=True)
class Described:
    """The game of a file: its kind, and what the file gives."""

    kind: GameKind
    game: Game
    inputs: tuple[Input, ...]


def kinds() -> tuple[GameKind, ...]:
    """Return all kinds of games in the order of their names."""
    return tuple(kind_of(name) for name in KINDS)


def describe(name: str, *, watcher: Watcher) -> GameKind | Described:
    """Return a kind of game by its name, or the game that a file sets up.

    Raises:
        UsageError: There is no such kind, or the file cannot be read or makes no sense.
    """
    is_file = name == STDIN or any(sign in name for sign in "./\\") or Path(name).exists()
    if name in KINDS or not is_file:
        return kind_of(name)
    setup = load(Playing(file=name), watcher)
    return Described(kind_of(setup.scenario.kind), setup.game, inputs_told(setup))


def check(files: tuple[str, ...], *, watcher: Watcher) -> int:
    """Return how many of some scenario files are at fault; the watcher hears what is wrong."""
    count = 0
    for file in files:
        try:
            setup = load(Playing(file=file), watcher)
        except TocsinError as error:
            watcher.refuse(file, error)
            count += 1
        else:
            given = len(setup.scenario.parameters)
            watcher.step("good", f"{file}: {setup.scenario.kind}, {given} parameters given")
    return count
