"""The tables of an assessment."""

import csv
import io
from dataclasses import replace

import pytest

from tocsin.model.records import Kind
from tocsin.tell import answer_sheets, write_sheet

NAMES = tuple(answer_sheets())


def csv_of(name, view):
    stream = io.StringIO()
    rows = write_sheet(answer_sheets()[name], view, stream)
    found = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert len(found) == rows
    return found


def test_tables_that_were_asked_for_are_there():
    assert {"judgements", "concern", "claims", "figures", "exchange", "hypotheses"} <= set(
        NAMES
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_a_cell_of_the_right_kind_for_each_column(name, any_view):
    sheet = answer_sheets()[name]
    right = {
        Kind.TEXT: str,
        Kind.REAL: int | float,
        Kind.WHOLE: int,
        Kind.FLAG: bool,
    }
    for row in sheet.rows(any_view):
        for field, cell in zip(sheet.fields, row, strict=True):
            kind = right.get(field.kind)
            assert cell is None or kind is None or isinstance(cell, kind), field.name


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_numbers_names_the_column_that_opens_it(name):
    sheet = answer_sheets()[name]
    names = {field.name for field in sheet.fields}
    reals = [field for field in sheet.fields if field.kind is Kind.REAL]
    assert all(field.opened_by in names for field in reals)
    assert len(names) == len(sheet.fields)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula_holds_controls_or_names_a_file(name, hostile):
    for row in csv_of(name, hostile):
        for field, cell in row.items():
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "|", "%")), field
            assert not set(cell) & set("\x1b\u202e\n\r\t")
    assert not any("article.txt" in str(row) for row in csv_of(name, hostile))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r="])
def test_text_that_begins_as_a_formula_stands_behind_an_apostrophe(sign, view):
    edge = replace(view.assessment.exchange[0], label=f'{sign}HYPERLINK("http://x")')
    found = replace(view, assessment=replace(view.assessment, exchange=(edge,)))
    assert csv_of("exchange", found)[0]["label"].startswith("'")


def test_negative_number_stays_a_number(view):
    assert [float(one["inconsistency"]) for one in csv_of("hypotheses", view)] == [
        -1.4,
        -2.0,
        -3.1,
    ]


def test_judgement_row_has_its_parts_and_what_opens_them(view):
    row = next(
        one for one in csv_of("judgements", view) if one["judgement"] == "j-arms_supply-PRK-RUS"
    )
    assert (row["p"], row["low"], row["high"]) == ("0.68", "0.49", "0.83")
    assert row["figure"] == "a-1f2e3d4c5b/j-arms_supply-PRK-RUS"
    assert row["base_rate_figure"] == "a-1f2e3d4c5b/j-arms_supply-PRK-RUS.base_rate"
    assert (row["model"], row["model_figure"]) == ("", "")
    assert row["against"] == "c-000000000e; c-000000000f"


def test_claim_row_keeps_the_quote_and_who_says_so(view):
    row = next(one for one in csv_of("claims", view) if one["claim"] == "c-000000000e")
    assert row["quote"] == view.claims["c-000000000e"].quote
    assert (row["said_by"], row["stance"]) == ("North Korea denies", "denies")
    assert row["reciprocal"] == "false"


def test_assessment_without_claims_gives_headers(bare):
    assert csv_of("claims", bare) == []
    assert csv_of("documents", bare) == []
    assert len(csv_of("judgements", bare)) == len(bare.assessment.judgements)


def test_claims_carry_both_axes_of_their_grade_and_their_origin(graded):
    rows = {one["claim"]: one for one in csv_of("claims", graded)}
    names = ("reliability", "credibility", "graded_source", "origin")
    told = {claim: tuple(row[name] for name in names) for claim, row in rows.items()}
    assert told["c-0000000002"] == ("B", "2", "The Reference", "d-93ab5c01de")
    assert told["c-0000000004"] == ("F", "6", "", "outlet:gulf lantern")
    assert told["c-0000000001"] == ("", "", "", "")
