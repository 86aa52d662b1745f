"""What must hold of every bargain, whoever sits at the table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.game.bargaining import (
    READINGS,
    Election,
    Table,
    kalai_smorodinsky,
    nash,
    play_rounds,
    play_spatial,
    weighted_mean,
    weighted_median,
)

some = settings(max_examples=30, deadline=None, derandomize=True)

FREE_OF_ORDER = [one for one in READINGS if one.name != "all_pairs"]
"""Readings that may be asked about tables with ties; all_pairs takes ties by list order."""


def case(seed, *, has_ties):
    """A table of 3 to 7 actors, positions on whole numbers where ties are wanted."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 8))
    c, s = rng.uniform(0.02, 0.4, (1, n)), rng.uniform(0.05, 1, (1, n))
    x = rng.integers(0, 6, (1, n)).astype(float) if has_ties else rng.uniform(0, 100, (1, n))
    if has_ties:
        c, s = np.round(c, 2) + 0.01, np.round(s, 1)
        s[s == 0] = 0.1
    return c, s, x


def models(c, s, x, readings=READINGS):
    """All that the models say of a table, by name."""
    table = Table(c, s[..., None], x[..., None], np.ones(1))
    found = {"mean": weighted_mean(c, s, x), "median": weighted_median(c, s, x)}
    found |= {"nash": nash(table)[:, 0], "kalai": kalai_smorodinsky(table)[:, 0]}
    found["spatial"] = play_spatial(table, Election(), 4).ravel()
    found["sweep"] = play_spatial(table, Election(is_sweep=True), 4).ravel()
    for reading in readings:
        course = play_rounds(c, s, x, reading, 6)
        found[reading.name] = np.concatenate((course.means[0], course.medians[0]))
    return found


@some
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.001, 0.25, 8.0, 4096.0]))
def test_capability_scaling_changes_nothing(seed, factor):
    c, s, x = case(seed, has_ties=False)
    one, two = models(c, s, x), models(factor * c, s, x)
    for name, values in one.items():
        assert two[name] == pytest.approx(values, abs=1e-6), name


@some
@given(st.integers(0, 2**32 - 1))
def test_relabelling_actors_permutes_the_answer(seed):
    c, s, x = case(seed, has_ties=False)
    order = np.random.default_rng(seed + 1).permutation(c.shape[1])
    one, two = models(c, s, x), models(c[:, order], s[:, order], x[:, order])
    for name, values in one.items():
        assert two[name] == pytest.approx(values, abs=1e-6), name
    for reading in READINGS:
        ends = play_rounds(c, s, x, reading, 6).ends[0]
        turned = play_rounds(c[:, order], s[:, order], x[:, order], reading, 6).ends[0]
        assert turned == pytest.approx(ends[order], abs=1e-6), reading.name


@some
@given(st.integers(0, 2**32 - 1))
def test_relabelling_permutes_even_where_offers_tie(seed):
    c, s, x = case(seed, has_ties=True)
    order = np.random.default_rng(seed + 1).permutation(c.shape[1])
    for reading in FREE_OF_ORDER:
        ends = play_rounds(c, s, x, reading, 6).ends[0]
        turned = play_rounds(c[:, order], s[:, order], x[:, order], reading, 6).ends[0]
        assert turned == pytest.approx(ends[order], abs=1e-6), reading.name


@some
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_no_answer_leaves_the_range_of_positions(seed, has_ties):
    c, s, x = case(seed, has_ties=has_ties)
    for name, values in models(c, s, x).items():
        assert ((values >= x.min() - 1e-9) & (values <= x.max() + 1e-9)).all(), name


@some
@given(st.integers(0, 2**32 - 1), st.floats(-1000, 1000), st.floats(0.01, 100))
def test_another_scale_of_the_issue_gives_the_same_answer_on_it(seed, shift, stretch):
    """all_pairs and half_quo, own_pair rank compromises by a point that depends on the origin."""
    c, s, x = case(seed, has_ties=False)
    free = [one for one in READINGS if one.name == "least_move"]
    one, two = models(c, s, x, free), models(c, s, stretch * x + shift, free)
    for name, values in one.items():
        assert (two[name] - shift) / stretch == pytest.approx(values, abs=1e-4), name
