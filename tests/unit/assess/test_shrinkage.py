"""A class's rate and a pair's own years: against exact beta draws, and at the edges."""

import numpy as np
import pytest

from tocsin.assess.shrinkage import Hazards, Years, shrink

DRAWS = 4000
RNG = np.random.default_rng(4)
UNIFORM = (RNG.permutation(DRAWS) + 0.5) / DRAWS
ONE = np.ones(DRAWS)


def yearly(q, hits, years, *, worth=4.0, seen=1.0, uniform=UNIFORM):
    """Return the draws of the chance within a year."""
    hazard = np.full(len(uniform), -np.log1p(-q))
    none = np.zeros(len(uniform))
    own = Years(hits=hits, years=years, worth=none + worth, seen=none + seen)
    return shrink(Hazards(year=hazard, ahead=hazard, excess=none), own, uniform)[0]


@pytest.mark.parametrize("q", [0.001, 0.05, 0.3, 0.9, 0.999])
@pytest.mark.parametrize("worth", [2.0, 4.0, 32.0])
@pytest.mark.parametrize(
    ("hits", "years"), [(0, 1), (0, 30), (6, 30), (30, 30), (1, 1), (0, 200)]
)
def test_draws_are_those_of_the_beta_distribution(q, worth, hits, years):
    found = yearly(q, hits, years, worth=worth)
    exact = RNG.beta(worth * q + hits, worth * (1 - q) + years - hits, 100_000)
    assert found.mean() == pytest.approx((worth * q + hits) / (worth + years), abs=0.002)
    for share in (0.05, 0.5, 0.95):
        assert np.quantile(found, share) == pytest.approx(np.quantile(exact, share), abs=0.015)


@pytest.mark.parametrize("seen", [0.2, 0.5, 1.0])
def test_unseen_years_are_allowed_for(seen):
    """Rejection sampling: draw p, let T years happen and be seen, keep what gives s."""
    q, worth, hits, years = 0.4, 3.0, 2, 8
    p = RNG.beta(worth * q, worth * (1 - q), 400_000)
    kept = p[RNG.binomial(years, p * seen) == hits]
    found = yearly(q, hits, years, worth=worth, seen=seen)
    assert len(kept) > 10_000
    assert found.mean() == pytest.approx(kept.mean(), abs=0.005)
    assert np.quantile(found, 0.9) == pytest.approx(np.quantile(kept, 0.9), abs=0.015)


def test_many_years_leave_little_of_the_class():
    assert yearly(0.9, 30, 300).mean() == pytest.approx(0.11, abs=0.005)
    assert yearly(0.1, 270, 300).mean() == pytest.approx(0.89, abs=0.005)


@pytest.mark.parametrize("q", [1e-6, 1 - 1e-6])
@pytest.mark.parametrize(("hits", "years"), [(0, 40), (40, 40), (1, 2)])
@pytest.mark.parametrize("days", [1, 365, 3650])
def test_nothing_breaks_at_the_edges(q, hits, years, days):
    year = np.full(DRAWS, -np.log1p(-q))
    hazards = Hazards(year=year, ahead=year * days / 365, excess=np.zeros(DRAWS))
    own = Years(hits=hits, years=years, worth=4 * ONE, seen=ONE)
    for found in shrink(hazards, own, UNIFORM):
        assert np.isfinite(found).all()
        assert (found >= 0).all()
        assert (found <= 1).all()


def test_horizon_of_a_year_is_the_year_and_others_keep_the_shape_of_the_class():
    year, ahead = np.full(DRAWS, 1.0), np.full(DRAWS, 0.25)
    own = Years(hits=3, years=10, worth=4 * ONE, seen=ONE)
    none = np.zeros(DRAWS)
    whole, same = shrink(Hazards(year=year, ahead=year, excess=none), own, UNIFORM)
    assert same == pytest.approx(whole)
    _, part = shrink(Hazards(year=year, ahead=ahead, excess=none), own, UNIFORM)
    assert np.log1p(-part) == pytest.approx(np.log1p(-whole) / 4)


def test_intent_adds_its_own_hazard_to_a_pair_that_never_meets():
    year = np.full(DRAWS, 1.0)
    own = Years(hits=0, years=1000, worth=2 * ONE, seen=ONE)
    excess = np.full(DRAWS, 0.15)
    _, ahead = shrink(Hazards(year=year, ahead=0.1 * year, excess=excess), own, UNIFORM)
    assert ahead.mean() == pytest.approx(1 - np.exp(-0.15), abs=0.002)
