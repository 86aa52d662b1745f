"""Paragraphs of plain text."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.document import BlockKind
from tocsin.read.layout import find_units, split_lines

WRAPPED = """\
MOSCOW has asked Pyongyang for artillery shells and
rockets, three officials said on Monday. The talks went
on for two days.

Both governments denied it. The ministry called the story
an invention of its enemies.
"""
LINES = """\
Kim to visit Moscow
The leader of North Korea plans to visit Russia this month, officials in Seoul said.
He rarely leaves his country, and he travels by train for reasons of security.
The visit would be his first since 2019.
"""


def texts(text, marked=None, is_furniture=lambda _: False):
    units = find_units(text, marked=marked or {}, is_furniture=is_furniture)
    return [unit.text for unit in units]


def test_hard_wrapped_lines_are_one_paragraph():
    assert texts(WRAPPED) == [
        (
            "MOSCOW has asked Pyongyang for artillery shells and rockets, three officials said on "
            "Monday. The talks went on for two days."
        ),
        "Both governments denied it. The ministry called the story an invention of its enemies.",
    ]


def test_one_paragraph_per_line_without_blank_lines():
    assert len(texts(LINES)) == 4


def test_long_lines_are_paragraphs_though_they_end_without_a_stop():
    lines = ["word " * 40 + "and", "word " * 40 + "then", "word " * 40 + "end."]
    assert len(texts("\n".join(lines))) == 3


def test_a_short_line_above_wrapped_prose_stands_alone():
    text = "A short heading\n" + WRAPPED
    assert texts(text)[0] == "A short heading"


def test_a_wrapped_paragraph_that_ends_early_ends_there():
    text = (
        "The first paragraph goes on over one line, and then it\n"
        "ends here.\n"
        "The second one begins at once without a blank line but\n"
        "it is another paragraph, as the line above it was short.\n"
    )
    assert len(texts(text)) == 2


def test_items_are_told_apart_and_start_behind_their_mark():
    text = "Russia may give:\n- oil\n- food\n1. Money\n2) Seats\n"
    units = find_units(text, marked={}, is_furniture=lambda _: False)
    assert [unit.text for unit in units[1:]] == ["oil", "food", "Money", "Seats"]
    assert {unit.kind for unit in units[1:]} == {BlockKind.LIST_ITEM}


def test_furniture_and_headings_do_not_make_lines_look_wrapped():
    text = (
        "Pakistan and China to hold drills\n"
        "The armies of Pakistan and China will hold joint drills in November, the military said.\n"
        "The exercise is the eighth of its kind, and it will take place in Punjab this time.\n"
        "You may also like\nBeijing sells frigates\nIslamabad and its debt\n"
    )
    assert len(texts(text, is_furniture=lambda line: line == "You may also like")) == 6


def test_one_long_line_somewhere_does_not_hide_that_the_rest_is_wrapped():
    assert len(texts(WRAPPED + "\nJane says:\n" + "I do not believe it. " * 12)) == 4


def test_a_name_at_the_beginning_of_a_wrapped_line_splits_no_paragraph():
    text = (
        "The talks about shells and rockets were led by the\nMoscow office of the ministry, which has\n"
        "Kim as a guest, and they went on for two days there.\n\nJane says:\n" + "Not so. " * 30
    )
    assert len(texts(text)) == 3


def test_a_dash_within_a_sentence_opens_no_item():
    text = (
        "The deal that Moscow has asked for since the summer\n"
        "- which Pyongyang denied to have made at all, again\n"
        "and again - was reported by three newspapers in Seoul.\n"
    )
    assert len(texts(text)) == 1


def test_a_furniture_line_glued_to_wrapped_prose_is_a_unit():
    text = "The talks went on for two days and nobody was told\nwhat they were about.\nShare this\n"
    assert texts(text, is_furniture=lambda line: line == "Share this")[-1] == "Share this"


def test_the_words_of_a_furniture_line_inside_a_sentence_stay_in_it():
    text = "The minister asked all of the governments present to\nShare this\nburden with the others of the region, as he said so.\n"
    assert len(texts(text, is_furniture=lambda line: line == "Share this")) == 1


def test_a_marked_line_begins_a_unit():
    text = "The title of the text\nFollowed by prose that is long enough to be wrapped around\nhere and ends.\n"
    units = find_units(text, marked={0: BlockKind.HEADING}, is_furniture=lambda _: False)
    assert units[0].text == "The title of the text"
    assert units[0].is_marked


def test_an_empty_text_has_no_units():
    assert texts("") == []
    assert texts(" \n\t\n") == []


@given(st.text(alphabet="ab. \n\t-1A\u00a0\u2028", max_size=300))
def test_units_are_ordered_and_never_begin_or_end_in_white_space(text):
    units = find_units(text, marked={}, is_furniture=lambda line: line == "A")
    place = 0
    for unit in units:
        piece = text[unit.start : unit.end]
        assert piece
        assert piece == piece.strip()
        assert unit.start >= place
        assert unit.text == " ".join(piece.split())
        place = unit.end
    words = "".join(unit.text for unit in units).replace(" ", "")
    assert len(words) <= len("".join(text.split()))


@given(st.text(max_size=200))
def test_lines_cover_the_text(text):
    for line in split_lines(text):
        assert text[line.start : line.end] == line.text
