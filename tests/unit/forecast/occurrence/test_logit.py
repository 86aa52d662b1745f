"""Logistic regression and the blend."""

import numpy as np
import pytest

from tocsin.forecast.occurrence.calibration import USUAL, fit_blend
from tocsin.forecast.occurrence.logit import FURTHEST, fit_logit, log_odds_of, sigmoid


def sample(n=20000, seed=0):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n, 2))
    p = sigmoid(-1.0 + values @ np.array([0.8, -0.5]))
    return values, (rng.random(n) < p).astype(float), p


def test_planted_weights_are_found():
    values, came, p = sample()
    model = fit_logit(values, came, np.ones(len(came)), ridge=1e-6)
    # The standard errors are below .02: three of them, in one of 400 seeds missed by chance.
    assert model.weights / model.scale == pytest.approx([0.8, -0.5], abs=0.06)
    assert sigmoid(model.log_odds(values)) == pytest.approx(p, abs=0.03)


def test_a_ridge_draws_weights_to_zero_and_a_constant_harms_nothing():
    values, came, _ = sample(2000)
    values = np.c_[values, np.ones(len(values))]
    free = fit_logit(values, came, np.ones(len(came)), ridge=1e-3)
    drawn = fit_logit(values, came, np.ones(len(came)), ridge=1e4)
    assert np.abs(drawn.weights[:2]).max() < 0.2 * np.abs(free.weights[:2]).max()
    assert free.weights[2] == pytest.approx(0, abs=1e-9)


def test_all_no_gives_a_small_probability_and_no_error():
    values, came, _ = sample(200)
    model = fit_logit(values, came * 0, np.ones(len(came)), ridge=1.0)
    assert sigmoid(model.log_odds(values)).max() < 0.05


def test_a_far_off_case_moves_no_further_than_five_deviations():
    values, came, _ = sample(2000)
    model = fit_logit(values, came, np.ones(len(came)), ridge=1.0)
    far = model.parts(np.array([[1e6, -1e6]]))
    assert np.abs(far) == pytest.approx(np.abs(FURTHEST * model.weights)[None])


def test_log_odds_and_sigmoid_are_inverse():
    p = np.array([1e-5, 0.2, 0.5, 0.999])
    assert sigmoid(log_odds_of(p)) == pytest.approx(p)


def test_a_blend_of_few_cases_is_the_usual_one_and_many_correct_it():
    rng = np.random.default_rng(5)
    none = np.zeros(0)
    assert fit_blend(none, none, none > 0, came=none, weight=none) is USUAL
    truth = rng.uniform(0.05, 0.6, 100_000)
    came = (rng.random(len(truth)) < truth).astype(float)
    said = sigmoid(log_odds_of(truth) * 1.6 + 0.8)  # too sure, and too high
    stated = np.zeros(len(truth), bool)
    blend = fit_blend(said, truth * 0 + 0.3, stated, came=came, weight=np.ones(len(truth)))
    after = sigmoid(blend.log_odds(said, truth * 0 + 0.3, stated))
    assert np.abs(after - truth).mean() < 0.25 * np.abs(said - truth).mean()
