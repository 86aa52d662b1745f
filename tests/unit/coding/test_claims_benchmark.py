"""The floors of `benchmarks/coding/claims` hold."""

import importlib.util
import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding/claims"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("claims_benchmark", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_floors_hold(benchmark):
    baseline = json.loads((FOLDER / "baseline.json").read_text(encoding="utf-8"))
    benchmark.check_hash(FOLDER / "cases.jsonl")
    result = benchmark.measure()
    low = {name: result[name] for name, floor in baseline["floors"].items()
           if result[name] < floor}  # fmt: skip
    assert low == {}
    assert result["false_alarms"] <= baseline["ceilings"]["false_alarms"]


def test_changed_cases_are_refused(benchmark, tmp_path):
    (tmp_path / "cases.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="sha256"):
        benchmark.check_hash(tmp_path / "cases.jsonl")


def test_an_unknown_split_is_refused(benchmark):
    with pytest.raises(SystemExit, match="no case of the split"):
        benchmark.measure(split="nonsense")
