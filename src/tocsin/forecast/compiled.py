"""The compiler of the inner loops, needed only where a forecast is made."""

import hashlib
import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tocsin.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

HINT = "forecasts need numba and LightGBM: pip install 'tocsin[forecast]'"


def require(*names: str) -> None:
    """Refuse to go on without packages of the extra `forecast`.

    Raises:
        UsageError: One is not installed; the message says how to install it.
    """
    for name in names or ("numba",):
        if importlib.util.find_spec(name) is None:
            raise UsageError(f"{name} is not installed; {HINT}.", subject=name)


def compiled(function: F) -> F:
    """Return a function that is compiled at its first call and kept on disk.

    One thread, and arithmetic as written (no `fastmath`), so that the same input gives the
    same bytes.
    """
    from numba import njit  # noqa: PLC0415 - an extra, and 0.4 s

    # What is kept is found by this name. Numba looks only at the file of the function itself, and
    # gave stale code when a constant or an inner function had changed in another.
    function.__qualname__ += "_" + _fingerprint(Path(function.__code__.co_filename).parent)
    options: dict[str, Any] = {"cache": True, "no_cfunc_wrapper": True}
    made: F = njit(**options)(function)
    return made


@cache
def _fingerprint(folder: Path) -> str:
    """Return what tells the sources in a folder from other versions of them."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def inner(function: F) -> F:
    """Return a function that is compiled into compiled ones, and cannot be called otherwise.

    What Python needs to call a function took as long to compile as the function itself.
    """
    from numba import njit  # noqa: PLC0415 - an extra, and 0.4 s

    options: dict[str, Any] = {"no_cfunc_wrapper": True, "no_cpython_wrapper": True}
    made: F = njit(**options)(function)
    return made
