"""Where the model files of a ledger lie, and which model answers a question."""

from pathlib import Path

from tocsin.errors import OutputError, UsageError
from tocsin.settings import Settings
from tocsin.store import default_path
from tocsin.tell.whole import refuse_unwritable

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
    refuse_unwritable(path, flag="--out")
