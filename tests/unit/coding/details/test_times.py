"""Times against the document's date, Wednesday 2024-06-12."""

import pytest

from tocsin.coding.details.spans import Outlook
from tocsin.coding.details.times import outlook_of
from tocsin.model.vocabulary import Status


def days(claim, text):
    time = claim(text).event.time
    return tuple(day.isoformat() if day else None for day in (time.start, time.end))


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("on 3 May 2023", "2023-05-03", "2023-05-03"),
        ("on May 3", "2024-05-03", "2024-05-03"),
        ("on 20 June", "2023-06-20", "2023-06-20"),
        ("on 2023-05-03", "2023-05-03", "2023-05-03"),
        ("in February 2019", "2019-02-01", "2019-02-28"),
        ("in late March 2023", "2023-03-21", "2023-03-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("yesterday", "2024-06-11", "2024-06-11"),
        ("overnight", "2024-06-11", "2024-06-12"),
        ("on Monday", "2024-06-10", "2024-06-10"),
        ("before dawn on Monday", "2024-06-10", "2024-06-10"),
        ("last week", "2024-06-03", "2024-06-09"),
        ("last month", "2024-05-01", "2024-05-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("last November", "2023-11-01", "2023-11-30"),
        ("this spring", "2024-03-01", "2024-05-31"),
        ("three days ago", "2024-06-09", "2024-06-09"),
        ("over the past two weeks", "2024-05-29", "2024-06-12"),
        ("from 3 to 5 June", "2024-06-03", "2024-06-05"),
        ("between 2014 and 2016", "2014-01-01", "2016-12-31"),
        ("in the early 1990s", "1990-01-01", "1993-12-31"),
    ],
)
def test_a_past_time_is_resolved(claim, when, start, end):
    assert days(claim, f"Kenya met Uganda {when}.") == (start, end)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("tomorrow", "2024-06-13", "2024-06-13"),
        ("on Monday", "2024-06-17", "2024-06-17"),
        ("on Wednesday", "2024-06-12", "2024-06-12"),
        ("this month", "2024-06-12", "2024-06-30"),
        ("next week", "2024-06-17", "2024-06-23"),
        ("in May", "2025-05-01", "2025-05-31"),
        ("within ten days", "2024-06-12", "2024-06-22"),
        ("within two months", "2024-06-12", "2024-08-12"),
        ("in the coming days", "2024-06-12", "2024-06-19"),
        ("next year", "2025-01-01", "2025-12-31"),
        ("by 2030", "2024-06-12", "2030-12-31"),
        ("before October", "2024-06-12", "2024-09-30"),
        ("by the end of next year", "2024-06-12", "2025-12-31"),
        ("before the year is out", "2024-06-12", "2024-12-31"),
        ("next spring", "2025-03-01", "2025-05-31"),
    ],
)
def test_a_time_ahead_is_resolved(claim, when, start, end):
    assert days(claim, f"Kenya will meet Uganda {when}.") == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya met Uganda, which held elections in 2019.",
        "Kenya met Uganda on 05/06/2024.",
        "Kenya will meet Uganda, officials said on Monday.",
        "Kenya said on Monday it would meet Uganda.",
        "Kenya pledged on Monday to send Uganda rockets.",
        "Kenya attacked Uganda over its 2019 map.",
    ],
)
def test_a_time_that_is_not_the_event_s_is_left_out(claim, text):
    assert days(claim, text) == (None, None)


def test_a_noun_has_the_time_before_it_and_in_its_relative_clause(claims):
    told = claims("Kenya praised the pact that it signed with Uganda in May.")
    assert any(item.event.time.start is not None for item in told)


def test_a_time_below_a_participle_may_be_the_main_verb_s(claim):
    text = "Kenya attacked two Ugandan boats carrying migrants on Monday."
    assert days(claim, text) == ("2024-06-10", "2024-06-10")


def test_a_relative_time_counts_from_the_event_before(claims):
    told = claims("Kenya met Uganda on 3 June. Kenya attacked Uganda two days later.")
    assert told[-1].event.time.start.isoformat() == "2024-06-05"


def test_without_a_date_only_absolute_times_are_told(claim):
    assert claim("Kenya met Uganda yesterday.", None).event.time.start is None
    assert claim("Kenya met Uganda on Monday.", None).event.time.start is None
    assert claim("Kenya met Uganda in February 2019.", None).event.time.start is not None


def test_the_words_are_kept(claim):
    assert claim("Kenya met Uganda on Monday.").event.time.text == "on Monday"


@pytest.mark.parametrize(
    ("status", "outlook"),
    [
        (Status.OCCURRED, Outlook.BEHIND),
        (Status.ONGOING, Outlook.BEHIND),
        (Status.PLANNED, Outlook.AHEAD),
        (Status.AVERTED, Outlook.EITHER),
    ],
)
def test_the_status_says_on_which_side_an_event_lies(status, outlook):
    assert outlook_of(status) is outlook
