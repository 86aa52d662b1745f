"""The worker binds itself before it loads a parser."""

import io
import json
import subprocess
import sys

import pytest

from tocsin.read import worker

resource = pytest.importorskip("resource")


def work(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=30
    )


def test_memory_is_limited():
    done = work(
        "from tocsin.read.worker import bind_limits; bind_limits(5.0); bytearray(2 << 30)"
    )
    assert b"MemoryError" in done.stderr


def test_processor_time_is_limited():
    done = work(
        "from tocsin.read.worker import bind_limits; bind_limits(0.1)\nwhile True: pass"
    )
    assert done.returncode < 0


def test_no_file_can_be_written(tmp_path):
    path = tmp_path / "x"
    work(
        f"from tocsin.read.worker import bind_limits; bind_limits(5.0); open({str(path)!r}, 'w').write('x')"
    )
    assert path.stat().st_size == 0


@pytest.mark.parametrize(("error", "status"), [(MemoryError, 3), (RecursionError, 0)])
def test_running_out_is_said(error, status, monkeypatch, capsys):
    def fail(kind, payload):
        raise error

    monkeypatch.setattr(worker, "take_apart", fail)
    monkeypatch.setattr(worker, "bind_limits", lambda seconds: None)
    monkeypatch.setattr(sys, "argv", ["worker", "html", "5"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert worker.main() == status
    out = capsys.readouterr().out
    assert status or "error" in json.loads(out)


def test_both_kinds_are_taken_apart(pdf):
    assert "blocks" in worker.take_apart("html", b"<p>x</p>")
    assert "lines" in worker.take_apart("pdf", pdf([["x"]]))
