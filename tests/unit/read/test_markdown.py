"""Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.document import BlockKind
from tocsin.read.markdown import blank_markdown


def words(text):
    return " ".join(blank_markdown(text)[0].split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The **leader** of *North* __Korea__", "The leader of North Korea"),
        ("_Kim_ and snake_case_word stay", "Kim and snake_case_word stay"),
        ("A [link](https://x.y/a_(b)) here", "A link here"),
        ("A [link][ref] and [another][]", "A link and another"),
        ("[ref]: https://x.y 'Title'", ""),
        ("An ![image](a.png) goes", "An goes"),
        ("[![image](a.png)](https://x.y) goes", "goes"),
        ("`code` stays as words", "code stays as words"),
        ("~~struck~~ words", "struck words"),
        ("<https://x.y/z> goes", "goes"),
        ("A <b>bold</b> tag<br/> goes", "A bold tag goes"),
        ("A note[^1] goes", "A note goes"),
        ("[^1]: The note stays.", "The note stays."),
        ("before <!-- a\ncomment --> after", "before after"),
        ("<script>\nalert(1)\n</script>\nafter", "after"),
        ("# Heading #", "Heading"),
        ("#hashtag stays", "#hashtag stays"),
        ("* * *", ""),
        ("---", ""),
        ("| a | b |\n|---|---|\n| c | d |", ""),
        ("```\ncode\n```\nafter", "after"),
        ("~~~~\ncode\n~~~\nmore\n~~~~\nafter", "after"),
        ("```\nnever closed", ""),
        ("5 * 3 = 15 and 2 < 3", "5 * 3 = 15 and 2 < 3"),
        ("[a bracket] stays", "[a bracket] stays"),
        ("> quoted\n> words", "quoted words"),
    ],
)
def test_marks_go_and_words_stay(text, left):
    assert words(text) == left


def test_headings_are_marked_in_both_forms():
    text = "# One\n\nTwo\n===\n\nThree\n---\nText.\n"
    blanked, kinds = blank_markdown(text)
    assert sorted(kinds) == [0, text.index("Two"), text.index("Three")]
    assert set(kinds.values()) == {BlockKind.HEADING}
    assert blanked.split() == ["One", "Two", "Three", "Text."]


def test_a_quote_is_marked_once():
    _, kinds = blank_markdown("> one\n> two\n\n> three\n")
    assert list(kinds.values()) == [BlockKind.QUOTE, BlockKind.QUOTE]


def test_the_front_matter_is_blanked():
    assert blank_markdown("---\na: b\n---\n# T", start=13)[0].split() == ["T"]


@given(st.text(alphabet="ab*_`[]()<>!#-=|~\\\n :/^", max_size=300))
def test_every_character_stays_in_place_or_becomes_a_space(text):
    blanked, _ = blank_markdown(text)
    assert len(blanked) == len(text)
    for old, new in zip(text, blanked, strict=True):
        assert new == old or (new == " " and old != "\n")


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "<!--", "`", "**", "![", "<a ", "[^", "> ", "<script>", "|"]
)
def test_hostile_repetition_is_linear(unit):
    blank_markdown(unit * 20_000)
