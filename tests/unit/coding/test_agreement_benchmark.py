"""The agreement of two annotators is reckoned as the coder is judged."""

import importlib.util
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding/claims"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location(
        "agreement_benchmark", FOLDER / "agreement.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules.pop("run", None)
    spec.loader.exec_module(module)
    yield module
    for name in ("run", "judging", "naive", "scoring", "reader"):
        sys.modules.pop(name, None)


GOLD = {
    "types": ["AID", "COOPERATE"],
    "source": ["IRN"],
    "target": ["SYR"],
    "status": ["occurred"],
    "polarity": ["affirmed"],
    "innermost": [None],
    "items": [["weapons"]],
}


def case(*claims):
    return {
        "id": "a",
        "text": "Iran armed Syria.",
        "date": "2024-06-12",
        "claims": list(claims),
    }


def figures(benchmark, first, second, *, is_strict=False):
    return benchmark.compare([first], {"a": second}, is_strict=is_strict)


def test_who_says_the_same_agrees(benchmark):
    found = figures(benchmark, case(GOLD), case(GOLD), is_strict=True)
    assert (found["claim_f1"], found["status_accuracy"], found["holder_accuracy"]) == (1, 1, 1)


def test_an_accepted_alternative_agrees_unless_strictly(benchmark):
    other = {**GOLD, "types": ["COOPERATE"]}
    assert figures(benchmark, case(GOLD), case(other))["claim_f1"] == 1
    assert figures(benchmark, case(GOLD), case(other), is_strict=True)["claim_f1"] == 0


def test_what_one_leaves_out_is_missed(benchmark):
    found = figures(benchmark, case(GOLD), case())
    assert (found["claims"], found["recall"]) == (1, 0)


def test_an_optional_claim_is_not_held_against_the_second(benchmark):
    optional = {**GOLD, "target": ["LBN"], "optional": True}
    assert figures(benchmark, case(GOLD), case(GOLD, optional))["precision"] == 1
