"""Several scenarios side by side."""

from dataclasses import replace

from tocsin.errors import UsageError
from tocsin.game.explain import answer, inputs_told
from tocsin.game.scenarios.reading import Setup
from tocsin.model.gaming import Differing, GameComparison, Input, Played
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.gaming.loading import Playing, load, tell_of_compiling

MAX_FILES = 12
"""Scenarios that can stand beside each other."""


def compare(request: Playing, files: tuple[str, ...], *, watcher: Watcher) -> GameComparison:
    """Return the answers of several scenarios and, for games of one kind, what differs in them.

    Args:
        request: How each is played; its file is not used.
        files: The scenario files.
        watcher: Hears of the progress.

    Raises:
        UsageError: As of `play`, or there are fewer than two files or more than twelve.
    """
    if not 2 <= len(files) <= MAX_FILES:
        message = f"A comparison takes 2 to {MAX_FILES} scenarios; found {len(files)}."
        raise UsageError(message, subject="FILE")
    setups = [load(replace(request, file=file), watcher) for file in files]
    games = []
    for file, setup in zip(files, setups, strict=True):
        tell_of_compiling(setup, watcher)
        watcher.step("playing", file)
        result = answer(setup, reading=request.reading, outcome=request.outcome)
        games.append(Played(name=file, result=result))
    kinds = dict.fromkeys(setup.scenario.kind for setup in setups)
    is_alike = len(kinds) == 1
    return GameComparison(
        kind=next(iter(kinds)) if is_alike else "",
        games=tuple(games),
        inputs=_differing(setups) if is_alike else (),
        notes=tuple(_notes(setups, list(kinds))),
    )


def _differing(setups: list[Setup]) -> tuple[Differing, ...]:
    """Return the inputs of which the scenarios say different things, in the order of the games."""
    tables = [{one.parameter: one for one in inputs_told(setup)} for setup in setups]
    names = dict.fromkeys(name for table in tables for name in table)
    found = []
    for name in names:
        row = tuple(table.get(name) for table in tables)
        if len({_believed(one) for one in row}) > 1:
            unit = next(one.unit for one in row if one is not None)
            found.append(Differing(parameter=name, unit=unit, inputs=row))
    return tuple(found)


def _believed(one: Input | None) -> tuple[object, ...]:
    """Return what is believed of an input, whatever its source."""
    return () if one is None else (one.unit, one.shape, one.numbers, one.bounds)


def _notes(setups: list[Setup], kinds: list[str]) -> list[str]:
    """Return what the reader must know of a comparison."""
    if len(kinds) > 1:
        note = (
            f"These are games of several kinds ({', '.join(kinds)}): their headlines answer "
            "different questions, and only they stand beside each other."
        )
        return [note]
    found = []
    if len({repr(sorted(setup.scenario.settings.items())) for setup in setups}) > 1:
        found.append("The settings differ too: who plays, over what, by which rules.")
    if len({(setup.scenario.seed, setup.scenario.draws) for setup in setups}) > 1:
        found.append(
            "Seeds or draws differ; give --seed and --draws, so that less differs by chance."
        )
    return found
