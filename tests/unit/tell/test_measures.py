"""Values of measures as tables, CSV and words."""

import csv
import io
import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.tell.measures import (
    COLUMNS,
    Measured,
    covered_of,
    interval_of,
    measure_rows,
    number_of,
    parties_of,
    render_measures,
    sources_of,
    span_of,
    value_of,
    write_measures_csv,
)

YEAR = (date(2018, 1, 1), date(2018, 12, 31))
ROWS = DataRows(
    source="icews", table="events", parties=("RUS", "PRK"), start=YEAR[0], end=YEAR[1], rows=4,
    directed=True,
)  # fmt: skip
VALUE = IndexValue(
    measure="goldstein", family="tension", parties=("RUS", "PRK"), start=YEAR[0], end=YEAR[1],
    value=3.14159, unit="Goldstein", n=4, cover=Cover.FULL, rows=(ROWS,), low=-1.0, high=7.25,
)  # fmt: skip
COVERAGE = Coverage(
    source="icews", table="events", start=date(2018, 3, 1), end=date(2018, 12, 31), edition="",
    rows=4,
)  # fmt: skip
TOLD = "icews covers 2018-03-01 to 2018-12-31"


def measured(*values, **options):
    options.setdefault("coverage", (COVERAGE,))
    return Measured(
        question=Question(dyad=("RUS", "PRK"), since=YEAR[0], until=YEAR[1]),
        values=values,
        titles=(("tension", "Cooperation and conflict"), ("contact", "High-level contact")),
        labels=(("goldstein", "Mean Goldstein value"),),
        **options,
    )


def shown(found, *, width=80, is_whole=False):
    console = Console(file=io.StringIO(), width=width, highlight=False)
    render_measures(found, console, is_whole=is_whole)
    return console.file.getvalue()


def unknown(note="unknown, not zero", **options):
    return replace(
        VALUE, value=None, low=None, high=None, n=0, cover=Cover.NONE, note=note, **options
    )


class TestWords:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (1_234_567.0, "1,234,567"),
            (0.5, "0.5"), (0.123456, "0.123"), (-0.98765, "-0.988"), (0.9996, "1"),
            (1.23456, "1.23"), (9.994, "9.99"), (9.996, "10.0"), (12.345, "12.3"),
            (99.94, "99.9"), (99.96, "100"), (1234.5, "1,234"), (0.00012, "0.00012"),
            (math.inf, "inf"), (math.nan, "nan"), (1e300, "1" + ",000" * 100),
        ],
    )  # fmt: skip
    def test_numbers_have_three_digits_that_count(self, number, words):
        if number == 1e300:
            assert number_of(number).startswith("1,000,000")
        else:
            assert number_of(number) == words

    @given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
    def test_no_number_is_told_wrongly_by_more_than_its_third_digit(self, number):
        told = float(number_of(number).replace(",", ""))
        assert told == pytest.approx(number, rel=0.00501)

    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            ((2018, 1, 5), (2018, 1, 5), "2018-01-05"),
            ((2018, 1, 1), (2018, 12, 31), "2018"),
            ((2018, 1, 1), (2020, 12, 31), "2018 to 2020"),
            ((2018, 2, 1), (2018, 2, 28), "2018-02"),
            ((2018, 3, 1), (2018, 3, 28), "2018-03-01 to 2018-03-28"),
            ((2018, 3, 1), (2018, 4, 30), "2018-03 to 2018-04"),
            ((2018, 3, 1), (2020, 2, 29), "2018-03 to 2020-02"),
            ((2018, 3, 2), (2018, 3, 31), "2018-03-02 to 2018-03-31"),
            ((1, 1, 1), (9999, 12, 31), f"{date(1, 1, 1):%Y} to 9999"),
        ],
    )
    def test_periods_are_as_short_as_they_can_be(self, start, end, words):
        assert span_of(date(*start), date(*end)) == words

    def test_values_have_unit_and_mark(self):
        assert value_of(VALUE) == "3.14 Goldstein"
        assert value_of(VALUE, with_unit=False) == "3.14"
        assert value_of(replace(VALUE, cover=Cover.PART, unit="1")) == "3.14*"
        assert value_of(replace(VALUE, value=1.0, unit="events")) == "1 event"
        assert value_of(replace(VALUE, value=2.0, unit="events")) == "2 events"
        assert value_of(replace(VALUE, value=1.0, unit="trips per year")) == "1 trips per year"
        assert value_of(unknown()) == "unknown"

    def test_levels_of_alliance_are_words_and_means_of_them_numbers(self):
        assert value_of(replace(VALUE, value=3.0, unit="level")) == "defence or offence"
        assert value_of(replace(VALUE, value=2.5, unit="level")) == "2.50 level"

    def test_intervals_need_both_ends(self):
        assert interval_of(VALUE) == "-1 to 7.25"
        assert interval_of(replace(VALUE, low=None)) == ""

    def test_parties_show_who_acts(self):
        assert parties_of(VALUE) == "RUS>PRK"
        assert parties_of(replace(VALUE, rows=(replace(ROWS, directed=False),))) == "RUS-PRK"

    def test_sources_are_named_once(self):
        rows = (ROWS, replace(ROWS, source="gdelt"), ROWS)
        assert sources_of(replace(VALUE, rows=rows)) == "icews gdelt"

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({}, "icews 2018-03 to 2018-12"),
            ({"rows": 0}, "icews nothing, as it has no rows"),
            ({"start": None, "end": None}, "icews (days unknown)"),
            ({"end": None}, "icews 2018-03-01 to today"),
            ({"gaps": (YEAR,)}, "icews 2018-03 to 2018-12 with 1 gap"),
            ({"gaps": (YEAR, YEAR), "scope": ("UKR",)},
             "icews 2018-03 to 2018-12 with 2 gaps, for UKR only"),
        ],
    )  # fmt: skip
    def test_coverage_is_told_with_its_limits(self, options, words):
        assert covered_of(replace(COVERAGE, **options)) == words


class TestTables:
    def test_a_value_stands_below_its_parties_source_and_period(self):
        lines = shown(measured(VALUE)).splitlines()
        assert lines[:5] == [
            "RUS-PRK, 2018",
            "",
            "Cooperation and conflict",
            "  RUS>PRK · icews · 2018",
            f"    goldstein  3.14  -1 to 7.25  {VALUE.id}",
        ]

    def test_a_wide_terminal_tells_what_readers_call_a_measure(self):
        assert f"{VALUE.id}  Mean Goldstein value" in shown(measured(VALUE), width=120)

    def test_both_directions_are_told_by_the_parties_and_not_by_the_name(self):
        both = replace(VALUE, measure="goldstein_both", rows=(replace(ROWS, directed=False),))
        found = shown(measured(both))
        assert "goldstein_both" not in found
        assert "  RUS-PRK · icews" in found
        twins = shown(measured(both, replace(both, measure="goldstein")))
        assert "goldstein_both" in twins, "where the short name is another's it stays whole"

    def test_the_longest_known_period_stands_for_a_measure(self):
        month = replace(VALUE, start=date(2018, 5, 1), end=date(2018, 5, 31), value=9.0)
        longer = unknown(start=date(2017, 1, 1))
        assert shown(measured(longer, month, VALUE)).count("m-") == 1
        assert VALUE.id in shown(measured(longer, month, VALUE))
        whole = shown(measured(longer, month, VALUE), is_whole=True)
        assert f"    2018-05     9  -1 to 7.25  {month.id}\n" in whole
        assert "  RUS>PRK · icews · goldstein\n" in whole

    def test_hidden_measures_come_with_the_whole(self):
        other = replace(VALUE, measure="count_x")
        found = measured(VALUE, other, hidden=frozenset({"count_x"}))
        assert "count_x" not in shown(found)
        assert "count_x" in shown(found, is_whole=True)

    def test_each_burst_is_told_by_its_days(self):
        first = replace(VALUE, measure="burst", start=date(2018, 3, 24), end=date(2018, 3, 28))
        second = replace(first, start=date(2018, 5, 7), end=date(2018, 5, 8))
        found = shown(measured(first, second))
        assert "  RUS>PRK · icews · burst\n    2018-03-24 to 2018-03-28  3.14" in found
        assert "    2018-05-07 to 2018-05-08  3.14" in found

    def test_notes_are_numbered_and_said_once(self):
        note = "no interval, as days depend on each other. " * 4
        values = (replace(VALUE, note=note), replace(VALUE, note=note, measure="x"))
        found = shown(measured(*values))
        assert found.count("[1]") == 3
        assert "[2]" not in found
        assert " ".join(found.split()).count("as days depend on each other") == 4
        assert max(map(len, found.splitlines())) <= 80

    def test_what_a_source_covers_is_said_at_the_foot_and_not_with_each_value(self):
        part = replace(VALUE, cover=Cover.PART, note=TOLD)
        found = shown(measured(part))
        assert "3.14*" in found
        assert "    * the data cover a part of the period only\n" in found
        assert "Covered: icews 2018-03 to 2018-12\n" in found
        assert "[1]" not in found
        assert "Covered" not in shown(measured(VALUE))

    def test_a_source_of_which_nothing_is_known_is_one_line(self):
        values = [
            unknown(
                f"unknown, not zero; none in the part that is covered; {TOLD}", measure="events"
            ),
            *(
                unknown(f"no event of a known quadrant; {TOLD}", measure=f"x{n}")
                for n in range(20)
            ),
        ]
        lines = shown(measured(*values)).splitlines()
        assert lines[3] == "  icews: nothing known; none in the part that is covered"
        assert lines[4] == ""

    def test_a_source_without_rows_says_so(self):
        values = [unknown("unknown, not zero; icews has no rows in the store", measure=f"x{n}")
                  for n in range(20)]  # fmt: skip
        lines = shown(measured(*values, coverage=(replace(COVERAGE, rows=0),))).splitlines()
        assert lines[3] == "  icews: nothing known; it has no rows in the store"

    def test_what_is_outside_of_the_coverage_says_of_which(self):
        lines = shown(measured(unknown(f"unknown, not zero; {TOLD}"))).splitlines()
        assert lines[3] == "  icews: nothing known; outside of what icews covers"

    def test_unknown_values_beside_known_ones_share_a_line(self):
        values = [unknown(f"reason {n % 2}", measure=f"x{n}") for n in range(8)]
        found = shown(measured(VALUE, *values))
        assert "  icews, unknown: x0, x2, x4, x6 [1]; x1, x3, x5, x7 [2]\n" in found

    def test_many_names_and_reasons_are_counted(self):
        names = [unknown("one", measure=f"x{n}") for n in range(9)]
        reasons = [unknown(f"reason {n}", measure=f"y{n}") for n in range(7)]
        found = shown(measured(VALUE, *names, *reasons)).replace("\n  ", " ")
        assert "unknown: x0, x1, x2 and 6 more [1]; y0 [2]; y1 [3]; and 5 more" in found
        assert "reason 6" not in found
        assert "reason 6" in shown(measured(VALUE, *names, *reasons), is_whole=True)

    def test_a_reason_without_a_source_is_not_repeated(self):
        bare = unknown("sipri was read for UKR only", measure="arms", rows=())
        sourced = unknown("sipri was read for UKR only", measure="arms")
        found = shown(measured(sourced, bare))
        assert found.count("read for UKR only") == 1
        assert "  unknown: arms [1]\n" in shown(measured(bare))

    def test_values_without_parties_or_source_have_a_head(self):
        found = shown(measured(replace(VALUE, parties=(), rows=())))
        assert "  all states · texts · 2018\n" in found

    def test_hostile_text_is_harmless_and_no_line_ends_with_a_space(self):
        hostile = replace(VALUE, unit="\x1b[31m[red]\n$", note="[b]x\x07\x1b]0;t\x07")
        found = shown(measured(hostile))
        assert "[b]x" in found
        assert "3.14 [U+001B][31m[red] $" in found
        assert all(line == line.rstrip() and line.isprintable() for line in found.splitlines())

    def test_an_ascii_terminal_can_show_all(self):
        console = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="ascii"), width=80)
        render_measures(measured(VALUE), console)


class TestCsv:
    def rows(self, *values):
        stream = io.StringIO()
        write_measures_csv(values, stream)
        assert "\r" not in stream.getvalue()
        return list(csv.DictReader(io.StringIO(stream.getvalue())))

    def test_numbers_come_back_to_the_last_digit(self):
        (row,) = self.rows(replace(VALUE, value=0.1 + 0.2, low=-1e-17))
        assert (float(row["value"]), float(row["low"])) == (0.1 + 0.2, -1e-17)
        assert (row["n"], row["start"], row["parties"], row["sources"]) == (
            "4", "2018-01-01", "RUS-PRK", "icews",
        )  # fmt: skip

    def test_unknown_is_an_empty_cell_and_says_why(self):
        (row,) = self.rows(unknown("no data"))
        assert (row["value"], row["low"], row["note"], row["cover"]) == (
            "",
            "",
            "no data",
            "none",
        )

    def test_texts_are_no_formulas_and_numbers_stay_numbers(self):
        (row,) = self.rows(replace(VALUE, value=-2.5, unit="=cmd|x", note="@SUM(1)\x1b[31m"))
        assert (row["value"], row["unit"], row["note"]) == (
            "-2.5",
            "'=cmd|x",
            "'@SUM(1)[U+001B][31m",
        )

    def test_cells_are_those_of_the_columns(self):
        (cells,) = measure_rows([VALUE])
        assert len(cells) == len(COLUMNS)
        assert dict(zip([name for name, _ in COLUMNS], cells, strict=True))["id"] == VALUE.id


def test_nothing_is_known_where_no_value_is():
    assert not measured(unknown()).is_known
    assert measured(unknown(), VALUE).is_known
