"""Alliances of ATOP and of the Correlates of War, in each of their forms."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tocsin.errors import SourceError
from tocsin.model.records import ALLIANCES
from tocsin.sources.alliances import SOURCE_ATOP, SOURCE_COW_ALLIANCES
from tocsin.sources.base import Given

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data/sources"
REAL = ROOT.parent / "shared/data/sources"
REAL_ATOP = REAL / "atop51_directed_dyad_year_7states_1990_2018.csv"
REAL_COW = REAL / "cow_alliance_v41_by_dyad_header_only.csv"
ATOP = SOURCE_ATOP.reader
COW = SOURCE_COW_ALLIANCES.reader
NAMES = [column.name for column in ALLIANCES.columns]
OWED = ("defense", "offense", "neutrality", "nonaggression", "consultation")
COW_HEADER = (DATA / "cow_alliance_by_dyad.csv").read_text(encoding="utf-8").splitlines()[0]


def strict(error):
    raise error


def given(path):
    return Given(name=path.name, path=path)


def rows(reader, path, refuse=strict):
    found = reader.rows(given(path), refuse)
    return [dict(zip(NAMES, row.cells, strict=True)) | {"line": row.line} for row in found]


def owed(row):
    return tuple(row[name] for name in OWED)


def written(tmp_path, text):
    path = tmp_path / "alliances.csv"
    path.write_text(text, encoding="utf-8")
    return path


class TestAtop:
    @pytest.fixture
    def kept(self):
        errors = []
        found = rows(ATOP, DATA / "atop_ddyr.csv", refuse=errors.append)
        return found, errors

    def test_a_row_is_what_one_state_owes_the_other_in_a_year(self, kept):
        first, second = kept[0][:2]
        assert (first["source"], first["target"]) == ("USA", "JPN")
        assert (first["start"], first["end"]) == (date(2017, 1, 1), date(2017, 12, 31))
        assert owed(first) == (True, False, False, False, True)
        assert owed(second) == (False, False, False, False, True)

    def test_nothing_owed_in_a_year_that_was_coded_is_known(self, kept):
        none = next(row for row in kept[0] if row["source"] == "RUS")
        assert owed(none) == (False,) * 5

    def test_zeros_of_years_that_nobody_coded_do_not_fit(self, kept):
        found, errors = kept
        assert {row["start"].year for row in found} == {2017, 2018}
        assert [error.line for error in errors] == [7, 8]
        assert "2018" in errors[0].message
        assert ATOP.facts(given(DATA / "atop_ddyr.csv")).end == date(2018, 12, 31)

    def test_a_later_release_covers_its_later_years(self, tmp_path):
        text = (DATA / "atop_ddyr.csv").read_text(encoding="utf-8")
        path = written(tmp_path, text.replace("2019,1,0,0,0,0,0", "2019,1,1,0,0,0,0"))
        errors = []
        found = rows(ATOP, path, refuse=errors.append)
        assert max(row["start"].year for row in found) == 2019
        assert [error.line for error in errors] == [8]
        assert ATOP.facts(given(path)).end == date(2019, 12, 31)

    def test_only_a_tie_of_the_last_year_is_open_at_the_end_of_the_data(self, kept):
        flags = [
            (row["start"].year, row["source"], row["is_right_censored"]) for row in kept[0]
        ]
        assert flags == [
            (2017, "USA", False), (2017, "JPN", False), (2018, "USA", True), (2018, "JPN", True),
            (2018, "RUS", False),
        ]  # fmt: skip

    def test_keys_are_whole_though_there_is_no_number(self, kept):
        keys = {tuple(row[name] for name in ALLIANCES.key) for row in kept[0]}
        assert len(keys) == len(kept[0])
        assert all(None not in key for key in keys)

    def test_a_file_without_rows_covers_nothing(self, tmp_path):
        header = (DATA / "atop_ddyr.csv").read_text(encoding="utf-8").splitlines()[0]
        path = written(tmp_path, header + "\n")
        assert rows(ATOP, path) == []
        assert ATOP.facts(given(path)).start is None

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ("2,9999,1990,1,0,0,0,1", "ccode2"),
            ("2,200,190,1,0,0,0,1", "year"),
            ("2,200,1990,3,0,0,0,1", "atop_defense"),
            ("2,,1990,1,0,0,0,1", "ccode2"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named(self, tmp_path, cells, column):
        header = (
            "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul"
        )
        errors = []
        path = written(tmp_path, f"{header}\n{cells}\n2,200,1990,1,0,0,0,1\n")
        assert len(rows(ATOP, path, refuse=errors.append)) == 1
        assert [(error.line, error.column) for error in errors] == [(2, column)]


class TestCowByDyad:
    @pytest.fixture
    def kept(self):
        return rows(COW, DATA / "cow_alliance_by_dyad.csv")

    def test_an_undirected_pact_binds_both(self, kept):
        assert len(kept) == 10
        assert [(row["source"], row["target"]) for row in kept[:2]] == [
            ("USA", "JPN"),
            ("JPN", "USA"),
        ]
        assert {key: kept[0][key] for key in OWED} == {key: kept[1][key] for key in OWED}

    def test_entente_is_consultation_and_offence_is_unknown(self, kept):
        assert owed(kept[0]) == (True, None, False, False, True)

    def test_an_empty_end_is_in_force_when_the_data_end(self, kept):
        assert (kept[0]["end"], kept[0]["is_right_censored"]) == (None, True)

    def test_unknown_days_and_months_make_a_pact_as_long_as_it_may_have_been(self, kept):
        by_pact = {row["alliance"]: row for row in kept}
        assert (by_pact["9002"]["start"], by_pact["9002"]["end"]) == (
            date(1961, 7, 1), date(1996, 12, 31)
        )  # fmt: skip
        assert (by_pact["9003"]["start"], by_pact["9003"]["end"]) == (
            date(1816, 1, 1), date(1866, 2, 28)
        )  # fmt: skip
        assert by_pact["9005"]["start"] == date(1947, 1, 1)

    def test_states_go_by_their_number_on_the_first_day(self, kept):
        by_pact = {row["alliance"]: row for row in kept[::2]}
        assert [by_pact[number]["source"] for number in ("9003", "9004", "9005")] == [
            "BAV", "DEU", "YUG"
        ]  # fmt: skip

    def test_censoring_on_the_left_is_kept(self, kept):
        by_pact = {row["alliance"]: row for row in kept}
        assert by_pact["9003"]["is_left_censored"] is True
        assert by_pact["9002"]["is_left_censored"] is False

    def test_coverage_is_as_published(self):
        found = COW.facts(given(DATA / "cow_alliance_by_dyad.csv"))
        assert (found.edition, found.start, found.end) == (
            "0.1", date(1816, 1, 1), date(2012, 12, 31)
        )  # fmt: skip


class TestOtherForms:
    def test_a_directed_file_is_not_doubled(self):
        found = rows(COW, DATA / "cow_alliance_by_directed.csv")
        undirected = rows(COW, DATA / "cow_alliance_by_dyad.csv")[:4]
        names = [name for name in NAMES if name != "line"]
        assert [[row[name] for name in names] for row in found] == [
            [row[name] for name in names] for row in undirected
        ]

    def test_a_year_of_a_pact_ends_where_year_or_pact_ends(self):
        found = rows(COW, DATA / "cow_alliance_by_dyad_yearly.csv")[::2]
        assert [(row["start"], row["end"]) for row in found] == [
            (date(1951, 9, 8), date(1951, 12, 31)),
            (date(1952, 1, 1), date(1952, 12, 31)),
            (date(1953, 1, 1), None),
            (date(1949, 1, 1), date(1949, 12, 31)),
            (date(1950, 1, 1), date(1950, 6, 30)),
        ]
        assert [row["is_right_censored"] for row in found] == [False, False, True, False, False]
        assert [row["is_left_censored"] for row in found] == [False, False, False, True, False]

    def test_a_yearly_file_covers_its_years(self):
        found = COW.facts(given(DATA / "cow_alliance_by_dyad_yearly.csv"))
        assert (found.start, found.end) == (date(1949, 1, 1), date(1953, 12, 31))

    def test_a_later_version_covers_its_later_years(self, tmp_path):
        line = "9001,2,A,740,B,1,1,1951,1,3,2020,0,0,1,0,0,1,9.9"
        found = COW.facts(given(written(tmp_path, f"{COW_HEADER}\n{line}\n")))
        assert (found.edition, found.end) == ("9.9", date(2020, 12, 31))

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ("9001,2,A,740,B,8,9,,,,,0,1,1,0,0,1,4.1", "dyad_st_year"),
            ("9001,2,A,740,B,8,9,19,,,,0,1,1,0,0,1,4.1", "dyad_st_year"),
            ("9001,2,A,740,B,31,2,1951,,,,0,1,1,0,0,1,4.1", "dyad_st_day"),
            ("9001,2,A,740,B,1,13,1951,,,,0,1,1,0,0,1,4.1", "dyad_st_day"),
            ("9001,2,A,740,B,1,1,1951,1,13,1960,0,1,1,0,0,1,4.1", "dyad_end_day"),
            ("9001,2,A,740,B,1,1,1951,1,1,1950,0,0,1,0,0,1,4.1", "dyad_end_year"),
            ("9001,2,A,9999,B,1,1,1951,,,,0,1,1,0,0,1,4.1", "ccode2"),
            (",2,A,740,B,1,1,1951,,,,0,1,1,0,0,1,4.1", "version4id"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named(self, tmp_path, cells, column):
        good = "9007,2,A,740,B,-9,-9,1951,,,,0,1,1,0,0,1,4.1"
        errors = []
        path = written(tmp_path, f"{COW_HEADER}\n{cells}\n{good}\n")
        assert len(rows(COW, path, refuse=errors.append)) == 2
        assert [(error.line, error.column) for error in errors] == [(2, column)]

    def test_a_year_outside_the_pact_does_not_fit(self, tmp_path):
        text = (DATA / "cow_alliance_by_dyad_yearly.csv").read_text(encoding="utf-8")
        path = written(tmp_path, text.replace("0,0,1,1953,0.1", "0,0,1,1950,0.1"))
        errors = []
        rows(COW, path, refuse=errors.append)
        assert [(error.line, error.column) for error in errors] == [(4, "year")]

    def test_a_file_of_another_kind_is_refused_whole(self):
        with pytest.raises(SourceError, match="the header lacks version4id"):
            rows(COW, DATA / "atop_ddyr.csv")


_PACTS = st.lists(
    st.tuples(
        st.integers(1, 50), st.sampled_from([2, 20, 200, 365]),
        st.sampled_from([710, 731, 740]), st.integers(1950, 2000), st.integers(0, 12),
    ),
    unique_by=lambda pact: pact[:4], min_size=1, max_size=20,
)  # fmt: skip


@settings(max_examples=40, deadline=None, derandomize=True)
@hypothesis_given(_PACTS)
def test_a_directed_file_says_the_same_as_the_undirected_one(tmp_path_factory, pacts):
    def line(number, one, other, year, length):
        end = f"1,1,{year + length}" if length else ",,"
        return f"{number},{one},x,{other},y,1,1,{year},{end},0,0,1,0,0,1,0.1"

    folder = tmp_path_factory.mktemp("cow")
    undirected, directed = folder / "by_dyad.csv", folder / "by_directed.csv"
    one_way = [line(*pact) for pact in pacts]
    both = [
        text
        for number, one, other, *rest in pacts
        for text in (line(number, one, other, *rest), line(number, other, one, *rest))
    ]
    undirected.write_text("\n".join([COW_HEADER, *one_way]), encoding="utf-8")
    directed.write_text("\n".join([COW_HEADER, *both]), encoding="utf-8")
    cells = [
        Counter(row.cells for row in COW.rows(given(path), strict))
        for path in (undirected, directed)
    ]
    assert cells[0] == cells[1]
    assert sum(cells[0].values()) == 2 * len(pacts)


@pytest.mark.skipif(not REAL_ATOP.exists(), reason="the development data are not here")
class TestRealFiles:
    def test_atop_loses_nothing(self):
        with REAL_ATOP.open(encoding="utf-8", newline="") as stream:
            expected = list(csv.DictReader(stream))
        found = rows(ATOP, REAL_ATOP)
        assert len(found) == len(expected) == 830
        columns = list(expected[0])[3:]
        assert [owed(row) for row in found] == [
            tuple(row[name] == "1" for name in columns) for row in expected
        ]
        states = {"2": "USA", "200": "GBR", "365": "RUS", "710": "CHN", "731": "PRK",
                  "732": "KOR", "740": "JPN"}  # fmt: skip
        assert [(row["source"], row["target"], str(row["start"].year)) for row in found] == [
            (states[row["ccode1"]], states[row["ccode2"]], row["year"]) for row in expected
        ]

    def test_the_united_states_and_japan_differ_by_direction_in_every_year(self):
        ties = {(row["source"], row["target"], row["start"].year): owed(row) for row in
                rows(ATOP, REAL_ATOP)}  # fmt: skip
        assert all(
            ties["USA", "JPN", year] != ties["JPN", "USA", year] for year in range(1990, 2019)
        )

    def test_the_published_header_is_known(self):
        assert rows(COW, REAL_COW) == []
        assert COW.facts(given(REAL_COW)).end == date(2012, 12, 31)
