"""Whether a patron answers a client's turn to another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph.leverage import leverage


def counts(rng, months, mean=15, memory=0.5, spread=0.7):
    """Return counts whose logarithm follows its own past."""
    level = np.zeros(months + 50)
    for month in range(1, months + 50):
        level[month] = memory * level[month - 1] + np.sqrt(1 - memory**2) * rng.normal()
    return rng.poisson(mean * np.exp(spread * level[50:]))


def answered(rng, months, strength):
    """Return series of a patron who answers the turn of the month before."""
    turn = counts(rng, months)
    mean = np.full(months, 15.0)
    lean = np.log1p(turn) - np.log1p(turn).mean()
    mean[1:] *= np.exp(strength * lean[:-1])
    return rng.poisson(mean), turn, rng.poisson(mean), counts(rng, months, mean=100)


def test_a_patron_who_answers_has_leverage():
    found = leverage(*answered(np.random.default_rng(1), 120, 0.5))
    assert 0.2 < found.low < found.value < found.high <= 1
    assert found.n == 118
    assert found.why == ""


def test_a_patron_who_turns_away_has_it_below_zero():
    found = leverage(*answered(np.random.default_rng(2), 120, -0.5))
    assert found.high < 0


@pytest.mark.parametrize("memory", [0.0, 0.9])
def test_unrelated_series_are_seldom_taken_for_answers(memory):
    rng = np.random.default_rng(3)
    wrong = 0
    for _ in range(200):
        found = leverage(*(counts(rng, 96, memory=memory) for _ in range(4)))
        wrong += not found.low <= 0 <= found.high
    # The interval is one of 95 %; 200 draws put up to 20 outside with a chance of 0.2 %.
    assert wrong <= 20


def test_a_common_wave_of_attention_is_no_answer():
    rng = np.random.default_rng(4)
    wrong = 0
    for _ in range(300):
        wave = np.exp(0.5 * np.cumsum(rng.normal(size=96)) / np.sqrt(np.arange(1, 97)))
        mean = 20 * wave
        own = rng.poisson(mean)
        found = leverage(own, rng.poisson(mean), own, rng.poisson(5 * mean))
        wrong += found.low > 0
    # Above 0 where there is nothing: 2.5 % by right, and some 5 to 7 for what a wave leaves.
    assert wrong <= 30


def test_few_months_are_not_enough():
    found = leverage(*(np.arange(23),) * 4)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.why == "23 whole months, 24 needed"


def test_hardly_any_cooperation_is_not_enough():
    rare = np.zeros(60)
    rare[::12] = 3
    found = leverage(rare, np.arange(60), np.arange(60), np.arange(60))
    assert found.value is None
    assert found.why == "cooperation in fewer than 6 months"


def test_what_does_not_vary_has_no_correlation():
    found = leverage(np.full(40, 5), *(counts(np.random.default_rng(5), 40) for _ in range(3)))
    assert found.value is None
    assert found.why == "nothing varies beside what is held fixed"


def test_series_of_different_length_are_refused():
    with pytest.raises(ValueError, match="differ in length"):
        leverage(np.zeros(30), np.zeros(31), np.zeros(30), np.zeros(30))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(0, 10_000), st.integers(24, 80))
def test_the_value_lies_within_its_interval_within_one(seed, months):
    rng = np.random.default_rng(seed)
    found = leverage(*(rng.poisson(4, months) for _ in range(4)))
    if found.value is not None:
        assert -1 <= found.low <= found.value <= found.high <= 1


def test_it_is_the_partial_correlation_of_a_regression():
    """The same number from the t value of the turn in a least squares fit of the answer."""
    rng = np.random.default_rng(6)
    response, turn, own, others = (counts(rng, 60) for _ in range(4))
    y, x, o, z = (np.log1p(one) for one in (response, turn, own, others))
    months = np.arange(58)
    design = np.stack(
        [x[1:-1], np.ones(58), months, y[1:-1], y[:-2], x[:-2], o[1:-1], z[2:], z[1:-1]], axis=1
    )
    fit, (error,), *_ = np.linalg.lstsq(design, y[2:])
    variance = error / (58 - 9) * np.linalg.inv(design.T @ design)[0, 0]
    t = fit[0] / np.sqrt(variance)
    assert leverage(response, turn, own, others).value == pytest.approx(
        t / np.sqrt(t**2 + 58 - 9)
    )
