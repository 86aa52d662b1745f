"""Base rates out of events."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InsufficientDataError
from tocsin.forecast.base import Asked
from tocsin.forecast.rates import (
    History,
    PairRate,
    class_events,
    day_numbered,
    number_of,
    rate_interval,
    rates_of,
    windows_of,
)
from tocsin.model.event_classes import event_class
from tocsin.model.quads import quads_of

FIRST = date(2018, 1, 1)
ACTORS = ("CHN", "PRK", "RUS", "USA")
RELATIONS = ("Consult", "Host a visit", "Make a visit", "Provide military aid")
VISIT, HOST, CONSULT, ARMS = "Make a visit", "Host a visit", "Consult", "Provide military aid"
few = settings(max_examples=40, deadline=None, derandomize=True)


def history(*events, days=100):
    """Return a history of events (day from 0, who, what, whom)."""
    day = [number_of(FIRST) + one[0] for one in events]
    triple = (
        [ACTORS.index(one[1]) for one in events],
        [RELATIONS.index(one[2]) for one in events],
        [ACTORS.index(one[3]) for one in events],
    )
    quads, _ = quads_of(day, triple, actors=ACTORS, relations=RELATIONS)
    last = FIRST + timedelta(days=days - 1)
    return History(quads=quads, first=FIRST, last=last, source="toy")


def asked(day=99, days=10, pair=("RUS", "PRK"), kind="meeting"):
    made = FIRST + timedelta(days=day)
    return Asked(
        pair=pair, event_class=event_class(kind), made_on=made,
        start=made + timedelta(days=1), end=made + timedelta(days=days),
    )  # fmt: skip


EVENTS = (
    (5, "RUS", VISIT, "PRK"), (6, "PRK", HOST, "RUS"),  # one window
    (95, "PRK", VISIT, "RUS"),
    (50, "USA", VISIT, "CHN"), (51, "USA", CONSULT, "CHN"), (52, "RUS", CONSULT, "CHN"),
)  # fmt: skip


def test_windows_are_counted_and_not_events():
    found = PairRate(history(*EVENTS)).rates(asked())
    assert (found.hits, found.windows, found.was_last) == (2, 10, True)
    # Three pairs have any event, and 3 of their 30 windows a meeting.
    assert (found.pairs, found.share) == (3, pytest.approx(3 / 30))
    assert found.p == pytest.approx((2 + 2 * 0.1) / 12)


def test_rate_lies_between_the_own_and_that_of_all():
    found = PairRate(history(*EVENTS)).rates(asked(pair=("RUS", "CHN")))
    assert found.hits == 0
    assert 0 < found.p < found.share


def test_order_of_a_mutual_pair_does_not_matter_and_that_of_another_does():
    model = PairRate(history(*EVENTS, (20, "RUS", ARMS, "PRK")))
    assert model.rates(asked()) == model.rates(asked(pair=("PRK", "RUS")))
    assert model.rates(asked(kind="military_aid")).hits == 1
    assert model.rates(asked(kind="military_aid", pair=("PRK", "RUS"))).hits == 0


def test_what_comes_after_the_day_of_asking_does_not_count():
    before = PairRate(history(*EVENTS)).rates(asked(day=89))
    more = [(day, "RUS", VISIT, "PRK") for day in range(90, 100)]
    assert PairRate(history(*EVENTS, *more)).rates(asked(day=89)) == before
    assert not before.was_last


def test_event_of_an_actor_with_itself_is_none():
    found = PairRate(history(*EVENTS, (30, "RUS", VISIT, "RUS"))).rates(asked())
    assert (found.hits, found.pairs) == (2, 3)


def test_only_the_last_sixty_windows_are_looked_back_on():
    early = [(day, "RUS", VISIT, "PRK") for day in range(30)]
    late = PairRate(history(*early, (99, "USA", CONSULT, "PRK")))
    found = late.rates(asked(days=1))
    assert (found.windows, found.hits) == (60, 0)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        (asked(days=21), "at least 105 are needed"),
        (asked(day=-1), "covers 0 days"),
        (asked(pair=("RUS", "KOR")), "no event of KOR"),
        (asked(day=49, pair=("USA", "PRK")), "no event of USA"),
    ],
)
def test_too_little_data_is_no_rate(question, word):
    with pytest.raises(InsufficientDataError, match=word):
        PairRate(history(*EVENTS)).forecast(question)


def test_forecast_carries_reasons_rows_and_base_rates():
    found = PairRate(history(*EVENTS)).forecast(asked())
    assert found.interval[0] < found.p < found.interval[1]
    own, world = sorted(found.reasons, key=lambda one: one.feature != "pair")
    assert own.words == (
        "RUS and PRK had one in 2 of 10 windows of 10 days; the last one 4 days before"
    )
    assert [row.day for row in own.rows] == [FIRST + timedelta(days=at) for at in (95, 6, 5)]
    assert own.rows[0].words == "PRK Make a visit RUS"
    # The two effects add up to the forecast, in log-odds.
    assert own.effect + world.effect == pytest.approx(np.log(found.p / (1 - found.p)))
    assert [one.name for one in found.bases] == ["climatology", "pair", "last_value"]
    assert [one.p for one in found.bases] == [pytest.approx(0.1), found.p, 1.0]


def test_pair_without_such_an_event_says_so():
    found = PairRate(history(*EVENTS)).forecast(asked(kind="military_aid"))
    assert 0 <= found.p < 0.01
    assert all(not reason.rows for reason in found.reasons)


def test_rates_of_many_pairs_are_those_of_each():
    known = history(*EVENTS)
    kind = event_class("meeting")
    events = class_events(known.quads, kind)
    many = rates_of(events, events.active, windows_of(known, 10))
    model = PairRate(known)
    for number, p, last in zip(events.active, many.p, many.was_last, strict=True):
        pair = (ACTORS[number // 4], ACTORS[number % 4])
        one = model.rates(asked(pair=pair))
        assert (one.p, one.was_last) == (pytest.approx(p), last)


@given(st.floats(0, 1), st.integers(1, 60))
@few
def test_interval_holds_the_rate_and_narrows_with_windows(p, windows):
    low, high = rate_interval(p, windows)
    assert 0 <= low <= p + 1e-9
    assert p - 1e-9 <= high <= 1
    wider = rate_interval(p, windows / 2)
    assert high - low <= wider[1] - wider[0] + 1e-12


@given(st.integers(-50_000, 50_000))
@few
def test_days_and_their_numbers_are_the_same(number):
    assert number_of(day_numbered(number)) == number
