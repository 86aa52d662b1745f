"""The drawing of time and memory is the same for the same figures."""

import importlib
import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("numba", reason="the extra 'forecast' is not installed")
FOLDER = Path(__file__).parents[3] / "benchmarks/forecast"


@pytest.fixture(scope="module")
def scaling():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("scaling")
        for name in ("scaling", "generate", "protocol"):
            sys.modules.pop(name, None)


def figures(events, factor):
    return {
        "events": events, "fit_seconds": 10 * factor, "day_seconds": factor, "query_ms": 5.0,
        "read_peak_mb": 200.0, "fit_peak_mb": 400.0 * factor, "day_peak_mb": 410.0 * factor,
    }  # fmt: skip


def test_the_drawing_is_the_same_every_time(scaling, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    sizes = [figures(100_000, 1.0), figures(1_000_000, 8.0)]
    for name in ("a.svg", "b.svg"):
        scaling.draw(sizes, tmp_path / name)
    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert drawn == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert drawn.count("<svg") == 1
    scaling.draw([sizes[0], figures(1_000_000, 9.0)], tmp_path / "b.svg")
    assert drawn != (tmp_path / "b.svg").read_text(encoding="utf-8")


@pytest.mark.heavy
def test_a_small_table_is_measured(scaling, tmp_path):
    scaling.generate.write(tmp_path / "3000.parquet", 3000, days=40)
    mode = scaling.Mode.COUNTING
    told = scaling.own_process(3000, mode, tmp_path)
    assert json.loads(json.dumps(told)) == told
    assert (told["events"], told["days"]) == (3000, 40)
    assert told["start_peak_mb"] <= told["fit_peak_mb"] <= told["day_peak_mb"]
    assert min(told["fit_seconds"], told["day_seconds"], told["query_ms"]) > 0
    assert told["query_ms"] / 1e3 < told["day_seconds"]
