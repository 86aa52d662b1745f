"""What pypdf takes out of a PDF."""

import builtins

from tocsin.read.pdf_parts import pdf_parts, without_running_lines


def test_lines_are_found(pdf):
    parts = pdf_parts(pdf([["Kim to visit Moscow", "He plans to."], ["A second page."]]))
    assert [line for line in parts["lines"] if line] == [
        "Kim to visit Moscow",
        "He plans to.",
        "A second page.",
    ]


def test_a_damaged_file_is_told(pdf):
    whole = pdf([["Kim to visit Moscow"]])
    for raw in (b"%PDF-1.4\nnothing", whole[:200], whole.replace(b"/Pages", b"/Sagas")):
        assert "error" in pdf_parts(raw) or pdf_parts(raw)["lines"] is not None


def test_pypdf_missing_is_told(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **options):
        if name.startswith("pypdf"):
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'tocsin[pdf]'" in pdf_parts(b"%PDF-1.4")["error"]


def test_running_lines_and_page_numbers_go():
    pages = [
        ["Example News", f"Text {word}", "more", f"end of {word}", f"Page {n}"]
        for n, word in enumerate("abc", start=1)
    ]
    assert without_running_lines(pages) == [
        [f"Text {word}", "more", f"end of {word}"] for word in "abc"
    ]


def test_a_line_that_stands_twice_stays():
    pages = [["A heading", "x"], ["A heading", "y"]]
    assert without_running_lines(pages) == pages
