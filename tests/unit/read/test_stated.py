"""Bylines, date lines, datelines and sources."""

from datetime import date

import pytest

from tocsin.model.document import BlockKind
from tocsin.read.base import Unit
from tocsin.read.stated import read_date_line, read_surroundings

DAY = date(2023, 9, 5)
PROSE = (
    "The leader of North Korea plans to visit Russia this month, officials in Seoul said on "
    "Tuesday, and he will talk to its president about weapons."
)


def units(*texts):
    return [Unit(BlockKind.PARAGRAPH, 0, len(text), text) for text in texts]


@pytest.mark.parametrize(
    "line",
    [
        "September 5, 2023",
        "Published 5 September 2023",
        "Published: 5 September 2023",
        "Published on September 5, 2023",
        "Posted on Sept. 5, 2023",
        "Date: 2023-09-05",
        "Tuesday, 5 September 2023",
        "September 5, 2023 | 4 min read",
        "World \u00b7 September 5, 2023",
        "Published September 5, 2023 10:31 AM EDT",
        "Published 5 Sep 2023, updated 7 Sep 2023",
        "Published: September 5, 2023 - Updated: September 7, 2023",
        "5 September 2023, 10:31 GMT",
    ],
)
def test_a_date_line_states_the_date_of_publication(line):
    assert read_date_line(line) == (DAY, False)


def test_a_later_revision_is_known_as_such():
    assert read_date_line("Last updated: September 5, 2023") == (DAY, True)


@pytest.mark.parametrize(
    "line",
    [
        "On September 5, 2023 they met in Moscow",
        "The pact of 5 September 2023",
        "Copyright 2023",
        "September 2023",
        "September 5, 2023 | September 6, 2023",
        PROSE,
    ],
)
def test_other_lines_state_no_date(line):
    assert read_date_line(line)[0] is None


def test_publication_wins_over_a_revision():
    found = read_surroundings(
        units("Updated September 7, 2023", "Published 5 September 2023", PROSE)
    )
    assert found.stated.date == DAY
    assert found.marks[:2] == ("date line", "date line")


def test_a_revision_alone_dates_the_text():
    assert read_surroundings(units("Updated September 5, 2023", PROSE)).stated.date == DAY


def test_a_date_line_at_the_end_is_found():
    found = read_surroundings(units("Title", *[PROSE] * 20, "September 5, 2023"))
    assert found.stated.date == DAY


def test_a_date_line_in_the_middle_is_not():
    found = read_surroundings(units(*[PROSE] * 20, "September 5, 2023", *[PROSE] * 20))
    assert found.stated.date is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE", "Jane Doe"),
        ("By Hyung-Jin Kim and Kim Tong-hyung", "Hyung-Jin Kim and Kim Tong-hyung"),
        ("By Jane Doe, John Roe and Ann Poe", "Jane Doe, John Roe and Ann Poe"),
        ("Written by Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("By Jane Doe | Example News", "Jane Doe"),
        ("By Jane Doe - September 5, 2023", "Jane Doe"),
    ],
)
def test_a_byline_names_the_author(line, author):
    found = read_surroundings(units("Title", line, PROSE))
    assert found.stated.author == author
    assert found.marks[1] == "byline"


@pytest.mark.parametrize("line", ["By land and sea", "By the way", "By 2025 it will be over"])
def test_other_lines_with_by_are_no_bylines(line):
    assert read_surroundings(units("Title", line, PROSE)).marks[1] is None


def test_a_byline_may_carry_the_date():
    assert read_surroundings(units("By Jane Doe | September 5, 2023", PROSE)).stated.date == DAY


def test_a_source_line_names_the_publisher():
    found = read_surroundings(units("Title", PROSE, "Source: Example News"))
    assert found.stated.publisher == "Example News"


@pytest.mark.parametrize(
    ("opening", "publisher", "day"),
    [
        ("PYONGYANG, Sept. 5, 2023 (KCNA) \u2014 ", "Korean Central News Agency", DAY),
        ("MOSCOW, September 5 (Reuters) - ", "Reuters", None),
        ("SEOUL, South Korea (AP) \u2014 ", "Associated Press", None),
        ("NEW DELHI (Example Wire) -- ", "Example Wire", None),
        ("MOSCOW, September 5. /TASS/. ", None, None),
        ("MOSCOW, 5 Sep 2023 - ", None, DAY),
    ],
)
def test_a_dateline_states_place_agency_and_day(opening, publisher, day):
    found = read_surroundings(units("Title", opening + PROSE))
    assert found.stated.publisher == publisher
    assert found.stated.date == day


def test_a_long_title_does_not_hide_the_dateline():
    title = "Iran and Saudi Arabia agree to resume ties after seven years of open hostility"
    found = read_surroundings(units(title, "BEIJING, March 10, 2023 (AP) \u2014 " + PROSE))
    assert found.stated.publisher == "Associated Press"


def test_the_text_behind_a_dateline_is_known():
    opening = "MOSCOW, September 5 (Reuters) - "
    assert read_surroundings(units("Title", opening + PROSE)).dateline_end == {1: len(opening)}


@pytest.mark.parametrize(
    "opening", ["NATO - ", "US officials (the ministry) - ", "IAEA (Vienna) said "]
)
def test_a_sentence_that_begins_in_capitals_is_no_dateline(opening):
    assert read_surroundings(units("Title", opening + PROSE)).dateline_end == {}
