"""Sentence embeddings; what needs the weights is skipped without the extra `embed`."""

import numpy as np
import pytest

from tocsin.coding.scoring import embedder
from tocsin.coding.scoring.embedder import DIMENSIONS, Embedder, is_installed, load_embedder
from tocsin.errors import ModelFilesError, UsageError

TEXTS = (
    "Foo sold rockets to Bar.",
    "Foo has sold several rockets to Bar.",
    "",
    "The weather was mild, and nobody in the harbour thought of leaving before the evening.",
)
needs_extra = pytest.mark.skipif(
    not is_installed(), reason="the extra 'embed' is not installed"
)


class FakeSession:
    """An encoder whose states are the ids of the tokens, padding included."""

    def __init__(self):
        self.widths = []

    def run(self, names, inputs):
        ids = inputs["input_ids"]
        self.widths.append(ids.shape[1])
        states = np.zeros((*ids.shape, DIMENSIONS), np.float32)
        states[..., 0] = ids
        states[..., 1] = np.where(inputs["attention_mask"] == 0, 1e6, 1)
        return [states]


class FakeCode:
    def __init__(self, ids):
        self.ids = ids


class FakeTokenizer:
    def encode(self, sequence):
        return FakeCode([1, *map(ord, sequence)])


@pytest.fixture
def _fresh():
    load_embedder.cache_clear()
    yield
    load_embedder.cache_clear()


def test_padding_counts_for_nothing():
    made = Embedder(FakeSession(), FakeTokenizer())
    alone = np.concatenate([made.embed([text]) for text in ("a", "bcd", "")])
    np.testing.assert_allclose(made.embed(["a", "bcd", ""]), alone, rtol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1, rtol=1e-5)


def test_texts_of_like_length_run_together():
    session = FakeSession()
    Embedder(session, FakeTokenizer()).embed(["a" * 50, *["b"] * 32])
    assert session.widths == [2, 51]


def test_no_texts_have_no_embeddings():
    assert Embedder(FakeSession(), FakeTokenizer()).embed([]).shape == (0, DIMENSIONS)


@needs_extra
def test_embeddings_have_unit_length():
    found = load_embedder().embed(TEXTS)
    assert found.shape == (len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


@needs_extra
def test_a_text_has_the_same_vector_alone_and_among_others():
    together = load_embedder().embed(TEXTS)
    alone = np.concatenate([load_embedder().embed([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-3)


@needs_extra
def test_like_texts_are_nearer_than_unlike_ones():
    found = load_embedder().embed(TEXTS)
    assert found[0] @ found[1] > found[0] @ found[3] + 0.2


@needs_extra
def test_what_is_too_long_is_cut():
    long = "Foo sold rockets to Bar. " * 100
    found = load_embedder().embed([long, long + "The weather was mild."])
    np.testing.assert_allclose(found[0], found[1], atol=1e-3)


@needs_extra
@pytest.mark.usefixtures("_fresh")
def test_altered_weights_are_refused(monkeypatch):
    monkeypatch.setattr(embedder, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ModelFilesError, match="000000000000") as caught:
        load_embedder()
    assert caught.value.subject == embedder.PACKAGE


@pytest.mark.usefixtures("_fresh")
def test_a_missing_extra_is_named_with_its_install(monkeypatch):
    monkeypatch.setattr(embedder, "is_installed", lambda: False)
    with pytest.raises(UsageError, match=r"tocsin\[embed\]") as caught:
        load_embedder()
    assert caught.value.subject == "embed"


def test_an_extra_that_lacks_a_part_is_not_installed(monkeypatch):
    monkeypatch.setattr(embedder, "NEEDED", ("json", "no_such_module_of_tocsin"))
    assert not is_installed()
    monkeypatch.setattr(embedder, "NEEDED", ("json",))
    assert is_installed()


def test_missing_weights_are_refused(monkeypatch):
    monkeypatch.setattr(embedder, "PACKAGE", "no_such_module_of_tocsin")
    with pytest.raises(ModelFilesError, match="incomplete"):
        embedder._weights()
