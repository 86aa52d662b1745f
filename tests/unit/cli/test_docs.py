"""The page on the command line describes every command, option and setting."""

from dataclasses import fields
from pathlib import Path

import pytest
import typer

from tocsin.cli.app import app
from tocsin.pipeline import CONTRACTS, WRITERS
from tocsin.settings import Settings

PAGE = Path(__file__).parents[3] / "docs" / "cli.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_its_section(name):
    assert f"## tocsin {name}\n" in TEXT


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_documented(name):
    section = TEXT.split(f"## tocsin {name}\n")[1].split("\n## ")[0]
    general = TEXT.split("## tocsin assess")[0]
    options = {opt for param in COMMANDS[name].params for opt in param.opts if opt[:2] == "--"}
    assert sorted(one for one in options if f"`{one}" not in section + general) == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_parameter_has_a_help_text_and_every_command_an_example(name):
    command = COMMANDS[name]
    silent = [one.name for one in command.params if not getattr(one, "help", None)]
    assert [one for one in silent if one != "help"] == []
    assert f"tocsin {name}" in (command.epilog or "")


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_is_documented_with_its_variable(name):
    assert f"| `{name}` | `TOCSIN_{name.upper()}` |" in TEXT


def test_every_contract_and_every_kind_of_output_is_documented():
    assert [name for name in CONTRACTS if f"`{name}`" not in TEXT] == []
    assert [ending for ending in WRITERS if f"`{ending}`" not in TEXT] == []


def test_every_status_is_documented():
    assert all(f"| {status} |" in TEXT for status in (0, 1, 2, 3, 130))
