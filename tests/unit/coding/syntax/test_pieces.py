"""What is parsed as one text."""

import pytest

from tocsin.coding.syntax import pieces as pieces_module
from tocsin.coding.syntax.parser import load_english
from tocsin.coding.syntax.pieces import PART_WORDS, cut_blocks, cut_length, cut_sentence


def is_word(_word):
    return True


def parts(document, text):
    (piece,) = cut_blocks(document(text), is_word)
    tokens = [
        token for token in load_english().make_doc(piece.normal.text) if not token.is_space
    ]
    return [part.normal.text for part in cut_sentence(piece, tokens, text)]


def test_a_long_block_is_cut_at_a_space(monkeypatch):
    monkeypatch.setattr(pieces_module, "MAX_BLOCK_CHARACTERS", 30)
    text = "Kenya met Uganda on Monday afternoon. Kenya met Mali."
    found = list(cut_length(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(text[end - 1] == " " for _, end in found[:-1])
    assert list(cut_length("x" * 70, 0, 70)) == [(0, 30), (30, 60), (60, 70)]


def test_semicolons_always_end_a_part(document):
    assert parts(document, "Kenya met Mali; Chad met Fiji - it said; no") == [
        "Kenya met Mali;",
        "Chad met Fiji - it said;",
        "no",
    ]


@pytest.mark.parametrize(
    ("joint", "first_words"),
    [(" - ", "Kenya"), (": ", "Kenya"), (", and ", "and Kenya"), (", ", "Kenya"), (" ", None)],
)
def test_weaker_marks_end_parts_that_are_too_long(document, joint, first_words):
    found = parts(document, joint.join(["Kenya sold the oil of Chad to Mali last year"] * 30))
    lengths = [len(part.split()) for part in found]
    assert max(lengths) <= PART_WORDS
    assert sum(lengths) >= 270
    if first_words:
        assert all(part.startswith(first_words) for part in found[1:])


def test_rows_of_a_table_are_parts(document):
    from dataclasses import replace  # noqa: PLC0415

    from tocsin.model.document import Block, BlockKind  # noqa: PLC0415

    text = "\n".join(f"Kenya {n} Mali {n} 17 89 Chad Fiji 3.4 {n}" for n in range(60))
    whole = replace(document(text), blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),))
    (piece,) = cut_blocks(whole, is_word)
    tokens = [
        token for token in load_english().make_doc(piece.normal.text) if not token.is_space
    ]
    found = [part.normal.text for part in cut_sentence(piece, tokens, text)]
    assert found == text.split("\n")


def test_parts_know_where_they_stand(document):
    text = "“Kenya” … met\u00a0Mali; \u200bChad \u2013 met Fiji; ok"
    (piece,) = cut_blocks(document(text), is_word)
    tokens = list(load_english().make_doc(piece.normal.text))
    for part in cut_sentence(piece, tokens, text):
        start, end = part.source_span(0, len(part.normal.text))
        assert text[start:end].strip(" ;")[-2:] == part.normal.text.strip(" ;")[-2:]
