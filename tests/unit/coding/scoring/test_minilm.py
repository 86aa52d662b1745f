"""MiniLM as the extra `embed` brings it; what needs the weights is skipped without."""

import numpy as np
import pytest

from tocsin.coding.scoring import minilm
from tocsin.coding.scoring.archive import load_archive
from tocsin.coding.scoring.contextual import CONTEXTUAL_FILE
from tocsin.coding.scoring.minilm import is_installed, load_session, load_tokenizer
from tocsin.errors import ModelFilesError, UsageError

needs_extra = pytest.mark.skipif(
    not is_installed(), reason="the extra 'embed' is not installed"
)


def states_of(session, text):
    codes = np.array([load_tokenizer().encode(text).ids], np.int64)
    inputs = {
        "input_ids": codes,
        "attention_mask": np.ones_like(codes),
        "token_type_ids": np.zeros_like(codes),
    }
    return session.run(None, inputs)[0]


@needs_extra
def test_fitted_weights_take_the_place_of_the_package_s_own():
    text = "Foo sold rockets to Bar."
    raw = minilm._weights()
    # Any stretch of the file's own bytes put where it stands changes nothing.
    place = len(raw) // 2
    same = load_session({place: np.frombuffer(raw[place : place + 64], np.uint8)})
    plain = states_of(load_session({}), text)
    np.testing.assert_array_equal(states_of(same, text), plain)
    shipped = load_archive(CONTEXTUAL_FILE)
    fitted = {int(name[3:]): array for name, array in shipped.items() if name.startswith("at.")}
    assert not np.allclose(states_of(load_session(fitted), text), plain, atol=0.1)


@needs_extra
def test_the_tokenizer_neither_cuts_nor_pads():
    ids = load_tokenizer().encode("rockets " * 600).ids
    assert len(ids) >= 602
    assert len(load_tokenizer().encode("rockets", add_special_tokens=False).ids) < 3


@needs_extra
def test_altered_weights_are_refused(monkeypatch):
    monkeypatch.setattr(minilm, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ModelFilesError, match="000000000000") as caught:
        load_session({})
    assert caught.value.subject == minilm.PACKAGE


def test_a_missing_extra_is_named_with_its_install(monkeypatch):
    monkeypatch.setattr(minilm, "is_installed", lambda: False)
    with pytest.raises(UsageError, match=r"tocsin\[embed\]") as caught:
        load_session({})
    assert caught.value.subject == "embed"


def test_an_extra_that_lacks_a_part_is_not_installed(monkeypatch):
    monkeypatch.setattr(minilm, "NEEDED", ("json", "no_such_module_of_tocsin"))
    assert not is_installed()
    monkeypatch.setattr(minilm, "NEEDED", ("json",))
    assert is_installed()


def test_missing_weights_are_refused(monkeypatch):
    monkeypatch.setattr(minilm, "PACKAGE", "no_such_module_of_tocsin")
    with pytest.raises(ModelFilesError, match="incomplete"):
        minilm._weights()
