import numpy as np
import pytest

from tocsin.game.bargaining.baseline import weighted_mean, weighted_median


def test_the_published_case_has_its_known_baselines(emission):
    assert weighted_mean(*emission)[0] == pytest.approx(7.389956, abs=5e-7)
    assert weighted_median(*emission)[0] == 7.0


def test_the_lower_of_two_is_taken_where_half_falls_between():
    one = np.ones(4)
    assert weighted_median(one, one, np.array([4.0, 1.0, 3.0, 2.0])) == 2.0


def test_one_that_outweighs_all_others_is_the_median():
    capability = np.array([0.1, 10.0, 0.2])
    assert weighted_median(capability, np.ones(3), np.array([5.0, 9.0, 1.0])) == 9.0


def test_where_nobody_cares_there_is_no_answer():
    one = np.ones((2, 3))
    salience = np.array([[0.0, 0, 0], [1, 1, 1]])
    assert np.isnan(weighted_mean(one, salience, one)).tolist() == [True, False]
    assert np.isnan(weighted_median(one, salience, one)).tolist() == [True, False]


@pytest.mark.parametrize("seed", range(5))
def test_the_median_is_that_of_a_plain_count(seed):
    rng = np.random.default_rng(seed)
    c, s, x = (
        rng.uniform(0, 1, (50, 7)),
        rng.uniform(0, 1, (50, 7)),
        rng.integers(0, 5, (50, 7)),
    )
    found = weighted_median(c, s, x.astype(float))
    for row in range(50):
        w = c[row] * s[row]
        wanted = min(v for v in x[row] if w[x[row] <= v].sum() >= w.sum() / 2)
        assert found[row] == wanted
