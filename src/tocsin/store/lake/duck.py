"""Connections to DuckDB: in process, bounded in memory, kept inside the folder of the lake."""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import StoreError, UsageError, missing_extra

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "192MB"
"""What DuckDB may hold before it writes to disk; the process needs some more for itself.

Ingest of 4 million rows of GDELT peaks at 332 MB with it and at 390 MB with 256 MB, no slower.
"""

_STOPPED = "Query interrupted"
_CLOSED = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET preserve_insertion_order = true",
    "SET enable_progress_bar = false",
    "SET TimeZone = 'UTC'",
)


def is_installed() -> bool:
    """Return whether DuckDB is there."""
    return importlib.util.find_spec("duckdb") is not None


def require() -> None:
    """Refuse to go on without DuckDB.

    Raises:
        UsageError: It is not installed; the message says how to install it.
    """
    if not is_installed():
        raise missing_extra(UsageError, "The lake", package="DuckDB", extra="lake")


@contextmanager
def opened(
    folder: Path,
    *,
    work: Path | None = None,
    threads: int = 1,
    memory: str = MEMORY,
) -> Iterator["DuckDBPyConnection"]:
    """Give a connection that can reach files below one folder, and nothing else.

    Args:
        folder: The folder of the lake.
        work: A folder below it for a database of its own and what does not fit into memory;
            without one, everything is in memory and nothing is spilled.
        threads: How many threads it may use; one gives the same bytes every time.
        memory: What it may hold, such as `256MB`.

    Raises:
        UsageError: DuckDB is not installed.
        StoreError: A file is damaged, the disk is full, or DuckDB fails in another way.
    """
    require()
    with translated(folder):
        if work is None:
            connection = _reader(str(folder), threads, memory, os.getpid()).cursor()
        else:
            connection = _connected(str(work / "work.duckdb"), folder, threads, memory)
    try:
        with translated(folder):
            yield connection
    finally:
        connection.close()


@lru_cache(maxsize=2)
def _reader(folder: str, threads: int, memory: str, process: int) -> "DuckDBPyConnection":
    """Return the connection of a process that only reads; to make one takes 30 ms.

    Views of one lake share it by cursors. It holds nothing: its database is empty.
    """
    del process  # a child must not use that of its parent
    return _connected(":memory:", Path(folder), threads, memory)


def _connected(place: str, folder: Path, threads: int, memory: str) -> "DuckDBPyConnection":
    """Return a new connection that can reach the files below a folder and nothing else."""
    import duckdb  # noqa: PLC0415 - 50 ms that only the lake needs

    connection = duckdb.connect(place)
    spill = str(Path(place).parent / "spill") if place != ":memory:" else ""
    for statement in _CLOSED:
        connection.execute(statement)
    connection.execute("SET threads = ?", [threads])
    connection.execute("SET memory_limit = ?", [memory])
    connection.execute("SET temp_directory = ?", [spill])
    connection.execute("SET allowed_directories = ?", [[f"{folder}/"]])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn the errors of DuckDB into ours.

    Raises:
        StoreError: A file is damaged, the disk is full, memory is short, or it fails in another
            way; the message says what to do.
        KeyboardInterrupt: The user stopped it.
    """
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.Error as error:
        raise StoreError(f"{folder}: {_reason(error)}.", subject=str(folder)) from error
    except RuntimeError as error:
        if str(error) == _STOPPED:  # DuckDB makes it of the signal that Python waits for
            raise KeyboardInterrupt from error
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{folder} could not be used: {reason}; what was stored before is intact."
        raise StoreError(message, subject=str(folder)) from error


def _reason(error: Exception) -> str:
    """Return what happened and what to do, without a full stop."""
    first = next(iter(str(error).splitlines()), type(error).__name__).rstrip(". ")
    lower = str(error).lower()
    if "no space left" in lower or "disk full" in lower or "enough disk" in lower:
        return (
            "there is no room left on the disk; nothing of this step was stored, all that was "
            "stored before is intact; free some space"
        )
    if any(word in lower for word in ("parquet", "magic bytes", "corrupt", "checksum")):
        return f"a file of the lake is damaged ({first}); `tocsin doctor` names and mends it"
    if "out of memory" in lower:
        return f"the memory set for it does not suffice ({first}); read fewer files at once"
    return f"the lake could not be used ({first})"
