"""The benchmark of planned meetings, on an invented world."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks/forecast"))
sys.path.insert(0, str(Path(__file__).parent / "occurrence"))

import meetings
from invented_worlds import FIRST, world

from tocsin.model.quads import date_of


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Return a file of an invented world with three parts."""
    quads, _ = world(days=220, seed=2)
    path = tmp_path_factory.mktemp("meetings") / "world.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["date", "subj", "rel", "obj", "split"])
        for place in range(len(quads)):
            day = int(quads.day[place]) - FIRST
            split = "train" if day < 140 else "valid" if day < 180 else "test"
            writer.writerow([*quads.with_names(place), split])
    return path


def told(capsys, monkeypatch, *flags):
    monkeypatch.setattr(sys, "argv", ["meetings.py", *map(str, flags)])
    meetings.main()
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.mark.parametrize("split", ["valid", "test"])
def test_a_part_is_scored_on_what_its_days_can_see(capsys, monkeypatch, table, split):
    found = told(capsys, monkeypatch, "--data", table, "--split", split)
    start = 140 if split == "valid" else 180
    assert found["held_out"][0] == date_of(FIRST + start)
    assert found["n"] > 20
    assert found["void"] > 0
    assert 0 < found["brier"] < 0.25
    assert found["skill_climatology"] > 0
    assert found["ece"] <= found["ece_raw"]
    assert found["interval"]["brier"][0] < found["brier"] < found["interval"]["brier"][1]
    assert set(found["horizons"]) == {"7", "14", "30", "60"}
    assert found["horizons"]["60"] == {"n": 0, "void": found["n"] + found["void"]}


def test_test_days_do_not_enter_the_score_of_valid(capsys, monkeypatch, table, tmp_path):
    kept = tmp_path / "kept.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    text = "\n".join(row for row in rows if not row.endswith(",test"))
    kept.write_text(text + "\n", encoding="utf-8")
    whole, cut = (
        told(capsys, monkeypatch, "--data", path, "--split", "valid") for path in (table, kept)
    )
    for found in (whole, cut):
        found.pop("seconds"), found.pop("peak_mb")
    assert whole == cut


def test_a_right_forecaster_has_no_calibration_error_but_chance():
    rng = np.random.default_rng(0)
    p = rng.uniform(0.05, 0.9, 4000)
    error, chance = meetings._calibration(p, rng.random(4000) < p, rng)
    assert error == pytest.approx(chance, abs=0.012)
    wrong, _ = meetings._calibration(p, rng.random(4000) < p / 2, rng)
    assert wrong > 0.2
