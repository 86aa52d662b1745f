"""Times against the document's date, Wednesday 2024-06-12."""

import pytest


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("on 3 May 2023", "2023-05-03", "2023-05-03"),
        ("on May 3", "2024-05-03", "2024-05-03"),
        ("on 2023-05-03", "2023-05-03", "2023-05-03"),
        ("in February 2019", "2019-02-01", "2019-02-28"),
        ("in late March 2023", "2023-03-21", "2023-03-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("yesterday", "2024-06-11", "2024-06-11"),
        ("on Monday", "2024-06-10", "2024-06-10"),
        ("last week", "2024-06-03", "2024-06-09"),
        ("last month", "2024-05-01", "2024-05-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("three days ago", "2024-06-09", "2024-06-09"),
        ("over the past two weeks", "2024-05-29", "2024-06-12"),
    ],
)
def test_a_past_time_is_resolved(claim, when, start, end):
    time = claim(f"Kenya met Uganda {when}.").event.time
    assert (time.start.isoformat(), time.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("tomorrow", "2024-06-13", "2024-06-13"),
        ("on Monday", "2024-06-17", "2024-06-17"),
        ("this month", "2024-06-12", "2024-06-30"),
        ("next week", "2024-06-17", "2024-06-23"),
        ("in May", "2025-05-01", "2025-05-31"),
        ("within ten days", "2024-06-12", "2024-06-22"),
        ("next year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_time_ahead_is_resolved(claim, when, start, end):
    time = claim(f"Kenya will meet Uganda {when}.").event.time
    assert (time.start.isoformat(), time.end.isoformat()) == (start, end)


def test_without_a_date_only_absolute_times_are_told(claim):
    assert claim("Kenya met Uganda yesterday.", None).event.time.start is None
    assert claim("Kenya met Uganda in February 2019.", None).event.time.start is not None


def test_a_time_inside_a_relative_clause_is_not_the_event_s(claim):
    found = claim("Kenya met Uganda, which held elections in 2019.")
    assert found.event.time.start is None


def test_the_words_are_kept(claim):
    assert claim("Kenya met Uganda on Monday.").event.time.text == "on Monday"
