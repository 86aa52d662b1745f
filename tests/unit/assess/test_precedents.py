"""Past episodes: which are told, in which order, in which words."""

from datetime import date

import pytest

from tocsin.assess.precedents import (
    MOST_OF_A_KIND,
    find_precedents,
    rise_of_tie,
    volume_of,
)
from tocsin.model.index import Cover, DataRows, IndexValue
from tocsin.model.record import Sought
from tocsin.model.series import EventDays, Events, Flows, Ties, Visits

DAY = date(2023, 9, 4)
PAIR = ("RUS", "PRK")
MEETING = Sought(base_class="meeting", giver="PRK", receiver="RUS")
TO_RUSSIA = Sought(base_class="arms_transfer", giver="PRK", receiver="RUS")


def trip(start, end=None, visitor="PRK", host="RUS", *, rank="head_of_state", met=True,
         multi=False):  # fmt: skip
    return (
        "colt",
        f"{visitor}-{start}",
        visitor,
        host,
        "A Leader",
        rank,
        start,
        end,
        met,
        multi,
    )


def arms(year, giver, receiver, value=5.0, feed="tiv"):
    return (feed, "tiv", year, giver, receiver, value, "million TIV")


@pytest.fixture
def known(record):
    def build(*, trips=(), flows=(), ties=(), single=(), tables=()):
        days = [("g", row[2], row[3], row[4], row[7], 1, 1, 1.0) for row in single]
        covered = (
            record.covers("colt", "visits", "1990-01-01", "2023-09-04"),
            record.covers("tiv", "transfer_totals", "1990-01-01", "2022-12-31"),
            record.covers("cow", "alliances", "1990-01-01", "2012-12-31"),
            *tables,
        )
        return record.Record(
            trips=record.series(Visits, *trips),
            flowing=record.series(Flows, *flows),
            pacts=record.series(Ties, *ties),
            single=record.series(Events, *single),
            days=record.series(EventDays, *days),
            covered=covered,
        )

    return build


def words(view, *sought, bursts=()):
    return [one.words for one in find_precedents(view, PAIR, DAY, sought, bursts)]


def burst(start, end, count):
    rows = DataRows(source="g", table="events", parties=PAIR, start=start, end=end, rows=count)
    return IndexValue(
        measure="burst", family="bursts", parties=PAIR, start=start, end=end,
        value=float(count), unit="events", n=2, cover=Cover.FULL, rows=(rows,),
    )  # fmt: skip


class TestVisits:
    def test_both_ways_are_told_the_latest_first(self, known):
        trips = (trip("2000-07-19", None, "RUS", "PRK"), trip("2019-04-24", "2019-04-26"))
        latest, earliest = find_precedents(known(trips=trips), PAIR, DAY, (MEETING,))
        assert latest.words == "visit of A Leader, head of state of North Korea, to Russia"
        assert (latest.value.start, latest.value.end) == (date(2019, 4, 24), date(2019, 4, 26))
        assert (latest.value.value, latest.value.unit) == (3.0, "days")
        assert latest.value.rows[0].keys == ("PRK-2019-04-24",)
        assert earliest.words == "visit of A Leader, head of state of Russia, to North Korea"
        assert earliest.value.value == 1.0

    def test_leaders_stand_before_ministers_and_some_are_enough(self, known):
        trips = [trip(f"20{year:02d}-02-01") for year in range(1, 6)]
        trips.append(trip("2018-05-31", None, "RUS", "PRK", rank="minister"))
        found = find_precedents(known(trips=trips), PAIR, DAY, (MEETING,))
        assert [one.value.start.year for one in found] == [2005, 2004, 2003]
        assert len(found) == MOST_OF_A_KIND
        few = find_precedents(known(trips=trips[3:]), PAIR, DAY, (MEETING,))
        assert [one.value.start.year for one in few] == [2005, 2004, 2018]
        assert "minister of Russia" in few[-1].words

    def test_third_states_and_gatherings_without_a_meeting_are_none(self, known):
        trips = (
            trip("2018-03-25", None, "PRK", "CHN"),
            trip("2019-05-01", multi=True, met=False),
            trip("2020-05-01", multi=True, rank=None),
        )
        assert words(known(trips=trips), MEETING) == [
            "visit of A Leader, leader of North Korea, to Russia, at a gathering there"
        ]

    def test_a_generation_is_looked_at(self, known):
        assert words(known(trips=(trip("1992-12-31"), trip("1993-01-01"))), MEETING) == [
            "visit of A Leader, head of state of North Korea, to Russia"
        ]


class TestDeliveries:
    def test_years_in_a_row_are_one_episode(self, known):
        flows = [arms(year, "RUS", "PRK", 2.0) for year in (2000, 2001, 2002, 2010)]
        found = find_precedents(known(flows=flows), PAIR, DAY, ())
        assert [one.words for one in found] == [
            "major arms from Russia to North Korea, 2 million TIV",
            "major arms from Russia to North Korea, 6 million TIV",
        ]
        assert (found[1].value.start, found[1].value.end) == (
            date(2000, 1, 1),
            date(2002, 12, 31),
        )
        assert found[1].value.n == 3

    def test_same_way_stands_before_the_other_way(self, known):
        flows = (arms(1999, "PRK", "RUS"), arms(2010, "RUS", "PRK"))
        ways = [
            one.value.parties
            for one in find_precedents(known(flows=flows), PAIR, DAY, (TO_RUSSIA,))
        ]
        assert ways == [("PRK", "RUS"), ("RUS", "PRK")]

    def test_little_and_unknown_volumes_say_so(self, known):
        flows = (arms(2000, "RUS", "PRK", 0.0), arms(2005, "RUS", "PRK", float("nan")))
        found = find_precedents(known(flows=flows), PAIR, DAY, ())
        assert found[1].words.endswith("below half a million TIV")
        assert found[0].words.endswith("volume unknown")
        assert found[0].value.value is None
        assert "unknown, not zero" in found[0].value.note

    def test_two_sources_of_one_delivery_tell_it_once(self, known, record):
        flows = (arms(2010, "RUS", "PRK"), arms(2010, "RUS", "PRK", 6.0, "register"))
        tables = (record.covers("register", "transfers", "1990-01-01", "2022-12-31"),)
        assert len(words(known(flows=flows, tables=tables))) == 1

    def test_volumes_add_up_unless_one_is_unknown(self):
        assert volume_of([1.0, 0.0, 2.5]) == 3.5
        assert volume_of([1.0, float("nan")]) != volume_of([1.0])
        assert str(volume_of([])) == "nan"


class TestPacts:
    def test_a_tie_that_rose_is_told(self, known):
        ties = [
            ("cow", year, *way, 2) for year in range(2000, 2013) for way in (PAIR, PAIR[::-1])
        ]
        treaty = Sought(base_class="treaty", giver="PRK", receiver="RUS")
        (one,) = find_precedents(known(ties=ties), PAIR, DAY, (treaty,))
        assert one.words == "their alliance tie rose from none to neutrality or consultation"
        assert (one.value.start.year, one.value.value) == (2000, 2.0)

    def test_a_tie_that_the_data_begin_or_end_with_has_not_risen(self, known):
        ties = [("cow", year, *PAIR, 3) for year in range(1990, 2005)]
        ties.append(("cow", 2013, *PAIR, 3))
        assert words(known(ties=ties)) == []
        with pytest.raises(ValueError, match="does not rise"):
            rise_of_tie(2, 2)


class TestBursts:
    def single(self, day, kind, quad, number):
        return ("g", str(number), day, *PAIR, kind, "", quad, 1.0, "occurred", "", "", "")

    def test_bursts_of_cooperation_come_last_with_what_led_them(self, known):
        single = [self.single("2022-03-01", "CONSULT", 1, one) for one in range(3)]
        single += [self.single("2022-03-01", "ACCUSE", 3, 9)]
        single += [self.single("2022-06-01", "THREATEN", 3, 20 + one) for one in range(3)]
        single += [self.single("2022-06-01", "AID", 2, 30)]
        bursts = (
            burst(date(2022, 3, 1), date(2022, 3, 2), 4),
            burst(date(2022, 6, 1), date(2022, 6, 1), 4),
        )
        view = known(single=single, trips=(trip("2001-08-03"),))
        assert words(view, MEETING, bursts=bursts) == [
            "visit of A Leader, head of state of North Korea, to Russia",
            "burst of 4 events, led by talks (3 of the 4 told most)",
        ]

    def test_largest_bursts_are_told_the_latest_first(self, known):
        days = [date(2022, month, 1) for month in range(1, 7)]
        single = [self.single(str(day), "", 1, day.month) for day in days]
        bursts = tuple(burst(day, day, day.month) for day in days)
        found = find_precedents(known(single=single), PAIR, DAY, (), bursts)
        assert [one.value.start.month for one in found] == [6, 5, 4]
        assert found[0].words == "burst of 6 events, most of them cooperation"

    def test_single_events_are_read_of_the_bursts_that_are_told(self, known):
        days = [date(2022, month, 1) for month in range(1, 11)]
        single = [self.single(str(day), "AID", 2, day.month) for day in days]
        view, asked = known(single=single), []
        read = view.events
        view.events = lambda *span, **more: asked.append(span) or read(*span, **more)
        bursts = tuple(burst(day, day, 1) for day in days)
        assert len(find_precedents(view, PAIR, DAY, (), bursts)) == len(asked) == MOST_OF_A_KIND
