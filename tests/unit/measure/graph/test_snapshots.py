"""Dates of networks, and values taken from them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.graph.snapshots import event_snapshots, month_after, month_last, steps
from tocsin.model.index import Cover, Question

DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))


def days(*pairs):
    return tuple(tuple(date.fromisoformat(one) for one in pair) for pair in pairs)


def test_a_short_period_is_parted_by_quarters():
    assert steps(date(2020, 2, 10), date(2020, 8, 30)) == days(
        ("2020-02-01", "2020-03-31"), ("2020-04-01", "2020-06-30"), ("2020-07-01", "2020-07-31")
    )


def test_a_long_period_is_parted_by_years():
    assert steps(date(2010, 6, 1), date(2015, 1, 31)) == days(
        ("2010-06-01", "2010-12-31"),
        ("2011-01-01", "2011-12-31"),
        ("2012-01-01", "2012-12-31"),
        ("2013-01-01", "2013-12-31"),
        ("2014-01-01", "2014-12-31"),
        ("2015-01-01", "2015-01-31"),
    )


def test_a_period_in_which_no_month_ends_has_no_part():
    assert steps(date(2020, 2, 1), date(2020, 2, 28)) == ()
    assert steps(date(2020, 2, 1), date(2020, 2, 29)) == days(("2020-02-01", "2020-02-29"))


@settings(deadline=None, derandomize=True)
@given(DAYS, st.integers(0, 4000))
def test_parts_follow_on_each_other_and_end_before_the_period_does(since, length):
    until = date.fromordinal(min(since.toordinal() + length, date(2099, 12, 31).toordinal()))
    parts = steps(since, until)
    assert all(start <= end <= until for start, end in parts)
    assert all(month_after(one[1]) == other[0] for one, other in pairwise(parts))
    if parts:
        assert parts[0][0] == since.replace(day=1)
        assert (
            month_after(parts[-1][1]) > until or month_last(month_after(parts[-1][1])) > until
        )


@settings(deadline=None, derandomize=True)
@given(DAYS)
def test_months_begin_and_end(day):
    assert month_after(day).day == 1
    assert month_last(day).month == day.month
    assert (month_after(day) - month_last(day)).days == 1


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        ("2020-06-30", ["2020-03-31", "2020-06-30"]),
        ("2020-05-15", ["2020-03-31", "2020-04-30"]),
        ("2020-01-20", ["2019-12-31"]),
    ],
)
def test_networks_are_those_at_the_end_of_each_part(record, until, ends):
    view = record.Record(
        covered=(record.covers("gdelt", "events", "2015-01-01", "2020-12-31"),)
    )
    question = Question(
        dyad=("AAA", "BBB"), since=date(2020, 1, 1), until=date.fromisoformat(until)
    )
    found = list(event_snapshots(view, question))
    assert [one.network.end.isoformat() for one in found] == ends
    assert all(one.network.cover is Cover.FULL for one in found)


def test_sources_come_in_order_of_their_names_and_only_those_asked_for(record):
    covered = tuple(
        record.covers(name, "events", "2015-01-01", None) for name in ("z", "a", "m")
    )
    view = record.Record(covered=covered)
    question = Question(
        dyad=("AAA", "BBB"), since=date(2020, 1, 1), until=date(2020, 3, 31), sources=("z", "a")
    )
    assert [one.network.feed for one in event_snapshots(view, question)] == ["a", "z"]
