import math

import pytest

from tocsin.measure.change.tails import lower_tail, upper_tail


def poisson_at_least(count, mean):
    below = sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count))
    return 1 - below


def binomials_at_least(count, mean, size):
    """Sum the negative binomial term by term, as the definition has it."""
    q = mean / (mean + size)
    term, below = (1 - q) ** size, 0.0
    for k in range(count):
        below += term
        term *= q * (size + k) / (k + 1)
    return 1 - below


@pytest.mark.parametrize(("count", "mean"), [(1, 0.01), (8, 3.0), (3, 3.0), (40, 30.0)])
def test_without_over_dispersion_the_tail_is_that_of_poisson(count, mean):
    assert upper_tail(count, mean, mean) == pytest.approx(
        poisson_at_least(count, mean), rel=1e-6
    )


@pytest.mark.parametrize(
    ("count", "mean", "size"), [(1, 4.4, 0.3), (24, 4.4, 0.3), (9, 2.0, 5)]
)
def test_the_tail_is_the_sum_of_the_terms(count, mean, size):
    variance = mean + mean**2 / size
    expected = binomials_at_least(count, mean, size)
    assert upper_tail(count, mean, variance) == pytest.approx(expected, rel=1e-9)
    assert lower_tail(count - 1, mean, variance) == pytest.approx(1 - expected, rel=1e-9)


def test_size_one_is_geometric():
    # Mean 9 and size 1: each further event has probability .9.
    assert upper_tail(50, 9.0, 90.0) == pytest.approx(0.9**50, rel=1e-9)


def test_over_dispersion_makes_a_high_count_likelier():
    tails = [upper_tail(30, 5.0, variance) for variance in (5.0, 10.0, 50.0, 100.0)]
    assert tails == sorted(tails)
    assert tails[0] < 1e-12 < 1e-3 < tails[-1]


def test_nothing_is_certain_to_be_exceeded_and_the_farthest_tail_is_no_zero():
    assert upper_tail(0, 3.0, 9.0) == 1.0
    assert 0 < upper_tail(1e6, 1.0, 1.0) <= 1e-299
    assert lower_tail(0, 1e4, 1e4) == 1e-16


@pytest.mark.parametrize(
    ("count", "mean"), [(-1, 2.0), (3, 0.0), (3, -1.0), (math.nan, 2.0), (3, math.nan)]
)
def test_what_has_no_tail_is_refused(count, mean):
    with pytest.raises(ValueError, match="mean > 0 and count >= 0"):
        upper_tail(count, mean, 4.0)
