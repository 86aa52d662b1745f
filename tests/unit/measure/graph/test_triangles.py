"""Triangles in balance, by what has been published and by what must hold of any network."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph.triangles import (
    Census,
    balance_surplus,
    balanced_share,
    balanced_weight,
    census,
    expected_share,
    weakly_balanced_share,
)

quick = settings(deadline=None, derandomize=True, max_examples=60)


@st.composite
def weighted(draw, least=0, most=9):
    """Return a symmetric matrix of weights from -1 to 1, its diagonal empty."""
    size = draw(st.integers(least, most))
    cells = st.sampled_from([-1.0, -0.7, -0.2, 0.0, 0.3, 0.8, 1.0])
    matrix = np.zeros((size, size))
    for place in zip(*np.triu_indices(size, 1), strict=True):
        matrix[place] = draw(cells)
    return matrix + matrix.T


def counted(signs):
    """Return the census by looking at every three nodes."""
    found = [0, 0, 0, 0]
    for a, b, c in combinations(range(len(signs)), 3):
        ties = (signs[a, b], signs[b, c], signs[a, c])
        if all(ties):
            found[ties.count(-1)] += 1
    return Census(*found)


def complete(size, value=1.0):
    return value * (1 - np.eye(size))


def camps(sizes):
    camp = np.repeat(np.arange(len(sizes)), sizes)
    matrix = np.where(camp[:, None] == camp[None, :], 1.0, -1.0)
    np.fill_diagonal(matrix, 0)
    return matrix


def test_friends_of_all_are_in_balance():
    assert census(complete(6)) == Census(20, 0, 0, 0)
    assert balanced_share(complete(6)) == weakly_balanced_share(complete(6)) == 1
    assert balanced_weight(complete(6, 0.3)) == pytest.approx(1)


def test_two_hostile_camps_are_in_balance():
    found = census(camps([4, 3]))
    assert found == Census(4 + 1, 0, 6 * 3 + 3 * 4, 0)
    assert balanced_share(camps([4, 3])) == 1


def test_three_hostile_camps_are_in_weak_balance_only():
    signs = camps([2, 2, 2])
    assert census(signs) == Census(0, 0, 12, 8)
    assert weakly_balanced_share(signs) == 1
    assert balanced_share(signs) == pytest.approx(12 / 20)


def test_enemies_of_all_are_out_of_balance():
    assert balanced_share(complete(5, -1)) == 0
    assert balanced_weight(complete(5, -0.5)) == pytest.approx(0)
    assert weakly_balanced_share(complete(5, -1)) == 1


@pytest.mark.parametrize("signs", [np.zeros((0, 0)), np.zeros((4, 4)), complete(2)])
def test_without_a_triangle_nothing_is_said(signs):
    assert census(signs).total == 0
    assert balanced_share(signs) is None
    assert weakly_balanced_share(signs) is None
    assert balanced_weight(signs) is None
    assert balance_surplus(signs) is None


@quick
@given(weighted())
def test_the_census_is_that_of_looking_at_every_three(weights):
    assert census(np.sign(weights)) == counted(np.sign(weights))


@quick
@given(weighted(), st.data())
def test_turning_all_ties_of_a_node_keeps_balance(weights, data):
    switch = np.array([data.draw(st.sampled_from([-1.0, 1.0])) for _ in weights])
    switched = weights * np.outer(switch, switch)
    signs = np.sign(weights)
    assert balanced_share(np.sign(switched)) == balanced_share(signs)
    before, after = balanced_weight(weights), balanced_weight(switched)
    assert after == (before if before is None else pytest.approx(before))


@quick
@given(weighted(), st.randoms())
def test_the_order_of_states_does_not_matter(weights, random):
    order = list(range(len(weights)))
    random.shuffle(order)
    moved = weights[np.ix_(order, order)]
    assert census(np.sign(moved)) == census(np.sign(weights))
    before, after = balanced_weight(weights), balanced_weight(moved)
    assert after == (before if before is None else pytest.approx(before))


@quick
@given(weighted(least=3))
def test_weak_balance_is_at_least_balance(weights):
    signs = np.sign(weights)
    if census(signs).total:
        assert balanced_share(signs) <= weakly_balanced_share(signs) <= 1


def test_strong_ties_decide_the_weighted_share():
    # A balanced triangle of strength 0.8 and one out of balance of 0.1 share nothing.
    weights = np.zeros((6, 6))
    weights[:3, :3] = complete(3, 0.8)
    weights[3:, 3:] = complete(3, -0.1)
    assert balanced_share(np.sign(weights)) == 0.5
    assert balanced_weight(weights) == pytest.approx(0.8 / 0.9)


@pytest.mark.parametrize(("friendly", "share"), [(0, 0), (0.5, 0.5), (1, 1), (0.9, 0.756)])
def test_chance_gives_a_share_in_balance(friendly, share):
    assert expected_share(friendly) == pytest.approx(share)


def test_what_is_no_share_is_refused():
    with pytest.raises(ValueError, match="from 0 to 1"):
        expected_share(1.2)


@quick
@given(st.integers(0, 40))
def test_chance_is_the_share_of_random_signs(fortieths):
    friendly = fortieths / 40
    ways = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    odds = sum(
        friendly ** (3 - sum(way)) * (1 - friendly) ** sum(way)
        for way in ways
        if sum(way) % 2 == 0
    )
    assert expected_share(friendly) == pytest.approx(odds)


@settings(deadline=None, derandomize=True, max_examples=15)
@given(weighted(least=4, most=5))
def test_the_surplus_is_that_over_all_deals_of_the_hostile_ties(weights):
    signs = np.sign(weights)
    ties = [(a, b) for a, b in combinations(range(len(signs)), 2) if signs[a, b]]
    hostile = sum(signs[tie] < 0 for tie in ties)
    products = []
    for chosen in combinations(ties, hostile):
        dealt = np.abs(signs)
        for a, b in chosen:
            dealt[a, b] = dealt[b, a] = -1
        found = counted(dealt)
        products.append(found.friends + found.two_hostile - found.one_hostile - found.enemies)
    seen = counted(signs)
    own = seen.friends + seen.two_hostile - seen.one_hostile - seen.enemies
    spread = np.std(products)
    found = balance_surplus(signs)
    if seen.total == 0 or spread < 1e-12:
        assert found is None
    else:
        assert found == pytest.approx((own - np.mean(products)) / spread)


def test_two_camps_exceed_chance_and_random_signs_do_not():
    assert balance_surplus(camps([10, 10])) > 10
    rng = np.random.default_rng(7)
    surpluses = []
    for _ in range(200):
        upper = np.triu(rng.choice([-1.0, 1.0], (15, 15), p=[0.3, 0.7]), 1)
        surpluses.append(balance_surplus(upper + upper.T))
    # Two standard deviations are exceeded in some 5 % of random networks.
    assert np.mean(np.abs(surpluses) > 2) < 0.1
    assert abs(np.mean(surpluses)) < 0.25
    assert np.std(surpluses) == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.zeros((2, 3)), "square"),
        (np.array([[0, 1.0], [-1.0, 0]]), "symmetric"),
        (np.array([[0, 0.5], [0.5, 0]]), "-1, 0 or 1"),
        (np.eye(2), "with itself"),
    ],
)
def test_what_is_no_signed_network_is_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        census(matrix)
