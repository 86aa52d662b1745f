"""A client between two patrons, and the strategic triangle."""

import time
from dataclasses import replace
from datetime import date
from itertools import permutations, product

import numpy as np
import pytest

from tocsin.measure.graph.partners import partners, third_parties
from tocsin.measure.graph.triads import FAMILY, Shape, Triangle, strategic_triangle
from tocsin.measure.spans import months
from tocsin.model.index import Cover, Question
from tocsin.model.series import EventMonths

YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def row(month, source, target, quad, events, feed="gdelt"):
    return (feed, date.fromisoformat(month), source, target, None, quad, events, 0, 0.0, events)


ROWS = (
    row("2020-02-01", "CLI", "AAA", 1, 30),
    row("2020-02-01", "CLI", "BBB", 2, 10),
    row("2020-02-01", "AAA", "CLI", 1, 20),
    row("2020-02-01", "AAA", "BBB", 4, 25),
    row("2020-08-01", "CLI", "AAA", 1, 10),
    row("2020-08-01", "CLI", "BBB", 1, 40),
    row("2020-08-01", "CLI", "AAA", 4, 60),
    row("2020-08-01", "BBB", "AAA", 3, 15),
    row("2020-08-01", "CLI", "UN", 1, 900),
    row("2020-08-01", "AAA", "UN", 1, 900),
)


@pytest.fixture
def view(record):
    covered = (record.covers("gdelt", "events", "2019-01-01", "2020-12-31"),)
    return record.Record(months=record.series(EventMonths, *ROWS), covered=covered)


def ask(view, since=YEAR[0], until=YEAR[1], **options):
    return FAMILY.values(
        view, Question(dyad=("CLI", "AAA"), since=since, until=until, **options)
    )


def of(values, measure, parties, start=YEAR[0], end=YEAR[1]):
    (found,) = [
        one
        for one in values
        if (one.measure, one.parties, one.start, one.end) == (measure, parties, start, end)
    ]
    return found


def test_a_client_divides_its_cooperation(view):
    share = of(ask(view), "patron_share", ("CLI", "AAA", "BBB"))
    assert (share.value, share.n) == (pytest.approx(40 / 90), 90)
    assert share.low < 40 / 90 < share.high
    assert share.rows[0].keys == ("CLI>AAA", "CLI>BBB")
    hedge = of(ask(view), "triad_hedging", ("CLI", "AAA", "BBB"))
    assert hedge.value == pytest.approx(1 - 10 / 90)
    assert hedge.high == 1
    spread = of(ask(view), "triad_diversification", ("CLI", "AAA", "BBB"))
    assert spread.value == pytest.approx(1 - (16 + 25) / 81)
    assert spread.high == 0.5


def test_a_turn_from_one_patron_to_the_other_shows_by_quarter(view):
    values = ask(view)
    parties = ("CLI", "AAA", "BBB")
    first = of(values, "patron_share", parties, date(2020, 1, 1), date(2020, 3, 31))
    third = of(values, "patron_share", parties, date(2020, 7, 1), date(2020, 9, 30))
    assert (first.value, third.value) == (0.75, 0.2)
    quiet = of(values, "patron_share", parties, date(2020, 4, 1), date(2020, 6, 30))
    assert (quiet.value, quiet.n, quiet.cover) == (None, 0, Cover.FULL)
    assert quiet.note == "no cooperation of CLI with AAA or BBB"


def test_either_state_of_the_dyad_may_be_the_client(view):
    assert of(ask(view), "patron_share", ("AAA", "CLI", "BBB")).value == 1


def test_the_friend_of_two_enemies_is_the_pivot(view):
    values = ask(view)
    start, end = date(2020, 1, 1), date(2020, 3, 31)
    found = of(values, "friendly_ties", ("CLI", "AAA", "BBB"), start, end)
    assert found.value == 2
    assert found.note.startswith("romantic triangle, pivot CLI; friendly is above")
    pivots = [
        of(values, "pivot", parties, start, end).value
        for parties in (("CLI", "AAA", "BBB"), ("AAA", "CLI", "BBB"), ("BBB", "CLI", "AAA"))
    ]
    assert pivots == [1, 0, 0]


def test_the_enemy_of_two_friends_is_the_pariah(view):
    found = of(
        ask(view), "friendly_ties", ("CLI", "AAA", "BBB"), date(2020, 7, 1), date(2020, 9, 30)
    )
    assert found.value == 1
    assert found.note.startswith("stable marriage, pariah AAA")
    assert found.low <= 1 <= found.high


def test_a_tie_with_few_events_leaves_the_triangle_unknown(view):
    found = of(
        ask(view), "friendly_ties", ("CLI", "AAA", "BBB"), date(2020, 4, 1), date(2020, 6, 30)
    )
    assert found.value is None
    assert found.note.startswith("a tie has fewer than 10 events")


def test_bodies_are_no_third_parties(view):
    thirds = {one.parties[2] for one in ask(view) if one.measure == "patron_share"}
    assert thirds == {"BBB"}


def test_third_parties_are_those_asked_for(view):
    thirds = {one.parties[2] for one in ask(view, third=("UN", "CLI"))
              if one.measure == "patron_share"}  # fmt: skip
    assert thirds == {"UN"}


def test_third_parties_are_those_with_most_events_with_both(record):
    rows = record.series(
        EventMonths,
        row("2020-01-01", "XXX", "AAA", 1, 100),
        row("2020-01-01", "YYY", "AAA", 1, 1),
        row("2020-01-01", "AAA", "BBB", 1, 50),
        row("2020-01-01", "BBB", "YYY", 1, 20),
        row("2020-01-01", "BBB", "AAA", 4, 30),
        row("2020-01-01", "CCC", "YYY", 3, 50),
        row("2020-01-01", "CCC", "XXX", 3, 50),
    )
    grid = months(*YEAR)
    one, other = (partners(rows, "gdelt", state, grid) for state in ("XXX", "YYY"))
    assert third_parties(one, other) == ("CCC", "AAA")
    assert third_parties(one, other, 1) == ("CCC",)
    assert one.names == ("AAA", "CCC")
    assert one.of("AAA")[0, 0, 0] == 100
    assert other.of("BBB")[1, 0, 0] == 20
    assert one.events("ZZZ") == 0


def test_leverage_needs_two_years(view):
    found = of(ask(view), "leverage", ("CLI", "AAA", "BBB"))
    assert (found.value, found.n) == (None, 12)
    assert found.note == "12 whole months, 24 needed"


def test_leverage_is_of_each_patron_and_of_whole_covered_months(record):
    rng = np.random.default_rng(1)
    rows, turn = [], 15
    for month in range(120):
        day = f"{2010 + month // 12}-{month % 12 + 1:02d}-01"
        answer = rng.poisson(15 * (1 + turn) / 16)
        turn = rng.poisson(15 * np.exp(0.7 * rng.normal()))
        rows += [
            row(day, "AAA", "CLI", 1, int(answer) + 1),
            row(day, "CLI", "AAA", 1, int(answer) + 1),
            row(day, "CLI", "BBB", 1, int(turn) + 1),
            row(day, "BBB", "CLI", 1, int(rng.poisson(15)) + 1),
            row(day, "AAA", "BBB", 3, 12),
            row(day, "OOO", "CLI", 1, int(rng.poisson(60)) + 1),
        ]
    covered = (record.covers("gdelt", "events", "2010-01-01", "2018-06-15"),)
    view = record.Record(months=record.series(EventMonths, *rows), covered=covered)
    since, until = date(2010, 1, 1), date(2019, 12, 31)
    values = ask(view, since, until, third=("BBB",))
    found = of(values, "leverage", ("CLI", "AAA", "BBB"), since, until)
    # 101 months are covered whole, of which two are the past of the first.
    assert (found.n, found.cover) == (99, Cover.PART)
    assert found.low > 0.3
    assert found.rows[0].keys == ("AAA>CLI", "CLI>BBB")
    back = of(values, "leverage", ("CLI", "BBB", "AAA"), since, until)
    assert back.low < 0 < back.high
    ends = {one.end for one in values if one.measure == "patron_share"}
    assert date(2015, 12, 31) in ends
    last = of(values, "patron_share", ("CLI", "AAA", "BBB"), date(2019, 1, 1), until)
    assert (last.value, last.cover) == (None, Cover.NONE)


def test_outside_the_coverage_all_is_unknown(record):
    covered = (record.covers("gdelt", "events", "2021-01-01", "2021-12-31"),)
    view = record.Record(months=record.series(EventMonths, *ROWS), covered=covered)
    for values in (ask(view), ask(view, third=("BBB",))):
        assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
        assert all(one.value is None and one.low is None for one in values)
        assert all(one.cover is Cover.NONE for one in values)
        assert all("unknown, not zero" in one.note for one in values)


def test_a_source_read_for_others_is_unknown(view):
    view.covered = (replace(view.covered[0], scope=("CLI", "AAA")),)
    values = ask(view, third=("BBB",))
    assert all(one.value is None for one in values)


def test_feeds_are_kept_apart(record):
    more = [row("2020-02-01", "CLI", "AAA", 1, 500, feed="icews")]
    covered = tuple(
        record.covers(name, "events", "2019-01-01", None) for name in ("icews", "gdelt")
    )
    view = record.Record(months=record.series(EventMonths, *ROWS, *more), covered=covered)
    found = [
        (one.rows[0].source, one.n)
        for one in ask(view, third=("BBB",))
        if one.measure == "patron_share" and one.parties[0] == "CLI" and one.start == YEAR[0]
        and one.end == YEAR[1]
    ]  # fmt: skip
    assert found == [("gdelt", 90), ("icews", 500)]


def test_an_empty_record_gives_unknown_values_with_the_reason(record):
    values = ask(record.Record())
    assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
    assert all(one.value is None and one.note for one in values)


def test_one_row_has_no_third_party(record):
    covered = (record.covers("gdelt", "events", "2019-01-01", None),)
    view = record.Record(months=record.series(EventMonths, ROWS[0]), covered=covered)
    assert {one.note for one in ask(view)} == {"in gdelt no third state has events with both"}


def test_a_period_in_which_no_month_ends_is_unknown(view):
    values = ask(view, date(2020, 2, 1), date(2020, 2, 20))
    assert {one.note for one in values} == {"no month ends within the period"}


@pytest.mark.parametrize(
    ("signs", "shape", "friendly", "odd"),
    [
        ((1, 1, 1), Shape.MENAGE, 3, None),
        ((1, 1, -1), Shape.ROMANCE, 2, 1),
        ((1, -1, 1), Shape.ROMANCE, 2, 0),
        ((-1, 1, 1), Shape.ROMANCE, 2, 2),
        ((1, -1, -1), Shape.MARRIAGE, 1, 2),
        ((-1, 1, -1), Shape.MARRIAGE, 1, 0),
        ((-1, -1, 1), Shape.MARRIAGE, 1, 1),
        ((-1, -1, -1), Shape.UNIT_VETO, 0, None),
    ],
)
def test_the_strategic_triangles_of_dittmer(signs, shape, friendly, odd):
    assert strategic_triangle(*signs) == Triangle(shape, friendly, odd)


def test_the_great_triangle_of_1972_turns_on_washington():
    """Washington on terms with Moscow and Peking, who are enemies (Dittmer, 1981)."""
    washington_moscow, moscow_peking, peking_washington = 1, -1, 1
    found = strategic_triangle(washington_moscow, moscow_peking, peking_washington)
    assert found == Triangle(Shape.ROMANCE, 2, 0)


def test_an_even_tie_makes_no_triangle_and_other_signs_are_refused():
    assert strategic_triangle(1, 0, -1) is None
    with pytest.raises(ValueError, match="-1, 0 or 1"):
        strategic_triangle(1, 2, 1)


def test_renaming_the_three_moves_the_odd_one():
    for signs in product((1, -1), repeat=3):
        tie = {frozenset("ab"): signs[0], frozenset("bc"): signs[1], frozenset("ca"): signs[2]}
        expected = strategic_triangle(*signs)
        for one, two, three in permutations("abc"):
            found = strategic_triangle(
                tie[frozenset((one, two))],
                tie[frozenset((two, three))],
                tie[frozenset((three, one))],
            )
            assert found.shape is expected.shape
            odd = None if found.odd is None else (one, two, three)[found.odd]
            assert odd == (None if expected.odd is None else "abc"[expected.odd])


def test_a_large_record_takes_less_than_a_second(record):
    rng = np.random.default_rng(0)
    size = 100_000
    others = np.array([f"S{place:03d}" for place in range(150)] + ["AAA", "BBB"], object)
    month = np.datetime64("2000-01", "M") + rng.integers(0, 240, size)
    rows = EventMonths(
        feed=np.full(size, "gdelt", object),
        month=month.astype("datetime64[D]"),
        source=np.full(size, "CLI", object),
        target=rng.choice(others, size),
        type=np.full(size, None, object),
        quad=rng.integers(1, 5, size),
        events=rng.integers(1, 50, size),
        scored=np.zeros(size, np.int64),
        goldstein=np.zeros(size),
        mentions=np.ones(size, np.int64),
    )
    covered = (record.covers("gdelt", "events", "2000-01-01", "2019-12-31"),)

    class Ready(record.Record):
        """A record that gives its rows as they are, for the time of the measure alone."""

        def state_months(self, state, since, until, *, feeds=()):
            return self.months

    view = Ready(months=rows, covered=covered)
    start = time.thread_time()
    values = ask(view, date(2000, 1, 1), date(2019, 12, 31), third=("BBB",))
    assert time.thread_time() - start < 1
    assert len(values) > 100
