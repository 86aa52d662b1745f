"""A page taken apart with trafilatura. Imported by the worker process alone."""

import json
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]
from trafilatura.settings import Document as Extracted

ENOUGH = 1_000
"""Characters; a shorter find is compared with what less strict rules find."""

_KINDS = {"head": "heading", "p": "paragraph", "item": "list_item", "quote": "quote"}
_OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": False,
    "with_metadata": True,
    "date_extraction_params": {"original_date": True, "extensive_search": False},
}
_OUTSIDE = {"nav", "footer", "aside", "header", "form", "script", "style", "noscript", "button"}
_SENTENCE = re.compile(r"[.!?\u3002][\"')\u201d\u2019]?\s*$")


def html_parts(page: str) -> dict[str, Any]:
    """Return the blocks of the article in a page, and what the page says of it."""
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        return {"error": f"it is no HTML that can be parsed ({error})."}
    seen = count_text(tree)
    found, blocks = _extract(page)
    if sum(len(text) for _, text in blocks) < ENOUGH:
        paragraphs = list(_own_paragraphs(tree))
        if _size(paragraphs) > 2 * _size(blocks):
            blocks = paragraphs
    return {"blocks": blocks, "seen": seen, **_metadata(found, tree)}


def _parser() -> html.HTMLParser:
    """Return a parser that opens no connection and knows its encoding."""
    return html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)


def count_text(tree: html.HtmlElement) -> int:
    """Return the characters of text that the parser kept, white space not counted."""
    pieces = tree.xpath("//text()[not(parent::script) and not(parent::style)]")
    return sum(len("".join(piece.split())) for piece in pieces)


def _extract(page: str) -> tuple[Extracted | None, list[tuple[str, str]]]:
    """Return what trafilatura finds, strict rules first."""
    precise = _extracted(page, favor_precision=True)
    blocks = _blocks(precise)
    if _size(blocks) >= ENOUGH:
        return precise, blocks
    balanced = _extracted(page, favor_precision=False)
    wider = _blocks(balanced)
    return (
        (balanced, wider) if _size(wider) > 2 * _size(blocks) else (precise or balanced, blocks)
    )


def _extracted(page: str, *, favor_precision: bool) -> Extracted | None:
    """Return what trafilatura finds under one set of rules."""
    found = trafilatura.bare_extraction(page, favor_precision=favor_precision, **_OPTIONS)
    return found if isinstance(found, Extracted) else None


def _size(blocks: list[tuple[str, str]]) -> int:
    """Return the characters of some blocks."""
    return sum(len(text) for _, text in blocks)


def _blocks(found: Extracted | None) -> list[tuple[str, str]]:
    """Return the blocks of an extracted body as kind and text."""
    if found is None or found.body is None:
        return []
    return [(kind, text) for kind, text in _walk(found.body) if text]


def _walk(element: html.HtmlElement, inside: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the blocks below an element; a paragraph in a quote is a quote."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        kind = _KINDS.get(child.tag)
        if kind is None or _has_blocks(child):
            if kind is not None and child.text and child.text.strip():
                yield inside or kind, _flat(child.text)
            yield from _walk(child, inside or (kind if kind == "quote" else None))
        else:
            yield (inside if inside and kind == "paragraph" else kind), _flat(_content(child))
        if child.tail and child.tail.strip():
            yield inside or "paragraph", _flat(child.tail)


def _has_blocks(element: html.HtmlElement) -> bool:
    """Return whether an element holds blocks of its own."""
    return any(
        inner.tag in _KINDS or inner.tag == "list" for inner in element.iterdescendants()
    )


def _content(element: html.HtmlElement) -> str:
    """Return the text of an element, line breaks as spaces."""
    for line_break in element.iter("lb", "br"):
        line_break.tail = " " + (line_break.tail or "")
    return "".join(element.itertext())


def _flat(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def _own_paragraphs(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs that stand outside menus and footers and end as sentences do.

    The last resort, for fragments and short pages that trafilatura takes nothing from.
    """
    tags = {"h1": "heading", "h2": "heading", "h3": "heading", "blockquote": "quote"}
    for element in tree.iter("p", "h1", "h2", "h3", "blockquote", "li", "div", "body"):
        outside = any(above.tag in _OUTSIDE for above in element.iterancestors())
        text = _flat("".join(_own_text(element)))
        is_heading = element.tag in {"h1", "h2", "h3"}
        if (
            text
            and not outside
            and (is_heading or (len(text) >= 25 and _SENTENCE.search(text)))
        ):
            kind = "list_item" if element.tag == "li" else tags.get(element.tag, "paragraph")
            yield kind, text


def _own_text(element: html.HtmlElement) -> Iterator[str]:
    """Yield the text of an element that stands in no block below it."""
    blocks = {"p", "h1", "h2", "h3", "blockquote", "li", "div", "ul", "ol", "table", *_OUTSIDE}
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in blocks:
            yield from _own_text(child)
        yield " " if child.tag in blocks or child.tag == "br" else ""
        yield child.tail or ""


def _metadata(found: Extracted | None, tree: html.HtmlElement) -> dict[str, str | None]:
    """Return what the page says of the article."""
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    values = {
        "title": getattr(found, "title", None) or _first_heading(tree),
        "author": getattr(found, "author", None),
        "publisher": getattr(found, "sitename", None),
        "date": _linked_date(tree) or getattr(found, "date", None),
        "url": getattr(found, "url", None),
        "language": language[:2].lower()
        if re.match(r"[A-Za-z]{2}(?:[-_]|$)", language)
        else None,
    }
    return {name: _flat(value) if value else None for name, value in values.items()}


def _first_heading(tree: html.HtmlElement) -> str | None:
    """Return the first heading of a page that states no title."""
    return next((_flat(heading.text_content()) for heading in tree.iter("h1")), None)


def _linked_date(tree: html.HtmlElement) -> str | None:
    """Return the date of publication in a page's linked data (schema.org), if it is stated."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        found = _published(data, depth=0)
        if found:
            return found
    return None


def _published(data: object, *, depth: int) -> str | None:
    """Return the first `datePublished` of an article in linked data."""
    if depth > 6:
        return None
    if isinstance(data, list):
        return next(
            filter(None, (_published(item, depth=depth + 1) for item in data[:50])), None
        )
    if not isinstance(data, dict):
        return None
    kind = str(data.get("@type", ""))
    if ("Article" in kind or "Posting" in kind or "Report" in kind) and data.get(
        "datePublished"
    ):
        return str(data["datePublished"])
    return _published(data.get("@graph", []), depth=depth + 1)
