"""What a document says of itself: who published it, and whose dispatch it carries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.assess.sources import SourceBook, load_credits, normal_name
from tocsin.model.document import Document

HEAD_BLOCKS, TAIL_BLOCKS = 3, 2
MOST_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose text a document is, by its own words.

    Attributes:
        publisher: Key of the publisher; empty where it is not stated.
        agencies: Keys of those whose dispatch it says it carries, its publisher left out.
        day: When it was published.
    """

    publisher: str
    agencies: frozenset[str]
    day: date | None

    def shares(self, other: "Credit") -> bool:
        """Return whether two documents may carry one dispatch.

        Both credit an agency, or one of them is by whom the other credits. Two texts of one
        publisher do not share a credit by that alone.
        """
        return bool(
            self.agencies & other.agencies
            or other.publisher in self.agencies
            or self.publisher in other.agencies
        )


def credited(doc: Document, book: SourceBook) -> Iterable[str]:
    """Yield the keys of those whose dispatch a document says it carries: first and last lines."""
    yield from _by_lines(doc, book)
    yield from _by_dateline(doc, book)


def key_of(name: str | None, book: SourceBook) -> str:
    """Return the key of a publisher: that of a known source, else its own name."""
    if not name:
        return ""
    source = book.find(name)
    return source.key if source else normal_name(name)


def _by_dateline(doc: Document, book: SourceBook) -> Iterable[str]:
    """Return the agency of a dateline, known or not: `SEOUL, Sept 5 (Meridian Wire) -`."""
    for line in _lines(doc)[:HEAD_BLOCKS]:
        found = re.match(load_credits().dateline, line)
        if found:
            yield key_of(found["name"], book)


def _by_lines(doc: Document, book: SourceBook) -> Iterable[str]:
    """Return the known agencies that the first and last lines credit."""
    lines = _lines(doc)
    head, tail = _patterns(book)
    for line in lines[:HEAD_BLOCKS]:
        yield from (key_of(name, book) for name in head.names_in(line))
    for line in lines[-TAIL_BLOCKS:]:
        yield from (key_of(name, book) for name in tail.names_in(line))


def _lines(doc: Document) -> list[str]:
    """Return the paragraphs of a document, each cut where no credit stands any more.

    A dateline stands before the block that it opens: reading takes it out of the article.
    """
    ends = [0, *(block.end for block in doc.blocks)]
    blocks: Sequence[str] = [
        doc.text[before : block.end] for before, block in zip(ends, doc.blocks, strict=False)
    ]
    kept = [one.strip() for one in blocks or doc.text.splitlines()]
    return [one if len(one) <= 2 * MOST_CHARACTERS else _ends(one) for one in kept if one]


def _ends(text: str) -> str:
    """Return the beginning and the end of a long paragraph."""
    return f"{text[:MOST_CHARACTERS]} {text[-MOST_CHARACTERS:]}"


# `BBC Persian` and the `Guardian Council` are no BBC and no Guardian; `Reuters Monday` is Reuters.
_NAME_ENDS = r"(?! (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z])"


class NamePatterns:
    """Patterns with {name} over many names at once, each with or without its article.

    Args:
        patterns: Regular expressions with {name} in them.
        names: The names.
        is_running: Whether they stand in running text, where a capital behind a name makes
            another name of it.
    """

    def __init__(
        self, patterns: Iterable[str], names: Iterable[str], *, is_running: bool = False
    ) -> None:
        bare = dict.fromkeys(name.removeprefix("The ") for name in names)
        ordered = sorted(bare, key=lambda name: (-len(name), name))
        either = "|".join(re.escape(name) for name in ordered) or r"(?!)"
        ends = _NAME_ENDS if is_running else ""
        group = f"(?:[Tt]he )?(?P<name>{either})(?!\\w){ends}"
        self._patterns = [re.compile(one.replace("{name}", group)) for one in patterns]

    def names_in(self, text: str) -> list[str]:
        """Return the names that a pattern finds in a text, in its order."""
        found = [match for one in self._patterns for match in one.finditer(text)]
        return [match["name"] for match in sorted(found, key=lambda match: match.start("name"))]


@lru_cache(maxsize=32)
def name_patterns(
    patterns: tuple[str, ...], names: tuple[str, ...], *, is_running: bool = False
) -> NamePatterns:
    """Return patterns over names, kept: several questions ask with the same ones."""
    return NamePatterns(patterns, names, is_running=is_running)


@lru_cache(maxsize=8)
def _patterns_of(names: tuple[str, ...]) -> tuple[NamePatterns, NamePatterns]:
    """Return the patterns of first and last lines."""
    bylines = load_credits().bylines
    return NamePatterns(bylines.head, names), NamePatterns(bylines.tail, names)


def _patterns(book: SourceBook) -> tuple[NamePatterns, NamePatterns]:
    """Return the patterns of first and last lines over the outlets of a book."""
    return _patterns_of(tuple(name for name, _ in book.outlets))
