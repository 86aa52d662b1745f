"""What the pages on games name is there; `test_shown.py` holds what they show."""

import re
from pathlib import Path

import pytest
import typer

from tocsin.cli.app import app
from tocsin.game.kinds import KINDS
from tocsin.pipeline.gaming.pictures import OWN, PICTURES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/games.md").read_text(encoding="utf-8")


def test_commands_on_the_pages_are_there():
    named = set(re.findall(r"tocsin game ([a-z][a-z-]+)", PAGE))
    named |= set(re.findall(r"tocsin game ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")))
    known = set(typer.main.get_command(app).commands["game"].commands)
    assert named <= known
    assert {"run", "explain", "what-if", "compare", "kinds", "check", "solve"} <= named


def test_every_picture_is_named():
    assert [name for name in (*PICTURES, *OWN) if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page_and_an_example(kind):
    assert (ROOT / f"docs/games/{kind}.md").exists()
    texts = [one.read_text("utf-8") for one in (ROOT / "examples/games").glob("*.yaml")]
    assert any(f"\ngame: {kind}\n" in text for text in texts)


def test_examples_named_in_the_readme_are_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"examples/games/\w+\.yaml", text)
    assert named
    assert all((ROOT / one).exists() for one in named)
