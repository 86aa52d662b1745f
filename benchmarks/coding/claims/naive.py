"""The floor method: the first two countries of a sentence and the first verb that a list knows."""

import re
from datetime import date

from judging import Told, at_country

from tocsin.coding.actors.naming import states_in_text
from tocsin.coding.lexicon import load_lexicon
from tocsin.model.gazetteer import load_gazetteer


def naive_claims(text: str, day: date) -> list[Told]:
    """Return one claim for each sentence with two countries and a word of a frame.

    No syntax: the country named first acts on the one named second, by the first word whose
    stem opens a verb frame; everything has occurred, and the author says so.
    """
    verbs = load_lexicon(load_gazetteer()).verbs
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        named = (at_country([state]) for state in states_in_text(sentence, day))
        states = list(dict.fromkeys(state for group in named for state in group))
        words = re.findall(r"[a-z]+", sentence.lower())
        frame = next(
            (verbs[stem] for word in words for stem in _stems(word) if stem in verbs), None
        )
        if len(states) > 1 and frame is not None:
            found.append(_told(frame.type.value, states[0], states[1]))
    return found


def _stems(word: str) -> list[str]:
    """Return what a word may be a form of."""
    cut = [
        word[: -len(ending)]
        for ending in ("ed", "s", "es", "ing", "d")
        if word.endswith(ending)
    ]
    return [word, *cut, *(stem + "e" for stem in cut)]


def _told(kind: str, source: str, target: str) -> Told:
    fields = {
        "status": "occurred",
        "polarity": "affirmed",
        "holder": None,
        "items": [],
        "time": [],
    }
    return Told(kind, frozenset({source}), frozenset({target}), False, fields, 0)
