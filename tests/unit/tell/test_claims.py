"""Tables of claims and documents."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tocsin.tell.claims import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    defused,
    render_claims,
    render_documents,
    write_claims_csv,
    write_documents_csv,
)


def printed(render, *args, width):
    stream = io.StringIO()
    console = Console(file=stream, width=width)
    render(args[0], console, *args[1:])
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 140])
def test_claims_show_parties_status_holder_and_quote(view, width):
    text = printed(render_claims, view.claims.values(), view.assessment.names, width=width)
    for part in ("Kim Jong Un → Russia", "planned, denied", "Yang Uk predicts", "0.81",
                 "AID, military"):  # fmt: skip
        assert part in " ".join(text.split()) or part.split()[0] in text
    assert max(map(len, text.splitlines())) <= width


def test_documents_show_title_date_and_id(view):
    text = printed(render_documents, view.documents.values(), width=140)
    assert "5 September 2023" in text
    assert "d-93ab5c01de" in text


def test_hostile_text_does_not_steer(hostile):
    claims = printed(render_claims, hostile.claims.values(), width=80)
    documents = printed(render_documents, hostile.documents.values(), width=200)
    assert "[bold]markup" in claims
    assert not set(claims + documents) & set("\x1b\u202e")


def test_csv_has_a_row_for_each_claim(view):
    stream = io.StringIO()
    write_claims_csv(view.claims.values(), stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert tuple(rows[0]) == CLAIM_COLUMNS
    assert [row["id"] for row in rows] == list(view.claims)
    assert rows[1]["items"] == "weapons;munitions"
    assert rows[1]["holders"] == "US officials assert"


def test_csv_of_documents_has_no_text(view):
    stream = io.StringIO()
    write_documents_csv(view.documents.values(), stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert tuple(row) == DOCUMENT_COLUMNS
    assert row["dropped"] == "read time; comment box"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =1", "\u200b=1", "\uff1d1", "\n=1"],
)
def test_formulas_are_defused(cell):
    assert defused(cell).startswith("'")


def test_formula_behind_an_override_of_direction_is_text():
    assert defused("\u202e=1") == "[U+202E]=1"


@given(st.text(st.characters()))
def test_no_cell_begins_as_a_formula(text):
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers():
    assert defused(0.81) == "0.81"


def test_a_quote_that_is_a_formula_is_defused_in_the_file(view):
    claim = replace(view.claims["c-0000000001"], quote='=HYPERLINK("http://x")')
    stream = io.StringIO()
    write_claims_csv([claim], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert row["quote"] == '\'=HYPERLINK("http://x")'
