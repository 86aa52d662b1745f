"""Standard error: progress while something is done, notes, errors, logs."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from tocsin.errors import TocsinError
from tocsin.tell.hygiene import clean

if TYPE_CHECKING:
    from rich.progress import Progress

_PACKAGE = logging.getLogger("tocsin")
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def say(message: str) -> None:
    """Write one line to standard error."""
    if sys.stderr is None:  # closed by the caller, who wants no errors
        return
    line = clean(message)  # names of files and cells of tables may hold escape sequences
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

    def __init__(self, *, is_quiet: bool = False, progress: "Progress | None" = None) -> None:
        self.is_quiet = is_quiet
        self._progress = progress
        self._counts: dict[str, int] = {}
        self._documents = self._claims = 0
        self._expected: int | None = None

    def step(self, what: str, subject: str = "") -> None:
        """Show what is being done, and how often it was, where a terminal shows it."""
        _PACKAGE.info("%s %s", what, subject)
        if self._progress is None:
            return
        self._counts[what] = self._counts.get(what, 0) + 1
        count = f" ({self._counts[what]})" if subject else ""
        shown = _printable(f"{what}{count} {subject}")
        self._progress.update(self._progress.task_ids[0], description=shown)

    def expect(self, documents: int | None) -> None:
        """Hear how many documents are to come; None where nobody knows."""
        self._expected = documents
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], total=documents)

    def done(self, claims: int) -> None:
        """Show that a document is done, how many claims there are, and how long it will take."""
        self._documents += 1
        self._claims += claims
        if self._progress is None:
            return
        bar = self._progress.tasks[0]
        counts = _counts(self._documents, self._expected, self._claims, bar.elapsed or 0.0)
        self._progress.update(bar.id, completed=self._documents, counts=counts)

    def note(self, message: str) -> None:
        """Say something that the reader of the result should know."""
        if not self.is_quiet:
            say(message)

    def refuse(self, path: str, error: TocsinError) -> None:
        """Say why one of several sources gave nothing."""
        say(error.message if path in error.message else f"{path}: {error.message}")


@contextmanager
def reporting(
    *, is_quiet: bool, verbosity: int, is_streaming: bool = False
) -> Iterator[Report]:
    """Give a watcher for the time of a command.

    Progress is shown where standard error is a terminal; not while results are being printed
    to the same terminal, where both would run into each other.
    """
    _start_logging(verbosity)
    is_shared = is_streaming and sys.stdout.isatty()
    if is_quiet or verbosity or is_shared or not _is_terminal(sys.stderr):
        yield Report(is_quiet=is_quiet)
        return
    with _progress_bar() as progress:
        progress.add_task("starting", total=None, counts="")
        yield Report(is_quiet=is_quiet, progress=progress)


def _is_terminal(stream: TextIO | None) -> bool:
    """Return whether somebody watches a stream."""
    return stream is not None and stream.isatty()


def _progress_bar() -> "Progress":
    """Return a line that shows that and for how long something is done, and goes when it is."""
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs these
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )


def _counts(documents: int, expected: int | None, claims: int, seconds: float) -> str:
    """Return how far a run has come, such as `12 of 40 documents, 57 claims, 3.1/s, 9 s left`."""
    of = f" of {expected}" if expected is not None else ""
    rate = documents / seconds if seconds else 0.0
    parts = [f"{documents}{of} documents", f"{claims} claims", f"{rate:.1f}/s"]
    if expected is not None and rate:
        left = timedelta(seconds=round(max(0, expected - documents) / rate))
        parts.append(f"{left} left")
    return ", ".join(parts)


def _start_logging(verbosity: int) -> None:
    """Send what the package logs to standard error."""
    level = _LEVELS[min(verbosity, len(_LEVELS) - 1)]
    _PACKAGE.setLevel(level)
    if not any(isinstance(one, _Sayer) for one in _PACKAGE.handlers):
        _PACKAGE.addHandler(_Sayer())


def _printable(text: str) -> str:
    """Return a text without control characters, cut to what fits a line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:60]
