"""Counts decay, rules count, trees add up and weights are found, as worked out by hand."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_events import CONSULT, FIRST, PRAISE, VISIT, of_rows

from tocsin.forecast.ranking import columns as c
from tocsin.forecast.ranking import counting, trees
from tocsin.forecast.ranking.groups import groups_of, places_of
from tocsin.forecast.ranking.lessons import Lessons, asked_by, drawn
from tocsin.forecast.ranking.rules import CLASSES, age_class_of, no_rules, observe, shares
from tocsin.forecast.ranking.state import advanced, empty_state, state_of
from tocsin.forecast.ranking.tables import added, best, built, empty_table

A, B, C = 0, 1, 2
STEADY = settings(max_examples=25, deadline=None, derandomize=True)


@STEADY
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), max_size=40))
def test_counts_by_day_and_at_once_are_the_same(rows):
    days = np.array([day for day, _ in rows], np.int32)
    keys = np.array([key for _, key in rows], np.int64)
    table = empty_table()
    for day in np.unique(days):
        table = added(table, keys[days == day], int(day))

    whole = built(keys, days)

    assert np.array_equal(table.key, whole.key)
    assert np.array_equal(table.last, whole.last)
    assert dict(zip(whole.key.tolist(), whole.times.tolist(), strict=True)) == Counter(
        keys.tolist()
    )
    np.testing.assert_allclose(table.decayed, whole.decayed, rtol=1e-5)


def test_an_event_counts_half_after_each_half_life():
    table = added(added(empty_table(), np.array([7, 7]), 10), np.array([7]), 18)

    # Two events eight days before one: at half-lives of 2, 8, 30 and 120 days.
    np.testing.assert_allclose(
        table.decayed[0], [1 + 2 / 16, 1 + 2 / 2, 1 + 2 * 0.5 ** (8 / 30), 1 + 2 * 0.5 ** (8 / 120)],
        rtol=1e-5,
    )  # fmt: skip


def test_states_by_day_and_at_once_are_the_same():
    events = of_rows([(FIRST, A, VISIT, B), (FIRST, B, VISIT, C), (FIRST + 3, A, VISIT, B)])
    groups = groups_of(events.actors, ())
    state = empty_state()
    for day in events.days():
        state = advanced(state, events.between(int(day), int(day)), groups)

    for one, other in zip(state, state_of(events, groups), strict=True):
        assert np.array_equal(one.key, other.key)
        np.testing.assert_allclose(one.decayed, other.decayed, rtol=1e-5)


def test_classes_of_links_by_age_and_repeats():
    assert [age_class_of(age, 1) // 3 for age in (0, 1, 2, 7, 8, 120, 121)] == [
        0, 0, 1, 2, 3, 6, 7,
    ]  # fmt: skip
    assert [age_class_of(1, times) for times in (1, 2, 3, 4)] == [0, 1, 1, 2]
    assert age_class_of(9999, 9999) == CLASSES - 1


def test_rules_count_links_met_and_answers_held():
    known = of_rows([(FIRST, A, CONSULT, B), (FIRST, A, PRAISE, C)])
    today = of_rows([(FIRST + 1, A, VISIT, B)])
    rules, mark = no_rules(8), np.zeros(len(known.actors), np.int32)
    observe(
        rules,
        state_of(known, groups_of(known.actors, ())).triple,
        asked_by(today),
        FIRST + 1,
        mark,
    )

    fresh = age_class_of(1, 1)
    assert rules.seen[VISIT, CONSULT, fresh] == rules.held[VISIT, CONSULT, fresh] == 1
    assert (rules.seen[VISIT, PRAISE, fresh], rules.held[VISIT, PRAISE, fresh]) == (1, 0)
    # The inverse question, who visited B, meets the inverse link.
    assert rules.held[VISIT + 4, CONSULT + 4, fresh] == 1
    assert rules.seen.sum() == 3
    assert rules.answers[VISIT].tolist() == [1, 0, 1]
    assert not mark.any()


def test_shares_of_rules_are_shrunk_to_their_class():
    rules, share = no_rules(8), np.zeros((8, 8, CLASSES), np.float32)
    rules.seen[0, 0, 0], rules.held[0, 0, 0] = 8, 8
    rules.seen[0, 1, 0] = 8

    shares(rules, np.array([0], np.int32), share)

    prior = 8.01 / 17
    assert share[0, 0, 0] == pytest.approx((8 + 2 * prior) / 10)
    assert share[0, 1, 0] == pytest.approx(2 * prior / 10)
    assert share[0, 5, 0] == pytest.approx(prior)


def test_groups_come_from_brackets_that_were_seen():
    actors = ("Laputa", "Police (Laputa)", "Swift", "Chief (Newland)", "Newland")

    places = places_of(actors, [0, 1, 2])
    groups = groups_of(actors, places)

    assert places == {"Laputa"}
    assert groups.group[0] == groups.group[1] != groups.group[2]
    assert groups.role[0] == 1
    assert groups.role[2] == groups.role[4] == 0
    members = groups.member[groups.member_start[0] : groups.member_start[1]]
    assert members.tolist() == [0, 1]


@STEADY
@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 8))
def test_the_best_are_found_in_order_with_the_first_of_equals(values, limit):
    value, place = np.array(values, np.float32), np.empty(limit, np.int64)

    count = best(value, len(value), limit, place)

    expected = np.argsort(-value, kind="stable")[:limit]
    assert place[:count].tolist() == expected.tolist()


@pytest.fixture(scope="module")
def grown():
    import lightgbm  # noqa: PLC0415

    rng = np.random.default_rng(1)
    rows = rng.normal(size=(3000, 4)).astype(np.float32)
    rows[rng.random(rows.shape) < 0.3] = 0
    truth = rows[:, 0] + rows[:, 1] * rows[:, 2] > 0
    options = {"objective": "binary", "verbose": -1, "num_threads": 1, "deterministic": True}
    return lightgbm.train(options, lightgbm.Dataset(rows, truth), 15), rows


def test_trees_give_what_lightgbm_gives(grown):
    model, rows = grown
    forest = trees.forest_of(model.model_to_string())

    np.testing.assert_allclose(
        trees.applied(forest, rows), model.predict(rows, raw_score=True), rtol=1e-9
    )


def test_thresholds_do_not_change_sides_at_their_own_value(grown):
    model, _ = grown
    forest = trees.forest_of(model.model_to_string())
    # LightGBM takes what is nearer to 0 than 1e-35 as 0; no column of ours is below 0.
    chosen = np.flatnonzero(np.abs(forest.threshold) > 1e-30)
    rows = np.zeros((len(chosen), 4), np.float32)
    rows[np.arange(len(rows)), forest.column[chosen]] = forest.threshold[chosen]

    np.testing.assert_allclose(
        trees.applied(forest, rows), model.predict(rows, raw_score=True), rtol=1e-9
    )


def test_what_columns_move_adds_up_to_the_score(grown):
    model, rows = grown
    forest = trees.forest_of(model.model_to_string())
    mean = sum(forest.value[root] for root in forest.root[:-1])

    for row in rows[:5]:
        moved = trees.moved(forest, row, 4)
        score = trees.applied(forest, row[None, :])[0]
        assert moved.sum() == pytest.approx(score - mean, abs=1e-6)


def lessons(size=400, *, seed=0, kind=0):
    """Return lessons in which the answer has twice the chance for each 1 of one signal."""
    rng = np.random.default_rng(seed)
    rows = np.zeros((size * 5, c.WIDTH), np.float32)
    rows[:, c.POP30] = rng.integers(0, 2, size * 5)
    answer = np.zeros(size * 5)
    for question in range(size):
        cut = slice(5 * question, 5 * question + 5)
        chance = 2.0 ** rows[cut, c.POP30]
        answer[5 * question + rng.choice(5, p=chance / chance.sum())] = 1
    return Lessons(
        rows=rows, answer=answer, weight=np.ones(size * 5),
        start=np.arange(0, size * 5 + 1, 5), relation=np.full(size, kind, np.int32),
        day=np.zeros(size, np.int32),
    )  # fmt: skip


def test_weights_of_signals_are_found():
    weights = counting.fitted(lessons(2000), 3)
    signal = counting.SIGNALS.index(c.POP30)

    # The standard error is about .055; a false alarm once in a thousand seeds.
    assert weights[0, signal] == pytest.approx(np.log(2), abs=0.18)
    assert np.array_equal(weights[1], weights[2])
    assert np.abs(np.delete(weights[0], signal)).max() < 1e-6


def test_without_lessons_nothing_is_weighed():
    empty = Lessons(
        np.empty((0, c.WIDTH), np.float32), np.empty(0), np.empty(0), np.zeros(1, np.int64),
        np.empty(0, np.int32), np.empty(0, np.int32),
    )  # fmt: skip

    assert not counting.fitted(empty, 4).any()


def test_questions_drawn_keep_their_answers():
    events = of_rows([(FIRST, A, VISIT, B), (FIRST, A, VISIT, C), (FIRST, B, CONSULT, C)])
    asked = asked_by(events)

    some = drawn(asked, np.random.default_rng(2), 0.5)

    assert 0 < len(some.subject) < len(asked.subject)
    whole = {
        (s, r): asked.answer[asked.start[i] : asked.start[i + 1]].tolist()
        for i, (s, r) in enumerate(zip(asked.subject, asked.relation, strict=True))
    }
    for i, (s, r) in enumerate(zip(some.subject, some.relation, strict=True)):
        assert some.answer[some.start[i] : some.start[i + 1]].tolist() == whole[s, r]


def test_every_column_has_words():
    assert len(c.COLUMNS) == len(c.WORDS) == len(c.FAMILIES) == c.WIDTH
    assert c.COLUMNS[c.TOP_FIRST] == "top_first"
    assert [c.COLUMNS[c.TOP_FIRST + k] for k in range(len(c.TOPPED))] == [
        f"top_{c.COLUMNS[one]}" for one in c.TOPPED
    ]
