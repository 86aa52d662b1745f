"""Files and folders before they are opened: what they are, how large, what lies below."""

import os
import stat
from collections.abc import Iterator, Set
from pathlib import Path

from tocsin.errors import ReadError
from tocsin.read.base import Failure
from tocsin.settings import Settings


def check_regular(path: Path, name: str) -> int:
    """Return the size of a file in bytes.

    Raises:
        ReadError: It is no ordinary file: a folder, a pipe, a device.
        OSError: There is none, or it may not be looked at.
        ValueError: No file can have this name.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        message = f"{name!r} is no ordinary file; give a file, a folder, an address or -."
        raise ReadError(message, subject=name)
    return status.st_size


def refuse_size(size: int, path: str, settings: Settings) -> None:
    """Raise an error for a document over the limit.

    Raises:
        ReadError: It is over the limit.
    """
    if size > settings.max_bytes:
        message = (
            f"{path} is too large: {size:,} bytes, and {settings.max_bytes:,} are read. Give the "
            "article alone, or raise max_bytes."
        )
        raise ReadError(message, subject=path)


def unreadable(name: str, error: Exception) -> ReadError:
    """Return the error for a file that the system does not give."""
    reason = getattr(error, "strerror", None) or str(error)
    message = f"{name!r} cannot be read: {reason}. Give the path of a file that is there."
    return ReadError(message, subject=name)


def files_below(folder: str, endings: Set[str]) -> Iterator[str | Failure]:
    """Yield the files of a folder in order, and the folders in it that may not be read.

    Hidden files and folders are passed over, and so are links: one may lead out of the folder, or
    round in a circle.
    """
    closed: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=closed.append, followlinks=False):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        yield from map(_closed, closed)
        closed.clear()
        for entry in sorted(names):
            path = Path(where, entry)
            is_wanted = path.suffix.lower() in endings and not entry.startswith(".")
            if is_wanted and not path.is_symlink():
                yield str(path)
    yield from map(_closed, closed)


def _closed(error: OSError) -> Failure:
    """Return a folder that may not be read."""
    name = str(error.filename)
    return Failure(name, unreadable(name, error))
