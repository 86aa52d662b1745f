"""What moved a score is told in words, with earlier events behind it."""

import numpy as np
import pytest
from invented_events import ACTORS, CONSULT, FIRST, VISIT

from tocsin.errors import UsageError
from tocsin.forecast.ranking.base import Queries
from tocsin.forecast.ranking.why import explain

KNOWN = FIRST + 60
MODES = ("counting", "full")


def query(subject, relation=VISIT):
    return Queries(np.array([subject], np.int32), np.array([relation], np.int32), KNOWN)


def consulted(events):
    """Return who consulted one other the day before."""
    eve = events.between(KNOWN - 1, KNOWN - 1)
    for s, r, o in zip(eve.subject, eve.relation, eve.object, strict=True):
        if r == CONSULT and list(eve.subject[eve.relation == CONSULT]).count(s) == 1:
            return int(s), int(o)
    raise AssertionError


@pytest.mark.parametrize("mode", MODES)
def test_the_consultation_is_given_as_the_reason_of_the_visit(fitted, events, mode):
    one, other = consulted(events)

    why = explain(fitted(mode), query(one), other)

    assert (why.place, why.candidate, why.relation) == (1, ACTORS[other], "Make a visit")
    assert 0 < why.probability <= 1
    words = " ".join(reason.words for reason in why.reasons)
    behind = {place for reason in why.reasons for place in reason.events}
    assert "events" in words
    assert any(
        events.day[place] == KNOWN - 1 and events.relation[place] == CONSULT for place in behind
    )


@pytest.mark.parametrize("mode", MODES)
def test_reasons_are_five_by_size_and_rest_on_earlier_events(fitted, events, mode):
    one, other = consulted(events)
    ranking = fitted(mode)

    why = explain(ranking, query(one), other)

    sizes = [abs(reason.effect) for reason in why.reasons]
    assert len(why.reasons) == 5
    assert sizes == sorted(sizes, reverse=True)
    assert len({reason.name for reason in why.reasons}) == 5
    for reason in why.reasons:
        assert len(reason.events) <= 3
        days = ranking.events.day[list(reason.events)]
        assert (days < KNOWN).all()
        assert days.tolist() == sorted(days, reverse=True)


def test_a_rule_is_told_with_its_share_and_cases(fitted, events):
    one, other = consulted(events)

    why = explain(fitted("counting"), query(one), other, most=99)

    told = next(reason for reason in why.reasons if "was followed in" in reason.words)
    assert "'Consult' at most 1 day old, seen" in told.words
    assert "cases" in told.words
    assert told.events
    assert all(events.relation[place] == CONSULT for place in told.events)


def test_inverse_questions_are_told_too(fitted, events):
    one, other = consulted(events)

    why = explain(fitted("full"), query(other, VISIT + 4), one)

    assert why.relation == "Make a visit (by whom)"
    assert why.place == 1


def test_who_is_no_candidate_cannot_be_explained(fitted):
    newcomer = ACTORS.index("Newcomer")
    with pytest.raises(UsageError, match="Newcomer is no candidate"):
        explain(fitted(), query(0), newcomer)


def test_one_question_is_explained_at_a_time(fitted):
    two = Queries(np.zeros(2, np.int32), np.zeros(2, np.int32), KNOWN)
    with pytest.raises(UsageError, match="2 questions were given"):
        explain(fitted(), two, 1)
