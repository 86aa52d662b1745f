"""Scenarios out of files, with what the caller changes of them."""

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.errors import OntologyError, SourceError, UsageError
from tocsin.game.bargaining.play import is_compiled
from tocsin.game.kinds import kind_of
from tocsin.game.scenarios.reading import Setup, parse_scenario, read_scenario, what_if
from tocsin.game.scenarios.tables import read_table
from tocsin.pipeline.base import Watcher

STDIN = "-"
MAX_DRAWS = 1_000_000
MAX_SEED = 2**63 - 1
BARGAINING = "bargaining"
TABLES = (".csv",)
COMPILING = (
    "Bargaining is compiled on its first use, once for this machine; that takes half a minute."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A scenario and how somebody wants it played.

    Attributes:
        file: A scenario file, a table of actors (`.csv`), or `-` for standard input.
        changes: Parameters set to one number, each `PARAM=VALUE`.
        reading: The reading told as headline; the game's own where empty.
        outcome: The outcome told; the game's first where empty.
        seed: Seed of the draws; the file's where None.
        draws: How many; the file's where None.
        rounds: Rounds of a bargain; the file's where None.
        is_ranged: Whether plausible ranges are put around the numbers of a table of actors.
    """

    file: str
    changes: tuple[str, ...] = ()
    reading: str = ""
    outcome: str = ""
    seed: int | None = None
    draws: int | None = None
    rounds: int | None = None
    is_ranged: bool = False


@contextmanager
def faults() -> Iterator[None]:
    """Turn what is wrong with a user's file into what is wrong with the call.

    The message stays, with file, line and fix; so does the subject.
    """
    try:
        yield
    except (OntologyError, SourceError) as error:
        raise UsageError(error.message, subject=error.subject) from error


def load(request: Playing, watcher: Watcher) -> Setup:
    """Return a scenario with seed, draws and rounds as the caller wants, nothing else changed.

    Raises:
        UsageError: The file cannot be read or makes no sense, or an option does not fit it.
    """
    watcher.step("reading", request.file)
    setup = _rounded(_read(request), request)
    scenario = setup.scenario
    seed = scenario.seed if request.seed is None else request.seed
    draws = scenario.draws if request.draws is None else request.draws
    _check_range("--seed", seed, (0, MAX_SEED))
    _check_range("--draws", draws, (1, MAX_DRAWS))
    return replace(setup, scenario=replace(scenario, seed=seed, draws=draws))


def load_changed(request: Playing, watcher: Watcher) -> Setup:
    """Return a scenario with its changes, on the draws that it has without them.

    Raises:
        UsageError: As of `load`, or a change makes no sense.
    """
    setup = load(request, watcher)
    return what_if(setup, changes_of(request.changes)) if request.changes else setup


def changes_of(texts: tuple[str, ...]) -> dict[str, float]:
    """Return parameters with the numbers that they are set to.

    Raises:
        UsageError: A text is no `PARAM=VALUE`, the value no number, or a parameter named twice.
    """
    found: dict[str, float] = {}
    for text in texts:
        name, sign, given = (part.strip() for part in text.partition("="))
        if not sign or not name:
            message = f"{text!r} is no change; write PARAM=VALUE, such as cost.shells=3."
            raise UsageError(message, subject=text)
        if name in found:
            raise UsageError(f"{name} is set twice; give one value.", subject=name)
        found[name] = _number(given, text)
    return found


def _number(given: str, text: str) -> float:
    """Return the number that a parameter is set to."""
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        message = (
            f"{text!r} sets no number, found {given!r}; write PARAM=VALUE with a decimal point, "
            "such as cost.shells=3.5."
        )
        raise UsageError(message, subject=text)
    return value


def tell_of_compiling(setup: Setup, watcher: Watcher) -> None:
    """Say that the first bargain on a machine takes its time.

    Raises:
        UsageError: It is a bargain, and numba is not installed.
    """
    if setup.game.kind == BARGAINING and not is_compiled():
        watcher.note(COMPILING)


def is_table(file: str) -> bool:
    """Return whether a file is a table of actors by its ending."""
    return Path(file).suffix.lower() in TABLES


def _read(request: Playing) -> Setup:
    """Return the scenario of a file, of whichever form."""
    if is_table(request.file):
        with faults():
            return read_table(
                Path(request.file), rounds=request.rounds or 10, is_uncertain=request.is_ranged
            )
    if request.is_ranged:
        message = (
            f"--ranges is for tables of actors (.csv); {request.file} says its own ranges, so "
            "leave it out."
        )
        raise UsageError(message, subject="--ranges")
    with faults():
        if request.file == STDIN:
            return parse_scenario(_standard_input(), "standard input")
        return read_scenario(Path(request.file))


def _standard_input() -> str:
    """Return the text on standard input.

    Raises:
        UsageError: There is none, or it is no UTF-8.
    """
    if sys.stdin is None:
        raise UsageError("There is no standard input; name a scenario file.", subject=STDIN)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "Standard input is no UTF-8 text; give a scenario as UTF-8."
        raise UsageError(message, subject=STDIN) from error


def _rounded(setup: Setup, request: Playing) -> Setup:
    """Return a bargain with the rounds that the caller wants."""
    if request.rounds is None or is_table(request.file):
        return setup
    if setup.game.kind != BARGAINING:
        message = (
            f"--rounds is for bargaining; {request.file} is of the kind {setup.game.kind}."
        )
        raise UsageError(message, subject="--rounds")
    settings = {**setup.scenario.settings, "rounds": request.rounds}
    game = kind_of(BARGAINING).build(settings)
    return Setup(replace(setup.scenario, settings=settings), game)


def _check_range(flag: str, value: int, ends: tuple[int, int]) -> None:
    """Refuse a number outside its range."""
    low, high = ends
    if not low <= value <= high:
        message = f"{flag} is {value}; it must lie between {low} and {high}."
        raise UsageError(message, subject=flag)
