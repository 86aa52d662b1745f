"""Arithmetic of days, months and their parts."""

from datetime import date

import pytest

from tocsin.coding.details.spans import (
    Outlook,
    easter_near,
    middle_of,
    month_year,
    months_from,
    nearest_year,
    part_of,
    shifted,
    unit_span,
    weekday_near,
    year_span,
)

DAY = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        ("hour", 5, "2024-06-12"),
        ("hour", 48, "2024-06-14"),
        ("day", -2, "2024-06-10"),
        ("week", 1, "2024-06-19"),
        ("fortnight", 1, "2024-06-26"),
        ("month", 2, "2024-08-12"),
        ("year", -1, "2023-06-12"),
        ("decade", 1, "2034-06-12"),
    ],
)
def test_a_day_is_shifted_by_the_calendar(unit, count, expected):
    assert shifted(DAY, unit, count).isoformat() == expected


def test_a_month_after_the_31st_is_the_last_of_a_shorter_one():
    assert shifted(date(2024, 1, 31), "month", 1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("unit", "step", "first", "last"),
    [
        ("day", 1, "2024-06-13", "2024-06-13"),
        ("week", 0, "2024-06-10", "2024-06-16"),
        ("weekend", -1, "2024-06-08", "2024-06-09"),
        ("month", -6, "2023-12-01", "2023-12-31"),
        ("quarter", 1, "2024-07-01", "2024-09-30"),
        ("year", 0, "2024-01-01", "2024-12-31"),
        ("decade", -1, "2010-01-01", "2019-12-31"),
    ],
)
def test_a_unit_has_its_days(unit, step, first, last):
    assert [day.isoformat() for day in unit_span(DAY, unit, step)] == [first, last]


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("early", "2024-01-01", "2024-04-30"),
        ("mid", "2024-05-01", "2024-08-31"),
        ("late", "2024-09-01", "2024-12-31"),
        ("half2", "2024-07-01", "2024-12-31"),
        ("quarter3", "2024-07-01", "2024-09-30"),
    ],
)
def test_a_year_has_parts(part, first, last):
    found = part_of(year_span(2024), part)
    assert [day.isoformat() for day in found] == [first, last]


def test_the_parts_of_a_span_follow_each_other():
    for span in (months_from(2024, 2), unit_span(DAY, "week", 0), unit_span(DAY, "decade", 0)):
        early, mid, late = (part_of(span, part) for part in ("early", "mid", "late"))
        assert (early[0], late[1]) == span
        assert [(mid[0] - early[1]).days, (late[0] - mid[1]).days] == [1, 1]


def test_the_middle_as_a_limit_is_one_day():
    assert middle_of(months_from(2024, 5)) == date(2024, 5, 15)
    assert middle_of(year_span(2024)) == date(2024, 6, 30)


def test_a_date_without_a_year_lies_on_the_event_s_side():
    assert nearest_year(DAY, 6, 20, Outlook.BEHIND) == 2023
    assert nearest_year(DAY, 6, 20, Outlook.AHEAD) == 2024
    assert nearest_year(DAY, 6, 1, Outlook.EITHER) == 2024
    assert nearest_year(DAY, 2, 29, Outlook.BEHIND) == 2024


def test_a_date_far_ahead_would_have_its_year():
    with pytest.raises(ValueError, match=r"^$"):
        nearest_year(DAY, 6, 1, Outlook.AHEAD)


def test_a_month_without_a_year_lies_on_the_event_s_side():
    sides = (Outlook.BEHIND, Outlook.AHEAD, Outlook.EITHER)
    assert [month_year(DAY, 9, side) for side in sides] == [2023, 2024, 2024]
    assert [month_year(DAY, 6, side) for side in sides] == [2024, 2024, 2024]


@pytest.mark.parametrize(
    ("which", "outlook", "expected"),
    [
        ("", Outlook.BEHIND, "2024-06-12"),
        ("", Outlook.AHEAD, "2024-06-12"),
        ("last", Outlook.BEHIND, "2024-06-05"),
        ("next", Outlook.AHEAD, "2024-06-19"),
    ],
)
def test_the_document_s_own_weekday(which, outlook, expected):
    assert weekday_near(DAY, 2, which, outlook).isoformat() == expected


def test_easter_is_computed():
    assert easter_near(DAY, Outlook.BEHIND) == date(2024, 3, 31)
    assert easter_near(DAY, Outlook.AHEAD) == date(2025, 4, 20)
