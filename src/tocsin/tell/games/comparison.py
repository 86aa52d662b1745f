"""Several scenarios side by side."""

from collections.abc import Iterator

from rich.console import Console

from tocsin.model.gaming import Differing, GameComparison, Input, Played
from tocsin.tell.games.answer import beside, section
from tocsin.tell.games.explained import span_of_input
from tocsin.tell.games.numbers import NONE, number, ranged, unit_of
from tocsin.tell.layout import aligned, put, say


def render_comparison(found: GameComparison, console: Console) -> None:
    """Print scenarios under letters: headlines, what else is told, bands, inputs that differ."""
    for letter, game in zip(letters(found), found.games, strict=True):
        result = game.result
        say(f"{game.name}: {result.title}", console, head=f"{letter}  ", style="bold")
        told = f"{result.headline.outcome}: {ranged(result.headline)}, {beside(result)}"
        say(told, console, head="   ")
    if found.kind:
        for title, rows in (
            ("What else they say", list(_told(found))),
            ("Bands", list(_bands(found))),
            ("Harm, 0 to 100", list(_harms(found))),
        ):
            _table(title, rows, found, console)
        _inputs(found, console)
    console.print()
    for note in found.notes:
        say(note, console, style="dim")
    for letter, game in zip(letters(found), found.games, strict=True):
        replay = game.result.replay
        told = f"replay {replay.sha256[:16]}, seed {replay.seed}, {replay.draws:,} draws"
        say(told, console, head=f"{letter}  ", style="dim")


def _table(
    title: str, rows: list[tuple[str, ...]], found: GameComparison, console: Console
) -> None:
    """Print rows under a title, one column for each scenario; nothing of no rows."""
    if rows:
        section(title, console)
        put(_lines(rows, found, console), console)


def _lines(rows: list[tuple[str, ...]], found: GameComparison, console: Console) -> list[str]:
    """Return rows as lines, the letters of the scenarios above them."""
    table = [("", *letters(found)), *rows]
    return list(aligned(table, console, indent=2, right=range(1, len(table[0]))))


def _inputs(found: GameComparison, console: Console) -> None:
    """Print the inputs that differ: their medians, with ranges where these have room."""
    rows = [_input(one, has_ranges=True) for one in found.inputs]
    if rows and max(map(len, _lines(rows, found, console))) > console.width:
        _table("Inputs that differ: median", [_input(one, has_ranges=False) for one in found.inputs],
               found, console)  # fmt: skip
    else:
        _table("Inputs that differ: median (90% range)", rows, found, console)


def letters(found: GameComparison) -> tuple[str, ...]:
    """Return a letter for each scenario."""
    return tuple("ABCDEFGHIJKL"[: len(found.games)])


def _told(found: GameComparison) -> Iterator[tuple[str, ...]]:
    """Yield outcomes that any scenario tells beside its headline."""
    names = dict.fromkeys(one.outcome for game in found.games for one in game.result.told)
    heads = {game.result.headline.outcome for game in found.games}
    for name in names:
        if heads == {name}:
            continue
        row = [
            next((one for one in game.result.told if one.outcome == name), None)
            for game in found.games
        ]
        unit = unit_of(next(one.unit for one in row if one is not None)).strip()
        cells = [NONE if one is None else number(one.value, one.unit) for one in row]
        yield f"{name}{f' ({unit})' if unit else ''}", *cells


def _bands(found: GameComparison) -> Iterator[tuple[str, ...]]:
    """Yield the probabilities of bands by their names."""
    tables = [{one.band: one.p for one in game.result.bands} for game in found.games]
    for name in dict.fromkeys(name for table in tables for name in table):
        yield name, *(number(table.get(name), "probability") for table in tables)


def _harms(found: GameComparison) -> Iterator[tuple[str, ...]]:
    """Yield the harms by stakeholder."""
    tables = [_harm_table(game) for game in found.games]
    for name in dict.fromkeys(name for table in tables for name in table):
        yield name, *(table.get(name, NONE) for table in tables)


def _harm_table(game: Played) -> dict[str, str]:
    """Return the harm of each stakeholder in words."""
    return {one.stakeholder: f"{one.value:.0f}" for one in game.result.harms}


def _input(one: Differing, *, has_ranges: bool) -> tuple[str, ...]:
    """Return an input that differs."""
    unit = unit_of(one.unit).strip()
    write = span_of_input if has_ranges else _median
    cells = (NONE if given is None else write(given) for given in one.inputs)
    return f"{one.parameter}{f' ({unit})' if unit else ''}", *cells


def _median(one: Input) -> str:
    """Return the median of an input."""
    return number(one.median, one.unit)
