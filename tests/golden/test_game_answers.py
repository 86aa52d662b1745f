"""Answers of games, letter by letter and number by number.

`TOCSIN_UPDATE=1 pytest tests/golden/test_game_answers.py` writes them anew.
"""

import io
import json
import os
import re
from pathlib import Path

import pytest
from rich.console import Console

from tocsin import tell
from tocsin.model.codec import plain
from tocsin.pipeline import gaming
from tocsin.pipeline.base import Silence

SCENARIO = Path(__file__).parents[2] / "examples/games/sanctions.yaml"
KEPT = Path(__file__).parent / "games"
DIGITS = 9
"""Digits of a number that are kept: the last ones depend on the processor."""


def playing(*changes):
    return gaming.Playing(file=str(SCENARIO), changes=changes, draws=256)


@pytest.fixture(scope="module")
def explained():
    return gaming.play(playing(), watcher=Silence())


def text(render, value):
    """Return what a terminal of 80 columns shows, without the hash, which names the version."""
    stream = io.StringIO()
    render(value, Console(file=stream, width=80, highlight=False, color_system=None))
    hidden = re.sub(r"\b[0-9a-f]{16}\b", "HASH", stream.getvalue())
    return re.sub(r"Tocsin\s+\d[\w.]*", "Tocsin VERSION", hidden)


def rounded(value):
    """Return JSON whose numbers have fewer digits."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, list):
        return [rounded(one) for one in value]
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items() if key != "replay"}
    return value


def kept(name, found):
    """Return what is kept under a name, written anew where that is asked for."""
    if os.environ.get("TOCSIN_UPDATE"):
        (KEPT / name).write_text(found, encoding="utf-8")
    return (KEPT / name).read_text(encoding="utf-8")


def test_what_a_terminal_shows(explained):
    found = text(tell.render_explanation, explained)
    assert found == kept("sanctions.txt", found)
    assert max(map(len, found.splitlines())) <= 80


def test_what_a_terminal_shows_of_a_change():
    found = text(
        tell.render_what_if, gaming.play_change(playing("yes.CHN=0.8"), watcher=Silence())
    )
    assert found == kept("sanctions_change.txt", found)


def test_what_a_program_reads(explained):
    found = json.dumps(rounded(plain(explained.result)), indent=1) + "\n"
    assert json.loads(found) == json.loads(kept("sanctions.json", found))
