"""The answer on a terminal."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from tocsin.tell.lint import lint_sentences
from tocsin.tell.screen import Screen, level_style
from tocsin.tell.terminal import render_terminal


def printed(view, width=80, encoding="utf-8", **options):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    render_terminal(view, Console(file=stream, width=width, **options))
    stream.flush()
    return raw.getvalue().decode(encoding)


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_the_bottom_line_comes_first_and_the_way_to_the_numbers_last(view):
    text = flat(printed(view))
    assert text.startswith("High concern for South Korea (63)")
    assert text.rstrip().endswith("tocsin why j-technology_transfer-RUS-PRK")
    places = [text.index(title) for title in ("Concern For", "Key judgements", "evidence for",
              "evidence against", "What would change this", "Limits")]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(view, width):
    assert max(map(len, printed(view, width).splitlines())) <= width


def test_each_stakeholder_has_score_range_level_and_driver(view):
    text = printed(view, 120)
    assert re.search(r"South Korea .*63 +48–77 +high +technology transfer.*\(42%\)", text)  # noqa: RUF001
    assert re.search(r"China .*31 +18–46 +guarded", text)  # noqa: RUF001


def test_evidence_names_holders_status_and_ids(view):
    text = flat(printed(view))
    assert "US officials assert: “the purpose of his meeting" in text
    assert "North Korea and Russia deny:" in text
    assert "(planned, denied; c-000000000e, c-000000000f)" in text


def test_evidence_has_its_grade_beside_it(graded):
    assert "(possible; B2; c-0000000002)" in flat(printed(graded))


def test_ascii_output_holds_ascii_alone(view, hostile):
    for one in (view, hostile):
        assert printed(one, encoding="ascii").isascii()
    assert "######" in printed(view, encoding="ascii")


def test_hostile_text_neither_steers_nor_vanishes(hostile):
    text = printed(hostile, 200, color_system=None)
    assert not set(text) & set("\x1b\u202e\u202c\x9b")
    assert "[bold]markup[/bold]" in text
    assert "<script>alert(1)</script>" in text


def test_colour_appears_on_a_terminal_alone(view):
    assert "\x1b[" in printed(view, force_terminal=True, color_system="standard")
    assert "\x1b" not in printed(view)


def test_our_own_sentences_pass_the_lint(view):
    own = re.sub(r"“[^”]*”", "", printed(view, 2000))
    assert lint_sentences(line.strip() for line in own.splitlines()) == []


def test_same_input_same_bytes(view):
    assert printed(view) == printed(view)


def test_an_empty_answer_still_prints(view):
    bare = replace(view.assessment, judgements=(), concern=(), exchange=(), figures=(),
                   indicators=(), limits=())  # fmt: skip
    text = flat(printed(replace(view, assessment=bare, claims={}, stakes={}, documents={})))
    assert "Key judgements" not in text
    assert text.rstrip().endswith("tocsin why ID")


def test_gaps_are_shown_as_gaps(view):
    one = replace(view.assessment.concern[0], drivers=())
    many = replace(view.assessment, concern=(one,), figures=(), limits=("a.",) * 5)
    text = flat(printed(replace(view, assessment=many)))
    assert "high none" in text
    assert "2 more in the brief." in text


def test_bars_and_styles_have_bounds():
    screen = Screen(encoding="utf-8", width=80)
    assert screen.bar(140, 10).plain == "█" * 10
    assert screen.bar(-3, 10).plain == "░" * 10
    assert level_style("unheard of") == ""
