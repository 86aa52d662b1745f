"""The brief as PDF: the answer on the first sheet, all of it data, the same bytes."""

import io
import sys
from dataclasses import replace

import pypdf
import pytest

from tocsin.errors import UsageError
from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.pdf import as_data, check_brief, render_pdf

typst = pytest.importorskip("typst")


MADE = {}


def made(name, view):
    """Return the PDF of a view, made once for all tests of this module."""
    if name not in MADE:
        MADE[name] = render_pdf(view)
    return MADE[name]


def pages(content):
    return pypdf.PdfReader(io.BytesIO(content)).pages


def words_of(page):
    return " ".join(page.extract_text().split())


def test_the_answer_is_the_first_page_and_the_annex_begins_on_the_second(full):
    found = pages(made("full", full))
    first = words_of(found[0])
    for words in (
        "Bottom line",
        "It is likely (68%, 90% range 49\u201383%)",
        "Who hands what to whom",
        "How probable each reading is",
        "What would change our mind",
        "South Korea high 63 (48\u201377)",
    ):
        assert words in first, words  # fmt: skip
    assert "Annex" not in first
    assert words_of(found[1]).startswith("Annex: the evidence and the arithmetic")
    assert all(abs(float(page.mediabox.width) - 595.28) < 0.1 for page in found)


def test_a_crowded_first_page_is_set_smaller_and_stays_one(crowded):
    found = pages(made("crowded", crowded))
    first = words_of(found[0])
    for name in "ABCDEFGH":
        assert f"Northern {name * 3} Archipelago" in first or f"Northern {name}" in first
    assert "What would change our mind" in first
    assert words_of(found[1]).startswith("Annex")


def test_same_input_same_bytes_and_no_clock(brief_of_few):
    content = render_pdf(brief_of_few)
    assert content == render_pdf(brief_of_few)
    told = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert told.title == "Russia and North Korea: concern as of 5 September 2023"
    assert told.creation_date is None
    assert told.modification_date is None


def test_it_is_tagged_and_its_pictures_are_told_in_words(full):
    root = pypdf.PdfReader(io.BytesIO(made("full", full))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"


def test_numbers_lead_to_their_figures_and_ids_can_be_copied(full):
    found = pages(made("full", full))
    inner = [
        one.get_object()
        for page in found
        for one in page.get("/Annots", ())
        if "/Dest" in one.get_object() or "/A" in one.get_object()
    ]
    assert len(inner) > 60
    text = found[1].extract_text() + found[-2].extract_text()
    for ref in ("c-0000000002", "k-USA.share.j-joint_exercises-PRK-RUS"):
        assert ref in text


def test_what_was_read_is_text_and_calls_nothing(hostile_full):
    evil = '#panic("x") $x$ *b* @ref <l> \\ `r` // c = h'
    turned = replace(hostile_full.assessment, limits=(evil,), bottom_line=evil)
    content = render_pdf(replace(hostile_full, assessment=turned))
    found = pages(content)
    assert evil in words_of(found[0])
    assert "<script>alert(1)</script>" in words_of(found[1])
    assert b"/JavaScript" not in content
    assert b"/URI (javascript" not in content


def test_data_of_a_brief_are_plain_and_name_their_kinds(full):
    data = as_data(describe(full))
    kinds = {block["kind"] for section in data["front"] for block in section["blocks"]}
    assert kinds == {"paragraph", "statements", "picture", "items", "table"}


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    for ending in (".pdf", ".docx"):
        with pytest.raises(UsageError, match=r"pip install 'tocsin\[brief\]'"):
            check_brief(ending)
    check_brief(".html")
    check_brief(".md")
