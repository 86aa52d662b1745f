"""Scores of single forecasts."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.forecast.scores import CLIP, brier_scores, log_scores

few = settings(max_examples=60, deadline=None, derandomize=True)
probability = st.floats(0, 1)


def test_brier_score_is_the_squared_distance():
    found = brier_scores(np.array([0.2, 0.2, 1.0]), np.array([True, False, True]))
    assert found.tolist() == pytest.approx([0.64, 0.04, 0.0])


def test_log_score_is_what_was_given_to_what_came():
    found = log_scores(np.array([0.25, 0.25]), np.array([True, False]))
    assert found.tolist() == pytest.approx([math.log(4), -math.log(0.75)])


def test_perfect_forecast_scores_zero():
    p, came = np.array([1.0, 0.0]), np.array([True, False])
    assert brier_scores(p, came).tolist() == [0, 0]
    assert log_scores(p, came, clip=0).tolist() == [0, 0]


def test_a_certain_forecast_that_failed_costs_what_the_clip_says():
    failed = np.array([0.0]), np.array([True])
    assert log_scores(*failed).tolist() == pytest.approx([-math.log(CLIP)])
    assert log_scores(*failed, clip=0).tolist() == [math.inf]


def test_no_forecasts_have_no_scores():
    nothing = np.array([])
    assert (
        brier_scores(nothing, nothing).tolist() == log_scores(nothing, nothing).tolist() == []
    )


@pytest.mark.parametrize(
    ("p", "came", "word"),
    [
        ([0.5], [True, False], "one length"),
        ([[0.5]], [[True]], "one length"),
        ([1.5], [True], "lie in"),
        ([-0.1], [True], "lie in"),
        ([math.nan], [True], "lie in"),
        ([0.5], [2], "0 or 1"),
        ([0.5], [math.nan], "0 or 1"),
    ],
)
def test_what_is_no_forecast_is_refused(p, came, word):
    for score in (brier_scores, log_scores):
        with pytest.raises(ValueError, match=word):
            score(np.array(p), np.array(came))


@given(probability, probability)
@few
def test_who_says_what_he_believes_expects_to_do_best(belief, said):
    """Both scores are proper: the mean under one's belief is least when one says it."""
    for score in (brier_scores, lambda p, came: log_scores(p, came, clip=0)):
        both = np.array([True, False])

        def expected(p, score=score, both=both):
            parts = score(np.array([p, p]), both)
            weighed = [w * x for w, x in zip((belief, 1 - belief), parts, strict=True) if w]
            return sum(weighed)

        assert expected(belief) <= expected(said) + 1e-12


def test_scores_are_those_of_scikit_learn():
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    rng = np.random.default_rng(3)
    p = rng.uniform(size=500)
    came = rng.uniform(size=500) < p
    assert brier_scores(p, came).mean() == pytest.approx(metrics.brier_score_loss(came, p))
    clipped = np.clip(p, CLIP, 1 - CLIP)
    assert log_scores(p, came).mean() == pytest.approx(metrics.log_loss(came, clipped))


@pytest.mark.slow
def test_scores_are_those_of_scoringrules():
    rules = pytest.importorskip("scoringrules", reason="scoringrules is not installed")
    rng = np.random.default_rng(4)
    p = rng.uniform(0.01, 0.99, size=200)
    came = rng.uniform(size=200) < p
    seen = came.astype(int)
    assert brier_scores(p, came) == pytest.approx(rules.brier_score(seen, p))
    assert log_scores(p, came) == pytest.approx(rules.log_score(seen, p))
