"""The kinds of games, and what a file may and does give."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from tocsin.game.base import Game, GameKind, ParameterSpec
from tocsin.model.codec import plain
from tocsin.model.gaming import Input
from tocsin.tell.games.answer import section
from tocsin.tell.games.numbers import belief, number
from tocsin.tell.layout import folded, put, say


def render_kinds(kinds: Sequence[GameKind], console: Console) -> None:
    """Print the kinds of games, with what each answers."""
    rows = [(kind.name, kind.title) for kind in kinds]
    put(folded(rows, console), console)
    say("`tocsin game kinds KIND` tells what its files may say.", console, style="dim")


def render_kind(kind: GameKind, console: Console) -> None:
    """Print a kind of game with its settings."""
    say(f"{kind.name}: {kind.title}", console, style="bold")
    section("Settings", console)
    rows = [
        (one.name, "required" if one.is_required else "", one.meaning) for one in kind.settings
    ]
    put(folded(rows, console, indent=2), console)
    console.print()
    say(
        "Its parameters go by what the settings name: `tocsin game kinds FILE` lists those of a "
        "scenario file.",
        console,
        style="dim",
    )


def render_described(
    kind: GameKind, game: Game, inputs: Sequence[Input], console: Console
) -> None:
    """Print the game of a file: actors, parameters, outcomes and readings."""
    say(f"{kind.name}: {kind.title}", console, style="bold")
    say(f"Who plays: {', '.join(game.actors)}.", console)
    specs = {spec.name: spec for spec in game.parameters}
    for title, is_default in (("Parameters that the file gives", False),
                              ("Parameters left to their defaults", True)):  # fmt: skip
        rows = [_parameter(specs[one.parameter], one)
                for one in inputs if one.is_default is is_default]  # fmt: skip
        if rows:
            section(title, console)
            head = ("name", "unit", "allowed", "default" if is_default else "given", "meaning")
            put(folded([head, *rows], console, indent=2), console)
    section("Outcomes, of which bands may be named", console)
    outcomes = [(one.name, one.unit, one.meaning) for one in game.outcomes]
    put(folded([("name", "unit", "meaning"), *outcomes], console, indent=2), console)
    section("Readings, which weights may be given to; the first is the baseline", console)
    put(folded([(one.name, one.meaning) for one in game.readings], console, indent=2), console)


def _parameter(spec: ParameterSpec, one: Input) -> tuple[str, ...]:
    """Return the cells of a parameter."""
    told = number(one.median) if one.is_default else belief(one)
    return spec.name, spec.unit, str(spec.domain), told, spec.meaning


def kind_json(kind: GameKind) -> dict[str, Any]:
    """Return a kind of game as plain JSON types."""
    return {"kind": kind.name, "title": kind.title, "settings": plain(kind.settings)}


def described_json(kind: GameKind, game: Game, inputs: Sequence[Input]) -> dict[str, Any]:
    """Return the game of a file as plain JSON types."""
    given = {one.parameter: one for one in inputs}
    return {
        **kind_json(kind),
        "actors": plain(game.actors),
        "parameters": [
            {
                "name": spec.name,
                "unit": spec.unit,
                "meaning": spec.meaning,
                "domain": str(spec.domain),
                "default": spec.default,
                "given": None if given[spec.name].is_default else plain(given[spec.name]),
            }
            for spec in game.parameters
        ],
        "outcomes": [
            {
                "name": one.name,
                "unit": one.unit,
                "meaning": one.meaning,
                "domain": str(one.domain),
            }
            for one in game.outcomes
        ],
        "readings": plain(game.readings),
    }
