"""A text as its author wrote it: every passage, with where its characters stand in the file.

Nothing is sifted, as nothing in an analyst's own text is page furniture. Left out are front
matter, code, tables and comments of Markdown, scripts and styles of a page.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from tocsin.errors import ReadError
from tocsin.model.wording.finding import Passage
from tocsin.read.base import Source
from tocsin.read.canvas import Canvas
from tocsin.read.decode import decode_page, decode_text
from tocsin.read.drafts import MARKDOWN, PAGES, PDF, with_kind
from tocsin.read.frontmatter import read_front_matter
from tocsin.read.layout import find_units, split_lines
from tocsin.read.plain import prose_body, translate_newlines
from tocsin.read.prescan import scan_page
from tocsin.read.sources import STDIN, load_source
from tocsin.settings import Settings

_SILENT = frozenset({"script", "style", "template", "pre", "code", "noscript", "svg", "math"})
_QUOTES = frozenset({"blockquote", "q"})
_BLOCKS = frozenset(
    (
        *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "td"),
        *("th", "tr", "table", "ul", "ol", "dl", "dt", "dd", "title", "figcaption", "caption"),
        *("main", "header", "footer", "aside", "nav", "body", "head", "html", "hr", "details"),
        *("summary", "blockquote"),
    )
)
_LINE_ENDS = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Prose:
    """The passages of a file, in order.

    Attributes:
        path: The file as it was named.
        passages: Its passages.
        lines: Offset at which each line begins.
    """

    path: str
    passages: tuple[Passage, ...]
    lines: Sequence[int]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the file, both from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1


def read_prose(name: str, *, settings: Settings, stdin: bytes | None = None) -> Prose:
    """Return the passages of a file of plain text, Markdown or HTML, or of standard input.

    Raises:
        ReadError: It cannot be read, is no text, or is a PDF, which has no lines.
    """
    source = with_kind(load_source(name, settings, stdin))
    if source.media_type == PDF:
        message = (
            f"{name} is a PDF, which has no lines to point to; give the text it was made from "
            "(.md, .html, .txt)."
        )
        raise ReadError(message, subject=name)
    if source.media_type in PAGES:
        return _of_page(source)
    text = translate_newlines(decode_text(source.raw, path=source.label).text)
    passages = _of_text(text, source)
    return Prose(source.path, tuple(passages), _line_starts(text))


def _line_starts(text: str) -> list[int]:
    """Return where each line begins."""
    return [0, *(one.end() for one in _LINE_ENDS.finditer(text))]


def _of_text(text: str, source: Source) -> list[Passage]:
    """Return the passages of plain text or Markdown."""
    front = read_front_matter(text, path=source.label, has_date=True)
    begin = front.end if front else 0
    quoted = _quoted_lines(text)
    is_markdown = source.media_type == MARKDOWN or source.path == STDIN
    body, kinds = prose_body(text, begin, is_markdown=is_markdown)
    own, others = Canvas(body), Canvas(body)
    for line in split_lines(body):
        (own if line.origin in quoted else others).blank(line.start, line.end)
    return [
        Passage(
            text=shown[unit.start : unit.end].replace("\n", " "),
            places=range(unit.start, unit.end),
            source=_whole_lines(text, unit.start, unit.end),
            is_quoted=is_quoted,
        )
        for shown, is_quoted in ((own.text(), False), (others.text(), True))
        for unit in find_units(shown, marked=kinds, is_furniture=lambda _: False)
    ]


def _whole_lines(text: str, start: int, end: int) -> str:
    """Return the lines that a stretch stands in: a note's mark behind it is no part of it."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if last < 0 else last]


def _quoted_lines(text: str) -> set[int]:
    """Return where the lines of block quotes begin: `>`, and what continues it without a mark."""
    found: set[int] = set()
    is_open = False
    for line in split_lines(text):
        opens = line.text.startswith(">")
        is_open = opens or (is_open and bool(line.text) and not line.text.startswith("#"))
        if is_open:
            found.add(line.origin)
    return found


def _of_page(source: Source) -> Prose:
    """Return the passages of an HTML page."""
    page = decode_page(source.raw, path=source.label).text.removeprefix("\ufeff")
    scan_page(page, path=source.label)
    walker = _Walker(page)
    walker.feed(page)
    walker.close()
    walker.end_passage()
    return Prose(source.path, tuple(walker.passages), _line_starts(page))


class _Walker(HTMLParser):
    """Collects the passages of a page, with the offset of every character.

    Attributes:
        passages: Those that are complete.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.passages: list[Passage] = []
        self._page = page
        # The parser counts lines at line feeds alone.
        self._lines = [0, *(one.end() for one in re.finditer("\n", page))]
        self._text: list[str] = []
        self._places: list[int] = []
        self._silent: list[str] = []
        self._quotes: list[str] = []
        self._begin = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin what a tag begins."""
        if tag in _BLOCKS:
            self.end_passage()
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _QUOTES:
            self._quotes.append(tag)
        if tag == "br":
            self._add(" ", self._offset())

    def handle_endtag(self, tag: str) -> None:
        """End what a tag ends."""
        if tag in _BLOCKS:
            self.end_passage()
        for opened in (self._silent, self._quotes):
            if tag in opened:
                del opened[len(opened) - 1 - opened[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Take a stretch of text as it stands in the file."""
        self._add(data, self._offset())

    def handle_entityref(self, name: str) -> None:
        """Take a sign that is written by its name."""
        self._add(html.unescape(f"&{name};"), self._offset(), is_one=True)

    def handle_charref(self, name: str) -> None:
        """Take a sign that is written by its number."""
        self._add(html.unescape(f"&#{name};"), self._offset(), is_one=True)

    def end_passage(self) -> None:
        """Close the passage that is open."""
        text = "".join(self._text)
        if text.strip():
            source = self._page[self._begin : self._places[-1] + 1]
            self.passages.append(Passage(text, self._places, source, self._is_quoted()))
        self._text, self._places = [], []
        self._begin = self._offset()

    def _is_quoted(self) -> bool:
        """Return whether the open passage stands in a block quote."""
        return "blockquote" in self._quotes

    def _add(self, text: str, place: int, *, is_one: bool = False) -> None:
        """Add characters; those of scripts and of quotes in a line are blank."""
        is_blank = bool(self._silent) or "q" in self._quotes
        self._text.append(" " * len(text) if is_blank else re.sub(r"\s", " ", text))
        self._places.extend([place] * len(text) if is_one else range(place, place + len(text)))

    def _offset(self) -> int:
        """Return where the parser stands in the page."""
        line, column = self.getpos()
        return self._lines[line - 1] + column
