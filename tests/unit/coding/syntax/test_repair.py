"""Trees that cannot be right."""

import pytest

from tocsin.coding.syntax.repair import as_common_noun, repair
from tocsin.coding.syntax.tree import Role

MARKERS = frozenset({"since"})


def broken(tree):
    return tree(
        "Part part NOUN NN root 0",
        "since since SCONJ IN marker 4",
        "war war NOUN NN subject 4",
        "has have AUX VBZ auxiliary 4",
        "grown grow VERB VBN adverbial_clause 0",
    ).words


def test_the_main_verb_is_restored(tree):
    words = repair(broken(tree), MARKERS)
    assert [word.role for word in words] == [
        Role.SUBJECT, Role.PREPOSITION, Role.PREP_OBJECT, Role.AUXILIARY, Role.ROOT,
    ]  # fmt: skip


def test_other_markers_are_left_alone(tree):
    words = broken(tree)
    assert repair(words, frozenset()) is words


def test_a_verb_as_root_is_left_alone(tree):
    words = tree("Kenya Kenya PROPN NNP subject 1", "left leave VERB VBD root 1").words
    assert repair(words, MARKERS) is words


@pytest.mark.parametrize(
    ("text", "tag", "entity", "place", "lemma"),
    [
        ("Rockets", "NNPS", "", 0, "rocket"),
        ("Supplies", "NNPS", "", 0, "supply"),
        ("Drones", "NNPS", "ORG", 0, "drone"),
        ("Russians", "NNPS", "NORP", 0, None),
        ("Rockets", "NNPS", "", 3, None),
        ("Russia", "NNP", "", 0, None),
        ("NATOS", "NNPS", "", 0, None),
    ],
)
def test_a_first_word_is_no_name_for_its_capital(text, tag, entity, place, lemma):
    assert as_common_noun(text, tag, entity, place) == lemma


def test_a_day_is_no_part_of_the_name_before_it(claim):
    found = claim("Kenya's minister met with President Bashar Assad Tuesday.")
    assert found.event.target == ("SYR.BASHAR_AL_ASSAD",)


def test_a_list_of_three_states_is_one_list(claim):
    found = claim("The US, Russia, and Switzerland met yesterday.")
    assert {*found.event.source, *found.event.target} == {"USA", "RUS", "CHE"}


def test_a_name_is_no_infinitive(tree):
    words = repair(
        tree(
            "Portugal Portugal PROPN NNP subject 1",
            "sold sell VERB VBD root 1",
            "to to PART TO auxiliary 3",
            "Denmark Denmark PROPN NNP adverbial_clause 1",
        ).words,
        MARKERS,
    )
    assert [(word.role, word.head) for word in words[2:]] == [
        (Role.PREPOSITION, 1),
        (Role.PREP_OBJECT, 2),
    ]
