"""A kill at any moment loses nothing that was acknowledged."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tocsin.store import open_ledger

CODER = "rules-1"
KILLS = int(os.environ.get("TOCSIN_KILLS", "6" if os.environ.get("TOCSIN_SAMPLE") else "11"))
ADDER = Path(__file__).with_name("adder.py")


def killed_adder(path, first, rng, lines):
    """Start an adder, kill it somewhere after some lines, return what it acknowledged."""
    with subprocess.Popen(
        [sys.executable, str(ADDER), str(path), str(first)], stdout=subprocess.PIPE
    ) as child:
        said = [child.stdout.readline() for _ in range(lines)]
        time.sleep(rng.uniform(0, 0.02))
        child.kill()
        said += child.stdout.readlines()
    # A kill may cut the last line in two; what is not said in full is not acknowledged.
    return [line.decode().split() for line in said if line.endswith(b"\n")]


def check(path, acknowledged):
    with open_ledger(str(path), create=False) as ledger:
        assert ledger.verify() == []
        for kind, identifier in acknowledged:
            if kind == "document":
                assert ledger.raw(ledger.document(identifier).sha256)
            elif kind == "coding":
                assert len(ledger.coding(identifier, CODER).claims) == 3
            else:
                assert len(ledger.assessment(identifier).figures) == 4


def kill_again_and_again(path, kills):
    rng = random.Random(kills)  # noqa: S311 - a repeatable test, no secret
    acknowledged = []
    for kill in range(kills):
        acknowledged += killed_adder(path, kill * 10_000, rng, rng.randrange(1, 25))
        check(path, acknowledged)
    return acknowledged


@pytest.mark.slow
def test_kills_while_adding_lose_nothing_acknowledged(tmp_path):
    # Two ledgers side by side, only to halve the time.
    paths = (tmp_path / "one.sqlite", tmp_path / "two.sqlite")
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(kill_again_and_again, paths, (KILLS // 2, KILLS - KILLS // 2))
    assert len(one) + len(two) > KILLS


@pytest.mark.slow
def test_kill_while_creating_leaves_a_ledger_or_nothing(tmp_path):
    program = "import sys; from tocsin.store import open_ledger as o; input(); o(sys.argv[1])"
    rng = random.Random(1)  # noqa: S311 - a repeatable test, no secret
    for kill in range(10):
        path = tmp_path / f"{kill}.sqlite"
        with subprocess.Popen(
            [sys.executable, "-c", "print(flush=True);" + program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as child:
            child.stdout.readline()
            child.stdin.write(b"\n")
            child.stdin.flush()
            time.sleep(rng.uniform(0.2, 0.45))
            child.kill()
        with open_ledger(str(path)) as ledger:
            assert ledger.verify() == []


@pytest.mark.slow
def test_two_processes_write_while_a_third_reads(path):
    open_ledger(str(path)).close()
    command = [sys.executable, str(ADDER), str(path)]
    with (
        subprocess.Popen([*command, "0"], stdout=subprocess.PIPE) as one,
        subprocess.Popen([*command, "50000"], stdout=subprocess.PIPE) as two,
        open_ledger(str(path)) as reader,
    ):
        said = [child.stdout.readline() for _ in range(45) for child in (one, two)]
        seen = len(reader.documents())
        one.kill()
        two.kill()
    assert len(said) == 90
    assert seen >= 30
    check(path, [line.decode().split() for line in said])
