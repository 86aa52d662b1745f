"""Ticks and what is written at them."""
# Dashes and minus signs as they are shown.
# ruff: noqa: RUF001

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.tell.plots.canvas import width_of
from tocsin.tell.plots.scales import (
    number_ticks,
    number_told,
    short_span,
    time_ticks,
    value_told,
    year_ticks,
)


def test_ticks_are_round_numbers_within_the_limits():
    assert number_ticks(0, 1).places == (0, 0.5, 1)
    assert number_ticks(0, 90).labels == ("0", "20", "40", "60", "80")
    assert number_ticks(-1, 1).labels == ("−1", "−0.5", "0", "0.5", "1")
    assert number_ticks(0, 0.006, is_share=True).labels == ("0%", "0.2%", "0.4%", "0.6%")


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(2, 8))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_ticks_lie_within_and_are_not_too_many(low, size, most):
    ticks = number_ticks(low, low + size, most=most)
    assert len(ticks.places) <= most
    slack = 1e-6 * max(abs(low), size)
    assert all(low - slack <= one <= low + size + slack for one in ticks.places)
    assert len(ticks.labels) == len(ticks.places)


@given(
    st.dates(date(1, 1, 1), date(9990, 1, 1)),
    st.integers(1, 200_000),
    st.floats(1.0, 8.0),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_labels_of_time_never_touch(first, days, width):
    low = first.toordinal()
    high = min(low + days, date.max.toordinal())
    ticks = time_ticks(low, high, width, size=7)
    assert ticks.places
    assert all(low <= one <= high for one in ticks.places)
    scale = width / max(1, high - low)
    ends = [
        (at * scale - width_of(text, 7) / 2, at * scale + width_of(text, 7) / 2)
        for at, text in zip(ticks.places, ticks.labels, strict=True)
    ]
    assert all(one[1] < other[0] for one, other in pairwise(ends))


def test_ten_years_are_marked_by_year_and_one_year_by_month():
    def labels(start, end, width):
        days = (date.fromisoformat(one).toordinal() for one in (start, end))
        return time_ticks(*days, width, size=7).labels

    assert labels("2014-01-01", "2024-01-01", 3.3)[:2] == ("2014", "2016")
    assert labels("2018-01-01", "2019-01-01", 3.3) == (
        "2018", "Mar", "May", "Jul", "Sep", "Nov", "2019",
    )  # fmt: skip
    assert labels("2022-07-01", "2023-09-30", 3.3)[0] == "Jul 2022"
    assert labels("2018-03-01", "2018-03-20", 3.3)[:2] == ("1 Mar 2018", "6")


def test_years_have_their_label_in_the_middle():
    ticks = year_ticks(range(2014, 2018), 3.3, size=7)
    assert ticks.labels == ("2014", "2015", "2016", "2017")
    assert date.fromordinal(int(ticks.places[0])).month in {6, 7}
    assert year_ticks(range(1900, 2000), 3.3, size=7).labels[0] == "1900"
    assert len(year_ticks(range(1900, 2000), 3.3, size=7).labels) <= 10


@pytest.mark.parametrize(
    ("number", "is_share", "told"),
    [
        (565, False, "565"), (1234.4, False, "1,234"), (0.9, False, "0.90"),
        (-0.0216, False, "−0.02"), (0.0037, False, "0.004"), (0, False, "0"),
        (0.9467, True, "95%"), (0.0158, True, "1.6%"), (0, True, "0%"),
    ],
)  # fmt: skip
def test_values_have_few_digits(number, is_share, told):
    assert value_told(number, is_share=is_share) == told


def test_a_minus_is_a_minus():
    assert number_told(-2.0) == "−2"
    assert number_told(0.25, is_share=True) == "25%"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2018, 5, 7), date(2018, 5, 7), "7 May 2018"),
        (date(2018, 5, 7), date(2018, 5, 8), "7–8 May 2018"),
        (date(2018, 3, 26), date(2018, 4, 2), "26 Mar – 2 Apr 2018"),
        (date(2018, 12, 30), date(2019, 1, 2), "30 Dec 2018 – 2 Jan 2019"),
    ],
)
def test_spans_are_as_short_as_can_be(start, end, told):
    assert short_span(start, end) == told
