"""How sure the coder is of one claim, from the way it was found: fitted on the corpus."""

import numpy as np
from numpy.typing import NDArray

from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.scene import Scene
from tocsin.coding.scoring.linear import Floats
from tocsin.coding.status.reading import Reading

LONG = 45
# What the confidence is computed from; the weights are in the scorer's file.
FEATURES = (
    "bias", "chance", "explicit", "holder", "nested", "pronoun", "echo", "long", "one-sided",
    "ahead", "noun",
)  # fmt: skip
_LEAST, _MOST = 0.02, 0.98


def confidence_of(
    scene: Scene, event: Candidate, reading: Reading, chance: float, weights: Floats
) -> float:
    """Return how sure the coder is that event, status and innermost holder are read rightly.

    In [0.02, 0.98]; calibrated on held-out folds of the corpus by logistic regression, so that
    of claims with .8 about eight in ten are right in all three.

    Args:
        scene: The sentence.
        event: What was found in it.
        reading: Its status and holders.
        chance: That the event is a claim of the text at all, in [0, 1].
        weights: One for each of `FEATURES`.
    """
    score = float(confidence_features(scene, event, reading, chance) @ weights)
    return round(min(max(1 / (1 + float(np.exp(-score))), _LEAST), _MOST), 2)


def confidence_features(
    scene: Scene, event: Candidate, reading: Reading, chance: float
) -> NDArray[np.float32]:
    """Return what the confidence is computed from; shape (len(FEATURES),)."""
    chance = min(max(chance, 0.01), 0.99)
    status = reading.status
    values = {
        "bias": 1.0,
        "chance": float(np.log(chance / (1 - chance))),
        "explicit": float(reading.is_explicit),
        "holder": float(bool(reading.holders)),
        "nested": float(len(reading.holders) > 1),
        "pronoun": float(any(word.pos == "PRON" for word in event.words)),
        "echo": float(event.is_echo),
        "long": float(len(scene.tree) > LONG),
        "one-sided": float(not event.source or not event.target),
        "ahead": float(status is not None and status.is_ahead),
        "noun": float(not event.anchor.is_verb),
    }
    return np.array([values[name] for name in FEATURES], np.float32)
