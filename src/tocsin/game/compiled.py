"""Functions compiled to machine code, once per machine, and only where they are called."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tocsin.game.extras import extra

Function = TypeVar("Function", bound=Callable[..., object])

# A division by zero gives not-a-number, as in numpy, instead of an exception.
OPTIONS = {"nogil": True, "error_model": "numpy"}


def compiled(function: Function) -> Function:
    """Return a function that is compiled when first called, and kept on disk from then on.

    Where no folder can be written, it is compiled anew in each process. It runs on one thread
    and keeps the order of its sums, so that the same numbers give the same bytes. A module
    with such functions is imported where it is used, since numba takes its time to load; all
    that call one another stand in one file, for what is kept is not renewed when another file
    changes.

    Raises:
        UsageError: numba is not installed.
    """
    numba = extra("numba", "Bargaining")
    try:
        made: Function = numba.njit(cache=True, **OPTIONS)(function)
    except RuntimeError:  # nowhere to keep it
        made = numba.njit(**OPTIONS)(function)
    return made


def is_kept(function: Callable[..., object]) -> bool:
    """Return whether a compiled function is kept on disk, so that its first call is quick.

    True as well where numba does not say; the answer serves a note to the user alone.
    """
    folder = getattr(getattr(function, "_cache", None), "cache_path", None)
    if folder is None:
        return not hasattr(function, "_cache")
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}-*.nbi"
    return any(Path(folder).glob(name))
