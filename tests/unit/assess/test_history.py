"""The record of a pair: what it holds, and what it leaves out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tocsin.assess.history import FAMILY, find_record
from tocsin.measure.events.tension import tension
from tocsin.model.index import Cover, Question
from tocsin.model.record import Sought
from tocsin.model.series import EventDays, EventMonths, FeedMonths, Flows, Visits

DAY = date(2023, 9, 4)
PAIR = ("RUS", "PRK")
MEETING = Sought(base_class="meeting", giver="PRK", receiver="RUS")


def events(first, last):
    """Return a row a day, cooperation on three days of four."""
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    return [
        ("g", day.isoformat(), *PAIR, 1 if number % 4 else 3, 2, 2, 2.0)
        for number, day in enumerate(days)
    ]


def months(days):
    sums = {}
    for feed, day, source, target, quad, count, scored, total in days:
        key = (feed, day[:8] + "01", source, target, "CONSULT", quad)
        old = sums.get(key, (0, 0, 0.0, 0))
        sums[key] = (old[0] + count, old[1] + scored, old[2] + total, old[3] + count)
    return [(*key, *cells) for key, cells in sums.items()]


@pytest.fixture(scope="module")
def whole(record):
    """Give a record of events, a visit and arms that goes on after the day."""
    days = events(date(2022, 1, 1), date(2023, 12, 31))
    by_month = months(days)
    totals = {}
    for row in by_month:
        totals[row[1]] = totals.get(row[1], 0) + 10 * row[6]
    trips = [
        ("colt", name, "PRK", "RUS", "X", "head_of_state", start, start, True, False)
        for name, start in (("1", "2019-04-24"), ("2", "2023-09-13"))
    ]
    flows = [
        ("tiv", "tiv", year, "RUS", "PRK", 5.0, "million TIV") for year in (2001, 2021, 2023)
    ]
    return record.Record(
        months=record.series(EventMonths, *by_month),
        all_months=record.series(FeedMonths, *(("g", m, n, n) for m, n in totals.items())),
        days=record.series(EventDays, *days),
        trips=record.series(Visits, *trips),
        flowing=record.series(Flows, *flows),
        covered=(
            record.covers("g", "events", "2022-01-01", "2023-12-31"),
            record.covers("colt", "visits", "1990-01-01", "2023-12-31"),
            record.covers("tiv", "transfer_totals", "1990-01-01", "2023-12-31"),
        ),
    )


@pytest.fixture(scope="module")
def found(whole):
    return find_record(whole, PAIR, DAY, (MEETING,))


def shown(found, measure):
    return [one for one in found.history if one.measure == measure]


def test_without_data_there_is_no_record(record):
    assert find_record(record.Record(), PAIR, DAY) is None
    later = record.covers("g", "events", "2023-09-05", "2023-12-31")
    assert find_record(record.Record(covered=(later,)), PAIR, DAY) is None
    empty = record.covers("g", "events", "2020-01-01", "2023-12-31", 0)
    assert find_record(record.Record(covered=(empty,)), PAIR, DAY) is None


def test_nothing_is_of_a_later_day(found):
    assert all(one.end <= DAY for one in found.values())
    assert all(one.end <= DAY for one in found.coverage)
    assert [
        one.value.start.year for one in found.precedents if one.base_class == "meeting"
    ] == [2019]
    assert all("2023" not in one.value.note for one in found.rates)


def test_every_value_is_known_or_says_why(found):
    assert found.history
    assert all(one.value is not None for one in found.history)
    assert all(one.value is not None or one.note for one in found.values())
    assert {one.measure for one in found.history} == set(found.titles)


def test_whole_period_and_last_year_are_told_as_the_measures_have_them(whole, found):
    first = date(2022, 1, 1)
    net, last = shown(found, "net_cooperation_both")
    asked = Question(dyad=PAIR, since=first, until=DAY, sources=("g",))
    measured = {
        (one.measure, one.start, one.end): one
        for one in tension(replace_end(whole), asked)
        if one.parties == PAIR
    }
    for one in (net, last, shown(found, "events_both")[0]):
        same = measured[one.measure, one.start, one.end]
        assert (one.value, one.low, one.high, one.n) == (
            same.value, same.low, same.high, same.n,
        )  # fmt: skip
    assert (net.start, net.end) == (first, DAY)
    assert (last.start, last.end) == (date(2023, 1, 1), DAY)


def replace_end(whole):
    """Return the record as a store would have it that ends with the day."""
    return replace(whole, covered=(replace(whole.covered[0], end=DAY),))


def test_events_of_a_day_are_no_history(record):
    days = events(date(2023, 9, 1), DAY)
    view = record.Record(
        days=record.series(EventDays, *days),
        covered=(record.covers("g", "events", "2023-09-01", "2023-09-04"),),
    )
    found = find_record(view, PAIR, DAY)
    assert found.history == ()
    assert found.unusual[0].words.startswith("unknown, as ")


def test_last_year_needs_a_season(record, whole):
    early = find_record(whole, PAIR, date(2023, 2, 1))
    assert shown(early, "net_cooperation_both")[-1].start == date(2022, 1, 1)
    assert shown(early, "net_cooperation_both")[-1].end == date(2022, 12, 31)


def test_years_are_counted_and_precedents_told(found):
    rates = {(one.base_class, one.value.parties): one for one in found.rates}
    assert rates["meeting", ("PRK", "RUS")].hits == 1
    assert rates["arms_transfer", ("RUS", "PRK")].hits == 2
    assert rates["arms_transfer", ("PRK", "RUS")].hits == 0
    assert found.rates[0].base_class == "meeting"
    assert found.precedents[0].base_class == "meeting"


def test_old_events_are_history_but_nothing_of_now(whole):
    late = find_record(whole, PAIR, date(2024, 6, 1))
    assert shown(late, "events_both")[0].end == date(2023, 12, 31)
    assert late.unusual[0].words.startswith("unknown, as the g data end on 31 December 2023")


def test_values_have_different_ids(found):
    ids = [one.id for one in found.values()]
    assert len(ids) == len(set(ids))


def test_what_is_counted_here_has_a_method_each(found):
    methods = {one.name for one in FAMILY.methods}
    own = {one.measure for one in found.values() if one.family == FAMILY.name}
    assert own
    assert own <= methods
    assert all(method.formula.__doc__ for method in FAMILY.methods)


def test_family_gives_the_same_values(whole, found):
    question = Question(dyad=PAIR, since=date(2013, 9, 4), until=DAY)
    told = {one.id for one in FAMILY.values(whole, question)}
    own = {one.id for one in found.values() if one.family == FAMILY.name}
    assert own == told


def test_period_without_events_in_a_part_that_is_covered_is_unknown(record):
    view = record.Record(
        covered=(record.covers("g", "events", "2023-01-01", "2023-09-04"),),
    )
    found = find_record(view, PAIR, DAY)
    assert shown(found, "net_cooperation_both") == []
    (none,) = shown(found, "events_both")
    assert (none.value, none.cover) == (0.0, Cover.FULL)
