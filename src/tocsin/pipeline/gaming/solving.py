"""Games of Gambit's formats: read, solved, written in the other form."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tocsin.errors import OutputError, UsageError
from tocsin.game.generic import (
    Table,
    Tree,
    parse_efg,
    parse_nfg,
    strategic,
    tree_of,
    write_efg,
    write_nfg,
)
from tocsin.model.equilibrium import Solution
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.gaming.finding import METHODS, by_gambit, solved
from tocsin.pipeline.gaming.loading import faults
from tocsin.tell.whole import refuse_unwritable, replacing

MAX_BYTES = 8_000_000
FORMATS: dict[str, Callable[..., Tree | Table]] = {".efg": parse_efg, ".nfg": parse_nfg}
"""What a file is read by, by its ending."""
AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solving:
    """A game and how somebody wants it solved.

    Attributes:
        file: The file, `.efg` or `.nfg`.
        method: Name of a method; of pygambit's where its interpreter is given.
        gambit: A Python that has pygambit; None to solve it here.
        seed: Seed of the starts of the search with more than two players.
    """

    file: str
    method: str = AUTO
    gambit: Path | None = None
    seed: int = 0


def solve(request: Solving, *, watcher: Watcher) -> Solution:
    """Return what is found of a game.

    Raises:
        UsageError: The file is not in its format, or the method does not fit the game.
        EngineError: pygambit failed.
    """
    if request.gambit is None and request.method not in METHODS:
        message = f"There is no method {request.method!r}; there are {', '.join(METHODS)}."
        raise UsageError(message, subject="--method")
    game = read_game(request.file)
    watcher.step("solving", request.file)
    rng = np.random.default_rng(request.seed)
    if request.gambit is not None:
        method = "enummixed" if request.method == AUTO else request.method
        return by_gambit(game, request.file, method=method, interpreter=request.gambit)
    return solved(game, request.file, method=request.method, rng=rng)


def convert(file: str, out: Path) -> None:
    """Write a game in the form that the ending of a file names.

    A tree becomes the table of its reduced strategies; a table a tree in which nobody sees what
    others chose.

    Raises:
        UsageError: The file is not in its format, or the game is too large for the other form.
        OutputError: The ending is another one, or the file cannot be written.
    """
    ending = out.suffix.lower()
    if ending not in FORMATS:
        message = f"{out} has the ending {out.suffix!r}; a game is written as .nfg or .efg."
        raise OutputError(message, subject=str(out))
    refuse_unwritable(out, flag="--out")
    game = read_game(file)
    if ending == ".nfg":
        text = write_nfg(strategic(game).table if isinstance(game, Tree) else game)
    else:
        text = write_efg(game if isinstance(game, Tree) else tree_of(game))
    with replacing(out, flag="--out") as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def read_game(file: str) -> Tree | Table:
    """Return the game of a file, its format by the ending.

    Raises:
        UsageError: It cannot be read, or is not in the format; the message names file and line.
    """
    path = Path(file)
    parse = FORMATS.get(path.suffix.lower())
    if parse is None:
        message = (
            f"{file} has the ending {path.suffix!r}; games are read from .efg (trees) and .nfg "
            "(tables). A scenario is played with `tocsin game run`."
        )
        raise UsageError(message, subject=file)
    try:
        raw = path.read_bytes()[: MAX_BYTES + 1]
        text = raw.decode("utf-8-sig")
    except OSError as error:
        message = f"{file}: cannot be read ({error.strerror}); name a game file."
        raise UsageError(message, subject=file) from error
    except UnicodeDecodeError as error:
        message = f"{file}: this is no UTF-8 text; name a game file in Gambit's format."
        raise UsageError(message, subject=file) from error
    if len(raw) > MAX_BYTES:
        message = f"{file}: over {MAX_BYTES} bytes; a game file has at most that."
        raise UsageError(message, subject=file)
    with faults():
        return parse(text, name=file)
