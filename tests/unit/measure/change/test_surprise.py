import math

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError
from tocsin.measure.change.surprise import recent_surprise


def noise(seed, days, *, mean=4.0, size=0.4):
    rng = np.random.default_rng(seed)
    return rng.negative_binomial(size, size / (size + mean), days).astype(float)


def test_a_week_as_all_others_is_no_surprise():
    counts = np.tile([0.0, 2, 4, 3, 5, 1, 0], 40)
    surprise = recent_surprise(counts, window_days=7)
    assert surprise.count == 15
    assert surprise.expected == pytest.approx(15, abs=0.1)
    assert surprise.p_upper > 0.4
    assert surprise.p_lower > 0.4
    assert abs(surprise.z) < 0.3


def test_many_events_are_a_surprise_upwards_and_none_one_downwards():
    counts = noise(1, 400)
    counts[-7:] = 40
    many = recent_surprise(counts, window_days=7)
    assert many.p_upper < 1e-4
    assert many.z > 3.5
    counts[-30:] = 0
    none = recent_surprise(counts, window_days=30)
    assert none.p_lower < 1e-3
    assert none.z < -3


def test_over_dispersed_history_makes_the_same_count_less_of_a_surprise():
    even = np.tile([3.0, 4, 5], 100)
    uneven = np.tile([0.0, 0, 0, 0, 0, 24], 50)
    tails = []
    for history in (even, uneven):
        window = np.full(7, 8.0)
        tails.append(recent_surprise(np.append(history, window), window_days=7).p_upper)
    assert tails[0] < 1e-4
    assert tails[1] > 0.02


def test_a_dyad_without_any_event_is_given_a_small_rate_not_none():
    counts = np.zeros(372)
    assert recent_surprise(counts, window_days=7).z == 0
    counts[-1] = 1
    first = recent_surprise(counts, window_days=7)
    # Jeffreys' prior: 1 - (365 / 372) ** 0.5.
    assert first.p_upper == pytest.approx(1 - math.sqrt(365 / 372), rel=1e-6)


def test_without_over_dispersion_it_is_the_prediction_from_a_poisson_rate():
    history = np.tile([1.0, 0], 150)
    surprise = recent_surprise(np.append(history, [2.0]), window_days=1)
    # Gamma-Poisson with shape 150.5 and rate 300: P(0) and P(1) by hand.
    p0 = (300 / 301) ** 150.5
    p1 = 150.5 * p0 / 301
    assert surprise.p_upper == pytest.approx(1 - p0 - p1, rel=1e-6)


@pytest.mark.parametrize("window_days", [7, 30])
def test_tails_below_one_in_twenty_are_about_one_in_twenty(window_days):
    # 600 series of seed 2; the normal tail of such a share is .05 ± .018.
    values = [
        recent_surprise(noise((2, seed), 400), window_days=window_days) for seed in range(600)
    ]
    for tail in ("p_upper", "p_lower"):
        share = np.mean([getattr(value, tail) <= 0.05 for value in values])
        assert 0.01 <= share <= 0.075, (tail, share)


def test_only_the_year_before_counts():
    old, recent = np.full(2000, 50.0), noise(3, 372)
    assert recent_surprise(np.append(old, recent), window_days=7) == recent_surprise(
        recent, window_days=7
    )
    assert recent_surprise(recent, window_days=7, history_days=100).history_days == 100


def test_unknown_days_count_neither_as_days_nor_as_zeros():
    counts = np.tile([3.0, 4, 5], 100)
    whole = recent_surprise(counts, window_days=30)
    counts[-10:] = np.nan
    counts[10:40] = np.nan
    part = recent_surprise(counts, window_days=30)
    assert (part.known_days, part.history_days) == (20, 240)
    assert part.expected == pytest.approx(whole.expected * 20 / 30, rel=1e-3)
    assert part.z == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(
    ("known", "window_days", "message"),
    [(62, 7, "55 days are known before the last 7; comparing needs 56"),
     (260, 90, "170 days are known before the last 90; comparing needs 180"),
     (5, 30, "0 days are known before")],
)  # fmt: skip
def test_too_short_a_history_is_refused(known, window_days, message):
    with pytest.raises(InsufficientDataError, match=message):
        recent_surprise(np.ones(known), window_days=window_days)


def test_a_window_mostly_unknown_is_refused():
    counts = np.ones(200)
    counts[-4:] = np.nan
    with pytest.raises(InsufficientDataError, match="3 of the last 7 days are known"):
        recent_surprise(counts, window_days=7)


@pytest.mark.parametrize(
    ("counts", "window_days"),
    [(np.ones((9, 99)), 7), (np.full(99, -1.0), 7), (np.ones(99), 0)],
)
def test_what_is_no_series_of_counts_is_refused(counts, window_days):
    with pytest.raises(ValueError, match=r"dimension|counted from 1"):
        recent_surprise(counts, window_days=window_days)
