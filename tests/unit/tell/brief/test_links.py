"""Where the numbers and addresses of a brief lead."""

from dataclasses import replace

import pytest

from tocsin.tell.brief.links import linked_numbers, safe_url


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_web_addresses_are_linked(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org",
     "https://", "http://user@example.org", "http://a\\@b", "java\nscript:alert(1)",
     "http://[broken", "file:///etc/passwd", "http://a b"],
)  # fmt: skip
def test_everything_else_is_text(url):
    assert safe_url(url) is None


def test_numbers_of_the_bottom_line_find_their_figure(view):
    figures = view.figures()
    found = linked_numbers(view.assessment.bottom_line, view, figures)
    assert "".join(text for text, _ in found) == view.assessment.bottom_line
    assert [(text, ref) for text, ref in found if ref] == [
        ("63", "k-KOR"), ("57", "k-USA"), ("68%", "j-arms_supply-PRK-RUS"),
    ]  # fmt: skip


def test_a_score_belongs_to_the_stakeholder_named_before_it(view):
    twins = tuple(replace(one, score=63.0) for one in view.assessment.concern)
    same = replace(view, assessment=replace(view.assessment, concern=twins))
    found = linked_numbers("63; China 63; United States 63, 57.", same, same.figures())
    assert [ref for text, ref in found if text == "63"] == [None, "k-CHN", "k-USA"]
    assert ("57", None) in found


def test_ends_of_a_range_and_shared_percentages_are_not_linked(view):
    text = "South Korea 63 (57 to 63), 68 to 68%, 63\u201363"
    assert [ref for _, ref in linked_numbers(text, view, view.figures()) if ref] == ["k-KOR"]
    twins = tuple(replace(one, p=0.68) for one in view.assessment.judgements)
    same = replace(view, assessment=replace(view.assessment, judgements=twins, concern=()))
    assert not any(ref for _, ref in linked_numbers("63, 68%", same, same.figures()))


def test_longer_numbers_are_left_alone(view):
    assert linked_numbers("In 2063 and 1.63", view, view.figures()) == [
        ("In 2063 and 1.63", None)
    ]
