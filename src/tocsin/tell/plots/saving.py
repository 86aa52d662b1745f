"""Pictures into files: the kind by the ending, whole or not at all."""

import os
import tempfile
from pathlib import Path

from tocsin.errors import OutputError

KINDS = (".svg", ".png")
"""Endings of files that pictures can be written to."""
_MODE = 0o666


def check_plot(path: Path) -> None:
    """Make sure that a picture can be written to a file, before anything is drawn.

    Raises:
        OutputError: The ending is of no kind that can be drawn, the folder is missing or may
            not be written, or the name is a folder's.
    """
    kind_of(path)
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it.", subject=str(path))
    handle, name = _temporary(path)
    os.close(handle)
    Path(name).unlink(missing_ok=True)


def kind_of(path: Path) -> str:
    """Return the kind of picture that the ending of a file names, `svg` or `png`.

    Raises:
        OutputError: It names neither.
    """
    ending = path.suffix.lower()
    if ending not in KINDS:
        found = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        message = f"{path} has {found}; a picture can be written as .svg or .png."
        raise OutputError(message, subject=str(path))
    return ending[1:]


def write_picture(content: bytes, path: Path) -> None:
    """Write a picture so that the old or the new one is there, never a part.

    Raises:
        OutputError: It could not be written; what was there before is then unchanged.
    """
    handle, name = _temporary(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode_for(path))
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot_write(path, error) from error


def _temporary(path: Path) -> tuple[int, str]:
    """Return an open file beside the one to be written, and its name."""
    try:
        return tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: Exception) -> OutputError:
    """Return the error for a file that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    message = (
        f"{path} cannot be written: {reason}; give --plot a file in a folder that is there."
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
