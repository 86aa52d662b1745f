"""What is unusual now, that nothing is, or why nobody can say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tocsin.assess.unusual import RARE, find_unusual, late_burst
from tocsin.model.index import Cover, DataRows, IndexValue

DAY = date(2023, 9, 4)
PAIR = ("RUS", "PRK")


def value(measure, number, *, start=date(2023, 8, 6), end=DAY, note=""):
    rows = DataRows(source="g", table="events", parties=PAIR, start=start, end=end, rows=3)
    return IndexValue(
        measure=measure, family="bursts", parties=PAIR, start=start, end=end, value=number,
        unit="z", n=30, cover=Cover.FULL, rows=(rows,), note=note,
    )  # fmt: skip


def window(days, z):
    note = f"85 events in {days} days, 31.4 expected; p 0.0031 on that side"
    return value(f"unusual_{days}", z, start=DAY - timedelta(days=days - 1), note=note)


@pytest.fixture
def feed(record):
    return record.covers("g", "events", "2022-01-01", "2023-09-04")


def words(*feeds):
    return [(one.words, one.is_unusual) for one in find_unusual(feeds, PAIR, DAY)]


def test_most_surprising_window_is_told_in_plain_words(feed):
    found = words((feed, (window(7, 2.4), window(30, 2.8), window(90, -1.0))))
    assert found == [
        (
            (
                "more events than usual up to 4 September 2023: 85 events in 30 days, 31.4 expected; "
                "by chance in 1 of 390 such spans"
            ),
            True,
        )
    ]


def test_few_events_are_unusual_too(feed):
    ((text, is_unusual),) = words((feed, (window(30, -3.5),)))
    assert text.startswith("fewer events than usual")
    assert text.endswith("by chance in fewer than 1 of 1,000 such spans")
    assert is_unusual


def test_nothing_unusual_is_a_finding(feed):
    assert words((feed, (window(7, 1.0), window(30, RARE - 0.01), window(90, 0.0)))) == [
        (
            (
                "no more and no fewer events than usual up to 4 September 2023: "
                "85 events in 30 days, 31.4 expected"
            ),
            False,
        )
    ]


def test_late_bursts_and_changes_are_news_older_ones_are_not(feed):
    late, early = date(2023, 7, 25), date(2023, 3, 1)
    note = "peak on 2023-07-25; 11.4 events were expected; p 0.00098"
    level = "on 2023-03-01 from 1.10 to 1.80 events a day; p 0.001"
    values = (
        value("burst", 46.0, start=late, end=date(2023, 7, 29), note=note),
        value("burst", 40.0, start=early, end=early, note=note),
        value("change_point", 1.8, start=early, end=early, note=level),
        value("change_point", 1.8, start=date(2022, 3, 1), end=date(2022, 3, 1), note=level),
        value("burst", None),
        window(30, 0.0),
    )
    assert [one for one, _ in words((feed, values))] == [
        "a burst from 25 to 29 July 2023: 46 events; 11.4 events were expected",
        "a change of level on 1 March 2023 from 1.10 to 1.80 events a day",
        (
            "no more and no fewer events than usual up to 4 September 2023: 85 events in 30 days, "
            "31.4 expected"
        ),
    ]
    assert late_burst(values[0], DAY)
    assert not late_burst(values[1], DAY)


def test_old_data_say_when_they_end(feed):
    old = replace(feed, source="icews", end=date(2023, 4, 11))
    (one,) = find_unusual(((old, (window(30, 9.0),)),), PAIR, DAY)
    assert one.words == "unknown, as the icews data end on 11 April 2023, 146 days before"
    assert one.value.value is None
    assert one.value.cover is Cover.NONE
    assert one.value.rows[0].source == "icews"
    assert not one.is_unusual


def test_fresh_data_stand_before_old_ones(feed):
    old = replace(feed, source="icews", end=date(2020, 4, 11))
    found = words((old, ()), (feed, (window(30, 0.0),)))
    assert [text.split(":")[0] for text, _ in found] == [
        "no more and no fewer events than usual up to 4 September 2023",
        "unknown, as the icews data end on 11 April 2020, 1,241 days before",
    ]


def test_too_short_a_series_says_so(feed):
    note = "unknown, not zero; 12 days are known before the last 30; comparing needs 60."
    ((text, _),) = words((feed, (value("unusual_30", None, note=note),)))
    assert text == "unknown, as 12 days are known before the last 30; comparing needs 60"


def test_no_source_of_events_is_said():
    (one,) = find_unusual((), PAIR, DAY)
    assert one.words == "unknown, as no source in the store has events between the two"
    assert one.value.rows == ()
