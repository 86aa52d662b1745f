"""What must hold of shares, scores and draws; test_answers.py holds whole answers to theirs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.assess.concern import round_shares, scale_rate, score_of
from tocsin.assess.ranges import Sampler


@settings(max_examples=500, deadline=None)
@given(st.lists(st.floats(0, 10), min_size=1, max_size=12))
def test_shares_sum_to_one(parts):
    shares = round_shares(parts)
    assert not shares or sum(shares) == pytest.approx(1.0, abs=1e-9)
    assert all(0 <= share <= 1 for share in shares)


@settings(max_examples=500, deadline=None)
@given(st.floats(0, 5), st.floats(0, 5), st.floats(1, 99))
def test_score_rises_with_harm_and_stays_on_its_scale(one, two, anchor):
    low, high = sorted((one, two))
    scores = score_of(np.array([low, high]), np.array([scale_rate(anchor)]))
    assert 0 <= scores[0] <= scores[1] <= 100


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.01, 0.99)).map(sorted),
    st.tuples(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 0.5)).map(sorted),
    st.sampled_from(["linear", "log", "logit"]),
)
def test_draws_rise_with_their_range(spread, more, scale):
    higher = tuple(min(0.99, a + b) for a, b in zip(spread, more, strict=True))
    sampler = Sampler(np.random.default_rng(1), 200)
    low = sampler.draw("x", tuple(spread), scale)
    high = sampler.draw("x", higher, scale)
    assert (low <= high + 1e-12).all()
    assert (low >= spread[0] - 1e-12).all()
    assert (low <= spread[2] + 1e-12).all()
