import numpy as np
import pytest

from tocsin.game.explain.evaluate import lens_of
from tocsin.game.explain.sobol import sobol


def uniform(values):
    """From the quantiles of a triangle on 0, 1, 2 to a uniform number in [0, 1]."""
    below = values**2 / 2
    return np.where(values < 1, below, 1 - (2 - values) ** 2 / 2)


def ishigami(draws):
    one, two, three = (2 * np.pi * uniform(draws[name]) - np.pi for name in "abc")
    return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)


def test_the_function_of_ishigami_has_its_known_indices(make):
    """Ishigami & Homma (1990): first .3139, .4424, 0; total .5576, .4424, .2437."""
    case = make({"plain": ishigami}, dict.fromkeys("abc", (0.0, 1.0, 2.0)))
    found = {
        one.parameters[0]: one for one in sobol(lens_of(case), np.random.default_rng(0), 8192)
    }
    for name, first, total in (("a", 0.3139, 0.5576), ("b", 0.4424, 0.4424), ("c", 0, 0.2437)):
        assert found[name].first == pytest.approx(first, abs=0.01)
        assert found[name].total == pytest.approx(total, abs=0.01)
        assert (
            found[name].total_interval[0] <= found[name].total <= found[name].total_interval[1]
        )


def test_a_sum_is_shared_as_the_variances(linear):
    found = sobol(lens_of(linear), np.random.default_rng(1))
    assert [one.parameters for one in found] == [("a",), ("b",), ("c",)]
    assert [one.first for one in found] == pytest.approx([0.9, 0.1, 0.0], abs=0.02)
    assert [one.total for one in found] == pytest.approx([0.9, 0.1, 0.0], abs=0.02)


def test_correlated_inputs_are_one_group(make):
    case = make(
        {"plain": lambda d: d["a"] + d["b"] + d["c"]},
        dict.fromkeys("abc", (0.0, 1.0, 2.0)),
        correlations=[("a", "c", 0.8)],
    )
    found = sobol(lens_of(case), np.random.default_rng(1), 2048)
    assert [one.parameters for one in found] == [("a", "c"), ("b",)]
    assert found[0].first == pytest.approx(3.6 / 4.6, abs=0.02)


def test_what_does_not_vary_has_no_indices(linear):
    assert sobol(lens_of(linear, "flat"), np.random.default_rng(0)) == ()


def test_draws_without_value_are_left_out(make):
    case = make(
        {"plain": lambda d: np.where(d["a"] > 0.1, d["a"] + d["b"], np.nan)},
        dict.fromkeys("ab", (0.0, 1.0, 2.0)),
    )
    found = sobol(lens_of(case), np.random.default_rng(0), 2048)
    assert sum(one.first for one in found) == pytest.approx(1.0, abs=0.03)


def test_intervals_hold_the_truth_as_often_as_they_say(linear):
    """90 % intervals; quasi-random points make them wide, so that 20 tries miss at most 4."""
    lens = lens_of(linear)
    hits = 0
    for seed in range(20):
        one = sobol(lens, np.random.default_rng(seed), 256)[0]
        hits += one.first_interval[0] <= 0.9 <= one.first_interval[1]
    assert hits >= 16
