"""High-level contact: trips of leaders, and what events tell of visits."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.events.contact import (
    FAMILY,
    contact,
    covered_days,
    days_since,
    visit_weights,
    yearly_rate,
)
from tocsin.measure.events.reports import distinct_days
from tocsin.model.index import Cover, Coverage, Question
from tocsin.model.series import EventMonths, Events, Visits

DYAD = ("RUS", "PRK")
BACK = ("PRK", "RUS")
NAN = float("nan")
QUESTION = Question(dyad=DYAD, since=date(2018, 1, 1), until=date(2019, 12, 31))
often = settings(max_examples=30, deadline=None, derandomize=True)


# Formulas


def test_weights_are_rank_times_meeting():
    ranks = np.array(
        [
            "head_of_state",
            "head_of_government",
            "minister",
            "other",
            "head_of_state",
            None,
            None,
        ],
        object,
    )
    met = np.array([True, True, True, True, False, True, False])
    np.testing.assert_array_equal(visit_weights(ranks, met), [1.0, 0.9, 0, 0, 0, NAN, 0])


def test_ranks_and_meetings_must_be_of_one_length():
    with pytest.raises(ValueError, match="of one length"):
        visit_weights(np.array(["minister"], object), np.array([True, False]))


def test_rate_is_per_year_with_the_interval_of_a_poisson_count():
    rate, (low, high) = yearly_rate(np.array([5]), 2 * 365.25)
    np.testing.assert_allclose([rate[0], low[0], high[0]], [2.5, 1.6235 / 2, 11.6683 / 2], 1e-4)
    assert np.isnan(yearly_rate(np.array([5]), 0)[0]).all()


def test_days_since_the_last_is_never_negative():
    assert days_since(np.array([3.0, 7.0, 5.0]), 10) == 3
    assert days_since(np.array([12.0]), 10) == 0
    assert np.isnan(days_since(np.array([]), 10))


def test_reports_of_one_day_count_once():
    days = np.array(["2018-05-01", "2018-05-01", "2018-05-03"], "datetime64[D]")
    assert distinct_days(days) == 2


def test_covered_days_leave_out_what_lies_outside_and_the_gaps():
    source = Coverage(
        source="colt", table="visits", start=date(2018, 1, 11), end=date(2018, 1, 30),
        edition="", rows=1, gaps=((date(2018, 1, 15), date(2018, 1, 16)),),
    )  # fmt: skip
    assert covered_days(source, date(2018, 1, 1), date(2018, 1, 20)) == 8
    assert covered_days(source, date(2018, 1, 16), date(2018, 3, 1)) == 14
    assert covered_days(source, date(2018, 2, 1), date(2018, 3, 1)) == 0


# Trips


def _trip(start, visitor="PRK", host="RUS", **more):
    given = {"rank": "head_of_state", "end": None, "met": True, "aside": False, "id": start}
    given |= more
    return ("colt", given["id"], visitor, host, "Somebody", given["rank"], start, given["end"],
            given["met"], given["aside"])  # fmt: skip


TRIPS = (
    _trip("2001-07-26", end="2001-08-18"),
    _trip("2018-05-31", "RUS", "PRK", rank="minister"),
    _trip("2019-04-24", end="2019-04-26"),
    _trip("2019-09-04", rank="head_of_government", aside=True),
    _trip("2019-11-20", rank="head_of_government", met=False, end=None),
    _trip("2019-06-01", "CHN", "PRK"),
)


def _record(record, trips, start="1990-01-01", end="2019-12-31", scope=(), **more):
    covered = replace(record.covers("colt", "visits", start, end), scope=scope)
    return record.Record(trips=record.series(Visits, *trips), covered=(covered,), **more)


def _get(values, measure, parties=DYAD, question=QUESTION):
    (one,) = [
        v
        for v in values
        if (v.measure, v.parties, v.start, v.end)
        == (measure, parties, question.since, question.until)
    ]
    return one


def _years(values, measure, parties=DYAD):
    return [
        v.value
        for v in values
        if (v.measure, v.parties) == (measure, parties) and v.start.year == v.end.year
    ]


def test_trips_worked_by_hand(record):
    values = contact(_record(record, TRIPS), QUESTION)
    assert _get(values, "visits", BACK).value == 3
    assert _years(values, "visits", BACK) == [0, 3]
    assert _get(values, "visits").value == 1
    assert _get(values, "visits_both").value == 4
    assert _get(values, "visits_multilateral", BACK).value == 1
    assert _get(values, "visit_weight", BACK).value == pytest.approx(1.9)
    assert _get(values, "visit_weight_bilateral", BACK).value == pytest.approx(1.0)
    assert _get(values, "visit_weight").value == 0
    assert _get(values, "visit_weight_both").value == pytest.approx(1.9)
    rate = _get(values, "visit_rate", BACK)
    assert rate.value == pytest.approx(3 / (730 / 365.25))
    assert rate.low < rate.value < rate.high


def test_the_weightiest_trips_are_named_first(record):
    (rows,) = _get(contact(_record(record, TRIPS), QUESTION), "visits", BACK).rows
    assert rows.keys == ("2019-04-24", "2019-09-04", "2019-11-20")
    assert (rows.rows, rows.directed, rows.table) == (3, True, "visits")


def test_a_trip_of_unknown_length_ends_on_its_first_day(record):
    values = contact(_record(record, TRIPS), QUESTION)
    assert _get(values, "days_since_visit", BACK).value == 41  # from 20 November
    assert _get(values, "days_since_meeting", BACK).value == 118  # from 4 September
    ended = Question(dyad=DYAD, since=date(2018, 1, 1), until=date(2019, 5, 26))
    values = contact(_record(record, TRIPS), ended)
    assert _get(values, "days_since_visit", BACK, ended).value == 30  # from its last day


def test_the_last_trip_may_lie_before_the_period(record):
    values = contact(_record(record, TRIPS[:1]), QUESTION)
    assert _get(values, "visits", BACK).value == 0
    assert _get(values, "days_since_visit", BACK).value == (
        QUESTION.until - date(2001, 8, 18)
    ).days  # fmt: skip
    never = _get(values, "days_since_visit")
    assert (never.value, never.note) == (None, "none in the data since 1990-01-01")


def test_a_meeting_of_ministers_is_no_meeting_of_leaders(record):
    values = contact(_record(record, TRIPS), QUESTION)
    assert _get(values, "days_since_visit").value is not None
    assert _get(values, "days_since_meeting").value is None


def test_after_the_data_end_the_last_trip_is_unknown(record):
    values = contact(_record(record, TRIPS, end="2019-09-30"), QUESTION)
    since = _get(values, "days_since_visit", BACK)
    assert since.value is None
    assert "ended on 2019-11-20, and there may be later ones" in since.note
    assert "colt covers 1990-01-01 to 2019-09-30" in since.note
    earlier = contact(_record(record, TRIPS[:3], end="2019-09-30"), QUESTION)
    assert _get(earlier, "days_since_visit", BACK).value is None
    rate = _get(values, "visit_rate", BACK)
    assert (rate.cover, rate.value) == (Cover.PART, pytest.approx(3 / (638 / 365.25)))


def test_a_year_outside_the_coverage_is_unknown(record):
    values = contact(_record(record, TRIPS, end="2018-12-31"), QUESTION)
    assert _years(values, "visits") == [1, None]
    values = contact(_record(record, TRIPS[:2], end="2017-12-31"), QUESTION)
    assert {v.value for v in values if v.measure.startswith("visit")} == {None}


def test_what_is_unknown_of_a_trip_is_said(record):
    trips = (_trip("2019-04-24", rank=None), _trip(None, id="x"), _trip("2019-05-24"))
    view = _record(record, trips)
    view.visits = lambda states, since, until: view.trips
    values = contact(view, QUESTION)
    weight = _get(values, "visit_weight", BACK)
    assert weight.value == 1
    assert "1 meetings of leaders of an unknown rank weigh nothing" in weight.note
    assert "1 trips without a day are left out" in weight.note
    assert _get(values, "visits", BACK).note == "1 trips without a day are left out"


def test_a_source_read_for_other_states_knows_only_what_it_has(record):
    values = contact(_record(record, TRIPS[2:3], scope=("PRK",)), QUESTION)
    assert _get(values, "visits", BACK).value == 1
    assert _get(values, "visits").value is None


def test_an_empty_record_gives_every_measure_as_unknown(record):
    values = contact(record.Record(), QUESTION)
    assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
    assert {one.value for one in values} == {None}


trips = st.lists(
    st.builds(
        _trip,
        st.dates(date(2015, 1, 1), date(2019, 12, 31)).map(str),
        st.sampled_from(["RUS", "PRK"]),
        rank=st.sampled_from(["head_of_state", "head_of_government", "minister", "other"]),
        met=st.booleans(),
        aside=st.booleans(),
    ).map(lambda row: (*row[:3], "PRK" if row[2] == "RUS" else "RUS", *row[4:])),
    max_size=10,
)


@often
@given(trips)
def test_trips_add_up_and_stay_in_bounds(record, some):
    values = contact(_record(record, some), QUESTION)
    for name in ("visits", "visits_multilateral", "visit_weight", "visit_weight_bilateral"):
        there, back = _get(values, name), _get(values, name, BACK)
        both = _get(values, name + "_both")
        assert both.value == pytest.approx(there.value + back.value)
        assert sum(_years(values, name)) == pytest.approx(there.value)
        assert 0 <= there.value <= _get(values, "visits").value
    assert _get(values, "visit_weight_bilateral").value <= _get(values, "visit_weight").value


@often
@given(trips, st.booleans())
def test_a_further_trip_moves_the_count_by_one_and_order_does_not_matter(record, some, met):
    more = [_trip("2019-02-03", "RUS", "PRK", met=met), *some[::-1]]
    before, after = (contact(_record(record, one), QUESTION) for one in (some, more))
    assert _get(after, "visits").value == _get(before, "visits").value + 1
    weight = _get(before, "visit_weight").value
    assert _get(after, "visit_weight").value == pytest.approx(weight + met)
    assert _get(after, "visits", BACK).value == _get(before, "visits", BACK).value
    turned = replace(QUESTION, dyad=BACK)
    swapped = contact(_record(record, some), turned)
    for name in ("visits", "visit_weight", "days_since_visit", "visit_rate"):
        for parties in (DYAD, BACK):
            ours, theirs = _get(before, name, parties), _get(swapped, name, parties)
            assert ours.value == theirs.value


# Events


def _event(day, source, target, code, feed="icews"):
    return (feed, f"{day}-{source}-{code}", day, source, target, "CONSULT", code, 1, 1.0,
            "occurred", "", "", "")  # fmt: skip


def _month(month, source, target, events, feed="icews", type_="CONSULT"):
    return (feed, month, source, target, type_, 1, events, events, 0.0, events)


def _told(record, events, months, feed="icews", end="2019-12-31"):
    return record.Record(
        single=record.series(Events, *events),
        months=record.series(EventMonths, *months),
        covered=(record.covers(feed, "events", "2018-01-01", end),),
    )


EVENTS = (
    _event("2019-04-25", "PRK", "RUS", "042"),
    _event("2019-04-25", "RUS", "PRK", "043"),
    _event("2019-04-26", "RUS", "PRK", "043"),
    _event("2019-05-02", "RUS", "PRK", "044"),
    _event("2019-05-02", "RUS", "PRK", "040"),
    _event("2018-05-31", "RUS", "PRK", "042"),
)
MONTHS = (
    _month("2018-05-01", "RUS", "PRK", 1),
    _month("2019-04-01", "PRK", "RUS", 1),
    _month("2019-04-01", "RUS", "PRK", 2),
    _month("2019-05-01", "RUS", "PRK", 2),
    _month("2019-05-01", "RUS", "PRK", 7, type_="ACCUSE"),
)


def test_the_host_and_the_visitor_tell_of_one_visit(record):
    values = contact(_told(record, EVENTS, MONTHS), QUESTION)
    visit = _get(values, "reported_visits", BACK)
    assert (visit.value, visit.note) == (2, "events do not show the rank of those who met")
    assert _get(values, "reported_visits").value == 1
    assert _get(values, "reported_meetings_both").value == 4
    assert _years(values, "reported_meetings_both") == [1, 3]
    assert _get(values, "consultations").value == 5
    assert _get(values, "consultations", BACK).value == 1
    assert _years(values, "consultations_both") == [1, 5]


def test_a_feed_without_cameo_codes_does_not_show_visits(record):
    events = [_event("2019-04-25", "PRK", "RUS", "CONSULT", feed="polecat")]
    months = [_month("2019-04-01", "PRK", "RUS", 1, feed="polecat")]
    values = contact(_told(record, events, months, feed="polecat"), QUESTION)
    visit = _get(values, "reported_visits", BACK)
    assert visit.value is None
    assert visit.note.startswith("polecat has no CAMEO codes")
    assert _get(values, "consultations", BACK).value == 1


def test_too_many_events_are_not_read_one_by_one(record):
    months = [*MONTHS, _month("2019-06-01", "RUS", "PRK", 20_000)]
    values = contact(_told(record, EVENTS, months), QUESTION)
    assert _get(values, "reported_visits").value is None
    assert "ask for a shorter period" in _get(values, "reported_visits").note
    assert _get(values, "consultations").value == 20_005


def test_a_feed_without_events_of_the_two_has_zero_days_where_it_covers(record):
    values = contact(_told(record, (), (), end="2018-12-31"), QUESTION)
    assert _years(values, "reported_visits") == [0, None]
    assert _years(values, "consultations") == [0, None]
    assert _get(values, "reported_meetings_both").cover is Cover.PART


def test_consultations_count_the_months_that_are_over(record):
    question = replace(QUESTION, until=date(2019, 5, 20))
    values = contact(_told(record, EVENTS, MONTHS), question)
    until = replace(question, until=date(2019, 4, 30))
    assert _get(values, "consultations", question=until).value == 3
    early = replace(QUESTION, since=date(2019, 5, 1), until=date(2019, 5, 20))
    told = _get(contact(_told(record, EVENTS, MONTHS), early), "consultations", question=early)
    assert (told.value, told.note[:17]) == (None, "unknown; no month")


def test_a_feed_without_the_period_gives_its_reason_once(record):
    values = contact(_told(record, (), (), end="2017-12-31"), QUESTION)
    told = [one for one in values if one.measure.startswith(("reported", "consultations"))]
    assert {one.value for one in told} == {None}
    assert {(one.start, one.end) for one in told} == {(QUESTION.since, QUESTION.until)}


def test_a_single_year_is_given_once(record):
    question = replace(QUESTION, since=date(2019, 1, 1))
    values = contact(_record(record, TRIPS), question)
    assert len([v for v in values if (v.measure, v.parties) == ("visits", BACK)]) == 1
