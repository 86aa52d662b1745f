"""Plain text and Markdown: offsets are those of the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import ExtractionError, ReadError
from tocsin.read.base import Overrides
from tocsin.read.plain import draft_text, translate_newlines

PROSE = (
    "The leader of North Korea plans to visit Russia this month, officials in Seoul said on "
    "Tuesday, and he will talk to its president about weapons."
)
SEED_LIKE = f"""\
Will Kim visit Moscow?

Estimated read time 4 min read

{PROSE}

Mr. Kim\u2019s visit\u2014his second\u2014worries \u201cmany\u201d. {PROSE}

Will Kim visit Moscow?

{PROSE}

You May Also Like

More From Author

+ There are no comments

Add yours
"""
MARKDOWN = f"""\
---
title: Kim to visit Moscow
date: 2023-09-05
---
# Kim to visit Moscow

*By Jane Doe*

The **leader** of [North Korea](https://x.y) plans to visit. {PROSE}

> {PROSE}

- one item of a list

## You may also like

* [Another story](https://x.y/z)
"""


def draft(text, *, is_markdown=False, overrides=None):
    return draft_text(
        text,
        path="a.txt",
        encoding="utf-8",
        is_markdown=is_markdown,
        overrides=overrides or Overrides(),
    )


def pieces(found):
    return [found.text[unit.start : unit.end] for unit in found.units]


def test_the_article_is_kept_and_its_furniture_blanked():
    found = draft(SEED_LIKE)
    assert [unit.kind.value for unit in found.units] == ["title", *["paragraph"] * 3]
    assert found.stated.title == "Will Kim visit Moscow?"
    assert "comments" not in found.text
    assert "read time" not in found.text
    assert len(found.dropped) == 6


@pytest.mark.parametrize(
    "text", [SEED_LIKE, PROSE, f"\n\n  {PROSE}  \n", f"World\n\nTitle\n\n{PROSE}"]
)
def test_every_block_equals_the_file_at_the_same_place(text):
    found = draft(text)
    assert len(found.text) == len(text)
    for unit in found.units:
        assert found.text[unit.start : unit.end] == text[unit.start : unit.end]
    for old, new in zip(text, found.text, strict=True):
        assert new == old or new == " "


def test_markdown_keeps_its_offsets_and_loses_its_marks():
    found = draft(MARKDOWN, is_markdown=True)
    kinds = [unit.kind.value for unit in found.units]
    assert kinds == ["title", "paragraph", "quote", "list_item"]
    assert len(found.text) == len(MARKDOWN)
    start = MARKDOWN.index("leader")
    assert found.text[start : start + 6] == "leader"
    assert pieces(found)[3] == "one item of a list"
    assert found.stated.author == "Jane Doe"


def test_a_title_given_by_the_caller_marks_its_line():
    found = draft(f"Kicker\n\nTitle\n\n{PROSE}", overrides=Overrides(title="Title"))
    assert [unit.kind.value for unit in found.units] == ["heading", "title", "paragraph"]


def test_line_ends_become_line_feeds():
    assert translate_newlines("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize(
    "text", ["12 34 --- !!!", "Share this\n\nAdvertisement\n", "---\ntitle: x\n---\n"]
)
def test_a_text_without_words_fails_with_a_reason(text):
    with pytest.raises(ExtractionError, match=r"^failed: a\.txt holds no article"):
        draft(text)


@given(st.text(max_size=400), st.booleans())
def test_any_text_is_drafted_or_refused(text, is_markdown):
    plain = translate_newlines(text)
    try:
        found = draft(plain, is_markdown=is_markdown)
    except ReadError:
        return
    assert len(found.text) == len(plain)
    assert all(piece == piece.strip() and piece for piece in pieces(found))
