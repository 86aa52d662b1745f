"""Equilibria by pygambit, in another interpreter: an outside oracle that we neither import nor need.

pygambit has another licence than ours and a changing interface, so that it lives in an environment
of its own. Both sides exchange text: a `.nfg` goes in, JSON comes back.
"""

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import EngineError, UsageError
from tocsin.game.generic.forms import Numbers, Table
from tocsin.game.generic.nfg import write_nfg

METHODS = ("lcp", "enumpure", "enummixed", "enumpoly", "logit", "gnm")
"""Solvers that can be asked for; lcp and enummixed take two players only."""
_SCRIPT = """
import io, json, sys
import pygambit
game = pygambit.read_nfg(io.StringIO(sys.stdin.read()))
result = getattr(pygambit.nash, sys.argv[1] + "_solve")(game)
found = getattr(result, "equilibria", None)
found = [result.equilibrium] if found is None else found
print(json.dumps([[[float(x) for _, x in part] for part in one] for one in found]))
"""


def gambit_equilibria(
    table: Table, *, interpreter: Path, method: str = "enummixed", seconds: float = 60.0
) -> tuple[tuple[Numbers, ...], ...]:
    """Return the equilibria that pygambit finds, each as one mix for each player.

    Args:
        table: The game; of a tree its reduced strategic form.
        interpreter: A Python with pygambit installed, such as `gambit-env/bin/python`.
        method: Solver, one of `METHODS`.
        seconds: Time after which it is ended.

    Raises:
        UsageError: The method is unknown, or there is no such interpreter.
        EngineError: It took too long, failed, or answered something else.
    """
    if method not in METHODS:
        raise UsageError(
            f"pygambit has no method {method!r} here; it has {', '.join(METHODS)}."
        )
    if not interpreter.is_file():
        raise UsageError(
            f"No Python at {interpreter}. Make an environment of its own for pygambit: "
            "python -m venv gambit-env && gambit-env/bin/pip install pygambit",
            subject=str(interpreter),
        )
    return _checked(_ask(interpreter, method, write_nfg(table), seconds), table)


def _ask(interpreter: Path, method: str, text: str, seconds: float) -> str:
    """Return what the other process answers."""
    # -P keeps the working folder out of the import path: it may hold files of any name.
    command = [str(interpreter), "-P", "-c", _SCRIPT, method]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, a list of checked arguments
            command, input=text, capture_output=True, timeout=seconds, check=False, text=True
        )
    except subprocess.TimeoutExpired as error:
        message = f"pygambit ({method}) took longer than {seconds:g} seconds and was ended."
        raise EngineError(message, subject=method) from error
    except OSError as error:
        message = f"{interpreter} could not be started: {error.strerror}."
        raise EngineError(message, subject=str(interpreter)) from error
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2] or f"status {done.returncode}"
        raise EngineError(f"pygambit ({method}) failed: {last}", subject=method)
    return done.stdout


def _checked(answer: str, table: Table) -> tuple[tuple[Numbers, ...], ...]:
    """Return the answer as mixes that fit the game."""
    try:
        found = json.loads(answer)
        return tuple(_profile(one, table.shape) for one in found)
    except (ValueError, TypeError) as error:
        raise EngineError("pygambit gave no readable answer.") from error


def _profile(given: Any, shape: tuple[int, ...]) -> tuple[Numbers, ...]:  # noqa: ANN401 - JSON
    """Return one profile; ValueError where it does not fit."""
    mixes = tuple(np.array(part, dtype=np.float64) for part in given)
    if tuple(mix.shape[0] for mix in mixes) != shape:
        raise ValueError("sizes")
    if not all(math.isclose(mix.sum(), 1.0, abs_tol=1e-6) for mix in mixes):
        raise ValueError("sums")
    return mixes
