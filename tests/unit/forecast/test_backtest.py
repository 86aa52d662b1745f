"""Rolling origins."""

from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError
from tocsin.forecast.backtest import (
    PairRateMany,
    Plan,
    backtest,
    busy_pairs,
    covered_origins,
    first_origin,
    origins_between,
    questions,
)
from tocsin.forecast.rates import History, number_of
from tocsin.model.event_classes import event_class
from tocsin.model.quads import quads_of

FIRST = date(2018, 1, 1)
ACTORS = tuple("ABCDEF")
RELATIONS = ("Consult", "Make a visit")


def world(seed=0, days=200, per_day=6, cut=None, shuffled_from=None):
    """Return random events; those from a day on may be left out or thrown about."""
    rng = np.random.default_rng(seed)
    day = np.repeat(np.arange(days), per_day)
    subject, object_ = rng.integers(6, size=(2, len(day)))
    relation = rng.integers(2, size=len(day))
    if shuffled_from is not None:
        late = np.flatnonzero(day >= shuffled_from)
        turned = np.random.default_rng(99).permutation(late)
        subject[late], object_[late] = subject[turned], object_[late[::-1]]
        relation[late] = relation[turned]
    kept = np.ones(len(day), bool) if cut is None else day < cut
    quads, _ = quads_of(
        (day[kept] + number_of(FIRST)).astype(np.int32),
        (subject[kept], relation[kept], object_[kept]),
        actors=ACTORS, relations=RELATIONS,
    )  # fmt: skip
    return History(
        quads=quads, first=FIRST, last=FIRST + timedelta(days=days - 1), source="toy"
    )


def plan(first=60, last=180, every=30, **more):
    origins = origins_between(
        FIRST + timedelta(days=first), FIRST + timedelta(days=last), every
    )
    given = {"kind": event_class("meeting"), "days": 10, "origins": origins, "least": 5, **more}
    return Plan(**given)


def test_origins_are_so_many_days_apart():
    found = origins_between(date(2018, 1, 1), date(2018, 1, 10), 4)
    assert found == (date(2018, 1, 1), date(2018, 1, 5), date(2018, 1, 9))
    assert origins_between(date(2018, 1, 2), date(2018, 1, 1), 4) == ()


def test_every_busy_pair_is_asked_on_every_origin():
    cases = backtest(world(), plan(), PairRateMany())
    assert len(cases.p) == 15 * 5  # six actors make fifteen pairs, all of them busy
    assert cases.which == "each of 5 origins"
    assert len(np.unique(cases.groups)) == 15
    assert [one.name for one in cases.rivals] == ["climatology", "pair", "last_value"]
    assert (cases.rivals[1].p == cases.p).all()


def test_outcome_is_whether_the_class_comes_in_the_window():
    history = world()
    cases = backtest(history, plan(first=60, last=60), PairRateMany())
    (origin,) = questions(history, plan(first=60, last=60))
    visits = {
        frozenset((one, other))
        for day, one, other, kind in zip(
            history.quads.day, history.quads.subject, history.quads.object,
            history.quads.relation, strict=True,
        )
        if kind == 1 and number_of(FIRST) + 61 <= day <= number_of(FIRST) + 70
    }  # fmt: skip
    pairs = [
        frozenset((int(one), int(other))) for one, other in zip(*origin.actors(), strict=True)
    ]
    assert cases.came.tolist() == [pair in visits for pair in pairs]


def test_what_comes_later_changes_no_forecast():
    plain, turned = (
        backtest(one, plan(last=90), PairRateMany())
        for one in (world(), world(shuffled_from=91))
    )
    assert (plain.p == turned.p).all()
    assert (plain.came != turned.came).any()


def test_window_beyond_the_events_is_not_asked():
    history = world()
    asked = plan(first=150, last=199, every=10)
    assert len(covered_origins(history, asked)) == 4
    assert len(list(questions(history, asked))) == 4


def test_class_with_a_direction_asks_each_way():
    cases = backtest(world(), plan(kind=event_class("aid"), last=60), PairRateMany())
    assert len(cases.p) == len(busy_pairs(world().until(FIRST + timedelta(days=60)),
                                          plan(kind=event_class("aid"))))  # fmt: skip
    assert len(cases.p) > 15
    assert not cases.came.any()


def test_one_pair_alone_is_asked_where_it_is_named():
    cases = backtest(world(), plan(pair=("B", "A")), PairRateMany())
    assert len(cases.p) == 5
    with pytest.raises(InsufficientDataError, match="no question"):
        backtest(world(), plan(pair=("A", "Z")), PairRateMany())


def test_no_question_is_no_score():
    with pytest.raises(InsufficientDataError, match="no pair with 10000 events"):
        backtest(world(), plan(least=10_000), PairRateMany())
    with pytest.raises(InsufficientDataError, match="at least 50 are needed"):
        backtest(world(), plan(first=20), PairRateMany())


def test_first_origin_has_five_windows_before_it():
    history = world()
    day = first_origin(history, 10)
    assert backtest(history, plan(origins=(day,)), PairRateMany())
    with pytest.raises(InsufficientDataError):
        backtest(history, plan(origins=(day - timedelta(days=1),)), PairRateMany())
