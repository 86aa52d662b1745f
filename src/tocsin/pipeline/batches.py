"""What one process does with a batch of documents: read those that are still files, code all."""

import logging
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.coding import Depth, code, code_many
from tocsin.errors import EngineError, InsufficientDataError, TocsinError
from tocsin.model.claim import Coding
from tocsin.model.document import Document, Sentence
from tocsin.pipeline.base import Coded, Refused
from tocsin.pipeline.gather import refused_if_failed
from tocsin.read import Overrides, read_source
from tocsin.settings import Settings

MOST_TASKS = 256
MOST_CHARACTERS = 24_000
"""About 150 sentences: the parser takes 2.2 times as long for them one by one, and no less for
batches that are larger still (measured on 1,044 sentences: 13.8 s one by one, 9.2 s by 32, 6.2 s
by 128, 6.6 s by 256)."""

_PAGE_CHARACTERS = 6_000
"""What taking a page apart takes in a process of its own, in characters coded."""

_LOG = logging.getLogger(__name__)

_Found = tuple[Coding, tuple[Sentence, ...]]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is read where it is coded."""

    path: str
    settings: Settings
    overrides: Overrides


Task = Document | Unread | Refused
"""A document, a file that holds one, or why there is none, which only takes its place in line."""


def in_batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Yield the tasks in bundles; the first are small, so that the first results come at once.

    The bundles depend on the tasks alone, not on who works on them: that keeps the bytes of the
    results the same for any number of processes. Where the source of the tasks fails, what it has
    given before is still yielded.
    """
    batch: list[Task] = []
    weight, limit = 0, 1
    try:
        for task in tasks:
            batch.append(task)
            weight += _weight(task)
            if len(batch) >= limit or weight >= MOST_CHARACTERS:
                yield batch
                batch, weight, limit = [], 0, min(2 * limit, MOST_TASKS)
    except TocsinError:
        yield batch
        raise
    if batch:
        yield batch


def code_batch(tasks: Sequence[Task], *, depth: Depth) -> list[Coded | Refused]:
    """Return what the coder finds in each document of a batch, or why it found nothing.

    Raises:
        ModelFilesError: A model is missing or altered.
    """
    opened = [_opened(task) for task in tasks]
    found = iter(_code_all([one for one in opened if isinstance(one, Document)], depth))
    return [next(found) if isinstance(one, Document) else one for one in opened]


def code_document(document: Document, *, depth: Depth) -> Coded | Refused:
    """Return what the coder finds in one document, or why it does not read it."""
    try:
        found = code(document, depth=depth)
    except InsufficientDataError as error:
        return Refused(document.path, error)
    return _coded(document, found)


def path_of(task: Task) -> str:
    """Return how messages call a task."""
    return task.path


def _code_all(documents: list[Document], depth: Depth) -> list[Coded | Refused]:
    """Return what the coder finds in some documents; together, which is faster."""
    try:
        pairs = zip(documents, code_many(documents, depth=depth), strict=True)
        return [_coded_or_refused(document, found) for document, found in pairs]
    except TocsinError:
        raise
    except Exception:  # noqa: BLE001 - which of them it was, coding them one by one tells
        _LOG.debug("a batch failed; its documents are coded one by one")
        return [_guarded(document, depth) for document in documents]


def _guarded(document: Document, depth: Depth) -> Coded | Refused:
    """Return what the coder finds in one document, or that it failed on it."""
    try:
        return code_document(document, depth=depth)
    except TocsinError:
        raise
    except Exception as error:  # noqa: BLE001 - one document of thousands must not end the run
        return _unforeseen(document.path, error)


def _unforeseen(path: str, error: Exception) -> Refused:
    """Return the refusal of a document on which something failed that nobody foresaw."""
    _LOG.debug("%s: %s", path, traceback.format_exc())
    message = (
        f"{path} is left out: Tocsin failed on it unexpectedly ({type(error).__name__}: {error}). "
        "Run it alone with -vv to see where."
    )
    return Refused(path, EngineError(message, subject=path))


def _coded_or_refused(
    document: Document, found: _Found | InsufficientDataError
) -> Coded | Refused:
    """Return what was found in a document, or why it is not read."""
    if isinstance(found, InsufficientDataError):
        return Refused(document.path, found)
    return _coded(document, found)


def _coded(document: Document, found: _Found) -> Coded:
    """Return a document with what was found in it."""
    coding, sentences = found
    return Coded(document, _each_once(coding), sentences)


def _each_once(coding: Coding) -> Coding:
    """Return a coding in which no id stands twice; equal ids are equal in all that counts."""
    claims = {claim.id: claim for claim in coding.claims}
    stakes = {mention.id: mention for mention in coding.stakes}
    return replace(coding, claims=tuple(claims.values()), stakes=tuple(stakes.values()))


def _opened(task: Task) -> Document | Refused:
    """Return the document of a task, read now where it was not."""
    if not isinstance(task, Unread):
        return task
    try:
        (found,) = read_source(task.path, settings=task.settings, overrides=task.overrides)
    except TocsinError:
        raise
    except Exception as error:  # noqa: BLE001 - one file of thousands must not end the run
        return _unforeseen(task.path, error)
    read = refused_if_failed(found)
    return read if isinstance(read, Refused) else read.document


def _weight(task: Task) -> int:
    """Return how much work a task is, in characters to be coded."""
    if isinstance(task, Document):
        return len(task.text)
    if isinstance(task, Refused):
        return 0
    try:
        return _PAGE_CHARACTERS * _is_page(task.path) + Path(task.path).stat().st_size
    except (OSError, ValueError):  # it will be refused when it is read
        return 0


def _is_page(path: str) -> bool:
    """Return whether a file is taken apart in a process of its own, by its ending."""
    return Path(path).suffix.lower() in {".html", ".htm", ".xhtml", ".pdf"}
