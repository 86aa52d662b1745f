"""Whether a yes got a higher probability than a no."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.forecast.scores import average_ranks, discrimination

few = settings(max_examples=80, deadline=None, derandomize=True)


def test_ties_share_the_mean_of_their_ranks():
    assert average_ranks(np.array([5.0, 1.0, 5.0, 7.0])).tolist() == [2.5, 1, 2.5, 4]


def test_of_pairs_of_yes_and_no_those_in_order_count():
    p = np.array([0.9, 0.5, 0.5, 0.1])
    came = np.array([True, True, False, False])
    assert discrimination(p, came) == pytest.approx((1 + 1 + 0.5 + 1) / 4)


@pytest.mark.parametrize("outcome", [True, False])
def test_it_is_undefined_where_all_outcomes_are_the_same(outcome):
    assert math.isnan(discrimination(np.array([0.1, 0.9]), np.array([outcome] * 2)))
    assert math.isnan(discrimination(np.array([]), np.array([])))


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=2, max_size=25))
@few
def test_it_is_the_count_over_all_pairs(many):
    yes = [p for p, came in many if came]
    no = [p for p, came in many if not came]
    if not yes or not no:
        return
    p, came = (np.array(one) for one in zip(*many, strict=True))
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    assert discrimination(p / 8, came) == pytest.approx(wins / len(yes) / len(no))
    assert discrimination(1 - p / 8, came) == pytest.approx(1 - wins / len(yes) / len(no))


def test_it_is_that_of_scikit_learn():
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    rng = np.random.default_rng(7)
    p = np.round(rng.uniform(size=300), 1)
    came = rng.uniform(size=300) < p
    assert discrimination(p, came) == pytest.approx(metrics.roc_auc_score(came, p))
