"""The lists of attribution.yaml, and the stances that they share with the holders of claims."""

from tocsin.coding.status.voices.words import load_voice_words
from tocsin.model.vocabulary import Stance


def test_stances_are_those_of_holders_where_they_know_the_cue(lexicon):
    words = load_voice_words()
    assert words.stance_of("deny", lexicon) is lexicon.reporting["deny"] is Stance.DENIES
    assert words.stance_of("fear", lexicon) is Stance.PREDICTS


def test_other_cues_have_their_own_stance_and_assert_without_one(lexicon):
    words = load_voice_words()
    assert words.stance_of("wonder", lexicon) is Stance.DOUBTS
    assert words.stance_of("murmur", lexicon) is Stance.ASSERTS
