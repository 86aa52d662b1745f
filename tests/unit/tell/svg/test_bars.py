"""The pictures of concern and of a probability."""

import xml.etree.ElementTree as ET

from tocsin.tell.svg import BarRow, concern_bars, range_strip
from tocsin.tell.svg.parts import number, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"


def _parsed(picture):
    return ET.fromstring(picture)  # noqa: S314 - our own output


def _row(name="South Korea", **more):
    return BarRow(name=name, score=63.2, interval=(48, 77), level="high", **more)


def test_bands_are_labelled_and_numbers_told():
    root = _parsed(concern_bars([_row()]))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"minimal", "guarded", "elevated", "high", "severe"} <= set(texts)
    assert "high 63 (48\u201377)" in texts
    assert root.findtext(f"{SVG}desc") == "South Korea: high 63 (48\u201377)"


def test_a_number_with_a_figure_carries_its_id():
    root = _parsed(concern_bars([_row(figure="k-KOR")]))
    assert [t.get("data-figure") for t in root.iter(f"{SVG}text") if t.get("data-figure")] == [
        "k-KOR"
    ]


def test_many_stakeholders_are_set_tighter():
    heights = [
        float(_parsed(concern_bars([_row()] * count)).get("viewBox").split()[3])
        for count in (4, 5, 8)
    ]
    assert heights == [196, 171, 252]


def test_no_stakeholder_gives_the_empty_scale():
    assert "No stakeholder was found" in concern_bars([])


def test_names_are_text_and_too_long_ones_cut():
    picture = concern_bars([_row('<b>"&' + "x" * 200)])
    _parsed(picture)
    assert "<b>" not in picture
    assert "…" in picture


def test_an_unknown_level_is_drawn():
    row = BarRow(name="A", score=130.0, interval=(-5, 130), level="odd")
    _parsed(concern_bars([row]))


def test_a_strip_tells_its_numbers():
    root = _parsed(range_strip(0.68, (0.49, 0.83), key="strip-1"))
    assert root.findtext(f"{SVG}desc") == "68%, range 49\u201383%"


def test_coordinates_have_one_decimal_and_no_negative_zero():
    assert [number(value) for value in (0, -0.01, 1.26, 7)] == ["0.0", "0.0", "1.3", "7.0"]


def test_wrap_keeps_width_and_count():
    rows = wrap("a very long label that does not fit in here at all", 80, 12, lines=2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")
    assert all(text_width(row, 12) <= 92 for row in rows)


def test_wide_and_combining_letters_are_measured():
    assert text_width("平", 10) > text_width("a", 10) > text_width("\u0301", 10) == 0
