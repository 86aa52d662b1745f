"""The family of structural balance over a record."""

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tocsin.measure.graph.balance import (
    FAMILY,
    balance_findings,
    dyad_balance,
    frustrated_share,
    third_pull,
    thirds,
)
from tocsin.measure.graph.networks import Edge, Network
from tocsin.model.index import Cover, Question
from tocsin.model.series import EventMonths

YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def row(month, source, target, quad, events, feed="gdelt"):
    return (feed, date.fromisoformat(month), source, target, None, quad, events, 0, 0.0, events)


def triad(record, *extra):
    """Return a record of friends A and B, of whom only A is on good terms with C."""
    return record.series(
        EventMonths,
        row("2020-02-01", "AAA", "BBB", 1, 90),
        row("2020-02-01", "AAA", "CCC", 1, 80),
        row("2020-02-01", "BBB", "CCC", 4, 70),
        *extra,
    )


def ask(view, since=YEAR[0], until=YEAR[1], **options):
    question = Question(dyad=("AAA", "BBB"), since=since, until=until, **options)
    return FAMILY.values(view, question)


def of(values, measure, end=YEAR[1]):
    return [one for one in values if one.measure == measure and one.end == end]


@pytest.fixture
def view(record):
    covered = (record.covers("gdelt", "events", "2019-01-01", "2020-12-31"),)
    return record.Record(months=triad(record), covered=covered)


def test_a_triangle_with_one_hostile_tie_is_in_tension(view):
    values = ask(view)
    (share,) = of(values, "balanced_share")
    assert (share.value, share.n, share.parties) == (0, 1, ())
    (own,) = of(values, "dyad_balance")
    assert (own.value, own.n, own.parties) == (0, 1, ("AAA", "BBB"))
    assert own.note == "in tension over CCC"
    assert own.rows[0].keys == ("AAA-CCC", "BBB-CCC")
    assert own.rows[0].rows == 240
    (pull,) = of(values, "third_pull")
    assert pull.value == -1
    (bound,) = of(values, "frustrated_share")
    assert (bound.value, bound.low, bound.high) == (pytest.approx(1 / 3),) * 3
    assert bound.note == "exact"


def test_every_value_names_its_rows_and_window(view):
    for value in ask(view):
        (rows,) = value.rows
        assert (rows.source, rows.table) == ("gdelt", "events")
        assert (rows.start, rows.end) == (value.start, value.end)
        assert value.family == "balance"
        assert value.cover in {Cover.FULL, Cover.PART}


def test_the_measures_are_those_of_the_family(view):
    assert {one.measure for one in ask(view)} == {one.name for one in FAMILY.methods}
    units = {one.name: one.unit for one in FAMILY.methods}
    assert all(one.unit == units[one.measure] for one in ask(view))


def test_a_short_period_is_followed_by_quarters(view):
    ends = [one.end for one in ask(view) if one.measure == "balanced_share"]
    assert ends == [date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31)]


def test_feeds_are_kept_apart(record):
    more = [row("2020-02-01", "AAA", "BBB", 4, 500, feed="icews")]
    covered = tuple(
        record.covers(name, "events", "2019-01-01", "2020-12-31") for name in ("icews", "gdelt")
    )
    view = record.Record(months=triad(record, *more), covered=covered)
    shares = of(ask(view), "balanced_share")
    assert [one.rows[0].source for one in shares] == ["gdelt", "icews"]
    assert [one.value for one in shares] == [0, None]
    assert [
        one.rows[0].source for one in of(ask(view, sources=("icews",)), "dyad_balance")
    ] == ["icews"]


def test_outside_the_coverage_all_is_unknown(record):
    covered = (record.covers("gdelt", "events", "2021-01-01", "2021-12-31"),)
    values = ask(record.Record(months=triad(record), covered=covered))
    assert all(one.value is None and one.low is None and not one.rows for one in values)
    assert all(one.cover is Cover.NONE and one.n == 0 for one in values)
    assert {one.note for one in values} == {
        "unknown, not zero; gdelt covers 2021-01-01 to 2021-12-31"
    }


def test_a_window_partly_covered_is_said_to_be(record):
    covered = (record.covers("gdelt", "events", "2020-02-01", "2020-10-15"),)
    (share,) = of(ask(record.Record(months=triad(record), covered=covered)), "balanced_share")
    assert (share.value, share.cover) == (0, Cover.PART)
    assert share.note.endswith("gdelt covers 2020-02-01 to 2020-10-15")


def test_a_source_read_for_some_states_knows_no_whole_network(record):
    cover = record.covers("gdelt", "events", "2019-01-01", "2020-12-31")
    view = record.Record(months=triad(record), covered=(replace(cover, scope=("AAA", "BBB")),))
    values = ask(view)
    (share,) = of(values, "balanced_share")
    assert (share.value, share.cover) == (None, Cover.NONE)
    assert share.note == "unknown, not zero; gdelt was read for AAA, BBB only"
    (own,) = of(values, "dyad_balance")
    assert own.value == 0


def test_an_empty_record_gives_unknown_values_with_the_reason(record):
    values = ask(record.Record())
    assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
    assert all(one.value is None and one.note for one in values)


def test_a_covered_record_without_rows_has_no_triangle(record):
    covered = (record.covers("gdelt", "events", "2019-01-01", "2020-12-31"),)
    values = ask(record.Record(covered=covered))
    assert all(one.value is None and one.cover is Cover.FULL for one in values)
    assert of(values, "balanced_share")[0].note == "no three states are all tied to each other"
    assert of(values, "dyad_balance")[0].note == "AAA has too few events with any state"


def test_claims_from_text_are_no_network(record):
    covered = (record.covers("claims", "events", "2019-01-01", "2020-12-31"),)
    months = record.series(EventMonths, row("2020-02-01", "AAA", "BBB", 1, 90, feed="claims"))
    assert all(one.value is None for one in ask(record.Record(months=months, covered=covered)))


def test_the_same_question_has_the_same_answer(view):
    assert ask(view) == ask(view)


def test_a_dyad_without_a_tie_still_has_a_pull():
    # A and B both friends of C, both enemies of D, at odds over E; no tie of their own.
    weights = np.zeros((5, 5))
    weights[0, 2:] = (0.5, -0.4, 0.9)
    weights[1, 2:] = (0.5, -0.9, -0.4)
    weights += weights.T
    found = thirds(weights, 0, 1)
    assert [third.place for third in found] == [3, 4, 2]
    assert dyad_balance(found) is None
    assert third_pull(found) == pytest.approx((0.5 + 0.6 - 0.6) / 1.7)
    weights[0, 1] = weights[1, 0] = -0.2
    assert dyad_balance(thirds(weights, 0, 1)) == pytest.approx(0.6 / 1.7)


def test_without_third_states_nothing_is_said():
    assert thirds(np.zeros((2, 2)), 0, 1) == ()
    assert dyad_balance(()) is None
    assert third_pull(()) is None
    assert frustrated_share(np.zeros((3, 3))) is None


def test_dyad_balance_is_the_same_in_either_order():
    rng = np.random.default_rng(4)
    upper = np.triu(rng.uniform(-1, 1, (12, 12)), 1)
    weights = upper + upper.T
    assert dyad_balance(thirds(weights, 2, 9)) == pytest.approx(
        dyad_balance(thirds(weights, 9, 2))
    )
    assert third_pull(thirds(weights, 2, 9)) == pytest.approx(third_pull(thirds(weights, 9, 2)))


def test_a_network_of_five_thousand_ties_takes_less_than_a_tenth_of_a_second():
    rng = np.random.default_rng(0)
    nodes = tuple(f"S{place:03d}" for place in range(200))
    pairs = np.stack(np.triu_indices(200, 1), axis=1)
    ends = pairs[np.sort(rng.choice(len(pairs), 5000, replace=False))]
    edges = tuple(
        Edge(nodes[a], nodes[b], weight, 1 if weight > 0 else -1, 20)
        for (a, b), weight in zip(ends, rng.uniform(-0.5, 1, 5000).tolist(), strict=True)
    )
    network = Network(YEAR[1], 365, "gdelt", nodes, edges, *YEAR)
    took = []
    for _ in range(3):
        start = time.thread_time()
        balance_findings(network, (nodes[0], nodes[1]))
        took.append(time.thread_time() - start)
    assert min(took) < 0.1
