"""The record up to a day: nothing of a later day comes through."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from tocsin.assess.as_of import AsOf
from tocsin.model.series import (
    EventDays,
    EventMonths,
    Events,
    FeedMonths,
    Flows,
    IdealPoints,
    PairedVotes,
    SanctionYears,
    Ties,
    Visits,
)
from tocsin.store.base import View

DAY = date(2023, 9, 4)
AHEAD = date(2030, 12, 31)
LONG_AGO = date(1990, 1, 1)
PAIR = ("RUS", "PRK")


def days_of(column):
    return [str(one) for one in column]


def test_every_question_of_a_view_is_answered():
    asked = {name for name in vars(View) if not name.startswith("_")}
    assert asked <= set(dir(AsOf))


class TestCoverage:
    def known(self, record, *covered):
        return AsOf(record.Record(covered=covered), DAY).coverage()

    def test_coverage_ends_with_the_day(self, record):
        (one,) = self.known(record, record.covers("g", "events", "2015-01-01", "2024-05-01"))
        assert (one.start, one.end) == (date(2015, 1, 1), DAY)

    def test_yearly_data_end_with_the_last_whole_year(self, record):
        (one,) = self.known(record, record.covers("s", "transfers", "1990-01-01", "2023-12-31"))
        assert one.end == date(2022, 12, 31)

    def test_earlier_end_stands(self, record):
        (one,) = self.known(record, record.covers("g", "events", "2015-01-01", "2020-05-01"))
        assert one.end == date(2020, 5, 1)

    def test_source_of_later_days_is_not_there(self, record):
        assert (
            self.known(record, record.covers("g", "events", "2023-09-05", "2024-01-01")) == ()
        )

    def test_unknown_ends_stay_unknown(self, record):
        (one,) = self.known(record, record.covers("v", "votes", None, None))
        assert (one.start, one.end) == (None, None)

    def test_gap_that_later_files_leave_is_an_earlier_end(self, record):
        whole = record.covers("g", "events", "2015-01-01", "2024-05-01")
        early = (date(2016, 1, 1), date(2016, 2, 1))
        late = (date(2023, 8, 1), date(2023, 12, 31))
        gapped = replace(whole, gaps=(early, late, (date(2024, 1, 5), date(2024, 1, 9))))
        (one,) = self.known(record, gapped)
        assert one.end == date(2023, 7, 31)
        assert one.gaps == (early,)


class TestEvents:
    def test_unfinished_month_is_left_out_and_its_days_are_cut(self, record):
        months = record.series(
            EventMonths,
            *(
                ("g", f"2023-{month:02d}-01", *PAIR, "CONSULT", 1, 5, 5, 1.0, 5)
                for month in (7, 8, 9, 10)
            ),
        )
        whole = record.series(
            FeedMonths, *(("g", f"2023-{month:02d}-01", 9, 9) for month in (8, 9))
        )
        days = record.series(
            EventDays,
            *(("g", f"2023-09-0{day}", *PAIR, 1, 1, 1, 1.0) for day in (3, 4, 5)),
        )
        view = AsOf(record.Record(months=months, all_months=whole, days=days), DAY)
        two = ["2023-07-01", "2023-08-01"]
        assert days_of(view.event_months(PAIR, LONG_AGO, AHEAD).month) == two
        assert days_of(view.state_months("RUS", LONG_AGO, AHEAD).month) == two
        assert days_of(view.state_totals("RUS", LONG_AGO, AHEAD).month) == two
        assert days_of(view.feed_months(LONG_AGO, AHEAD).month) == ["2023-08-01"]
        assert days_of(view.event_days(PAIR, LONG_AGO, AHEAD).day) == [
            "2023-09-03",
            "2023-09-04",
        ]

    def test_month_that_ends_with_the_day_is_whole(self, record):
        row = ("g", "2023-09-01", *PAIR, "CONSULT", 1, 5, 5, 1.0, 5)
        view = AsOf(record.Record(months=record.series(EventMonths, row)), date(2023, 9, 30))
        assert len(view.event_months(PAIR, LONG_AGO, AHEAD)) == 1

    def test_claims_count_once_their_document_is_out(self, record):
        row = ("2023-08-01", *PAIR, "AID", "", 2, 1.0, "occurred", "", "", "")
        rows = record.series(
            Events,
            *((feed, name, *row) for feed, name in (("claims", "c-old"), ("claims", "c-new"),
                                                    ("claims", "c-undated"), ("g", "1"))),
        )  # fmt: skip
        told = tuple(
            SimpleNamespace(claim=SimpleNamespace(id=name), published=published)
            for name, published in (
                ("c-old", date(2023, 9, 4)), ("c-new", date(2023, 9, 5)), ("c-undated", None),
            )
        )  # fmt: skip
        whole = record.Record(single=rows)
        whole.tellings = lambda dyad: told
        view = AsOf(whole, DAY)
        assert view.events(PAIR, LONG_AGO, AHEAD).id.tolist() == ["c-old", "1"]
        assert [one.claim.id for one in view.tellings(PAIR)] == ["c-old"]


class TestYearsAndSessions:
    def test_years_that_are_not_over_are_left_out(self, record):
        years = (2021, 2022, 2023)
        view = AsOf(
            record.Record(
                pacts=record.series(Ties, *(("a", year, *PAIR, 2) for year in years)),
                flowing=record.series(
                    Flows, *(("s", "tiv", year, *PAIR, 1.0, "million TIV") for year in years)
                ),
                sanctioned=record.series(
                    SanctionYears, *(("x", *PAIR, year, "arms", "1") for year in years)
                ),
            ),
            DAY,
        )
        for rows in (
            view.ties(LONG_AGO, AHEAD),
            view.flows(PAIR, LONG_AGO, AHEAD, series="tiv"),
            view.sanctions(PAIR, LONG_AGO, AHEAD),
        ):
            assert rows.year.tolist() == [2021, 2022]

    @pytest.mark.parametrize(
        ("day", "last"), [("2023-09-14", 2021), ("2023-09-15", 2022), ("2023-12-31", 2022)]
    )
    def test_sessions_count_once_they_are_over(self, record, day, last):
        sessions = [year - 1945 for year in range(2019, 2024)]
        points = record.series(
            IdealPoints, *(("i", "RUS", session, 1.0, 0.9, 1.1) for session in sessions)
        )
        view = AsOf(record.Record(points=points), date.fromisoformat(day))
        found = view.ideal_points(PAIR, LONG_AGO, AHEAD)
        assert found.session.max() + 1945 == last

    def test_votes_count_by_their_day_and_undated_ones_by_their_session(self, record):
        rows = record.series(
            PairedVotes,
            ("v", "1", 77, "2023-09-04", 1.0, 1.0, False, False),
            ("v", "2", 77, "2023-09-05", 1.0, 1.0, False, False),
            ("v", "3", 76, None, 1.0, 1.0, False, False),
            ("v", "4", 77, None, 1.0, 1.0, False, False),
            ("v", "5", -1, None, 1.0, 1.0, False, False),
        )
        view = AsOf(record.Record(paired=rows), DAY)
        assert view.votes(PAIR, LONG_AGO, AHEAD).roll_call.tolist() == ["1", "3"]


class TestVisits:
    def rows(self, record, *trips):
        return record.series(
            Visits,
            *(("c", name, *PAIR, "X", "head_of_state", start, end, True, False)
              for name, start, end in trips),
        )  # fmt: skip

    def test_trip_under_way_ends_with_the_day_and_later_ones_are_left_out(self, record):
        trips = self.rows(
            record,
            ("past", "2019-04-24", "2019-04-26"),
            ("open", "2019-05-01", None),
            ("now", "2023-09-03", "2023-09-09"),
            ("ahead", "2023-09-05", "2023-09-09"),
        )
        found = AsOf(record.Record(trips=trips), DAY).visits(PAIR, LONG_AGO, AHEAD)
        assert found.id.tolist() == ["past", "open", "now"]
        assert days_of(found.end) == ["2019-04-26", "NaT", "2023-09-04"]

    def test_undated_trip_counts_once_its_year_is_over(self, record):
        years = {"old": 2021, "late": 2023}
        trips = self.rows(record, ("old", None, None), ("late", None, None))

        class Undated(record.Record):
            def visits(self, states, since, until):
                kept = [since <= date(years[one], 1, 1) <= until for one in trips.id]
                return record._pick(trips, np.array(kept))

        assert AsOf(Undated(), DAY).visits(PAIR, LONG_AGO, AHEAD).id.tolist() == ["old"]
