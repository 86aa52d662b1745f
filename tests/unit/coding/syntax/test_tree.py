"""Walking a sentence; nothing here needs a parser."""

from tocsin.coding.syntax.tree import Role, Tree, Word


def chain(role, n, *, pos="NOUN"):
    """Return a tree in which every word hangs on the one before it."""
    words = (Word(i, "x", "x", pos, "NN", Role.ROOT if i == 0 else role, max(i - 1, 0), i, i + 1)
             for i in range(n))  # fmt: skip
    return Tree(index=0, words=tuple(words))


def test_conjuncts_come_in_order(tree):
    found = tree(
        "Kenya Kenya PROPN NNP subject 5",
        ", , PUNCT , punctuation 0",
        "Chad Chad PROPN NNP conjunct 0",
        "and and CCONJ CC coordinator 2",
        "Mali Mali PROPN NNP conjunct 2",
        "met meet VERB VBD root 5",
    )
    assert [word.text for word in found.conjuncts(0)] == ["Kenya", "Chad", "Mali"]
    assert found.first_conjunct(found.words[4]).text == "Kenya"


def test_a_list_of_thousands_needs_no_deep_stack():
    assert len(chain(Role.CONJUNCT, 5000).conjuncts(0)) == 5000
    assert len(chain(Role.PREPOSITION, 5000, pos="ADP").prepositions(0)) == 0
    assert len(chain(Role.COMPOUND, 5000).subtree(0)) == 5000


def test_chained_prepositions_are_joined(tree):
    found = tree(
        "rose rise VERB VBD root 0",
        "because because SCONJ IN preposition 0",
        "of of ADP IN preposition 1",
        "oil oil NOUN NN prep_object 2",
    )
    assert [(name, word.text) for name, word in found.prepositions(0)] == [
        ("because of", "oil")
    ]


def test_coordinated_prepositions_keep_their_names(tree):
    found = tree(
        "trade trade NOUN NN root 0",
        "to to ADP IN preposition 0",
        "from from ADP IN conjunct 1",
        "Chad Chad PROPN NNP prep_object 2",
    )
    assert [(name, word.text) for name, word in found.prepositions(0)] == [("from", "Chad")]


def test_the_span_is_that_of_the_words(tree):
    found = tree("Kenya Kenya PROPN NNP subject 1", "left leave VERB VBD root 1")
    assert (found.start, found.end, len(found)) == (0, 10, 2)
    assert list(found.ancestors(found.words[0])) == [found.words[1]]
