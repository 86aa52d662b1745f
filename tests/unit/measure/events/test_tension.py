"""Cooperation and conflict from events."""

import sys
import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.events.decay import decayed_means
from tocsin.measure.events.tension import (
    FAMILY,
    METHODS,
    goldstein_mean,
    net_cooperation,
    quad_shares,
    tension,
)
from tocsin.model.index import Cover, Question
from tocsin.model.series import EventDays, EventMonths, Events

DYAD = ("RUS", "PRK")
NAN = float("nan")
often = settings(max_examples=25, deadline=None, derandomize=True)


# Formulas


def test_goldstein_mean_is_unknown_without_a_scored_event():
    np.testing.assert_allclose(
        goldstein_mean(np.array([6.0, 0.0, -4.0]), np.array([2, 0, 1])), [3, NAN, -4]
    )


def test_quad_shares_add_up_and_need_four_quadrants():
    shares = quad_shares(np.array([[5, 0], [3, 0], [1, 0], [1, 0]]))
    np.testing.assert_allclose(shares[:, 0], [0.5, 0.3, 0.1, 0.1])
    assert np.isnan(shares[:, 1]).all()
    with pytest.raises(ValueError, match=r"Four quadrants .* \(3, 2\)"):
        quad_shares(np.ones((3, 2)))


def test_net_cooperation_runs_from_minus_one_to_one():
    net = net_cooperation(np.array([4, 0, 3, 0]), np.array([0, 5, 1, 0]))
    np.testing.assert_allclose(net, [1, -1, 0.5, NAN])


def test_decayed_mean_worked_by_hand():
    # Weights 1/4, 1/2, 1 on means 8, 2, -1 of 1, 2, 1 events.
    mean, effective = decayed_means(
        np.array([8.0, 4.0, -1.0]), np.array([1, 2, 1]), np.array([0, 90, 180]),
        half_life_days=90,
    )  # fmt: skip
    np.testing.assert_allclose(mean, [8, (4 + 4) / 2.5, (2 + 2 - 1) / 2.25])
    np.testing.assert_allclose(effective, [1, 2.5**2 / 2.25, 2.25**2 / (1 / 16 + 2 / 4 + 1)])


def test_a_memory_of_ten_half_lives_fades_to_unknown():
    mean, effective = decayed_means(
        np.array([5.0, 0, 0, 0]), np.array([1, 0, 0, 0]), np.array([0, 100, 1000, 1001]),
        half_life_days=100,
    )  # fmt: skip
    np.testing.assert_allclose(mean, [5, 5, 5, NAN])
    np.testing.assert_allclose(effective, [1, 1, 1, 0])


@pytest.mark.parametrize("half_life", [0.0, -1.0, NAN])
def test_a_half_life_must_be_positive(half_life):
    with pytest.raises(ValueError, match="above 0 days"):
        decayed_means(np.ones(2), np.ones(2), np.arange(2), half_life_days=half_life)


def test_lengths_must_fit():
    with pytest.raises(ValueError, match="of one length"):
        decayed_means(np.ones(3), np.ones(3), np.arange(2))


columns = st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 6)), min_size=1, max_size=40)


def _plain(totals, counts, days, half_life):
    """Return the decayed means term by term."""
    found = []
    for i, day in enumerate(days):
        w = [2 ** -((day - days[j]) / half_life) for j in range(i + 1)]
        found.append(
            sum(a * b for a, b in zip(w, totals, strict=False))
            / sum(a * b for a, b in zip(w, counts, strict=False))
        )
    return found


@often
@given(columns, st.floats(20, 2000))
def test_decayed_means_are_the_sums_of_their_formula(rows, half_life):
    totals, counts = (np.array(one, float) for one in zip(*rows, strict=True))
    days = np.arange(len(rows)) * 30.0
    mean, effective = decayed_means(totals, counts, days, half_life_days=half_life)
    np.testing.assert_allclose(mean, _plain(totals, counts, days, half_life), atol=1e-9)
    assert (effective > 0).all()
    assert (effective <= np.cumsum(counts) + 1e-9).all()


@often
@given(columns)
def test_an_infinite_half_life_gives_the_plain_mean(rows):
    totals, counts = (np.array(one, float) for one in zip(*rows, strict=True))
    mean, effective = decayed_means(
        totals, counts, np.arange(len(rows)) * 31.0, half_life_days=np.inf
    )
    np.testing.assert_allclose(mean, np.cumsum(totals) / np.cumsum(counts), atol=1e-12)
    np.testing.assert_allclose(effective, np.cumsum(counts))


# The family


def _cell(month, source, target, quad, goldstein, *, events=1, feed="icews", type_="CONSULT"):
    return (
        feed,
        month,
        source,
        target,
        type_,
        quad,
        events,
        events,
        goldstein * events,
        events,
    )


ROWS = (
    _cell("2020-01-01", "RUS", "PRK", 1, 2.0, events=3),
    _cell("2020-01-01", "PRK", "RUS", 2, 6.0),
    _cell("2020-02-01", "RUS", "PRK", 4, -9.0),
    _cell("2020-04-01", "RUS", "PRK", 1, 1.0),
    _cell("2020-04-01", "PRK", "RUS", 3, -2.0, events=2),
)
QUESTION = Question(dyad=DYAD, since=date(2020, 1, 1), until=date(2020, 4, 30))


def _record(record, rows, *, days=(), start="2019-01-01", end="2020-12-31", **more):
    return record.Record(
        months=record.series(EventMonths, *rows),
        days=record.series(EventDays, *days),
        covered=(record.covers("icews", "events", start, end),),
        **more,
    )


def _whole(values, measure, parties=DYAD, question=QUESTION):
    (one,) = [
        v
        for v in values
        if (v.measure, v.parties, v.end) == (measure, parties, question.until)
        and v.start == question.since
    ]
    return one


def _series(values, measure, parties=DYAD, question=QUESTION):
    return [
        v
        for v in values
        if (v.measure, v.parties) == (measure, parties)
        and (v.start, v.end) != (question.since, question.until)
    ]


def test_whole_period_worked_by_hand(record):
    values = tension(_record(record, ROWS), QUESTION)
    assert _whole(values, "events").value == 5
    assert _whole(values, "events", ("PRK", "RUS")).value == 3
    both = _whole(values, "goldstein_both")
    assert both.value == pytest.approx((6 + 6 - 9 + 1 - 4) / 8)
    assert (both.n, both.cover, both.rows[0].rows, both.rows[0].directed) == (
        8, Cover.FULL, 8, False,
    )  # fmt: skip
    assert _whole(values, "goldstein").value == pytest.approx(-2 / 5)
    assert _whole(values, "goldstein").rows[0].directed
    assert _whole(values, "net_cooperation_both").value == pytest.approx((5 - 3) / 8)
    assert _whole(values, "share_material_conflict_both").value == pytest.approx(1 / 8)
    assert _whole(values, "count_verbal_cooperation").value == 4
    assert _whole(values, "share_verbal_conflict", ("PRK", "RUS")).value == pytest.approx(2 / 3)


def test_months_are_clusters_of_the_period(record):
    rows = (
        _cell("2020-01-01", "RUS", "PRK", 1, 2.0, events=3),
        _cell("2020-02-01", "RUS", "PRK", 3, -1.0),
        _cell("2020-04-01", "RUS", "PRK", 1, 1.0, events=2),
    )
    one = _whole(tension(_record(record, rows), QUESTION), "goldstein")
    # R = 7/6 and e = 5/2, -13/6, -1/3; March has no event and is no cluster.
    half = 4.30265273 * np.sqrt(3 / 2 * (25 / 4 + 169 / 36 + 1 / 9)) / 6
    assert one.value == pytest.approx(7 / 6)
    assert (one.low, one.high) == (pytest.approx(7 / 6 - half), pytest.approx(7 / 6 + half))


def test_an_interval_ends_where_the_scale_does(record):
    one = _whole(tension(_record(record, ROWS), QUESTION), "goldstein_both")
    assert (one.low, one.value, one.high) == (-10, 0, 10)


def test_a_covered_month_without_events_has_no_mean_but_a_count_of_zero(record):
    values = tension(_record(record, ROWS), QUESTION)
    assert [one.value for one in _series(values, "events_both")] == [4, 1, 0, 3]
    means = _series(values, "goldstein_both")
    assert [one.value for one in means] == [3, -9, None, -1]
    assert (means[2].cover, means[2].note) == (Cover.FULL, "no event with a Goldstein value")
    assert [one.value for one in _series(values, "goldstein", ("PRK", "RUS"))] == [
        6, None, None, -2,
    ]  # fmt: skip


def test_a_month_outside_the_coverage_is_unknown(record):
    values = tension(_record(record, ROWS, start="2020-02-01", end="2020-03-15"), QUESTION)
    counts = _series(values, "events_both")
    assert [one.value for one in counts] == [None, 1, None, None]
    assert [one.cover for one in counts] == [Cover.NONE, Cover.FULL, Cover.PART, Cover.NONE]
    assert "unknown, not zero; icews covers 2020-02-01 to 2020-03-15" in counts[0].note
    # Nothing in the first half of March is not nothing in March.
    assert "none in the part that is covered; icews covers" in counts[2].note
    whole = _whole(values, "events_both")
    assert (whole.value, whole.cover) == (1, Cover.PART)
    # The data end before the period does, so nobody knows how things stand at its end.
    assert _whole(values, "goldstein_decayed_both").value is None


def test_a_feed_that_ends_before_the_period_gives_its_reason_once(record):
    values = tension(_record(record, ROWS, end="2019-12-31"), QUESTION)
    assert {one.value for one in values} == {None}
    assert {(one.start, one.end) for one in values} == {(QUESTION.since, QUESTION.until)}
    assert {one.measure for one in values} == {one.name for one in METHODS}


def test_days_give_a_month_its_interval(record):
    def day(when, source, target, quad, goldstein):
        return ("icews", when, source, target, quad, 1, 1, goldstein)

    days = [
        day("2020-01-03", "RUS", "PRK", 1, 1.0),
        day("2020-01-09", "RUS", "PRK", 1, 2.0),
        day("2020-01-20", "RUS", "PRK", 1, 3.0),
        day("2020-01-09", "PRK", "RUS", 2, 6.0),
    ]
    values = tension(_record(record, ROWS, days=days), QUESTION)
    there = _series(values, "goldstein")[0]
    half = 4.30265273 * 1 / np.sqrt(3)
    assert (there.low, there.high) == (
        pytest.approx(2 - half, abs=1e-6),
        pytest.approx(2 + half, abs=1e-6),
    )
    assert _series(values, "goldstein", ("PRK", "RUS"))[0].low is None
    # Where the days do not show all events of the month, they do not show its mean.
    values = tension(_record(record, ROWS, days=days[:2]), QUESTION)
    assert _series(values, "goldstein")[0].low is None


def test_a_month_that_is_not_over_counts_its_days_so_far(record):
    days = [
        ("icews", day, "PRK", "RUS", 3, 1, 1, -2.0)
        for day in ("2020-03-31", "2020-04-01", "2020-04-10", "2020-04-11")
    ]
    question = Question(dyad=DYAD, since=date(2020, 1, 1), until=date(2020, 4, 10))
    values = tension(_record(record, ROWS, days=days), question)
    assert _series(values, "events_both", question=question)[-1].value == 2
    assert _whole(values, "events_both", question=question).value == 7
    assert _whole(values, "events", question=question).value == 4


def test_the_decayed_mean_remembers_what_came_before_the_period(record):
    rows = (_cell("2019-12-01", "RUS", "PRK", 1, 8.0), *ROWS[2:3])
    values = tension(_record(record, rows), QUESTION)
    decayed = _series(values, "goldstein_decayed_both")
    assert decayed[0].value == 8
    w = 2 ** (-60 / 90)  # end of December to end of February
    assert decayed[1].value == pytest.approx((8 * w - 9) / (w + 1))
    assert decayed[1].n == round((w + 1) ** 2 / (w * w + 1))
    assert _whole(values, "events").value == 1
    plain = tension(_record(record, rows), QUESTION, half_life_days=np.inf)
    assert _whole(plain, "goldstein_decayed_both").value == -9


def test_feeds_are_kept_apart(record):
    rows = (*ROWS, _cell("2020-01-01", "RUS", "PRK", 4, -10.0, events=50, feed="gdelt"))
    view = _record(record, rows)
    view.covered += (record.covers("gdelt", "events", "2020-01-01", None),)
    values = tension(view, QUESTION)
    found = {
        v.rows[0].source: v.value
        for v in values
        if (v.measure, v.start, v.end) == ("events_both", QUESTION.since, QUESTION.until)
    }
    assert found == {"icews": 8, "gdelt": 50}
    only = Question(dyad=DYAD, since=QUESTION.since, until=QUESTION.until, sources=("gdelt",))
    assert {v.rows[0].source for v in tension(view, only)} == {"gdelt"}


def test_years_are_given_where_there_are_several(record):
    question = Question(dyad=DYAD, since=date(2019, 11, 1), until=date(2020, 4, 30))
    values = tension(_record(record, ROWS), question)
    years = [(v.start, v.end, v.value) for v in _series(values, "events", question=question)]
    assert years == [
        (date(2019, 11, 1), date(2019, 12, 31), 0),
        (date(2020, 1, 1), date(2020, 4, 30), 5),
    ]
    shares = _series(values, "share_verbal_cooperation_both", question=question)
    assert [one.value for one in shares] == [None, 0.5]
    assert shares[0].note == "no event of a known quadrant"


def test_an_empty_record_gives_every_measure_as_unknown(record):
    values = tension(record.Record(), QUESTION)
    assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
    assert {one.value for one in values} == {None}
    assert "no events of a source" in values[0].note


def test_one_row_gives_values_and_no_interval(record):
    values = tension(_record(record, ROWS[:1]), QUESTION)
    one = _whole(values, "goldstein")
    assert (one.value, one.n, one.low, one.high) == (2, 3, None, None)
    share = _whole(values, "share_verbal_cooperation")
    assert share.value == 1
    assert share.low == pytest.approx(1 / (1 + 1.959964**2 / 3), rel=1e-6)


def test_the_most_mentioned_events_of_the_last_quarter_stand_beneath_the_period(record):
    def event(name, source, target, day="2020-02-25"):
        return ("icews", name, day, source, target, "CONSULT", "040", 1, 1.0,
                "occurred", "", "", "")  # fmt: skip

    rows = [
        event("6", "RUS", "PRK", "2020-01-05"),
        event("7", "RUS", "PRK"),
        event("8", "PRK", "RUS"),
    ]
    view = _record(record, ROWS, single=record.series(Events, *rows))
    values = tension(view, QUESTION)
    assert _whole(values, "events").rows[0].keys == ("7",)
    assert _whole(values, "events", ("PRK", "RUS")).rows[0].keys == ("8",)
    assert _whole(values, "events_both").rows[0].keys == ("7", "8")


cells = st.lists(
    st.builds(
        _cell,
        st.sampled_from(["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"]),
        st.just("RUS"), st.just("PRK"), st.integers(0, 4), st.integers(-10, 10),
        events=st.integers(1, 5),
    ),
    max_size=12,
)  # fmt: skip


@often
@given(rows=cells)
def test_values_lie_in_their_range_and_in_their_interval(record, rows):
    for one in tension(_record(record, rows), QUESTION):
        low, high = (-10, 10) if "goldstein" in one.measure else (-1, 1)
        if one.value is not None and one.unit != "events":
            assert low - 1e-9 <= one.value <= high + 1e-9
            if one.low is not None:
                assert low <= one.low <= one.value + 1e-9
                assert one.value - 1e-9 <= one.high <= high


@often
@given(rows=cells, seed=st.integers(0, 99))
def test_neither_the_order_of_rows_nor_of_the_states_matters(record, rows, seed):
    straight = tension(_record(record, rows), QUESTION)
    mixed = [rows[place] for place in np.random.default_rng(seed).permutation(len(rows))]
    again = tension(_record(record, mixed), QUESTION)
    # Sums of floats in another order may differ in their last bit.
    for one, other in zip(straight, again, strict=True):
        assert one.value == pytest.approx(other.value, abs=1e-9)
    turned = Question(dyad=DYAD[::-1], since=QUESTION.since, until=QUESTION.until)
    swapped = tension(_record(record, rows), turned)

    def both(found):
        return [(v.measure, v.value, v.n) for v in found if v.measure.endswith("_both")]

    def ways(found):
        return sorted(
            (v.measure, v.parties, v.start, v.end, v.value or 0, v.n)
            for v in found
            if not v.measure.endswith("_both")
        )

    assert both(straight) == both(swapped)
    assert ways(straight) == ways(swapped)


@often
@given(rows=cells, quad=st.integers(1, 4))
def test_a_further_event_moves_its_counts_by_one(record, rows, quad):
    more = [*rows, _cell("2020-03-01", "RUS", "PRK", quad, 1.0)]
    before, after = (tension(_record(record, one), QUESTION) for one in (rows, more))
    assert _whole(after, "events").value == _whole(before, "events").value + 1
    back = ("PRK", "RUS")
    assert _whole(after, "events", back).value == _whole(before, "events", back).value
    counts = [v for v in before if v.measure.startswith("count_") and v.parties == DYAD
              and not v.measure.endswith("_both")]  # fmt: skip
    moved = [_whole(after, v.measure).value - v.value for v in counts]
    assert sorted(moved) == [0, 0, 0, 1]
    assert _series(after, "events_both")[2].value == _series(before, "events_both")[2].value + 1


class _Huge:
    """Thirty years of an active dyad, as arrays at hand."""

    def __init__(self, record):
        months = np.arange("1993-06", "2023-07", dtype="datetime64[M]").astype("datetime64[D]")
        types = ("CONSULT", "COOPERATE", "AID", "AGREE", "ACCUSE", "THREATEN", "SANCTION")
        cells = [
            ("icews", month, source, target, kind, 1 + place % 4, 3, 3, 2.5, 3)
            for month in months
            for source, target in (DYAD, DYAD[::-1])
            for place, kind in enumerate(types)
        ]
        self.rows = record.series(EventMonths, *cells)
        self.none = record.Record()
        self.covers = (record.covers("icews", "events", "1990-01-01", "2023-12-31"),)

    def coverage(self, table=""):
        return self.covers

    def event_months(self, *given, **more):
        return self.rows

    def event_days(self, *given, **more):
        return self.none.days

    def events(self, *given, **more):
        return self.none.single


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer takes longer than the work")
def test_thirty_years_of_months_take_some_milliseconds(record):
    view = _Huge(record)
    question = Question(dyad=DYAD, since=date(1993, 7, 1), until=date(2023, 6, 30))
    taken = []
    for _ in range(12):
        start = time.process_time()
        values = tension(view, question)
        taken.append(time.process_time() - start)
    assert len(values) > 2000
    # 18 to 20 ms on a busy machine, most of them to make the values; the goal is 20.
    assert min(taken) < 0.06


def test_a_single_month_is_given_once(record):
    question = Question(dyad=DYAD, since=date(2020, 1, 1), until=date(2020, 1, 31))
    values = tension(_record(record, ROWS), question)
    assert [v.value for v in values if v.measure == "goldstein_both"] == [3]
