"""The adapter to pygambit, with an interpreter that only pretends."""

import sys
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import EngineError, UsageError
from tocsin.game.generic import gambit_equilibria, table_of

TABLE = table_of(np.eye(2), np.eye(2))


def pretend(tmp_path, body):
    """Return an interpreter that runs a shell script instead of what it is asked."""
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_an_answer_is_read(tmp_path):
    python = pretend(
        tmp_path, "cat > /dev/null; echo '[[[1, 0], [1.0, 0.0]], [[0.5, 0.5], [0.5, 0.5]]]'"
    )
    found = gambit_equilibria(TABLE, interpreter=python)
    assert [[mix.tolist() for mix in one] for one in found] == [
        [[1, 0], [1, 0]],
        [[0.5, 0.5], [0.5, 0.5]],
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("echo oops >&2; exit 3", "oops"),
        ("exit 3", "status 3"),
        ("echo nonsense", "no readable answer"),
        ("echo '[[[1, 0]]]'", "no readable answer"),
        ("echo '[[[1, 1], [1, 0]]]'", "no readable answer"),
        ("exec sleep 20", "longer than"),
    ],
)
def test_what_goes_wrong_there_is_told_here(tmp_path, body, wanted):
    with pytest.raises(EngineError, match=wanted):
        gambit_equilibria(TABLE, interpreter=pretend(tmp_path, body), seconds=1)


def test_a_missing_interpreter_or_method_is_refused(tmp_path):
    with pytest.raises(UsageError, match="environment of its own"):
        gambit_equilibria(TABLE, interpreter=tmp_path / "none")
    with pytest.raises(UsageError, match="enummixed"):
        gambit_equilibria(TABLE, interpreter=Path(sys.executable), method="magic")


def test_an_interpreter_that_does_not_start_is_told(tmp_path):
    path = tmp_path / "python"
    path.write_text("not a program", encoding="utf-8")
    with pytest.raises(EngineError, match="could not be started"):
        gambit_equilibria(TABLE, interpreter=path)


def test_our_code_never_imports_it():
    import tocsin.game.generic  # noqa: F401, PLC0415

    assert "pygambit" not in sys.modules
