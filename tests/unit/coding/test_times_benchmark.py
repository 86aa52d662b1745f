"""The benchmark of times counts what it says, and keeps its floors."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding/times"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("times_benchmark", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_the_figures_are_what_they_say(benchmark):
    cases = benchmark.read_cases(FOLDER / "cases.jsonl")
    timed = [case for case in cases if case.time != (None, None)]
    perfect = benchmark.summary(cases, [case.time for case in cases])
    assert (perfect["interval_accuracy"], perfect["false_times"]) == (1, 0)
    silent = benchmark.summary(cases, [(None, None)] * len(cases))
    assert silent["interval_accuracy"] == 0
    assert silent["without_time"] == len(cases) - len(timed)
    today = benchmark.summary(cases, list(map(benchmark.naive, cases)))
    assert today["false_times"] == today["without_time"]


def test_the_floors_are_kept(benchmark):
    limits = json.loads((FOLDER / "baseline.json").read_text(encoding="utf-8"))
    result = benchmark.measure()
    assert all(result[name] >= floor for name, floor in limits["floors"].items())
    assert all(result[name] <= ceiling for name, ceiling in limits["ceilings"].items())


def test_a_word_that_is_not_there_is_refused(benchmark):
    case = benchmark.read_cases(FOLDER / "cases.jsonl")[0]
    with pytest.raises(ValueError, match="no word begins"):
        benchmark.anchor_of((), case)
