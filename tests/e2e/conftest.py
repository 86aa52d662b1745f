"""A runner of the lake's commands in this process, and where its files come from."""

import io
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.cli import main

SMALL = Path(__file__).parents[1] / "data" / "sources"
REAL = Path(__file__).parents[3] / "shared" / "data" / "sources"
GIVEN = (
    ("gdelt", "gdelt2_events.export.CSV"),
    ("icews", "icews_events.tab"),
    ("polecat", "polecat.txt"),
    ("unga-votes", "unga_votes_voeten.csv"),
    ("unga-roll-calls", "unga_roll_calls.csv"),
    ("unga-ideal-points", "unga_ideal_points_latin1.csv"),
    ("sipri-register", "sipri_register.csv"),
    ("colt", "colt_master.csv"),
    ("cow-alliances", "cow_alliance_by_directed.csv"),
    ("dyad-years", "dyad_years_semicolon.csv", "start=1990", "end=1999", "value=exports"),
)
"""What the record of most tests is made of."""


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self):
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def errors(self):
        """The lines on standard error."""
        return self.err.splitlines()


@pytest.fixture
def small():
    """Return the folder with small files of our own in the formats of the sources."""
    return SMALL


@pytest.fixture
def real():
    """Return the folder with real samples, which are not committed."""
    if not REAL.is_dir():
        pytest.skip(f"the real samples are not at {REAL}")
    return REAL


@pytest.fixture
def command(monkeypatch, capfdbinary, tmp_path):
    """Return a function that runs a command in an empty folder, with a ledger in it."""
    for name in [name for name in os.environ if name.startswith("TOCSIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TOCSIN_STORE", str(tmp_path / "w.sqlite"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        status = main([str(one) for one in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(status, out.decode(), err.decode())

    return run


@pytest.fixture(scope="session")
def record(tmp_path_factory):
    """Return a ledger with its lake, filled from the small files; to be copied, not used."""
    store = tmp_path_factory.mktemp("record") / "w.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(SMALL)
        for source, name, *options in GIVEN:
            flags = [part for option in options for part in ("--option", option)]
            assert main(["ingest", source, name, *flags, "--store", str(store), "-q"]) == 0
    return store


@pytest.fixture
def filled(command, record, tmp_path):
    """Return the runner of commands, its ledger a copy of the filled one."""
    shutil.copy(record, tmp_path / "w.sqlite")
    shutil.copytree(record.with_suffix(".lake"), tmp_path / "w.lake")
    return command
