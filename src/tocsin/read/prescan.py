"""A cheap look at a page before it is parsed: is it fit, and how much text does it hold.

Linear in the size of the page. What it refuses would take a parser minutes (200,000 attributes
on one tag: 12 s and more), or would be lost without a word (below 256 nested elements).
"""

import html
import re
from collections import Counter
from dataclasses import dataclass

from tocsin.errors import ExtractionError

DEEPEST = 250
"""Levels. Measured: libxml2 silently drops what is nested deeper than 256; news stays below 60."""

MOST_TAGS = 40_000
"""Tags and end tags. Measured: a list of 40,000 takes 2.6 s, of 160,000 9 s; news has 5,000."""

LEAST_VISIBLE = 10
"""Characters; a page with fewer is not worth a process."""

LONGEST_TAG = 2_000_000
"""Characters; pictures stand in attributes as data."""

LONGEST_BARE_TAG = 20_000
"""Characters of one tag without its quoted values; some 2,000 attributes."""

_SKIPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]*>.*?(?:</\1\b[^<>]*>?|\Z)|<![^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(/?)>?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr", "keygen", "frame"),
    )
)
# Their end tags may be left out, so that open ones do not nest.
_IMPLIED = frozenset(
    (
        *("p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "tbody", "thead"),
        *("tfoot", "colgroup", "rp", "rt", "html", "head", "body"),
    )
)
_SENTENCE = re.compile(r"[a-z\d\"')\u201d\u2019][.!?\u3002]")
PROSE_RUN = 80


@dataclass(frozen=True, slots=True)
class PageShape:
    """What a page holds, as far as a scan of its tags can tell.

    Attributes:
        visible: Characters of text outside scripts and styles, white space not counted.
        prose: Those in runs of at least 80 that hold the end of a sentence.
        has_tags: Whether there are any tags at all.
        is_fragment: Whether the page has neither `html` nor `body`.
    """

    visible: int
    prose: int
    has_tags: bool
    is_fragment: bool


def scan_page(page: str, *, path: str) -> PageShape:
    """Return the shape of a page that is fit to be parsed.

    Raises:
        ExtractionError: The page is nested too deeply or has a monstrous tag.
    """
    text = _SKIPPED.sub(" ", page)
    _refuse_monsters(text, path)
    names: Counter[str] = Counter()
    depth = deepest = place = visible = prose = 0
    seen: set[str] = set()
    for tag in _TAG.finditer(text):
        count, is_prose = _measure(text[place : tag.start()])
        visible += count
        prose += count * is_prose
        place = tag.end()
        name = tag[2].lower()
        seen.add(name)
        depth += _step(names, name, is_end=bool(tag[1]), is_empty=tag[3].endswith("/"))
        deepest = max(deepest, depth)
    _refuse_depth(deepest, path)
    count, is_prose = _measure(text[place:])
    return PageShape(
        visible=visible + count,
        prose=prose + count * is_prose,
        has_tags=bool(seen),
        is_fragment=not seen & {"html", "body", "head"},
    )


def _step(names: Counter[str], name: str, *, is_end: bool, is_empty: bool) -> int:
    """Return by how much a tag changes the depth; an end without a beginning changes nothing."""
    if name in _VOID or name in _IMPLIED or (is_empty and not is_end):
        return 0
    if not is_end:
        names[name] += 1
        return 1
    if names[name] == 0:
        return 0
    names[name] -= 1
    return -1


def _measure(run: str) -> tuple[int, bool]:
    """Return the number of characters of a run of text, and whether it is prose."""
    if not run or run.isspace():
        return 0, False
    text = html.unescape(run)
    count = len("".join(text.split()))
    return count, count >= PROSE_RUN and _SENTENCE.search(text) is not None


def _refuse_depth(deepest: int, path: str) -> None:
    """Raise an error for a page whose inner text a parser would lose."""
    if deepest > DEEPEST:
        message = (
            f"failed: the tags of {path} are nested {deepest:,} deep, and a page is read up to "
            f"{DEEPEST}. Give the text of the article as a plain file."
        )
        raise ExtractionError(message, subject=path)


def _refuse_monsters(text: str, path: str) -> None:
    """Raise an error for a tag, or a number of tags, that no article needs."""
    count = sum(1 for _ in _TAG.finditer(text))
    if count > MOST_TAGS:
        message = (
            f"failed: {path} has {count:,} tags, and {MOST_TAGS:,} are read. Give the text of "
            "the article as a plain file."
        )
        raise ExtractionError(message, subject=path)
    for piece in text.split("<")[1:]:
        if len(piece) <= LONGEST_BARE_TAG:
            continue
        head = piece[: LONGEST_TAG + 1]
        bare = _QUOTED.sub("", head).partition(">")[0]
        if len(bare) > LONGEST_BARE_TAG and piece[:1].isalpha():
            message = (
                f"failed: {path} has a tag of {len(bare):,} characters beside its quoted values, "
                f"and {LONGEST_BARE_TAG:,} are read. Give the text as a plain file."
            )
            raise ExtractionError(message, subject=path)
