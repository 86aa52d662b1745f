"""Scenarios: what a game is played on, with a unit, a source and a range behind every number."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

VERSION = 1
"""Version of the schema of scenario files."""


class Shape(StrEnum):
    """The distribution of a parameter, with what its numbers are."""

    FIXED = "fixed"
    """One number."""
    TRIANGULAR = "triangular"
    """Low, mode, high."""
    BETA = "beta"
    """Low, mode, high and, if given, a concentration (4): a smooth hump (PERT)."""
    LOGNORMAL = "lognormal"
    """Median, and the factor by which the 90 % interval goes below and above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What is believed of a number.

    Attributes:
        shape: The distribution.
        numbers: Its numbers, as `Shape` says, in the parameter's unit.
        low: Bound below, where the tail is cut off; minus infinity for none (None in JSON).
        high: Bound above.
    """

    shape: Shape
    numbers: tuple[float, ...]
    low: float | None = None
    high: float | None = None

    @property
    def is_fixed(self) -> bool:
        """Return whether it is one number, by its shape or since its range has no width."""
        if self.shape is Shape.LOGNORMAL:
            return self.numbers[1] == 1.0
        return len(set(self.numbers[:3])) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that enters a game.

    Attributes:
        name: As the game names it, such as `cost.shells` or `position.years.Germany`.
        unit: Its unit.
        spread: What is believed of it.
        source: Where the belief comes from.
        quote: The words it rests on; empty where there are none.
        claim: Id of the coded claim it rests on; empty where there is none.
        date: Date of the source, as given; may be empty.
        coder: Who set it; may be empty.
    """

    name: str
    unit: str
    spread: Spread
    source: str
    quote: str = ""
    claim: str = ""
    date: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """How two parameters move together: the correlation of their normal scores, in (-1, 1)."""

    first: str
    second: str
    rho: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named range of an outcome: low <= outcome < high; None for open ends."""

    name: str
    outcome: str
    low: float | None
    high: float | None

    def describe(self) -> str:
        """Return the range in words, such as `from 4 to below 7`."""
        if self.low is None:
            return "any" if self.high is None else f"below {self.high:g}"
        if self.high is None:
            return f"from {self.low:g} up"
        return f"from {self.low:g} to below {self.high:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """Something a stakeholder can do: set one parameter to a value."""

    what: str
    parameter: str
    to: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder:
    """Somebody whom the outcome harms.

    Attributes:
        name: Its name; an actor's for an actor of the game.
        harms: By name of a band, harm from 0 to 100.
        levers: What it can do.
    """

    name: str
    harms: tuple[tuple[str, float], ...]
    levers: tuple[Lever, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """An outcome that speaks to a judgement: the probability that something is handed over.

    Attributes:
        channel: Key of the channel in `channels.yaml`, such as `arms_supply`.
        giver: Code of the state that hands over.
        receiver: Code of the state that gets it.
        outcome: Name of the outcome, of unit `probability`.
    """

    channel: str
    giver: str
    receiver: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A game with all that it is played on.

    Attributes:
        kind: Name of the kind of game.
        title: What is asked, in words.
        settings: What shapes the game before numbers enter, as its kind describes.
        weights: By name of a reading its weight among all, summing to 1; empty for equal ones.
        target: Name of the band that somebody wants to reach; empty for none.
        bearings: Judgements that outcomes of the game speak to; `informs` in files.
        version: Version of the schema.
    """

    kind: str
    title: str
    settings: dict[str, Any]
    parameters: tuple[Parameter, ...]
    correlations: tuple[Correlation, ...] = ()
    bands: tuple[Band, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    target: str = ""
    seed: int = 0
    draws: int = 4096
    bearings: tuple[Bearing, ...] = ()
    version: int = field(default=VERSION)
