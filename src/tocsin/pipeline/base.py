"""The types that the steps of a run hand to each other and to whoever asked for the run."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from tocsin.errors import InsufficientDataError, ReadError, TocsinError
from tocsin.model.claim import Coding
from tocsin.model.document import Document, Sentence

Kept = TypeVar("Kept")


class Watcher(Protocol):
    """Somebody who is told how a run goes."""

    def step(self, what: str, subject: str = "") -> None:
        """Hear what is being done now, and to which document."""

    def note(self, message: str) -> None:
        """Hear something that the reader of the result should know."""

    def refuse(self, path: str, error: TocsinError) -> None:
        """Hear that one source among several gave nothing, and why."""

    def expect(self, documents: int | None) -> None:
        """Hear how many documents are to come; None where nobody knows."""

    def done(self, claims: int) -> None:
        """Hear that a document is done, and how many claims were found in it."""


class Silence:
    """A watcher that wants to know nothing."""

    def step(self, what: str, subject: str = "") -> None:
        """Ignore what is being done."""

    def note(self, message: str) -> None:
        """Ignore a note."""

    def refuse(self, path: str, error: TocsinError) -> None:
        """Ignore a refusal."""

    def expect(self, documents: int | None) -> None:
        """Ignore how many are to come."""

    def done(self, claims: int) -> None:
        """Ignore a document that is done."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One source that gave nothing, and why."""

    path: str
    error: TocsinError


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with what the coder found in it."""

    document: Document
    coding: Coding
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is read, and what the caller says of it.

    Attributes:
        sources: Files, folders, addresses or `-`, in order.
        date: The date of every document, winning over what they say.
        publisher: Likewise the publisher.
        title: Likewise the title.
        url: Likewise the address.
        author: Likewise the author.
        stdin: Where `-` is read from; None where there is none.
        column: The column of a table that holds the texts; with it, tables are read.
        id_column: The column that a row is called by.
        date_column: The column of the dates of publication.
    """

    sources: tuple[str, ...]
    date: dt.date | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    stdin: BinaryIO | None = field(default=None, compare=False, repr=False)
    column: str | None = None
    id_column: str | None = None
    date_column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question as somebody asked it; what is None or empty is found in the evidence.

    Attributes:
        intake: What is read.
        dyad: The two states, as codes or names.
        stakeholders: For whom, as codes or names with commas between them.
        as_of: The day of the assessment.
        stakes: A file with stakes set by hand.
        grades: A file with sources and how reliable they are.
        games: Scenario files that are played, and speak to judgements.
        since: A day, or the id of an earlier answer, that this one is compared with.
        record: Whether the judgements become questions in the record of forecasts.
        hypotheses: A file with the user's own rival hypotheses.
        out: A file that the answer is written to, its kind by the ending.
        write_hypotheses: A file that the hypotheses are written to, to be edited.
        jobs: How many processes code; the answer is the same for any number.
    """

    intake: Intake
    dyad: str | None = None
    stakeholders: str | None = None
    as_of: dt.date | None = None
    stakes: Path | None = None
    grades: Path | None = None
    games: tuple[Path, ...] = ()
    since: str = ""
    record: bool = False
    hypotheses: Path | None = None
    out: Path | None = None
    write_hypotheses: Path | None = None
    jobs: int = 1


def sift(items: Iterable[Kept | Refused], watcher: Watcher) -> Iterator[Kept]:
    """Yield what was not refused; tell the watcher of what was.

    Raises:
        TocsinError: Nothing was left. The error of a source that stands alone is raised as it
            is; of several, one that counts them.
    """
    held: Refused | None = None
    kept = refused = 0
    is_for_want = True
    for item in items:
        if held is not None:
            watcher.refuse(held.path, held.error)
            held = None
        if not isinstance(item, Refused):
            kept += 1
            yield item
            continue
        refused += 1
        is_for_want = is_for_want and isinstance(item.error, InsufficientDataError)
        if kept or refused > 1:
            watcher.refuse(item.path, item.error)
        else:
            held = item
    if kept == 0:
        raise (
            held.error if held is not None else _nothing_left(refused, is_for_want=is_for_want)
        )


def _nothing_left(count: int, *, is_for_want: bool) -> TocsinError:
    """Return the error for several sources that all gave nothing, for want of evidence or not."""
    if not count:
        return ReadError("There was nothing to read; give at least one text.")
    message = f"None of the {count} sources could be used; the reason of each is above."
    return InsufficientDataError(message) if is_for_want else ReadError(message)
