"""The brief as Markdown: plain text that can be pasted, mailed and compared line by line.

What was read is escaped, so that it can neither format nor link nor put markup into the page.
A number links to the list of figures, whose ids `tocsin why` opens.
"""

import re
from collections.abc import Iterator
from html import escape

from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.parts import (
    Block,
    Brief,
    Items,
    Line,
    Look,
    Paragraph,
    Picture,
    Piece,
    Row,
    Section,
    Statements,
    Subhead,
    Table,
    Traces,
)
from tocsin.tell.view import BriefInput

# What CommonMark and GitHub read as markup within a line; a backslash before it makes it text.
_SIGNS = re.compile(r"([\\`*_\[\]#!|~$@]|(?<=www)\.|:(?=//))")
_STARTS = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([-+=:.)])")
_TICKS = re.compile(r"`+")


def render_markdown(view: BriefInput) -> str:
    """Return the brief as Markdown; the same view gives the same bytes."""
    return markdown_of(describe(view))


def markdown_of(brief: Brief) -> str:
    """Return the description of a brief as Markdown."""
    return "\n".join(_collapsed(_lines(brief))) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return escape(_SIGNS.sub(r"\\\1", text), quote=False)


def _collapsed(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines with no two empty ones behind each other, and none at the end."""
    is_open = False
    for line in lines:
        if not line:
            is_open = True
            continue
        if is_open:
            yield ""
        is_open = False
        yield line


def _lines(brief: Brief) -> Iterator[str]:
    """Yield the lines of a brief; an empty one parts blocks."""
    yield f"# {_line(brief.title)}"
    yield ""
    yield f"Tocsin assessment, version {_code(brief.version)}, run {_code(brief.run)}"
    yield ""
    yield from (f"- {escaped(fact.name)}: {_line(fact.line)}" for fact in brief.facts)
    yield ""
    for section in brief.front:
        yield from _section(section, "##")
    yield "## Annex: the evidence and the arithmetic"
    yield ""
    for section in brief.annex:
        yield from _section(section, "###")
    yield from _section(brief.closing, "##")


def _section(section: Section, mark: str) -> Iterator[str]:
    """Yield a section under its heading."""
    yield f"{mark} {_line(section.title)}"
    yield ""
    for block in section.blocks:
        yield from _block(block, mark)
        yield ""


def _block(block: Block, mark: str) -> Iterator[str]:
    """Yield a block."""
    if isinstance(block, Paragraph):
        yield from _paragraph(block)
    elif isinstance(block, Subhead):
        yield f"{mark}# {_line(block.line)}"
    elif isinstance(block, Items):
        yield from _items(block)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Picture):
        yield from _picture(block)
    elif isinstance(block, Statements):
        yield from _statements(block)
    else:
        yield from _traces(block, mark)


def _paragraph(block: Paragraph) -> Iterator[str]:
    """Yield a paragraph; a command stands apart, as it is copied whole."""
    if block.role == "command":
        text = "".join(piece.text for piece in block.line)
        fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
        yield from (f"{fence}sh", text, fence)
    else:
        yield _line(block.line)


def _items(block: Items) -> Iterator[str]:
    """Yield a list."""
    for place, line in enumerate(block.lines, start=1):
        yield f"{f'{place}.' if block.is_ordered else '-'} {_line(line)}"


def _table(block: Table) -> Iterator[str]:
    """Yield a table; the lines of a cell stand behind each other."""
    if not block.rows:
        yield escaped(block.empty or "Nothing.")
        return
    yield f"| {' | '.join(escaped(head) for head in block.heads)} |"
    yield f"|{'---|' * len(block.heads)}"
    yield from (_row(row) for row in block.rows)


def _row(row: Row) -> str:
    """Return a row, with what leads to it in its first cell."""
    cells = ["<br>".join(_line(line) for line in cell) for cell in row.cells]
    if row.anchor:
        cells[0] = f'<a id="{escape(row.anchor)}"></a>{cells[0]}'
    return f"| {' | '.join(cells)} |"


def _picture(block: Picture) -> Iterator[str]:
    """Yield what a picture shows: its table, else its words, unless they stand beside it."""
    if block.table is not None:
        yield from _table(block.table)
    elif not block.is_told:
        yield from (f"- {escaped(part)}" for part in block.description.split("; "))


def _statements(block: Statements) -> Iterator[str]:
    """Yield judgements, likelihood and confidence on lines of their own."""
    for place, one in enumerate(block.entries, start=block.start):
        cites = f" {_line(one.cites)}" if one.cites else ""
        yield f"{place}. {_line(one.likely)}  "
        yield f"   {_line(one.sure)}{cites}"


def _traces(block: Traces, mark: str) -> Iterator[str]:
    """Yield every figure with how it was reached; its first line carries its id."""
    for title, traces in block.groups:
        yield f"{mark}# {escaped(title)}"
        yield ""
        for one in traces:
            yield f'- <a id="{escape(one.anchor)}"></a>{_line(one.head)}: {_line(one.method)}'
            yield from (f"  - {_line(step)}" for step in one.steps)
            yield from (f"  - {_line(line)}" for line in one.more)
        yield ""


def _line(line: Line) -> str:
    """Return a line; nothing at its beginning makes a list or a heading."""
    return _STARTS.sub(r"\1\\\2", "".join(_piece(piece) for piece in line))


def _piece(piece: Piece) -> str:
    """Return a piece, everything in it escaped."""
    text = _looking(piece)
    if piece.url:
        return f"[{text}](<{_address(piece.url)}>)"
    if piece.to:
        return f"[{text}](#{piece.to})"
    return f"{text} ({_code(piece.ref)})" if piece.ref else text


def _looking(piece: Piece) -> str:
    """Return the text of a piece as it looks; spaces at its ends stay outside."""
    if piece.look is Look.CODE:
        return _code(piece.text)
    text = escaped(piece.text.strip())
    if not text:
        return piece.text
    before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    behind = piece.text[len(piece.text.rstrip()) :]
    if piece.look is Look.STRONG:
        text = f"**{text}**"
    elif piece.look is Look.QUOTE:
        text = f"“{text}”"
    return f"{before}{text}{behind}"


def _code(text: str) -> str:
    """Return an id or a command in ticks, more of them than it holds itself."""
    bare = text.strip()
    if not bare:
        return text
    ticks = "`" * (1 + max(map(len, _TICKS.findall(bare)), default=0))
    space = " " if bare.startswith("`") or bare.endswith("`") else ""
    # A bar would end the cell of a table, even in ticks.
    inner = bare.replace("|", "\\|")
    return f"{ticks}{space}{inner}{space}{ticks}{text[len(text.rstrip()) :]}"


def _address(url: str) -> str:
    """Return a checked web address as Markdown takes it between angle brackets."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
