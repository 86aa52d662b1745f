"""The brief as a Word document."""

import io
import zipfile

import pytest

from tocsin.tell.brief.docx import render_docx

docx = pytest.importorskip("docx")
pytest.importorskip("typst")


def opened(content):
    return docx.Document(io.BytesIO(content))


def all_text(document):
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(one.text for one in document.paragraphs), *cells))


def test_it_holds_what_the_page_holds_and_its_links_lead_somewhere(full):
    content = render_docx(full)
    document = opened(content)
    heads = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert heads[:3] == [
        "How concerning is the rapprochement of Russia and North Korea?", "Bottom line",
        "Key judgements, within 365 days of 5 September 2023",
    ]  # fmt: skip
    text = all_text(document)
    for words in (
        "“both North Korea and Russia have consistently denied",
        "k-USA",
        "Will the leaders meet?",
        "tocsin assess article.txt",
    ):
        assert words in text, words  # fmt: skip
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    body = document.element.body
    names = {one.get(docx.oxml.ns.qn("w:name")) for one in body.iter(
        docx.oxml.ns.qn("w:bookmarkStart"))}  # fmt: skip
    anchors = {one.get(docx.oxml.ns.qn("w:anchor")) for one in body.iter(
        docx.oxml.ns.qn("w:hyperlink"))} - {None}  # fmt: skip
    assert len(anchors) > 40
    assert anchors <= names
    assert 'descr="South Korea: high 63' in xml


def test_same_input_same_bytes_and_no_clock(brief_of_few):
    content = render_docx(brief_of_few)
    assert content == render_docx(brief_of_few)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_what_was_read_is_text(hostile_full):
    content = render_docx(hostile_full)
    assert "<script>alert(1)</script>" in all_text(opened(content))
    rels = zipfile.ZipFile(io.BytesIO(content)).read("word/_rels/document.xml.rels").decode()
    assert "javascript" not in rels
