"""Sentences as the scorer meets them, and models small enough to reckon by hand."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tocsin.coding.coder import Scenery, scenes_of
from tocsin.coding.scoring.features import Trigger, find_triggers
from tocsin.coding.scoring.linear import LinearModel, WordVectors
from tocsin.coding.scoring.units import find_units
from tocsin.model.vocabulary import EventType

ACTS = ("NONE", *map(str, EventType))
ROLES = ("SRC", "TGT", "NONE")


@pytest.fixture(scope="session")
def scenery(document) -> Callable[[str], Scenery]:
    """Return the last sentence of a text with the frames' events in it."""
    return lambda text: list(scenes_of(document(text)))[-1]


@pytest.fixture(scope="session")
def triggers(scenery) -> Callable[[str], list[Trigger]]:
    def find(text: str) -> list[Trigger]:
        scene, events, _ = scenery(text)
        return find_triggers(scene, find_units(scene), events)

    return find


@pytest.fixture(scope="session")
def trigger(triggers) -> Callable[[str, str], Trigger]:
    """Return the trigger of a text that has a given word."""
    return lambda text, word: next(one for one in triggers(text) if one.word.text == word)


@pytest.fixture(scope="session")
def vectors() -> WordVectors:
    table = np.array([[127, 0, 0], [0, 127, 0], [0, 0, 127]], np.int8)
    return WordVectors({"call": 0, "off": 1, "call_on": 2}, table)


@pytest.fixture(scope="session")
def random_model(vectors) -> LinearModel:
    """A model of two blocks, two groups of meanings and three classes."""
    rng = np.random.default_rng(7)
    return LinearModel(
        classes=("A", "B", "C"),
        features={"one": {"a": 0, "b": 1}, "two": {"a": 2, "c": 3}},
        idf=rng.uniform(1, 4, 4).astype(np.float32),
        weights=rng.normal(size=(4, 3)).astype(np.float32),
        dense=rng.normal(size=(6, 3)).astype(np.float32),
        bias=rng.normal(size=3).astype(np.float32),
        sharpness=1.5,
        vectors=vectors,
    )


@pytest.fixture(scope="session")
def table_model() -> Callable[..., LinearModel]:
    """Return a model of one block that scores listed features, and `NONE` at 5 where none is there."""

    def build(
        block: str, classes: tuple[str, ...], scores: dict[str, tuple[str, float]]
    ) -> LinearModel:
        weights = np.zeros((len(scores), len(classes)), np.float32)
        for row, (name, score) in enumerate(scores.values()):
            weights[row, classes.index(name)] = score
        empty = LinearModel(
            classes=classes,
            features={block: {name: row for row, name in enumerate(scores)}},
            idf=np.ones(len(scores), np.float32),
            weights=weights,
            dense=np.zeros((0, len(classes)), np.float32),
            bias=np.zeros(len(classes), np.float32),
        )
        bias = empty.bias.copy()
        bias[classes.index("NONE")] = 5
        return replace(empty, bias=bias)

    return build


@pytest.fixture(scope="session")
def acts_model(table_model) -> Callable[..., LinearModel]:
    return lambda **lemmas: table_model(
        "trigger", ACTS, {f"l={lemma}": (kind, 9.0) for lemma, kind in lemmas.items()}
    )


@pytest.fixture(scope="session")
def roles_model(table_model) -> LinearModel:
    """A model that takes subjects for sources, and objects for targets."""
    return table_model("role", ROLES, {"g=subject": ("SRC", 9.0), "g=object": ("TGT", 9.0)})
