"""Events of a document so far."""

from tocsin.coding.events.candidate import Candidate, Past, distinct, split_parties, without
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType, Item

WORD = Word(0, "met", "meet", "VERB", "VBD", Role.ROOT, 0, 0, 3)


def event(kind, *parties, echo=False, items=()):
    return Candidate(anchor=WORD, carrier=WORD, type=EventType(kind), source=parties[:1],
                     target=parties[1:], is_echo=echo, items=items)  # fmt: skip


def test_parties_are_split_by_state():
    assert split_parties(("RUS.X", "RUS", "CHN")) == (("RUS.X",), ("CHN",))


def test_without_compares_states():
    assert without(("RUS.X", "CHN"), ("RUS",)) == ("CHN",)
    assert distinct(iter(("A", "B", "A"))) == ("A", "B")


def test_the_main_pair_needs_two_events():
    past = Past()
    past.extend([event("CONSULT", "KEN", "UGA")])
    assert past.main_pair() == ()
    past.extend([event("AID", "UGA", "KEN"), event("ASSAULT", "TCD", "MLI")])
    assert past.main_pair() == ("KEN", "UGA")
    assert len(past) == 3


def test_the_main_pair_wins_over_the_latest():
    past = Past()
    first, last = event("CONSULT", "KEN", "UGA"), event("CONSULT", "TCD", "MLI")
    past.extend([first, event("AID", "KEN", "UGA"), last])
    kinds = frozenset({EventType.CONSULT})
    assert past.of_main_pair(kinds) is first
    assert past.of_types(kinds) is last


def test_echoes_are_not_taken_up_again():
    past = Past()
    past.extend([event("COOPERATE", "KEN", "UGA", echo=True, items=(Item.EXERCISE,))])
    assert past.with_item(Item.EXERCISE) is None
    assert past.of_main_pair(frozenset({EventType.COOPERATE})) is None
