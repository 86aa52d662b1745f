"""Events are in one order, each once, and keep where they came from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.quads import date_of, day_of, normal_name, quads_of

ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)),
    max_size=30,
)


def events(rows):
    day, subject, relation, object_ = (
        np.array([row[k] for row in rows], np.int32) for k in range(4)
    )
    return quads_of(day, (subject, relation, object_), actors="abc", relations="rs")


def rows_of(quads):
    return list(
        zip(
            *(getattr(quads, one).tolist() for one in ("day", "subject", "relation", "object")),
            strict=True,
        )
    )


@settings(max_examples=50, deadline=None, derandomize=True)
@given(ROWS)
def test_events_are_the_set_of_rows_in_order(rows):
    quads, kept = events(rows)

    assert rows_of(quads) == sorted(set(rows))
    assert [rows[place] for place in kept] == rows_of(quads)
    assert all(rows.index(rows[place]) == place for place in quads.key)


def test_days_are_cut_before_and_between():
    quads, _ = events([(1, 0, 0, 1), (2, 0, 0, 1), (2, 1, 0, 1), (4, 0, 0, 1)])

    assert rows_of(quads.before(2)) == [(1, 0, 0, 1)]
    assert rows_of(quads.between(2, 3)) == [(2, 0, 0, 1), (2, 1, 0, 1)]
    assert len(quads.before(1)) == len(quads.between(5, 9)) == 0
    assert quads.days().tolist() == [1, 2, 4]
    assert rows_of(quads.picked(quads.day == 4)) == [(4, 0, 0, 1)]


def test_an_event_is_told_with_names():
    quads, _ = events([(16375, 0, 1, 2)])

    assert quads.with_names(0) == ("2014-11-01", "a", "s", "c")


def test_days_and_dates_are_two_ways_to_say_the_same():
    assert day_of("1970-01-01") == 0
    assert date_of(day_of("2014-11-01")) == "2014-11-01"
    with pytest.raises(ValueError, match="Error parsing"):
        day_of("yesterday")


def test_names_have_single_blanks_for_underscores():
    assert normal_name(" Head_of__Government\t(Croatia) ") == "Head of Government (Croatia)"
