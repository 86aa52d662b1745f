"""The benchmark prints one JSON object last, for a file with two parts or three."""

import importlib
import json
import sys
from pathlib import Path

import pytest
from invented_events import FIRST, world

pytest.importorskip("duckdb", reason="the extra 'lake' is not installed")
FOLDER = Path(__file__).parents[4] / "benchmarks/forecast"


@pytest.fixture(scope="module")
def run():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("run")
        sys.modules.pop("run", None)
        sys.modules.pop("protocol", None)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    events = world()
    path = tmp_path_factory.mktemp("data") / "events.csv"
    lines = ["date,subj,rel,obj,split"]
    for place in range(len(events)):
        day = int(events.day[place]) - FIRST
        part = "train" if day < 50 else "valid" if day < 60 else "test"
        lines.append(",".join((*events.with_names(place), part)))
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(
    ("split", "mode", "horizon"),
    [
        ("valid", "counting", "single"),
        ("test", "counting", "multi"),
        ("test", "full", "single"),
    ],
)
def test_figures_are_the_last_line(run, file, capsys, monkeypatch, split, mode, horizon):
    options = {"data": str(file), "split": split, "mode": mode, "horizon": horizon}
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    monkeypatch.setattr(sys, "argv", ["run.py", *words])

    run.main()

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"mrr", "hits@1", "hits@3", "hits@10", "interval", "n", "seconds", "peak_mb"} <= set(
        told
    )
    low, high = told["interval"]
    assert 0.26 < low <= told["mrr"] <= high <= 1
    assert told["n"] == 2 * sum(line.endswith(split) for line in file.read_text().splitlines())
