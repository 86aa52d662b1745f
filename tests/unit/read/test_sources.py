"""Files, folders, standard input and addresses."""

import hashlib
import os
from datetime import date

import pytest

from tocsin.errors import FetchError, ReadError
from tocsin.model.document import BlockKind
from tocsin.model.ids import digest
from tocsin.read import Failure, Overrides, Reading, read_source, read_sources
from tocsin.read import fetch as fetch_module
from tocsin.read.base import Source
from tocsin.settings import Settings

PROSE = (
    "The leader of North Korea plans to visit Russia this month, officials in Seoul said on "
    "Tuesday, and he will talk to its president about weapons."
)
TEXT = f"Kim to visit Moscow\n\n{PROSE}\n"
PAGE = f"<!DOCTYPE html><html><body><h1>Kim to visit Moscow</h1><p>{PROSE}</p><p>{PROSE} Again.</p></body></html>"


def one(name, *, settings=None, overrides=None, stdin=None):
    found = list(
        read_source(
            str(name),
            settings=settings or Settings(),
            overrides=overrides or Overrides(),
            stdin=stdin,
        )
    )
    assert len(found) == 1
    return found[0]


def document(name, **options):
    found = one(name, **options)
    assert isinstance(found, Reading), found
    return found.document


def error(name, **options):
    found = one(name, **options)
    assert isinstance(found, Failure)
    assert found.path == str(name)
    assert found.error.message.endswith(".")
    return found.error


def test_a_text_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    found = one(path)
    doc = found.document
    assert found.raw == TEXT.encode()
    assert doc.sha256 == hashlib.sha256(found.raw).hexdigest()
    assert doc.size == len(found.raw)
    assert doc.id == digest("d", doc.sha256, "", "")
    assert (doc.path, doc.media_type, doc.encoding) == (str(path), "text/plain", "utf-8")
    assert (doc.title, doc.language, doc.date) == ("Kim to visit Moscow", "en", None)
    assert [block.kind for block in doc.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


def test_what_the_caller_says_wins(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"---\ndate: 2023-09-05\npublisher: A\nurl: https://a.example/\n---\n{TEXT}"
    )
    assert (document(path).date, document(path).publisher) == (date(2023, 9, 5), "A")
    given = Overrides(
        date=date(2023, 9, 6), publisher="B", title="T", url="https://b.example/", author="Jane"
    )
    doc = document(path, overrides=given)
    assert (doc.date, doc.publisher, doc.title, doc.url, doc.author) == (
        date(2023, 9, 6),
        "B",
        "T",
        "https://b.example/",
        "Jane",
    )
    assert doc.id == digest("d", doc.sha256, "2023-09-06", "B")
    assert doc.id != document(path).id


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-16"),
    ],
)
def test_offsets_are_those_of_the_decoded_file(raw, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    doc = document(path)
    assert len(doc.text) == len(TEXT)
    for block in doc.blocks:
        assert doc.text[block.start : block.end] == TEXT[block.start : block.end]


def test_standard_input_is_read_by_what_it_holds(pdf):
    assert document("-", stdin=TEXT.encode()).path == "-"
    assert document("-", stdin=TEXT.encode()).media_type == "text/plain"
    assert document("-", stdin=PAGE.encode()).media_type == "text/html"
    assert document("-", stdin=PAGE.encode("utf-16")).media_type == "text/html"
    assert document("-", stdin=pdf([[PROSE]])).media_type == "application/pdf"


def test_a_page_and_a_pdf_are_read(tmp_path, pdf):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.pdf").write_bytes(pdf([["Kim to visit Moscow", "", PROSE[:70], PROSE[70:]]]))
    page, paper = (document(tmp_path / name) for name in ("a.html", "b.pdf"))
    assert page.title == "Kim to visit Moscow"
    assert page.media_type == "text/html"
    assert "visit Russia this month" in paper.text


def test_a_text_file_that_holds_a_page_is_read_as_one(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE)
    assert document(tmp_path / "a.txt").media_type == "text/html"


def test_a_page_without_tags_is_read_as_text(tmp_path):
    (tmp_path / "a.html").write_text(TEXT)
    assert document(tmp_path / "a.html").title == "Kim to visit Moscow"


@pytest.mark.parametrize(
    ("name", "raw", "match"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "holds only white space"),
        ("a.txt", b"\xff\xfe", "no words"),
        ("a.txt", b"\0\1\2" * 50, "NUL bytes"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 50, "zip archive"),
        ("a.html", b"%PDF-1.4 x", "holds a PDF file"),
        ("a.pdf", b"hello", "is no PDF file"),
        ("a.pdf", b"%PDF-1.4 nothing more", "PDF is damaged"),
        ("a.txt", b"x" * 2_000, "too large: 2,000 bytes"),
        ("a.md", b"---\ndate: soon\n---\ntext", "says date: soon"),
    ],
)
def test_bad_input_is_told_in_one_sentence(name, raw, match, tmp_path):
    path = tmp_path / name
    path.write_bytes(raw)
    found = error(path, settings=Settings(max_bytes=1_500))
    assert match in found.message
    assert "\n" not in found.message
    assert found.exit_code == 1


def test_bad_standard_input_is_told():
    assert error("-").message.startswith("standard input is empty")
    assert (
        "standard input is too large"
        in error("-", stdin=b"x" * 2_000, settings=Settings(max_bytes=1_000)).message
    )


@pytest.mark.parametrize("name", ["nofile.txt", "no\0file", "x" * 5_000])
def test_a_file_that_is_not_there_is_told(name):
    assert "cannot be read" in error(name).message


def test_what_is_no_file_is_told(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no ordinary file" in error(tmp_path / "pipe.txt").message
    assert "no ordinary file" in error("").message


def test_a_folder_is_read_in_order_without_links_and_hidden_files(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", "x.png", ".hidden.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text(TEXT)
    found = list(read_source(str(tmp_path), settings=Settings(), overrides=Overrides()))
    assert [os.path.relpath(item.document.path, tmp_path) for item in found] == [
        "a.md",
        "b.txt",
        "sub/c.txt",
    ]


def test_one_failure_among_many_leaves_the_rest(tmp_path):
    for name, text in (("a.txt", TEXT), ("b.txt", ""), ("c.txt", TEXT)):
        (tmp_path / name).write_text(text)
    kinds = [type(item) for item in read_source(str(tmp_path), settings=Settings())]
    assert kinds == [Reading, Failure, Reading]
    kinds = [
        type(item)
        for item in read_sources([str(tmp_path / "a.txt"), "gone.txt"], settings=Settings())
    ]
    assert kinds == [Reading, Failure]


def test_a_folder_without_texts_is_told(tmp_path):
    assert "holds no file that can be read" in error(tmp_path).message


def test_a_folder_with_too_many_files_is_told_behind_the_first(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT)
    found = list(read_source(str(tmp_path), settings=Settings(max_files=2)))
    assert [type(item) for item in found] == [Reading, Reading, Failure]
    assert "more than 2 files" in found[-1].error.message


def test_an_address_is_fetched(monkeypatch):
    source = Source(
        path="https://a.example/x",
        raw=PAGE.encode(),
        media_type="text/html",
        url="https://a.example/y",
    )
    monkeypatch.setattr(fetch_module, "fetch_page", lambda url, settings: source)
    doc = document("https://a.example/x")
    assert (doc.path, doc.url) == ("https://a.example/x", "https://a.example/y")


@pytest.mark.parametrize(
    "name", ["http://127.0.0.1/", "file:///etc/passwd", "ftp://a.example/", "http://[::1]/"]
)
def test_an_address_that_is_refused_is_a_failure(name):
    assert isinstance(error(name), FetchError)


def test_a_script_address_stated_by_a_page_is_not_kept(tmp_path):
    (tmp_path / "a.txt").write_text(f"---\nurl: javascript:alert(1)\n---\n{TEXT}")
    assert document(tmp_path / "a.txt").url is None
    (tmp_path / "a.txt").write_text(f"---\nurl: 'http://['\n---\n{TEXT}")
    assert document(tmp_path / "a.txt").url is None


def test_a_declared_language_serves_a_text_too_short_to_tell(tmp_path):
    (tmp_path / "a.html").write_text(
        '<html lang="en"><body><p>Russia sold weapons to Iran.</p></body></html>'
    )
    assert document(tmp_path / "a.html").language == "en"


def test_the_language_of_the_text_wins_over_the_declared_one(tmp_path):
    german = (
        "<p>Der russische Pr\u00e4sident trifft sich im September mit dem Machthaber von Nordkorea.</p>"
        * 3
    )
    (tmp_path / "a.html").write_text(
        f'<html lang="en"><body><article>{german}</article></body></html>'
    )
    assert document(tmp_path / "a.html").language == "de"


def test_errors_are_errors_of_reading():
    assert issubclass(FetchError, ReadError)
