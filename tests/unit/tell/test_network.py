"""The network as text, CSV and JSON."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from tocsin.model.graph import Graph, GraphEdge, GraphNode
from tocsin.tell.network import (
    MOST_EDGES,
    MOST_NODES,
    NETWORK_COLUMNS,
    network_json,
    node_rows,
    render_network,
    strongest,
    thirds_of,
    write_network_csv,
)

HOSTILE = ("<script>alert(1)</script>", "\x1b[31mred\x1b[0m", "[bold]markup[/bold]",
           "\u202eevil\u202c", "=HYPERLINK(1)", r"$\alpha$")  # fmt: skip


@pytest.fixture
def graph():
    """Give five states in two blocs, one of them without a bloc."""
    nodes = (GraphNode("CHN", 1, 700.0), GraphNode("PRK", 1, 500.0), GraphNode("RUS", 1, 900.0),
             GraphNode("USA", 2, 1200.0), GraphNode("CHE", None, 20.0))  # fmt: skip
    edges = (
        GraphEdge("CHN", "PRK", 0.72, 1, 1013), GraphEdge("CHN", "RUS", 0.9, 1, 725),
        GraphEdge("PRK", "RUS", 0.85, 1, 430), GraphEdge("PRK", "USA", -0.9, -1, 999),
        GraphEdge("CHN", "USA", -0.3, -1, 4000), GraphEdge("CHE", "USA", 0.0, 0, 20),
    )  # fmt: skip
    return Graph(date(2018, 9, 30), "icews", nodes, edges, "A note.")


def printed(graph, dyad=None, width=100):
    stream = io.StringIO()
    render_network(graph, Console(file=stream, width=width), dyad=dyad)
    return stream.getvalue()


def test_nodes_have_their_ties_counted_the_weightiest_first(graph):
    rows = node_rows(graph)
    assert [row.id for row in rows] == ["USA", "RUS", "CHN", "PRK", "CHE"]
    usa, prk = rows[0], rows[3]
    assert (usa.friends, usa.foes, usa.degree, usa.events) == (0, 2, 2, 5019)
    assert (prk.friends, prk.foes, prk.degree) == (2, 1, 3)


def test_ties_go_by_strength_whatever_their_sign(graph):
    ties = [(edge.a, edge.b) for edge in strongest(graph.edges)]
    assert ties[:3] == [("PRK", "USA"), ("CHN", "RUS"), ("PRK", "RUS")]
    assert ties[-1] == ("CHE", "USA")


def test_third_states_are_tied_to_both_in_the_order_of_the_dyad(graph):
    (russia, usa) = thirds_of(graph, ("PRK", "CHN"))
    assert [{edge.a, edge.b} for edge in russia] == [{"PRK", "RUS"}, {"CHN", "RUS"}]
    assert [edge.events for edge in usa] == [999, 4000]
    assert thirds_of(graph, ("PRK", "ZWE")) == ()


def test_text_shows_counts_nodes_ties_and_the_note(graph):
    text = printed(graph)
    for part in ("network of icews at 2018-09-30: 5 states and bodies, 6 ties", "hostile",
                 "PRK-USA", "-0.90", "1,200", "A note."):  # fmt: skip
        assert part in text
    assert "more states" not in text


def test_a_dyad_comes_first_with_tie_blocs_and_thirds(graph):
    lines = printed(graph, ("CHN", "PRK")).splitlines()
    assert lines[1] == "CHN-PRK: friendly, +0.72, 1,013 events"
    assert lines[2] == "CHN in bloc 1, PRK in bloc 1"
    assert "CHN-RUS friendly (+0.90, 725 events), PRK-RUS friendly" in lines[3]
    other = printed(graph, ("CHE", "CHN"))
    assert "CHE-CHN: no tie" in other
    assert "CHE in no bloc" in other


def test_an_empty_network_says_so(graph):
    text = printed(replace(graph, nodes=(), edges=()), ("CHN", "PRK"))
    assert "0 states and bodies, 0 ties" in text
    assert "No two states have a tie at this date." in text


def test_what_is_not_printed_is_counted(graph):
    nodes = tuple(GraphNode(f"S{at:02d}", None, float(at)) for at in range(MOST_NODES + 5))
    edges = tuple(GraphEdge("S00", f"S{at:02d}", 0.1, 1, 9) for at in range(1, MOST_EDGES + 5))
    text = printed(replace(graph, nodes=nodes, edges=edges))
    assert "5 more states and 4 more ties with --csv or --json" in text


def test_hostile_text_does_not_steer(graph):
    for text in HOSTILE:
        nodes = (GraphNode(text, 1, 1.0), GraphNode("PRK", 1, 1.0))
        one = Graph(graph.at, text, nodes, (GraphEdge(text, "PRK", 0.5, 1, 9),), text)
        shown = printed(one, (text, "PRK"), 200)
        assert not set(shown) & set("\x1b\u202e")
        if text.startswith("[bold]"):
            assert "[bold]" in shown


def test_csv_has_a_row_for_each_tie_with_its_blocs(graph):
    stream = io.StringIO()
    write_network_csv(graph, stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert tuple(rows[0]) == NETWORK_COLUMNS
    assert (rows[0]["a"], rows[0]["b"], rows[0]["sign"]) == ("PRK", "USA", "-1")
    assert (rows[0]["weight"], rows[0]["same_bloc"]) == ("-0.9", "false")
    assert (rows[-1]["bloc_a"], rows[-1]["same_bloc"]) == ("", "")
    assert len(rows) == 6


def test_no_cell_of_the_csv_is_a_formula(graph):
    edge = GraphEdge("=1+1", "PRK", 0.5, 1, 9)
    stream = io.StringIO()
    write_network_csv(replace(graph, edges=(edge,)), stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert row["a"] == "'=1+1"


def test_json_has_nodes_with_degree_and_ties_by_strength(graph):
    told = json.loads(json.dumps(network_json(graph)))
    assert (told["at"], told["feed"], told["note"]) == ("2018-09-30", "icews", "A note.")
    assert told["nodes"][0] == {
        "id": "USA", "bloc": 2, "weight": 1200.0, "friends": 0, "foes": 2, "events": 5019,
        "degree": 2,
    }  # fmt: skip
    assert told["edges"][0]["weight"] == -0.9


def test_a_tie_is_found_in_either_order(graph):
    assert graph.between("PRK", "CHN") == graph.between("CHN", "PRK") == graph.edges[0]
    assert graph.between("CHE", "CHN") is None
