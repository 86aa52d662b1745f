"""The word lists of attribution, read once from `attribution.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tocsin.coding.lexicon import Lexicon, load_data
from tocsin.model.vocabulary import Stance


@dataclass(frozen=True)
class VoiceWords:
    """What words attribute, and how.

    Attributes:
        lists: The plain lists by name.
        prepositions: Verb -> prepositions before what it attributes.
        noun_topics: Noun -> prepositions before what it attributes.
        stances: Cue -> stance, for cues that are not said to assert.
    """

    lists: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    noun_topics: Mapping[str, frozenset[str]]
    stances: Mapping[str, Stance]

    def has(self, name: str, *lemmas: str) -> bool:
        """Return whether one of some lemmas is in a list."""
        return any(lemma in self.lists[name] for lemma in lemmas)

    def stance_of(self, lemma: str, lexicon: Lexicon) -> Stance:
        """Return the stance of a cue: as for the holders of claims, else our own, else asserts."""
        known = lexicon.reporting.get(lemma) or lexicon.holder_nouns.get(lemma)
        return known or self.stances.get(lemma, Stance.ASSERTS)


@cache
def load_voice_words() -> VoiceWords:
    """Return the word lists of attribution.

    Raises:
        OntologyError: The file does not hold what it should.
    """
    data = load_data("attribution.yaml")
    lists = {name: frozenset(value) for name, value in data.items() if isinstance(value, list)}
    stances = {word: Stance(name) for name, group in data["stances"].items() for word in group}
    return VoiceWords(
        lists=lists,
        prepositions=_sets(data["prepositions"]),
        noun_topics=_sets(data["noun_topics"]),
        stances=stances,
    )


def _sets(groups: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Return lists by key as sets."""
    return {key: frozenset(group) for key, group in groups.items()}
