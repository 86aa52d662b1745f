"""Sanctions by dyad and year and by case, in files of our own after the published columns."""

from datetime import date
from pathlib import Path

import pytest

from tocsin.errors import SourceError
from tocsin.model.records import SANCTIONS
from tocsin.sources.base import Given
from tocsin.sources.sanctions import SOURCE_GSDB

DATA = Path(__file__).parents[3] / "tests/data/sources"
DYADIC = DATA / "gsdb_dyadic.csv"
CASES = DATA / "gsdb_cases.csv"
READER = SOURCE_GSDB.reader
NAMES = [column.name for column in SANCTIONS.columns]
KINDS = ("arms", "military", "trade", "financial", "travel", "other")


def strict(error):
    raise error


def given(path):
    return Given(name=path.name, path=path)


def rows(path, refuse=strict):
    found = READER.rows(given(path), refuse)
    return [dict(zip(NAMES, row.cells, strict=True)) | {"line": row.line} for row in found]


def written(tmp_path, text):
    path = tmp_path / "gsdb.csv"
    path.write_text(text, encoding="utf-8")
    return path


def changed(tmp_path, path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test would change nothing"
    return written(tmp_path, text.replace(old, new, 1))


def _tolerant(path):
    errors = []
    found = {row["line"]: row for row in rows(path, refuse=errors.append)}
    return found, errors


class TestDyadic:
    @pytest.fixture
    def by_line(self):
        return _tolerant(DYADIC)[0]

    def test_kinds_detail_and_cases_are_read(self, by_line):
        first = by_line[2]
        assert (first["sender"], first["target"], first["year"]) == ("USA", "PRK", 2017)
        assert [first[kind] for kind in KINDS] == [True, True, True, True, True, False]
        assert first["trade_detail"] == "exp_compl,imp_compl"
        assert first["cases"] == "9001,9002"

    def test_withdrawn_codes_stand_for_the_state_of_the_year(self, by_line):
        assert (by_line[5]["sender"], by_line[5]["target"]) == ("RUS", "YUG")

    def test_a_body_is_no_state_but_known(self, by_line):
        assert (by_line[6]["sender"], by_line[6]["sender_name"]) == ("EU", "EU")

    def test_a_code_of_nobody_keeps_its_row_and_name(self, by_line):
        assert (by_line[7]["sender"], by_line[7]["sender_name"]) == (None, "ZZX")

    def test_a_row_without_a_sender_does_not_fit(self):
        (error,) = _tolerant(DYADIC)[1]
        assert (error.line, error.column) == (8, "sanctioning_state_iso3")

    def test_coverage_is_that_of_the_years(self):
        found = READER.facts(given(DYADIC))
        assert (found.start, found.end) == (date(1950, 1, 1), date(2017, 12, 31))

    @pytest.mark.parametrize("year", ["2017.0", "2017-01-01", "01jan2017"])
    def test_a_year_is_read_as_statistical_packages_write_it(self, tmp_path, year):
        path = changed(tmp_path, DYADIC, "2017", year)
        assert _tolerant(path)[0][2]["year"] == 2017

    def test_a_name_stands_in_for_a_code(self, tmp_path):
        path = changed(tmp_path, DYADIC, "USA,PRK", ",PRK")
        first = _tolerant(path)[0][2]
        assert (first["sender"], first["sender_name"]) == ("USA", "United States")

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ("JPN,PRK,2017", "JPN,PRK,17", "year"),
            ("JPN,PRK,2017,0", "JPN,PRK,2017,2", "arms"),
            ("ZZX", "Z1", "sanctioning_state_iso3"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named(self, tmp_path, old, new, column):
        errors = _tolerant(changed(tmp_path, DYADIC, old, new))[1]
        assert column in {error.column for error in errors}
        assert len(errors) == 2

    def test_keys_are_whole(self, by_line):
        keys = {tuple(row[name] for name in SANCTIONS.key) for row in by_line.values()}
        assert len(keys) == len(by_line)
        assert all(None not in key for key in keys)


class TestCases:
    @pytest.fixture
    def found(self):
        return rows(CASES)

    def test_names_with_commas_are_not_cut(self, found):
        first = [row for row in found if row["cases"] == "9001" and row["year"] == 2016]
        assert [(row["sender"], row["sender_name"], row["target"]) for row in first] == [
            ("EU", "EU", "PRK"),
            ("KOR", "Korea, South", "PRK"),
            ("USA", "United States", "PRK"),
        ]

    def test_a_case_is_expanded_to_its_years(self, found):
        years = [
            row["year"] for row in found if row["cases"] == "9001" and row["sender"] == "EU"
        ]
        assert years == [2016, 2017, 2018]

    def test_a_case_without_an_end_goes_on_to_the_end_of_the_data(self, found):
        open_ended = [row for row in found if row["cases"] == "9002"]
        assert [(row["target"], row["year"]) for row in open_ended] == [
            ("RUS", 2021),
            ("BLR", 2021),
        ]

    def test_who_is_not_known_keeps_the_name(self, found):
        (row,) = (row for row in found if row["cases"] == "9003")
        assert (row["sender"], row["sender_name"]) == (None, "League of Nobody")
        assert (row["target"], row["target_name"]) == ("GMB", "Gambia, The")

    def test_remarks_in_brackets_do_not_hide_a_name(self, found):
        senders = {(row["sender"], row["target"]) for row in found if row["cases"] == "9004"}
        assert senders == {("UN", "ETH")}

    def test_kinds_are_of_the_case(self, found):
        assert [found[0][kind] for kind in KINDS] == [True, False, True, True, True, False]

    def test_coverage_is_from_the_first_begin_to_the_last_year(self):
        facts = READER.facts(given(CASES))
        assert (facts.start, facts.end) == (date(1994, 1, 1), date(2021, 12, 31))

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ("2016,2018", "2018,2016", "end"),
            ("2016,2018", ",2018", "begin"),
            ("9001,", ",", "case_id"),
            ("2016,2018", "2016,later", "end"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named(self, tmp_path, old, new, column):
        errors = []
        rows(changed(tmp_path, CASES, old, new), refuse=errors.append)
        assert [(error.line, error.column) for error in errors] == [(2, column)]

    def test_a_name_means_the_state_of_each_year(self, tmp_path):
        path = changed(tmp_path, CASES, "Ethiopia (excludes Eritrea)", "Yugoslavia")
        path = changed(tmp_path, path, "2000,2001", "1991,1992")
        found = [(row["target"], row["year"]) for row in rows(path) if row["cases"] == "9004"]
        assert found == [("YUG", 1991), ("SRB", 1992)]

    def test_a_case_that_is_marked_as_open_goes_on(self, tmp_path):
        path = changed(tmp_path, CASES, "2016,2018", "2016,ongoing")
        years = {row["year"] for row in rows(path) if row["cases"] == "9001"}
        assert years == set(range(2016, 2022))

    def test_a_file_of_another_kind_is_refused_whole(self, tmp_path):
        with pytest.raises(SourceError, match="the header lacks"):
            rows(written(tmp_path, "a,b\n1,2\n"))
