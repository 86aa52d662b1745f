"""The signed network of states at a date."""

import sys
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.measure.graph.networks import (
    Edge,
    alliances_at,
    event_edges,
    month_end,
    network_at,
    tie_weight,
    to_networkx,
    usual_share,
    window_of,
)
from tocsin.model.index import Cover
from tocsin.model.series import EventMonths, Ties

COUNTS = st.integers(0, 10_000)


def row(month, source, target, quad, events, feed="gdelt"):
    return (feed, date.fromisoformat(month), source, target, None, quad, events, 0, 0.0, events)


@pytest.fixture
def view(record):
    months = record.series(
        EventMonths,
        row("2019-12-01", "AAA", "BBB", 4, 500),
        row("2020-01-01", "AAA", "BBB", 1, 20),
        row("2020-05-01", "BBB", "AAA", 3, 5),
        row("2020-06-01", "BBB", "CCC", 4, 30),
        row("2020-06-01", "CCC", "DDD", 1, 9),
        row("2020-12-01", "AAA", "CCC", 2, 15),
        row("2020-12-01", "AAA", "CCC", 0, 99),
        row("2021-01-01", "AAA", "BBB", 4, 500),
        row("2020-03-01", "AAA", "BBB", 4, 700, feed="icews"),
    )
    pacts = record.series(
        Ties,
        ("atop", 2020, "AAA", "BBB", 1),
        ("atop", 2020, "BBB", "AAA", 3),
        ("atop", 2020, "AAA", "CCC", 0),
        ("atop", 2020, "CCC", "DDD", 2),
        ("cow", 2020, "AAA", "DDD", 3),
        ("atop", 2021, "AAA", "DDD", 3),
    )
    covered = (
        record.covers("gdelt", "events", "2015-02-18", "2021-03-31"),
        record.covers("icews", "events", "1995-01-01", "2020-06-30"),
        record.covers("atop", "alliances", "1815-01-01", "2020-12-31"),
    )
    return record.Record(months=months, pacts=pacts, covered=covered)


def edges(network):
    return {(edge.a, edge.b): edge for edge in network.edges}


def test_twelve_months_before_the_day_make_the_network(view):
    network = network_at(view, date(2020, 12, 31), feed="gdelt", is_relative=False)
    assert (network.start, network.end) == (date(2020, 1, 1), date(2020, 12, 31))
    assert network.nodes == ("AAA", "BBB", "CCC")
    assert edges(network) == {
        ("AAA", "BBB"): Edge("AAA", "BBB", 15 / 35, 1, 25),
        ("AAA", "CCC"): Edge("AAA", "CCC", 15 / 25, 1, 15),
        ("BBB", "CCC"): Edge("BBB", "CCC", -30 / 40, -1, 30),
    }
    assert network.cover is Cover.FULL


def test_nothing_after_the_day_is_in_the_network(view):
    network = network_at(view, date(2020, 12, 30), feed="gdelt", is_relative=False)
    assert network.end == date(2020, 11, 30)
    assert edges(network)["AAA", "BBB"].events == 525


def test_signs_are_taken_against_the_usual_share_of_the_source(view):
    # 20 + 9 + 15 of 79 events are cooperation, drawn to a half by ten: (44 + 5) / (79 + 10).
    network = network_at(view, date(2020, 12, 31), feed="gdelt")
    assert network.usual == pytest.approx(49 / 89)
    assert edges(network)["AAA", "BBB"].weight == pytest.approx(
        (20 * 89 / 98 - 5 * 89 / 80) / (20 * 89 / 98 + 5 * 89 / 80 + 10)
    )


def test_a_pair_with_few_events_has_no_edge(view):
    network = network_at(view, date(2020, 12, 31), feed="gdelt", least_events=9)
    assert ("CCC", "DDD") in edges(network)
    assert network.place("DDD") == 3
    assert network.place("AAB") is None
    assert network.place("ZZZ") is None


def test_feeds_are_kept_apart(view):
    network = network_at(view, date(2020, 6, 30), feed="icews")
    assert edges(network)["AAA", "BBB"].events == 700


def test_a_window_outside_the_coverage_is_refused_with_its_bounds(view):
    with pytest.raises(InsufficientDataError, match="icews covers 1995-01-01 to 2020-06-30"):
        network_at(view, date(2021, 6, 30), feed="icews")


def test_a_window_partly_covered_says_so(view):
    network = network_at(view, date(2020, 12, 31), feed="icews")
    assert network.cover is Cover.PART


def test_events_dated_before_the_coverage_are_left_out(record):
    months = record.series(
        EventMonths,
        row("2015-01-01", "AAA", "BBB", 4, 50),
        row("2015-02-01", "AAA", "BBB", 1, 50),
    )
    covered = (record.covers("gdelt", "events", "2015-02-18", "2021-03-31"),)
    view = record.Record(months=months, covered=covered)
    network = network_at(view, date(2015, 12, 31), feed="gdelt")
    assert [edge.events for edge in network.edges] == [50]


def test_an_unknown_source_is_named_with_the_known_ones(view):
    with pytest.raises(
        UsageError, match=r"No source of events is called 'polecat'.*gdelt, icews"
    ):
        network_at(view, date(2020, 12, 31), feed="polecat")


def test_alliances_make_a_friendly_network_by_the_stronger_direction(view):
    network = alliances_at(view, date(2020, 5, 1), feed="atop")
    assert edges(network) == {
        ("AAA", "BBB"): Edge("AAA", "BBB", 1.0, 1, 2),
        ("CCC", "DDD"): Edge("CCC", "DDD", 2 / 3, 1, 1),
    }
    assert network.table == "alliances"


def test_alliances_outside_the_coverage_are_refused(view):
    with pytest.raises(InsufficientDataError):
        alliances_at(view, date(2021, 5, 1), feed="atop")


def test_the_matrix_is_symmetric_with_weights_in_order_of_the_nodes(view):
    network = network_at(view, date(2020, 12, 31), feed="gdelt", is_relative=False)
    expected = [[0, 15 / 35, 0.6], [15 / 35, 0, -0.75], [0.6, -0.75, 0]]
    assert network.weights() == pytest.approx(np.array(expected))
    assert network.edge("CCC", "AAA") == network.edge("AAA", "CCC")
    assert network.edge("AAA", "DDD") is None
    assert network.strongest() == ("BBB-CCC", "AAA-CCC", "AAA-BBB")
    assert network.strongest(state="AAA", most=1) == ("AAA-CCC",)
    assert network.strongest(sign=-1) == ("BBB-CCC",)


def test_an_empty_record_gives_an_empty_network(record):
    view = record.Record(covered=(record.covers("gdelt", "events", "2015-02-18", None),))
    network = network_at(view, date(2020, 12, 31), feed="gdelt")
    assert network.nodes == network.edges == ()
    assert network.weights().shape == (0, 0)


def test_a_graph_of_networkx_has_the_same_ties(view):
    networkx = pytest.importorskip("networkx")
    network = network_at(view, date(2020, 12, 31), feed="gdelt")
    graph = to_networkx(network)
    assert list(graph) == list(network.nodes)
    assert networkx.to_numpy_array(graph) == pytest.approx(network.weights())
    assert graph.edges["BBB", "CCC"]["sign"] == -1


def test_without_networkx_the_extra_is_named(view, monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    network = network_at(view, date(2020, 12, 31), feed="gdelt")
    with pytest.raises(UsageError, match=r"pip install 'tocsin\[network\]'"):
        to_networkx(network)


@pytest.mark.parametrize(
    ("at", "days", "start", "end"),
    [
        ("2020-12-31", 365, "2020-01-01", "2020-12-31"),
        ("2020-12-30", 365, "2019-12-01", "2020-11-30"),
        ("2020-02-29", 30, "2020-02-01", "2020-02-29"),
        ("2020-03-15", 90, "2019-12-01", "2020-02-29"),
        ("2020-03-15", 1, "2020-02-01", "2020-02-29"),
        ("2020-06-30", 730, "2018-07-01", "2020-06-30"),
    ],
)
def test_windows_are_whole_months_that_have_ended(at, days, start, end):
    found = window_of(date.fromisoformat(at), days)
    assert found == (date.fromisoformat(start), date.fromisoformat(end))


def test_a_window_of_no_day_is_refused():
    with pytest.raises(ValueError, match="at least 1 day"):
        window_of(date(2020, 1, 1), 0)


@pytest.mark.parametrize(("day", "days"), [("0001-01-01", 30), ("0001-03-15", 365)])
def test_a_window_before_the_first_year_is_refused_with_what_would_be_right(day, days):
    with pytest.raises(UsageError, match="before the year 1; give a later day"):
        window_of(date.fromisoformat(day), days)


def test_the_last_and_the_first_days_of_the_calendar_have_windows():
    assert window_of(date.max, 365) == (date(9999, 1, 1), date.max)
    assert window_of(date(1, 1, 31), 30) == (date(1, 1, 1), date(1, 1, 31))


def test_a_month_ends_on_its_last_day():
    assert month_end(date(2020, 2, 29)) == date(2020, 2, 29)
    assert month_end(date(2020, 2, 28)) == date(2020, 1, 31)
    assert month_end(date(2020, 12, 31)) == date(2020, 12, 31)


@settings(deadline=None, derandomize=True)
@given(COUNTS, COUNTS, st.floats(0.05, 0.95))
def test_weights_are_bounded_and_change_sign_at_the_usual_share(good, bad, usual):
    weight = float(tie_weight(np.array(good), np.array(bad), usual=usual))
    assert -1 < weight < 1
    lean = good * (1 - usual) - bad * usual
    assert np.sign(weight) == np.sign(lean)


@settings(deadline=None, derandomize=True)
@given(COUNTS, COUNTS)
def test_swapping_cooperation_and_conflict_turns_the_weight(good, bad):
    one, other = np.array([good]), np.array([bad])
    assert tie_weight(one, other) == pytest.approx(-tie_weight(other, one))


@settings(deadline=None, derandomize=True)
@given(COUNTS, COUNTS, st.integers(1, 9))
def test_more_events_of_the_same_mix_weigh_more(good, bad, times):
    few = tie_weight(np.array(good), np.array(bad))
    many = tie_weight(np.array(good * times), np.array(bad * times))
    assert abs(many) >= abs(few)


def test_a_plain_weight_is_net_cooperation():
    assert tie_weight(np.array(30), np.array(10), prior=0) == pytest.approx(0.5)
    assert np.isnan(tie_weight(np.array(0), np.array(0), prior=0))


@pytest.mark.parametrize(
    ("good", "bad", "options", "message"),
    [
        ([1, 2], [1], {}, "Shapes differ"),
        ([-1], [1], {}, "zero or more"),
        ([1], [1], {"prior": -1}, "zero or more"),
        ([1], [1], {"usual": 1.0}, "between 0 and 1"),
    ],
)
def test_what_is_no_count_or_share_is_refused(good, bad, options, message):
    with pytest.raises(ValueError, match=message):
        tie_weight(np.array(good), np.array(bad), **options)


def test_the_usual_share_is_never_all_or_nothing():
    assert usual_share(0, 0) == 0.5
    assert 0 < usual_share(0, 10**9) < usual_share(10**9, 0) < 1


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.data())
def test_the_order_of_rows_and_the_names_of_states_do_not_matter(record, data):
    names = ["AAA", "BBB", "CCC", "DDD", "EEE"]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(
        lambda p: p[0] != p[1]
    )
    drawn = data.draw(
        st.lists(
            st.tuples(pairs, st.integers(0, 4), st.integers(1, 40)), min_size=1, max_size=30
        )
    )
    rows = [row("2020-05-01", a, b, quad, events) for (a, b), quad, events in drawn]
    found = event_edges(record.series(EventMonths, *rows))
    shuffled = data.draw(st.permutations(rows))
    assert event_edges(record.series(EventMonths, *shuffled)) == found

    renamed = dict(zip(names, data.draw(st.permutations(names)), strict=True))
    moved = [(*one[:2], renamed[one[2]], renamed[one[3]], *one[4:]) for one in rows]
    _, others = event_edges(record.series(EventMonths, *moved))
    expected = {
        (frozenset((renamed[e.a], renamed[e.b])), e.weight, e.sign, e.events) for e in found[1]
    }
    assert {(frozenset((e.a, e.b)), e.weight, e.sign, e.events) for e in others} == expected
