"""Communities, with networkx and scipy as outside oracles."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph.communities import (
    NOWHERE,
    _pair,
    carry_names,
    find_communities,
    modularity,
)

quick = settings(deadline=None, derandomize=True, max_examples=50)


@st.composite
def weighted(draw, least=2, most=8, signs=(0.0, 0.4, 1.0)):
    size = draw(st.integers(least, most))
    matrix = np.zeros((size, size))
    for place in zip(*np.triu_indices(size, 1), strict=True):
        matrix[place] = draw(st.sampled_from(signs))
    return matrix + matrix.T


def cliques(*sizes, bridge=True):
    """Return cliques in a row, each joined to the next by one tie."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    matrix = (group[:, None] == group[None, :]) * 1.0
    starts = np.cumsum((0, *sizes))[:-1]
    if bridge:
        matrix[starts[:-1], starts[1:]] = matrix[starts[1:], starts[:-1]] = 1
    np.fill_diagonal(matrix, 0)
    return matrix, group


def find(matrix, seed=0, runs=10):
    return find_communities(matrix, np.random.default_rng(seed), runs=runs)


def groups_of(labels):
    return {frozenset(np.flatnonzero(labels == one).tolist()) for one in set(labels.tolist())}


@quick
@given(weighted(), st.data())
def test_modularity_is_that_of_networkx(matrix, data):
    networkx = pytest.importorskip("networkx")
    labels = np.array([data.draw(st.integers(0, 3)) for _ in matrix])
    graph = networkx.from_numpy_array(matrix)
    if not matrix.any():
        assert modularity(matrix, labels) is None
    else:
        expected = networkx.community.modularity(graph, groups_of(labels))
        assert modularity(matrix, labels) == pytest.approx(expected)


def test_the_karate_club_falls_into_its_best_known_four_groups():
    networkx = pytest.importorskip("networkx")
    graph = networkx.karate_club_graph()
    found = find(networkx.to_numpy_array(graph, weight=None))
    # The optimum, proven by Brandes et al. (2008).
    assert found.modularity == pytest.approx(0.41978961)
    assert sorted(np.bincount(found.labels).tolist(), reverse=True) == [12, 11, 6, 5]
    # Mr. Hi and the officer led the two sides of the club (Zachary, 1977).
    assert found.labels[0] != found.labels[33]


@pytest.mark.parametrize("seed", range(5))
def test_it_finds_at_least_what_louvain_of_networkx_finds(seed):
    networkx = pytest.importorskip("networkx")
    graph = networkx.gnm_random_graph(60, 300, seed=seed)
    theirs = networkx.community.louvain_communities(graph, seed=seed)
    ours = find(networkx.to_numpy_array(graph), seed=seed).modularity
    assert ours >= networkx.community.modularity(graph, theirs) - 1e-9


@quick
@given(st.lists(st.integers(3, 7), min_size=2, max_size=5), st.integers(0, 99), st.randoms())
def test_cliques_are_found_whatever_the_order_of_nodes(sizes, seed, random):
    matrix, group = cliques(*sizes, bridge=False)
    order = list(range(len(matrix)))
    random.shuffle(order)
    found = find(matrix[np.ix_(order, order)], seed=seed, runs=3)
    assert groups_of(found.labels) == groups_of(group[order])
    alike = group[order][:, None] == group[order][None, :]
    assert np.array_equal(found.together, alike * 1.0)
    assert (np.diff(np.bincount(found.labels)) <= 0).all()


def test_a_friend_of_both_camps_does_not_join_them():
    camp = np.array([1.0] * 4 + [-1.0] * 4 + [0.0])
    matrix = np.outer(camp, camp)
    matrix[8, :8] = matrix[:8, 8] = 1
    np.fill_diagonal(matrix, 0)
    labels = find(matrix).labels
    assert len(set(labels[:4].tolist())) == len(set(labels[4:8].tolist())) == 1
    assert labels[0] != labels[4]


def test_two_hostile_camps_reach_half_of_signed_modularity_and_more():
    camp = np.repeat([1.0, -1.0], 6)
    matrix = np.outer(camp, camp)
    np.fill_diagonal(matrix, 0)
    found = find(matrix)
    assert groups_of(found.labels) == {frozenset(range(6)), frozenset(range(6, 12))}
    # 60 of 132 directed ties are friendly, all inside; of the hostile, half are due inside.
    assert found.modularity == pytest.approx((60 - 60 / 2 + 72 / 2) / 132)


def test_a_node_without_a_friendly_tie_is_nowhere():
    matrix, _ = cliques(3, 3)
    matrix = np.pad(matrix, (0, 2))
    matrix[6, 0] = matrix[0, 6] = -1
    found = find(matrix)
    assert found.labels[6] == found.labels[7] == NOWHERE
    assert not found.together[6:].any()


@pytest.mark.parametrize("matrix", [np.zeros((0, 0)), np.zeros((4, 4))])
def test_without_ties_there_is_no_community(matrix):
    found = find(matrix)
    assert found.modularity is None
    assert (found.labels == NOWHERE).all()


def test_one_seed_gives_one_answer():
    rng = np.random.default_rng(5)
    upper = np.triu(rng.uniform(-0.3, 1, (40, 40)) * (rng.random((40, 40)) < 0.3), 1)
    one, other = find(upper + upper.T, seed=9), find(upper + upper.T, seed=9)
    assert np.array_equal(one.labels, other.labels)
    assert one.modularity == other.modularity
    assert np.array_equal(one.together, other.together)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(weighted(most=7, signs=(-1.0, -0.3, 0.0, 0.4, 1.0)), st.integers(0, 50))
def test_no_single_move_would_gain(matrix, seed):
    found = find(matrix, seed=seed, runs=1)
    if found.modularity is None:
        return
    for node in np.flatnonzero(found.labels != NOWHERE):
        for label in range(int(found.labels.max()) + 2):
            moved = found.labels.copy()
            moved[node] = label
            assert modularity(matrix, moved) <= found.modularity + 1e-8


@quick
@given(weighted(signs=(-1.0, -0.3, 0.0, 0.4, 1.0)))
def test_agreement_is_a_share_and_symmetric(matrix):
    found = find(matrix, runs=4)
    assert np.array_equal(found.together, found.together.T)
    assert set(np.unique(found.together * 4)) <= {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.zeros((2, 3)), "square"),
        (np.array([[0, 1.0], [2.0, 0]]), "symmetric"),
        (np.eye(2), "empty diagonal"),
    ],
)
def test_what_is_no_network_is_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        find(matrix)


def test_runs_and_labels_must_fit():
    with pytest.raises(ValueError, match="at least 1 run"):
        find(np.zeros((2, 2)), runs=0)
    with pytest.raises(ValueError, match="as many labels"):
        modularity(np.zeros((2, 2)), np.array([0]))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.integers(1, 5).flatmap(
        lambda rows: st.integers(1, 5).flatmap(
            lambda columns: st.lists(
                st.lists(st.integers(0, 6), min_size=columns, max_size=columns),
                min_size=rows,
                max_size=rows,
            )
        )
    )
)
def test_pairs_share_as_many_members_as_possible(gains):
    gains = np.array(gains)
    found = _pair(gains)
    kept = found != NOWHERE
    assert len(set(found[kept].tolist())) == kept.sum() == min(gains.shape)
    wide = gains if gains.shape[0] <= gains.shape[1] else gains.T
    best = max(
        sum(wide[row, column] for row, column in enumerate(columns))
        for columns in permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert gains[np.flatnonzero(kept), found[kept]].sum() == best


def test_names_stay_with_most_members():
    before = [(1, frozenset("abcd")), (2, frozenset("efg")), (5, frozenset("hi"))]
    now = [frozenset("efh"), frozenset("abcdg"), frozenset("xyz")]
    assert carry_names(before, now, 6) == (2, 1, 6)


def test_a_split_keeps_the_name_with_the_larger_part():
    assert carry_names([(3, frozenset("abcde"))], [frozenset("ab"), frozenset("cde")], 4) == (
        4,
        3,
    )


def test_all_names_are_new_at_first():
    assert carry_names([], [frozenset("ab"), frozenset("c")], 1) == (1, 2)
    assert carry_names([(1, frozenset("ab"))], [], 2) == ()


@quick
@given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.randoms())
def test_the_order_of_groups_does_not_change_who_keeps_a_name(labels, random):
    # Groups of one date and the same groups, in another order, at the next.
    groups = [
        frozenset(place for place, one in enumerate(labels) if one == label)
        for label in sorted(set(labels))
    ]
    named = [frozenset(str(one) for one in group) for group in groups]
    before = list(enumerate(named, start=1))
    now = named.copy()
    random.shuffle(now)
    names = carry_names(before, now, len(named) + 1)
    assert dict(zip(names, now, strict=True)) == dict(before)
