"""The folder of the lake: where its files lie, and how they get there whole or not at all."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

from tocsin.errors import StoreError
from tocsin.model.ingest import Part

CHUNK = 1 << 20
_RAW, _WORK = "raw", "work"
_LOCK = "owner.lock"
_BEGIN = "begin.lock"
_TURN = "turn.lock"
_OWNER = "ledger.txt"


class Place:
    """The folder of a lake.

    What is written lies in a work folder first; `settle` moves it to where it belongs.

    Attributes:
        folder: Its absolute path.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._checked: dict[str, tuple[int, int]] = {}

    def path(self, relative: str) -> Path:
        """Return where a file of the lake lies.

        Raises:
            StoreError: The path leads out of the lake, as only a damaged ledger can say.
        """
        parts = PurePosixPath(relative).parts
        if not parts or relative.startswith("/") or ".." in parts:
            message = f"{relative!r} is no path below {self.folder}; the ledger is damaged."
            raise StoreError(message, subject=str(self.folder))
        return self.folder.joinpath(*parts)

    def sound(self, part: Part) -> Path:
        """Return where a file lies, after its bytes were found to be those that were written.

        A file is read once by each process, and again when the system says that it changed.

        Raises:
            FileNotFoundError: It is not there.
            StoreError: It is not as it was written.
        """
        path = self.path(part.path)
        status = path.stat()
        mark = (status.st_mtime_ns, status.st_size)
        if self._checked.get(part.path) != mark:
            if status.st_size != part.size or sha256_of(path) != part.sha256:
                message = (
                    f"{path} is not as it was written; `tocsin doctor --mend` derives it again."
                )
                raise StoreError(message, subject=str(path))
            self._checked[part.path] = mark
        return path

    def raw(self, sha256: str) -> Path:
        """Return where the bytes with a sha256 are kept as they were given."""
        return self.path(f"{_RAW}/{sha256[:2]}/{sha256}")

    def belong(self, ledger: str) -> None:
        """Make sure that the folder belongs to a ledger; the first one that asks has it.

        The ledger is named by its way from here, so both may be moved together; and one that is
        not there any more has lost its claim, so both may be renamed.

        Args:
            ledger: Its absolute path, or its URL.

        Raises:
            StoreError: The folder is that of another ledger, and each of the two would remove
                what it does not know; or it cannot be written.
        """
        mine = ledger if "://" in ledger else os.path.relpath(ledger, self.folder)
        path = self.folder / _OWNER
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            owner = path.read_text(encoding="utf-8").strip() if path.exists() else ""
            if owner != mine and not self._is_another(owner):
                path.write_text(f"{mine}\n", encoding="utf-8")
                owner = mine
        except (OSError, ValueError) as error:
            raise self._unusable(error) from error
        if owner != mine:
            message = (
                f"{self.folder} is the lake of another ledger, {owner} from there: two would "
                "remove each other's files; name another folder in TOCSIN_LAKE, or use that ledger."
            )
            raise StoreError(message, subject=str(self.folder))

    def _is_another(self, owner: str) -> bool:
        """Return whether the ledger that has the folder, if there is one, is still there."""
        return bool(owner) and ("://" in owner or (self.folder / owner).is_file())

    def _unusable(self, error: Exception) -> StoreError:
        """Return the error for a folder that cannot be made or written."""
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{self.folder} cannot be used as a lake: {reason}; choose another --store."
        return StoreError(message, subject=str(self.folder))

    @contextmanager
    def work(self) -> Iterator[Path]:
        """Give a folder for one step of work; it is gone afterwards, whatever happens.

        Raises:
            StoreError: It cannot be made.
        """
        folder = self.folder / _WORK / uuid.uuid4().hex
        with ExitStack() as held:
            try:
                folder.parent.mkdir(parents=True, exist_ok=True)
                # Nobody may take a folder for abandoned before its lock is held.
                with self._alone(_BEGIN):
                    folder.mkdir()
                    (folder / "spill").mkdir()
                    held.enter_context(_held(folder / _LOCK))
            except OSError as error:
                raise self._unusable(error) from error
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            yield folder

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other process compares and commits, and keep the others waiting.

        Where the system has no such lock nobody waits, and a step whose comparison was overtaken
        is compared again.
        """
        with self._alone(_TURN):
            yield

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Wait for a lock of the lake, and hold it."""
        with (self.folder / name).open("ab") as stream:
            _lock(stream.fileno(), is_patient=True)
            yield

    def sweep(self, known: set[str]) -> int:
        """Remove what killed processes left behind; return how many files and folders.

        To be called while nobody else can settle anything, that is under the ledger's lock.

        Args:
            known: The paths of all files that the ledger knows, raw ones included.
        """
        gone = 0
        for folder in self.abandoned():
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
        for path in self.files():
            if path not in known:
                with suppress(OSError):
                    self.path(path).unlink()
                    gone += 1
        return gone

    def abandoned(self) -> list[Path]:
        """Return the work folders of processes that are no more."""
        folders = sorted((self.folder / _WORK).glob("*"))
        if not folders:
            return []
        with self._alone(_BEGIN):
            return [folder for folder in folders if not _is_held(folder / _LOCK)]

    def files(self) -> list[str]:
        """Return the paths of all files that are in place, as the ledger writes them."""
        found = []
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder)
            if relative.parts[0] not in (_WORK, _TURN, _BEGIN, _OWNER) and path.is_file():
                found.append(relative.as_posix())
        return found


def raw_path(sha256: str) -> str:
    """Return the path below the lake of the bytes with a sha256."""
    return f"{_RAW}/{sha256[:2]}/{sha256}"


def settle(source: Path, target: Path) -> None:
    """Move a finished file to its place so that it is there whole or not at all.

    Raises:
        OSError: The disk is full or may not be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb+") as stream:
        os.fsync(stream.fileno())
    source.replace(target)
    _sync_folder(target.parent)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a name in a folder survive a loss of power; some systems cannot, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    with path.open("wb") as stream:
        _lock(stream.fileno())
        yield


def _lock(handle: int, *, is_patient: bool = False) -> bool:
    """Take a lock on an open file; return False where somebody else has it, and goes on."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if is_patient else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _is_held(path: Path) -> bool:
    """Return whether a living process works in the folder of a lock; in doubt it does."""
    try:
        with path.open("rb") as stream:
            return not _lock(stream.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
