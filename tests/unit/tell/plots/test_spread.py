"""Where the nodes of a network lie."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.graph import GraphEdge, GraphNode
from tocsin.tell.plots.spread import hull_of, places_of

SIZE, ROOM = (7.4, 5.5), 0.46


def apart(points):
    between = np.linalg.norm(points[:, None] - points, axis=-1)
    return between[np.triu_indices(len(points), 1)]


def test_the_order_of_nodes_and_ties_does_not_matter(make):
    one = make.graph(20)
    places = places_of(one.nodes, one.edges, SIZE, ROOM)
    turned = places_of(one.nodes[::-1], one.edges[::-1], SIZE, ROOM)
    np.testing.assert_array_equal(places, turned[::-1])


def test_forty_nodes_have_room_and_lie_within(make):
    one = make.graph(40)
    places = places_of(one.nodes, one.edges, SIZE, ROOM)
    assert apart(places).min() > 0.95 * ROOM
    assert (places >= 0.4).all()
    assert (places <= np.array(SIZE) - 0.4).all()


def test_blocs_lie_together(make):
    one = make.graph(30)
    places = places_of(one.nodes, one.edges, SIZE, ROOM)
    blocs = np.array([node.bloc for node in one.nodes])
    centres = np.stack([places[blocs == bloc].mean(axis=0) for bloc in range(3)])
    nearest = np.linalg.norm(places[:, None] - centres, axis=-1).argmin(axis=1)
    assert (nearest == blocs).mean() > 0.9


def test_friends_lie_nearer_than_foes():
    nodes = [GraphNode(one, None, 1.0) for one in "ABC"]
    ties = [GraphEdge("A", "B", 0.9, 1, 9), GraphEdge("A", "C", -0.9, -1, 9),
            GraphEdge("A", "Z", 0.9, 1, 9)]  # fmt: skip
    a, b, c = places_of(nodes, ties, SIZE, ROOM)
    assert np.linalg.norm(a - b) < np.linalg.norm(a - c)


@given(st.integers(0, 12), st.integers(0, 3))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_number_of_nodes_has_places_that_are_numbers(count, blocs):
    nodes = [GraphNode(f"N{at}", at % blocs if blocs else None, 0.0) for at in range(count)]
    places = places_of(nodes, [], SIZE, ROOM)
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    if count > 1:
        assert apart(places).min() > 0.9 * ROOM


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_hull_holds_all_points_and_turns_left(points):
    corners = hull_of(np.array(points, float))
    assert {tuple(one) for one in corners.tolist()} <= {(float(x), float(y)) for x, y in points}
    if len(corners) < 3:
        return
    following = np.roll(corners, -1, axis=0)
    for x, y in points:
        side = (following - corners)[:, 0] * (y - corners[:, 1]) - (following - corners)[:, 1] * (x - corners[:, 0])  # fmt: skip
        assert (side >= 0).all()


def test_a_hull_of_points_on_a_line_is_its_ends():
    line = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    assert hull_of(line).tolist() == [[0, 0], [2, 2]]
