"""From documents to what the coder finds in them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from tocsin.coding import depth_of
from tocsin.engine import Lost, choose_engine
from tocsin.errors import UsageError
from tocsin.model.claim import Coding
from tocsin.model.codec import from_json
from tocsin.model.document import Document
from tocsin.pipeline.base import Coded, Intake, Refused, Silence, Watcher, sift
from tocsin.pipeline.batches import Task, Unread, code_batch, code_document, in_batches, path_of
from tocsin.pipeline.gather import (
    STDIN,
    attempt_readings,
    columns_of,
    is_document,
    overrides_of,
    piped_rows,
    refused_if_failed,
)
from tocsin.read import (
    Columns,
    Failure,
    Reading,
    count_rows,
    is_address,
    is_table,
    list_source,
    read_rows,
    read_source,
)
from tocsin.settings import Settings

__all__ = ["at_path", "code_document", "code_documents", "count_documents"]

# A document as JSON is longer than its bytes: escapes, and what was blanked is kept.
_JSON_GROWTH = 8


def code_documents(
    intake: Intake, *, settings: Settings, watcher: Watcher, jobs: int = 1
) -> Iterator[Coded]:
    """Yield what the coder finds in every document; `-` may also be documents as NDJSON.

    Args:
        intake: What is read.
        settings: The settings in force.
        watcher: Hears how it goes.
        jobs: How many processes code; the results and their order are the same for any number.

    Raises:
        ReadError: None of the sources could be read.
        InsufficientDataError: None of them is in a language that is read.
        UsageError: A line of the NDJSON is no document, columns are named without the text's, or
            the reader needs an extra that is not installed.
        EngineError: The processes cannot be started.
    """
    work = partial(code_batch, depth=depth_of(settings.reader))
    tasks = _tasks(intake, settings, watcher)
    found = choose_engine(jobs).run(work, in_batches(tasks))
    return sift(_heard(found, watcher), watcher)


def at_path(coding: Coding, path: str) -> Coding:
    """Return a coding whose claims and stakes name the document as it is named now."""
    return replace(
        coding,
        claims=tuple(replace(claim, path=path) for claim in coding.claims),
        stakes=tuple(replace(mention, path=path) for mention in coding.stakes),
    )


def _heard(
    found: Iterable[Coded | Refused | Lost[Task]], watcher: Watcher
) -> Iterator[Coded | Refused]:
    """Yield what was found, a lost task as a refusal, and tell the watcher of each."""
    for item in found:
        told = Refused(path_of(item.task), item.error) if isinstance(item, Lost) else item
        watcher.done(len(told.coding.claims) if isinstance(told, Coded) else 0)
        yield told


def _tasks(intake: Intake, settings: Settings, watcher: Watcher) -> Iterator[Task]:
    """Yield what is to be coded, in order: documents, files, and what cannot be read at all."""
    columns = columns_of(intake)
    plan = [(name, _listed(name, settings, columns)) for name in intake.sources]
    watcher.expect(_count([leaf for _, leaves in plan for leaf in leaves], columns))
    for name, leaves in plan:
        watcher.step("reading", name)
        for leaf in leaves:
            for task in _from_leaf(leaf, intake, settings, columns):
                watcher.step("coding", path_of(task))
                yield task


def _listed(name: str, settings: Settings, columns: Columns | None) -> list[str | Failure]:
    """Return the files that a source leads to."""
    return list(list_source(name, settings=settings, with_tables=columns is not None))


def count_documents(intake: Intake, settings: Settings) -> int | None:
    """Return how many documents the sources lead to, None where that cannot be known.

    Raises:
        UsageError: Columns are named without the text's.
    """
    columns = columns_of(intake)
    leaves = [leaf for name in intake.sources for leaf in _listed(name, settings, columns)]
    return _count(leaves, columns)


def _count(leaves: list[str | Failure], columns: Columns | None) -> int | None:
    """Return how many documents are to come, None where that cannot be known."""
    total = 0
    for leaf in leaves:
        count: int | None = 1
        if isinstance(leaf, str) and columns is not None and is_table(leaf):
            count = count_rows(leaf)
        if count is None or leaf == STDIN:
            return None
        total += count
    return total


def _from_leaf(
    leaf: str | Failure, intake: Intake, settings: Settings, columns: Columns | None
) -> Iterator[Task]:
    """Yield the tasks of one file, address, or standard input."""
    overrides = overrides_of(intake)
    if isinstance(leaf, Failure):
        yield Refused(leaf.path, leaf.error)
    elif leaf == STDIN:
        yield from _from_stdin(intake, settings, columns)
    elif columns is not None and is_table(leaf):
        rows = read_rows(leaf, columns, settings=settings, overrides=overrides)
        yield from map(_document, map(refused_if_failed, rows))
    elif is_address(leaf):  # one after the other, whatever the number of jobs
        pages = read_source(leaf, settings=settings, overrides=overrides)
        yield from map(_document, map(refused_if_failed, pages))
    else:
        yield Unread(leaf, settings, overrides)


def _document(item: Reading | Refused) -> Document | Refused:
    """Return the document of a reading."""
    return item if isinstance(item, Refused) else item.document


def _from_stdin(intake: Intake, settings: Settings, columns: Columns | None) -> Iterator[Task]:
    """Yield the documents on standard input: rows, documents as NDJSON, or one text."""
    if columns is not None:
        yield from map(_document, piped_rows(intake, columns, settings))
        return
    piped, rest = None, intake.stdin
    if intake.stdin is not None:
        piped, rest = _piped_documents(intake.stdin, settings)
    if piped is not None:
        _refuse_overrides(intake)
        yield from piped
        return
    alone = replace(intake, sources=(STDIN,), stdin=rest)
    yield from map(_document, attempt_readings(alone, settings=settings, watcher=Silence()))


def _piped_documents(
    stream: BinaryIO, settings: Settings
) -> tuple[Iterator[Document] | None, BinaryIO]:
    """Return the documents of a stream, or None where it is no NDJSON; and the whole stream."""
    longest = settings.max_bytes * _JSON_GROWTH
    first = stream.readline(longest)
    if is_document(first):
        return _parse_lines(chain([first], iter(lambda: stream.readline(longest), b""))), stream
    return None, BytesIO(first + stream.read(max(0, settings.max_bytes + 1 - len(first))))


def _refuse_overrides(intake: Intake) -> None:
    """Raise an error where documents that were read already are to be dated or named anew.

    Their ids depend on date and publisher, so that only the reading can set these.
    """
    for name in ("date", "publisher", "title", "url", "author"):
        if getattr(intake, name) is not None:
            raise UsageError(
                f"Documents on standard input keep the {name} they were read with; give --{name} "
                "to the `tocsin read` that prints them.",
                subject=f"--{name}",
            )


def _parse_lines(lines: Iterator[bytes]) -> Iterator[Document]:
    """Yield the document of each line; empty lines are passed over.

    Raises:
        UsageError: A line is no document.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield from_json(Document, line)
        except UsageError as error:
            message = f"Line {number} of standard input: {error.message}"
            raise UsageError(message, subject=STDIN) from error
