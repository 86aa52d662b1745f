"""How sure the coder is of one claim, from the way it was found."""

from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.scene import Scene
from tocsin.coding.status.reading import Reading

# Shares that count against a claim. First values, by judgement; the labelled corpus of the
# coder issue is to replace them by a calibrated model.
_START = 0.92
_NOUN = 0.06
_ECHO = 0.12
_PRONOUN = 0.06
_ONE_SIDED = 0.15
_LONG_SENTENCE = 0.06
_UNSTATED_STATUS = 0.04
LONG = 45


def confidence_of(scene: Scene, event: Candidate, reading: Reading) -> float:
    """Return how sure the coder is that event, status and holder are read rightly, in [0, 1]."""
    value = _START
    value -= _NOUN * (not event.anchor.is_verb)
    value -= _ECHO * event.is_echo
    value -= _PRONOUN * any(word.pos == "PRON" for word in event.words)
    value -= _ONE_SIDED * (not event.source or not event.target)
    value -= _LONG_SENTENCE * (len(scene.tree) > LONG)
    value -= _UNSTATED_STATUS * (not reading.is_explicit)
    return round(max(0.05, value), 2)
