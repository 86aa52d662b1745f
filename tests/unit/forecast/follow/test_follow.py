"""How often what is announced is done: planted rates, censoring, shrinkage, the table."""

import numpy as np
import pytest

from tocsin.errors import OntologyError
from tocsin.forecast.follow import (
    HORIZONS,
    Direction,
    FollowClass,
    base,
    follow_rates,
    load_follow_classes,
    load_follow_through,
)
from tocsin.forecast.follow.counting import Waits, incidence, pooled, waits_of
from tocsin.forecast.follow.rates import counted, table_of
from tocsin.forecast.occurrence.actors import Scope, actors_of
from tocsin.model.quads import day_of, quads_of

FIRST = day_of("2015-01-01")
THREAT, DEED, AID, APPEAL = (
    "Threaten with military force", "Use conventional military force", "Provide economic aid",
    "Appeal for economic aid",
)  # fmt: skip
PAIRS = [
    (one, other)
    for one in ("France", "Iran", "Iraq", "Japan", "China", "Spain", "Egypt", "Kenya")
    for other in ("Italy", "India", "Chad", "Cuba", "Nepal", "Peru", "Mali", "Oman")
]


def kind(stated, deed, direction=Direction.SAME):
    return FollowClass("x", "threatened", "x", stated, deed, direction, "x")


FORCE = kind(("138",), ("19",))


def table(rows):
    actors = sorted({row[1] for row in rows} | {row[3] for row in rows})
    relations = sorted({row[2] for row in rows})
    places = [
        [names.index(row[column]) for row in rows]
        for names, column in ((actors, 1), (relations, 2), (actors, 3))
    ]
    found, _ = quads_of(
        [row[0] for row in rows], tuple(places), actors=actors, relations=relations
    )
    return found


def waits(rows, of=FORCE, *, is_rolled=False, seed=0):
    found = table(rows)
    rng = np.random.default_rng(seed)
    return waits_of(found, actors_of(found, Scope.STATES), of, is_rolled=is_rolled, rng=rng)


def planted(share=0.6, seed=0):
    """Return threats, a share of which is followed by the deed after 5 days."""
    rng = np.random.default_rng(seed)
    rows = [(FIRST + 399, "Brazil", "Consult", "Chile")]
    for one, other in PAIRS:
        for start in (20, 120, 220):
            rows.append((FIRST + start, one, THREAT, other))
            if rng.random() < share:
                rows.append((FIRST + start + 5, one, DEED, other))
    return rows


def test_a_planted_share_is_found_within_its_interval_and_above_the_control():
    found = waits(planted(seed=1))
    row = counted(("A", "states"), FORCE, found, rng=np.random.default_rng(0))
    rates = {one.horizon_days: one for one in table_of([row])}
    # 192 cases: the share strays .035 by chance, and one range in ten misses; the seed is fixed.
    assert rates[7].p_raw == pytest.approx(0.6, abs=0.1)
    assert rates[7].low < 0.6 < rates[7].high
    assert rates[7].p_control < 0.12
    assert rates[7].p_control < rates[7].p <= rates[7].p_raw
    assert (rates[7].n, rates[7].pairs, rates[7].n_at_risk) == (192, 64, 192)


def test_the_day_itself_and_the_other_direction_do_not_count():
    rows = [
        (FIRST, "Iran", THREAT, "Iraq"),
        (FIRST, "Iran", DEED, "Iraq"),
        (FIRST + 3, "Iraq", DEED, "Iran"),
        (FIRST + 30, "Iran", "Consult", "Iraq"),
    ]
    after, _ = waits(rows)
    assert after.came.tolist() == [False]
    assert after.days.tolist() == [30]
    either, _ = waits(rows, kind(("138",), ("19",), Direction.EITHER))
    assert either.came.tolist() == [True]
    assert either.days.tolist() == [3]


def test_who_is_asked_must_act():
    rows = [
        (FIRST, "Mali", APPEAL, "France"),
        (FIRST + 2, "Mali", AID, "France"),
        (FIRST + 9, "France", AID, "Mali"),
        (FIRST + 20, "Mali", "Consult", "France"),
    ]
    after, _ = waits(rows, kind(("023",), ("07",), Direction.REVERSE))
    assert after.days.tolist() == [9]


def test_officials_count_only_where_rolled_up():
    rows = [
        (FIRST, "Government (Iran)", THREAT, "Iraq"),
        (FIRST + 4, "Military (Iran)", DEED, "Iraq"),
        (FIRST + 5, "Military (Iran)", DEED, "Government (Iran)"),
        (FIRST + 20, "Iran", "Consult", "Iraq"),
    ]
    assert len(waits(rows)[0]) == 0
    after, _ = waits(rows, is_rolled=True)
    assert after.days.tolist() == [4]


def test_windows_cut_off_by_the_end_are_censored_and_not_counted_as_no():
    pair = (("A", "B"),) * 4
    came = np.array([True, True, False, False])
    found = incidence(Waits(np.array([3, 10, 5, 20]), came, np.array([40, 40, 5, 20]), pair))
    # Of four, one by day 3; the third leaves on day 5; of two left one comes on day 10.
    assert found.p[0] == pytest.approx(1 / 4)
    assert found.p[1] == pytest.approx(1 - 3 / 4 * 1 / 2)
    assert found.at_risk.tolist() == [3, 3, 2, 0, 0, 0]
    assert np.isnan(found.p[3:]).all()


def test_nothing_is_said_beyond_the_data():
    rows = table_of(
        [counted(("A", "states"), FORCE, waits(planted()), rng=np.random.default_rng(0))]
    )
    beyond = next(row for row in rows if row.horizon_days == 365)
    assert beyond.n_at_risk == 64
    short = [row for row in planted() if row[0] < FIRST + 300]
    cut = table_of(
        [counted(("A", "states"), FORCE, waits(short), rng=np.random.default_rng(0))]
    )
    assert next(row for row in cut if row.horizon_days == 365).p is None


def test_repeated_pairs_widen_the_interval():
    rng = np.random.default_rng(2)
    count = 400
    came = np.repeat(rng.random(20) < 0.5, count // 20)
    days, covered = np.full(count, 3), np.full(count, 50)
    many = tuple(("A", str(place)) for place in range(count))
    few = tuple(("A", str(place // 20)) for place in range(count))
    effects = []
    for pair in (many, few):
        found = Waits(days, came, covered, pair)
        row = counted(("A", "states"), FORCE, (found, found), rng=np.random.default_rng(0))
        effects.append(table_of([row])[0].design_effect)
    assert effects[0] == pytest.approx(1, abs=0.3)
    assert effects[1] > 8


def test_few_cases_lie_close_to_the_control_and_are_wide():
    ones = Waits(
        np.array([2, 2]), np.ones(2, bool), np.array([50, 50]), (("A", "B"), ("A", "C"))
    )
    control = Waits(
        np.full(40, 60),
        np.zeros(40, bool),
        np.full(40, 60),
        (("A", "B"),) * 20 + (("A", "C"),) * 20,
    )
    big = counted(("A", "states"), FORCE, waits(planted()), rng=np.random.default_rng(0))
    small = counted(("A", "states"), FORCE, (ones, control), rng=np.random.default_rng(0))
    row = next(r for r in table_of([big, small]) if r.n == 2)
    assert row.p_raw == 1
    assert row.p < 0.9
    assert row.high - row.low > 0.3


def test_nothing_announced_is_no_row_of_numbers():
    rows = [(FIRST, "Iran", "Consult", "Iraq"), (FIRST + 9, "Iran", DEED, "Iraq")]
    found = waits(rows)
    row = table_of([counted(("A", "states"), FORCE, found, rng=np.random.default_rng(0))])[0]
    assert (row.n, row.p, row.p_raw) == (0, None, None)


def test_tables_are_put_together():
    one, other = waits(planted(seed=1))[0], waits(planted(seed=2))[0]
    both = pooled([one, other])
    assert len(both) == len(one) + len(other)
    assert both.came.sum() == one.came.sum() + other.came.sum()


def test_the_shipped_table_is_whole():
    rows = load_follow_through()
    known = load_follow_classes()
    assert {row.name for row in rows} == set(known)
    assert {row.dataset for row in rows} == {"ICEWS14", "ICEWS18", "POOLED"}
    for row in rows:
        assert row.n_at_risk <= row.n
        if row.p is not None:
            assert 0 <= row.low <= row.p <= row.high <= 1
        else:
            assert row.n_at_risk == 0 or row.p_control is None
    assert all(row.p is None for row in rows if row.horizon_days == 365)


def test_the_shipped_table_has_the_published_meetings():
    # Reference, forecasting.md, section 5, states, train and valid: .369 (1,560) and .363 (402)
    # of windows that are covered; ours censors, so that those cut off count as well.
    for dataset, share, n in (("ICEWS18", 0.369, 1560), ("ICEWS14", 0.363, 403)):
        row = {r.horizon_days: r for r in follow_rates("meeting", dataset=dataset)}[14]
        assert row.n_at_risk == n
        assert row.p_raw == pytest.approx(share, abs=0.03)


def test_shares_never_fall_with_the_horizon():
    for row in load_follow_classes():
        raw = [one.p_raw for one in follow_rates(row) if one.p_raw is not None]
        assert raw == sorted(raw)
        assert [one.horizon_days for one in follow_rates(row)] == list(HORIZONS)


def test_a_wrong_row_is_named(monkeypatch):
    row = {
        "name": "x", "status": "", "title": "", "stated": "138", "deed": "999",
        "direction": "same", "reason": "", "_where": "f.csv:2",
    }  # fmt: skip
    monkeypatch.setattr(base, "read_rows", lambda *_: iter([row]))
    load_follow_classes.cache_clear()
    with pytest.raises(OntologyError, match="999"):
        load_follow_classes()
    load_follow_classes.cache_clear()
    load_follow_through.cache_clear()
    monkeypatch.setattr(
        base, "read_rows", lambda *_: iter([{"horizon_days": "x", "_where": "t.csv:3",
            "dataset": "", "between": "", "name": "", "status": ""}])
    )  # fmt: skip
    with pytest.raises(OntologyError, match=r"t\.csv:3"):
        load_follow_through()
    load_follow_through.cache_clear()
