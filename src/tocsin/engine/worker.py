"""What runs inside a worker process: batches in, results and log entries out."""

import logging
import os
import pickle
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from tocsin.engine.base import Work
from tocsin.errors import EngineError

_PACKAGE = logging.getLogger("tocsin")
# One thread for each worker: the cores are shared out by the number of workers, and a sum over
# one thread gives the same bits on every machine.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

READY = "ready"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was logged during a batch, to be logged again where somebody listens."""

    logger: str
    level: int
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a batch.

    Attributes:
        results: One for each task; empty where the work failed.
        entries: What was logged meanwhile.
        error: What the work raised.
    """

    results: Sequence[Any]
    entries: tuple[Entry, ...]
    error: Exception | None = None


class _Keeper(logging.Handler):
    """Keeps what is logged until the batch is done."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one entry."""
        self.entries.append(Entry(record.name, record.levelno, record.getMessage()))

    def take(self) -> tuple[Entry, ...]:
        """Return what was kept, and begin anew."""
        taken, self.entries = tuple(self.entries), []
        return taken


def serve(link: Connection, level: int) -> None:
    """Work on the batches that come over a link until it is closed.

    Args:
        link: To the process that hands out the batches; the work comes over it first.
        level: What that process logs, as `logging` numbers it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    keeper = _Keeper()
    _PACKAGE.addHandler(keeper)
    _PACKAGE.setLevel(level)
    with suppress(EOFError, OSError):  # nobody is there any more: nothing is left to do
        work = link.recv()
        link.send(READY)
        while True:
            link.send_bytes(_pickled(_attempt(work, link.recv(), keeper)))


def _attempt(work: Work[Any, Any], batch: Sequence[Any], keeper: _Keeper) -> Reply:
    """Return what becomes of a batch."""
    try:
        results = work(batch)
    except Exception as error:  # noqa: BLE001 - it is raised again where the run was asked for
        return Reply((), keeper.take(), error)
    return Reply(results, keeper.take())


def _pickled(reply: Reply) -> bytes:
    """Return a reply for the way back; an error that cannot travel goes as its words."""
    if reply.error is None:
        return pickle.dumps(reply)
    try:
        whole = pickle.dumps(reply)
        pickle.loads(whole)  # noqa: S301 - our own; some errors fail on arrival only
    except Exception:  # noqa: BLE001 - whatever an error of any library does when it is copied
        words = f"{type(reply.error).__name__}: {reply.error}"
        message = f"The work failed in its process: {words}."
        return pickle.dumps(Reply((), reply.entries, EngineError(message)))
    return whole
