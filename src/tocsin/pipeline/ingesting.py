"""Structured data into the lake: which files, in which steps."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin import __version__
from tocsin.errors import SourceError, UsageError
from tocsin.model.index import Coverage
from tocsin.model.ingest import Ingest
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.record import open_lake
from tocsin.settings import Settings
from tocsin.sources import SOURCES, Source
from tocsin.store import has_ledger, open_ledger
from tocsin.store.lake import duck
from tocsin.store.lake.covering import coverage_of

if TYPE_CHECKING:
    from tocsin.store.lake.lake import Lake
    from tocsin.store.lake.step import Offer, Wish

MOST_FILES = 64
MOST_BYTES = 512_000_000
"""Files that are taken in at once: many small ones, for few and large files in the lake."""

ENDINGS = (
    *(".csv", ".tsv", ".tab", ".txt", ".dat", ".json", ".jsonl", ".ndjson", ".xlsx"),
    *(".zip", ".gz"),
)
"""What files of a folder end in that are read; a file that is named is read whatever it is."""

ABOUT = ("readme", "license", "licence", "codebook", "citation", "changelog", "manifest")
"""What the names of files of a folder begin with that are about data, and none themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Files that somebody wants in the lake.

    Attributes:
        source: Name of the source.
        names: Files, folders or addresses.
        options: `name=value`, as the source asks for them.
        only_dyads: Whether only rows with two different known parties are kept.
        most_refused: How many rows of a step may be left out because they do not fit.
        retrieved: The day on which they are taken in.
    """

    source: str
    names: tuple[str, ...]
    options: tuple[str, ...] = ()
    only_dyads: bool = False
    most_refused: int = 0
    retrieved: dt.date


def ingest(delivery: Delivery, *, settings: Settings, watcher: Watcher) -> Iterator[Ingest]:
    """Take files into the lake, step by step; yield each step when it is safe.

    Files that are there already are passed over, so a call that was cut off can be repeated.

    Raises:
        UsageError: There is no such source, option or file, or DuckDB is not installed.
        SourceError: A file is empty or not of the format; the steps before it are safe.
        FetchError: An address cannot be loaded.
        StoreError: The disk is full, the ledger locked or the lake damaged.
    """
    from tocsin.store.lake.step import Wish  # noqa: PLC0415 - 0.3 s for the readers in bulk

    source = source_named(delivery.source)
    wish = Wish(
        source=source,
        options=_options(source, delivery.options),
        only_dyads=delivery.only_dyads,
        most_refused=delivery.most_refused,
        most_bytes=settings.max_data_bytes,
        retrieved=delivery.retrieved,
        version=__version__,
    )
    names = files_of(delivery.names, watcher)
    duck.require()
    with open_lake(settings) as lake:
        for batch in in_steps(names):
            yield from _step(lake, batch, wish, settings, watcher)


def _step(
    lake: "Lake", names: Sequence[str], wish: "Wish", settings: Settings, watcher: Watcher
) -> Iterator[Ingest]:
    """Take some files in; yield what was done, nothing where all were there."""
    with lake.place.work() as work:
        with duck.translated(lake.place.folder):  # the disk may be full
            offers = [
                _offer(name, work / f"loaded-{number}", settings, watcher)
                for number, name in enumerate(names)
            ]
        with _explained(len(offers), wish.most_refused):
            found = lake.ingest(offers, wish)
    _tell_known(offers, found, watcher)
    if found is not None:
        for message in found.refused:
            watcher.refuse("", SourceError(message))
        yield found


def _offer(name: str, target: Path, settings: Settings, watcher: Watcher) -> "Offer":
    """Return a file as it is offered to the lake, loaded first where it is an address.

    Raises:
        SourceError: It has no bytes, as after a download that failed.
        FetchError: It cannot be loaded.
    """
    from tocsin.store.lake.step import Offer  # noqa: PLC0415

    path = Path(name)
    if is_address(name):
        from tocsin.read.fetch import fetch_file  # noqa: PLC0415 - 0.1 s; files need none

        watcher.step("loading", name)
        fetch_file(name, target, settings=settings)
        path = target
    watcher.step("reading", name)
    if _size(path) == 0:
        message = f"{name} is empty: not a byte is in it; fetch it anew, or leave it out."
        raise SourceError(message, subject=name)
    return Offer(name=name, path=path)


@contextmanager
def _explained(files: int, most_refused: int) -> Iterator[None]:
    """Add to the error of a file what it means for its step, and what can be done.

    Args:
        files: How many files are in the step.
        most_refused: How many rows of it may be left out.

    Raises:
        SourceError: The error.
    """
    try:
        yield
    except SourceError as error:
        parts = [error.message]
        is_of_row = error.column is not None and "header" not in error.message
        if is_of_row and most_refused:
            parts.append(f"It is the first of more than {most_refused:,} rows that do not fit.")
        elif is_of_row:
            parts.append("--skip-bad N leaves out up to N such rows.")
        if files > 1:
            parts.append(f"None of the {files} files of this step was taken in.")
        raise SourceError(
            " ".join(parts), subject=error.subject, line=error.line, column=error.column
        ) from error


def _tell_known(offers: "Sequence[Offer]", found: Ingest | None, watcher: Watcher) -> None:
    """Say which of the files offered were in the lake already, by their bytes."""
    new = {one.name for one in found.inputs} if found else set()
    known = [offer.name for offer in offers if offer.name not in new]
    if known:
        more = f" and {len(known) - 1:,} more" if len(known) > 1 else ""
        watcher.note(f"{known[0]}{more}: in the lake already, by its bytes; passed over.")


def source_named(name: str) -> Source:
    """Return the source that the command line calls by a name.

    Raises:
        UsageError: There is none; the message lists all.
    """
    if name not in SOURCES:
        known = ", ".join(SOURCES)
        raise UsageError(f"There is no source {name!r}; known are {known}.", subject=name)
    return SOURCES[name]


def held(settings: Settings) -> tuple[Coverage, ...]:
    """Return what the lake of the settings covers; nothing where there is none yet."""
    if not has_ledger(settings.store):
        return ()
    with open_ledger(settings.store, create=False) as ledger:
        return coverage_of(ledger.ingests())


def _options(source: Source, given: Sequence[str]) -> dict[str, str]:
    """Return what the user says of the files.

    Raises:
        UsageError: An option is not of the form, or the source knows no such option.
    """
    options = {}
    for one in given:
        name, is_there, value = one.partition("=")
        if not is_there or name not in source.options:
            known = ", ".join(f"{key}=..." for key in source.options) or "none"
            message = f"{one!r} is no option of {source.name}; it takes {known}."
            raise UsageError(message, subject=one)
        options[name] = value
    return options


def is_address(name: str) -> bool:
    """Return whether a name is an address, as `tocsin.read` has it."""
    return "://" in name  # to ask there loads all that pages need


def files_of(names: Sequence[str], watcher: Watcher) -> list[str]:
    """Return files and addresses; of a folder the files of data in it, in order of name.

    Hidden files and folders are passed over, and so is what is no data by its name; the watcher
    hears how much that was.

    Raises:
        UsageError: There is no such file, or a folder has no file of data.
    """
    found: list[str] = []
    for name in names:
        if is_address(name) or _is(Path.is_file, name):
            found.append(name)
        elif _is(Path.is_dir, name):
            found += _below(Path(name), watcher)
        else:
            message = f"{name} is no file, folder or address; name what is to be read."
            raise UsageError(message, subject=name)
    return found


def _is(ask: Callable[[Path], bool], name: str) -> bool:
    """Return what a question of a path says; no name that cannot be one is."""
    try:
        return ask(Path(name))
    except OSError:  # it is too long
        return False


def _below(folder: Path, watcher: Watcher) -> list[str]:
    """Return the files of data in a folder.

    Raises:
        UsageError: There are none.
    """
    shown = [
        path
        for path in folder.rglob("*")
        if not any(part[0] == "." for part in path.relative_to(folder).parts) and path.is_file()
    ]
    files = sorted(path for path in shown if _is_data(path.name.lower()))
    passed = len(shown) - len(files)
    if not files:
        held = f"{passed:,} files, none of which is one of data" if passed else "no file"
        message = f"{folder} holds {held} ({', '.join(ENDINGS)}); name files of data."
        raise UsageError(message, subject=str(folder))
    if passed:
        watcher.note(
            f"{folder}: {passed:,} files passed over, which are no data by their names."
        )
    return [str(path) for path in files]


def _is_data(name: str) -> bool:
    """Return whether a file of a folder is one of data by its name, in lower case."""
    return name.endswith(ENDINGS) and not name.startswith(ABOUT)


def in_steps(names: Sequence[str]) -> Iterator[list[str]]:
    """Yield files in groups that are taken in at once; an address is a group of its own."""
    batch: list[str] = []
    size = 0
    for name in names:
        weight = MOST_BYTES if is_address(name) else _size(Path(name)) or 0
        if batch and (size + weight > MOST_BYTES or len(batch) == MOST_FILES):
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += weight
    if batch:
        yield batch


def _size(path: Path) -> int | None:
    """Return the bytes of a file; None for one that is gone, which who reads it will say."""
    try:
        return path.stat().st_size
    except OSError:
        return None
