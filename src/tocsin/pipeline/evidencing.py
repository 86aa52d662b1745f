"""From readings to evidence: each document coded once, and kept in the ledger."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tocsin.coding import Depth, coder_version, depth_of
from tocsin.model.document import Document
from tocsin.pipeline.base import Coded, Refused, Watcher, sift
from tocsin.pipeline.claims import at_path, code_document
from tocsin.read import Reading
from tocsin.settings import Settings
from tocsin.store import Ledger


@dataclass(slots=True)
class Evidence:
    """What a run has gathered so far.

    Attributes:
        coded: The documents that count, with what was found in them.
        late: Documents of after the day of the assessment; they only are counted.
        notes: What the reader of an answer should know; an error needs none of it.
    """

    coded: list[Coded] = field(default_factory=list)
    late: list[Document] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gather_evidence(
    readings: Iterable[Reading | Refused],
    as_of: dt.date | None,
    ledger: Ledger,
    *,
    settings: Settings,
    watcher: Watcher,
) -> Evidence:
    """Return everything that some readings say, kept in the ledger.

    One is read after the other, and of each the document and what was found in it is held.

    Raises:
        TocsinError: No source gave anything.
        StoreError: The ledger cannot be used.
    """
    depth = depth_of(settings.reader)
    found = _code_or_recall(readings, as_of, ledger, watcher, depth)
    items: Iterator[Coded | Document] = sift(found, watcher)
    evidence = Evidence()
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


def _code_or_recall(
    readings: Iterable[Reading | Refused],
    as_of: dt.date | None,
    ledger: Ledger,
    watcher: Watcher,
    depth: Depth,
) -> Iterator[Coded | Document | Refused]:
    """Yield each document coded; as it stands where it is too late, or why it was refused."""
    for item in readings:
        if isinstance(item, Refused):
            watcher.done(0)
            yield item
            continue
        date = item.document.date
        if as_of is not None and date is not None and date > as_of:
            watcher.done(0)
            yield item.document
            continue
        watcher.step("coding", item.document.path)
        found = _coded(item, ledger, depth)
        watcher.done(len(found.coding.claims) if isinstance(found, Coded) else 0)
        yield found


def _coded(reading: Reading, ledger: Ledger, depth: Depth) -> Coded | Refused:
    """Return what the coder finds in a document, from the ledger where it is there."""
    document = _kept(reading, ledger)
    version = coder_version(depth)
    known = ledger.coding(document.id, version)
    if known is not None:
        return Coded(document, at_path(known, document.path))
    found = code_document(document, depth=depth)
    if not isinstance(found, Coded):
        return found
    ledger.add_coding(found.coding, found.sentences, version)
    return Coded(found.document, found.coding)  # the sentences are in the ledger


def _kept(reading: Reading, ledger: Ledger) -> Document:
    """Return a document as the ledger keeps it, under the name that it has now.

    The text that was stored first stands, as earlier answers quote it.
    """
    document = reading.document
    if ledger.add_document(document, reading.raw):
        return document
    return replace(
        ledger.document(document.id),
        path=document.path,
        title=document.title,
        author=document.author,
        url=document.url,
    )
