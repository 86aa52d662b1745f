"""A runner of commands in this process, away from the user's files and settings."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.cli import main

WIRE = """---
date: 2023-09-05
publisher: Harbour Wire
title: Kim to visit Russia
---

Kim Jong Un plans to travel to Russia this month, US officials said on Monday.

North Korea could sell Russia artillery shells for the war in Ukraine, they said. Seoul fears
that Russia will give North Korea missile technology.
"""


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


Runner = Callable[..., Result]


@pytest.fixture
def tocsin(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Runner:
    """Return a function that runs a command in an empty folder."""
    for name in [name for name in os.environ if name.startswith("TOCSIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TOCSIN_STORE", str(tmp_path / "store" / "ledger.sqlite"))
    monkeypatch.setenv("TOCSIN_READER", "fast")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        stream = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        status = main([str(one) for one in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(status, out.decode(), err.decode())

    return run


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """Return a short report on the reference case."""
    path = tmp_path / "wire.md"
    path.write_text(WIRE, encoding="utf-8")
    return path
