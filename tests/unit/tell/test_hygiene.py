"""Hostile text made safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.tell.hygiene import clean, fit, inline, isolated, shorten, shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("\x1b[31mred\x1b[0m", "[U+001B][31mred[U+001B][0m"), ("\x9b1mx", "[U+009B]1mx"),
     ("\x1b]0;title\x07after", "[U+001B]]0;title[U+0007]after"),
     ("a\u202eb\u202c", "a[U+202E]b[U+202C]"), ("a\u2066b\u2069", "ab"),
     ("zero\u200bwidth", "zerowidth"), ("soft\u00adhyphen", "softhyphen"),
     ("two\r\nlines\u2028more", "two lines more"), ("\ud800", "\ufffd"),
     ("a\x00b\x08", "a[U+0000]b[U+0008]"),
     ("\U000e0041tag", "tag"), ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e")],
)  # fmt: skip
def test_clean_shows_what_steers_a_terminal_and_drops_what_is_invisible(text, shown):
    assert clean(text) == shown


@given(st.text(st.characters()))
def test_clean_leaves_no_control_and_is_idempotent(text):
    once = clean(text)
    assert clean(once) == once
    once.encode()
    kinds = {unicodedata.category(letter) for letter in once if letter not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_stacked_marks_are_cut():
    assert len(clean("e" + "\u0301" * 50)) <= 4


def test_inline_keeps_the_space_at_an_end():
    assert inline(" a ") == " a "


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [("\u201ca\u201d \u2192 b", "ascii", '"a" -> b'), ("caf\u00e9", "ascii", "cafe"),
     ("caf\u00e9", "latin-1", "caf\u00e9"), ("\u5e73", "ascii", "?")],
)  # fmt: skip
def test_fit_writes_plain_letters_where_the_output_has_no_others(text, encoding, shown):
    assert fit(text, encoding) == shown


@given(st.text(st.characters(), max_size=200), st.integers(4, 80))
def test_shorten_keeps_its_limit(text, limit):
    assert len(shorten(text, limit)) <= limit


def test_shorten_cuts_at_a_word():
    assert shorten("one two three four", 12) == "one two\u2026"
    assert shorten("short", 12) == "short"
    assert shorten("x" * 20, 12) == "x" * 11 + "\u2026"


HEBREW, ARABIC = "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [(f"He said \u201c{HEBREW}\u201d (5).", [HEBREW]),
     (f"{HEBREW} {HEBREW}, {ARABIC} 7 to", [f"{HEBREW} {HEBREW}, {ARABIC}"]),
     (f"\u201c{HEBREW}\u201d, \u201c{ARABIC}\u201d", [HEBREW, ARABIC]),
     (f"{HEBREW} and {ARABIC}", [HEBREW, ARABIC]),
     ("caf\u00e9 \u4e2d \u041f\u0440\u0438", [])],
)  # fmt: skip
def test_phrases_from_right_to_left_are_isolated(text, phrases):
    found = isolated(text)
    assert found.replace("\u2068", "").replace("\u2069", "") == text
    assert [part.split("\u2069")[0] for part in found.split("\u2068")[1:]] == phrases


@given(st.text(st.characters() | st.sampled_from(HEBREW + ARABIC + " ,\u201c\u201d5a")))
def test_isolates_are_closed_leave_nothing_outside_and_are_made_once(text):
    found = isolated(clean(text))
    outside = "".join(part.split("\u2068")[0] for part in found.split("\u2069"))
    assert not {unicodedata.bidirectional(sign) for sign in outside} & {"R", "AL"}
    assert found.count("\u2068") == found.count("\u2069")
    assert isolated(clean(found)) == found


def test_terminal_that_has_no_isolates_gets_the_text_as_it_is():
    assert shown(HEBREW, "cp1255") == HEBREW
    assert shown(HEBREW, "utf-8") == f"\u2068{HEBREW}\u2069"
