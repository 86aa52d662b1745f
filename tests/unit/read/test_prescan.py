"""The look at a page before it is parsed."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import ExtractionError
from tocsin.read.prescan import DEEPEST, MOST_TAGS, scan_page

PROSE = "The leader of North Korea plans to visit Russia this month, officials in the city of Seoul said on Tuesday."


def scan(page):
    return scan_page(page, path="a.html")


def test_text_is_counted_without_scripts_styles_and_comments():
    page = f"<!DOCTYPE html><style>a b</style><script>if (a < b) c()</script><!-- no --><p>a&amp;b</p><p>{PROSE}</p>"
    shape = scan(page)
    assert shape.visible == 3 + len(PROSE.replace(" ", ""))
    assert shape.prose == len(PROSE.replace(" ", ""))
    assert shape.is_fragment


def test_a_whole_page_is_no_fragment():
    assert not scan("<html><p>a").is_fragment
    assert not scan("no tags").has_tags


@pytest.mark.parametrize("depth", [DEEPEST + 1, 1_000, 10_000])
def test_deep_nesting_is_refused(depth):
    with pytest.raises(ExtractionError, match=f"nested {depth:,} deep"):
        scan("<div>" * depth)


@pytest.mark.parametrize(
    "page",
    ["<p>" * 5_000, "<li>" * 5_000, "<br>" * 5_000, "<div></div>" * 5_000, "<i/>" * 5_000],
)
def test_what_does_not_nest_is_not_counted_as_depth(page):
    assert scan(page + "x").visible == 1


def test_false_ends_hide_no_depth():
    with pytest.raises(ExtractionError, match="nested"):
        scan("<div></span>" * 1_000)


@pytest.mark.parametrize(
    "page",
    ["<p " + "a=1 " * 20_000 + ">", "<p " + "a='1' " * 20_000 + ">", "<" + "a" * 30_000 + ">"],
)
def test_a_monstrous_tag_is_refused(page):
    with pytest.raises(ExtractionError, match="has a tag of"):
        scan(page)


def test_a_picture_in_an_attribute_is_no_monster():
    assert scan(f'<img src="data:image/png;base64,{"A" * 500_000}">x').visible == 1


def test_too_many_tags_are_refused():
    with pytest.raises(ExtractionError, match="tags, and"):
        scan("<p>" * (MOST_TAGS + 1))


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<a",
        "<a '",
        '<a "',
        "<a '\"",
        "<!--",
        "<!",
        "<script",
        "<script ",
        "<script>",
        "</",
        "&",
        "&#",
        '<a b="c',
        "'>",
        "<style><script>",
    ],
)
def test_hostile_repetition_is_linear(unit):
    begin = time.monotonic()
    with contextlib.suppress(ExtractionError):
        scan(unit * 100_000)
    assert time.monotonic() - begin < 2


@given(st.text(alphabet="<>/!-abp=\"' &;#1\n", max_size=300))
def test_any_page_is_measured(page):
    shape = scan(page)
    assert 0 <= shape.prose <= shape.visible <= max(len(page) * 2, 1)
