"""The process that pages are taken apart in."""

import subprocess
import sys

import pytest

from tocsin.errors import ExtractionError, ReadError
from tocsin.read import child
from tocsin.read.child import run_worker


def answer_with(monkeypatch, code, out=b"", err=b""):
    done = subprocess.CompletedProcess([], code, out, err)
    monkeypatch.setattr(child.subprocess, "run", lambda *args, **options: done)


def run(seconds=5.0):
    return run_worker("html", b"<p>x", path="a.html", seconds=seconds)


@pytest.mark.parametrize("code", [1, 3, -9, -24, -11])
def test_a_worker_that_dies_is_a_failure(code, monkeypatch):
    answer_with(monkeypatch, code, err=b"\xff trace")
    with pytest.raises(ExtractionError, match=r"^failed: .*ended (by signal|with status)"):
        run()


@pytest.mark.parametrize("out", [b"", b"no json", b"[]", b'{"error": "it is broken."}'])
def test_a_bad_answer_is_a_failure(out, monkeypatch):
    answer_with(monkeypatch, 0, out)
    with pytest.raises(ExtractionError, match=r"^failed: "):
        run()


def test_a_worker_that_takes_too_long_is_ended():
    with pytest.raises(ExtractionError, match=r"longer than 0\.01 seconds"):
        run(seconds=0.01)


def test_a_worker_that_cannot_start_is_told(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(ReadError, match="could not be started"):
        run()


def test_a_worker_answers():
    parts = run_worker(
        "html", b"<p>Russia sold weapons to Iran, two officials said.</p>", path="a", seconds=10
    )
    assert parts["blocks"]


def test_the_working_folder_is_no_place_to_import_from(tmp_path, monkeypatch):
    (tmp_path / "trafilatura.py").write_text("raise SystemExit(77)")
    (tmp_path / "json.py").write_text("raise SystemExit(77)")
    monkeypatch.chdir(tmp_path)
    test_a_worker_answers()
