"""Expressions in plain text, against Wednesday 2024-06-12."""

from datetime import date

import pytest

from tocsin.coding.details.expressions import read_expressions
from tocsin.coding.details.spans import Outlook

DAY = date(2024, 6, 12)


def read(text, outlook=Outlook.AHEAD, day=DAY, base=None):
    return [
        tuple(part.isoformat() if part else None for part in item.span)
        for item in read_expressions(text, day, lambda _start, _end: outlook, base)
        if not item.needs_noun
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 25/09/2023", "2023-09-25", "2023-09-25"),
        ("on 5.9.2023", "2023-09-05", "2023-09-05"),
        ("on 2023 - 09 - 05", "2023-09-05", "2023-09-05"),
        ("on Sept. 5 , 2023 ,", "2023-09-05", "2023-09-05"),
        ("in mid-2014", "2014-05-01", "2014-08-31"),
        ("in Q3 2025", "2025-07-01", "2025-09-30"),
        ("the winter of 2020 ,", "2020-12-01", "2021-02-28"),
        ("from November 2023 to January 2024", "2023-11-01", "2024-01-31"),
        ("from 28 December to 3 January 2024", "2023-12-28", "2024-01-03"),
    ],
)
def test_what_names_its_year_needs_no_date(text, first, last):
    assert read(text, day=None) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("by mid-July", "2024-06-12", "2024-07-15"),
        ("by the ninth of September .", "2024-06-12", "2024-09-09"),
        ("before Christmas", "2024-06-12", "2024-12-24"),
        ("by Easter", "2024-06-12", "2025-04-20"),
        ("on New Year 's Eve", "2024-12-31", "2024-12-31"),
        ("on the 21st , the", "2024-06-21", "2024-06-21"),
        ("from September", "2024-09-01", None),
        ("after 2030", "2031-01-01", None),
        ("the first half of next year", "2025-01-01", "2025-06-30"),
        ("Friday week", "2024-06-21", "2024-06-21"),
        ("in ten days ' time", "2024-06-22", "2024-06-22"),
        ("over the next two weeks", "2024-06-12", "2024-06-26"),
        ("between Friday and Sunday", "2024-06-14", "2024-06-16"),
        ("no later than the end of the month", "2024-06-12", "2024-06-30"),
        ("within the year", "2024-06-12", "2024-12-31"),
        ("later this year", "2024-06-12", "2024-12-31"),
    ],
)
def test_what_lies_ahead(text, first, last):
    assert read(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since mid - January", "2024-01-15", "2024-06-12"),
        ("since last year", "2023-01-01", "2024-06-12"),
        ("after 2014", "2015-01-01", "2024-06-12"),
        ("until 2019", None, "2019-12-31"),
        ("on Monday and Tuesday", "2024-06-10", "2024-06-11"),
        ("at the weekend", "2024-06-08", "2024-06-09"),
        ("in recent weeks", "2024-05-15", "2024-06-12"),
        ("months ago", "2023-12-12", "2024-06-12"),
        ("earlier this month", "2024-06-01", "2024-06-12"),
        ("the day before yesterday", "2024-06-10", "2024-06-10"),
    ],
)
def test_what_lies_behind(text, first, last):
    assert read(text, Outlook.BEHIND) == [(first, last)]


def test_what_was_called_off_has_the_whole_month():
    assert read("this month", Outlook.EITHER) == [("2024-06-01", "2024-06-30")]


def test_a_relative_time_needs_one_before_it():
    assert read("two days later .") == []
    base = (date(2024, 6, 3), date(2024, 6, 3))
    assert read("two days later .", base=base) == [("2024-06-05", "2024-06-05")]
    assert read("the next morning .", base=base) == [("2024-06-04", "2024-06-04")]
    assert read("on 3 June , two days after they", Outlook.BEHIND)[1][0] == "2024-06-01"


@pytest.mark.parametrize(
    "text",
    [
        "on 05/09/2023",
        "on 31 February",
        "they may march in the fall of Kabul",
        "the first time in two years ago",
        "a 12-month plan for 2,000 men",
        "from 5 to 3 June 2023",
    ],
)
def test_what_tells_no_day(text):
    assert [span for span in read(text) if span[0] == span[1]] == []


def test_a_bare_name_needs_a_noun():
    found = read_expressions("the June summit", DAY, lambda _start, _end: Outlook.AHEAD)
    assert [item.needs_noun for item in found] == [True]
