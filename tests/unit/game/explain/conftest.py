"""Small games of known answers."""

import numpy as np
import pytest

from tocsin.game.base import Game, OutcomeSpec, ParameterSpec, Reading
from tocsin.game.scenarios.reading import Setup
from tocsin.model.scenario import (
    Band,
    Correlation,
    Parameter,
    Scenario,
    Shape,
    Spread,
    Stakeholder,
)


def game(names, functions, unit="points"):
    """A game whose readings are functions of a map of draws."""
    return Game(
        kind="test",
        actors=("A",),
        parameters=tuple(ParameterSpec(name=name, unit="points", meaning=f"{name}.")
                         for name in names),
        outcomes=(OutcomeSpec(name="y", unit=unit, meaning="y."),),
        readings=tuple(Reading(name=name, meaning=name) for name in functions),
        play=lambda draws, reading: {"y": functions[reading](draws)},
        say=lambda draws, outcomes: (f"{len(draws)} inputs, {len(outcomes['y'])} draws.",),
        levers=(("A", tuple(names)),),
    )  # fmt: skip


def setup(functions, ranges, *, bands=(), correlations=(), unit="points", **more):
    """A scenario of triangular inputs, or fixed ones where a range is a number."""
    parameters = tuple(
        Parameter(
            name=name, unit="points", source="x",
            spread=Spread(shape=Shape.TRIANGULAR, numbers=one) if isinstance(one, tuple)
            else Spread(shape=Shape.FIXED, numbers=(float(one),)),
        )
        for name, one in ranges.items()
    )  # fmt: skip
    scenario = Scenario(
        kind="test", title="A test", settings={}, parameters=parameters,
        bands=tuple(Band(name=n, outcome="y", low=low, high=high) for n, low, high in bands),
        correlations=tuple(Correlation(first=a, second=b, rho=r) for a, b, r in correlations),
        **{"draws": 1024, **more},
    )  # fmt: skip
    return Setup(scenario, game(tuple(ranges), functions, unit))


@pytest.fixture
def make():
    return setup


@pytest.fixture
def linear():
    """y = 3a + b, with a and b around 0 and 1."""
    return setup(
        {"plain": lambda d: 3 * d["a"] + d["b"], "flat": lambda d: 0 * d["a"] + 1.0},
        {"a": (-1.0, 0.0, 1.0), "b": (0.0, 1.0, 2.0), "c": (0.0, 1.0, 2.0)},
        bands=(("low", None, 2.0), ("high", 2.0, None)),
        stakeholders=(Stakeholder(name="A", harms=(("high", 80.0),)),),
        seed=5,
    )


@pytest.fixture
def points():
    return np.linspace(0, 1, 101)
