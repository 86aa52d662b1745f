"""`tocsin lint`: an analyst's text by the rules of our own briefs."""

import json
from pathlib import Path

import pytest

from tocsin.tell import checks

NOTE = """\
# Bottom line

It is very likely (60%) that they meet [E1]. It could rain.

> It might be so.
"""


@pytest.fixture
def note():
    Path("note.md").write_text(NOTE, encoding="utf-8")


def test_each_fault_is_a_line_with_its_place(tocsin, note):
    found = tocsin("lint", "note.md")
    assert found.status == 1
    assert [line.split(" ", 2)[:2] for line in found.out.splitlines()] == [
        ["note.md:3:7:", "range:"],
        ["note.md:3:49:", "hedge:"],
    ]
    assert found.errors == ["tocsin: 1 text checked, 2 found: hedge 1, range 1."]


def test_json_is_the_contract(tocsin, note):
    found = [json.loads(line) for line in tocsin("lint", "note.md", "--json").out.splitlines()]
    assert found[0] == {
        "path": "note.md",
        "line": 3,
        "column": 7,
        "ref": None,
        "rule": "range",
        "text": "very likely",
        "wrong": "60% is not 'very likely' (80 to 95%)",
        "right": "write 'likely' (55 to 80%) or another number",
        "sentence": "It is very likely (60%) that they meet [E1].",
    }
    schema = json.loads(tocsin("schema", "finding").out)
    assert set(schema["properties"]) == set(found[0])


def test_standard_is_an_option_and_a_setting(tocsin, note, monkeypatch):
    assert (
        "'very likely' is no term of PHIA 2025"
        in tocsin("lint", "note.md", "--words", "phia").out
    )
    monkeypatch.setenv("TOCSIN_WORDS", "phia")
    assert "two-standards" in tocsin("lint", "note.md").out
    assert tocsin("lint", "note.md", "--words", "x").status == 2


def test_sound_text_is_status_0_and_silent(tocsin):
    found = tocsin("lint", "-", "-q", stdin=b"It is likely (60%) [E1].")
    assert (found.status, found.out, found.err) == (0, "", "")


def test_text_that_cannot_be_read_is_status_1_and_the_rest_goes_on(tocsin, note):
    alone = tocsin("lint", "no.md")
    assert (alone.status, len(alone.errors)) == (1, 1)
    Path("fine.md").write_text("It is likely.", encoding="utf-8")
    found = tocsin("lint", "no.md", "fine.md")
    assert found.status == 1
    assert found.errors[-1] == "tocsin: 1 text checked, nothing found."
    assert tocsin("lint", "https://example.org/x").status == 2


def test_stored_answer_is_checked_by_its_own_standard(tocsin, wire):
    made = tocsin("assess", wire, "--draws", "200", "--json", "--words", "phia")
    ref = json.loads(made.out)["id"]
    for name in (ref, ref[:6], "last"):
        found = tocsin("lint", name, "-q")
        assert (found.status, found.out) == (0, "")
    assert tocsin("lint", "a-ffffffffff").status == 2
    Path("last").write_text("It could be.", encoding="utf-8")
    assert tocsin("lint", "last").status == 1


def test_fault_of_a_stored_answer_names_what_it_belongs_to(tocsin, wire, monkeypatch):
    tocsin("assess", wire, "--draws", "200")
    monkeypatch.setattr(checks, "own_sentences", lambda _: [("k-KOR", "It could be so.")])
    found = tocsin("lint", "last")
    assert found.status == 1
    assert ":k-KOR: hedge: 'could' hedges; " in found.out
