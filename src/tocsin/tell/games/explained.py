"""What explains the answer of a game: what moves it, what flips it, who can do what, the inputs."""

from collections.abc import Iterator, Sequence

from rich.console import Console

from tocsin.model.gaming import Explanation, Input
from tocsin.model.outcome import Bar, GameResult, LeverEffect, Sensitivity, Tipping
from tocsin.tell.games.answer import (
    render_bands,
    render_harms,
    render_head,
    render_moves,
    render_readings,
    render_replay,
    render_told,
    render_warnings,
    section,
)
from tocsin.tell.games.numbers import belief, number, plain_number, quantity, span, unit_of
from tocsin.tell.layout import folded, put, say

MOST_BARS = 15
"""Inputs that are shown of the tornado, of the shares of variance and of the flip table."""
_REACHES = 7
"""Columns that a band needs beside the change that leads to it."""
_WIDE = 16
_SMALL = 0.005
"""Share of variance below which the inputs of a group are counted and not listed."""


def render_explanation(found: Explanation, console: Console) -> None:
    """Print an answer with all that explains it and every number that went in."""
    result = found.result
    render_head(result, console)
    render_readings(result, console)
    render_told(result, console)
    render_bands(result, console)
    render_harms(result.harms, console)
    _tornado(result, console)
    _sensitivity(result, console)
    _flips(result, console)
    _levers(result.levers, console)
    render_moves(result, console)
    _inputs(found.inputs, console)
    render_warnings(result.warnings, console)
    render_replay(result, console)


def _tornado(result: GameResult, console: Console) -> None:
    """Print how far the outcome goes when one input goes from its 10 % to its 90 % point."""
    if not result.tornado:
        return
    unit = result.headline.unit
    section(
        f"What moves {result.headline.outcome}: one input from its 10% to its 90% point",
        console,
    )
    rows = [("input", "", "outcome", "input from, to")]
    most = result.tornado[0].swing or 1.0
    rows += [_bar(one, unit, most) for one in result.tornado[:MOST_BARS]]
    put(folded(rows, console, indent=2, right=(2,)), console)
    _left_out(len(result.tornado), console)


def _bar(one: Bar, unit: str, most: float) -> tuple[str, str, str, str]:
    """Return the cells of a bar."""
    filled = round(_WIDE * one.swing / most)
    low, high = (number(value, unit) for value in one.outcomes)
    ends = " to ".join(number(value, one.unit) for value in one.inputs)
    return one.parameter, "#" * filled or ".", f"{low} to {high}", f"{ends}{unit_of(one.unit)}"


def _sensitivity(result: GameResult, console: Console) -> None:
    """Print the shares of variance."""
    if not result.sensitivity:
        return
    section("Shares of its variance (Sobol), alone and together with others", console)
    rows: list[tuple[str, ...]] = [("total", "90% range", "alone", "90% range", "input")]
    shown = [one for one in result.sensitivity if one.total >= _SMALL][:MOST_BARS]
    rows += [_share(one) for one in shown]
    put(folded(rows, console, indent=2, right=(0, 1, 2, 3)), console)
    _left_out(len(result.sensitivity), console, shown=len(shown))


def _share(one: Sensitivity) -> tuple[str, ...]:
    """Return the cells of a share of variance; estimates may lie a little below 0."""
    return (
        f"{one.total:.2f}",
        f"{one.total_interval[0]:.2f} to {one.total_interval[1]:.2f}",
        f"{one.first:.2f}",
        f"{one.first_interval[0]:.2f} to {one.first_interval[1]:.2f}",
        " with ".join(one.parameters),
    )


def _flips(result: GameResult, console: Console) -> None:
    """Print the smallest change of each input that carries the outcome into another band."""
    if not result.flips:
        return
    section(
        "What flips it: the smallest change of one input that leads to another band", console
    )
    rows: list[tuple[str, ...]] = [("input", "from", "to", "of its range", "reaches")]
    rows += [_flip(one) for one in result.flips[:MOST_BARS]]
    put(folded(rows, console, indent=2, right=(1, 2, 3), least=_REACHES), console)
    _left_out(len(result.flips), console)


def _flip(one: Tipping) -> tuple[str, ...]:
    """Return the cells of a flip."""
    return (
        one.parameter,
        number(one.from_, one.unit),
        quantity(one.to, one.unit),
        number(one.steps, "share"),
        one.reaches or "no band",
    )


def _levers(levers: Sequence[LeverEffect], console: Console) -> None:
    """Print what each stakeholder can do, its best marked."""
    if not levers:
        return
    section("Levers: harm of a stakeholder, 0 to 100, before and after (* its best)", console)
    rows = [("stakeholder", "before", "after", "", "what it does")]
    rows += [
        (
            one.stakeholder,
            f"{one.before:.0f}",
            f"{one.after:.0f}",
            "*" if one.is_best else "",
            one.what,
        )
        for one in levers
    ]
    put(folded(rows, console, indent=2, right=(1, 2)), console)


def _inputs(inputs: Sequence[Input], console: Console) -> None:
    """Print every number that went in: what is believed of it, and where that comes from."""
    section("Inputs", console)
    for line in _given(inputs):
        say(line, console, head="  - ")
    defaults = [one for one in inputs if one.is_default]
    if defaults:
        told = ", ".join(
            f"{one.parameter} {plain_number(one.median)}{unit_of(one.unit)}" for one in defaults
        )
        say(f"Left to the game's defaults: {told}.", console, head="  - ", style="dim")


def _given(inputs: Sequence[Input]) -> Iterator[str]:
    """Yield the inputs that the scenario gives."""
    for one in inputs:
        if one.is_default:
            continue
        quote = f", \N{LEFT DOUBLE QUOTATION MARK}{one.quote}\N{RIGHT DOUBLE QUOTATION MARK}"
        parts = (
            one.source,
            f"claim {one.claim}" if one.claim else "",
            one.date,
            f"by {one.coder}" if one.coder else "",
        )
        origin = ", ".join(part for part in parts if part)
        yield (
            f"{one.parameter}: {belief(one, has_unit=True)}. {one.meaning} "
            f"[{origin}{quote if one.quote else ''}]"
        )


def _left_out(count: int, console: Console, *, shown: int = MOST_BARS) -> None:
    """Say how many rows are not shown."""
    if count > shown:
        say(f"{count - shown} more, smaller, in --json.", console, head="  ", style="dim")


def span_of_input(one: Input) -> str:
    """Return median and 90 % interval of an input."""
    if one.interval is None:
        return number(one.median, one.unit)
    return f"{number(one.median, one.unit)} ({span(one.interval, one.unit)})"
