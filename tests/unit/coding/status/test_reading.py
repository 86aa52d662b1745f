"""How readings combine from the event outwards."""

import pytest

from tocsin.coding.status.reading import Reading
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import Polarity, Status

NO = Word(3, "no", "no", "DET", "DT", Role.DETERMINER, 4, 0, 2)


@pytest.mark.parametrize(
    ("inner", "outer", "status", "polarity"),
    [
        (None, "planned", "planned", "affirmed"),
        ("occurred", "possible", "possible", "affirmed"),
        ("planned", "possible", "possible", "affirmed"),
        ("possible", "planned", "possible", "affirmed"),
        ("possible", "occurred", "possible", "affirmed"),
        ("planned", "averted", "averted", "affirmed"),
        ("averted", "planned", "planned", "negated"),
        ("averted", "possible", "possible", "negated"),
        ("possible", "conditional", "conditional", "affirmed"),
    ],
)
def test_an_outer_word_weakens_and_never_strengthens(inner, outer, status, polarity):
    reading = Reading(status=Status(inner) if inner else None)
    reading.combine(Status(outer))
    assert (reading.status, reading.polarity) == (status, polarity)


def test_two_negations_cancel_and_one_word_counts_once():
    reading = Reading()
    reading.negate(NO)
    reading.negate(NO)
    assert reading.polarity is Polarity.NEGATED
    reading.negate()
    assert reading.polarity is Polarity.AFFIRMED


def test_a_doubt_has_no_holder_yet():
    reading = Reading()
    reading.apply("doubted", NO)
    assert (reading.status, reading.holders[0].name) == ("possible", "")
