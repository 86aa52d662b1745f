"""A kill at any moment loses nothing that was acknowledged, and leaves nothing half."""

import datetime as dt
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tocsin.store import open_ledger
from tocsin.store.lake.check import findings
from tocsin.store.lake.lake import Lake
from tocsin.store.lake.view import viewing

FILLER = Path(__file__).with_name("filler.py")
KILLS = int(os.environ.get("TOCSIN_KILLS", "5" if os.environ.get("TOCSIN_SAMPLE") else "8"))
YEAR = (dt.date(2018, 1, 1), dt.date(2018, 12, 31))


def start(folder, first, count=10_000):
    command = [sys.executable, str(FILLER), str(folder), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def acknowledged(raw):
    # A kill may cut the last line in two; what is not said in full is not acknowledged.
    return [tuple(map(int, line.split())) for line in raw if line.endswith(b"\n")]


def kept_in(folder):
    """Return the names and kept rows of all files in a sound lake, and its sum of events."""
    with open_ledger(str(folder / "work.sqlite"), create=False) as ledger:
        lake = Lake(ledger, folder / "work.lake")
        assert ledger.verify() == []
        assert list(findings(lake)) == []
        inputs = [one for ingest in ledger.ingests() for one in ingest.inputs]
        with viewing(ledger, lake.place) as view:
            events = int(view.event_months(("CHN", "PRK"), *YEAR).events.sum())
    return {int(one.name.split(".")[0]): one.kept for one in inputs}, events


@pytest.mark.slow
def test_kills_while_ingesting_lose_nothing_and_leave_nothing_half(tmp_path):
    rng = random.Random(4)  # noqa: S311 - a repeatable test, no secret
    said = []
    for kill in range(KILLS):
        with start(tmp_path, len(said) + kill) as child:
            lines = [child.stdout.readline() for _ in range(rng.randrange(0, 3))]
            time.sleep(rng.uniform(0.0, 0.6) if lines else rng.uniform(0.3, 1.2))
            child.kill()
            lines += child.stdout.readlines()
        said += acknowledged(lines)
        if not (tmp_path / "work.sqlite").exists():
            continue
        kept, events = kept_in(tmp_path)
        # What was killed after its commit but before it could say so is there, too.
        assert all(number in kept for number, _ in said)
        assert events == sum(kept.values())
    assert len(said) > KILLS / 2
    check_resumed(tmp_path, said)


def check_resumed(folder, said):
    """Start once more where it was killed, and find every file once and nothing left over."""
    with start(folder, 0, max(number for number, _ in said) + 1) as child:
        child.communicate()
    kept, events = kept_in(folder)
    assert sorted(kept) == list(range(max(kept) + 1))
    assert events == sum(kept.values()) == 11 * len(kept) + 1
    with open_ledger(str(folder / "work.sqlite"), create=False) as ledger:
        lake = Lake(ledger, folder / "work.lake")
        lake.tidy()
        named = {part.path for part in ledger.parts()}
        raws = {f"raw/{s[:2]}/{s}" for i in ledger.ingests() for s in [i.inputs[0].sha256]}
        assert set(lake.place.files()) == named | raws
        assert list((folder / "work.lake" / "work").iterdir()) == []


@pytest.mark.slow
def test_two_processes_that_ingest_at_once_lose_no_update(tmp_path):
    open_ledger(str(tmp_path / "work.sqlite")).close()
    with start(tmp_path, 0, 8) as one, start(tmp_path, 4, 8) as other:
        said = acknowledged([*one.stdout.readlines(), *other.stdout.readlines()])
        assert (one.wait(), other.wait()) == (0, 0)
    kept, events = kept_in(tmp_path)
    assert sorted(kept) == list(range(12))
    # Both may say that they took in the same file; only one of them did.
    assert sum(count for _, count in said if count > 0) == events == 11 * 12 + 1
