"""What must hold of a pair's own years, and of the record up to a day, whatever it holds."""

import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.assess.base_rates import base_rate
from tocsin.assess.history import find_record
from tocsin.assess.ontology import load_ontology
from tocsin.assess.ranges import Sampler
from tocsin.assess.shrinkage import Hazards, Years, shrink
from tocsin.model.codec import from_json, to_json
from tocsin.model.record import Record, Sought
from tocsin.model.series import EventDays, EventMonths, FeedMonths, Flows, IdealPoints, Visits

DAY = date(2021, 6, 10)
START, END = date(2019, 1, 1), date(2022, 12, 31)
PAIR = ("RUS", "PRK")
DRAWS = 200

few = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def load(folder, name, module_name):
    path = Path(__file__).parents[1] / "unit" / folder / name
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = load("assess", "cases.py", "assess_cases_of_record")
memory = load("measure", "conftest.py", "measure_memory_of_record")

chances = st.floats(1e-4, 1 - 1e-4)


@few
@given(
    q=chances,
    worth=st.floats(0.5, 40.0),
    seen=st.floats(0.05, 1.0),
    years=st.integers(1, 60),
    data=st.data(),
)
def test_more_years_with_a_case_never_lower_a_draw_and_silent_ones_never_raise_it(
    q, worth, seen, years, data
):
    hits = data.draw(st.integers(0, years))
    more = data.draw(st.integers(0, years - hits))
    silent = data.draw(st.integers(0, 30))
    one = np.ones(DRAWS)
    uniform = (np.arange(DRAWS) + 0.5) / DRAWS
    hazards = Hazards(year=-np.log1p(-q * one), ahead=0.3 * one, excess=0.1 * one)

    def drawn(hits, years):
        own = Years(hits=hits, years=years, worth=worth * one, seen=seen * one)
        return shrink(hazards, own, uniform)

    for place in (0, 1):
        base = drawn(hits, years)[place]
        assert (drawn(hits + more, years)[place] >= base - 1e-12).all()
        assert (drawn(hits + more, years + more)[place] >= base - 1e-12).all()
        assert (drawn(hits, years + silent)[place] <= base + 1e-12).all()
        assert ((base >= 0) & (base <= 1)).all()


@few
@given(
    st.sampled_from(["meeting", "arms_transfer"]),
    st.integers(1, 3650),
    st.booleans(),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_base_rate_rises_with_hits_and_lies_between_none_and_all(
    name, days, has_intent, hits, silent
):
    years = max(1, hits + silent)

    def p(hits, years):
        sampler = Sampler(np.random.default_rng(0), DRAWS)
        own = cases.own_rate(hits, years, name)
        found = base_rate(name, days, load_ontology(), sampler, has_intent=has_intent, own=own)
        return found.p

    assert p(0, years) <= p(hits, years) <= p(years, years)
    assert p(hits, years + 5) <= p(hits, years)


days = st.dates(START, END)
rows_of_days = st.lists(
    st.tuples(days, st.booleans(), st.integers(1, 4), st.integers(1, 5)), max_size=25
)
rows_of_trips = st.lists(
    st.tuples(days, st.booleans(), st.integers(0, 400), st.booleans()), max_size=6
)
rows_of_years = st.lists(
    st.tuples(st.integers(2019, 2022), st.booleans(), st.floats(0, 9)), max_size=6
)


def record_up_to(last, given_days, given_trips, given_years):
    """Return a record in memory of all rows that begin on a day or before."""
    ways = (PAIR, PAIR[::-1])
    daily = sorted(
        ("g", day.isoformat(), *ways[way], quad, count, count, float(count))
        for day, way, quad, count in given_days
        if day <= last
    )
    sums = {}
    for _, day, source, target, quad, count, *_ in daily:
        key = (day[:8] + "01", source, target, quad)
        sums[key] = sums.get(key, 0) + count
    months = [
        ("g", key[0], key[1], key[2], "CONSULT", key[3], n, n, float(n), n)
        for key, n in sorted(sums.items())
    ]
    totals = {}
    for row in months:
        totals[row[1]] = totals.get(row[1], 0) + row[6]
    trips = sorted(
        ("colt", f"{day}-{number}", *ways[way], "X", "head_of_state", day.isoformat(),
         (day + timedelta(length)).isoformat() if is_ended else None, True, False)
        for number, (day, way, length, is_ended) in enumerate(given_trips)
        if day <= last
    )  # fmt: skip
    trips.sort(key=lambda trip: (trip[6], trip[1]))
    flows = [
        ("tiv", "tiv", year, *ways[way], value, "million TIV")
        for year, way, value in given_years
        if date(year, 1, 1) <= last
    ]
    points = [
        ("i", state, year - 1945, float(year % 7), 0.0, 9.0)
        for year in range(2015, 2023)
        for state in PAIR
        if date(year, 1, 1) <= last
    ]
    return memory.Record(
        days=memory.series(EventDays, *daily),
        months=memory.series(EventMonths, *months),
        all_months=memory.series(FeedMonths, *(("g", m, n, n) for m, n in sorted(totals.items()))),
        trips=memory.series(Visits, *trips),
        flowing=memory.series(Flows, *flows),
        points=memory.series(IdealPoints, *points),
        covered=tuple(
            memory.covers(name, table, START.isoformat(), END.isoformat())
            for name, table in (
                ("g", "events"), ("colt", "visits"), ("tiv", "transfer_totals"),
                ("i", "ideal_points"),
            )
        ),
    )  # fmt: skip


SOUGHT = (
    Sought(base_class="meeting", giver="PRK", receiver="RUS"),
    Sought(base_class="arms_transfer", giver="RUS", receiver="PRK"),
)


@few
@given(rows_of_days, rows_of_trips, rows_of_years)
def test_later_rows_change_not_a_byte_of_the_record(given_days, given_trips, given_years):
    rows = (given_days, given_trips, given_years)
    early, late = (
        find_record(record_up_to(last, *rows), PAIR, DAY, SOUGHT) for last in (DAY, END)
    )
    assert to_json(early) == to_json(late)


@few
@given(rows_of_days, rows_of_trips, rows_of_years)
def test_record_comes_back_from_its_bytes(given_days, given_trips, given_years):
    found = find_record(
        record_up_to(END, given_days, given_trips, given_years), PAIR, DAY, SOUGHT
    )
    assert from_json(Record, to_json(found)) == found


@few
@given(rows_of_days, rows_of_trips, rows_of_years)
def test_order_of_the_pair_changes_no_rate_and_no_precedent(
    given_days, given_trips, given_years
):
    view = record_up_to(END, given_days, given_trips, given_years)
    one, other = (find_record(view, pair, DAY, SOUGHT) for pair in (PAIR, PAIR[::-1]))
    assert sorted(map(to_json, one.rates)) == sorted(map(to_json, other.rates))
    assert [told.words for told in one.precedents] == [told.words for told in other.precedents]
