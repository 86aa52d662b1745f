"""How a client divides its cooperation between two patrons."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph.hedging import (
    diversification,
    hedging,
    overdispersion,
    patron_share,
    share_interval,
)

COUNTS = st.integers(0, 5000)


@pytest.mark.parametrize(
    ("first", "second", "share", "hedge", "spread"),
    [(10, 10, 0.5, 1, 0.5), (10, 0, 1, 0, 0), (0, 10, 0, 0, 0), (30, 10, 0.75, 0.5, 0.375)],
)
def test_shares_and_what_they_mean(first, second, share, hedge, spread):
    one, other = np.array([first]), np.array([second])
    assert patron_share(one, other) == pytest.approx([share])
    assert hedging(one, other) == pytest.approx([hedge])
    assert diversification(one, other) == pytest.approx([spread])


def test_without_cooperation_nothing_is_known():
    zero = np.zeros(1)
    assert np.isnan(patron_share(zero, zero)).all()
    assert np.isnan(hedging(zero, zero)).all()
    assert np.isnan(diversification(zero, zero)).all()
    assert np.isnan(share_interval(zero, zero, 1.0)).all()


@settings(deadline=None, derandomize=True)
@given(COUNTS, COUNTS)
def test_it_does_not_matter_which_patron_comes_first(first, second):
    one, other = np.array([first]), np.array([second])
    assert hedging(one, other) == pytest.approx(hedging(other, one), nan_ok=True)
    assert diversification(one, other) == pytest.approx(
        diversification(other, one), nan_ok=True
    )


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 5000), COUNTS)
def test_both_indices_rise_together_within_their_bounds(first, second):
    one, other = np.array([first]), np.array([second])
    hedge, spread = float(hedging(one, other)[0]), float(diversification(one, other)[0])
    assert 0 <= hedge <= 1
    assert 0 <= spread <= 0.5
    # With two patrons one is a function of the other: 1 - HHI = h (2 - h) / 2.
    assert spread == pytest.approx(hedge * (2 - hedge) / 2)


def test_independent_events_are_not_overdispersed_and_clustered_ones_are():
    rng = np.random.default_rng(1)
    total = rng.poisson(40, 240)
    even = rng.binomial(total, 0.4)
    assert overdispersion(even, total - even) == pytest.approx(1, abs=0.2)
    lumpy = rng.binomial(total, rng.beta(2, 3, 240))
    assert overdispersion(lumpy, total - lumpy) > 4


def test_too_few_months_and_a_single_patron_have_no_spread():
    assert overdispersion(np.array([5, 0, 9, 1, 7]), np.array([0, 5, 1, 9, 0])) == 1
    assert overdispersion(np.arange(12), np.zeros(12)) == 1
    assert overdispersion(np.zeros(12), np.zeros(12)) == 1


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 500), st.integers(1, 500), st.floats(1, 20))
def test_clustering_widens_the_interval_around_the_share(first, second, spread):
    one, other = np.array([first]), np.array([second])
    share = float(patron_share(one, other)[0])
    narrow, wide = share_interval(one, other, 1.0), share_interval(one, other, spread)
    assert wide[0][0] <= narrow[0][0] + 1e-12
    assert narrow[1][0] - 1e-12 <= wide[1][0]
    assert narrow[0][0] - 1e-12 <= share <= narrow[1][0] + 1e-12


def test_the_interval_covers_the_share_of_a_clustered_client():
    """Where shares vary by month, 95 of 100 intervals should hold the mean share."""
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(400):
        total = rng.poisson(30, 36) + 1
        first = rng.binomial(total, rng.beta(3, 5, 36))
        low, high = share_interval(
            np.array([first.sum()]),
            np.array([(total - first).sum()]),
            overdispersion(first, total - first),
        )
        held += low[0] <= 3 / 8 <= high[0]
    assert 0.91 <= held / 400 <= 0.98
