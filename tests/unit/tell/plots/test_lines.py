"""Values as lines: what belongs together, what breaks them, what is not covered."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.index import Cover
from tocsin.tell.plots.lines import Line, holes, lines_of, uncovered


def test_directions_sources_and_measures_are_lines_of_their_own(make):
    values = [
        *make.months("goldstein", [1, 2]),
        *make.months("goldstein", [3, 4], parties=("PRK", "RUS")),
        *make.months("goldstein", [5, 6], source="gdelt"),
        *make.months("events_both", [7, 8]),
    ]
    lines = lines_of(values)
    assert [(one.measure, one.parties[0], one.source) for one in lines] == [
        ("goldstein", "RUS", "icews"), ("goldstein", "PRK", "icews"),
        ("goldstein", "RUS", "gdelt"), ("events_both", "RUS", "icews"),
    ]  # fmt: skip
    assert [[one.value for one in line.points] for line in lines][2] == [5, 6]


def test_the_whole_period_is_left_out_where_its_parts_are_there(make):
    whole = make.value("events", date(2014, 1, 1), date(2016, 12, 31), 60)
    (line,) = lines_of([whole, *make.years("events", [10, 20, 30])])
    assert [one.value for one in line.points] == [10, 20, 30]
    (alone,) = lines_of([whole])
    assert alone.points == (whole,)
    assert alone.is_single


def test_the_whole_of_thirteen_months_in_two_years_is_left_out(make):
    whole = make.value("s", date(2018, 6, 1), date(2019, 6, 30), 0.5)
    (line,) = lines_of([*make.years("s", [0.4, None], first=2018), whole])
    assert [one.value for one in line.points] == [0.4, None]


def test_windows_that_overlap_are_all_kept_and_stand_at_their_end(make):
    values = [
        make.value("balanced_share", date(2017, month, 1), date(2018, month, 28), 0.5)
        for month in (3, 6, 9, 12)
    ]
    (line,) = lines_of(values)
    assert len(line.points) == 4
    assert line.is_rolling
    assert line.at(line.points[0]) == date(2018, 3, 29).toordinal()
    spans = [days for _, days in line.steps()]
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_line_is_broken_at_unknown_values_and_at_missing_periods(make):
    values = make.months("goldstein", [1, 2, None, 4, 5, 6, 7])
    (line,) = lines_of([*values[:5], values[6]])
    assert [[one.value for one in run] for run in line.runs()] == [[1, 2], [4, 5], [7]]
    assert len(line.known) == 5


@given(st.lists(st.one_of(st.none(), st.floats(-10, 10)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_runs_hold_every_known_value_once_and_no_unknown_between(make, numbers):
    (line,) = lines_of(make.months("goldstein", numbers))
    runs = list(line.runs())
    assert [one.value for run in runs for one in run] == [n for n in numbers if n is not None]
    for run in runs:
        places = [line.points.index(one) for one in run]
        assert places == list(range(places[0], places[-1] + 1))


def test_an_unknown_period_without_rows_stands_in_every_line_of_its_measure(make):
    lacking = make.value("s", date(2016, 1, 1), date(2016, 12, 31), None, source="")
    values = [
        *make.years("s", [1, 2]),
        *make.years("s", [3, 4], source="cow"),
        lacking,
        lacking,
    ]
    lines = lines_of(values)
    assert [[one.value for one in line.points] for line in lines] == [
        [1, 2, None],
        [3, 4, None],
    ]
    (bare,) = lines_of([lacking])
    assert not bare.is_known
    assert bare.source == ""


def test_two_values_for_one_period_are_two_lines(make):
    twice = [*make.years("partner_share", [1, 2]), *make.years("partner_share", [3, 4])]
    lines = lines_of(twice)
    assert [line.topic for line in lines] == ["", "2"]
    assert [one.value for one in lines[1].points] == [3, 4]


def test_series_of_a_generic_table_are_told_apart_by_their_key(make):
    values = [
        *make.years("flow", [1, 2], keys=("exports",)),
        *make.years("flow", [3, 4], keys=("imports",)),
    ]
    assert [line.topic for line in lines_of(values)] == ["exports", "imports"]


def test_a_long_burst_is_no_whole_period(make):
    days = (date(2018, 1, 1), date(2018, 1, 3), date(2018, 6, 1))
    values = [
        make.value("burst", days[0], date(2018, 12, 1), 9),
        make.value("burst", days[1], days[1], 5),
        make.value("burst", days[2], days[2], 5),
    ]
    (line,) = lines_of(values)
    assert len(line.points) == 3


def test_what_no_line_covers_is_uncovered_and_what_one_knows_is_not(make):
    first = lines_of(make.months("goldstein", [None, None, 1, None]))
    assert uncovered(first) == [
        (date(2018, 1, 1), date(2018, 2, 28)), (date(2018, 4, 1), date(2018, 4, 30)),
    ]  # fmt: skip
    second = lines_of(make.months("goldstein", [5, None, None, None], source="gdelt"))
    assert uncovered([*first, *second]) == [
        (date(2018, 2, 1), date(2018, 2, 28)), (date(2018, 4, 1), date(2018, 4, 30)),
    ]  # fmt: skip


def test_a_month_without_events_is_unknown_and_yet_covered(make):
    values = make.months("goldstein", [1, None, 2])
    quiet = replace(values[1], cover=Cover.FULL)
    assert uncovered(lines_of([values[0], quiet, values[2]])) == []


def test_holes_are_before_after_and_the_gaps(make):
    gap = (date(2018, 3, 1), date(2018, 3, 31))
    one = make.covers("icews", "2018-01-01", "2018-12-31", (gap,))
    before, between, after = holes(one)
    assert before == (date.min, date(2017, 12, 31))
    assert between == gap
    assert after == (date(2019, 1, 1), date.max)
    assert holes(make.covers("icews", None, None)) == []
    assert holes(make.covers("icews", "0001-01-01", "9999-12-31")) == []


def test_years_are_told_from_months_and_from_one_period(make):
    assert lines_of(make.years("s", [1, 2]))[0].is_yearly
    assert not lines_of(make.months("s", [1, 2]))[0].is_yearly
    assert not Line("s", (), "", "", make.years("s", [1])).is_yearly
