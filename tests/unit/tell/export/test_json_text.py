"""JSON in which nothing is markup, hidden, or not UTF-8."""

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.tell.export.json_text import json_text

TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)


@settings(max_examples=60)
@given(
    st.recursive(TEXTS | st.integers() | st.none(), lambda parts: st.lists(parts, max_size=3))
)
def test_any_value_reads_back_and_is_utf_8(value):
    text = json_text(value)
    assert json.loads(text) == value
    text.encode("utf-8")


@settings(max_examples=60)
@given(TEXTS)
def test_no_character_is_markup_or_changes_the_direction(text):
    shown = json_text({"quote": text})
    assert not set(shown) & set("<>&")
    assert not [one for one in shown if unicodedata.bidirectional(one) in {"RLO", "LRO", "RLI"}]
    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]


def test_what_is_beyond_the_basic_plane_becomes_two_escapes():
    assert json_text("\U000e0041") == '"\\udb40\\udc41"'
    assert json_text("é → 你") == '"é → 你"'
