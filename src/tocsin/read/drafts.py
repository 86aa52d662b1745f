"""Which way of reading the bytes of a source take: by what they are declared and what they are."""

import re
from dataclasses import replace

from tocsin.errors import ReadError
from tocsin.read.base import Draft, Overrides, Source
from tocsin.read.decode import Decoded, decode_page, decode_text
from tocsin.read.page import draft_page, draft_pdf
from tocsin.read.plain import draft_text, translate_newlines
from tocsin.read.sniff import SUPPORTED, is_pdf, looks_like_html
from tocsin.settings import Settings

HTML = "text/html"
PDF = "application/pdf"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
PAGES = frozenset({HTML, "application/xhtml+xml"})

_TAG = re.compile(r"<[A-Za-z!/?]")


def with_kind(source: Source) -> Source:
    """Return the source with the media type it is read as.

    Raises:
        ReadError: It is declared as one kind and is another.
    """
    holds_pdf = is_pdf(source.raw)
    if holds_pdf and source.media_type not in {"", PDF}:
        message = (
            f"{source.label} is declared as {source.media_type}, but holds a PDF file. Save it "
            "with the ending .pdf and read that."
        )
        raise ReadError(message, subject=source.label)
    if source.media_type == PDF and not holds_pdf:
        message = f"{source.label} is no PDF file; supported are {SUPPORTED}."
        raise ReadError(message, subject=source.label)
    if holds_pdf:
        return replace(source, media_type=PDF)
    if source.media_type in {"", PLAIN} and _begins_as_page(source.raw):
        return replace(source, media_type=HTML)
    return source if source.media_type else replace(source, media_type=PLAIN)


def _begins_as_page(raw: bytes) -> bool:
    """Return whether bytes of any encoding begin as an HTML page does."""
    head = raw[:8192].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    return looks_like_html(head.removeprefix(b"\xfe\xff").replace(b"\0", b"").decode("latin-1"))


def draft_source(source: Source, *, settings: Settings, overrides: Overrides) -> Draft:
    """Return the article in the bytes of a source.

    Raises:
        ReadError: The bytes are binary, of an unknown encoding, or malformed.
        ExtractionError: There is no article in them.
    """
    if source.media_type == PDF:
        return draft_pdf(source.raw, path=source.label, seconds=settings.extract_seconds)
    if source.media_type in PAGES:
        page = decode_page(source.raw, path=source.label, charset=source.charset)
        if _TAG.search(page.text):
            return draft_page(
                page.text.removeprefix("\ufeff"),
                path=source.label,
                encoding=page.encoding,
                seconds=settings.extract_seconds,
            )
        return _draft_plain(source, page, overrides)
    decoded = decode_text(source.raw, path=source.label, charset=source.charset)
    return _draft_plain(source, decoded, overrides)


def _draft_plain(source: Source, decoded: Decoded, overrides: Overrides) -> Draft:
    """Return the article in a text without tags."""
    return draft_text(
        translate_newlines(decoded.text),
        path=source.label,
        encoding=decoded.encoding,
        is_markdown=source.media_type == MARKDOWN,
        overrides=overrides,
    )
