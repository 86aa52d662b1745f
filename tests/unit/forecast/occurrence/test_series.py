"""Series of days: counts that end before a day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.forecast.occurrence.series import NEVER, day_series, exposure

few = settings(max_examples=60, deadline=None, derandomize=True)
events = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=60)


def series_of(found):
    unit = np.array([one[0] for one in found], np.int64)
    day = np.array([one[1] for one in found], np.int64)
    return day_series(unit, day, np.arange(len(found)))


def one(value):
    return np.array([value], np.int64)


@few
@given(events, st.integers(0, 3), st.integers(0, 45), st.sampled_from([2.0, 20.0, 1e9]))
def test_decayed_events_are_the_sum_over_days_before(found, unit, day, life):
    expected = sum(0.5 ** ((day - 1 - d) / life) for u, d in found if u == unit and d < day)
    value = series_of(found).decayed(one(unit), one(day), life)[0]
    assert value == pytest.approx(expected, rel=1e-9, abs=1e-12)


@few
@given(events, st.integers(0, 3), st.integers(0, 45))
def test_counts_and_waits_are_those_of_the_list(found, unit, day):
    days = {d for u, d in found if u == unit}
    series = series_of(found)
    before = [d for d in days if d < day]
    assert series.seen(one(unit), one(day))[0] == len(before)
    assert series.since(one(unit), one(day))[0] == (day - max(before) if before else NEVER)
    after = [d for d in days if d > day]
    wait = series.until_next(one(unit), one(day))[0]
    assert wait == (min(after) - day if after else np.inf)
    inside = sum(day <= d <= day + 5 for d in days)
    assert series.within(one(unit), one(day), one(day + 5))[0] == inside


def test_places_are_the_newest_before_a_day():
    series = series_of([(0, 1), (0, 5), (0, 9), (1, 2), (0, 12)])
    assert series.places(0, 12, 2).tolist() == [2, 1]
    assert series.places(0, 1, 2).tolist() == []


def test_an_empty_series_says_nothing():
    series = series_of([])
    assert series.decayed(one(0), one(3), 4.0)[0] == 0
    assert series.since(one(0), one(3))[0] == NEVER
    assert np.isinf(series.until_next(one(0), one(3))[0])


def test_exposure_is_what_one_event_a_day_decays_to():
    series = series_of([(0, d) for d in range(30)])
    whole = series.decayed(one(0), one(30), 5.0)[0]
    assert exposure(np.array([30.0]), 5.0)[0] == pytest.approx(whole)
