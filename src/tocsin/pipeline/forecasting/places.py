"""Where the model files of a ledger lie, and which model answers a question."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from tocsin.errors import OutputError, UsageError
from tocsin.settings import Settings
from tocsin.store import default_path

OCCURRENCE, RANKING = "occurrence", "ranking"
ENDING = ".npz"


def model_path(what: str, settings: Settings) -> Path:
    """Return where the model of a kind lies when nobody says: in a folder beside the ledger.

    Raises:
        UsageError: The ledger is on a server; then a file must be named.
    """
    if "://" in settings.store:
        message = (
            "The ledger is a database server; name the model's file with --out or --model."
        )
        raise UsageError(message, subject="--model")
    ledger = Path(settings.store).expanduser() if settings.store else default_path()
    return ledger.with_suffix(".models") / f"{what}{ENDING}"


def sha256_of_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def refuse_target(path: Path) -> None:
    """Refuse a file that cannot be written, before anything is learned.

    Raises:
        OutputError: It is a folder, or its folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{path.parent} cannot be made: {error.strerror}; name another --out."
        raise OutputError(message, subject=str(path)) from error
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it.", subject=str(path))


def written(save: Callable[[Path], object], path: Path) -> None:
    """Write a model so that the old or the new file is there, never a part.

    Raises:
        OutputError: It could not be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        save(part)
        part.replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}; name another --out."
        raise OutputError(message, subject=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
