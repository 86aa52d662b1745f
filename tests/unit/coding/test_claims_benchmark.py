"""The harness of the corpus counts what it says it counts."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding/claims"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("claims_benchmark", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    for name in ("judging", "naive", "scoring"):
        sys.modules.pop(name, None)


CASE = {
    "text": "Iran sold drones to Venezuela, US officials said.",
    "date": "2024-06-12",
    "claims": [
        {
            "types": ["COOPERATE", "AID"],
            "source": ["IRN"],
            "target": ["VEN"],
            "status": ["occurred"],
            "polarity": ["affirmed"],
            "holders": [{"actor": "USA", "name": "US officials", "stance": "asserts"}],
            "innermost": [{"actor": "USA", "stance": "asserts"}],
            "items": [["weapons"]],
        }
    ],
}


def test_a_claim_that_is_right_in_all_counts_as_found(benchmark):
    counts = Counter()
    assert benchmark.judge(benchmark.coded(CASE), CASE, counts) == []
    assert (counts["found"], counts["missed"], counts["spurious"]) == (1, 0, 0)
    assert counts["status_right"] == counts["holder_right"] == counts["depth_right"] == 1


def test_a_reversed_direction_is_missed_and_spurious(benchmark):
    gold = CASE["claims"][0]
    case = {**CASE, "claims": [{**gold, "source": ["VEN"], "target": ["IRN"]}]}
    counts = Counter()
    assert len(benchmark.judge(benchmark.coded(CASE), case, counts)) == 2
    assert (counts["found"], counts["missed"], counts["spurious"]) == (0, 1, 1)


def test_an_optional_claim_is_neither_asked_for_nor_held_against(benchmark):
    gold = {**CASE["claims"][0], "optional": True}
    counts = Counter()
    assert benchmark.judge(benchmark.coded(CASE), {**CASE, "claims": [gold]}, counts) == []
    assert counts["found"] == counts["missed"] == counts["spurious"] == 0


def test_a_claim_in_a_text_without_event_is_a_false_alarm(benchmark):
    counts = Counter()
    benchmark.judge(benchmark.coded(CASE), {**CASE, "claims": []}, counts)
    assert counts["false_alarms"] == 1


def test_an_unknown_split_is_refused(benchmark):
    with pytest.raises(SystemExit, match="no case of the split"):
        benchmark.measure(split="nonsense")
