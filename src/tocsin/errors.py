"""The error tree. Every message says what was wrong, what was found, and what would be right.

TocsinError                      exit 1
├── UsageError                   exit 2   the call cannot be carried out as it was given
├── InsufficientDataError        exit 3   the evidence does not carry an answer
├── ReadError                    exit 1   a document could not be read
│   ├── FetchError                        a URL was refused, failed, or went over a limit
│   └── ExtractionError                   no article could be taken out of the bytes
├── SourceError              exit 1   a file of structured data is not as its format says
├── ModelFilesError              exit 1   the language model is missing, altered or unfit
├── OntologyError                exit 1   a data file of ours or of the user is malformed
├── StoreError                   exit 1   the ledger is not ours, locked, damaged or full
├── OutputError                  exit 1   a result could not be written
└── EngineError                  exit 1   work on a task failed unforeseen, or its process died
"""

from typing import ClassVar, TypeVar


class TocsinError(Exception):
    """Base of all errors that Tocsin raises on purpose.

    Attributes:
        exit_code: The exit status of a command that ends with this error.
        message: One sentence: what was wrong, what was found, what would be right.
        subject: The file, URL, id or option that the message is about, where there is one.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, subject: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject


class UsageError(TocsinError):
    """The call cannot be carried out as it was given."""

    exit_code = 2


class InsufficientDataError(TocsinError):
    """The evidence does not carry an answer; refusing is a result."""

    exit_code = 3


class ReadError(TocsinError):
    """A document could not be read."""


class FetchError(ReadError):
    """A URL was refused, failed, or went over a limit."""


class ExtractionError(ReadError):
    """No article could be taken out of the bytes."""


class SourceError(TocsinError):
    """A file of structured data is not as its format says.

    Attributes:
        line: Line of the file, from 1; None where it is about the whole file.
        column: Name of the column, where it is about one cell.
    """

    def __init__(
        self,
        message: str,
        *,
        subject: str | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(message, subject=subject)
        self.line = line
        self.column = column


class ModelFilesError(TocsinError):
    """The language model is missing, altered, or of a version that does not fit."""


class OntologyError(TocsinError):
    """A data file, ours or the user's, is malformed; the subject is `file:line`."""


class StoreError(TocsinError):
    """The ledger is not ours, locked, damaged or full."""


class OutputError(TocsinError):
    """A result could not be written where it was asked for."""


class EngineError(TocsinError):
    """Work on a task failed in a way nobody foresaw, or the process that did it died."""


AnyError = TypeVar("AnyError", bound=TocsinError)


def missing_extra(
    kind: type[AnyError],
    purpose: str,
    *,
    package: str,
    extra: str,
    otherwise: str = "",
    subject: str | None = None,
) -> AnyError:
    """Return the error for a package of an extra that is not installed.

    Args:
        kind: The error; of one source among several a `ReadError`, so that the rest goes on.
        purpose: What needs the package, beginning with a capital.
        package: As its users call it.
        extra: The extra of Tocsin that it comes with.
        otherwise: What needs no extra, where there is such a way.
        subject: What the error is about; the package by default.
    """
    also = f"; {otherwise}" if otherwise else ""
    message = f"{purpose} needs {package}, which is not installed: pip install 'tocsin[{extra}]'{also}."
    return kind(message, subject=subject or package)
