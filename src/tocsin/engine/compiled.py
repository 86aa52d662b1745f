"""Inner loops in machine code: compiled when first called, kept on disk, or run as written."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

import numpy as np

from tocsin.errors import UsageError, missing_extra

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., object])

# A division by zero gives not-a-number, as in numpy, instead of an exception. Arithmetic stays as
# written (no `fastmath`) and on one thread, so that the same input gives the same bytes. What C
# needs to call a function took as long to compile as the function itself.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}

AT_ONCE = 400_000
"""Steps of one call above which the compiler is loaded; in Python they take half a second."""
PATIENCE = 1_000_000
"""Steps of all calls of a function together above which it is loaded, which takes a second."""

_INNER: set[object] = set()
_LOCK = threading.Lock()


class Kernel(Generic[P, R]):
    """A function of arrays and numbers that is compiled when first called.

    What is compiled is kept on disk, so that this happens once per machine; where no folder can
    be written, once per process. Until the first call neither numba is needed nor its time.

    Attributes:
        plain: The function as written, which needs no compiler.
        extra: Our own extra that brings numba.
    """

    def __init__(self, function: Callable[P, R], extra: str) -> None:
        self.plain = function
        self.extra = extra
        self._steps = 0
        self.__doc__ = function.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run it compiled.

        Raises:
            UsageError: numba is not installed; the message says how to install it.
        """
        return self.machine(*args, **kwargs)

    def soon(self, steps: int, *arguments: Any) -> R:  # noqa: ANN401 - as the function takes them
        """Run it as written while that takes less time than loading the compiler does.

        The bytes are the same either way. The function and what it calls must index arrays by
        all their dimensions at once, and allocate none: they are handed over as memory views,
        which Python reads twice as fast as arrays. They must not change what they read, since
        they are started again, compiled, after an error of arithmetic.

        Args:
            steps: How often its innermost loop runs, about; small calls add up.
            *arguments: Of the function.
        """
        self._steps += steps
        if "machine" in self.__dict__ or steps > AT_ONCE or self._steps > PATIENCE:
            return self.machine(*arguments)
        seen = (one.data if isinstance(one, np.ndarray) else one for one in arguments)
        try:
            return cast("Callable[..., R]", self.plain)(*seen)
        except ArithmeticError:  # a division by zero, an overflow: no errors where compiled
            return self.machine(*arguments)

    def ready(self) -> None:
        """Let all calls run compiled from now on.

        Raises:
            UsageError: numba is not installed.
        """
        _ = self.machine

    def is_kept(self) -> bool:
        """Return whether it was compiled on this machine before, so that the first call is quick.

        True as well where numba does not say; the answer serves a note to the user alone.

        Raises:
            UsageError: numba is not installed.
        """
        with _LOCK:
            return _is_kept(_dispatched(self, self.extra))

    @cached_property
    def machine(self) -> Callable[..., R]:
        """Return the function that numba dispatches, with all that it calls."""
        with _LOCK:
            made: Callable[..., R] = _dispatched(self, self.extra)
        return made


def compiled(extra: str) -> Callable[[Callable[P, R]], Kernel[P, R]]:
    """Return what makes a function one that is compiled when first called.

    Args:
        extra: Our own extra that brings numba, for the message where it is missing.
    """

    def mark(function: Callable[P, R]) -> Kernel[P, R]:
        return Kernel(function, extra)

    return mark


def inner(function: F) -> F:
    """Return a function as it is, marked to be compiled into the compiled ones that call it.

    What Python needs to call a function took as long to compile as the function itself, and is
    left out.
    """
    _INNER.add(function)
    return function


@cache
def _dispatched(marked: Any, extra: str) -> Any:  # noqa: ANN401 - numba has no type for it
    """Return the compiled twin of a marked function, its calls going to compiled twins too."""
    try:
        from numba import njit  # noqa: PLC0415 - an extra, and half a second
    except ImportError as error:
        raise missing_extra(UsageError, "This", package="numba", extra=extra) from error
    compiler: Any = njit  # its types do not know all of its options
    if not isinstance(marked, Kernel):
        return compiler(no_cpython_wrapper=True, **OPTIONS)(_twin(marked, extra))
    twin = _twin(cast("FunctionType", marked.plain), extra)
    try:
        return compiler(cache=True, **OPTIONS)(twin)
    except RuntimeError:  # nowhere to keep it
        return compiler(**OPTIONS)(twin)


def _twin(function: FunctionType, extra: str) -> FunctionType:
    """Return a copy of a function that sees compiled functions where it sees marked ones.

    What is kept is found by the name. Numba looks only at the file of the function itself, and
    gave stale code when a constant or an inner function had changed in another.
    """
    names = set(_names(function.__code__))
    seen = dict(function.__globals__)
    for name in names & seen.keys():
        if isinstance(seen[name], Kernel) or _is_inner(seen[name]):
            seen[name] = _dispatched(seen[name], extra)
    twin = FunctionType(function.__code__, seen, function.__name__, function.__defaults__,
                        function.__closure__)  # fmt: skip
    mark = _fingerprint(Path(function.__code__.co_filename).parent)
    twin.__qualname__ = f"{function.__qualname__}_{mark}"
    twin.__module__ = function.__module__
    return twin


def _is_inner(value: object) -> bool:
    """Return whether a value is a function marked as inner."""
    return isinstance(value, FunctionType) and value in _INNER


def _names(code: CodeType) -> Iterator[str]:
    """Yield the global names that a function uses, those of functions within it included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _is_kept(made: Callable[..., object]) -> bool:
    """Return whether what numba compiles is on disk; True where it does not say."""
    folder = getattr(getattr(made, "_cache", None), "cache_path", None)
    if folder is None:
        return not hasattr(made, "_cache")
    name = f"{made.__module__.rpartition('.')[2]}.{made.__qualname__}-*.nbi"
    return any(Path(folder).glob(name))


@cache
def _fingerprint(folder: Path) -> str:
    """Return what tells the sources in a folder from other versions of them."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
