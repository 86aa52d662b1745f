"""What stands around an event noun."""

from tocsin.coding.events.surroundings import light_verb, look_around, operator_verb
from tocsin.coding.syntax.parser import parse


def around(document, scene, text, lemma):
    here = scene(parse(document(text)).trees[0])
    noun = next(word for word in here.tree.words if word.base == lemma)
    return here, noun, look_around(here, noun)


def test_owner_prepositions_and_goods_are_sorted(document, scene):
    text = "Iran's shipment of oil to Syria arrived."
    _, _, found = around(document, scene, text, "shipment")
    assert (found.owners, found.at("to"), found.goods) == (("IRN",), ("SYR",), ("fuel",))


def test_the_light_verb_lends_its_subject(document, scene):
    here, noun, found = around(document, scene, "Kenya held talks with Chad.", "talk")
    assert light_verb(here, noun).base == "hold"
    assert (found.doer, found.at("with")) == (("KEN",), ("TCD",))


def test_an_operator_verb_lends_its_prepositions(document, scene):
    text = "Kenya blocked the export of oil to Chad."
    here, noun, found = around(document, scene, text, "export")
    assert operator_verb(here, noun).base == "block"
    assert found.at("to") == ("TCD",)


def test_who_takes_part_stands_behind_involving(document, scene):
    text = "There were exercises involving Kenya and Chad."
    _, _, found = around(document, scene, text, "exercise")
    assert found.at("between") == ("KEN", "TCD")
