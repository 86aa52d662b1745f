"""One step of taking files in: offered, read, settled; each is read while another is settled."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import SourceError
from tocsin.model.ingest import Ingest
from tocsin.pipeline.base import Watcher
from tocsin.settings import Settings
from tocsin.store.lake import duck

if TYPE_CHECKING:
    from tocsin.store.lake.lake import Lake
    from tocsin.store.lake.offers import Offer, Wish
    from tocsin.store.lake.step import Step


class IntakeStep:
    """Files that are taken in at once.

    Whoever reads it must also finish or close it.
    """

    def __init__(
        self,
        where: "tuple[Lake, Wish]",
        names: Sequence[str],
        *,
        settings: Settings,
        watcher: Watcher,
    ) -> None:
        self._lake, self._wish = where
        self._names = names
        self._settings, self._watcher = settings, watcher
        self._open = ExitStack()
        self._step: Step | None = None
        self._offers: list[Offer] = []
        self._is_cancelled = False

    def read(self) -> None:
        """Load what is an address, and read all of it; in a thread of its own, if wished.

        Raises:
            SourceError: A file is empty or not of the format.
            FetchError: An address cannot be loaded.
            StoreError: The disk is full, or a file cannot be read.
        """
        place = self._lake.place
        with duck.translated(place.folder):  # the disk may be full
            work = self._open.enter_context(place.work())
            for number, name in enumerate(self._names):
                if self._is_cancelled:
                    return
                self._offers.append(self._offer(name, work / f"loaded-{number}"))
        step = self._open.enter_context(self._lake.step(self._offers, self._wish))
        self._step = step
        if not self._is_cancelled:
            with self._explained():
                step.read()

    def finish(self) -> Ingest | None:
        """Settle what was read; return what was done, None where all files were there.

        Raises:
            SourceError: A file that had to be read again is not of the format.
            StoreError: The disk is full, the ledger locked or the lake damaged.
        """
        with self._open, self._explained():
            found = self._step.settle() if self._step else None
        self._tell_known(found)
        if found is not None:
            for message in found.refused:
                self._watcher.refuse("", SourceError(message))
        return found

    def cancel(self) -> None:
        """Make reading in another thread end soon."""
        self._is_cancelled = True
        if self._step is not None:
            self._step.cancel()

    def close(self) -> None:
        """Leave nothing behind of a step that is not finished."""
        self._open.close()

    def _offer(self, name: str, target: Path) -> "Offer":
        """Return a file as it is offered to the lake, loaded first where it is an address.

        Raises:
            SourceError: It has no bytes, as after a download that failed.
            FetchError: It cannot be loaded.
        """
        from tocsin.store.lake.offers import Offer  # noqa: PLC0415 - 0.3 s for readers in bulk

        path = Path(name)
        if is_address(name):
            from tocsin.read.fetch import fetch_file  # noqa: PLC0415 - 0.1 s; files need none

            self._watcher.step("loading", name)
            fetch_file(name, target, settings=self._settings)
            path = target
        self._watcher.step("reading", name)
        if size_of(path) == 0:
            message = f"{name} is empty: not a byte is in it; fetch it anew, or leave it out."
            raise SourceError(message, subject=name)
        return Offer(name=name, path=path)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Add to the error of a file what it means for its step, and what can be done.

        Raises:
            SourceError: The error.
        """
        try:
            yield
        except SourceError as error:
            files, most_refused = len(self._offers), self._wish.most_refused
            parts = [error.message]
            is_of_row = error.column is not None and "header" not in error.message
            if is_of_row and most_refused:
                parts.append(
                    f"It is the first of more than {most_refused:,} rows that do not fit."
                )
            elif is_of_row:
                parts.append("--skip-bad N leaves out up to N such rows.")
            if files > 1:
                parts.append(f"None of the {files} files of this step was taken in.")
            raise SourceError(
                " ".join(parts), subject=error.subject, line=error.line, column=error.column
            ) from error

    def _tell_known(self, found: Ingest | None) -> None:
        """Say which of the files offered were in the lake already, by their bytes."""
        for name in self._step.restored if self._step else ():
            message = f"{name}: its raw copy in the lake was damaged, and is whole again."
            self._watcher.note(message)
        new = {one.name for one in found.inputs} if found else set()
        known = [offer.name for offer in self._offers if offer.name not in new]
        if known:
            more = f" and {len(known) - 1:,} more" if len(known) > 1 else ""
            message = f"{known[0]}{more}: in the lake already, by its bytes; passed over."
            self._watcher.note(message)


def read_ahead(steps: Iterable[IntakeStep]) -> Generator[IntakeStep, None, None]:
    """Yield steps that are read, in order; while one is in use, the next one is being read.

    What is read and not asked for any more is closed when the iterator is.

    Raises:
        TocsinError: What reading raised; the steps before it have been yielded.
    """
    under_way: deque[tuple[IntakeStep, Future[None]]] = deque()
    with ThreadPoolExecutor(1, "tocsin-read") as pool:
        try:
            for step in steps:
                under_way.append((step, pool.submit(step.read)))
                if len(under_way) > 1:
                    yield _first_of(under_way)
            while under_way:
                yield _first_of(under_way)
        finally:
            for step, _ in under_way:
                step.cancel()
            pool.shutdown()
            for step, _ in under_way:
                step.close()


def _first_of(under_way: deque[tuple[IntakeStep, Future[None]]]) -> IntakeStep:
    """Wait for the first step, and take it off the queue when it is read."""
    step, reading = under_way[0]
    reading.result()
    under_way.popleft()
    return step


def is_address(name: str) -> bool:
    """Return whether a name is an address, as `tocsin.read` has it."""
    return "://" in name  # to ask there loads all that pages need


def size_of(path: Path) -> int | None:
    """Return the bytes of a file; None for one that is gone, which who reads it will say."""
    try:
        return path.stat().st_size
    except OSError:
        return None
