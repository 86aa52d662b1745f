"""What stands between two mentions."""

import pytest

from tocsin.coding.scoring.skeleton import (
    clause_text,
    cue_of,
    find_ends,
    masked_text,
    skeleton,
)
from tocsin.coding.syntax.tree import Tree

ROWS = (
    "Foo foo PROPN NNP subject 1",
    "sent send VERB VBD root 1",
    "old old ADJ JJ adjective 3",
    "ships ship NOUN NNS object 1",
    "to to ADP IN preposition 1",
    "big big ADJ JJ adjective 6",
    "Bar bar PROPN NNP prep_object 4",
    "yesterday yesterday NOUN NN time 1",
)
FOO, BAR, BIG_BAR = (0, 3), (26, 29), (22, 29)


@pytest.fixture
def sent(tree) -> Tree:
    return tree(*ROWS)


def test_ends_are_found_by_their_spans(sent):
    ends = find_ends((sent,), FOO, BIG_BAR)
    assert (ends.source.text, ends.target.text) == ("Foo", "Bar")
    assert ends.inside == (frozenset({0}), frozenset({5, 6}))


def test_the_sentence_with_both_mentions_is_taken(tree, sent):
    words = tuple(word for word in sent.words if word.text != "Bar")
    lonely = Tree(index=1, words=words)
    assert find_ends((lonely, sent), FOO, BAR).tree is sent


def test_one_mention_is_enough(sent):
    ends = find_ends((sent,), FOO, (90, 95))
    assert (ends.source.text, ends.target) == ("Foo", None)


def test_without_either_mention_there_are_no_ends(sent):
    assert find_ends((sent,), (80, 85), (90, 95)) is None
    assert find_ends((), FOO, BAR) is None


def test_a_mention_is_headed_by_the_word_that_the_others_hang_on(sent):
    assert find_ends((sent,), (9, 18), BAR).source.text == "ships"


def test_the_clause_has_x_and_y_and_what_ties_them(sent, lexicon):
    ends = find_ends((sent,), FOO, BIG_BAR)
    assert clause_text(ends, skeleton(ends, lexicon)) == ["X", "sent", "ships", "to", "Y"]


def test_the_masked_sentence_has_all_words_but_the_mentions(sent):
    ends = find_ends((sent,), FOO, BIG_BAR)
    assert masked_text(ends) == ["X", "sent", "old", "ships", "to", "Y", "yesterday"]


def test_the_inner_of_two_nested_mentions_is_the_target(sent, lexicon):
    # `big Bar` with `Bar` in it, as in `the Bar embassy` and `Bar`.
    ends = find_ends((sent,), BIG_BAR, BAR)
    assert masked_text(ends)[-3:] == ["X", "Y", "yesterday"]
    assert skeleton(ends, lexicon).names


def test_no_feature_holds_a_mention(sent, lexicon):
    found = skeleton(find_ends((sent,), FOO, BIG_BAR), lexicon)
    assert not any("foo" in name or "bar" in name for name in found.names)
    assert not {"foo", "bar"} & {word for _, word in found.meanings}


def test_the_verb_that_ties_the_two_is_named_with_what_it_governs(sent, lexicon):
    names = skeleton(find_ends((sent,), FOO, BAR), lexicon).names
    assert {"L:send", "VO:send+ship", "order:st", "gs:send", "rs:subject"} <= set(names)


def test_the_order_of_the_mentions_shows(sent, lexicon):
    assert "order:ts" in skeleton(find_ends((sent,), BAR, FOO), lexicon).names


def test_a_lone_mention_has_a_skeleton_too(sent, lexicon):
    assert "U:send" in skeleton(find_ends((sent,), FOO, (90, 95)), lexicon).names
    assert "D:send" in skeleton(find_ends((sent,), (90, 95), BAR), lexicon).names


def test_two_trees_in_one_sentence_have_no_meeting(tree, lexicon):
    split = tree("Foo foo PROPN NNP subject 1", "left leave VERB VBD root 1",
                 "Bar bar PROPN NNP object 3", "hit hit VERB VBD root 3")  # fmt: skip
    names = skeleton(find_ends((split,), FOO, (9, 12)), lexicon).names
    assert {"U:leave", "D:hit", "way:none|"} <= set(names)


def test_the_cue_is_the_verb_between_the_two(sent):
    assert cue_of(find_ends((sent,), FOO, BAR)).text == "sent"


def test_a_verb_is_preferred_to_a_noun_as_cue(tree):
    sentence = tree(
        "Foo foo PROPN NNP possessor 1",
        "raid raid NOUN NN subject 2",
        "hurt hurt VERB VBD root 2",
        "Bar bar PROPN NNP object 2",
    )
    assert cue_of(find_ends((sentence,), FOO, (14, 17))).text == "hurt"


def test_where_nothing_ties_the_two_there_is_no_cue(tree):
    sentence = tree("Foo foo PROPN NNP root 0", "Bar bar PROPN NNP apposition 0")
    assert cue_of(find_ends((sentence,), FOO, (4, 7))) is None
