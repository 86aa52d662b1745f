"""Structured data into the lake: which files, in which steps."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tocsin import __version__
from tocsin.errors import UsageError
from tocsin.model.index import Coverage
from tocsin.model.ingest import Ingest
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.intake import IntakeStep, is_address, read_ahead, size_of
from tocsin.pipeline.record import open_lake
from tocsin.settings import Settings
from tocsin.sources import SOURCES, Source
from tocsin.store import has_ledger, open_ledger
from tocsin.store.lake import duck
from tocsin.store.lake.covering import coverage_of

MOST_FILES = 64
MOST_BYTES = 512_000_000
"""Files that are taken in at once: many small ones, for few and large files in the lake."""

LEAST_BYTES = 64_000_000
AT_LEAST = 4
"""So many steps there are where each has that many bytes: one is read while another is settled."""

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
    from tocsin.store.lake.offers import Wish  # noqa: PLC0415 - 0.3 s for the readers in bulk

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
        lake.make_ready()
        steps = (
            IntakeStep((lake, wish), batch, settings=settings, watcher=watcher)
            for batch in in_steps(names)
        )
        with closing(read_ahead(steps)) as read:
            for step in read:
                found = step.finish()
                if found is not None:
                    yield found


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
    weights = [MOST_BYTES if is_address(name) else size_of(Path(name)) or 0 for name in names]
    share = sum(weights) // AT_LEAST
    most = max(min(share, MOST_BYTES), LEAST_BYTES)
    batch: list[str] = []
    size = 0
    for name, weight in zip(names, weights, strict=True):
        if batch and (size + weight > most or len(batch) == MOST_FILES):
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += weight
    if batch:
        yield batch
