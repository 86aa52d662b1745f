"""A model file gives the same ranking again, and says why when it cannot."""

import json

import numpy as np
import pytest
from invented_events import FIRST, RELATIONS, VISIT

from tocsin.errors import InsufficientDataError, OutputError, UsageError
from tocsin.forecast.ranking import modelfile
from tocsin.forecast.ranking.base import Queries
from tocsin.model.quads import fingerprint, quads_of

KNOWN = FIRST + 60


def asked(day=KNOWN, relation=VISIT):
    subject = np.arange(12, dtype=np.int32)
    return Queries(subject, np.full(12, relation, np.int32), day)


@pytest.fixture
def stored(fitted, tmp_path):
    path = tmp_path / "model.npz"
    modelfile.save(fitted("full"), path)
    return path


@pytest.mark.parametrize("mode", ["counting", "full"])
def test_a_stored_ranking_ranks_the_same(fitted, events, tmp_path, mode):
    ranking = fitted(mode)
    about = modelfile.save(ranking, tmp_path / "model.npz")

    again = modelfile.load(tmp_path / "model.npz", events.before(KNOWN))

    before, after = ranking.rank(asked()), again.rank(asked())
    assert np.array_equal(before.candidate, after.candidate)
    np.testing.assert_allclose(before.score, after.score, rtol=1e-4, atol=1e-5)
    assert about == modelfile.read_about(tmp_path / "model.npz")
    assert about.last == "2013-12-20"


def test_the_same_ranking_gives_the_same_file(fitted, tmp_path):
    for name in ("one", "two"):
        modelfile.save(fitted("full"), tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_later_days_of_the_history_are_learnt(fitted, events, stored):
    ranking = fitted("full")
    for day in (KNOWN, KNOWN + 1):
        ranking.learn(events.between(day, day))

    again = modelfile.load(stored, events.before(KNOWN + 2))

    assert np.array_equal(again.learnt.rules.seen, ranking.learnt.rules.seen)
    first, second = (one.rank(asked(KNOWN + 2)) for one in (ranking, again))
    assert np.array_equal(first.candidate, second.candidate)
    np.testing.assert_allclose(first.score, second.score, rtol=1e-4, atol=1e-5)


def test_relations_in_another_order_keep_their_rules(fitted, events, stored):
    names = ("Aid", *sorted(RELATIONS, reverse=True))
    to = np.array([names.index(name) for name in RELATIONS])
    known = events.before(KNOWN)
    turned, _ = quads_of(
        known.day, (known.subject, to[known.relation], known.object), actors=known.actors,
        relations=names,
    )  # fmt: skip

    again = modelfile.load(stored, turned)

    first = fitted("full").rank(asked())
    second = again.rank(asked(relation=names.index("Make a visit")))
    assert set(first.candidate.tolist()) == set(second.candidate.tolist())


def test_nothing_in_the_file_could_be_run(stored):
    with np.load(stored, allow_pickle=False) as arrays:
        kinds = {arrays[name].dtype.kind for name in arrays.files}

    assert kinds <= {"i", "u", "f"}


def changed(path, **about):
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    told = {**json.loads(arrays["about"].tobytes()), **about}
    arrays["about"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"format": 99, "tocsin": "7.1"}, "of format 99 by Tocsin 7.1"),
        ({"columns": ["own2"]}, "Fit it again"),
        ({"surplus": 1}, "is damaged"),
        ({"how": {"horizon": "single", "colour": 3}}, "is damaged"),
        ({"relations": ["Consult"]}, "is damaged"),
        ({"how": {"horizon": "single", "limit": -1}}, "is damaged"),
        ({"how": {"horizon": "single", "limit": 10**9}}, "is damaged"),
    ],
)
def test_files_of_other_versions_are_refused(stored, events, about, message):
    changed(stored, **about)

    with pytest.raises(UsageError, match=message):
        modelfile.load(stored, events.before(KNOWN))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("column", lambda one: one + 1000),
        ("column", lambda one: one - 1000),
        ("left", np.zeros_like),
        ("right", lambda one: one + 10_000),
        ("left", lambda one: one - 10_000),
        ("left", lambda one: one.astype(float)),
        ("root", lambda one: one[::-1].copy()),
        ("leaf_root", lambda one: one + 5),
        ("leaf", lambda one: one[:-3]),
        ("leaf", lambda one: np.full_like(one, np.nan)),
        ("value", lambda one: one[:, None]),
    ],
)
def test_trees_that_lead_out_of_themselves_are_refused(stored, events, name, change):
    with np.load(stored) as held:
        arrays = {key: held[key] for key in held.files}
    arrays[f"tree_{name}"] = change(arrays[f"tree_{name}"])
    with stored.open("wb") as stream:
        np.savez(stream, **arrays)
    with pytest.raises(UsageError, match="is damaged"):
        modelfile.load(stored, events.before(KNOWN))


def test_damaged_files_are_refused(stored, events, tmp_path):
    whole = stored.read_bytes()
    other = tmp_path / "other.npz"
    pieces = [b"", b"hello", whole[: len(whole) // 2], whole[:200] + b"\0" * 400 + whole[600:]]
    for content in pieces:
        other.write_bytes(content)
        with pytest.raises(UsageError, match="is damaged or no model file"):
            modelfile.load(other, events.before(KNOWN))
    with other.open("wb") as stream:
        np.save(stream, np.zeros(3))
    with pytest.raises(UsageError, match="is damaged or no model file"):
        modelfile.load(other, events.before(KNOWN))


def test_a_file_that_is_not_there_is_named(tmp_path, events):
    with pytest.raises(UsageError, match="There is no model file"):
        modelfile.load(tmp_path / "none", events)


def test_a_history_without_the_days_of_the_model_is_refused(stored, events):
    with pytest.raises(InsufficientDataError, match="none of these is so old"):
        modelfile.load(stored, events.between(KNOWN + 1, KNOWN + 5))


def test_a_place_that_cannot_be_written_is_named(fitted, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        modelfile.save(fitted(), tmp_path / "no" / "folder")


def test_the_fingerprint_depends_on_events_and_not_on_their_numbers(events):
    some = events.before(FIRST + 9)
    turn = np.argsort(np.random.default_rng(0).permutation(len(some.actors)))
    names = [some.actors[place] for place in np.argsort(turn)]
    renumbered, _ = quads_of(
        some.day, (turn[some.subject], some.relation, turn[some.object]), actors=names,
        relations=some.relations,
    )  # fmt: skip

    assert fingerprint(some) == fingerprint(renumbered)
    assert fingerprint(some) != fingerprint(events.before(FIRST + 8))
