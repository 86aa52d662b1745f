"""Answers to questions: leaks, holes, unknown pairs, calibration, intervals, reasons."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from invented_worlds import CONSULT, FIRST, INTENT, STATES, VISIT, quads, world

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.base import Asked
from tocsin.forecast.occurrence import (
    Forecaster,
    Recipe,
    Sampling,
    answers,
    class_history,
    fit,
    fit_classes,
    probabilities,
    stated_rows,
)
from tocsin.forecast.rates import History
from tocsin.forecast.scores import brier_scores
from tocsin.model.event_classes import event_class

START = date(2015, 1, 1)


def asked(made_on=START + timedelta(days=180), days=14, pair=("France", "Germany"), **more):
    begin = made_on + timedelta(days=1)
    return Asked(
        pair=pair,
        event_class=event_class(more.pop("kind", "meeting")),
        made_on=made_on,
        start=begin,
        end=begin + timedelta(days=days - 1),
        **more,
    )


def shuffled(found, day, seed=1):
    """Return events with those from a day on dealt out anew among actors and days."""
    rng = np.random.default_rng(seed)
    early, late = found.before(day), found.between(day, int(found.day[-1]))
    order = rng.permutation(len(late))
    names = found.actors, found.relations
    rows = [early.with_names(place) for place in range(len(early))]
    rows = [(int(early.day[place]), *row[1:]) for place, row in enumerate(rows)]
    for place, other in enumerate(order):
        rows.append(
            (
                int(late.day[other]),
                names[0][late.subject[place]],
                names[1][late.relation[other]],
                names[0][late.object[order[place - 1]]],
            )
        )
    return quads([row for row in rows if row[1] != row[3]])


def test_events_after_the_day_change_nothing(made, model, history):
    before = Forecaster(model, history).forecast(asked(pair=("FRA", "DEU")))
    other = replace(history, quads=shuffled(made[0], FIRST + 181))
    after = Forecaster(model, other).forecast(asked(pair=("FRA", "DEU")))
    assert (after.p, after.interval, after.bases) == (before.p, before.interval, before.bases)


def test_without_the_day_its_own_events_change_nothing(made, past):
    recipe = Recipe(includes_day=False, draws=0, sampling=Sampling(drawn=500, chance=0.5))
    day = FIRST + 180
    fitted = fit(past, end=day, recipe=recipe, rng=np.random.default_rng(0))
    rows = stated_rows(past, day, day + 5, 14).picked(slice(0, 20))
    rows = replace(rows, day=np.full(len(rows), day))
    mixed = class_history(shuffled(made[0], day), event_class("meeting"), first=FIRST)
    assert mixed.actors.units == past.actors.units
    given = [probabilities(fitted, one, rows, includes_day=False) for one in (past, mixed)]
    assert np.array_equal(*given)
    open_ = [probabilities(fitted, one, rows, includes_day=True) for one in (past, mixed)]
    assert not np.array_equal(*open_)


def test_what_is_learned_does_not_depend_on_later_events(made, past):
    recipe = Recipe(draws=2, sampling=Sampling(drawn=300, chance=0.5))
    day = FIRST + 150
    mixed = class_history(shuffled(made[0], day), event_class("meeting"), first=FIRST)
    one, other = (
        fit(each, end=day, recipe=recipe, rng=np.random.default_rng(0))
        for each in (past, mixed)
    )
    assert np.array_equal(one.core.logit.weights, other.core.logit.weights)
    assert np.array_equal(one.blend.weights, other.blend.weights)
    assert one.core.shrinkage == other.core.shrinkage


def test_it_is_calibrated_and_beats_the_pair_and_climatology():
    made, _ = world(days=320, seed=8, lift=5.0)
    past = class_history(made, event_class("meeting"))
    recipe = Recipe(includes_day=False, draws=0, sampling=Sampling(drawn=1500, chance=0.5))
    cut = FIRST + 200
    fitted = fit(past, end=cut, recipe=recipe, rng=np.random.default_rng(0))
    rows = stated_rows(past, cut, FIRST + 305, 14)
    p, came = probabilities(fitted, past, rows, includes_day=False), answers(past, rows) > 0
    assert len(rows) > 250
    # With 250 cases the mean strays .03 by chance: one in 400 seeds would fail here.
    assert p.mean() == pytest.approx(came.mean(), abs=0.09)
    rate = (past.own.seen(rows.pair, rows.day) + 1) / (rows.day - FIRST + 20)
    score = brier_scores(p, came).mean()
    assert score < brier_scores(-np.expm1(-14 * rate), came).mean()
    assert score < came.mean() * (1 - came.mean())


def test_most_intervals_hold_the_true_probability(made, model, history):
    forecaster = Forecaster(model, history)
    held, count = 0, 0
    when = START + timedelta(days=180)
    for place, one in enumerate(STATES[:9]):
        for other in STATES[place + 1 : 10]:
            given = forecaster.forecast(asked(when, pair=(one, other)))
            rate = made[1][one, other]
            # Intents of the last ten days triple the rate; the truth lies between the two.
            low, high = -np.expm1(-14 * rate), -np.expm1(-3 * 14 * rate)
            held += given.interval[0] <= high and low <= given.interval[1]
            count += 1
    assert held / count > 0.7


def test_longer_windows_are_never_less_probable(model, history):
    forecaster = Forecaster(model, history)
    given = [forecaster.forecast(asked(days=days)).p for days in (1, 2, 7, 14, 45, 200, 365)]
    assert given == sorted(given)


def test_a_stated_intent_raises_it(model, history):
    forecaster = Forecaster(model, history)
    plain, planned = (
        forecaster.forecast(asked(pair=("Italy", "Iran"), status=status))
        for status in ("", "planned")
    )
    assert planned.p > plain.p


def test_five_reasons_with_their_events_lie_before_the_day(model, history):
    given = Forecaster(model, history).forecast(asked())
    assert len(given.reasons) == 5
    assert all(one.words for one in given.reasons)
    rows = [row for one in given.reasons for row in one.rows]
    assert rows
    keys = {str(int(key)): place for place, key in enumerate(history.quads.key)}
    for row in rows:
        assert row.day <= START + timedelta(days=180)
        assert row.words in " ".join(history.quads.with_names(keys[row.key]))
    assert {one.name for one in given.bases} == {"climatology", "pair", "last_value"}


def test_a_pair_without_events_gets_the_rate_of_its_regions(model, history):
    given = Forecaster(model, history).forecast(asked(pair=("TUV", "LIE")))
    assert "regions" in given.notes[0]
    assert given.interval[0] <= given.p <= given.interval[1]
    assert given.p < 0.05
    assert [one.feature for one in given.reasons] == ["climatology", "region"]


def test_a_window_that_begins_later_draws_near_the_rate_of_the_pair(model, history):
    forecaster = Forecaster(model, history)
    now = asked(days=14)
    given = [
        forecaster.forecast(
            replace(
                now, start=now.start + timedelta(days=gap), end=now.end + timedelta(days=gap)
            )
        )
        for gap in (0, 20, 300)
    ]
    rate = given[0].bases[1].p
    away = [abs(np.log(one.p / (1 - one.p)) - np.log(rate / (1 - rate))) for one in given]
    assert away[1] == pytest.approx(away[0] / 2)
    assert away[2] < 0.001


def test_events_that_end_before_the_day_are_asked_as_of_their_end(model, history):
    given = Forecaster(model, history).forecast(asked(history.last + timedelta(days=30)))
    assert "ends on" in given.notes[0]


def test_a_window_longer_than_learned_from_says_so(model, history):
    given = Forecaster(model, history).forecast(asked(days=365))
    assert "60 days were learned from" in given.notes[0]


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        (asked(days=366), UsageError, "1 to 365"),
        (asked(days=0), UsageError, "1 to 365"),
        (asked(pair=("France", "FRA")), UsageError, "the same"),
        (asked(pair=("France", "Atlantis")), InsufficientDataError, "Atlantis"),
        (asked(START - timedelta(days=9)), InsufficientDataError, "no event"),
        (asked(date(2020, 1, 1)), InsufficientDataError, "newer data"),
        (asked(kind="sanction"), InsufficientDataError, "too few"),
        (asked(kind="threat"), UsageError, "learned nothing"),
    ],
)
def test_what_cannot_be_answered_is_refused(model, history, question, error, words):
    with pytest.raises(error, match=words):
        Forecaster(model, history).forecast(question)


def test_nothing_is_learned_from_nothing():
    empty = quads([(FIRST, "France", VISIT, "Germany")]).before(FIRST)
    with pytest.raises(InsufficientDataError, match="no events"):
        fit_classes(empty, ("meeting",), source="nothing")
    one_actor = quads([(FIRST + day, "France", VISIT, "France") for day in range(90)])
    with pytest.raises(InsufficientDataError, match="too few"):
        fit_classes(one_actor, ("meeting",), source="one actor")


def test_holes_in_the_days_are_days_without_events():
    rows = [
        (FIRST + day, "France", relation, other)
        for day in [*range(0, 40, 2), *range(120, 200, 2)]
        for relation, other in ((VISIT, "Germany"), (INTENT, "Italy"), (CONSULT, "Spain"))
    ]
    found = fit_classes(
        quads(rows), ("meeting",), source="holes",
        recipe=Recipe(draws=3, sampling=Sampling(drawn=300, chance=0.5)),
    )  # fmt: skip
    past = History(quads=quads(rows), first=START, last=date(2015, 7, 18), source="holes")
    given = Forecaster(found, past).forecast(asked(date(2015, 7, 18)))
    assert 0 < given.p < 1
