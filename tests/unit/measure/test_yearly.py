from datetime import date

import pytest

from tocsin.measure.base import Method
from tocsin.measure.yearly import NAN, Desk, Figure, covered, days_of, feeds_of, known, years_of
from tocsin.model.index import Cover, Coverage, Question

METHOD = Method(name="m", title="M", unit="1", formula=abs)


def asked(since, until, **more):
    days = {"since": date.fromisoformat(since), "until": date.fromisoformat(until)}
    return Question(dyad=("RUS", "PRK"), **days, **more)


def coverage(**more):
    given = {
        "source": "s", "table": "alliances", "start": date(1990, 1, 1), "end": date(2015, 6, 30),
        "edition": "e", "rows": 5,
    } | more  # fmt: skip
    return Coverage(**given)


def desk(question, **more):
    about = ("RUS", "PRK")
    return Desk(family="f", coverage=coverage(**more), question=question, about=about)


def test_years_are_those_that_the_period_touches():
    assert list(years_of(asked("2014-12-31", "2016-01-01"))) == [2014, 2015, 2016]
    assert list(years_of(asked("0002-01-01", "0002-03-01"), before=4)) == [1, 2]
    assert days_of(range(2014, 2017)) == (date(2014, 1, 1), date(2016, 12, 31))


def test_feeds_are_those_of_the_tables_that_were_asked_for(record):
    covers = [record.covers(name, table, None, None) for name, table in
              (("a", "votes"), ("b", "values"), ("c", "votes"))]  # fmt: skip
    view = record.Record(covered=tuple(covers))
    question = asked("2014-01-01", "2014-12-31")
    assert [one.source for one in feeds_of(view, question, "values", "votes")] == [
        "b",
        "a",
        "c",
    ]
    question = asked("2014-01-01", "2014-12-31", sources=("c",))
    assert [one.source for one in feeds_of(view, question, "values", "votes")] == ["c"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1989, "unknown, not zero: s covers 1990-01-01 to 2015-06-30"),
        (1990, ""),
        (2015, ""),
        (2016, "unknown, not zero: s covers 1990-01-01 to 2015-06-30"),
    ],
)
def test_a_gap_names_source_and_end(year, expected):
    assert desk(asked("1980-01-01", "2016-12-31")).gap(year) == expected


def test_a_hole_in_the_coverage_is_a_gap_and_told():
    holes = ((date(2000, 1, 1), date(2001, 12, 31)),)
    found = desk(asked("1990-01-01", "2010-12-31"), gaps=holes)
    assert found.gap(2000).endswith("to 2015-06-30 without 2000-01-01 to 2001-12-31")
    assert found.gap(2002) == ""


def test_a_source_about_others_knows_nothing_of_a_state():
    found = desk(asked("2000-01-01", "2010-12-31"), scope=("RUS",))
    assert found.gap(2005) == "unknown, not zero: s was read for RUS only"
    figure = Figure(value=1.0)
    (value,) = found.of_period(METHOD, ("RUS", "PRK"), figure)
    assert value.cover is Cover.NONE


def test_a_dated_source_may_count_a_year_that_is_not_over():
    question = asked("2014-01-01", "2014-06-30")
    whole = desk(question)
    dated = Desk(family="f", coverage=coverage(), question=question, is_dated=True)
    assert whole.gap(2014) == "unknown: 2014 had not ended on 2014-06-30"
    assert dated.gap(2014) == ""


def test_a_figure_of_a_year_carries_its_rows_and_cover():
    found = desk(asked("2014-01-01", "2015-12-31"))
    rows = (found.rows(("RUS", "PRK"), range(2014, 2015), 3, ("k",)),)
    figure = Figure(value=0.5, n=3, rows=rows, low=0.1, high=0.9, note="told")
    value = found.of_year(METHOD, ("RUS", "PRK"), 2014, figure)
    assert (value.value, value.low, value.high, value.n) == (0.5, 0.1, 0.9, 3)
    assert (value.cover, value.note) == (Cover.FULL, "told")
    assert (value.rows[0].edition, value.rows[0].keys) == ("e", ("k",))
    assert found.of_year(METHOD, ("RUS", "PRK"), 2015, figure).cover is Cover.PART
    less = Figure(value=0.5, cover=Cover.PART)
    assert found.of_year(METHOD, ("RUS", "PRK"), 2014, less).cover is Cover.PART


def test_an_unknown_figure_has_no_interval_and_says_why():
    found = desk(asked("2014-01-01", "2014-12-31"))
    figure = Figure(value=NAN, low=0.1, high=0.9, note="told", why="because")
    value = found.of_year(METHOD, ("RUS", "PRK"), 2014, figure)
    assert (value.value, value.low, value.high, value.note) == (None, None, None, "because")


def test_a_period_of_one_year_has_no_value_of_its_own():
    figure = Figure(value=0.5)
    one = desk(asked("2014-02-01", "2014-12-31"))
    assert one.of_period(METHOD, ("RUS", "PRK"), figure) == ()
    two = desk(asked("2014-02-01", "2015-02-01"))
    (value,) = two.of_period(METHOD, ("RUS", "PRK"), figure)
    assert (value.start, value.end) == (date(2014, 2, 1), date(2015, 2, 1))


def test_what_is_covered_is_told_as_far_as_it_is_known():
    assert covered(coverage(rows=0)) == "s has no rows in the store"
    assert covered(coverage(start=None, end=None)) == "s covers an unknown day to today"


def test_only_numbers_are_known():
    assert known(NAN) is None
    assert known(0.0) == 0
