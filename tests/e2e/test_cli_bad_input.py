"""Bad input: one sentence that says what was wrong and what would be right, the right status."""

import io
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from tocsin.cli import main

GOOD = """---
date: 2023-09-05
---

North Korea could sell Russia artillery shells, US officials said on Monday.
"""
GERMAN = (
    "Russland und Nordkorea haben am Montag in Moskau einen Vertrag unterzeichnet. Die Regierung "
    "in Seoul zeigte sich besorgt und kündigte Gespräche mit ihren Verbündeten an.\n"
)


@pytest.fixture
def tocsin(monkeypatch, capfdbinary, tmp_path):
    """Return a function that runs a command in an empty folder."""
    for name in [name for name in os.environ if name.startswith("TOCSIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TOCSIN_STORE", str(tmp_path / "ledger.sqlite"))
    monkeypatch.chdir(tmp_path)
    Path("good.md").write_text(GOOD, encoding="utf-8")

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(one) for one in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode().splitlines()

    return run


LOGIN = b"""<html><head><title>Login</title></head><body>
<form><input name="user"><button>Sign in</button></form></body></html>"""

BAD = {
    "empty.txt": (b"", 1, "empty"),
    "blank.txt": (b" \n\t \n", 1, "white space"),
    "binary.txt": (bytes(range(256)) * 64, 1, "binary.txt"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(2000), 1, "picture.html"),
    "page.html": (LOGIN, 1, "no article"),
    "german.txt": (GERMAN.encode(), 3, "English"),
    "nobody.txt": (
        b"The weather was fine on Monday. The garden needs more rain before the autumn comes.\n",
        3,
        "No state is named",
    ),
    "single.txt": (
        b"Japan tested a new train on Monday, and Japan was pleased with what it had built.\n",
        3,
        "Only one state is named in",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_source_is_one_sentence_and_nothing_stored_is_lost(tocsin, name):
    content, expected, word = BAD[name]
    before, _, _ = tocsin("assess", "good.md", "--draws", "100")
    Path(name).write_bytes(content)
    status, out, errors = tocsin("assess", name, "--date", "2023-09-05")
    assert before == 0
    assert (status, out) == (expected, "")
    assert len(errors) == 1, errors
    assert word in errors[0]
    assert tocsin("why", "j-arms_supply-PRK-RUS")[0] == 0
    assert tocsin("doctor")[0] == 0


@pytest.mark.parametrize("name", BAD)
def test_bad_source_beside_a_good_one_is_named_and_the_answer_comes(tocsin, name):
    content, _, _ = BAD[name]
    Path(name).write_bytes(content)
    status, out, errors = tocsin(
        "assess", name, "good.md", "--date", "2023-09-05", "--json", "--draws", "100"
    )
    assert status == 0, errors
    assert out.count("\n") == 1
    refused = name not in {"nobody.txt", "single.txt"}  # these are read; they say nothing
    assert len(errors) == refused
    assert all(name in line for line in errors)


def test_page_of_nothing_but_links_carries_no_answer(tocsin):
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(40))
    Path("index.html").write_text(f"<html><body><nav><ul>{links}</ul></nav></body></html>")
    status, out, errors = tocsin("assess", "index.html", "--date", "2023-09-05")
    assert status in {1, 3}
    assert (out, len(errors)) == ("", 1)


def test_text_in_an_unknown_encoding_is_read_or_refused_in_one_sentence(tocsin):
    words = GOOD.split("---\n\n")[1] * 3
    for encoding in ("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "cp037"):
        Path("odd.txt").write_bytes(
            words.replace("shells", "shells \u2013 “many”").encode(encoding, "replace")
        )
        status, out, errors = tocsin("read", "odd.txt", "--json")
        if encoding in {"utf-16", "cp1252", "utf-8-sig"}:
            assert status == 0, (encoding, errors)
            assert "artillery shells" in out
        assert len(errors) == (status != 0)


def test_page_of_50_megabytes_is_refused_at_once(tocsin):
    with Path("huge.html").open("wb") as stream:
        stream.truncate(50_000_000)
    status, _, errors = tocsin("assess", "huge.html")
    assert status == 1
    assert len(errors) == 1
    assert "50,000,000 bytes" in errors[0]
    assert "max_bytes" in errors[0]


def test_standard_input_of_too_many_bytes_is_refused(tocsin, monkeypatch):
    monkeypatch.setenv("TOCSIN_MAX_BYTES", "1000")
    status, _, errors = tocsin("read", "-", stdin=b"word " * 1000)
    assert status == 1
    assert "too large" in errors[0]


def test_foreign_store_is_refused_and_left_alone(tocsin):
    base = sqlite3.connect("other.sqlite")
    base.execute("CREATE TABLE mine (x)")
    base.commit()
    base.close()
    Path("notes.txt").write_text("my notes")
    for name, word in (("other.sqlite", "another program"), ("notes.txt", "not a ledger")):
        before = Path(name).read_bytes()
        status, out, errors = tocsin("assess", "good.md", "--store", name)
        assert (status, out, len(errors)) == (1, "", 1)
        assert word in errors[0]
        assert "--store" in errors[0]
        assert Path(name).read_bytes() == before


def test_locked_store_is_one_sentence_and_keeps_what_it_has(tocsin, monkeypatch):
    monkeypatch.setattr("tocsin.store.connect.BUSY_SECONDS", 0.2)
    assert tocsin("assess", "good.md", "--draws", "100")[0] == 0
    Path("new.md").write_text(GOOD.replace("artillery shells", "rockets"))
    other = sqlite3.connect("ledger.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        status, out, errors = tocsin("assess", "new.md")
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert (status, out, len(errors)) == (1, "", 1)
    assert "in use" in errors[0]
    assert tocsin("assess", "new.md", "--draws", "100")[0] == 0
    assert tocsin("doctor")[0] == 0


def test_store_in_a_place_that_is_no_folder(tocsin):
    Path("file").write_text("x")
    status, out, errors = tocsin("assess", "good.md", "--store", "file/ledger.sqlite")
    assert (status, out, len(errors)) == (1, "", 1)
    assert "file/ledger.sqlite" in errors[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_output_folder_without_permission(tocsin):
    Path("sealed").mkdir(mode=0o500)
    status, out, errors = tocsin("assess", "good.md", "--out", "sealed/brief.html")
    assert (status, out, len(errors)) == (1, "", 1)
    assert "Permission denied" in errors[0]
    assert not Path("ledger.sqlite").exists()


def test_output_into_a_folder_that_is_not_there(tocsin):
    status, out, errors = tocsin("assess", "good.md", "--out", "none/brief.html")
    assert (status, out, len(errors)) == (1, "", 1)
    assert "folder that is there" in errors[0]
    assert not Path("ledger.sqlite").exists()


def test_address_inside_the_network_is_refused(tocsin):
    status, _, errors = tocsin("read", "http://127.0.0.1:9/secret")
    assert status == 1
    assert len(errors) == 1
    assert "127.0.0.1" in errors[0]


def test_folder_without_documents_and_names_that_are_none(tocsin):
    Path("hollow").mkdir()
    for name in ("hollow", "missing.txt", "a\0b"):
        status, out, errors = tocsin("read", name)
        assert (status, out, len(errors)) == (1, "", 1)
