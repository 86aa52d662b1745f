"""The gate finds data outside the repository, and says what it skips."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def gate(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("gate", ROOT / "benchmarks/gate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / "benchmarks/own"
    folder.mkdir(parents=True)
    baseline = {"data": "../shared-own", "floors": {"f1": 0.5}}
    (folder / "baseline.json").write_text(json.dumps(baseline), encoding="utf-8")
    (folder / "run.py").write_text(
        "import json, sys\nprint(json.dumps({'f1': float(open(sys.argv[2]).read())}))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(module, "HERE", tmp_path / "benchmarks")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["gate.py"])
    monkeypatch.delenv("TOCSIN_SAMPLE", raising=False)
    return module


def test_absent_data_is_skipped_with_a_message(gate, capsys):
    assert gate.main() == 0
    assert "own: skipped, ../shared-own is absent" in capsys.readouterr().out


@pytest.mark.parametrize(("measured", "status"), [("0.6", 0), ("0.4", 1)])
def test_data_outside_the_repository_is_passed_on(gate, tmp_path, measured, status):
    outside = tmp_path.parent / "shared-own"
    outside.write_text(measured, encoding="utf-8")
    try:
        assert gate.main() == status
    finally:
        outside.unlink()


def test_heavy_benchmarks_are_left_out_of_the_sample_unless_named(
    gate, tmp_path, monkeypatch, capsys
):
    folder = tmp_path / "benchmarks/own"
    (folder / "baseline.json").write_text(json.dumps({"heavy": True, "floors": {"f1": 0.5}}))
    (folder / "run.py").write_text("print('{\"f1\": 0.4}')\n")
    assert gate.main() == 1
    monkeypatch.setenv("TOCSIN_SAMPLE", "1")
    assert gate.main() == 0
    assert "own: left out of the sample" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["gate.py", "own"])
    assert gate.main() == 1
