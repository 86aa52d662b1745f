"""What a sentence shows of the relation between two mentions."""

from tocsin.coding.scoring.relations import BLOCKS, MEANING_GROUPS, relation_example
from tocsin.coding.scoring.skeleton import find_ends

ROWS = (
    "Foo foo PROPN NNP subject 1",
    "sent send VERB VBD root 1",
    "ships ship NOUN NNS object 1",
    "to to ADP IN preposition 1",
    "Bar bar PROPN NNP prep_object 3",
)


def example(tree, lexicon, source=(0, 3), target=(18, 21)):
    return relation_example(find_ends((tree(*ROWS),), source, target), lexicon)


def test_every_block_is_there_and_filled(tree, lexicon):
    found = example(tree, lexicon)
    assert tuple(found.blocks) == BLOCKS
    assert all(found.blocks[block] for block in BLOCKS)
    assert {group for group, _ in found.meanings} <= set(MEANING_GROUPS.values())


def test_without_a_sentence_the_example_is_empty(lexicon):
    found = relation_example(None, lexicon)
    assert tuple(found.blocks) == BLOCKS
    assert not any(found.blocks.values())
    assert list(found.meanings) == []


def test_runs_of_words_and_letters_are_counted(tree, lexicon):
    blocks = example(tree, lexicon).blocks
    assert blocks["sentence"]["X sent ships"] == 1
    assert blocks["spelling"]["ent"] == 1
    assert blocks["spelling"]["nt "] == 1
    assert max(map(len, blocks["letters"])) == 5
    assert max(len(name.split()) for name in blocks["sentence"]) == 3


def test_between_are_the_words_between_the_two(tree, lexicon):
    assert set(example(tree, lexicon).blocks["between"]) == {
        "sent", "ships", "to", "sent ships", "ships to", "sent ships to",
    }  # fmt: skip


def test_between_is_all_behind_a_lone_mention(tree, lexicon):
    found = example(tree, lexicon, target=(90, 95)).blocks["between"]
    assert "to <name>" in found
    assert "X" not in found


def test_who_does_it_to_whom_shows(tree, lexicon):
    there = example(tree, lexicon)
    back = example(tree, lexicon, (18, 21), (0, 3))
    assert there.blocks["skeleton"] != back.blocks["skeleton"]
    assert there.blocks["sentence"] != back.blocks["sentence"]
