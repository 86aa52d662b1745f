"""Documents, their blocks and sentences."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from tocsin.model.ids import DocumentId


class BlockKind(StrEnum):
    """What a stretch of the kept text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item of the kept text.

    Attributes:
        kind: What it is.
        start: Offset of its first character in `Document.text`.
        end: Offset behind its last character.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as it was read, with what it says of itself.

    Attributes:
        id: Depends on the raw bytes, the date and the publisher alone.
        path: The file, URL or `-` as it was named by the caller.
        text: The kept text. In plain files every offset is the offset in the decoded file:
            what is dropped (furniture, front matter) is blanked, not cut out.
        blocks: The kept paragraphs, in order, without overlap.
        sha256: Of the raw bytes.
        size: Of the raw bytes, in bytes.
        media_type: Such as `text/html`.
        encoding: The one the bytes were decoded with.
        title: As the document says it, or the caller; None where nobody does.
        author: Likewise.
        publisher: Likewise.
        date: Day of publication, likewise.
        url: Its address, likewise.
        language: ISO 639-1, or None where it could not be told.
        dropped: What was taken out, one short description each.
    """

    id: DocumentId
    path: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    size: int
    media_type: str
    encoding: str = "utf-8"
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    language: str | None = None
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document.

    Attributes:
        document: The document it stands in.
        index: Its place among the document's sentences, from 0.
        start: Offset of its first character in `Document.text`.
        end: Offset behind its last character.
        text: The original characters between them.
    """

    document: DocumentId
    index: int
    start: int
    end: int
    text: str
