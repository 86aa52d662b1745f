"""Bytes to text."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import ReadError
from tocsin.read.decode import decode_page, decode_text, guess_wide, known_encoding

TEXT = "The \u00c9lys\u00e9e said \u201cno\u201d \u2014 and Kim\u2019s visit goes on. " * 5
RUSSIAN = (
    "\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 \u0420\u043e\u0441\u0441\u0438\u0438 \u0432\u0441\u0442\u0440\u0435\u0442\u0438\u043b\u0441\u044f \u0441 \u043b\u0438\u0434\u0435\u0440\u043e\u043c. "
    * 20
)


def text_of(raw, **options):
    return decode_text(raw, path="a.txt", **options)


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
    ],
)
def test_a_text_comes_back_from_every_encoding(encoding):
    found = text_of(TEXT.encode(encoding))
    assert found.text.removeprefix("\ufeff") == TEXT


def test_cyrillic_is_detected():
    found = text_of(RUSSIAN.encode("cp1251"))
    assert found.text == RUSSIAN
    assert found.encoding == "cp1251"


def test_a_declared_encoding_is_tried_first():
    assert text_of(RUSSIAN.encode("koi8-r"), charset="koi8-r").text == RUSSIAN


@pytest.mark.parametrize(
    ("raw", "match"),
    [
        (b"%PDF-1.7 x", "a PDF file"),
        (b"PK\x03\x04 x", "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x7fELF\x02", "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"GIF89a", "GIF"),
        (b"hello \0 world", "NUL bytes"),
        (b"\x01\x02\x03\x04 hello" * 10, "control characters"),
        (b"good text \xc3\xa9\xc3\xa8\xc3\xa9\xc3\xa9 \xff damaged", "damaged: byte 19"),
        (bytes(range(128, 256)) * 9, "cannot be told"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw, match):
    with pytest.raises(ReadError, match=match) as caught:
        text_of(raw)
    assert "UTF-8" in caught.value.message or "supported are" in caught.value.message


@pytest.mark.parametrize(
    "name",
    [
        "rot13",
        "base64",
        "utf-7",
        "unicode_escape",
        "punycode",
        "idna",
        "klingon",
        "hex",
        "\0",
        "zlib",
    ],
)
def test_names_that_are_no_encoding_of_text_are_not_known(name):
    assert known_encoding(name) is None


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTF8", "utf-8"),
        ("latin-1", "cp1252"),
        ("ascii", "cp1252"),
        ("Windows-1251", "cp1251"),
        ("Shift_JIS", "shift_jis"),
        ("GBK", "gbk"),
    ],
)
def test_names_of_the_web_are_known(name, known):
    assert known_encoding(name) == known


def test_a_page_says_its_encoding():
    page = '<meta charset="koi8-r">' + RUSSIAN
    assert decode_page(page.encode("koi8-r"), path="a.html").text == page
    page = '<?xml version="1.0" encoding="cp1251"?>' + RUSSIAN
    assert decode_page(page.encode("cp1251"), path="a.html").text == page


def test_the_server_wins_over_the_page():
    page = '<meta charset="koi8-r">' + RUSSIAN
    assert decode_page(page.encode("cp1251"), path="a", charset="windows-1251").text == page


def test_a_few_wrong_bytes_in_a_page_are_replaced():
    raw = TEXT.encode() * 10 + b"\xff"
    assert decode_page(raw, path="a").text == TEXT * 10 + "\ufffd"


def test_a_western_page_that_calls_itself_utf_8_is_read():
    raw = ('<meta charset="utf-8">' + TEXT).encode("cp1252")
    assert decode_page(raw, path="a").encoding == "cp1252"


def test_nuls_in_a_page_become_spaces():
    assert decode_page(b"<p>a\0b" + b"x" * 500, path="a").text.startswith("<p>a b")


def test_ascii_is_not_taken_for_a_wide_encoding():
    assert guess_wide(b"plain text") is None
    assert guess_wide(b"") is None


@given(st.text(min_size=1, max_size=200))
def test_utf_8_always_comes_back(text):
    raw = text.encode()
    try:
        found = text_of(raw)
    except ReadError:
        return
    assert (
        "\0" in text
        or found.text.removeprefix("\ufeff") == text.removeprefix("\ufeff")
        or found.encoding != "utf-8"
    )


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(raw):
    for decode in (decode_text, decode_page):
        with contextlib.suppress(ReadError):
            assert isinstance(decode(raw, path="a").text, str)
