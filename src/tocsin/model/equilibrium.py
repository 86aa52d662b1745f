"""Equilibria of a finite game, as they are told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a player does with a probability above 0.

    Attributes:
        player: Who.
        at: Where in a tree: number and, if it has one, name of the information set; empty for
            a strategy of a table.
        action: The action, or the strategy.
        p: Its probability, in (0, 1].
    """

    player: str
    at: str
    action: str
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What a player holds probable where it cannot tell nodes apart.

    Attributes:
        player: Who.
        at: The information set.
        nodes: Ways that lead to its nodes, the actions in order, with the probability of each.
    """

    player: str
    at: str
    nodes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile that was found.

    Attributes:
        choices: What players do, those of chance left out.
        payoffs: What each player expects, in the order of the players.
        regret: Most that anybody would gain by deviating, as a share of the range of his
            payoffs; 0 but for rounding at an equilibrium. None where it is not measured.
        is_pure: Whether nobody mixes.
        is_perfect: Whether it is perfect Bayesian; None where that was not asked.
        beliefs: What is believed at information sets of several nodes; empty where not asked.
        component: Number of the component that it belongs to, from 1; None where not known.
    """

    choices: tuple[Choice, ...]
    payoffs: tuple[float, ...]
    regret: float | None
    is_pure: bool
    is_perfect: bool | None = None
    beliefs: tuple[Belief, ...] = ()
    component: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What was found of a game.

    Attributes:
        title: Title of the game.
        file: The file, as it was named.
        form: `tree` or `table`.
        players: Names of the players.
        sizes: Of a table its strategies by player; of a tree its information sets by player.
        method: Name of the method.
        words: The method in words, and whether all equilibria are found.
        profiles: What was found.
        value: What the first player can make sure of where payoffs add to a constant; None
            elsewhere.
        notes: What the reader must know, one sentence each.
    """

    title: str
    file: str
    form: str
    players: tuple[str, ...]
    sizes: tuple[int, ...]
    method: str
    words: str
    profiles: tuple[Profile, ...]
    value: float | None
    notes: tuple[str, ...]
