"""What bytes look like."""

import pytest

from tocsin.read.sniff import control_share, is_pdf, looks_like_html, name_binary


@pytest.mark.parametrize(
    "text", ["MZ is a German mark", "ID3 is a tag", "BZh. is an abbreviation", "PAR1 was a law"]
)
def test_a_text_that_begins_as_a_binary_file_does_is_none(text):
    assert name_binary(text.encode() * 20) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"MZ\x90\0\x03\0\0\0",
        b"ID3\x04\0\0\0",
        b"\x1f\x8b\x08",
        b"RIFF\x10\0\0\0WEBPVP8",
        b"\0\0\0\x18ftypmp42",
    ],
)
def test_binary_files_are_named(raw):
    assert name_binary(raw)


def test_a_pdf_may_begin_late():
    assert is_pdf(b"\n\n%PDF-1.4")
    assert not is_pdf(b"<html>%PDF-1.4")
    assert not is_pdf(b"x" * 2000 + b"%PDF-")


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>",
        "  <html>",
        "<HEAD>",
        "<?xml version='1.0'?><html>",
        "<!-- a --><!-- b --><body>",
        "\ufeff<html",
    ],
)
def test_a_page_is_known_by_its_beginning(text):
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text", ["", "<header", "<htmlx>", "A text about <html>", "<!---->" * 500 + "x"]
)
def test_other_texts_are_no_pages(text):
    assert not looks_like_html(text)


def test_control_characters_are_counted():
    assert control_share(b"a\x01") == 0.5
    assert control_share(b"a\n\t\r") == 0
    assert control_share(b"") == 0
