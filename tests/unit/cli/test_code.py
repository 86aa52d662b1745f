"""`tocsin code`: claims as JSON lines, as a table and as CSV."""

import csv
import io
import json

FIELDS = [
    *("id", "document", "path", "sentence", "span", "quote", "event", "status", "polarity"),
    *("holders", "confidence"),
]
EVENT_FIELDS = [
    *("type", "mode", "source", "target", "items", "reciprocal", "place", "time"),
]


def test_json_is_the_claim_contract_in_its_order(tocsin, wire):
    found = tocsin("code", wire, "--json")
    rows = [json.loads(line) for line in found.out.splitlines()]
    assert found.status == 0
    assert len(rows) >= 2
    for row in rows:
        assert list(row) == FIELDS
        assert list(row["event"]) == EVENT_FIELDS
        assert list(row["event"]["time"]) == ["start", "end", "text"]
        assert all(list(one) == ["actor", "name", "stance", "cue"] for one in row["holders"])
        assert row["path"] == str(wire)
        start, end = row["span"]
        assert wire.read_text()[start:end] == row["quote"]


def test_documents_piped_in_give_the_same_claims_as_their_files(tocsin, wire):
    direct = tocsin("code", wire, "--json").out
    documents = tocsin("read", wire, "--json").out.encode()
    piped = tocsin("code", "-", "--json", stdin=b"\n".join([documents, b"", documents]))
    assert piped.out == direct * 2


def test_text_piped_in_is_read_as_text(tocsin, wire):
    found = tocsin("code", "-", "--json", stdin=wire.read_bytes())
    assert {json.loads(line)["path"] for line in found.out.splitlines()} == {"-"}


def test_page_piped_in_is_read_as_a_page(tocsin):
    page = (
        b"<html><body><article><h1>Talks</h1><p>Russia could supply oil to North Korea, US "
        b"officials said on Monday in Washington, after weeks of talks between both.</p>"
        b"</article></body></html>"
    )
    found = tocsin("code", "-", "--json", "--date", "2023-09-05", stdin=page)
    assert found.status == 0, found.err
    assert json.loads(found.out.splitlines()[0])["event"]["source"] == ["RUS"]


def test_line_that_is_no_document_is_named_by_its_number(tocsin, wire):
    documents = tocsin("read", wire, "--json").out.encode()
    found = tocsin("code", "-", "--json", stdin=documents + b'{"id": 3}\n')
    assert found.status == 2
    assert "Line 2" in found.err


def test_documents_piped_in_keep_what_they_were_read_with(tocsin, wire):
    documents = tocsin("read", wire, "--json").out.encode()
    found = tocsin("code", "-", "--date", "2024-01-01", stdin=documents)
    assert found.status == 2
    assert "tocsin read" in found.err


def test_one_bad_file_among_several_is_named_and_the_rest_goes_on(tocsin, wire):
    found = tocsin("code", "missing.txt", wire, "--json")
    assert found.status == 0
    assert "missing.txt" in found.err


def test_table_names_the_states(tocsin, wire):
    found = tocsin("code", wire)
    assert found.status == 0
    assert "North Korea" in found.out
    assert "munitions" in found.out


def test_csv_has_a_header_and_a_row_for_each_claim(tocsin, wire):
    rows = list(csv.reader(io.StringIO(tocsin("code", wire, "--csv").out)))
    assert rows[0][:2] == ["id", "document"]
    assert len(rows) == 1 + len(tocsin("code", wire, "--json").out.splitlines())


def test_other_language_is_status_3(tocsin, tmp_path):
    path = tmp_path / "german.txt"
    path.write_text(
        "Russland und Nordkorea haben am Montag einen Vertrag unterzeichnet. Die Regierung in "
        "Seoul zeigte sich besorgt und kündigte Gespräche mit den Verbündeten an.\n",
        encoding="utf-8",
    )
    found = tocsin("code", path)
    assert found.status == 3
    assert len(found.errors) == 1
    assert "English" in found.err
    several = tocsin("code", path, path)
    assert several.status == 3
    assert "None of the 2" in several.errors[-1]
