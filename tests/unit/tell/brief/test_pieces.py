"""Numbers with the id that opens them, and addresses that may be linked."""

from dataclasses import replace

import pytest

from tocsin.tell.brief.parts import text_of
from tocsin.tell.brief.pieces import Desk, numbers_in, safe_url


def opened(line):
    return [(piece.text, piece.ref) for piece in line if piece.ref]


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("its interval is 0.43 wide", ["0.43"]),
        ("2 kinds of voices, 1,204 claims", ["2", "1,204"]),
        ("73%, 34\u201393% over 3 readings", ["73%", "34\u201393%", "3"]),
        ("53 to 80 and 30 to 73%", ["53 to 80", "30 to 73%"]),
        ("93% to more than 99%", ["93% to more than 99%"]),
        ("inconsistency \u22125.8, +0.4", ["\u22125.8", "+0.4"]),
        ("on 5 September 2023, from 4 to 9 May 2019, in 2022, 2019 to 2022, 2023-09-05", []),
        ("E1, H2, c-37ab8c4f6b, j-arms_supply-PRK-RUS", []),
    ],
)
def test_numbers_are_told_from_days_and_ids(text, found):
    assert [one[0] for one in numbers_in(text)] == found


def test_numbers_of_the_bottom_line_find_their_figure(view):
    line = Desk(view).headline(view.assessment.bottom_line)
    assert text_of(line) == view.assessment.bottom_line
    assert opened(line) == [("63", "k-KOR"), ("57", "k-USA"), ("68%", "j-arms_supply-PRK-RUS")]


def test_a_range_belongs_to_the_number_before_it_and_the_horizon_to_the_run(full):
    line = Desk(full).headline("South Korea high, 63 (48 to 77), within 365 days.")
    assert opened(line) == [("63", "k-KOR"), ("48 to 77", "k-KOR"), ("365", "run.horizon")]


def test_what_may_mean_several_is_opened_by_the_whole_answer(view):
    desk = Desk(replace(view, assessment=replace(view.assessment, concern=(), judgements=())))
    assert opened(desk.headline("China 63, 68%")) == [
        ("63", "a-1f2e3d4c5b"), ("68%", "a-1f2e3d4c5b"),
    ]  # fmt: skip


def test_a_score_belongs_to_the_stakeholder_named_before_it(view):
    twins = tuple(replace(one, score=63.0) for one in view.assessment.concern)
    same = replace(view, assessment=replace(view.assessment, concern=twins))
    line = Desk(same).headline("China 63; United States 63, 57.")
    assert [ref for _, ref in opened(line)] == ["k-CHN", "k-USA", "a-1f2e3d4c5b"]


def test_an_id_that_nothing_opens_is_left_out(view):
    assert Desk(view).number("3", "j-none").ref == ""
    assert Desk(view).number("3", "s-0000000001").to == ""
    assert Desk(view).number("3", "c-000000000e").to == "ev-E7"


def test_limits_belong_to_what_they_count(view):
    desk = Desk(view)
    assert opened(desk.limit("2 documents have no date.")) == [("2", "corpus.documents")]
    assert opened(desk.limit("Of 9 claims, 4 tell of conflict.")) == [
        ("9", "corpus.claims"), ("4", "corpus.claims"),
    ]  # fmt: skip
    assert opened(desk.limit("It looks 90 weeks ahead.")) == [("90", "a-1f2e3d4c5b")]
