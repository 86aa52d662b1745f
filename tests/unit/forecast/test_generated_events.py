"""Generated events are the same every time, and like real ones in what costs time."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/forecast"


@pytest.fixture(scope="module")
def generate():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("generate")
        sys.modules.pop("generate", None)


@pytest.fixture(scope="module")
def table(generate):
    """Return days and triples of 20,000 events over 100 days."""
    parts = list(generate.chunks(20_000, 3, 100))
    return np.concatenate([day for day, _ in parts]), np.concatenate(
        [rows for _, rows in parts]
    )


def test_there_are_as_many_events_as_asked_for_and_none_twice_on_a_day(table):
    day, rows = table
    assert len(day) == len(rows) == 20_000
    assert len(np.unique(np.column_stack([day, rows]), axis=0)) == 20_000
    assert (np.diff(day) >= 0).all()
    assert (day.min(), day.max()) == (0, 99)


def test_the_seed_decides(generate, table):
    again = next(generate.chunks(20_000, 3, 100))[1]
    other = next(generate.chunks(20_000, 4, 100))[1]
    assert np.array_equal(again, table[1])
    assert not np.array_equal(other, table[1])


def test_few_actors_take_part_in_most_and_new_ones_keep_coming(generate, table):
    day, rows = table
    who = np.sort(np.bincount(rows[:, [0, 2]].ravel()))[::-1]
    assert who[:100].sum() > 0.35 * who.sum()
    assert (who == 1).sum() > 100
    known = set(rows[day < 70][:, [0, 2]].ravel().tolist())
    late = rows[day >= 70]
    is_new = [a not in known or b not in known for a, b in late[:, [0, 2]].tolist()]
    assert 0.01 < np.mean(is_new) < 0.3


def test_much_recurs_but_not_all(table):
    day, rows = table
    keys = (rows[:, 0] * 1000 + rows[:, 1]) * 1_000_000 + rows[:, 2]
    assert 0.25 < np.isin(keys[day >= 70], keys[day < 70]).mean() < 0.6


def test_visits_have_hosts_on_the_same_day(generate, table):
    day, rows = table
    is_mirrored = rows[:, 1] < generate.MIRRORED
    here = np.column_stack([day, rows])[is_mirrored]
    there = here[:, [0, 3, 2, 1]] ^ np.array([0, 0, 1, 0])
    known = {tuple(one) for one in here.tolist()}
    assert np.mean([tuple(one) in known for one in there.tolist()]) > 0.7


def test_the_file_is_read_as_events(generate, tmp_path):
    pytest.importorskip("duckdb", reason="the extra 'lake' is not installed")
    from tocsin.store.lake.quads import quads_of_file  # noqa: PLC0415 - after the skip

    told = [generate.write(tmp_path / name, 3000, seed=1) for name in ("a", "b")]
    assert told[0] == told[1]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == []
    read = quads_of_file(tmp_path / "a")
    assert (len(read.quads), read.duplicates, read.incomplete, read.disordered) == (
        3000,
        0,
        0,
        0,
    )
    assert len(read.quads.actors) <= told[0]["actors"]
    assert len(np.unique(read.quads.day)) == told[0]["days"]
