from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError
from tocsin.measure.change.changes import find_changes

ICEWS18 = Path(__file__).parents[4].parent / (
    "shared/data/forecasting/icews18_train_valid.parquet"
)


def noise(seed, means, size=0.6):
    """Return independent over-dispersed days with the given mean of each day."""
    means = np.asarray(means, float)
    rng = np.random.default_rng(seed)
    return rng.negative_binomial(size, size / (size + means)).astype(float)


def levels(*parts):
    return np.concatenate([np.full(days, float(level)) for level, days in parts])


def correlated(seed, days, *, per_day):
    """Return days of one mean whose log rate is an autoregression of order one."""
    rng = np.random.default_rng(seed)
    rate = np.zeros(days)
    for day in range(1, days):
        rate[day] = per_day * rate[day - 1] + rng.normal(0, 0.7 * np.sqrt(1 - per_day**2))
    return rng.poisson(rng.gamma(1.0, 4 * np.exp(rate - 0.245))).astype(float)


def test_a_step_is_one_change_with_the_means_of_both_sides():
    (change,) = find_changes(levels((2, 100), (5, 80)))
    assert change.day == 100
    assert (change.before, change.after) == (2.0, 5.0)
    # Without noise but for the step itself, no other day is as likely.
    assert change.interval[0] <= 100 <= change.interval[1]
    assert change.p < 1e-6


def test_a_rise_and_fall_are_two_changes():
    changes = find_changes(noise(4, levels((1, 120), (12, 60), (1, 120))))
    assert [pytest.approx(120, abs=5), pytest.approx(180, abs=5)] == [c.day for c in changes]
    assert changes[0].before < changes[0].after
    assert changes[1].before > changes[1].after


@pytest.mark.parametrize("day", [28, 60, 150])
def test_a_change_is_dated_within_its_interval(day):
    # 40 series: the interval holds the day in at least nine of ten that are found.
    found = [find_changes(noise((day, seed), levels((1, day), (15, 300 - day))))
             for seed in range(40)]  # fmt: skip
    single = [changes[0] for changes in found if len(changes) == 1]
    assert len(single) >= 36
    held = sum(c.interval[0] <= day <= c.interval[1] for c in single)
    assert held >= 0.9 * len(single)


def test_a_week_of_many_events_is_no_new_level():
    counts = noise(5, np.full(300, 4.0))
    counts[140:147] += 60
    assert find_changes(counts) == ()


@pytest.mark.parametrize("level", [0.0, 3.5])
def test_constant_series_have_no_change(level):
    assert find_changes(np.full(200, level)) == ()


def test_days_in_random_order_seldom_have_a_change():
    # 300 series of seed 6 at .05: .027 have one; of a decade, 20 series, none.
    with_change = [
        bool(find_changes(noise((6, seed), np.full(270, 4.0)))) for seed in range(300)
    ]
    assert np.mean(with_change) <= 0.05
    decade = [bool(find_changes(noise((8, seed), np.full(3650, 4.0)))) for seed in range(10)]
    assert sum(decade) <= 2


def test_news_that_goes_on_for_days_is_seldom_taken_for_a_change():
    # Rates correlated by .5 from day to day, 100 series of seed 9; without the noise of
    # fortnights three times as many would have one.
    with_change = [
        bool(find_changes(correlated((9, seed), 270, per_day=0.5))) for seed in range(100)
    ]
    assert np.mean(with_change) <= 0.12


def test_a_smaller_share_of_false_series_asks_for_more():
    counts = noise(10, levels((3, 150), (6, 150)))
    shares = (0.5, 0.05, 1e-3, 1e-12)
    found = [len(find_changes(counts, false_series=share)) for share in shares]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0
    assert found[-1] == 0
    for share in shares[:3]:
        assert all(c.p <= share for c in find_changes(counts, false_series=share))


def test_values_may_be_negative_and_need_not_be_whole():
    rng = np.random.default_rng(11)
    goldstein = np.concatenate((rng.normal(-3, 2, 100), rng.normal(2.5, 2, 100)))
    (change,) = find_changes(goldstein)
    assert abs(change.day - 100) <= 3
    assert change.before < 0 < change.after


def test_unknown_days_are_no_zeros_and_keep_their_place():
    counts = levels((2, 100), (5, 100))
    gap = np.insert(counts, 50, np.full(90, np.nan))
    (change,) = find_changes(gap)
    assert change.day == 190
    assert (change.before, change.after) == (2.0, 5.0)
    unknown = np.full(300, 4.0)
    unknown[100:200] = np.nan
    assert find_changes(unknown) == ()
    assert len(find_changes(np.nan_to_num(unknown))) == 2


def test_a_change_beside_unknown_days_has_an_interval_across_them():
    counts = noise(12, levels((1, 100), (9, 100)))
    counts[90:110] = np.nan
    (change,) = find_changes(counts)
    assert change.interval[0] <= 90
    assert change.interval[1] >= 110


def test_too_short_a_history_is_refused():
    with pytest.raises(InsufficientDataError, match="55 days are known"):
        find_changes(np.concatenate((np.ones(55), np.full(99, np.nan))))


def test_what_is_no_series_is_refused():
    with pytest.raises(ValueError, match="one dimension, not 2"):
        find_changes(np.ones((9, 9)))
    with pytest.raises(ValueError, match=r"false_series is 0\.9"):
        find_changes(np.ones(99), false_series=0.9)


@pytest.mark.parametrize(
    ("one", "two", "day"),
    [
        # Kim's first visit to Beijing begins.
        (("China", "Xi Jinping"), ("North Korea", "Kim Jong-Un"), 84),
        # The Prime Minister tells the Commons who she thinks poisoned the Skripals: 12 March.
        (("United Kingdom", "Theresa May"), ("Russia", "Vladimir Putin"), 70),
        # Eritrea answers the offer of peace: 20 June.
        (("Ethiopia", "Abiy Ahmed"), ("Eritrea", "Isaias Afewerki"), 170),
    ],
)
def test_turns_of_2018_are_changes_of_their_dyads(one, two, day):
    duckdb = pytest.importorskip("duckdb", reason="tocsin[parquet] is not installed")
    if not ICEWS18.exists():
        pytest.skip("icews18_train_valid.parquet is not in this checkout")
    query = (
        f"SELECT (date - DATE '2018-01-01')::INT, count(*) FROM '{ICEWS18}'"  # noqa: S608
        f" WHERE (subj IN {one} AND obj IN {two}) OR (subj IN {two} AND obj IN {one})"
        " GROUP BY 1"
    )
    rows = duckdb.sql(query).fetchall()
    counts = np.zeros(270)
    for place, events in rows:
        counts[place] = events
    changes = find_changes(counts)
    assert any(abs(c.day - day) <= 3 and c.after > c.before for c in changes), changes
    assert len(changes) <= 3
