"""Intervals in closed form, against published and computed values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.intervals import (
    balance_interval,
    poisson_interval,
    quotient,
    ratio_interval,
    t_point,
    wilson,
)

often = settings(max_examples=60, deadline=None, derandomize=True)


def test_student_points_are_those_of_the_tables():
    # Fisher & Yates, two-sided 5 %.
    freedom = np.array([1, 2, 5, 10, 20, 21, 30, 60, 120, 10**6])
    expected = [12.706, 4.303, 2.571, 2.228, 2.086, 2.080, 2.042, 2.000, 1.980, 1.960]
    np.testing.assert_allclose(t_point(freedom), expected, atol=5e-4)
    assert np.isnan(t_point(np.array([0, -1]))).all()


def test_wilson_is_the_published_interval():
    # Newcombe (1998), table I, method 3.
    low, high = wilson(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    np.testing.assert_allclose(low, [0.2553, 0.0624, 0.0, 0.0061], atol=5e-5)
    np.testing.assert_allclose(high, [0.3662, 0.1605, 0.1611, 0.1718], atol=5e-5)


def test_a_share_of_nothing_or_of_less_than_itself_has_no_interval():
    low, high = wilson(np.array([0, 3, -1]), np.array([0, 2, 5]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_poisson_interval_is_the_exact_one_for_few_and_near_it_for_many():
    low, high = poisson_interval(np.array([0, 1, 5, 20, 100]))
    np.testing.assert_allclose(low, [0, 0.0253, 1.6235, 12.2165, 81.3640], rtol=2e-3)
    np.testing.assert_allclose(high, [3.6889, 5.5716, 11.6683, 30.8884, 121.6268], rtol=2e-4)


def test_ratio_of_clusters_of_one_is_the_mean_with_its_t_interval():
    values = np.array([1.0, 3.0, 4.0, 8.0])
    low, high = ratio_interval(values, np.ones(4), np.zeros(4, int), 1)
    half = 3.18244631 * values.std(ddof=1) / 2
    np.testing.assert_allclose([low[0], high[0]], [4 - half, 4 + half])


def test_ratio_of_uneven_clusters_worked_by_hand():
    # R = 10 / 5 = 2; e = 1, -1, 0, so Var = 3/2 * 2 / 25 and t has two degrees of freedom.
    low, high = ratio_interval(
        np.array([3.0, 3, 4]), np.array([1.0, 2, 2]), np.zeros(3, int), 1
    )
    half = 4.30265273 * np.sqrt(3 / 25)
    np.testing.assert_allclose([low[0], high[0]], [2 - half, 2 + half])


@pytest.mark.parametrize(
    ("totals", "counts"),
    [([5.0], [2.0]), ([], []), ([0.3, 0.9, 0.6], [1.0, 3.0, 2.0]), ([0.0, 0.0], [4.0, 0.0])],
)
def test_one_cluster_or_clusters_that_agree_give_no_interval(totals, counts):
    groups = np.zeros(len(totals), int)
    low, high = ratio_interval(np.array(totals), np.array(counts), groups, 1)
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_doubling_every_event_of_a_cluster_does_not_narrow_the_interval():
    totals, counts = np.array([1.0, 6.0, -2.0]), np.array([1.0, 3.0, 2.0])
    groups = np.zeros(3, int)
    once = ratio_interval(totals, counts, groups, 1)
    twice = ratio_interval(2 * totals, 2 * counts, groups, 1)
    np.testing.assert_allclose(once, twice)


def test_the_interval_holds_the_mean_in_about_95_of_100_draws():
    rng = np.random.default_rng(4)
    clusters, draws = 30, 2000
    counts = rng.poisson(4, (draws, clusters)) + 1.0
    shocks = rng.normal(0, 1, (draws, clusters))
    noise = rng.normal(0, 1, (draws, clusters)) * np.sqrt(counts)
    totals = counts * (0.5 + shocks) + noise
    groups = np.repeat(np.arange(draws), clusters)
    low, high = ratio_interval(totals.ravel(), counts.ravel(), groups, draws)
    held = ((low <= 0.5) & (high >= 0.5)).mean()
    # Linearisation errs a little on the narrow side; the standard error here is 0.5 points.
    assert 0.925 <= held <= 0.965


@often
@given(st.integers(0, 400), st.integers(0, 400))
def test_intervals_lie_around_their_value_and_within_bounds(part, rest):
    whole = part + rest
    low, high = wilson(np.array(part), np.array(whole))
    if whole:
        assert 0 <= low <= part / whole <= high <= 1
    down, up = balance_interval(np.array(part), np.array(rest))
    back = balance_interval(np.array(rest), np.array(part))
    if whole:
        assert -1 <= down <= (part - rest) / whole <= up <= 1
        np.testing.assert_allclose([down, up], [-back[1], -back[0]], atol=1e-12)
    least, most = poisson_interval(np.array([part, part + 1]))
    assert least[0] <= part <= most[0]
    assert least[0] < least[1]
    assert most[0] < most[1]


@often
@given(st.permutations(range(8)))
def test_the_order_of_clusters_does_not_matter(order):
    totals = np.array([1.0, 5, -3, 2, 0, 8, -1, 4])
    counts = np.array([1.0, 2, 2, 1, 3, 4, 1, 2])
    groups = np.array([0, 0, 1, 0, 1, 0, 1, 1])
    straight = ratio_interval(totals, counts, groups, 2)
    mixed = ratio_interval(totals[order], counts[order], groups[list(order)], 2)
    np.testing.assert_allclose(straight, mixed)


def test_a_quotient_by_zero_is_unknown():
    np.testing.assert_array_equal(
        quotient(np.array([1.0, 0.0, 3.0]), np.array([0, 0, 2])), [np.nan, np.nan, 1.5]
    )
