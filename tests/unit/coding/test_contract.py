"""Extraction works on roles alone: trees made by hand, whatever parser would make them."""

from tocsin.coding.events.nouns import noun_events
from tocsin.coding.events.verbs import verb_events
from tocsin.coding.status.status import read_status

ACTIVE = (
    "Iran Iran PROPN NNP subject 2 GPE",
    "may may AUX MD auxiliary 2",
    "send send VERB VB root 2",
    "rockets rocket NOUN NNS object 2",
    "to to ADP IN preposition 2",
    "Syria Syria PROPN NNP prep_object 4 GPE",
)
PASSIVE = (
    "Rockets rocket NOUN NNS passive_subject 2",
    "were be AUX VBD passive_auxiliary 2",
    "sent send VERB VBN root 2",
    "to to ADP IN preposition 2",
    "Syria Syria PROPN NNP prep_object 3 GPE",
    "by by ADP IN agent 2",
    "Iran Iran PROPN NNP prep_object 5 GPE",
)
NOUN = (
    "talks talk NOUN NNS subject 5",
    "between between ADP IN preposition 0",
    "Iran Iran PROPN NNP prep_object 1 GPE",
    "and and CCONJ CC coordinator 2",
    "Syria Syria PROPN NNP conjunct 2 GPE",
    "failed fail VERB VBD root 5",
)


def test_active_and_passive_trees_are_one_event(scene, tree):
    events = [verb_events(scene(tree(*rows)))[0] for rows in (ACTIVE, PASSIVE)]
    for event in events:
        assert (event.type, event.source, event.target) == ("AID", ("IRN",), ("SYR",))
        assert event.items == ("munitions",)


def test_the_modal_of_a_tree_gives_the_status(scene, tree):
    here = scene(tree(*ACTIVE))
    reading = read_status(here, verb_events(here)[0])
    assert (reading.status, reading.polarity, reading.holders) == ("possible", "affirmed", [])


def test_a_noun_of_a_tree_names_an_event(scene, tree):
    event = noun_events(scene(tree(*NOUN)))[0]
    assert event.reciprocal
    assert (event.type, event.source, event.target) == ("CONSULT", ("IRN",), ("SYR",))
