"""What the readers of verb patterns work on."""

from tocsin.coding.events.clause import Clause
from tocsin.coding.syntax.grammar import arguments
from tocsin.coding.syntax.parser import parse


def clause(document, scene, text, lemma):
    here = scene(parse(document(text)).trees[0])
    verb = next(word for word in here.tree.words if word.base == lemma)
    frame = here.lexicon.verbs[lemma]
    return Clause(here, verb, frame, arguments(here.tree, verb, here.lexicon))


def test_roles_are_told_by_name(document, scene):
    found = clause(document, scene, "Iran sent oil to Syria.", "send")
    assert (found.subject, found.behind("to"), found.goods()) == (("IRN",), ("SYR",), ("fuel",))
    assert found.objects == ()


def test_means_stand_behind_by(document, scene):
    found = clause(document, scene, "Iran helped Syria by providing oil.", "help")
    assert found.means() == ("fuel",)


def test_a_party_alone_does_nothing_together(document, scene):
    found = clause(document, scene, "Iran sent oil to Syria.", "send")
    assert found.together(("IRN", "IRN.X")) is None
    assert found.between(("IRN",), ("IRN",)) is None
