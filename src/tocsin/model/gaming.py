"""What is told around the answer of a game: its inputs, a change of them, several side by side."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from tocsin.model.outcome import GameResult
from tocsin.model.scenario import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A number that went into a game, with what stands behind it.

    Attributes:
        parameter: Its name.
        meaning: What it stands for, in one sentence.
        unit: Its unit.
        shape: Distribution of what is believed of it.
        numbers: Numbers of the distribution, in the unit; of a log-normal one median and factor.
        bounds: Where its tail is cut off; None for none.
        median: Its median.
        interval: 90 % interval of what is believed; None for one number.
        source: Where the belief comes from; empty for a default of the game.
        quote: The words it rests on; may be empty.
        claim: Id of the coded claim it rests on; may be empty.
        date: Date of the source; may be empty.
        coder: Who set it; may be empty.
        is_default: Whether the scenario leaves it out, so that the game's default holds.
    """

    parameter: str
    meaning: str
    unit: str
    shape: Shape
    numbers: tuple[float, ...]
    bounds: tuple[float | None, float | None] | None
    median: float
    interval: tuple[float, float] | None
    source: str
    quote: str
    claim: str
    date: str
    coder: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer of a game with every number that went into it.

    Attributes:
        result: The answer; its own list of inputs is empty, as they stand beside it.
        inputs: All inputs, in the order of the game, those that it sets itself included.
    """

    result: GameResult
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One parameter that a what-if sets.

    Attributes:
        parameter: Its name.
        unit: Its unit.
        from_: Its median before; `from` in JSON.
        to: The number it is set to.
        meaning: What it stands for.
    """

    parameter: str
    unit: str
    from_: Annotated[float, Field(alias="from")]
    to: float
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """An answer before and after a change, on the same draws; neither is explained further.

    Attributes:
        changes: What was set.
        before: The answer without the changes.
        after: The answer with them.
    """

    changes: tuple[Change, ...]
    before: GameResult
    after: GameResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The answer of one of several scenarios.

    Attributes:
        name: The file, as it was named.
        result: Its answer, not explained further.
    """

    name: str
    result: GameResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """An input of which scenarios say different things, one entry for each; None for none.

    Attributes:
        parameter: Name of the input.
        unit: Its unit.
        inputs: What each scenario says of it, in their order.
    """

    parameter: str
    unit: str
    inputs: tuple[Input | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GameComparison:
    """Several scenarios side by side.

    Attributes:
        kind: Kind of all games; empty where they are of several kinds, so that only the
            headlines stand beside each other.
        games: The answers.
        inputs: Inputs that differ; empty where kinds do.
        notes: What the reader must know, one sentence each.
    """

    kind: str
    games: tuple[Played, ...]
    inputs: tuple[Differing, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of a sanctions network, as it is drawn; flows are means over draws.

    Attributes:
        source: Where it begins.
        target: Where it leads.
        capacity: What can go there unwatched.
        watched: What gets past those who watch.
        worth: By how much closing it alone lowers leakage, a share of the demand.
        enforcer: Who can close it; empty for nobody.
        is_closed: Whether the best plan within the budgets closes it.
    """

    source: str
    target: str
    capacity: float
    watched: float
    worth: float
    enforcer: str
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie of two actors as it is drawn: median and 90 % interval over draws, in [-1, 1]."""

    a: str
    b: str
    value: float
    interval: tuple[float, float]
