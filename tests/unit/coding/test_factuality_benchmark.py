"""The factuality benchmark counts as its README says, on sentences of our own."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding/factuality"
ROWS = {
    "rp.dev.jsonl": [
        {"text": "The crew managed to land .", "targets": [{"span1": [4, 5], "label": 3.0}]},
        {"text": "The crew failed to land .", "targets": [{"span1": [4, 5], "label": -3.0}]},
    ],
    "own.dev.jsonl": [
        {
            "text": "He left . She will follow .",
            "targets": [{"span1": [1, 2], "label": 3}, {"span1": [5, 6], "label": -2}],
        },
    ],
}


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("factuality_benchmark", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def data(tmp_path):
    for name, rows in ROWS.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    return tmp_path


def test_all_sets_of_a_folder_are_measured(benchmark, data):
    result = benchmark.measure(data)
    assert (result["n"], result["macro_f1"]) == (4, 1.0)
    assert result["rp_macro_f1"] == result["own_macro_f1"] == 1.0
    assert result["naive_macro_f1"] == pytest.approx(0.333)
    assert result["naive_pearson_r"] == 0.0


def test_one_file_is_measured_alone(benchmark, data):
    assert benchmark.measure(data / "own.dev.jsonl")["n"] == 2


def test_a_set_is_picked_by_name(benchmark, data):
    assert benchmark.measure(data, "rp")["n"] == 2
    with pytest.raises(SystemExit, match="no row of the set"):
        benchmark.measure(data, "elsewhere")


@pytest.mark.parametrize(
    ("value", "kind"), [(3, 1), (1.0, 1), (0.99, 0), (-0.99, 0), (-1.0, -1), (-3, -1)]
)
def test_classes_are_cut_at_one(benchmark, value, kind):
    assert benchmark.class_of(value) == kind


def test_classes_that_no_label_has_do_not_count(benchmark):
    assert benchmark.macro_f1([(1, 1), (-1, -1)]) == 1.0
    assert benchmark.macro_f1([(1, 1), (-1, 1)]) == pytest.approx((2 / 3 + 0) / 2)
