"""Calibration, its error, and the parts of the Brier score."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.forecast.scores import (
    bin_of,
    brier_scores,
    calibration_bins,
    calibration_error,
    decompose,
)

few = settings(max_examples=80, deadline=None, derandomize=True)
cases = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def arrays(many):
    p, came = zip(*many, strict=True)
    return np.array(p), np.array(came)


def test_a_bin_holds_its_lower_edge_and_the_last_one_holds_one():
    edges = np.array([0.0, 0.1, 0.3, 0.7, 0.9, 1.0])
    assert bin_of(edges).tolist() == [0, 1, 3, 7, 9, 9]
    assert bin_of(np.array([0.0999, 0.2999])).tolist() == [0, 2]


def test_bins_say_number_mean_and_share():
    p = np.array([0.1, 0.19, 0.8, 0.8, 0.8])
    came = np.array([False, True, True, True, False])
    first, second = calibration_bins(p, came)
    assert (first.low, first.high, first.n) == (0.1, 0.2, 2)
    assert first.mean_p == pytest.approx(0.145)
    assert first.share == 0.5
    assert (second.low, second.n) == (0.8, 3)
    assert second.share == pytest.approx(2 / 3)
    # Wilson's ends are where the share is just 1.96 standard errors of theirs away.
    for end in second.interval:
        assert abs(2 / 3 - end) == pytest.approx(1.959964 * math.sqrt(end * (1 - end) / 3))


def test_calibration_error_weighs_bins_by_their_forecasts():
    p = np.array([0.2] * 4 + [0.9])
    came = np.array([True, False, False, False, False])
    assert calibration_error(p, came) == pytest.approx(0.8 * 0.05 + 0.2 * 0.9)


def test_nothing_has_no_calibration():
    nothing = np.array([])
    assert calibration_bins(nothing, nothing) == ()
    assert math.isnan(calibration_error(nothing, nothing))
    with pytest.raises(ValueError, match="No forecasts"):
        decompose(nothing, nothing)


def test_parts_of_forecasts_that_agree_inside_bins_are_murphys_three():
    p = np.array([0.8] * 5 + [0.2] * 5)
    came = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0]).astype(bool)
    found = decompose(p, came)
    # By hand: shares .6 and .2 against .4 over all.
    assert found.reliability == pytest.approx(0.5 * 0.04)
    assert found.resolution == pytest.approx(0.04)
    assert found.uncertainty == pytest.approx(0.24)
    assert found.within_variance == pytest.approx(0)
    assert found.within_covariance == pytest.approx(0)
    assert found.brier == pytest.approx(brier_scores(p, came).mean())


def test_parts_by_hand_where_forecasts_of_one_bin_differ():
    p, came = np.array([0.41, 0.49]), np.array([False, True])
    found = decompose(p, came)
    assert found.reliability == pytest.approx(0.05**2)
    assert found.resolution == 0
    assert found.uncertainty == 0.25
    assert found.within_variance == pytest.approx(0.04**2)
    assert found.within_covariance == pytest.approx(2 * 0.04 * 0.5)
    assert found.generalised_resolution == pytest.approx(0.04 - 0.0016)


@given(cases, st.integers(1, 25))
@few
def test_parts_add_up_to_the_brier_score(many, bins):
    p, came = arrays(many)
    found = decompose(p, came, bins=bins)
    assert found.brier == pytest.approx(brier_scores(p, came).mean(), abs=1e-12)
    assert found.reliability >= 0
    assert found.resolution >= 0
    assert 0 <= found.uncertainty <= 0.25


@given(cases, st.randoms(use_true_random=False))
@few
def test_order_does_not_matter(many, random):
    turned = list(many)
    random.shuffle(turned)
    one, other = arrays(many), arrays(turned)
    assert calibration_error(*one) == pytest.approx(calibration_error(*other), abs=1e-12)
    assert [b.n for b in calibration_bins(*one)] == [b.n for b in calibration_bins(*other)]
    assert decompose(*one).brier == pytest.approx(decompose(*other).brier, abs=1e-12)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
@few
def test_perfect_forecast_has_no_error_and_resolves_all(came):
    outcomes = np.array(came)
    found = decompose(outcomes.astype(float), outcomes)
    assert found.brier == pytest.approx(0, abs=1e-15)
    assert found.resolution == pytest.approx(found.uncertainty)
    assert calibration_error(outcomes.astype(float), outcomes) == 0


@given(cases)
@few
def test_bins_hold_all_forecasts_and_share_their_mean(many):
    p, came = arrays(many)
    bins = calibration_bins(p, came)
    assert sum(one.n for one in bins) == len(p)
    assert sum(one.n * one.mean_p for one in bins) == pytest.approx(p.sum())
    assert all(one.interval[0] <= one.share <= one.interval[1] for one in bins)


def test_curve_is_that_of_scikit_learn():
    calibration = pytest.importorskip("sklearn.calibration", reason="no scikit-learn")
    rng = np.random.default_rng(5)
    p = rng.uniform(size=400)
    came = rng.uniform(size=400) < p
    share, mean = calibration.calibration_curve(came, p, n_bins=10)
    bins = calibration_bins(p, came)
    assert [one.share for one in bins] == pytest.approx(share.tolist())
    assert [one.mean_p for one in bins] == pytest.approx(mean.tolist())


def test_true_probabilities_have_the_error_that_the_docstring_foretells():
    """A statistical test; over 200 samples the mean is within 5 standard errors."""
    rng = np.random.default_rng(6)
    n, p = 400, 0.25
    errors = [calibration_error(np.full(n, p), rng.uniform(size=n) < p) for _ in range(200)]
    expected = math.sqrt(2 * p * (1 - p) / (math.pi * n))
    assert np.mean(errors) == pytest.approx(expected, abs=5 * np.std(errors) / math.sqrt(200))
