"""Which engine a number of jobs asks for."""

import os
from collections.abc import Callable

from tocsin.engine.base import Engine
from tocsin.engine.inline import InProcess
from tocsin.engine.processes import Processes
from tocsin.errors import UsageError

MOST_JOBS = 256
"""Each job holds the parser: 256 of them are about 60 GB."""

ENGINES: dict[str, Callable[[int], Engine]] = {
    "inline": lambda _jobs: InProcess(),
    "processes": Processes,
}
"""How each engine is made for a number of jobs, by name."""


def choose_engine(jobs: int) -> Engine:
    """Return the engine for a number of jobs; a single one needs no other process."""
    return ENGINES["inline" if jobs == 1 else "processes"](jobs)


def count_jobs(text: str) -> int:
    """Return the number of jobs that `4`, `0` or `auto` stands for; 0 and `auto` are all cores.

    Raises:
        UsageError: It is no such number, or over 256.
    """
    if text.strip().lower() in {"auto", "0"}:
        return min(_cores(), MOST_JOBS)
    if not text.strip().isdecimal() or not 0 < int(text) <= MOST_JOBS:
        raise UsageError(
            f"{text!r} is no number of jobs; give 1 to {MOST_JOBS}, or 0 or auto for one for each "
            "core.",
            subject="--jobs",
        )
    return int(text)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere, and then all of them
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
