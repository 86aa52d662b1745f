"""`tocsin read`: the readable view and NDJSON."""

import json

from tocsin.model.codec import from_json
from tocsin.model.document import Document


def test_readable_view_shows_what_is_kept_and_what_is_said_of_it(tocsin, wire):
    found = tocsin("read", wire)
    assert found.status == 0
    assert found.err == ""
    for words in ("Kim to visit Russia", "date: 2023-09-05", "Harbour Wire", "language: en"):
        assert words in found.out
    assert "US officials said on Monday" in found.out
    assert "dropped: " in found.out


def test_json_is_one_document_a_line_and_reads_back(tocsin, wire, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Iran and Saudi Arabia agreed to restore ties on Friday.\n" * 3)
    lines = tocsin("read", wire, other, "--json").out.splitlines()
    documents = [from_json(Document, line) for line in lines]
    assert [one.path for one in documents] == [str(wire), str(other)]
    assert list(json.loads(lines[0]))[:3] == ["id", "path", "text"]


def test_flags_win_over_what_the_document_says(tocsin, wire):
    found = tocsin(
        *("read", wire, "--json", "--date", "2024-01-02", "--publisher", "P"),
        *("--title", "T", "--author", "A", "--url", "https://example.org/x"),
    )
    row = json.loads(found.out)
    kept = [row[name] for name in ("date", "publisher", "title", "author", "url")]
    assert kept == ["2024-01-02", "P", "T", "A", "https://example.org/x"]


def test_standard_input_is_a_source(tocsin):
    text = b"Russia and North Korea signed a treaty in June. It says little.\n"
    found = tocsin("read", "-", "--json", stdin=text)
    assert json.loads(found.out)["path"] == "-"


def test_one_bad_file_among_several_is_named_and_the_rest_goes_on(tocsin, wire):
    found = tocsin("read", "missing.txt", wire, "--json")
    assert found.status == 0
    assert len(found.out.splitlines()) == 1
    assert len(found.errors) == 1
    assert "missing.txt" in found.err


def test_bad_file_behind_a_good_one_is_named_too(tocsin, wire):
    found = tocsin("read", wire, "missing.txt", "--json")
    assert found.status == 0
    assert "missing.txt" in found.err


def test_quiet_keeps_errors(tocsin, wire):
    assert "missing.txt" in tocsin("read", "-q", wire, "missing.txt", "--json").err


def test_nothing_but_bad_files_is_a_failure_that_names_each(tocsin):
    found = tocsin("read", "a.txt", "b.txt", "c.txt")
    assert found.status == 1
    assert len(found.errors) == 4
    assert "None of the 3 sources" in found.errors[-1]


def test_single_bad_file_is_one_sentence(tocsin):
    found = tocsin("read", "a.txt")
    assert found.status == 1
    assert len(found.errors) == 1


def test_documents_as_ndjson_are_refused_with_the_command_that_takes_them(tocsin, wire):
    piped = tocsin("read", wire, "--json").out.encode()
    found = tocsin("read", "-", stdin=piped)
    assert found.status == 2
    assert "tocsin code -" in found.err


def test_control_characters_of_a_document_do_not_reach_the_terminal(tocsin, tmp_path):
    path = tmp_path / "evil.txt"
    path.write_text(
        "Russia met \x1b[31mNorth Korea\x1b]0;x\x07 in Moscow on Monday, it said.\n"
    )
    assert "\x1b" not in tocsin("read", path).out


def test_verbose_says_what_is_done(tocsin, wire):
    assert f"info: reading {wire}" in tocsin("read", wire, "--json", "-v").err
