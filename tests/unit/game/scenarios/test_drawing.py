import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from tocsin.errors import UsageError
from tocsin.game.scenarios.drawing import Sampler, draw, quantile, quantiles
from tocsin.game.scenarios.quasi import _sequence, points
from tocsin.model.scenario import Correlation, Parameter, Scenario, Shape, Spread


def spread(shape, *numbers, low=None, high=None):
    return Spread(shape=Shape(shape), numbers=numbers, low=low, high=high)


def scenario(spreads, correlations=()):
    return Scenario(
        kind="none", title="", settings={},
        parameters=tuple(Parameter(name=name, unit="1", spread=one, source="x")
                         for name, one in spreads.items()),
        correlations=tuple(Correlation(first=a, second=b, rho=r) for a, b, r in correlations),
    )  # fmt: skip


P = np.array([0.01, 0.05, 0.3, 0.5, 0.9, 0.99])


def test_quantiles_are_those_of_the_distributions():
    assert quantiles(spread("triangular", 1, 2, 5), P) == pytest.approx(
        stats.triang(0.25, 1, 4).ppf(P)
    )
    assert quantiles(spread("beta", 1, 2, 5), P) == pytest.approx(stats.beta(2, 4, 1, 4).ppf(P))
    assert quantiles(spread("beta", 1, 2, 5, 8), P) == pytest.approx(
        stats.beta(3, 7, 1, 4).ppf(P)
    )
    sigma = np.log(1.5) / stats.norm.ppf(0.95)
    assert quantiles(spread("lognormal", 2, 1.5), P) == pytest.approx(
        stats.lognorm(sigma, scale=2).ppf(P)
    )
    assert quantile(spread("lognormal", 2, 1.5), 0.95) == pytest.approx(3)
    assert quantile(spread("fixed", 4), 0.2) == 4


def test_bounds_cut_the_tails_off():
    cut = spread("lognormal", 0.8, 1.5, low=0.7, high=1.0)
    found = quantiles(cut, np.linspace(1e-6, 1 - 1e-6, 999))
    assert found.min() >= 0.7
    assert found.max() <= 1.0
    assert (np.diff(found) > 0).all()


def test_plain_points_are_those_of_sobol():
    theirs = qmc.Sobol(400, scramble=False, bits=32).random(128)
    ours = _sequence(128, 400).T / 2**32
    assert (np.sort(theirs, axis=0) == np.sort(ours, axis=0)).all()
    assert (np.unique(theirs[:, 6:9], axis=0) == np.unique(ours[:, 6:9], axis=0)).all()


def test_scrambled_points_lie_one_in_each_slice():
    found = points(1024, 50, np.random.default_rng(4))
    assert found.shape == (50, 1024)
    assert (np.sort(np.floor(found * 1024), axis=1) == np.arange(1024)).all()
    pairs = np.floor(found[:2] * 32).astype(int)
    assert len({*zip(*pairs, strict=True)}) == 1024


def test_quasi_random_draws_have_a_smaller_error_than_random_ones():
    def error(make):
        return np.std(
            [np.prod(1 + 0.8 * (make(seed) - 0.5), axis=0).mean() for seed in range(20)]
        )

    quasi = error(lambda seed: points(1024, 10, np.random.default_rng(seed)))
    plain = error(lambda seed: np.random.default_rng(seed).random((10, 1024)))
    assert quasi < plain / 5


def test_too_many_dimensions_are_refused():
    with pytest.raises(UsageError, match="1024 uncertain parameters"):
        points(4, 1025, np.random.default_rng(0))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    case = scenario({"a": spread("triangular", 0, 1, 2), "b": spread("fixed", 3)})
    one, two, other = (draw(case, np.random.default_rng(s), 256) for s in (1, 1, 2))
    assert one["a"].tobytes() == two["a"].tobytes()
    assert one["a"].tobytes() != other["a"].tobytes()
    assert (one["b"] == 3).all()


def test_the_order_of_the_file_changes_no_draw():
    spreads = {name: spread("triangular", 0, 1, 2) for name in "dacb"}
    one = draw(scenario(spreads), np.random.default_rng(1), 64)
    two = draw(scenario(dict(sorted(spreads.items()))), np.random.default_rng(1), 64)
    assert list(one) == list("dacb")
    assert all((one[name] == two[name]).all() for name in spreads)


def test_correlation_moves_ranks_and_keeps_each_distribution():
    spreads = {"a": spread("triangular", 0, 1, 2), "b": spread("lognormal", 1, 2),
               "c": spread("triangular", 0, 1, 2)}  # fmt: skip
    case = scenario(spreads, [("a", "b", 0.7)])
    drawn = Sampler(case).draws(8192, np.random.default_rng(0))
    scores = {
        name: stats.norm.ppf((stats.rankdata(v) - 0.5) / len(v)) for name, v in drawn.items()
    }
    assert np.corrcoef(scores["a"], scores["b"])[0, 1] == pytest.approx(0.7, abs=0.01)
    assert np.corrcoef(scores["a"], scores["c"])[0, 1] == pytest.approx(0.0, abs=0.01)
    for name, one in spreads.items():
        assert np.quantile(drawn[name], P) == pytest.approx(quantiles(one, P), abs=0.02)
    assert Sampler(case).groups == ((0, 1), (2,))


def test_the_centre_is_made_of_medians():
    case = scenario({"a": spread("triangular", 0, 0, 4), "b": spread("fixed", 3)})
    assert Sampler(case).centre() == {"a": pytest.approx(4 - 8**0.5), "b": 3}
