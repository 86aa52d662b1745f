"""Stated dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.dates import find_dates, read_date

DAY = date(2023, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        "September 5, 2023",
        "Sept. 5, 2023",
        "Sep 5 2023",
        "September 5th, 2023",
        "5 September 2023",
        "5th of September 2023",
        "05 Sep 2023",
        "5 SEPTEMBER 2023",
        "Tuesday, September 5, 2023",
        "Tue, 05 Sep 2023 10:31:00 GMT",
        "2023-09-05",
        "2023/09/05",
        "2023-09-05T10:31:00Z",
        "2023-09-05T10:31:00.123+09:00",
        "2023-09-05 10:31",
        "September 5, 2023 at 10:31 a.m. EDT",
        "5.9.2023",
    ],
)
def test_a_date_is_read(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "September 2023",
        "2023",
        "9/5/2023",
        "2023-13-45",
        "February 30, 2023",
        "September 5",
        "On September 5, 2023 they met",
        "September 5, 2023 and September 6, 2023",
        "1.2.3",
        "flight 2023-09-051",
        "5 Smarch 2023",
        "September 5, 1823",
    ],
)
def test_no_date_is_read(text):
    assert read_date(text) is None


def test_numbers_with_one_reading_are_read():
    assert read_date("25/09/2023") == date(2023, 9, 25)
    assert read_date("09/25/2023") == date(2023, 9, 25)
    assert read_date("05/05/2023") == date(2023, 5, 5)


def test_all_dates_are_found_with_their_spans():
    text = "Published 5 September 2023, updated 2023-09-06"
    found = sorted(find_dates(text))
    assert [text[start:end] for start, end, _ in found] == ["5 September 2023", "2023-09-06"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_and_long_forms_come_back(day):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%B} {day.day}, {day.year}") == day
    assert read_date(f"{day.day} {day:%b} {day.year}") == day


@given(st.text(max_size=100))
def test_any_text_gives_a_date_or_none(text):
    assert read_date(text) is None or isinstance(read_date(text), date)
