"""Hostile text made safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.tell.hygiene import clean, fit, inline, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [("\x1b[31mred\x1b[0m", "red"), ("\x1b]0;title\x07after", "after"), ("\x9b1mx", "x"),
     ("a\u202eb\u202c", "ab"), ("a\u2066b\u2069", "ab"), ("zero\u200bwidth", "zerowidth"),
     ("two\r\nlines\u2028more", "two lines more"), ("\ud800", "\ufffd"), ("a\x00b\x08", "ab"),
     ("\U000e0041tag", "tag"), ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e")],
)  # fmt: skip
def test_clean_takes_out_what_steers_a_terminal(text, shown):
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
