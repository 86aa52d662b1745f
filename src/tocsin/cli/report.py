"""Standard error: progress while something is done, notes, errors, logs."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tocsin.errors import TocsinError

if TYPE_CHECKING:
    from rich.status import Status

_PACKAGE = logging.getLogger("tocsin")
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def say(message: str) -> None:
    """Write one line to standard error."""
    line = " ".join(message.split())
    try:
        sys.stderr.write(f"tocsin: {line}\n")
    except UnicodeEncodeError:
        sys.stderr.write(f"tocsin: {line.encode('ascii', 'backslashreplace').decode()}\n")


def is_verbose() -> bool:
    """Return whether the caller wants to see more than results."""
    return _PACKAGE.isEnabledFor(logging.INFO)


class _Sayer(logging.Handler):
    """Says what is logged, on whatever standard error is at that time."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say one entry of the log."""
        say(f"{record.levelname.lower()}: {record.getMessage()}")


class Report:
    """A watcher that tells the caller on standard error.

    Attributes:
        is_quiet: Whether notes and progress are left out; errors never are.
    """

    def __init__(self, *, is_quiet: bool = False, status: "Status | None" = None) -> None:
        self.is_quiet = is_quiet
        self._status = status

    def step(self, what: str) -> None:
        """Show what is being done, where a terminal shows it."""
        _PACKAGE.info("%s", what)
        if self._status is not None:
            self._status.update(_markup_free(what))

    def note(self, message: str) -> None:
        """Say something that the reader of the result should know."""
        if not self.is_quiet:
            say(message)

    def refuse(self, path: str, error: TocsinError) -> None:
        """Say why one of several sources gave nothing."""
        named = error.message if path in error.message else f"{path}: {error.message}"
        say(named)


@contextmanager
def reporting(*, is_quiet: bool, verbosity: int) -> Iterator[Report]:
    """Give a watcher for the time of a command; progress is shown on a terminal only."""
    _start_logging(verbosity)
    if is_quiet or verbosity or not sys.stderr.isatty():
        yield Report(is_quiet=is_quiet)
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("starting") as status:
        yield Report(is_quiet=is_quiet, status=status)


def _start_logging(verbosity: int) -> None:
    """Send what the package logs to standard error."""
    level = _LEVELS[min(verbosity, len(_LEVELS) - 1)]
    _PACKAGE.setLevel(level)
    if not any(isinstance(one, _Sayer) for one in _PACKAGE.handlers):
        _PACKAGE.addHandler(_Sayer())


def _markup_free(text: str) -> str:
    """Return a text in which nothing is markup or a control character, cut to a line."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown.replace("[", "(").replace("]", ")")[:100]
