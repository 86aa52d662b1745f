"""A draft and its source become a document."""

import hashlib
from urllib.parse import urlsplit

from tocsin.model.document import Block, Document
from tocsin.model.ids import DocumentId, digest
from tocsin.read.base import Draft, Overrides, Reading, Source, Stated
from tocsin.read.language import detect_language


def assemble(source: Source, draft: Draft, overrides: Overrides) -> Reading:
    """Return the document that a draft makes, what the caller says of it winning."""
    given = Stated(
        title=overrides.title,
        author=overrides.author,
        publisher=overrides.publisher,
        date=overrides.date,
        url=overrides.url,
    )
    stated = given.over(draft.stated)
    sha256 = hashlib.sha256(source.raw).hexdigest()
    parts = (sha256, stated.date or "", stated.publisher or "")
    document = Document(
        id=DocumentId(digest("d", *parts)),
        path=source.path,
        text=draft.text,
        blocks=tuple(Block(unit.kind, unit.start, unit.end) for unit in draft.units),
        sha256=sha256,
        size=len(source.raw),
        media_type=source.media_type,
        encoding=draft.encoding,
        title=stated.title,
        author=stated.author,
        publisher=stated.publisher,
        date=stated.date,
        url=overrides.url or _web_address(draft.stated.url) or source.url,
        language=_language(draft),
        dropped=draft.dropped,
    )
    return Reading(document, source.raw)


def _language(draft: Draft) -> str | None:
    """Return the language of the kept text; the declared one serves texts too short to tell."""
    text = "\n".join(draft.text[unit.start : unit.end] for unit in draft.units)
    return detect_language(text) or draft.language


def _web_address(url: str | None) -> str | None:
    """Return a stated address if it is one of the web; a page may state `javascript:` as well."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
