"""The learned model over rolling origins."""

from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.forecast.backtest import PairRateMany, Plan, backtest, origins_between
from tocsin.forecast.occurrence.fitting import Recipe
from tocsin.forecast.occurrence.questions import Sampling
from tocsin.forecast.rates import History, number_of
from tocsin.forecast.rolling import Rolling
from tocsin.model.event_classes import event_class
from tocsin.model.quads import quads_of

FIRST, DAYS = date(2018, 1, 1), 150
STATES = ("CHN", "DEU", "FRA", "PRK", "RUS", "USA")
RELATIONS = ("Consult", "Express intent to meet or negotiate", "Make a visit")
QUICK = Recipe(draws=0, sampling=Sampling(horizons=(7,), drawn=300))


def world(turned_from=DAYS):
    """Return events in which a stated intent begins a month of visits, and else nobody visits.

    From a day on everybody's acts may be those of somebody else.
    """
    rng = np.random.default_rng(5)
    rows = []
    for day in range(DAYS):
        for _ in range(6):
            one, other = rng.choice(6, 2, replace=False)
            rows.append((day, one, 0, other))
        if rng.uniform() < 0.15:
            one, other = rng.choice(6, 2, replace=False)
            rows.append((day, one, 1, other))
            rows += [(day + after, one, 2, other) for after in range(3, 31, 5)]
    late = [row[0] >= turned_from for row in rows]
    day, subject, relation, object_ = (np.array(one) for one in zip(*rows, strict=True))
    subject = np.where(late, (subject + 1) % 6, subject)
    object_ = np.where(late, (object_ + 1) % 6, object_)
    kept = day < DAYS
    quads, _ = quads_of(
        (day[kept] + number_of(FIRST)).astype(np.int32),
        (subject[kept], relation[kept], object_[kept]),
        actors=STATES, relations=RELATIONS,
    )  # fmt: skip
    last = FIRST + timedelta(days=DAYS - 1)
    return History(quads=quads, first=FIRST, last=last, source="toy")


def plan(first=90, last=140, every=7):
    origins = origins_between(
        FIRST + timedelta(days=first), FIRST + timedelta(days=last), every
    )
    return Plan(kind=event_class("meeting"), days=7, origins=origins, least=1)


def brier(cases):
    return float(np.mean((cases.p - cases.came) ** 2))


@pytest.mark.slow
def test_model_that_sees_the_intent_beats_the_rate_of_the_pair():
    learned = backtest(world(), plan(), Rolling(recipe=QUICK))
    rates = backtest(world(), plan(), PairRateMany())
    assert (learned.came == rates.came).all()
    assert brier(learned) < 0.9 * brier(rates)


def test_what_comes_later_changes_no_forecast():
    one = backtest(world(), plan(90, 90), Rolling(recipe=QUICK))
    other = backtest(world(turned_from=91), plan(90, 90), Rolling(recipe=QUICK))
    assert (one.p == other.p).all()
    assert (one.came != other.came).any()


def test_same_seed_gives_the_same_forecasts():
    one, other = (backtest(world(), plan(90, 97), Rolling(recipe=QUICK)) for _ in range(2))
    assert (one.p == other.p).all()


def test_too_little_to_learn_from_leaves_the_rates():
    early = plan(40, 40)
    learned = backtest(world(), early, Rolling(recipe=QUICK))
    assert (learned.p == backtest(world(), early, PairRateMany()).p).all()


def test_model_is_learned_anew_only_after_so_many_days():
    rolling = Rolling(recipe=QUICK, refit_days=14)
    models = []
    for day in (90, 97, 104):
        backtest(world(), plan(day, day), rolling)
        models.append(rolling._model)
    assert models[0] is models[1]
    assert models[1] is not models[2]
