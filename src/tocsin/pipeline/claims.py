"""From documents to what the coder finds in them."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from tocsin.coding import code
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.claim import Coding
from tocsin.model.codec import from_json
from tocsin.model.document import Document
from tocsin.pipeline.base import Coded, Intake, Refused, Watcher, sift
from tocsin.pipeline.gather import STDIN, attempt_readings, is_document
from tocsin.settings import Settings

# A document as JSON is longer than its bytes: escapes, and what was blanked is kept.
_JSON_GROWTH = 8


def code_documents(intake: Intake, *, settings: Settings, watcher: Watcher) -> Iterator[Coded]:
    """Yield what the coder finds in every document; `-` may also be documents as NDJSON.

    Raises:
        ReadError: None of the sources could be read.
        InsufficientDataError: None of them is in a language that is read.
        UsageError: A line of the NDJSON is no document.
    """
    return sift(_attempt_codings(intake, settings, watcher), watcher)


def code_document(document: Document) -> Coded | Refused:
    """Return what the coder finds in one document, or why it does not read it."""
    try:
        coding, sentences = code(document)
    except InsufficientDataError as error:
        return Refused(document.path, error)
    return Coded(document, _each_once(coding), sentences)


def at_path(coding: Coding, path: str) -> Coding:
    """Return a coding whose claims and stakes name the document as it is named now."""
    return replace(
        coding,
        claims=tuple(replace(claim, path=path) for claim in coding.claims),
        stakes=tuple(replace(mention, path=path) for mention in coding.stakes),
    )


def _each_once(coding: Coding) -> Coding:
    """Return a coding in which no id stands twice; equal ids are equal in all that counts."""
    claims = {claim.id: claim for claim in coding.claims}
    stakes = {mention.id: mention for mention in coding.stakes}
    return replace(coding, claims=tuple(claims.values()), stakes=tuple(stakes.values()))


def _attempt_codings(
    intake: Intake, settings: Settings, watcher: Watcher
) -> Iterator[Coded | Refused]:
    """Yield a coding or a refusal for every document."""
    for item in _documents(intake, settings, watcher):
        if isinstance(item, Refused):
            yield item
            continue
        watcher.step("coding", item.path)
        yield code_document(item)


def _documents(
    intake: Intake, settings: Settings, watcher: Watcher
) -> Iterator[Document | Refused]:
    """Yield the documents of the sources; NDJSON on standard input is taken as documents."""
    for name in intake.sources:
        piped, rest = None, intake.stdin
        if name == STDIN and intake.stdin is not None:
            piped, rest = _piped_documents(intake.stdin, settings)
        if piped is not None:
            _refuse_overrides(intake)
            yield from piped
            continue
        alone = replace(intake, sources=(name,), stdin=rest)
        for item in attempt_readings(alone, settings=settings, watcher=watcher):
            yield item if isinstance(item, Refused) else item.document


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
