"""In how many years something came about between the two, and where nobody can say."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tocsin.assess.own_rates import LOOK_BACK_YEARS, find_own_rates, years_with
from tocsin.model.record import Sought
from tocsin.model.series import Flows, Visits

DAY = date(2023, 9, 4)
PAIR = ("RUS", "PRK")


def trip(start, visitor="PRK", host="RUS", *, met=True, multi=False, name=None, feed="colt"):
    return (feed, name or f"{visitor}-{start}", visitor, host, "X", "head_of_state", start, start,
            met, multi)  # fmt: skip


def arms(year, giver, receiver, value=5.0, feed="tiv"):
    return (feed, "tiv", year, giver, receiver, value, "million TIV")


@pytest.fixture
def visited(record):
    def build(*trips, start="1990-01-01", end="2022-12-31", **more):
        covered = replace(record.covers("colt", "visits", start, end), **more)
        return record.Record(trips=record.series(Visits, *trips), covered=(covered,))

    return build


@pytest.fixture
def armed(record):
    def build(*rows, start="1990-01-01", end="2022-12-31", scope=()):
        covered = replace(record.covers("tiv", "transfer_totals", start, end), scope=scope)
        return record.Record(flowing=record.series(Flows, *rows), covered=(covered,))

    return build


def test_a_year_counts_once_and_only_where_it_is_covered():
    assert years_with([2001, 2001, 2005, 1980], range(2000, 2011)) == 2
    assert years_with([], range(2000, 2011)) == 0


class TestVisits:
    def test_visits_count_either_way_and_once_a_year(self, visited):
        view = visited(
            trip("2000-07-19", "RUS", "PRK"), trip("2018-03-25", "PRK", "CHN"),
            trip("2019-04-24"), trip("2019-10-01"),
        )  # fmt: skip
        (rate,) = find_own_rates(view, PAIR, DAY)
        assert (rate.hits, rate.years) == (2, LOOK_BACK_YEARS)
        assert rate.value.parties == ("PRK", "RUS")
        assert not rate.is_directed
        assert rate.value.note == "in 2000, 2019"
        assert rate.value.rows[0].keys[0] == "PRK-2019-10-01"

    def test_order_of_the_pair_does_not_matter(self, visited):
        view = visited(trip("2019-04-24"))
        assert find_own_rates(view, PAIR, DAY) == find_own_rates(view, PAIR[::-1], DAY)

    def test_years_that_are_not_over_or_not_covered_count_for_nothing(self, visited):
        view = visited(
            trip("2023-02-01"), trip("2015-02-01"), start="2016-07-01", end="2023-08-01"
        )
        (rate,) = find_own_rates(view, PAIR, DAY)
        assert (rate.hits, rate.years) == (0, 6)
        assert (rate.value.start, rate.value.end) == (date(2017, 1, 1), date(2022, 12, 31))
        assert rate.value.note == "in none of them"

    def test_last_day_of_a_year_ends_it(self, visited):
        view = visited(trip("2022-02-01"), start="2021-01-01")
        (rate,) = find_own_rates(view, PAIR, date(2022, 12, 31))
        assert (rate.hits, rate.years) == (1, 2)

    def test_gap_is_no_year_without_a_visit(self, visited):
        gap = (date(2010, 5, 1), date(2012, 5, 1))
        (rate,) = find_own_rates(visited(start="2009-01-01", gaps=(gap,)), PAIR, DAY)
        assert rate.years == 14 - 3

    def test_gathering_counts_if_the_host_was_met(self, visited):
        view = visited(
            trip("2015-05-09", met=False, multi=True), trip("2016-05-09", met=True, multi=True),
            trip("2017-05-09", met=False, multi=False),
        )  # fmt: skip
        (rate,) = find_own_rates(view, PAIR, DAY)
        assert rate.value.note == "in 2016, 2017"

    def test_trip_of_an_unknown_day_counts_in_its_year(self, record, visited):
        known, undated = trip("2019-04-24"), trip(None, name="undated")
        rows = record.series(Visits, known, undated)

        class Undated(record.Record):
            def visits(self, states, since, until):
                days = [date(2019, 4, 24), date(2005, 1, 1)]
                return record._pick(rows, np.array([since <= day <= until for day in days]))

        view = Undated(covered=visited().covered)
        (rate,) = find_own_rates(view, PAIR, DAY)
        assert rate.value.note == "in 2005, 2019"

    def test_data_on_others_say_nothing_of_the_pair(self, visited):
        assert find_own_rates(visited(scope=("USA", "PRK")), PAIR, DAY) == ()


class TestArms:
    def test_each_way_is_counted_apart_and_volume_zero_is_a_delivery(self, armed):
        view = armed(
            arms(2000, "RUS", "PRK", 0.0), arms(2001, "RUS", "PRK"), arms(2001, "CHN", "PRK"),
            arms(2002, "RUS", "PRK", float("nan")),
        )  # fmt: skip
        rates = {one.value.parties: one for one in find_own_rates(view, PAIR, DAY)}
        assert rates["RUS", "PRK"].value.note == "in 2000, 2001, 2002"
        assert (rates["PRK", "RUS"].hits, rates["PRK", "RUS"].years) == (0, 30)
        assert all(one.is_directed for one in rates.values())
        assert rates["RUS", "PRK"].value.rows[0].directed

    def test_table_of_imports_shows_what_did_not_come(self, armed):
        view = armed(arms(2001, "CHN", "PRK"), scope=("PRK",))
        (rate,) = find_own_rates(view, PAIR, DAY)
        assert (rate.value.parties, rate.hits, rate.years) == (("RUS", "PRK"), 0, 30)

    def test_table_of_exports_shows_what_did_not_go(self, armed):
        view = armed(arms(2001, "RUS", "IND"), scope=("RUS",))
        (rate,) = find_own_rates(view, PAIR, DAY)
        assert (rate.value.parties, rate.hits) == (("RUS", "PRK"), 0)

    def test_table_that_does_not_show_which_of_the_two_it_is_says_nothing(self, armed):
        assert find_own_rates(armed(scope=("PRK",)), PAIR, DAY) == ()
        both = find_own_rates(armed(scope=("PRK", "RUS")), PAIR, DAY)
        assert [one.hits for one in both] == [0, 0]


class TestSought:
    def test_what_is_sought_and_not_covered_is_unknown_not_zero(self, record):
        sought = (
            Sought(base_class="meeting", giver="PRK", receiver="RUS"),
            Sought(base_class="arms_transfer", giver="PRK", receiver="RUS"),
            Sought(base_class="treaty", giver="PRK", receiver="RUS"),
        )
        rates = find_own_rates(record.Record(), PAIR, DAY, sought)
        assert [one.base_class for one in rates] == ["meeting", "arms_transfer"]
        assert all(one.value.value is None for one in rates)
        assert all(one.years == 0 for one in rates)
        assert "unknown, not zero" in rates[0].value.note

    def test_what_is_covered_is_not_told_as_unknown_and_comes_first_if_sought(self, armed):
        sought = (Sought(base_class="arms_transfer", giver="PRK", receiver="RUS"),)
        rates = find_own_rates(armed(arms(2001, "RUS", "PRK")), PAIR, DAY, sought)
        assert [one.value.parties for one in rates] == [("PRK", "RUS"), ("RUS", "PRK")]
        assert all(one.years for one in rates)
