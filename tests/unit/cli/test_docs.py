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


def _commands(group, before=""):
    """Return all commands by their whole names, those of groups included."""
    found = {}
    for name, command in group.commands.items():
        found[before + name] = command
        if hasattr(command, "commands"):
            found |= _commands(command, f"{before}{name} ")
    return found


COMMANDS = _commands(typer.main.get_command(app))


def _mark(name):
    """Return what the section of a command begins with: a command of a group stands below it."""
    return "###" if " " in name else "##"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_its_section(name):
    assert f"{_mark(name)} tocsin {name}\n" in TEXT


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_documented(name):
    mark = _mark(name)
    section = (
        TEXT.split(f"\n{mark} tocsin {name}\n")[1].split(f"\n{mark} ")[0].split("\n## ")[0]
    )
    general = TEXT.split("## tocsin assess")[0] + (_shared(name) if " " in name else "")
    options = {opt for param in COMMANDS[name].params for opt in param.opts if opt[:2] == "--"}
    assert sorted(one for one in options if f"`{one}" not in section + general) == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_parameter_has_a_help_text_and_every_command_an_example(name):
    command = COMMANDS[name]
    silent = [one.name for one in command.params if not getattr(one, "help", None)]
    assert [one for one in silent if one != "help"] == []
    assert f"tocsin {name}" in (command.epilog or "")


def _shared(name):
    """Return what the section of a group says of all its commands."""
    return TEXT.split(f"\n## tocsin {name.split()[0]}\n")[1].split("\n### ")[0]


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_is_documented_with_its_variable(name):
    assert f"| `{name}` | `TOCSIN_{name.upper()}` |" in TEXT


def test_every_contract_and_every_kind_of_output_is_documented():
    assert [name for name in CONTRACTS if f"`{name}`" not in TEXT] == []
    assert [ending for ending in WRITERS if f"`{ending}`" not in TEXT] == []


def test_every_status_is_documented():
    assert all(f"| {status} |" in TEXT for status in (0, 1, 2, 3, 130))
