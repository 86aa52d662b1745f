"""Rates of pairs, drawn towards regions and world."""

from datetime import date

import numpy as np
import pytest
from invented_worlds import FIRST, VISIT, quads, world

from tocsin.forecast.occurrence import class_history
from tocsin.forecast.occurrence.actors import unit_names
from tocsin.forecast.occurrence.hazard import Shrinkage, fit_shrinkage, hazards
from tocsin.model.event_classes import event_class


def number(history, one, other):
    units = history.actors.units
    a, b = np.array([units.index(one)]), np.array([units.index(other)])
    return history.number(a, b)


def test_planted_rates_are_recovered():
    events, rates = world(days=400, seed=4, lift=1.0)
    past = class_history(events, event_class("meeting"))
    when = np.array([FIRST + 400])
    shrinkage = fit_shrinkage(past, FIRST + 400)
    pairs = sorted(rates)
    units = [[past.actors.unit(name, date(2015, 7, 1)) for name in pair] for pair in pairs]
    numbers = past.number(*np.array(units).T)
    found = hazards(past, numbers, np.repeat(when, len(numbers)), shrinkage).pair
    truth = np.array([rates[pair] for pair in pairs])
    assert np.corrcoef(found, truth)[0, 1] > 0.95
    assert found.mean() == pytest.approx(truth.mean(), rel=0.1)


def test_a_pair_without_events_lies_between_nothing_and_its_regions(past):
    shrinkage = Shrinkage(1.0, 1.0)
    when = np.array([FIRST + 200])
    silent = hazards(past, number(past, "TUV", "LIE"), when, shrinkage)
    assert 0 < silent.pair[0] < silent.region[0] < silent.world[0]


def test_more_of_its_own_days_count_more():
    rows = [(FIRST + 10 * place, "France", VISIT, "Germany") for place in range(10)]
    history = class_history(quads(rows), event_class("meeting"))
    pair = number(history, "FRA", "DEU")
    early, late = (
        hazards(history, pair, np.array([FIRST + days]), Shrinkage(0.1, 0.1))
        for days in (11, 91)
    )
    assert early.seen[0] == 2
    assert late.seen[0] == 10
    assert early.pair[0] < 2 / 11
    assert 0.02 < late.pair[0] < 10 / 91
    assert late.p(np.array([14.0]))[0] == pytest.approx(1 - np.exp(-14 * late.pair[0]))


def test_strength_follows_how_alike_pairs_are():
    rng = np.random.default_rng(3)
    names = ("France", "Germany", "Austria", "Belgium", "Netherlands", "Switzerland")
    alike, unlike = [], []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            alike += [
                (FIRST + int(d), one, VISIT, other)
                for d in np.flatnonzero(rng.random(400) < 0.05)
            ]
            rate = 0.25 if (one, other) == ("France", "Germany") else 0.002
            unlike += [
                (FIRST + int(d), one, VISIT, other)
                for d in np.flatnonzero(rng.random(400) < rate)
            ]
    strengths = [
        fit_shrinkage(class_history(quads(rows), event_class("meeting")), FIRST + 400).pair
        for rows in (alike, unlike)
    ]
    assert strengths[0] > strengths[1]


def test_names_of_units_are_for_readers(past):
    units = [past.actors.units.index("FRA"), past.actors.units.index("KOR")]
    assert unit_names(past.actors, units) == ("France", "South Korea")
