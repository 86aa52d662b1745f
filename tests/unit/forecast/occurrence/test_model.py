"""The model file."""

import json

import numpy as np
import pytest
from invented_worlds import FIRST, QUICK

from tocsin.errors import OutputError, UsageError
from tocsin.forecast.occurrence import fit_classes, load_model, save_model
from tocsin.model.quads import fingerprint


def test_a_model_comes_back_as_it_was(model, tmp_path):
    save_model(model, tmp_path / "m.npz")
    back = load_model(tmp_path / "m.npz")
    assert back.provenance == model.provenance
    assert back.skipped == model.skipped
    assert "sanction" in back.skipped
    one, other = back.classes["meeting"], model.classes["meeting"]
    assert np.array_equal(one.core.logit.weights, other.core.logit.weights)
    assert np.array_equal(one.draws, other.draws)
    assert one.core.shrinkage == other.core.shrinkage
    assert (one.spread, one.cases) == (other.spread, other.cases)


def test_the_same_events_and_seed_give_the_same_bytes(made, tmp_path):
    known = made[0].before(FIRST + 100)
    for name in ("a", "b"):
        found = fit_classes(known, ("meeting",), source="invented", recipe=QUICK)
        save_model(found, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_it_says_what_it_was_learned_from(made, model):
    told = model.provenance
    assert (told.first, told.last) == ("2015-01-01", "2015-05-30")
    assert told.sha256 == fingerprint(made[0].before(FIRST + 150))
    assert told.sha256 != fingerprint(made[0])


def test_other_files_are_refused(model, tmp_path):
    path = tmp_path / "m.npz"
    save_model(model, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match="no whole model"):
        load_model(path)
    path.write_text("no model at all")
    with pytest.raises(UsageError, match="no whole model"):
        load_model(path)
    with pytest.raises(UsageError, match="no whole model"):
        load_model(tmp_path / "none")


def test_a_file_of_another_version_is_refused(model, tmp_path):
    path = tmp_path / "m.npz"
    save_model(model, path)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    head = json.loads(str(arrays["head"])) | {"format": 99}
    np.savez(path, **(arrays | {"head": np.array(json.dumps(head))}))
    with pytest.raises(UsageError, match="format 99"):
        load_model(path)


def test_broken_numbers_are_refused(model, tmp_path):
    path = tmp_path / "m.npz"
    save_model(model, path)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["meeting/weights"] = arrays["meeting/weights"] * np.nan
    np.savez(path, **arrays)
    with pytest.raises(UsageError, match="no whole model"):
        load_model(path)


def test_a_folder_that_is_not_there_is_named(model, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        save_model(model, tmp_path / "none" / "m.npz")
