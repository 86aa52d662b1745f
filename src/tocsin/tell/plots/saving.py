"""Pictures into files: the kind by the ending, whole or not at all."""

from pathlib import Path

from tocsin.errors import OutputError
from tocsin.tell.whole import refuse_unwritable, replacing

KINDS = (".svg", ".png")
"""Endings of files that pictures can be written to."""


def check_plot(path: Path) -> None:
    """Make sure that a picture can be written to a file, before anything is drawn.

    Raises:
        OutputError: The ending is of no kind that can be drawn, the folder is missing or may
            not be written, or the name is a folder's.
    """
    kind_of(path)
    refuse_unwritable(path, flag="--plot")


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
    with replacing(path, flag="--plot") as part:
        part.write_bytes(content)
