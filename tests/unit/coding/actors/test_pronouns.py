"""Pronouns and plurals across sentences."""

import pytest

from tocsin.coding.actors.pronouns import Memory, Salient
from tocsin.model.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kenya is rich. It criticised Uganda.", ("KEN", "UGA")),
        ("Lula spoke. He criticised Peru.", ("BRA", "PER")),
        ("Japanese officials spoke. They criticised Peru.", ("JPN", "PER")),
    ],
)
def test_a_pronoun_means_who_was_named_before(claims, text, parties):
    event = claims(text)[-1].event
    assert tuple(actor.split(".")[0] for actor in (*event.source, *event.target)) == parties


def test_the_two_countries_are_the_last_two(claims, brief):
    text = "Kenya and Uganda disagreed. The two countries will meet in July."
    assert brief(claims(text)[-1]) == "CONSULT KEN<>UGA [] planned"


def test_the_object_pronoun_is_not_the_subject(claims):
    event = claims("Laos is poor. Beijing supplied it with oil.")[-1].event
    assert (event.source, event.target) == (("CHN",), ("LAO",))


def test_a_pronoun_looks_a_few_sentences_back_and_no_further(lexicon, tree):
    far = lexicon.pronoun_reach + 1
    memory = Memory(load_gazetteer(), lexicon)
    memory.salient = [Salient(("KEN",), "state", "", 0, 0, 2)]
    near = tree("It it PRON PRP subject 1", "left leave VERB VBD root 1", index=far - 1)
    away = tree("It it PRON PRP subject 1", "left leave VERB VBD root 1", index=far)
    assert memory.pronoun(near, near.words[0]) == ("KEN",)
    assert memory.pronoun(away, away.words[0]) == ()


def test_a_woman_is_not_he(lexicon, tree):
    memory = Memory(load_gazetteer(), lexicon)
    memory.salient = [Salient(("DEU.ANGELA_MERKEL",), "person", "f", 0, 0, 2)]
    sentence = tree("He he PRON PRP subject 1", "left leave VERB VBD root 1", index=1)
    assert memory.pronoun(sentence, sentence.words[0]) == ()
