"""What is offered to the lake: files as they are named, copied, unpacked and read."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import StoreError, UsageError
from tocsin.sources.base import Facts, Given, Reader, Refuse, Row, Source
from tocsin.sources.unpack import unpacked
from tocsin.store import holdings
from tocsin.store.lake.bulk import stage_bulk
from tocsin.store.lake.place import CHUNK, sha256_of
from tocsin.store.lake.staged import Staged
from tocsin.store.lake.staging import stage_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LOOKS = 4096
"""Rows between two looks at whether anybody still wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that is to be taken in.

    Attributes:
        name: As the user named it: a path, or an address.
        path: Where its bytes lie now.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How files are to be taken in.

    Attributes:
        source: What they are.
        options: What the user says of them.
        only_dyads: Whether only rows with two different known parties are kept.
        most_refused: How many rows may be left out because they do not fit.
        most_bytes: The largest file that is read, in bytes, unpacked.
        retrieved: The day on which they are taken in.
        version: Version of Tocsin.
    """

    source: Source
    options: dict[str, str] = field(default_factory=dict)
    only_dyads: bool = False
    most_refused: int = 0
    most_bytes: int = 1 << 36
    retrieved: dt.date
    version: str

    @property
    def settings(self) -> tuple[str, ...]:
        """Return the options in order, as `name=value`."""
        return tuple(f"{name}={value}" for name, value in sorted(self.options.items()))

    def reading(self, sha256: str) -> str:
        """Return what is the same when a file is read in this way again."""
        return holdings.reading_of(
            self.source.name, sha256, self.settings, only_dyads=self.only_dyads
        )


def hashed(offers: Sequence[Offer]) -> dict[str, Offer]:
    """Return files by their sha256; of the same bytes twice, one counts.

    Raises:
        StoreError: A file cannot be read.
    """
    found = {}
    for offer in offers:
        try:
            found[sha256_of(offer.path)] = offer
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"{offer.name} cannot be read: {reason}."
            raise StoreError(message, subject=offer.name) from error
    return found


def unpack_all(
    names: Sequence[str], paths: Sequence[Path], wish: Wish, work: Path
) -> list[Given]:
    """Return files as readers take them, unpacked into the work folder where they are packed.

    Raises:
        SourceError: An archive is broken, holds no table, or unpacks to too much.
    """
    return [
        Given(
            name=name,
            path=unpacked(path, name, work, most_bytes=wish.most_bytes),
            options=wish.options,
        )
        for name, path in zip(names, paths, strict=True)
    ]


def facts_of(source: Source, given: Sequence[Given]) -> list[Facts]:
    """Return what each file says of itself; of bulk files the rows say it.

    Raises:
        SourceError: A file is not of the source's format.
    """
    reader = source.reader
    return [Facts() if isinstance(reader, tuple) else reader.facts(one) for one in given]


def stage_files(
    connection: "DuckDBPyConnection",
    wish: Wish,
    given: Sequence[Given],
    is_over: Callable[[], bool] = lambda: False,
) -> Staged:
    """Read files into the table `staged` of a connection.

    Raises:
        UsageError: The source has no dyads to be filtered by.
        SourceError: A file is not of the format, or too many rows do not fit.
        StoreError: Nobody wants the rows any more, by `is_over`.
    """
    reader, table = wish.source.reader, wish.source.table
    if wish.only_dyads and len(table.parties) != 2:
        message = f"{wish.source.name} has no dyads; leave --only-dyads out."
        raise UsageError(message, subject=wish.source.name)
    if isinstance(reader, tuple):
        return stage_bulk(
            connection,
            table,
            reader,
            given,
            only_dyads=wish.only_dyads,
            most_refused=wish.most_refused,
        )
    return stage_rows(
        connection,
        table,
        _Stoppable(reader, is_over),
        given,
        only_dyads=wish.only_dyads,
        most_refused=wish.most_refused,
    )


@dataclass(frozen=True, slots=True)
class _Stoppable:
    """A reader that stops when nobody wants its rows any more."""

    reader: Reader
    is_over: Callable[[], bool]

    def facts(self, given: Given) -> Facts:
        """Return what a file says of itself."""
        return self.reader.facts(given)

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield the rows of a file.

        Raises:
            StoreError: Nobody wants them any more.
        """
        for number, row in enumerate(self.reader.rows(given, refuse)):
            if number % _LOOKS == 0 and self.is_over():
                raise StoreError("Reading was stopped; nothing of this step was stored.")
            yield row


def copied(path: Path, copy: Path, sha256: str) -> Path:
    """Copy a file and check that the copy is what was read before.

    Raises:
        OSError: It cannot be copied.
        StoreError: It changed meanwhile.
    """
    found = hashlib.sha256()
    with path.open("rb") as source, copy.open("wb") as target:
        while chunk := source.read(CHUNK):
            found.update(chunk)
            target.write(chunk)
    if found.hexdigest() != sha256:
        message = f"{path} changed while it was read; try again when it is complete."
        raise StoreError(message, subject=str(path))
    return copy
