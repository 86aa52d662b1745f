"""Feeds: RSS 0.9 to 2.0, RDF and Atom, read as lists of articles that somebody has published.

A feed is outside data like any other: entities are never resolved, only http(s) links count, and
size, depth, items and time are bounded. A feed that is not well-formed is read as far as it goes.
"""

import datetime as dt
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from tocsin.errors import FetchError, ReadError
from tocsin.read.base import Source
from tocsin.read.dates import read_date
from tocsin.read.weburl import WebUrl, join_url, parse_url

MOST_ENTRIES = 200
"""Entries that are taken from a feed; they stand newest first in nearly all feeds."""
MOST_DEPTH = 64
MOST_SECONDS = 2.0
WHOLE_TEXT = 1_500
"""Letters of content from which on an entry counts as the whole article, and no page is loaded."""
LONGEST_TITLE = 400
CHUNK = 65_536

_ENTRIES = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "RDF", "feed"})
_DATES = ("pubDate", "published", "date", "updated", "modified", "issued")
_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of a feed.

    Attributes:
        link: Its address, http(s).
        title: Its title; None where it has none.
        date: Of publication; None where none is stated, or none that can be read.
        content: Its whole text as HTML, where the feed holds it; empty otherwise.
    """

    link: str
    title: str | None
    date: dt.date | None
    content: str

    def source(self) -> Source:
        """Return the text that the feed holds, as if it had been loaded from its page."""
        return Source(
            path=self.link,
            raw=f"<html><body><article>{self.content}</article></body></html>".encode(),
            media_type="text/html",
            charset="utf-8",
            url=self.link,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed holds.

    Attributes:
        entries: Its articles, in their order, each address once.
        dropped: Entries without an address that can be read: none, `javascript:`, of a file.
        is_cut: Whether it holds more entries than are taken.
    """

    entries: tuple[Entry, ...]
    dropped: int
    is_cut: bool


def parse_feed(raw: bytes, url: str) -> Feed:
    """Return the articles of a feed.

    Args:
        raw: Its bytes.
        url: Where it was loaded from; links are relative to it.

    Raises:
        ReadError: It is no feed, defines entities, is nested too deep, or takes too long.
    """
    if _ENTITY.search(raw.replace(b"\0", b"")):
        message = f"{url} defines entities of its own, as feeds that attack do; it is not read."
        raise ReadError(message, subject=url)
    base = parse_url(url, ports=None)
    found: dict[str, Entry] = {}
    dropped = 0
    is_cut = False
    for place, element in enumerate(_elements(raw, url)):
        if place == MOST_ENTRIES:
            is_cut = True
            break
        entry = _entry(element, base)
        if entry is None:
            dropped += 1
        else:
            found.setdefault(entry.link, entry)
    return Feed(entries=tuple(found.values()), dropped=dropped, is_cut=is_cut)


def _elements(raw: bytes, url: str) -> Iterator[Any]:
    """Yield the elements of the entries of a feed, in order; each is gone when the next comes.

    Raises:
        ReadError: It is no feed, is nested too deep, or takes too long.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth, is_feed = 0, False
    end = time.thread_time() + MOST_SECONDS
    for start in (*range(0, len(raw), CHUNK), None):
        _refuse_slow(end, url)
        with suppress(etree.XMLSyntaxError):  # what came before counts
            _go_on(parser, raw, start)
        for event, element in parser.read_events():
            name = _name(element)
            if event == "start":
                depth += 1
                is_feed = _checked(name, depth, url, is_feed=is_feed)
                continue
            depth -= 1
            if name in _ENTRIES:
                yield element
                element.clear()
                _forget_before(element)
    if not is_feed:
        raise ReadError(f"{url} is no feed: RSS and Atom are read.", subject=url)


def _go_on(parser: Any, raw: bytes, start: int | None) -> None:  # noqa: ANN401 - lxml has no types
    """Hand the parser its next bytes; None stands for the end."""
    if start is None:
        parser.close()
    else:
        parser.feed(raw[start : start + CHUNK])


def _checked(name: str, depth: int, url: str, *, is_feed: bool) -> bool:
    """Return that it is a feed, by its root.

    Raises:
        ReadError: It is none, or is nested too deep.
    """
    if depth > MOST_DEPTH:
        message = f"{url} is nested deeper than {MOST_DEPTH} elements, as no feed is."
        raise ReadError(message, subject=url)
    if not is_feed and name not in _ROOTS:
        message = (
            f"{url} is no feed: its outermost element is {name[:40]!r}; RSS and Atom are read. "
            "List a page under sources."
        )
        raise ReadError(message, subject=url)
    return True


def _refuse_slow(end: float, url: str) -> None:
    """Raise an error once the time for one feed is up."""
    if time.thread_time() > end:
        message = f"{url} took more than {MOST_SECONDS:g} seconds of work; it is not read."
        raise ReadError(message, subject=url)


def _forget_before(element: Any) -> None:  # noqa: ANN401
    """Take what stands before an element out of the tree, so that it does not grow."""
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _entry(element: Any, base: WebUrl) -> Entry | None:  # noqa: ANN401
    """Return the article of an entry; None where it has no address that can be read."""
    parts: dict[str, list[Any]] = {}
    for child in element:
        parts.setdefault(_name(child), []).append(child)
    link = next(filter(None, (_address(text, base) for text in _links(parts))), None)
    if link is None:
        return None
    title = _text(parts.get("title", ()))[:LONGEST_TITLE]
    content = _content(parts)
    return Entry(
        link=link,
        title=" ".join(_TAG.sub(" ", title).split()) or None,
        date=next(filter(None, (_date(_text(parts.get(name, ()))) for name in _DATES)), None),
        content=content if len(_TAG.sub("", content)) >= WHOLE_TEXT else "",
    )


def _links(parts: dict[str, list[Any]]) -> Iterator[str]:
    """Yield what an entry gives as its address, the likeliest first."""
    for one in parts.get("link", ()):
        if one.get("rel", "alternate") == "alternate":
            yield one.get("href") or one.text or ""
    for one in parts.get("guid", ()):
        if one.get("isPermaLink", "true") == "true":
            yield one.text or ""
    for one in parts.get("id", ()):
        yield one.text or ""


def _address(text: str, base: WebUrl) -> str | None:
    """Return an address if it is one of the web; feeds hold `javascript:` and paths as well."""
    if not text.strip():
        return None
    try:
        return join_url(base, text.strip(), ports=None).text
    except FetchError:
        return None


def _content(parts: dict[str, list[Any]]) -> str:
    """Return the longest text that an entry holds, as HTML."""
    names = ("encoded", "content", "description", "summary")
    return max((_text(parts.get(name, ())) for name in names), key=len)


def _text(elements: Any) -> str:  # noqa: ANN401
    """Return the text of the first of some elements, markup inside it included."""
    for one in elements:
        if any(isinstance(child.tag, str) for child in one):  # XHTML inside Atom
            return b"".join(etree.tostring(child, encoding="utf-8") for child in one).decode()
        # Other children are entities, which are left out.
        return " ".join([one.text or "", *(child.tail or "" for child in one)])
    return ""


def _date(text: str) -> dt.date | None:
    """Return the day of RFC 822 or ISO 8601, in UTC where the zone is given; None for neither."""
    text = text.strip()[:64]
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, OverflowError):
            moment = read(text)
            return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
    return read_date(text)


def _name(element: Any) -> str:  # noqa: ANN401
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
