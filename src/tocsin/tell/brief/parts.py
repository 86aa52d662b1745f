"""What a brief is made of: sections with text, tables and pictures, which every format writes.

A brief is described once (`describe`), and HTML, Markdown, PDF and DOCX write the description.
Text is clean when it is made; a format only has to write it as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from tocsin.tell.hygiene import clean, inline, isolated


class Look(StrEnum):
    """How a piece of text looks, and whose words it is."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    """What stands behind: places, holders, reasons."""
    QUOTE = "quote"
    """Words of a source; all others are ours."""
    CODE = "code"
    """An id, a command, a hash."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of running text.

    Attributes:
        text: What is written; cleaned when it is made.
        look: How it looks.
        ref: The id that `tocsin why` opens, of a number; empty for none.
        to: The anchor in the brief that it leads to; empty for none.
        url: The web address that it leads to, checked; empty for none.
        language: Of a quote its language; empty for ours.
        level: The level of concern or the side that it tells, which gives it a colour.
    """

    text: str
    look: Look = Look.PLAIN
    ref: str = ""
    to: str = ""
    url: str = ""
    language: str = ""
    level: str = ""

    def __post_init__(self) -> None:
        """Show what would steer a reader's eye or machine, and isolate what runs the other way."""
        object.__setattr__(self, "text", isolated(inline(self.text)))


Line: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `role` is `lead`, `note` or `command`."""

    kind: ClassVar[str] = "paragraph"
    line: Line
    role: str = ""


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading within a section."""

    kind: ClassVar[str] = "subhead"
    line: Line
    key: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `role` tells the style which."""

    kind: ClassVar[str] = "items"
    lines: tuple[Line, ...]
    role: str = ""
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, each of lines that stand below each other.

    Attributes:
        cells: The cells; the first one is the row's head.
        anchor: What leads to this row; empty for none.
        refs: Ids that open the numbers of the whole row.
    """

    cells: tuple[tuple[Line, ...], ...]
    anchor: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        label: What it is, for those who cannot see where it stands.
        heads: The heads of its columns.
        rows: Its rows.
        role: What the style needs to know.
        empty: What stands where there is no row.
        widths: The share of the width of each column; equal where empty.
    """

    kind: ClassVar[str] = "table"
    label: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    role: str = ""
    empty: str = ""
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Clean what names may stand in."""
        object.__setattr__(self, "label", clean(self.label))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the words and the table that say the same.

    Attributes:
        svg: The whole `<svg>` element.
        title: What it shows.
        description: The same in words.
        table: The same as a table; None where there is none.
        is_told: Whether what stands beside it says the same, so that no table is needed.
    """

    kind: ClassVar[str] = "picture"
    svg: str
    title: str
    description: str
    table: Table | None = None
    is_told: bool = False

    def __post_init__(self) -> None:
        """Clean what names may stand in."""
        object.__setattr__(self, "title", clean(self.title))
        object.__setattr__(self, "description", clean(self.description))


@dataclass(frozen=True, slots=True)
class Statement:
    """A judgement: how likely it is in one sentence, how well grounded in another.

    Attributes:
        number: The probability alone.
        strip: The probability as a small picture.
        likely: The sentence on likelihood.
        sure: The sentence on confidence.
        cites: What speaks for and against it.
    """

    number: Piece
    strip: Picture
    likely: Line
    sure: Line
    cites: Line


@dataclass(frozen=True, slots=True)
class Statements:
    """Judgements, numbered from `start`."""

    kind: ClassVar[str] = "statements"
    entries: tuple[Statement, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Trace:
    """How a figure was reached.

    Attributes:
        ref: Its id.
        anchor: What leads to it.
        head: Label, number and id.
        method: In one sentence.
        steps: The steps in order.
        more: The figures, the evidence and the data rows beneath it.
    """

    ref: str
    anchor: str
    head: Line
    method: Line
    steps: tuple[Line, ...]
    more: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """Figures in groups, each under its title."""

    kind: ClassVar[str] = "traces"
    groups: tuple[tuple[str, tuple[Trace, ...]], ...]


Block: TypeAlias = Paragraph | Subhead | Items | Table | Picture | Statements | Traces


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading.

    Attributes:
        key: Its name in links, unique in the brief.
        title: Its heading.
        blocks: What it holds, in order.
        short: What it is called in the list of contents.
    """

    key: str
    title: Line
    blocks: tuple[Block, ...]
    short: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value of the head or the foot."""

    name: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A whole brief.

    Attributes:
        title: The question.
        name: A short title, for the window.
        version: Version of Tocsin.
        run: Id of the assessment.
        facts: What it rests on: day, horizon, corpus.
        front: The sections of the first page.
        annex: The sections behind it.
        closing: The method and how to repeat it.
        density: 0 where the first page has room, up to 4 where it must be set smaller.
    """

    title: Line
    name: str
    version: str
    run: str
    facts: tuple[Fact, ...]
    front: tuple[Section, ...]
    annex: tuple[Section, ...]
    closing: Section
    density: int = 0

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return all sections in the order of reading."""
        return (*self.front, *self.annex, self.closing)


def text_of(line: Line) -> str:
    """Return a line as plain text."""
    return "".join(piece.text for piece in line)


def lines_of(block: Block) -> Iterator[Line]:
    """Yield every line of a block, in the order of reading; of a picture those of its table."""
    if isinstance(block, Paragraph | Subhead):
        yield block.line
    elif isinstance(block, Items):
        yield from block.lines
    elif isinstance(block, Table):
        yield from (line for row in block.rows for cell in row.cells for line in cell)
    elif isinstance(block, Picture):
        yield from lines_of(block.table) if block.table else ()
    elif isinstance(block, Statements):
        for one in block.entries:
            yield from (one.likely, one.sure, one.cites)
    else:
        for _, traces in block.groups:
            for trace in traces:
                yield from (trace.head, trace.method, *trace.steps, *trace.more)


def own_sentences(brief: Brief) -> Iterator[str]:
    """Yield every line of our own words, without quotes, ids and commands."""
    for section in brief.sections:
        for block in section.blocks:
            for line in lines_of(block):
                own = (p.text for p in line if p.look not in {Look.QUOTE, Look.CODE})
                yield " ".join("".join(own).split())
