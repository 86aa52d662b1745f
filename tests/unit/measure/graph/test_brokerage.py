"""Brokerage, by published examples, by networkx, and by what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph.brokerage import betweenness, bridging, constraint

quick = settings(deadline=None, derandomize=True, max_examples=50)


@st.composite
def strengths(draw, least=0, most=9):
    size = draw(st.integers(least, most))
    matrix = np.zeros((size, size))
    for place in zip(*np.triu_indices(size, 1), strict=True):
        matrix[place] = draw(st.sampled_from([0.0, 0.0, 0.2, 0.7, 1.0]))
    return matrix + matrix.T


def tied(size, *pairs):
    matrix = np.zeros((size, size))
    for a, b in pairs:
        matrix[a, b] = matrix[b, a] = 1
    return matrix


def test_the_centre_of_a_star_is_on_every_path():
    star = tied(6, *((0, leaf) for leaf in range(1, 6)))
    assert betweenness(star > 0) == pytest.approx([1, 0, 0, 0, 0, 0])


def test_on_a_line_the_middle_is_most_between():
    line = tied(5, (0, 1), (1, 2), (2, 3), (3, 4))
    assert betweenness(line > 0) == pytest.approx([0, 3 / 6, 4 / 6, 3 / 6, 0])


def test_two_equal_ways_share_the_paths():
    square = tied(4, (0, 1), (1, 2), (2, 3), (3, 0))
    assert betweenness(square > 0) == pytest.approx([1 / 6] * 4)


def test_fewer_than_three_have_no_betweenness():
    assert np.isnan(betweenness(tied(2, (0, 1)) > 0)).all()
    assert betweenness(np.zeros((0, 0), bool)).shape == (0,)


def test_the_karate_club_has_the_published_betweenness():
    networkx = pytest.importorskip("networkx")
    graph = networkx.karate_club_graph()
    found = betweenness(networkx.to_numpy_array(graph) > 0)
    # Mr. Hi 231.07 and the officer 160.55 of 528 pairs of others (Zachary's club).
    assert found[0] * 528 == pytest.approx(231.0714, abs=1e-4)
    assert found[33] * 528 == pytest.approx(160.5516, abs=1e-4)


@quick
@given(strengths(least=3))
def test_betweenness_and_constraint_are_those_of_networkx(matrix):
    networkx = pytest.importorskip("networkx")
    graph = networkx.from_numpy_array(matrix)
    theirs = networkx.betweenness_centrality(graph)
    assert betweenness(matrix > 0) == pytest.approx([theirs[node] for node in graph])
    theirs = networkx.constraint(graph, weight="weight")
    expected = [theirs[node] for node in graph]
    assert constraint(matrix) == pytest.approx(expected, nan_ok=True)


@quick
@given(strengths(least=3), st.randoms())
def test_the_order_of_states_does_not_matter(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    moved = matrix[np.ix_(order, order)]
    assert betweenness(moved > 0) == pytest.approx(betweenness(matrix > 0)[order])
    assert constraint(moved) == pytest.approx(constraint(matrix)[order], nan_ok=True)


def test_one_partner_is_full_constraint_and_a_triangle_more():
    assert constraint(tied(2, (0, 1))) == pytest.approx([1, 1])
    assert constraint(tied(3, (0, 1), (1, 2), (0, 2))) == pytest.approx([1.125] * 3)


def test_partners_without_ties_constrain_by_their_number():
    star = tied(5, *((0, leaf) for leaf in range(1, 5)))
    assert constraint(star) == pytest.approx([1 / 4, 1, 1, 1, 1])


def test_without_ties_constraint_is_unknown():
    assert np.isnan(constraint(np.zeros((3, 3)))).all()


def test_a_tie_between_circles_is_a_bridge_and_one_within_is_not():
    two = tied(6, (0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (0, 3)) > 0
    assert bridging(two, 0, 3) == 1
    assert bridging(two, 0, 1) == pytest.approx(1 - 1 / 2)
    assert bridging(two, 1, 2) == 0
    assert bridging(two, 1, 4) == 1


def test_two_with_each_other_only_bridge_nothing():
    assert bridging(tied(2, (0, 1)) > 0, 0, 1) is None


@quick
@given(strengths(least=2))
def test_bridging_is_the_same_in_either_order_and_a_share(matrix):
    found = bridging(matrix > 0, 0, 1)
    assert found == bridging(matrix > 0, 1, 0)
    assert found is None or 0 <= found <= 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: betweenness(np.zeros((2, 3), bool)), "square"),
        (lambda: betweenness(np.array([[False, True], [False, False]])), "symmetric"),
        (lambda: constraint(np.array([[0.0, -1.0], [-1.0, 0.0]])), "zero or more"),
        (lambda: constraint(np.array([[0.0, 2.0], [1.0, 0.0]])), "symmetric"),
        (lambda: constraint(np.eye(2)), "empty diagonal"),
        (lambda: bridging(np.zeros((2, 2), bool), 1, 1), "two different nodes"),
    ],
)
def test_what_is_no_network_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
