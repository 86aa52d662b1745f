"""The encoder as the extra `embed` brings it; what needs the weights is skipped without."""

import numpy as np
import pytest

from tocsin.coding.scoring import encoder
from tocsin.coding.scoring.archive import lines_of, load_archive
from tocsin.coding.scoring.contextual import CONTEXTUAL_FILE
from tocsin.coding.scoring.encoder import (
    END,
    INPUT,
    START,
    is_installed,
    load_session,
    load_tokenizer,
)
from tocsin.errors import ModelFilesError, UsageError

needs_extra = pytest.mark.skipif(
    not is_installed(), reason="the extra 'embed' is not installed"
)
OTHER = "0" * 64


def states_of(session, text):
    return session.run(None, {INPUT: np.array(load_tokenizer().encode(text).ids)})[0]


@needs_extra
def test_the_shipped_encoder_reads_words_in_their_sentence():
    (known,) = lines_of(load_archive(CONTEXTUAL_FILE)["encoder"])
    session = load_session(known)
    one = states_of(session, "Norway sold rockets to Chile.")
    other = states_of(session, "Norway sold rockets for Chile.")
    assert one.shape == other.shape
    assert one.shape[1] == 768
    # The same word elsewhere in the sentence reads otherwise when its surroundings change.
    assert not np.allclose(one[1], other[1], atol=0.05)
    np.testing.assert_array_equal(one, states_of(session, "Norway sold rockets to Chile."))


@needs_extra
def test_the_tokenizer_neither_cuts_nor_pads():
    ids = load_tokenizer().encode("rockets " * 600).ids
    assert len(ids) >= 602
    assert (ids[0], ids[-1]) == (START, END)
    assert len(load_tokenizer().encode("rockets", add_special_tokens=False).ids) < 3


@needs_extra
def test_altered_weights_are_refused():
    with pytest.raises(ModelFilesError, match="000000000000") as caught:
        load_session(OTHER)
    assert caught.value.subject == encoder.PACKAGE


def test_a_missing_extra_is_named_with_its_install(monkeypatch):
    monkeypatch.setattr(encoder, "is_installed", lambda: False)
    with pytest.raises(UsageError, match=r"tocsin\[embed\]") as caught:
        load_session(OTHER)
    assert caught.value.subject == "embed"


def test_an_extra_that_lacks_a_part_is_not_installed(monkeypatch):
    monkeypatch.setattr(encoder, "NEEDED", ("json", "no_such_module_of_tocsin"))
    assert not is_installed()
    monkeypatch.setattr(encoder, "NEEDED", ("json",))
    assert is_installed()


@pytest.mark.parametrize(
    ("package", "problem"), [("no_such_module_of_tocsin", "incomplete"), ("json", "cannot be")]
)
def test_missing_weights_are_refused(monkeypatch, package, problem):
    monkeypatch.setattr(encoder, "PACKAGE", package)
    with pytest.raises(ModelFilesError, match=problem):
        encoder._weights(OTHER)
