"""What a database may answer, turned into one sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tocsin.errors import StoreError

_CHOOSE = "choose another --store"
_IN_USE = "is in use by another process; try again when that has finished, or " + _CHOOSE
_SEALED = "cannot be written; check the permissions of the file and its folder, or " + _CHOOSE
_BROKEN = "is damaged; restore a copy of it, or " + _CHOOSE
_SAFE = "nothing of this step was stored, all that was stored before is intact"
_SENTENCES = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PERM: _SEALED,
    sqlite3.SQLITE_READONLY: _SEALED,
    sqlite3.SQLITE_CANTOPEN: _SEALED,
    sqlite3.SQLITE_FULL: f"has no room left on its disk: {_SAFE}; free some space",
    sqlite3.SQLITE_IOERR: f"could not be read or written by the system: {_SAFE}; check the disk",
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
}
_PRIMARY_CODE = 0xFF  # an extended result code carries its primary code in the low byte


class DamageError(Exception):
    """Something stored is not as it was written; does not leave the store as it is."""


@contextmanager
def store_errors(name: str) -> Iterator[None]:
    """Turn what the database raises inside the block into a StoreError about `name`.

    Raises:
        StoreError: The database was locked, full, damaged, not writable, or refused the data.
    """
    try:
        yield
    except DamageError as error:
        message = f"{name} is damaged: {error}; `tocsin doctor` lists all damage."
        raise StoreError(message, subject=name) from error
    except DBAPIError as error:
        raise StoreError(f"{name} {_reason(error.orig)}.", subject=name) from error
    except sqlite3.Error as error:
        raise StoreError(f"{name} {_reason(error)}.", subject=name) from error
    except SQLAlchemyError as error:
        message = f"{name} could not be used: {_first_line(error)}."
        raise StoreError(message, subject=name) from error
    except UnicodeEncodeError as error:
        message = f"{name} cannot keep text that is not valid Unicode: {error.reason}."
        raise StoreError(message, subject=name) from error
    except UnicodeDecodeError as error:  # SQLite quotes bytes of a damaged schema
        raise StoreError(f"{name} {_BROKEN}.", subject=name) from error


def _reason(error: BaseException | None) -> str:
    """Return what is wrong, as the rest of a sentence that begins with the ledger's name."""
    code = getattr(error, "sqlite_errorcode", None)
    known = _SENTENCES.get(code & _PRIMARY_CODE) if code is not None else None
    if known is None and "decode to UTF-8" in str(error):
        return _BROKEN
    return known or f"refused the operation: {_first_line(error)}"


def _first_line(error: BaseException | None) -> str:
    """Return the first line of an error, without its full stop."""
    return next(iter(str(error).splitlines()), "no reason was given").rstrip(". ")
