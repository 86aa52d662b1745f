"""Files written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.errors import OutputError

_MODE = 0o666


@contextmanager
def replacing(path: Path, *, flag: str) -> Iterator[Path]:
    """Give a file to be written, which takes the place of another when all went well.

    The old or the new content is there, never a part, and the permissions stay.

    Args:
        path: The file to be replaced; it need not be there.
        flag: The option that named it, for the error.

    Raises:
        OutputError: It could not be written; what was there before is then unchanged.
    """
    part = _temporary(path, flag)
    try:
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.chmod(_mode_for(path))
        part.replace(path)
    except OSError as error:
        raise _cannot_write(path, flag, error) from error
    finally:
        part.unlink(missing_ok=True)


def refuse_unwritable(path: Path, *, flag: str) -> None:
    """Refuse a file that cannot be written, before its content is computed.

    Raises:
        OutputError: The folder is missing or may not be written, or the name is that of a folder
            or of no file, such as a device, which a new file would take the place of.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it.", subject=str(path))
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is no file; name one.", subject=str(path))
    _temporary(path, flag).unlink(missing_ok=True)


def _temporary(path: Path, flag: str) -> Path:
    """Return a new, empty file beside the one to be written."""
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part"
        )
    except (OSError, ValueError) as error:
        raise _cannot_write(path, flag, error) from error
    os.close(handle)
    return Path(name)


def _cannot_write(path: Path, flag: str, error: Exception) -> OutputError:
    """Return the error for a file that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    message = (
        f"{path} cannot be written: {reason}; give {flag} a file in a folder that is there."
    )
    return OutputError(message, subject=str(path))


def _mode_for(path: Path) -> int:
    """Return the permissions of the file that is there, or what a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return _MODE & ~mask
