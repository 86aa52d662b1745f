"""The picture of a network, whole."""

from dataclasses import replace

import pytest

from tocsin.errors import InsufficientDataError, OutputError
from tocsin.model.graph import GraphEdge, GraphNode
from tocsin.tell.plots import plot_network
from tocsin.tell.plots.canvas import shown
from tocsin.tell.plots.network import MOST_EDGES, MOST_NODES


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_the_same_network_has_the_same_bytes_in_any_order(tmp_path, make, name):
    one = make.graph()
    turned = replace(one, nodes=one.nodes[::-1], edges=one.edges[::-1])
    for folder, graph in (("one", one), ("two", turned)):
        (tmp_path / folder).mkdir()
        plot_network(graph, tmp_path / folder / name, dyad=("S01", "S02"))
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_picture_has_nodes_blocs_counts_and_the_note(tmp_path, make):
    plot_network(make.graph(note="Even ties are left out."), tmp_path / "a.svg")
    told = make.texts(tmp_path / "a.svg")
    assert {f"S{at:02d}" for at in range(12)} <= set(told)
    for text in ("Who stands with whom", "friendly", "hostile", "bloc 0: 4",
                 "Even ties are left out.",
                 "Source: icews; drawn by Tocsin, whose figures are its own."):  # fmt: skip
        assert text in told
    count = len(make.graph().edges)
    subtitle = f"30 September 2018: 12 of 12 states and bodies, {count} of {count} ties"
    assert subtitle in told
    assert told[2:].count("bloc 0") == 1


def test_forty_nodes_at_most_the_weightiest_and_the_dyad(tmp_path, make):
    one = make.graph(60)
    plot_network(one, tmp_path / "a.svg", dyad=("S00", "S59"))
    told = make.texts(tmp_path / "a.svg")
    drawn = {text for text in told if text.startswith("S") and len(text) == 3}
    assert len(drawn) == MOST_NODES
    assert {"S00", "S59", "S58"} <= drawn
    assert "S05" not in drawn
    assert "The weightiest are drawn; 20 others are left out." in told
    assert any(f"{MOST_EDGES} of {len(one.edges)} ties" in text for text in told)


def test_signs_differ_by_colour_and_dash(tmp_path, make):
    nodes = tuple(GraphNode(one, None, 1.0) for one in "AB")
    paths = {}
    for sign in (1, -1, 0):
        one = make.graph(nodes=nodes, edges=(GraphEdge("A", "B", 0.5 * sign, sign, 9),))
        plot_network(one, tmp_path / "a.svg")
        svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
        paths[sign] = svg.count("stroke-dasharray")
    # The key has one dash, for hostile.
    assert paths == {1: 1, -1: 2, 0: 2}


def test_a_dyad_is_set_off_and_told(tmp_path, make):
    edge = GraphEdge("S01", "S04", 0.77, 1, 31)
    one = make.graph()
    rest = tuple(each for each in one.edges if {each.a, each.b} != {"S01", "S04"})
    plot_network(replace(one, edges=(*rest, edge)), tmp_path / "a.svg", dyad=("S04", "S01"))
    told = make.texts(tmp_path / "a.svg")
    assert told[0] == "Who stands with whom: S04 and S01"
    assert "S04-S01: friendly +0.77." in told[1]
    plot_network(one, tmp_path / "b.svg")
    assert (tmp_path / "b.svg").read_bytes() != (tmp_path / "a.svg").read_bytes()


def test_a_dyad_that_has_no_place_is_named(tmp_path, make):
    plot_network(make.graph(), tmp_path / "a.svg", dyad=("S01", "PRK"))
    told = make.texts(tmp_path / "a.svg")
    assert "PRK has no tie in this network." in told
    assert "no tie" in told[1]


def test_a_network_without_ties_is_refused(tmp_path, make):
    with pytest.raises(InsufficientDataError, match="No two states have a tie in icews"):
        plot_network(make.graph(edges=()), tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_parts_of_states_stand_below_their_state(tmp_path, make):
    nodes = (GraphNode("KOR.MOON_JAE_IN", 1, 2.0), GraphNode("PRK", 1, 0.0))
    one = make.graph(nodes=nodes, edges=(GraphEdge("KOR.MOON_JAE_IN", "PRK", 0.9, 1, 9),))
    plot_network(one, tmp_path / "a.svg")
    assert {"KOR", "Moon Jae In", "PRK"} <= set(make.texts(tmp_path / "a.svg"))


def test_weights_of_nothing_and_one_bloc_can_be_drawn(tmp_path, make):
    nodes = tuple(GraphNode(one, 1, 0.0) for one in "AB")
    one = make.graph(nodes=nodes, edges=(GraphEdge("A", "B", 0.5, 1, 9),))
    plot_network(one, tmp_path / "a.svg")
    assert "bloc 1: 2" in make.texts(tmp_path / "a.svg")


def test_hostile_ids_are_shown_as_text(tmp_path, make):
    for at, text in enumerate(make.hostile):
        nodes = (GraphNode(text, 1, 1.0), GraphNode("PRK", None, 1.0))
        one = make.graph(nodes=nodes, edges=(GraphEdge(text, "PRK", 0.9, 1, 9),), note=text,
                         feed=text)  # fmt: skip
        path = tmp_path / f"{at}.svg"
        plot_network(one, path, dyad=(text, "PRK"))
        assert "<script" not in path.read_text(encoding="utf-8")
        assert any(shown(text) in told for told in make.texts(path)[2:])


def test_the_ending_is_checked(tmp_path, make):
    with pytest.raises(OutputError, match=r"\.svg or \.png"):
        plot_network(make.graph(), tmp_path / "a.gif")


def test_two_hundred_states_take_at_most_two_seconds(tmp_path, make):
    one = make.graph(200)
    assert make.seconds(lambda: plot_network(one, tmp_path / "a.png")) < 2
