"""Orders, infinitives and tenses are told apart by roles and tags, whatever parser made them."""

import pytest

from tocsin.coding.syntax.forms import is_imperative, is_past, is_present, shares_infinitive


@pytest.fixture(scope="session")
def order(tree):
    return tree(
        "Please please INTJ UH other 2",
        ", , PUNCT , punctuation 2",
        "call call VERB VB root 2",
        "and and CCONJ CC coordinator 2",
        "write write VERB VB conjunct 2",
        ". . PUNCT . punctuation 2",
    )


def test_an_order_and_what_is_coordinated_with_it(order):
    assert is_imperative(order, order.words[2])
    assert is_imperative(order, order.words[4])


def test_a_question_with_do_has_a_subject_and_is_no_order(tree):
    asked = tree(
        "Do do AUX VBP auxiliary 2",
        "you you PRON PRP subject 2",
        "call call VERB VB root 2",
        "? ? PUNCT . punctuation 2",
    )
    assert not is_imperative(asked, asked.words[2])


def test_tenses_of_a_predicate_are_those_of_its_verb(tree):
    said = tree(
        "She she PRON PRP subject 1",
        "was be AUX VBD root 1",
        "ready ready ADJ JJ predicative 1",
    )
    assert is_past(said, said.words[2])
    assert not is_present(said, said.words[2])


def test_a_perfect_is_no_present(tree):
    said = tree(
        "She she PRON PRP subject 2",
        "has have AUX VBZ auxiliary 2",
        "left leave VERB VBN root 2",
    )
    assert is_past(said, said.words[2])
    assert not is_present(said, said.words[2])


def test_a_bare_verb_beside_the_infinitive_of_a_finite_one(tree):
    said = tree(
        "She she PRON PRP subject 1",
        "needs need VERB VBZ root 1",
        "to to PART TO auxiliary 3",
        "wash wash VERB VB open_complement 1",
        "and and CCONJ CC coordinator 1",
        "dry dry VERB VB conjunct 1",
    )
    assert shares_infinitive(said, said.words[5])
    assert not shares_infinitive(said, said.words[3])
