"""One outcome of one reading as a function of the inputs, for any game."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Draws, OutcomeSpec, ParameterSpec
from tocsin.game.scenarios.drawing import Sampler, quantile
from tocsin.game.scenarios.reading import Setup
from tocsin.model.scenario import Spread

Numbers: TypeAlias = NDArray[np.float64]
Edit: TypeAlias = tuple[str, float]

CHUNK = 100_000
"""Rows that are played at once; keeps the memory of large tables of edits small."""
BACKGROUND = 64
"""Draws of the other inputs over which a probability is averaged after an edit."""


@dataclass(frozen=True, slots=True)
class Lens:
    """An outcome under a reading, ready to be asked what it is when inputs change.

    Attributes:
        setup: The scenario and its game.
        reading: Name of the reading.
        outcome: Name of the outcome.
        background: Draws of all inputs on which edits are made: their medians, one row, for a
            number; several for a probability, which a single draw would make 0 or 1.
    """

    setup: Setup
    reading: str
    outcome: str
    background: Draws = field(repr=False)

    @property
    def spec(self) -> OutcomeSpec:
        """Return the declaration of the outcome."""
        return self.setup.game.outcome(self.outcome)

    def values(self, draws: Draws) -> Numbers:
        """Return the outcome of each draw."""
        return np.asarray(self.setup.game.run(draws, self.reading)[self.outcome])

    def now(self) -> float:
        """Return the outcome on the background as it is, nothing edited."""
        return float(self.after([("", 0.0)])[0])

    def after(self, edits: Sequence[Edit]) -> Numbers:
        """Return the outcome after each edit of one input, shape (edits,).

        The mean over the background's draws that have a value; not-a-number where none has. An
        edit of the empty name changes nothing.
        """
        size = len(next(iter(self.background.values()))) if self.background else 1
        at_once = max(1, CHUNK // size)
        parts = [
            self._after(edits[start : start + at_once], size)
            for start in range(0, len(edits), at_once)
        ]
        return np.concatenate(parts) if parts else np.empty(0)

    def _after(self, edits: Sequence[Edit], size: int) -> Numbers:
        """Return the outcome after some edits, all played together."""
        rows = {name: np.tile(values, len(edits)) for name, values in self.background.items()}
        for place, (name, value) in enumerate(edits):
            if name:
                rows[name][place * size : (place + 1) * size] = value
        found = self.values(rows).reshape(len(edits), size)
        is_known = ~np.isnan(found)
        count = is_known.sum(axis=1)
        total = np.where(is_known, found, 0.0).sum(axis=1)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def lens_of(setup: Setup, reading: str = "", outcome: str = "") -> Lens:
    """Return the lens on an outcome under a reading; the headline's where they are empty.

    Raises:
        UsageError: There is no such reading or outcome.
    """
    game = setup.game
    spec = game.outcome(outcome or game.outcomes[0].name)
    chosen = reading or game.readings[0].name
    sampler = Sampler(setup.scenario)
    if spec.unit == "probability":
        rng = np.random.default_rng(setup.scenario.seed)
        background: Mapping[str, Numbers] = sampler.draws(BACKGROUND, rng)
    else:
        background = {name: np.array([value]) for name, value in sampler.centre().items()}
    return Lens(setup, chosen, spec.name, game.completed(background))


def seen_through(lens: Lens, reading: str) -> Lens:
    """Return the same lens under another reading."""
    return replace(lens, reading=reading)


def inputs_of(lens: Lens) -> list[tuple[ParameterSpec, Spread | None, float]]:
    """Return all inputs with what is believed of them (None for a default) and their medians."""
    given = {one.name: one.spread for one in lens.setup.scenario.parameters}
    found = []
    for spec in lens.setup.game.parameters:
        spread = given.get(spec.name)
        middle = quantile(spread, 0.5) if spread is not None else spec.default
        found.append((spec, spread, float(middle if middle is not None else np.nan)))
    return found
