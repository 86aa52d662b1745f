"""From what the caller named to documents."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from tocsin.errors import ReadError, UsageError
from tocsin.pipeline.base import Intake, Refused, Watcher, sift
from tocsin.read import Columns, Failure, Overrides, Reading, read_rows, read_source
from tocsin.settings import Settings

STDIN = "-"


def read_documents(
    intake: Intake, *, settings: Settings, watcher: Watcher
) -> Iterator[Reading]:
    """Yield a reading for every document that the sources lead to.

    Raises:
        ReadError: None of them could be read.
        UsageError: Standard input holds documents where a text is needed.
    """
    return sift(attempt_readings(intake, settings=settings, watcher=watcher), watcher)


def attempt_readings(
    intake: Intake, *, settings: Settings, watcher: Watcher
) -> Iterator[Reading | Refused]:
    """Yield a reading or a refusal for every document that the sources lead to."""
    raw: bytes | None = None
    overrides, columns = overrides_of(intake), columns_of(intake)
    for name in intake.sources:
        watcher.step("reading", name)
        if name == STDIN and columns is not None:
            yield from piped_rows(intake, columns, settings)
            continue
        if name == STDIN and raw is None:
            raw = _raw_stdin(intake.stdin, settings)
        found = read_source(
            name, settings=settings, overrides=overrides, stdin=raw, columns=columns
        )
        yield from map(refused_if_failed, found)


def piped_rows(
    intake: Intake, columns: Columns, settings: Settings
) -> Iterator[Reading | Refused]:
    """Yield a reading or a refusal for every row on standard input, which is JSON lines."""
    stream = BytesIO() if intake.stdin is None else intake.stdin
    found = read_rows(
        STDIN, columns, settings=settings, overrides=overrides_of(intake), stream=stream
    )
    yield from map(refused_if_failed, found)


def refused_if_failed(item: Reading | Failure) -> Reading | Refused:
    """Return a reading as it is, and a failure as a refusal."""
    return Refused(item.path, item.error) if isinstance(item, Failure) else item


def columns_of(intake: Intake) -> Columns | None:
    """Return where the rows of tables hold their texts; None where none is named.

    Raises:
        UsageError: Other columns are named without that one.
    """
    if intake.column is not None:
        return Columns(text=intake.column, id=intake.id_column, date=intake.date_column)
    for option, value in (("id", intake.id_column), ("date", intake.date_column)):
        if value is not None:
            raise UsageError(
                f"--{option}-column needs --column, the column of a table that holds the texts.",
                subject=f"--{option}-column",
            )
    return None


def is_document(line: bytes) -> bool:
    """Return whether a line looks like a document as `tocsin read --json` prints it."""
    return line.lstrip().startswith(b'{"id"') and b'"blocks"' in line


def _raw_stdin(stream: BinaryIO | None, settings: Settings) -> bytes:
    """Return the bytes of standard input, one more than the limit at most.

    Raises:
        ReadError: It could not be read.
        UsageError: It holds documents where a text is needed.
    """
    if stream is None:
        return b""
    try:
        raw = stream.read(settings.max_bytes + 1)
    except OSError as error:
        message = f"Standard input cannot be read: {error.strerror or error}."
        raise ReadError(message, subject=STDIN) from error
    if is_document(raw.split(b"\n", 1)[0]):
        raise UsageError(
            "Standard input holds documents as `tocsin read --json` prints them; `tocsin code -` "
            "takes those, every other command takes the text itself.",
            subject=STDIN,
        )
    return raw


def overrides_of(intake: Intake) -> Overrides:
    """Return what the caller says of the documents."""
    return Overrides(
        date=intake.date,
        publisher=intake.publisher,
        title=intake.title,
        url=intake.url,
        author=intake.author,
    )
