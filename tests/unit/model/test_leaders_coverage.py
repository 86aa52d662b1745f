"""Checks that the offices of the states most in the news have no unexplained gap in 2010-2024."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ACTORS = ROOT / "src/tocsin/model/ontology/actors"
FIRST, LAST = date(2010, 1, 1), date(2024, 12, 31)
LONGEST_GAP = timedelta(days=120)
# Under which names the rows list who held an office, or acted in it.
HOLDERS = {
    "head_of_state": {
        "head_of_state",
        "acting_head_of_state",
        "monarch",
        "supreme_leader",
        "leader",
    },
    "head_of_government": {
        "head_of_government",
        "acting_head_of_government",
        "chief_executive",
    },
    "foreign_minister": {"foreign_minister", "acting_foreign_minister"},
    "defence_minister": {"defence_minister", "acting_defence_minister"},
}


def read_rows(name):
    with (ACTORS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def term(row):
    """Return the first and last day of a row; a year alone is its first or last day."""
    start, end = row["start"] or str(date.min), row["end"] or str(date.max)
    start += "-01-01" if len(start) == 4 else ""
    end += "-12-31" if len(end) == 4 else ""
    return date.fromisoformat(start), date.fromisoformat(end)


def gaps(terms):
    """Return the stretches of 2010-2024 over 120 days that no term covers."""
    found, reached = [], FIRST
    for start, end in [*sorted(terms), (LAST, LAST)]:
        if min(start, LAST) - reached > LONGEST_GAP:
            found.append(f"{reached} to {min(start, LAST)}")
        reached = max(reached, min(end, LAST))
    return found


def terms_of(state, office, rows):
    return [term(row) for row in rows if row["state"] == state and row["office"] in office]


OFFICES = [
    (row["state"], office)
    for row in read_rows("newsworthy.csv")
    for office in row["offices"].split(";")
]


@pytest.fixture(scope="module")
def leaders():
    return read_rows("leaders.csv")


@pytest.fixture(scope="module")
def unknown():
    return read_rows("unknown_terms.csv")


def test_at_least_sixty_states_are_covered():
    states = {row["state"] for row in read_rows("newsworthy.csv")}
    assert len(states) == len(read_rows("newsworthy.csv")) >= 60
    assert states <= {row["iso3"] for row in read_rows("states.csv")}


@pytest.mark.parametrize(("state", "office"), OFFICES)
def test_office_has_no_unexplained_gap(state, office, leaders, unknown):
    held = terms_of(state, HOLDERS[office], leaders)
    assert gaps(held + terms_of(state, {office}, unknown)) == []


def test_known_gaps_are_gaps_and_say_why(leaders, unknown):
    for row in unknown:
        assert (row["state"], row["office"]) in OFFICES, row
        assert row["reason"], row
        start, end = term(row)
        held = terms_of(row["state"], HOLDERS[row["office"]], leaders)
        assert FIRST <= start < end <= LAST, row
        overlaps = [min(end, last) - max(start, first) for first, last in held]
        assert all(overlap <= timedelta(days=31) for overlap in overlaps), row


def test_a_gap_is_found_before_between_and_after_terms():
    found = gaps([(date(2011, 1, 1), date(2012, 1, 1)), (date(2013, 1, 1), date(2014, 1, 1))])
    assert found == [
        "2010-01-01 to 2011-01-01",
        "2012-01-01 to 2013-01-01",
        "2014-01-01 to 2024-12-31",
    ]


def test_short_gaps_and_overlaps_are_no_gap():
    terms = [(date(2009, 1, 1), date(2015, 1, 1)), (date(2012, 1, 1), date(2013, 1, 1))]
    assert gaps([*terms, (date(2015, 3, 1), date.max)]) == []
