"""Bounds of the frustration index."""

import time
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph import frustration as module
from tocsin.measure.graph.frustration import Frustration, frustration


def tried(signs):
    """Return the index by trying all divisions one by one."""
    least = len(signs) ** 2
    for camps in product((1, -1), repeat=len(signs)):
        misfit = signs * np.outer(camps, camps) < 0
        least = min(least, int(misfit.sum()) // 2)
    return least


@st.composite
def signed(draw, most=8):
    size = draw(st.integers(0, most))
    matrix = np.zeros((size, size))
    for place in zip(*np.triu_indices(size, 1), strict=True):
        matrix[place] = draw(st.sampled_from([-1.0, 0.0, 1.0]))
    return matrix + matrix.T


def random_network(rng, size, density, hostile):
    upper = np.triu(rng.random((size, size)) < density, 1) * 1.0
    upper[rng.random((size, size)) < hostile] *= -1
    return upper + upper.T


@settings(deadline=None, derandomize=True, max_examples=80)
@given(signed())
def test_small_networks_are_exact(signs):
    found = frustration(signs)
    assert found.is_exact
    assert found.high == tried(signs)
    assert found.ties == np.count_nonzero(signs) // 2


@settings(deadline=None, derandomize=True, max_examples=60)
@given(signed())
def test_bounds_without_trying_hold_the_index(signs):
    core = module._core(signs)
    if len(core):
        index = tried(signs)
        assert module._packed(core) <= index <= module._searched(core)


@pytest.mark.parametrize("size", [3, 4, 5, 6, 7, 25])
def test_enemies_of_all_are_best_in_two_halves(size):
    # Of the complete hostile network all ties within either half stay frustrated.
    half = size // 2
    expected = half * (half - 1) // 2 + (size - half) * (size - half - 1) // 2
    assert frustration(np.eye(size) - 1).high == expected


def test_two_camps_have_no_frustrated_tie_at_any_size():
    camp = np.repeat([1.0, -1.0], [60, 40])
    signs = np.outer(camp, camp)
    np.fill_diagonal(signs, 0)
    assert frustration(signs) == Frustration(0, 0, 100 * 99 // 2)


def test_one_hostile_tie_among_friends_is_one_frustrated_tie():
    signs = 1 - np.eye(30)
    signs[3, 7] = signs[7, 3] = -1
    assert frustration(signs) == Frustration(1, 1, 435)


def test_the_bounds_of_a_large_network_are_in_order_and_near_the_planted_camps():
    rng = np.random.default_rng(3)
    camp = np.where(rng.random(120) < 0.5, 1.0, -1.0)
    signs = np.abs(random_network(rng, 120, 0.3, 0.0)) * np.outer(camp, camp)
    flip = np.triu(rng.random(signs.shape) < 0.05, 1)
    flipped = int((flip & (signs != 0)).sum())
    signs[flip | flip.T] *= -1
    found = frustration(signs)
    assert 0.7 * flipped <= found.low <= found.high <= flipped


@settings(deadline=None, derandomize=True, max_examples=20)
@given(signed(), st.randoms())
def test_switching_and_renaming_keep_the_index(signs, random):
    order = list(range(len(signs)))
    random.shuffle(order)
    switch = np.array([random.choice([-1.0, 1.0]) for _ in order])
    changed = (signs * np.outer(switch, switch))[np.ix_(order, order)]
    assert frustration(changed) == frustration(signs)


def test_nothing_is_frustrated_where_nothing_is():
    assert (
        frustration(np.zeros((0, 0))) == frustration(np.zeros((5, 5))) == Frustration(0, 0, 0)
    )
    chain = np.diag([1.0, -1.0, 1.0], 1)
    assert frustration(chain + chain.T) == Frustration(0, 0, 3)


def test_the_answer_is_the_same_every_time():
    signs = random_network(np.random.default_rng(1), 80, 0.3, 0.4)
    assert frustration(signs) == frustration(signs.copy())


def test_five_thousand_ties_take_less_than_a_tenth_of_a_second():
    signs = random_network(np.random.default_rng(2), 200, 0.25, 0.25)
    took = []
    for _ in range(3):
        start = time.thread_time()
        frustration(signs)
        took.append(time.thread_time() - start)
    assert min(took) < 0.1
