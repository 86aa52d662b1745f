"""The engine of several processes: one batch each at a time, results in the order of the tasks.

Not `concurrent.futures`: there one process that dies breaks the pool and takes the results of all
others with it, and nobody knows which task it was. Here each worker has a link of its own, so
that its death tells what it was working on.
"""

import logging
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from tocsin.engine.base import Lost, Result, Task, Work
from tocsin.engine.worker import READY, Reply, serve
from tocsin.errors import EngineError

AHEAD = 4
"""Batches for each worker that are taken before the results in front of them are there."""

TRIES = 2
"""How often a single task may cost a process its life: where memory is short the system ends
processes that are not to blame."""

_STARTS = 3
_SECONDS_TO_END = 5.0


@dataclass(slots=True)
class _Slot:
    """One batch on its way, in the order of the batches.

    Attributes:
        batch: The tasks.
        deaths: How many processes it has cost.
        reply: What became of it, once it is known.
        lost: The error, once it has been given up.
    """

    batch: Sequence[Any]
    deaths: int = 0
    reply: Reply | None = None
    lost: EngineError | None = None

    @property
    def is_done(self) -> bool:
        """Return whether nothing more is to be waited for."""
        return self.reply is not None or self.lost is not None


@dataclass(slots=True)
class _Worker:
    """One process with the link to it, and what it is working on.

    Attributes:
        is_ready: Whether it has loaded the work.
    """

    process: SpawnProcess
    link: Connection
    slot: _Slot | None = None
    is_ready: bool = False

    def end(self) -> int | None:
        """End the process at once and return its exit status."""
        self.link.close()
        self.process.kill()
        self.process.join(_SECONDS_TO_END)
        return self.process.exitcode


class Processes:
    """Works in several processes, each started anew and with the work loaded once.

    A process that dies is replaced. What it worked on is tried again task by task, so that the
    one to blame is found; it becomes a `Lost`.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def run(
        self, work: Work[Task, Result], batches: Iterable[Sequence[Task]]
    ) -> Iterator[Result | Lost[Task]]:
        """Yield the result of every task of every batch, in their order.

        Raises:
            EngineError: The processes cannot be started.
        """
        pool = _Pool(self.jobs, work)
        try:
            yield from pool.results(iter(batches))
        finally:
            pool.end()


@dataclass(slots=True)
class _Pool:
    """The workers of one run, and the batches on their way through them."""

    jobs: int
    work: Work[Any, Any]
    workers: list[_Worker] = field(default_factory=list)
    line: deque[_Slot] = field(default_factory=deque)
    waiting: deque[_Slot] = field(default_factory=deque)
    failed_starts: int = 0
    is_closed: bool = False
    failure: Exception | None = None

    def results(self, batches: Iterator[Sequence[Any]]) -> Iterator[Any]:
        """Yield the result of every task, or that it was lost."""
        while not self.is_closed or self.line:
            if self._has_room():
                self._take(batches)
            self._hand_out()
            self._hear(is_patient=not self._has_room())
            while self.line and self.line[0].is_done:
                yield from _told(self.line.popleft())
        if self.failure is not None:
            raise self.failure

    def end(self) -> None:
        """End every process at once."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _has_room(self) -> bool:
        """Return whether another batch is to be taken before results are waited for."""
        return not self.is_closed and len(self.line) < AHEAD * self.jobs

    def _take(self, batches: Iterator[Sequence[Any]]) -> None:
        """Put the next batch in line; where taking it fails, that is told behind the line."""
        try:
            batch = next(batches, None)
        except Exception as error:  # noqa: BLE001 - raised again once the line is empty
            batch, self.failure = None, error
        self.is_closed = batch is None
        if batch:
            slot = _Slot(batch)
            self.line.append(slot)
            self.waiting.append(slot)

    def _hand_out(self) -> None:
        """Give the batches that wait to the workers that do."""
        while self.waiting and len(self.workers) < self.jobs and self._is_short():
            self.workers.append(_start(self.work))
        for worker in list(self.workers):
            if self.waiting and worker.is_ready and worker.slot is None:
                worker.slot = self.waiting.popleft()
                try:
                    worker.link.send(worker.slot.batch)
                except OSError:
                    self._bury(worker)

    def _is_short(self) -> bool:
        """Return whether more batches wait than workers are free or about to be."""
        free = sum(worker.slot is None for worker in self.workers)
        return free < len(self.waiting)

    def _hear(self, *, is_patient: bool) -> None:
        """Take what the workers say; a patient caller waits until one says something."""
        if not self.workers:  # the next round starts new ones
            return
        is_waiting = is_patient and any(not slot.is_done for slot in self.line)
        links = [worker.link for worker in self.workers]
        speaking = wait(links, timeout=None if is_waiting else 0)
        for worker in [worker for worker in self.workers if worker.link in speaking]:
            try:
                said = worker.link.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if said == READY:
                worker.is_ready, self.failed_starts = True, 0
            elif worker.slot is not None:
                worker.slot.reply, worker.slot = said, None

    def _bury(self, worker: _Worker) -> None:
        """Take a dead worker out, and see what becomes of what it worked on.

        Raises:
            EngineError: Workers die before they have begun.
        """
        self.workers.remove(worker)
        worker.process.join(_SECONDS_TO_END)
        code = worker.end()
        if not worker.is_ready:
            self._count_failed_start(code)
        elif worker.slot is not None:
            self._try_again(worker.slot, code)

    def _count_failed_start(self, code: int | None) -> None:
        """Count a worker that died before it had begun; several in a row end the run."""
        self.failed_starts += 1
        if self.failed_starts >= _STARTS:
            raise EngineError(
                f"The worker processes cannot be started; the last {_how(code)}. Run it with one "
                "job (--jobs 1).",
                subject="--jobs",
            )

    def _try_again(self, slot: _Slot, code: int | None) -> None:
        """Put the tasks of a dead worker in line again, each alone, or give up the one."""
        slot.deaths += 1
        if len(slot.batch) == 1 and slot.deaths >= TRIES:
            slot.lost = EngineError(
                f"the process that worked on it {_how(code)}; it is left out. Give it alone with "
                "-v to see more, or in smaller parts."
            )
            return
        place = self.line.index(slot)
        parts = [_Slot([task], slot.deaths) for task in slot.batch]
        parts = parts if len(parts) > 1 else [slot]
        del self.line[place]
        for part in reversed(parts):
            self.line.insert(place, part)
            self.waiting.appendleft(part)


def _told(slot: _Slot) -> Iterator[Any]:
    """Yield what became of a batch, and log here what was logged there.

    Raises:
        Exception: Whatever the work raised.
    """
    if slot.reply is None:
        error = slot.lost or EngineError("A batch came back without a result.")
        yield from (Lost(task, error) for task in slot.batch)
        return
    for entry in slot.reply.entries:
        logging.getLogger(entry.logger).log(entry.level, "%s", entry.message)
    if slot.reply.error is not None:
        raise slot.reply.error
    yield from slot.reply.results


def _how(code: int | None) -> str:
    """Return how a process ended, in words."""
    if code is None:
        return "did not end"
    if code == -signal.SIGKILL:
        return "was ended by the system (signal 9), as it is where memory runs out"
    return f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"


def _start(work: Work[Any, Any]) -> _Worker:
    """Return a new worker that is loading the work.

    Processes are spawned, not forked: a fork of a process with threads may hang, and it is how
    all systems can.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    level = logging.getLogger("tocsin").getEffectiveLevel()
    process = context.Process(target=serve, args=(theirs, level), daemon=True)
    with _deaf_to_interrupts():
        process.start()
    theirs.close()
    with suppress(OSError):  # it is dead already, which is noticed when it is listened to
        ours.send(work)
    return _Worker(process, ours)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back for as long as a process is started, which inherits that.

    Without it, each worker that is still loading would print a traceback of its own.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows Ctrl-C goes to the console's owner
        yield
        return
    resource_tracker.ensure_running()  # or starting it would let Ctrl-C through again
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if is_main else set()
    try:
        yield
    finally:
        if is_main:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
