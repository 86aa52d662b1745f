"""The brief as a Word document that can be edited: headings, tables, pictures, inner links."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.glyphs import printable
from tocsin.tell.brief.parts import (
    Block,
    Brief,
    Items,
    Line,
    Look,
    Paragraph,
    Picture,
    Piece,
    Section,
    Statements,
    Subhead,
    Table,
    Traces,
    text_of,
)
from tocsin.tell.brief.pdf import compiled, needed, pages_of
from tocsin.tell.view import BriefInput

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day that a zip archive begins with; the clock would change the bytes."""
_WIDTH = 17.0
"""Centimetres between the margins."""
_PICTURE = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", width: 240pt)'
)
_PPI = 220.0
_NAMES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def render_docx(view: BriefInput) -> bytes:
    """Return the brief as DOCX; the same view gives the same bytes.

    Raises:
        UsageError: The extra is not installed.
    """
    return docx_of(describe(view))


def docx_of(brief: Brief) -> bytes:
    """Return the description of a brief as DOCX.

    Raises:
        UsageError: The extra is not installed.
    """
    # Text is set by the fonts of whoever opens it; pictures are set here.
    found = printable(brief, pages_of, pictures_alone=True)
    return _steady(_Writer(found.brief, has_system=found.needs_system).saved())


def _steady(content: bytes) -> bytes:
    """Return a zip archive with its parts in order and without the day of its making."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            new.writestr(part, old.read(name))
    return made.getvalue()


class _Writer:
    """A document in the making.

    Attributes:
        made: The document of python-docx.
        anchors: For each anchor of the brief the name of its bookmark, which Word keeps short.
    """

    def __init__(self, brief: Brief, *, has_system: bool) -> None:
        """Begin a document and write the whole brief into it."""
        self._has_system = has_system
        self._shared = needed("docx.shared", ".docx")
        self._oxml = needed("docx.oxml", ".docx")
        self._names = needed("docx.oxml.ns", ".docx")
        self.made: Any = needed("docx", ".docx").Document()
        self._anchors = _anchors(brief)
        self._marks = 0
        self._page(brief)
        self._head(brief)
        for section in brief.front:
            self._section(section, 2)
        self.made.add_page_break()
        self.made.add_heading("Annex: the evidence and the arithmetic", 2)
        for section in brief.annex:
            self._section(section, 3)
        self._section(brief.closing, 2)

    def saved(self) -> bytes:
        """Return the document as python-docx writes it."""
        stream = BytesIO()
        self.made.save(stream)
        return stream.getvalue()

    def _page(self, brief: Brief) -> None:
        """Set A4, small type and what the document says of itself, without the clock."""
        page = self.made.sections[0]
        page.page_width, page.page_height = self._shared.Cm(21.0), self._shared.Cm(29.7)
        page.left_margin = page.right_margin = self._shared.Cm(2.0)
        page.top_margin = page.bottom_margin = self._shared.Cm(1.6)
        style = self.made.styles["Normal"]
        style.font.size = self._shared.Pt(9)
        style.paragraph_format.space_after = self._shared.Pt(3)
        told = self.made.core_properties
        told.title, told.author, told.comments = brief.name, "", ""
        told.last_modified_by = ""

    def _head(self, brief: Brief) -> None:
        """Write title and facts."""
        self.made.add_heading(text_of(brief.title), 1)
        line = f"Tocsin assessment, version {brief.version}, run {brief.run}"
        self.made.add_paragraph(line)
        facts: list[Piece] = []
        for fact in brief.facts:
            lead = f"{' · ' if facts else ''}{fact.name} "
            facts += [Piece(lead, Look.SOFT), *fact.line]
        self._write(self.made.add_paragraph(), tuple(facts))

    def _section(self, section: Section, level: int) -> None:
        """Write a section under its heading."""
        self._write(self.made.add_heading("", level), section.title)
        for block in section.blocks:
            self._block(block, level)

    def _block(self, block: Block, level: int) -> None:
        """Write a block."""
        if isinstance(block, Paragraph):
            self._write(self.made.add_paragraph(), block.line)
        elif isinstance(block, Subhead):
            self._write(self.made.add_heading("", level + 1), block.line)
        elif isinstance(block, Items):
            for line in block.lines:
                self._item(line, "ListNumber" if block.is_ordered else "ListBullet")
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Statements):
            self._statements(block)
        else:
            self._traces(block, level)

    def _statements(self, block: Statements) -> None:
        """Write judgements, likelihood and confidence in paragraphs of their own."""
        for one in block.entries:
            self._item(one.likely, "ListNumber")
            self._write(self.made.add_paragraph(), (*one.sure, Piece(" "), *one.cites))

    def _traces(self, block: Traces, level: int) -> None:
        """Write how every figure was reached."""
        for title, traces in block.groups:
            self.made.add_heading(title, level + 1)
            for one in traces:
                self._trace(one.anchor, one.head, (one.method, *one.steps, *one.more))

    def _item(self, line: Line, style: str) -> None:
        """Write an item of a list; the style by its id, as a look-up by name takes 10 ms."""
        paragraph = self.made.add_paragraph()
        paragraph._p.style = style
        self._write(paragraph, line)

    def _trace(self, anchor: str, head: Line, lines: Sequence[Line]) -> None:
        """Write how a figure was reached, under a mark that numbers lead to."""
        paragraph = self.made.add_paragraph()
        self._mark(paragraph, anchor)
        self._write(paragraph, head)
        for line in lines:
            self._item(line, "ListBullet")

    def _table(self, block: Table) -> None:
        """Write a table whose head repeats on every page."""
        if not block.rows:
            self.made.add_paragraph(block.empty or "Nothing.")
            return
        table = self.made.add_table(rows=1, cols=len(block.heads))
        table.style = "Light List Accent 1"
        table.autofit = False
        for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        self._repeat(table.rows[0])
        for row in block.rows:
            cells = table.add_row().cells
            for place, (cell, lines) in enumerate(zip(cells, row.cells, strict=True)):
                paragraph = cell.paragraphs[0]
                if place == 0 and row.anchor:
                    self._mark(paragraph, row.anchor)
                for number, line in enumerate(lines):
                    self._write(cell.add_paragraph() if number else paragraph, line)
        self._widths(table, block)
        self.made.add_paragraph()

    def _widths(self, table: Any, block: Table) -> None:  # noqa: ANN401 - of python-docx
        """Give the columns their shares of the width."""
        widths = block.widths or tuple(1.0 for _ in block.heads)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = self._shared.Cm(_WIDTH * width / sum(widths))

    def _repeat(self, row: Any) -> None:  # noqa: ANN401 - of python-docx
        """Mark a row as the head of its table."""
        properties = row._tr.get_or_add_trPr()
        properties.append(self._element("w:tblHeader", {"w:val": "true"}))

    def _picture(self, block: Picture) -> None:
        """Write a picture with its words for those who cannot see it."""
        drawn = compiled(
            _PICTURE, {"svg": block.svg}, has_system=self._has_system, format="png", ppi=_PPI
        )
        run = self.made.add_paragraph().add_run()
        shape = run.add_picture(BytesIO(drawn), width=self._shared.Cm(_WIDTH * 0.6))
        words = shape._inline.docPr
        words.set("title", block.title)
        words.set("descr", block.description)
        if block.table is not None:
            self._table(block.table)

    def _write(self, paragraph: Any, line: Line) -> None:  # noqa: ANN401 - of python-docx
        """Write a line into a paragraph."""
        for piece in line:
            run = self._run(paragraph, piece)
            link = self._link(paragraph, piece)
            if link is not None:
                link.append(run._r)
                paragraph._p.append(link)

    def _run(self, paragraph: Any, piece: Piece) -> Any:  # noqa: ANN401 - of python-docx
        """Return a run with the text of a piece as it looks."""
        text = f"“{piece.text}”" if piece.look is Look.QUOTE else piece.text
        run = paragraph.add_run(text)
        run.bold = piece.look is Look.STRONG or None
        if piece.look is Look.CODE:
            run.font.name, run.font.size = "Consolas", self._shared.Pt(7.5)
        if piece.look in {Look.SOFT, Look.CODE}:
            run.font.color.rgb = self._shared.RGBColor(0x5B, 0x66, 0x73)
        run.underline = bool(piece.to and piece.ref) or None
        return run

    def _link(self, paragraph: Any, piece: Piece) -> Any | None:  # noqa: ANN401 - of python-docx
        """Return the link that a piece asks for; None for none."""
        if piece.url:
            kind = f"{_NAMES}/hyperlink"
            ref = paragraph.part.relate_to(piece.url, kind, is_external=True)
            return self._element("w:hyperlink", {"r:id": ref})
        if piece.to in self._anchors:
            return self._element("w:hyperlink", {"w:anchor": self._anchors[piece.to]})
        return None

    def _mark(self, paragraph: Any, anchor: str) -> None:  # noqa: ANN401 - of python-docx
        """Put a bookmark at the beginning of a paragraph."""
        self._marks += 1
        number = str(self._marks)
        begin = {"w:id": number, "w:name": self._anchors[anchor]}
        for name, attributes in (
            ("w:bookmarkStart", begin),
            ("w:bookmarkEnd", {"w:id": number}),
        ):
            paragraph._p.append(self._element(name, attributes))

    def _element(self, name: str, attributes: dict[str, str]) -> Any:  # noqa: ANN401
        """Return an element of the format."""
        made = self._oxml.OxmlElement(name)
        for key, value in attributes.items():
            made.set(self._names.qn(key), value)
        return made


def _anchors(brief: Brief) -> dict[str, str]:
    """Return a short name for everything that something may lead to."""
    found: list[str] = []
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found += [row.anchor for row in block.rows if row.anchor]
            elif isinstance(block, Traces):
                found += [trace.anchor for _, traces in block.groups for trace in traces]
    return {anchor: f"t{place}" for place, anchor in enumerate(dict.fromkeys(found), start=1)}
