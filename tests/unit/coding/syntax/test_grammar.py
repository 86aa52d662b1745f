"""Roles as in the active voice."""

import pytest

from tocsin.coding.syntax.grammar import arguments, is_passive, lemma_of, negator_of, subject_of
from tocsin.coding.syntax.parser import parse


@pytest.fixture(scope="module")
def verb(document):
    def find(text, lemma):
        tree = parse(document(text)).trees[0]
        return tree, next(word for word in tree.words if word.base == lemma and word.is_verb)

    return find


@pytest.mark.parametrize(
    ("text", "lemma", "subject"),
    [
        ("Kenya attacked Chad.", "attack", "Kenya"),
        ("Chad was attacked by Kenya.", "attack", "Kenya"),
        ("Kenya plans to attack Chad.", "attack", "Kenya"),
        ("Mali urged Kenya to attack Chad.", "attack", "Kenya"),
        ("Kenya met Mali and attacked Chad.", "attack", "Kenya"),
        ("Mali accused Kenya of attacking Chad.", "attack", "Kenya"),
        ("Mali relies on Kenya to attack Chad.", "attack", "Kenya"),
        ("Kenya's plan to attack Chad failed.", "attack", "Kenya"),
    ],
)
def test_the_doer_is_found_through_voice_and_control(verb, lexicon, text, lemma, subject):
    tree, word = verb(text, lemma)
    assert arguments(tree, word, lexicon).subject.text == subject


def test_a_particle_belongs_to_the_lemma(verb):
    assert lemma_of(*verb("Kenya called off the visit.", "call")) == "call_off"


def test_voice(verb):
    assert is_passive(*verb("Chad was attacked.", "attack"))
    assert not is_passive(*verb("Kenya attacked Chad.", "attack"))


@pytest.mark.parametrize(
    ("text", "negator"),
    [
        ("Kenya did not attack Chad.", "not"),
        ("Kenya never attacked Chad.", "never"),
        ("No troops attacked Chad.", "No"),
        ("Kenya no longer attacks Chad.", "no"),
        ("Nobody attacked Chad.", "Nobody"),
    ],
)
def test_the_negating_word_is_found(verb, lexicon, text, negator):
    assert negator_of(*verb(text, "attack"), lexicon).text == negator


def test_a_chain_without_end_has_no_subject(tree, lexicon):
    rows = ["go go VERB VB root 0"] + [f"go go VERB VB complement {i}" for i in range(30)]
    long = tree(*rows)
    assert subject_of(long, long.words[30], lexicon) is None
