"""Tables of yearly values by a declared column map."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tocsin.errors import SourceError, UsageError
from tocsin.model.records import VALUES
from tocsin.sources.base import Given
from tocsin.sources.dyad_years import SOURCE_DYAD_YEARS, column_map

DATA = Path(__file__).parents[3] / "tests/data/sources"
TRADE = DATA / "dyad_years_trade.csv"
SEMICOLON = DATA / "dyad_years_semicolon.csv"
SINGLE = DATA / "dyad_years_single.csv"
READER = SOURCE_DYAD_YEARS.reader
NAMES = [column.name for column in VALUES.columns]
YEARS = {"start": "1950", "end": "2014"}


def strict(error):
    raise error


def given(path, **options):
    return Given(name=path.name, path=path, options=options)


def rows(path, refuse=strict, **options):
    found = READER.rows(given(path, **options), refuse)
    return [dict(zip(NAMES, row.cells, strict=True)) | {"line": row.line} for row in found]


def tolerant(path, **options):
    errors = []
    return rows(path, refuse=errors.append, **options), errors


def written(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


class TestCoverage:
    @pytest.mark.parametrize("lacking", ["start", "end"])
    def test_it_must_be_declared_and_the_error_says_why(self, lacking):
        options = {name: value for name, value in YEARS.items() if name != lacking}
        with pytest.raises(UsageError, match="missing is not zero") as caught:
            READER.facts(given(TRADE, value="flow1", **options))
        assert caught.value.subject == lacking

    def test_what_is_declared_is_the_coverage(self):
        found = READER.facts(given(TRADE, value="flow1", start="1870", end="2014-06-30"))
        assert (found.start, found.end) == (date(1870, 1, 1), date(2014, 6, 30))

    def test_a_year_outside_of_it_does_not_fit(self):
        found, errors = tolerant(TRADE, value="flow1", **YEARS)
        assert [row["line"] for row in found] == [2, 3, 4, 5]
        assert [(error.line, error.column) for error in errors] == [(6, "year")]
        assert "1950 to 2014" in errors[0].message

    @pytest.mark.parametrize(
        ("start", "end"), [("2014", "1950"), ("x", "2014"), ("1950", "2014-13-01")]
    )
    def test_one_that_is_none_is_a_wrong_call(self, start, end):
        with pytest.raises(UsageError):
            READER.facts(given(TRADE, value="flow1", start=start, end=end))


class TestPairs:
    def test_columns_of_states_and_their_scheme_are_guessed(self):
        found = column_map(given(TRADE, value="flow1", **YEARS))
        assert (found.source, found.target, found.scheme) == ("ccode1", "ccode2", "cow")

    def test_a_number_means_the_state_of_the_year(self):
        found, _ = tolerant(TRADE, value="smoothtotrade", **YEARS)
        assert [(row["source"], row["year"]) for row in found[2:]] == [
            ("YUG", 1950),
            ("SRB", 2010),
        ]

    def test_several_columns_give_a_series_each(self):
        found, _ = tolerant(TRADE, value="flow1, flow2", series="imports,exports", **YEARS)
        assert [(row["series"], row["value"]) for row in found[:2]] == [
            ("imports", 1900.5),
            ("exports", 2100.25),
        ]
        assert len(found) == 8

    def test_a_series_is_called_like_its_column_unless_named(self):
        found, _ = tolerant(TRADE, value="flow1,flow2", **YEARS)
        assert {row["series"] for row in found} == {"flow1", "flow2"}

    def test_declared_codes_are_missing_values_and_zero_is_none(self):
        found, _ = tolerant(TRADE, value="smoothtotrade", empty="-9", **YEARS)
        assert [row["value"] for row in found] == [4000.75, None, 12.5, 10.0]
        imports, _ = tolerant(TRADE, value="flow1", empty="-9", **YEARS)
        assert [row["value"] for row in imports] == [1900.5, None, 0.0, 10.0]

    def test_a_number_that_nobody_declared_missing_is_a_value(self):
        found, _ = tolerant(TRADE, value="flow1", **YEARS)
        assert found[1]["value"] == -9.0

    def test_an_undirected_table_speaks_of_both_directions(self):
        found, _ = tolerant(TRADE, value="smoothtotrade", directed="no", **YEARS)
        assert [(row["source"], row["target"], row["value"]) for row in found[:2]] == [
            ("USA", "CAN", 4000.75),
            ("CAN", "USA", 4000.75),
        ]

    def test_columns_can_be_turned_round(self):
        found, _ = tolerant(
            TRADE, value="flow2", source="ccode2", target="ccode1", unit="mio. USD", **YEARS
        )
        assert (found[0]["source"], found[0]["target"], found[0]["unit"]) == (
            "CAN", "USA", "mio. USD"
        )  # fmt: skip

    def test_names_can_stand_for_states(self):
        found, _ = tolerant(
            TRADE, value="flow1", source="importer1", target="importer2", **YEARS
        )
        assert [row["source"] for row in found] == ["USA", "USA", "YUG", "SRB"]

    def test_the_delimiter_is_found_and_na_is_namibia_among_codes_alone(self):
        found = rows(SEMICOLON, value="exports,imports", **YEARS)
        assert [(row["source"], row["target"], row["value"]) for row in found] == [
            ("NAM", "ZAF", 10.5),
            ("NAM", "ZAF", None),
            ("NAM", "BWA", None),
            ("NAM", "BWA", 3.0),
        ]

    def test_the_delimiter_can_be_said(self, tmp_path):
        path = written(tmp_path, "ccode1;a,b,c\tccode2\tyear\tvalue\n2\t20\t1990\t7\n")
        found = rows(path, delimiter="tab", source="ccode1;a,b,c", target="ccode2", scheme="cow",
                     **YEARS)  # fmt: skip
        assert [(row["source"], row["target"], row["value"]) for row in found] == [
            ("USA", "CAN", 7.0)
        ]

    def test_gleditsch_ward_numbers_are_read_as_such(self, tmp_path):
        path = written(tmp_path, "gwcode1,gwcode2,year,value\n340,678,2010,1\n")
        (row,) = rows(path, **YEARS)
        assert (row["source"], row["target"]) == ("SRB", "YEM")

    def test_a_column_called_like_a_series_holds_its_values(self, tmp_path):
        path = written(tmp_path, "iso3_o,iso3_d,year,exports,imports\nUSA,CAN,1990,7,8\n")
        (row,) = rows(path, series="imports", **YEARS)
        assert (row["series"], row["value"]) == ("imports", 8.0)


class TestSingleStates:
    def test_a_table_without_targets_is_of_single_states(self):
        found = rows(SINGLE, **YEARS)
        assert [
            (row["series"], row["source"], row["target"], row["value"]) for row in found
        ] == [
            ("gdp", "KOR", "", 280.5),
            ("gdp", "COD", "", None),
        ]

    def test_one_column_of_a_table_of_pairs_must_be_wanted_as_such(self):
        with pytest.raises(UsageError, match="target=none"):
            rows(TRADE, value="flow1", source="ccode1", **YEARS)
        found, _ = tolerant(TRADE, value="flow1", source="ccode1", target="none", **YEARS)
        assert {row["target"] for row in found} == {""}

    def test_a_source_alone_is_of_single_states_in_any_other_table(self, tmp_path):
        path = written(tmp_path, "reporter,ccode,year,value\nUSA,2,1990,1\n")
        for options in ({"source": "reporter", "scheme": "iso3"}, {"source": "ccode"}):
            (row,) = rows(path, **options, **YEARS)
            assert (row["source"], row["target"]) == ("USA", "")


class TestMisfits:
    @pytest.mark.parametrize(
        ("options", "subject"),
        [
            ({}, "value"),
            ({"value": "flow1", "series": "a,b"}, "series"),
            ({"value": "flow1,flow2", "series": "a,a"}, "series"),
            ({"value": "flow1", "scheme": "fips"}, "scheme"),
            ({"value": "flow1", "source": "importer1", "target": "ccode2"}, "scheme"),
            ({"value": "flow1", "target": "ccode2"}, "source"),
            ({"value": "flow1", "directed": "perhaps"}, "directed"),
            ({"value": "flow1", "delimiter": "pipe"}, "delimiter"),
        ],
    )
    def test_an_option_that_does_not_fit_is_a_wrong_call(self, options, subject):
        with pytest.raises(UsageError) as caught:
            rows(TRADE, **options, **YEARS)
        assert caught.value.subject == subject

    def test_unknown_columns_of_states_must_be_named(self, tmp_path):
        path = written(tmp_path, "from,to,year,value\n2,20,1990,1\n")
        with pytest.raises(UsageError, match="no column of states is known in from, to"):
            rows(path, **YEARS)

    def test_a_column_that_is_not_there_is_named(self):
        with pytest.raises(SourceError, match="the header lacks flow9"):
            rows(TRADE, value="flow9", **YEARS)

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ("2,9999,1990,1", "ccode2"),
            ("2,,1990,1", "ccode2"),
            ("2,20,,1", "year"),
            ("2,20,1990.5,1", "year"),
            ("2,20,1990,one", "value"),
            ('2,20,1990,"1,5"', "value"),
            ("2,20,1990,inf", "value"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named_and_the_next_row_read(
        self, tmp_path, cells, column
    ):
        path = written(tmp_path, f"ccode1,ccode2,year,value\n{cells}\n2,20,1991.0,2\n")
        found, errors = tolerant(path, **YEARS)
        assert [(row["year"], row["value"]) for row in found] == [(1991, 2.0)]
        assert [(error.line, error.column) for error in errors] == [(2, column)]


_CODES = {"USA": "USA", "RUS": "RUS", "PRK": "PRK", "NAM": "NAM", "COD": "COD"}


@settings(max_examples=40, deadline=None, derandomize=True)
@hypothesis_given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(_CODES)),
            st.sampled_from(sorted(_CODES)),
            st.integers(1990, 2014),
            st.one_of(st.none(), st.floats(-1e12, 1e12)),
        ),
        max_size=25,
    ),
    st.sampled_from([",", "\t", ";"]),
)
def test_values_come_back_as_they_were_written(tmp_path_factory, table, delimiter):
    path = tmp_path_factory.mktemp("values") / "values.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(["iso3_o", "iso3_d", "year", "value"])
        writer.writerows(
            (one, other, year, "NA" if value is None else repr(value))
            for one, other, year, value in table
        )
    found = [
        (row["source"], row["target"], row["year"], row["value"]) for row in rows(path, **YEARS)
    ]
    assert found == table
