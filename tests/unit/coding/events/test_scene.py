"""Whose a thing is, and whom a sentence leaves unsaid."""

from tocsin.coding.syntax.parser import parse


def word_of(here, lemma):
    return next(word for word in here.tree.words if word.base == lemma)


def test_the_owner_of_a_thing(document, scene):
    here = scene(parse(document("Israel bombed the ports of Syria.")).trees[0])
    assert here.owners(word_of(here, "port")) == ("SYR",)
    assert here.acted_on([word_of(here, "port")], ("ISR",)) == ("SYR",)


def test_an_act_on_oneself_is_none(document, scene):
    here = scene(parse(document("Israel bombed the ports of Israel.")).trees[0])
    assert here.acted_on([word_of(here, "port")], ("ISR",)) == ()


def test_one_other_state_goes_without_saying_and_two_do_not(document, scene):
    one = scene(parse(document("Kenya likes Chad.")).trees[0])
    two = scene(parse(document("Kenya told Mali that Niger likes Chad.")).trees[0])
    assert one.sole_other(one.tree.words, ("KEN",)) == ("TCD",)
    assert two.sole_other(two.tree.words, ("KEN",)) == ()
    assert one.sole_other(one.tree.words, ()) == ()
