"""The benchmark prints what it promises, for any table of the same columns."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
RUN = ROOT / "benchmarks/games/run.py"
TABLE = """Actor,Capability,Position,Salience
Red,0.3,10,0.9
Green,0.2,40,0.5
Blue,0.4,90,0.7
Grey,0.1,55,1.0
"""
TIMED = ("seconds", "cpu_seconds", "runs_per_cpu_second", "peak_mb")


def run(*arguments):
    return subprocess.run(
        [sys.executable, str(RUN), *map(str, arguments)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip


@pytest.mark.heavy
def test_the_last_line_holds_trajectories_seconds_and_memory(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    told = []
    for _ in range(2):
        done = run("--case", tmp_path / "t.csv", "--draws", 64, "--rounds", 3)
        assert done.returncode == 0, done.stderr
        told.append(json.loads(done.stdout.splitlines()[-1]))
    one, two = told
    assert one["headline"]["value"] == pytest.approx(
        (0.27 * 10 + 0.1 * 40 + 0.28 * 90 + 0.1 * 55) / 0.75
    )
    assert set(one["trajectories"]) == {"all_pairs", "least_move", "half_quo", "own_pair"}
    assert all(
        len(path["median"]) == len(path["mean"]) == 4 for path in one["trajectories"].values()
    )
    assert one["model_spread"][0] <= one["headline"]["value"] <= one["model_spread"][1]
    assert set(TIMED) <= set(one)
    for name in TIMED:
        del one[name], two[name]
    assert one == two


@pytest.mark.slow
def test_a_bad_table_ends_with_its_fault(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE.replace("0.3,", "-0.3,"), encoding="utf-8")
    done = run("--case", tmp_path / "t.csv")
    assert done.returncode == 1
    assert "t.csv:2: capability.Red must lie in [0, inf)" in done.stderr
