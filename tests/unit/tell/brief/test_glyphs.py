"""Characters that no font has are told, never set as empty boxes."""

import io
from dataclasses import replace

import pypdf
import pytest

from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.docx import docx_of
from tocsin.tell.brief.glyphs import printable
from tocsin.tell.brief.parts import text_of
from tocsin.tell.brief.pdf import pages_of, pdf_of

pytest.importorskip("typst")

CHINESE, RUSSIAN, HEBREW = (
    "\u4e2d\u6587",
    "\u041f\u0440\u0438\u0432\u0435\u0442",
    "\u05e9\u05dc",
)


def alone(source, inputs, *, has_system):
    """Set pages as on a machine without fonts."""
    return pages_of(source, inputs, has_system=False)


def quoting(view, words):
    """A brief whose first claim says some words."""
    key = next(iter(view.claims))
    claims = {**view.claims, key: replace(view.claims[key], quote=f"He wrote {words} there")}
    return describe(replace(view, claims=claims))


def limits(brief):
    (section,) = [one for one in brief.annex if one.key == "limits"]
    return [text_of(line) for block in section.blocks for line in block.lines]


def words_of(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_letters_of_typsts_own_fonts_need_no_other_and_change_nothing(view):
    brief = quoting(view, f"{RUSSIAN} {HEBREW} caf\u00e9 \u2192")
    found = printable(brief, pages_of)
    assert found.brief is brief
    assert not found.needs_system


def test_what_no_font_has_is_told_in_its_place_and_counted(view):
    brief = quoting(view, f"{CHINESE} and {CHINESE[:1]}")
    found = printable(brief, alone)
    assert not found.needs_system
    told = str(found.brief)
    assert "He wrote [2 not printed] and [1 not printed] there" in told
    assert CHINESE not in told
    (line,) = set(limits(found.brief)) - set(limits(brief))
    count = str(brief).count("\u4e2d\u6587 and \u4e2d") * 3
    assert line.startswith(f"{count} characters could not be printed")


def test_fonts_of_the_machine_are_asked_for_what_is_lacking_alone(view):
    asked = []

    def with_fonts(source, inputs, *, has_system):
        asked.append((has_system, inputs["signs"]))
        pages = pages_of(source, inputs, has_system=False)
        return [pages[0], *([b""] * (len(pages) - 1))] if has_system else pages

    brief = quoting(view, f"{CHINESE} {RUSSIAN}")
    found = printable(brief, with_fonts)
    assert found.needs_system
    assert found.brief is brief
    assert [has_system for has_system, _ in asked] == [False, True]
    assert "\\u041f" in asked[0][1]
    assert "\\u041f" not in asked[1][1]


def test_pdf_and_docx_of_foreign_words_have_no_box(view):
    emoji = "\U0001f6f0"
    content = pdf_of(quoting(view, f"{RUSSIAN} {CHINESE}{emoji}"))
    told = words_of(content)
    assert RUSSIAN in told
    assert CHINESE in told or "not printed]" in told
    assert docx_of(quoting(view, CHINESE)).startswith(b"PK")


def test_names_in_pictures_are_told_too(view):
    names = {**view.assessment.names, "RUS": f"Russia {CHINESE}"}
    brief = describe(replace(view, assessment=replace(view.assessment, names=names)))
    found = printable(brief, alone, pictures_alone=True)
    drawn = [
        block.svg
        for section in (*found.brief.front, *found.brief.annex)
        for block in section.blocks
        if hasattr(block, "svg")
    ]
    assert any("[\u2026]" in svg for svg in drawn)
    assert not any(CHINESE in svg for svg in drawn)
    assert CHINESE in str(found.brief.front)
    assert "characters of its pictures could not be printed" in limits(found.brief)[-1]
