"""From readings to evidence: each document coded once, kept in the ledger, its text put away."""

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from tocsin.assess import Library
from tocsin.coding import coder_version, depth_of
from tocsin.engine import Lost, choose_engine
from tocsin.model.document import Document
from tocsin.pipeline.base import Coded, Refused, Watcher, sift
from tocsin.pipeline.batches import Task, code_batch, in_batches, path_of
from tocsin.pipeline.claims import at_path
from tocsin.read import Reading
from tocsin.settings import Settings
from tocsin.store import Ledger

_Item = Coded | Document | Refused


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where documents go: the ledger, and what the assessment needs of their texts."""

    ledger: Ledger
    library: Library


@dataclass(slots=True)
class Evidence:
    """What a run has gathered so far.

    Attributes:
        library: Where the texts are.
        coded: The documents that count, without their texts, with what was found in them.
        late: Documents of after the day of the assessment; they only are counted.
        notes: What the reader of an answer should know; an error needs none of it.
    """

    library: Library = field(default_factory=Library)
    coded: list[Coded] = field(default_factory=list)
    late: list[Document] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gather_evidence(
    readings: Iterable[Reading | Refused],
    as_of: dt.date | None,
    shelf: Shelf,
    *,
    settings: Settings,
    watcher: Watcher,
    jobs: int = 1,
) -> Evidence:
    """Return everything that some readings say, kept in the ledger.

    Of each document what was found in it is held, and not its text. What is coded is in the
    ledger as soon as its batch is done: a run that is ended goes on there when it is repeated.

    Raises:
        TocsinError: No source gave anything.
        StoreError: The ledger cannot be used.
        EngineError: The processes cannot be started.
    """
    line = _Line(as_of, shelf, coder_version(depth_of(settings.reader)), watcher)
    work = partial(code_batch, depth=depth_of(settings.reader))
    found = choose_engine(jobs).run(work, in_batches(line.uncoded(readings)))
    items: Iterator[Coded | Document] = sift(line.in_order(found), watcher)
    evidence = Evidence(shelf.library)
    seen: set[str] = set()
    for item in items:
        document = item.document if isinstance(item, Coded) else item
        if document.id in seen:
            note = f"{document.path} is the same as a source before it; it counts once."
            evidence.notes.append(note)
            continue
        seen.add(document.id)
        _add(item, evidence)
    return evidence


def _add(item: Coded | Document, evidence: Evidence) -> None:
    """Add one document to the evidence, with what its reader should know of it."""
    if isinstance(item, Document):
        evidence.late.append(item)
        note = f"{item.path} is dated {item.date}, after --as-of; it is left out."
        evidence.notes.append(note)
        return
    evidence.coded.append(item)
    if item.document.date is None:
        evidence.notes.append(f"{item.document.path} has no date; give it one with --date.")


@dataclass(slots=True)
class _Line:
    """Documents in their order: those that need no coding wait until those before them are coded.

    Attributes:
        as_of: The day after which documents only are counted.
        shelf: Where they go.
        version: The version of the coder.
        watcher: Hears how it goes.
    """

    as_of: dt.date | None
    shelf: Shelf
    version: str
    watcher: Watcher
    _items: deque[_Item | None] = field(default_factory=deque)

    def uncoded(self, readings: Iterable[Reading | Refused]) -> Iterator[Task]:
        """Yield the documents that are to be coded; each leaves a gap in the line."""
        for reading in readings:
            item = self._entered(reading)
            if not isinstance(item, Document) or self._is_late(item):
                self._items.append(self._settled(item))
            else:
                self._items.append(None)
                self.watcher.step("coding", item.path)
                yield item

    def in_order(self, found: Iterable[Coded | Refused | Lost[Task]]) -> Iterator[_Item]:
        """Yield every document in its order, each gap filled with what the coder found."""
        for one in found:
            yield from self._ready()
            self._items.popleft()
            item = Refused(path_of(one.task), one.error) if isinstance(one, Lost) else one
            if isinstance(item, Coded):
                self.shelf.ledger.add_coding(item.coding, item.sentences, self.version)
            yield self._settled(item)
        yield from self._ready()

    def _ready(self) -> Iterator[_Item]:
        """Yield what stands in front of the first gap."""
        while self._items and (item := self._items[0]) is not None:
            self._items.popleft()
            yield item

    def _entered(self, reading: Reading | Refused) -> _Item:
        """Return a document as the ledger keeps it, with what was found in it if it is known."""
        if isinstance(reading, Refused) or self._is_late(reading.document):
            return reading if isinstance(reading, Refused) else reading.document
        document, ledger = reading.document, self.shelf.ledger
        known = ledger.recall(document.id, self.version)
        if known is not None:
            return Coded(_renamed(known[0], document), at_path(known[1], document.path))
        if ledger.add_document(document, reading.raw):
            return document
        return _renamed(ledger.document(document.id), document)

    def _is_late(self, document: Document) -> bool:
        """Return whether a document is of after the day of the assessment."""
        return (
            self.as_of is not None and document.date is not None and document.date > self.as_of
        )

    def _settled(self, item: _Item) -> _Item:
        """Return a document with its text put away, and tell the watcher that it is done."""
        if isinstance(item, Coded):
            self.watcher.done(len(item.coding.claims))
            lean = self.shelf.library.put_away(item.document, item.coding.claims)
            return Coded(lean, item.coding)  # the sentences are in the ledger
        self.watcher.done(0)
        return replace(item, text="", blocks=()) if isinstance(item, Document) else item


def _renamed(stored: Document, document: Document) -> Document:
    """Return a document as it was stored first, as answers quote it, under its name of now."""
    return replace(
        stored,
        path=document.path,
        title=document.title,
        author=document.author,
        url=document.url,
    )
