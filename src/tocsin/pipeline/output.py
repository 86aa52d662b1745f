"""Results in files: the kind by the ending, checked before the work, whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tocsin import tell
from tocsin.errors import OutputError, UsageError
from tocsin.model.codec import to_json

_MODE = 0o666


def check_output(path: Path) -> None:
    """Make sure that a result can be written to a file, before anything is computed.

    Raises:
        UsageError: The ending is of no kind that can be written.
        OutputError: The folder is missing or may not be written, or the name is a folder's.
    """
    if path.suffix.lower() not in WRITERS:
        raise UsageError(
            f"{path} has the ending {path.suffix!r}; an answer can be written as "
            f"{', '.join(WRITERS)}.",
            subject="--out",
        )
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it.", subject=str(path))
    handle, name = _temporary(path)
    os.close(handle)
    Path(name).unlink(missing_ok=True)


def write_answer(view: tell.BriefInput, path: Path) -> None:
    """Write an answer in the kind that the ending of the file names.

    Raises:
        OutputError: It could not be written; what was there before is then unchanged.
    """
    write_whole(WRITERS[path.suffix.lower()](view), path)


def write_whole(text: str, path: Path) -> None:
    """Write a text to a file so that the old or the new content is there, never a part.

    Raises:
        OutputError: It could not be written; what was there before is then unchanged.
    """
    handle, name = _temporary(path)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
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
        f"{path} cannot be written: {reason}; give --out a file in a folder that is there."
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


def _html(view: tell.BriefInput) -> str:
    """Return the brief as one page."""
    return tell.render_html(view)


def _json(view: tell.BriefInput) -> str:
    """Return the assessment as readable JSON."""
    return to_json(view.assessment, indent=2) + "\n"


WRITERS: dict[str, Callable[[tell.BriefInput], str]] = {".html": _html, ".json": _json}
"""How an answer is written, by the ending of its file."""
