"""The types that the parts of READ hand to each other."""

import datetime as dt
from dataclasses import dataclass, field, replace

from tocsin.errors import ReadError
from tocsin.model.document import BlockKind, Document


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and the bytes it was read from.

    Attributes:
        document: What was kept, and what the text says of itself.
        raw: The bytes as they came, the ones that `document.sha256` is taken of.
    """

    document: Document
    raw: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """One source among many that could not be read.

    Attributes:
        path: The file, URL or `-` as it was named.
        error: The reason; a caller with a single source raises it.
    """

    path: str
    error: ReadError


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the caller says of a document; it wins over what the document says of itself.

    Attributes:
        date: Of publication.
        publisher: Who published it.
        title: Its headline.
        url: Where it was published.
        author: Who wrote it.
    """

    date: dt.date | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the rows of a table hold what makes a document.

    Attributes:
        text: The column of the texts.
        id: The column of what a row is called by; its number where there is none.
        date: The column of the dates of publication.
    """

    text: str
    id: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a text says of itself; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None
    url: str | None = None

    def over(self, weaker: "Stated") -> "Stated":
        """Return this with its gaps filled from a weaker source."""
        return replace(
            weaker,
            title=self.title or weaker.title,
            author=self.author or weaker.author,
            publisher=self.publisher or weaker.publisher,
            date=self.date or weaker.date,
            url=self.url or weaker.url,
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """A candidate for a block: one paragraph, heading or item, before furniture is taken out.

    Attributes:
        kind: What its form says it is.
        start: Offset of its first character in the text it was found in.
        end: Offset behind its last character.
        text: Its characters with every run of white space as one space.
        is_marked: Whether its kind was written down (`#`, `<h2>`) and is no guess.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of one source, with what the way they came says of them.

    Attributes:
        path: As the caller named it.
        raw: The bytes.
        media_type: Such as `text/html`.
        charset: The encoding that the server declared, if any.
        url: Where the bytes came from, after redirects; None for files.
    """

    path: str
    raw: bytes = field(repr=False)
    media_type: str
    charset: str | None = None
    url: str | None = None

    @property
    def label(self) -> str:
        """How messages call it."""
        return "standard input" if self.path == "-" else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with its kept units, before ids and overrides make a document of it.

    Attributes:
        text: The text that the units point into.
        units: The kept ones, in order, without overlap.
        stated: What the text says of itself.
        encoding: The one the bytes were decoded with.
        dropped: What was taken out, one short description each.
        language: The language the page declares, a fallback for short texts.
    """

    text: str
    units: tuple[Unit, ...]
    stated: Stated
    encoding: str
    dropped: tuple[str, ...] = ()
    language: str | None = None
