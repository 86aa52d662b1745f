"""Whatever a database answers becomes one sentence about the ledger."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from tocsin.errors import StoreError, UsageError
from tocsin.store.failure import DamageError, store_errors


class CodedError(sqlite3.OperationalError):
    def __init__(self, code):
        super().__init__("technical words\nof two lines")
        self.sqlite_errorcode = code


def sentence(error):
    with pytest.raises(StoreError) as caught, store_errors("L"):
        raise error
    assert caught.value.exit_code == 1
    assert caught.value.subject == "L"
    return caught.value.message


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY, "in use by another process"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "in use by another process"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "cannot be written"),
        (sqlite3.SQLITE_FULL, "no room left"),
        (sqlite3.SQLITE_IOERR_WRITE, "could not be read or written"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is damaged"),
        (sqlite3.SQLITE_MISMATCH, "refused the operation: technical words."),
    ],
)
def test_codes_of_sqlite_are_put_in_words(code, words):
    for error in (CodedError(code), DBAPIError("SELECT secret", None, CodedError(code))):
        message = sentence(error)
        assert message.startswith("L ")
        assert words in message
        assert "secret" not in message
        assert "\n" not in message


def test_other_failures_are_put_in_words_too():
    assert sentence(DamageError("x is gone")).startswith("L is damaged: x is gone; ")
    assert sentence(ResourceClosedError("closed.")) == "L could not be used: closed."
    assert sentence(UnicodeDecodeError("utf-8", b"", 0, 1, "x")).startswith("L is damaged;")
    assert sentence(sqlite3.InterfaceError()) == "L refused the operation: no reason was given."


def test_errors_of_others_pass_through():
    with pytest.raises(UsageError), store_errors("L"):
        raise UsageError("x")
