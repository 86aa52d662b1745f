"""What all pictures have in common, and what each shows."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from tocsin.tell.svg import (
    BarRow,
    CalibrationPoint,
    MatrixRow,
    Scenario,
    Scenarios,
    TimeMark,
    Tornado,
    TornadoRow,
    calibration_plot,
    concern_bars,
    rivals_matrix,
    scenario_bands,
    time_rows,
    tornado_bars,
)
from tocsin.tell.svg.parts import text_width

SVG = "{http://www.w3.org/2000/svg}"
EVIL = '<script>alert(1)</script>"&\x1b[31m\u202e' + "x" * 80
TODAY = date(2023, 9, 5)


def scenarios(name="They meet", short="H1"):
    rows = (
        Scenario(short=short, name=name, p=0.6, interval=(0.4, 0.7), figure="h-H1.posterior"),
        Scenario(short="H2", name="They do not", p=0.37),
        Scenario(short="H3", name="Neither", p=0.03),
    )
    return Scenarios(name, rows)


def marks(name="North Korea → Russia: weapons"):
    return [
        TimeMark(name=name, start=date(2023, 4, 25), end=date(2023, 4, 25), phase="done"),
        TimeMark(name=name, start=date(2023, 9, 1), end=date(2023, 9, 30), phase="ahead"),
        TimeMark(name=name, start=date(2023, 9, 4), end=date(2023, 9, 4), phase="off"),
        TimeMark(name=name, start=TODAY, end=TODAY, phase="not_done"),
        TimeMark(name=name, start=TODAY, end=date(2024, 1, 1), phase="talk"),
    ]


def tornado(name="cost of shells", **more):
    row = TornadoRow(name=name, inputs=("1", "4"), outcomes=(0.9, 0.7), told=("90%", "70%"))
    known = {"title": name, "rows": (row,), "centre": 0.8, "ends": (0.0, 1.0),
             "scale": ("0%", "100%")}  # fmt: skip
    return Tornado(**{**known, **more})


POINTS = [CalibrationPoint(p=0.2, came=0.25, interval=(0.1, 0.5), n=8),
          CalibrationPoint(p=0.7, came=0.75, interval=(0.3, 0.9), n=4)]  # fmt: skip


def drawn(name):
    """Return every picture with a name in it."""
    return {
        "bars": concern_bars(
            [BarRow(name=name, score=63, interval=(48, 77), level="high")] * 6
        ),
        "scenarios": scenario_bands([scenarios(name), scenarios(name)]),
        "matrix": rivals_matrix([name, "H2"], [MatrixRow("E1", ("C", "II"))]),
        "timeline": time_rows(marks(name), TODAY, left_out=3),
        "tornado": tornado_bars(tornado(name), key="tornado"),
        "calibration": calibration_plot(POINTS),
    }


NAMES = tuple(drawn("x"))


@pytest.mark.parametrize("kind", NAMES)
def test_each_is_xml_an_image_told_in_words_and_the_same_every_time(kind):
    picture = drawn("North Korea")[kind]
    root = ET.fromstring(picture)  # noqa: S314 - our own output
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert len(root.findtext(f"{SVG}desc")) > 10
    assert picture == drawn("North Korea")[kind]
    assert not list(root.iter(f"{SVG}a"))


@pytest.mark.parametrize("kind", NAMES)
def test_hostile_names_are_text(kind):
    picture = drawn(EVIL)[kind]
    ET.fromstring(picture)  # noqa: S314 - our own output
    assert "<script" not in picture
    assert not set(picture) & set("\x1b\u202e")


@pytest.mark.parametrize("kind", NAMES)
def test_letters_are_large_enough_on_a_phone_and_stay_inside(kind):
    root = ET.fromstring(drawn("United Confederation of the Northern Archipelago")[kind])  # noqa: S314
    width = float(root.get("viewBox").split()[2])
    assert width == 360
    for text in root.iter(f"{SVG}text"):
        size, x = float(text.get("font-size")), float(text.get("x"))
        assert size * 296 / width >= 9, text.text
        wide = text_width(text.text, size) * 0.93
        left = {"middle": x - wide / 2, "end": x - wide}.get(text.get("text-anchor"), x)
        assert left >= -2, text.text
        assert left + wide <= width + 2, text.text


def test_scenarios_fill_the_bar_and_only_what_fits_is_named():
    root = ET.fromstring(scenario_bands([scenarios()]))  # noqa: S314
    parts = list(root.iter(f"{SVG}rect"))
    ends = float(parts[-1].get("x")) + float(parts[-1].get("width"))
    assert float(parts[0].get("x")) == 3
    assert ends == pytest.approx(357, abs=2)
    assert [text.text for text in root.iter(f"{SVG}text")] == ["H1 60%", "H2 37%"]
    assert "H3, Neither: 3%" in root.findtext(f"{SVG}desc")
    assert "60% (40\u201370%)" in root.findtext(f"{SVG}desc")
    assert {part.get("data-figure") for part in parts} == {"h-H1.posterior", None}


def test_several_sets_are_titled_and_none_is_said():
    both = scenario_bands([scenarios("Readings"), scenarios("A game")])
    assert ">Readings<" in both
    assert ">A game<" in both
    assert "No scenario is told apart" in scenario_bands([])


def test_how_an_event_stands_sets_its_style():
    root = ET.fromstring(time_rows(marks(), TODAY))  # noqa: S314
    shapes = [one for one in root.iter() if one.tag in {f"{SVG}circle", f"{SVG}rect"}]
    done, ahead, off, denied, talk = shapes[:5]
    assert done.get("fill") == done.get("stroke") != ahead.get("fill")
    assert ahead.tag == talk.tag == f"{SVG}rect"
    assert off.tag == done.tag == f"{SVG}circle"
    assert denied.get("stroke-dasharray") != talk.get("stroke-dasharray")
    assert "3 more in the table." in time_rows(marks(), TODAY, left_out=3)


def test_days_lie_in_order_on_the_line():
    root = ET.fromstring(time_rows(marks(), TODAY))  # noqa: S314
    circles = [float(one.get("cx")) for one in root.iter(f"{SVG}circle")]
    assert circles[0] < circles[1]
    assert "as of 5 September 2023" in time_rows([], TODAY)


def test_cells_of_the_matrix_have_letters_and_words():
    picture = rivals_matrix(
        ["H1", "H2"], [MatrixRow("E1", ("C", "II")), MatrixRow("E2", ("odd", "NA"))]
    )
    root = ET.fromstring(picture)  # noqa: S314
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"H1", "H2", "E1", "E2", "C", "II", "NA"} <= set(texts)
    assert root.findtext(f"{SVG}desc").startswith("E1: H1 fits, H2 is at odds; E2:")


def test_a_tornado_tells_its_ends_and_may_have_no_centre():
    assert "cost of shells from 1 to 4: 90% to 70%" in tornado_bars(tornado(), key="t")
    assert "stroke-dasharray" not in tornado_bars(tornado(centre=None), key="t")
    same = tornado_bars(tornado(ends=(1.0, 1.0)), key="t")
    ET.fromstring(same)  # noqa: S314


def test_points_of_a_calibration_lie_where_their_numbers_say():
    root = ET.fromstring(calibration_plot(POINTS))  # noqa: S314
    first, second = root.iter(f"{SVG}circle")
    assert float(first.get("cx")) < float(second.get("cx"))
    assert float(first.get("cy")) > float(second.get("cy"))
    assert float(first.get("r")) > float(second.get("r"))
    assert "No forecast has been decided" in calibration_plot([])
    assert re.search(r">100%<", calibration_plot([]))


def test_what_is_hardly_probable_is_not_said_to_be_impossible():
    rows = (
        Scenario(short="H1", name="Nearly all", p=0.997),
        Scenario(short="H2", name="Rest", p=0.003),
    )
    told = scenario_bands([Scenarios("Readings", rows)])
    assert "H1, Nearly all: more than 99%; H2, Rest: less than 1%" in told
