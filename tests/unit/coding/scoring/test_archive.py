"""Models as files."""

from collections import Counter

import numpy as np
import pytest

from tocsin.coding.scoring import archive
from tocsin.coding.scoring.archive import (
    arrays_of_model,
    arrays_of_vectors,
    load_archive,
    model_from,
    vectors_from,
)
from tocsin.coding.scoring.linear import Example
from tocsin.errors import ModelFilesError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Let the archive read from a folder of the test's own."""
    monkeypatch.setattr(archive.resources, "files", lambda package: tmp_path)
    return tmp_path


def test_a_model_that_is_written_and_read_again_scores_the_same(folder, random_model):
    arrays = arrays_of_model(random_model, "m") | arrays_of_vectors(random_model.vectors)
    np.savez_compressed(folder / "model.npz", **arrays)
    read = load_archive("model.npz")
    model = model_from(read, "m", vectors_from(read))
    examples = [
        Example({"one": Counter(a=2, b=1), "two": Counter(c=1)}, [(0, "call"), (1, "off")]),
        Example({"two": Counter(a=1)}),
    ]
    expected = random_model.scores(examples)
    np.testing.assert_allclose(model.scores(examples), expected, atol=0.02)
    assert model.classes == random_model.classes
    assert model.features == random_model.features
    assert model.sharpness == pytest.approx(random_model.sharpness)


def test_two_models_share_a_file_under_their_prefixes(random_model, table_model):
    small = table_model("one", ("A", "NONE"), {"a": ("A", 1.0)})
    arrays = arrays_of_model(random_model, "x") | arrays_of_model(small, "xy")
    assert model_from(arrays, "xy", None).classes == ("A", "NONE")
    assert model_from(arrays, "x", None).classes == ("A", "B", "C")


def test_an_unknown_prefix_is_a_key_error(random_model):
    with pytest.raises(KeyError):
        model_from(arrays_of_model(random_model, "m"), "other", None)


def test_vectors_keep_their_words_in_order(vectors):
    read = vectors_from(arrays_of_vectors(vectors))
    assert dict(read.words) == dict(vectors.words)
    np.testing.assert_array_equal(read.table, vectors.table)


def refused(name: str) -> ModelFilesError:
    with pytest.raises(ModelFilesError) as caught:
        load_archive(name)
    return caught.value


def test_a_missing_file_is_named(folder):
    error = refused("missing.npz")
    assert error.subject == "missing.npz"
    assert "missing.npz" in error.message


def _whole(folder) -> bytes:
    np.savez_compressed(folder / "whole.npz", a=np.arange(500, dtype=np.float32))
    return (folder / "whole.npz").read_bytes()


def _flipped(raw: bytes) -> bytes:
    middle = len(raw) // 3
    return (
        raw[:middle]
        + bytes(255 - byte for byte in raw[middle : middle + 40])
        + raw[middle + 40 :]
    )


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda raw: b"", id="empty"),
        pytest.param(lambda raw: b"no archive at all", id="text"),
        pytest.param(lambda raw: raw[:-30], id="cut"),
        pytest.param(_flipped, id="flipped"),
    ],
)
def test_a_damaged_file_is_named(folder, damage):
    (folder / "damaged.npz").write_bytes(damage(_whole(folder)))
    error = refused("damaged.npz")
    assert error.subject == "damaged.npz"
    assert "damaged.npz" in error.message


def test_an_array_of_objects_is_refused_unread(folder):
    np.savez(folder / "objects.npz", a=np.array([{"a": 1}], dtype=object))
    assert "objects.npz" in refused("objects.npz").message


@pytest.mark.parametrize("name", ["scorer.npz", "vectors.npz", "relations.npz"])
def test_shipped_files_hold_plain_arrays(name):
    assert all(array.dtype != object for array in load_archive(name).values())
