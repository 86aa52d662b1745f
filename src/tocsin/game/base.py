"""What every game declares: its settings, its parameters, its outcomes, and how it is played.

A kind of game is built from its settings (names of goods, of patrons, edges of a network) into a
`Game`. A game is played on arrays, one value of every parameter per draw, and gives arrays, one
value of every outcome per draw; it draws nothing at random itself. Where the theory admits more
than one reading, or more than one equilibrium, the game has several readings and is played once
for each: their spread is part of the answer.
"""

import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import UsageError

Numbers: TypeAlias = NDArray[np.float64]
"""One number per draw."""
Draws: TypeAlias = Mapping[str, Numbers]
"""By name of the parameter, one value per draw; all arrays have the same length."""
Outcomes: TypeAlias = Mapping[str, Numbers]
"""By name of the outcome, one value per draw; probabilities within a draw where it says so."""
Layout: TypeAlias = Mapping[str, Any]
"""Settings of a game as a scenario file gives them: text, numbers, lists and maps."""

MOST_LISTED = 10
"""Names that an error lists; of more the nearest are."""


@dataclass(frozen=True, slots=True)
class Domain:
    """An interval of numbers.

    Attributes:
        low: Least value; minus infinity for none.
        high: Greatest value; infinity for none.
        has_low: Whether the least value itself belongs to it.
        has_high: Whether the greatest value itself belongs to it.
    """

    low: float = -math.inf
    high: float = math.inf
    has_low: bool = True
    has_high: bool = True

    def contains(self, values: Numbers | float) -> bool:
        """Return whether every value is a finite number inside."""
        array = np.asarray(values, dtype=np.float64)
        above = array >= self.low if self.has_low else array > self.low
        below = array <= self.high if self.has_high else array < self.high
        return bool(np.all(np.isfinite(array) & above & below))

    def __str__(self) -> str:
        """Return it as it is written, such as `[0, 1)`."""
        left = "[" if self.has_low and math.isfinite(self.low) else "("
        right = "]" if self.has_high and math.isfinite(self.high) else ")"
        return f"{left}{self.low:g}, {self.high:g}{right}"


REAL = Domain()
NON_NEGATIVE = Domain(low=0.0)
POSITIVE = Domain(low=0.0, has_low=False)
PROBABILITY = Domain(low=0.0, high=1.0)
OPEN_PROBABILITY = Domain(low=0.0, high=1.0, has_low=False, has_high=False)
DISCOUNT = Domain(low=0.0, high=1.0, has_high=False)
"""Patience: what one unit after one more round is worth now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSpec:
    """A parameter that a game needs.

    Attributes:
        name: As scenario files name it; a dot parts the family from the member, `cost.shells`.
        unit: Unit; all parameters of unit `utility` of one game share one scale.
        meaning: What it stands for, in one sentence.
        domain: Values that make sense.
        default: Value where a scenario leaves it out; None where it must be given.
    """

    name: str
    unit: str
    meaning: str
    domain: Domain = REAL
    default: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSpec:
    """An outcome that a game gives.

    Attributes:
        name: As scenario files name it in their bands.
        unit: Unit; `probability` where each draw gives a probability, which is averaged.
        meaning: What it stands for, in one sentence.
        domain: Values it can take.
        may_be_missing: Whether a draw may have none (not-a-number), such as a price without deal.
    """

    name: str
    unit: str
    meaning: str
    domain: Domain = REAL
    may_be_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSpec:
    """A setting of a kind of game: what shapes it before numbers enter.

    Attributes:
        name: As scenario files name it.
        meaning: What it stands for, and what may be given.
        is_required: Whether a scenario must give it.
    """

    name: str
    meaning: str
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read the theory, or one equilibrium of several: a hypothesis beside others."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """A game ready to be played.

    Attributes:
        kind: Name of its kind.
        actors: Who plays, in the order of the declaration.
        parameters: All parameters, in fixed order.
        outcomes: All outcomes, in fixed order; the first is the headline.
        readings: All readings; the first is the headline.
        play: From draws and the name of a reading to outcomes; a pure function of arrays.
        say: From draws and outcomes of the headline to who does what and why, one sentence each.
        levers: By actor, the parameters it can move itself.
        told: Outcomes that an answer tells beside the headline, which comes first.
    """

    kind: str
    actors: tuple[str, ...]
    parameters: tuple[ParameterSpec, ...]
    outcomes: tuple[OutcomeSpec, ...]
    readings: tuple[Reading, ...]
    play: Callable[[Draws, str], Outcomes]
    say: Callable[[Draws, Outcomes], tuple[str, ...]]
    levers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    told: tuple[str, ...] = ()

    def parameter(self, name: str) -> ParameterSpec:
        """Return the parameter of that name.

        Raises:
            UsageError: There is none; the message lists those that there are.
        """
        for spec in self.parameters:
            if spec.name == name:
                return spec
        raise self._unknown("parameter", name, [spec.name for spec in self.parameters])

    def outcome(self, name: str) -> OutcomeSpec:
        """Return the outcome of that name.

        Raises:
            UsageError: There is none; the message lists those that there are.
        """
        for spec in self.outcomes:
            if spec.name == name:
                return spec
        raise self._unknown("outcome", name, [spec.name for spec in self.outcomes])

    def run(self, draws: Draws, reading: str | None = None) -> Outcomes:
        """Return the outcomes of checked draws under a reading, the headline's where None.

        Parameters with a default may be left out.

        Raises:
            UsageError: A parameter is missing, unknown, of another length or outside its domain,
                or there is no such reading.
        """
        chosen = self.readings[0].name if reading is None else reading
        known = [one.name for one in self.readings]
        if chosen not in known:
            raise self._unknown("reading", chosen, known)
        return self.play(self.completed(draws), chosen)

    def _unknown(self, what: str, name: str, known: Sequence[str]) -> UsageError:
        """Return the error for a name that the game does not have."""
        return UsageError(
            f"The game {self.kind} has no {what} {name!r}; {among(name, known)}.", subject=name
        )

    def completed(self, draws: Draws) -> dict[str, Numbers]:
        """Return the draws with defaults filled in, in the order of the declaration.

        Raises:
            UsageError: As of `run`.
        """
        for name in draws:
            self.parameter(name)
        length = _common_length(draws)
        return {spec.name: _column(spec, draws, length) for spec in self.parameters}


def among(name: str, known: Sequence[str]) -> str:
    """Return which names there are, all of a few, else those that are nearest."""
    if len(known) <= MOST_LISTED:
        return f"it has {', '.join(known)}"
    near = [one for one in known if name and name in one][:5]
    near = near or difflib.get_close_matches(name, known, n=5, cutoff=0.5)
    shown = near or list(known[:5])
    guess = "perhaps one of these is meant" if near else "such as"
    return f"it has {len(known)}, {guess}: {', '.join(shown)}"


def _common_length(draws: Draws) -> int:
    """Return the length that all arrays share; 1 of none."""
    lengths = {name: np.atleast_1d(values).shape for name, values in draws.items()}
    if any(len(shape) != 1 for shape in lengths.values()) or len(set(lengths.values())) > 1:
        found = ", ".join(f"{name} {shape}" for name, shape in lengths.items())
        raise UsageError(f"All parameters need one value per draw; found shapes {found}.")
    return next(iter(lengths.values()))[0] if lengths else 1


def _column(spec: ParameterSpec, draws: Draws, length: int) -> Numbers:
    """Return the values of one parameter, checked."""
    if spec.name not in draws:
        if spec.default is None:
            raise UsageError(
                f"The parameter {spec.name} ({spec.unit}) is missing: {spec.meaning}",
                subject=spec.name,
            )
        return np.full(length, spec.default)
    values = np.atleast_1d(np.asarray(draws[spec.name], dtype=np.float64))
    if not spec.domain.contains(values):
        raise UsageError(
            f"The parameter {spec.name} must lie in {spec.domain}; found values from "
            f"{np.min(values):g} to {np.max(values):g}.",
            subject=spec.name,
        )
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class GameKind:
    """A kind of game.

    Attributes:
        name: As scenario files name it.
        title: What it answers, in one sentence.
        settings: What shapes it before numbers enter.
        build: From the settings of a scenario to the game; raises UsageError whose subject is
            the path of the setting, such as `goods[1].name`.
    """

    name: str
    title: str
    settings: tuple[SettingSpec, ...]
    build: Callable[[Layout], Game]
