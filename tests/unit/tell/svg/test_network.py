"""The picture of the exchange."""

import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.assessment import Exchange
from tocsin.tell.svg import exchange_network
from tocsin.tell.svg.layout import WIDTH, lay_out

DYAD = ("RUS", "PRK")
SVG = "{http://www.w3.org/2000/svg}"


def _edge(giver, receiver, label="weapons", status="possible", *, mutual=False):
    return Exchange(giver=giver, receiver=receiver, channel="arms_supply", label=label,
                    status=status, reciprocal=mutual, claims=())  # fmt: skip


def _drawn(edges):
    return ET.fromstring(exchange_network(edges, DYAD, str))  # noqa: S314 - our own output


actors = st.sampled_from(["RUS", "PRK", "RUS.ARMY", "CHN", "IRN", "BLR", "SYR", "CUB", "VEN"])
edges = st.lists(
    st.builds(
        _edge, actors, actors, st.text(st.characters(), max_size=60),
        st.sampled_from(["asserted", "possible", "denied", "odd"]), mutual=st.booleans(),
    ),
    max_size=24,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(edges)
def test_no_label_meets_a_node_or_another_label(some):
    places = lay_out(some, DYAD, str)
    boxes = [link.label_box for link in places.links]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(box.overlaps(node.box) for box in boxes for node in places.nodes)
    nodes = [node.box for node in places.nodes]
    assert not any(one.overlaps(other) for one, other in combinations(nodes, 2))
    for box in boxes + nodes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.y >= 0
        assert box.y + box.height <= places.height
    assert places.undrawn == len(some) - len(places.links)


@settings(max_examples=50, deadline=None)
@given(edges)
def test_any_edges_give_xml_and_the_same_bytes(some):
    picture = exchange_network(some, DYAD, str)
    ET.fromstring(picture)  # noqa: S314 - our own output
    assert picture == exchange_network(some, DYAD, str)


def test_title_and_description_tell_the_edges(view):
    root = ET.fromstring(  # noqa: S314 - our own output
        exchange_network(view.assessment.exchange, DYAD, view.name)
    )
    assert root.findtext(f"{SVG}title") == "Who hands what to whom"
    assert "North Korea to Russia: weapons, munitions (possible)" in root.findtext(f"{SVG}desc")
    assert "North Korea and Russia: leaders’ meeting" in root.findtext(f"{SVG}desc")  # noqa: RUF001


@pytest.mark.parametrize(
    ("status", "dashes"), [("asserted", "none"), ("possible", "6 4"), ("denied", "0.1 4.5")]
)
def test_status_sets_the_line(status, dashes):
    paths = _drawn([_edge("PRK", "RUS", status=status)]).iter(f"{SVG}path")
    assert [path.get("stroke-dasharray") for path in paths] == [dashes]


@pytest.mark.parametrize(("mutual", "heads"), [(False, 1), (True, 2)])
@pytest.mark.parametrize(
    "parties", [("RUS", "PRK"), ("PRK", "RUS"), ("CHN", "PRK"), ("RUS", "CHN")]
)
def test_what_is_mutual_has_two_arrowheads(parties, mutual, heads):
    assert len(list(_drawn([_edge(*parties, mutual=mutual)]).iter(f"{SVG}polygon"))) == heads


def test_what_has_no_place_is_counted():
    picture = exchange_network([_edge("PRK", "RUS"), _edge("CHN", "IRN")], DYAD, str)
    assert "1 more in the table of exchanges." in picture


def test_no_edges_are_said_to_be_none():
    assert "No exchange is drawn." in exchange_network([], DYAD, str)


def test_hostile_labels_are_text(hostile):
    picture = exchange_network(hostile.assessment.exchange, DYAD, hostile.name)
    assert "<script" not in picture
    assert not set(picture) & set("\x1b\u202e")


def test_a_tall_picture_says_so_for_the_page():
    few = _drawn([_edge("PRK", "RUS")])
    many = _drawn([_edge(one, "RUS") for one in ("PRK", "CHN", "IRN", "SYR")] * 9)
    assert few.get("class") == "picture network"
    assert many.get("class") == "picture network tall"
