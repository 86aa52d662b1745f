"""Whether an event happened is read from what governs it, its modal and its negation."""

import pytest

from tocsin.coding import judge_words


def judged(text, word, **options):
    words = text.split()
    place = words.index(word)
    return judge_words(words, [(place, place + 1)], **options)[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ship sank .", "sank"),
        ("The crew managed to land .", "land"),
        ("The crew did n't fail to land .", "land"),
        ("The crew did not forget to land .", "land"),
        ("Storms forced the crew to land .", "land"),
        ("Nobody knew that the ship sank .", "sank"),
        ("He regrets that the ship sank .", "sank"),
        ("He does not regret that the ship sank .", "sank"),
        ("The report proved that the ship sank .", "sank"),
        ("He left because the ship sank .", "sank"),
        ("The man who stole the boat drowned .", "stole"),
    ],
)
def test_what_happened(text, word):
    assert judged(text, word) >= 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ship did not sink .", "sink"),
        ("The crew failed to land .", "land"),
        ("The crew did not manage to land .", "land"),
        ("The crew forgot to land .", "land"),
        ("The crew refused to land .", "land"),
        ("Fog prevented the crew from landing .", "landing"),
        ("The crew was unable to land .", "land"),
        ("I do n't think that the ship sank .", "sank"),
        ("He pretended that the ship sank .", "sank"),
        ("She left without paying .", "paying"),
        ("The crew will land .", "land"),
        ("Please land the plane .", "land"),
        ("He will help to build the pier .", "build"),
    ],
)
def test_what_did_not_happen_or_lies_ahead(text, word):
    assert judged(text, word) <= -1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The crew tried to land .", "land"),
        ("He asked whether the ship sank .", "sank"),
        ("He did not say that the ship sank .", "sank"),
        ("If the ship sank , they drowned .", "sank"),
        ("He hoped that the ship sank .", "sank"),
    ],
)
def test_what_is_left_open(text, word):
    assert -1 < judged(text, word) < 1


@pytest.mark.parametrize(
    ("plain", "turned"),
    [
        ("The crew managed to land .", "The crew did not manage to land ."),
        ("The crew failed to land .", "The crew did not fail to land ."),
        ("The crew refused to land .", "The crew did not refuse to land ."),
    ],
)
def test_negation_turns_two_way_verbs_round(plain, turned):
    assert judged(plain, "land") * judged(turned, "land") < 0


def test_a_whole_clause_is_judged_with_its_own_modal_and_negation():
    text = "He knew that the ship did not sink ."
    assert judged(text, "sink") <= -1
    assert judged(text, "sink", whole_clause=True) >= 1


def test_an_auxiliary_counts_as_its_verb():
    text = "The ship was not sunk ."
    assert judged(text, "was") == judged(text, "sunk")


def test_of_several_words_the_head_counts():
    words = ["He", "knew", "that", "the", "ship", "sank"]
    assert judge_words(words, [(3, 6)]) == judge_words(words, [(5, 6)])


def test_targets_in_several_sentences_are_judged_in_their_own():
    words = ["The", "ship", "did", "not", "sink", ".", "It", "burned", "."]
    sunk, burned = judge_words(words, [(4, 5), (7, 8)])
    assert sunk <= -1
    assert burned >= 1


def test_a_long_list_of_verbs_ends():
    words = ["He", *["ran", ","] * 150, "fell", "."]
    assert -3 <= judge_words(words, [(len(words) - 2, len(words) - 1)])[0] <= 3


def test_a_span_without_a_word_is_refused():
    with pytest.raises(ValueError, match="span"):
        judge_words(["Rain", "fell"], [(2, 2)])
