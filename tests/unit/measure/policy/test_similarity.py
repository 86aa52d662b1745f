import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tocsin.measure.policy.portfolios import joint_table, kendall_tau_b, s_score
from tocsin.measure.policy.similarity import FAMILY, s_squared, weighted_s
from tocsin.model.index import Cover, Coverage, Question
from tocsin.model.series import Flows, IdealPoints, PairedVotes, Ties

DYAD = ("RUS", "PRK")
OTHERS = [f"S{number:02d}" for number in range(30)]
LIKENESS = {"s", "s_squared", "kappa", "pi", "alignment", "tau_b"}


def question(since=2016, until=2016, **more):
    given = {"dyad": DYAD, "since": date(since, 1, 1), "until": date(until, 12, 31)} | more
    return Question(**given)


def dense(years, ties, feed="atop", states=OTHERS):
    """Return rows on the two states and all others, zero where nothing else is given."""
    rows = []
    for year in years:
        for owner in DYAD:
            for other in (*DYAD, *states):
                if other != owner:
                    rows.append((feed, year, owner, other, ties.get((owner, other), 0)))
                    rows.append((feed, year, other, owner, ties.get((other, owner), 0)))
    return rows


def built(record, rows, *, start="1815-01-01", end="2018-12-31", feeds=("atop",), **more):
    covered = tuple(record.covers(one, "alliances", start, end) for one in feeds)
    return record.Record(
        pacts=record.series(Ties, *dict.fromkeys(rows)),
        covered=(*covered, *more.pop("also", ())),
        **more,
    )


def named(values, measure):
    return [one for one in values if one.measure == measure]


def only(values, measure):
    (found,) = named(values, measure)
    return found


TIES = {("RUS", "PRK"): 2, ("PRK", "RUS"): 1, ("RUS", "S00"): 3, ("PRK", "S01"): 1}


def test_every_likeness_comes_with_the_tie_and_the_warning(record):
    values = FAMILY.values(built(record, dense([2016], TIES)), question())
    for one in values:
        if one.measure in LIKENESS:
            assert "the tie itself: 2 (neutrality or consultation) from RUS to PRK" in one.note
            assert "1 (non-aggression) from PRK to RUS" in one.note
            assert "neither is tied to 28 of them" in one.note
            assert "not alignment" in one.note
            assert "over 32 states" in one.note
            assert one.n == 32
    assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
    assert [(one.parties, one.value) for one in named(values, "alliance_tie")] == [
        (("RUS", "PRK"), 2),
        (("PRK", "RUS"), 1),
    ]


def test_the_values_are_those_of_the_formulas(record):
    values = FAMILY.values(built(record, dense([2016], TIES)), question())
    # RUS, PRK, S00, S01 and 28 without a tie to either.
    joint = joint_table(np.array([3, 2, 3, 0] + [0] * 28), np.array([1, 3, 0, 1] + [0] * 28))
    assert only(values, "s").value == pytest.approx(float(s_score(joint)))
    assert only(values, "s_squared").value == pytest.approx(float(s_squared(joint)))
    assert only(values, "tau_b").value == pytest.approx(float(kendall_tau_b(joint)))
    assert only(values, "s").value == pytest.approx(1 - 2 * 7 / 96)


def test_the_rows_named_first_are_the_tie_and_where_the_two_differ(record):
    found = only(FAMILY.values(built(record, dense([2016], TIES)), question()), "s")
    (rows,) = found.rows
    assert rows.rows == 62
    assert rows.keys == ("RUS PRK 2016", "PRK RUS 2016", "RUS S00 2016", "PRK S01 2016")
    assert (rows.source, rows.table) == ("atop", "alliances")


def test_a_symmetric_tie_is_told_once(record):
    values = FAMILY.values(built(record, dense([2016], {})), question())
    assert "the tie itself: 0 (none) both ways" in only(values, "s").note


def test_few_states_are_said_to_be_no_system(record):
    few = dense([2016], TIES, states=OTHERS[:5])
    assert "no whole system" in only(FAMILY.values(built(record, few), question()), "s").note
    many = dense([2016], TIES)
    assert "no whole" not in only(FAMILY.values(built(record, many), question()), "s").note


def test_zeros_after_the_coverage_are_unknown(record):
    view = built(record, dense([2018, 2019], TIES))
    values = FAMILY.values(view, question(2018, 2019))
    for measure in ("s", "alliance_tie"):
        known, unknown = named(values, measure)[:2]
        assert known.value is not None
        assert unknown.value is None
        assert (unknown.cover, unknown.n, unknown.rows) == (Cover.NONE, 0, ())
        assert unknown.note == "unknown, not zero: atop covers 1815-01-01 to 2018-12-31"


def test_the_value_of_a_period_is_the_mean_of_its_known_years(record):
    rows = dense([2017], {}) + dense([2018], TIES)
    values = FAMILY.values(built(record, rows), question(2017, 2020))
    *years, whole = named(values, "s")
    assert [one.start.year for one in years] == [2017, 2018, 2019, 2020]
    assert whole.value == pytest.approx(np.mean([one.value for one in years[:2]]))
    assert (whole.n, whole.cover) == (2, Cover.PART)
    assert (whole.start, whole.end) == (date(2017, 1, 1), date(2020, 12, 31))
    assert "mean level 1 from RUS to PRK, 0.5 from PRK to RUS" in whole.note
    assert whole.rows[0].rows == 124


def test_a_year_that_had_not_ended_is_unknown(record):
    asked = replace(question(2017, 2018), until=date(2018, 6, 30))
    values = FAMILY.values(built(record, dense([2017, 2018], TIES)), asked)
    assert [one.value is None for one in named(values, "s")] == [False, True, False]
    assert named(values, "s")[1].note == "unknown: 2018 had not ended on 2018-06-30"


def test_a_state_that_does_not_appear_is_unknown(record):
    rows = [row for row in dense([2016], TIES) if "PRK" not in row]
    values = FAMILY.values(built(record, rows), question())
    assert only(values, "s").value is None
    assert only(values, "s").note == "unknown: PRK not among the states of atop in 2016"
    assert [one.value for one in named(values, "alliance_tie")] == [None, None]


def test_two_states_alone_have_a_tie_but_no_likeness(record):
    rows = [("atop", 2016, "RUS", "PRK", 3), ("atop", 2016, "PRK", "RUS", 3)]
    values = FAMILY.values(built(record, rows), question())
    assert only(values, "s").note == "unknown: atop has no third state in 2016"
    assert [one.value for one in named(values, "alliance_tie")] == [3, 3]


def test_portfolios_of_one_level_have_no_kappa_but_s(record):
    # All three tied to all others at the highest level.
    ties = {(one, other): 3 for one in (*DYAD, "S00") for other in (*DYAD, "S00")}
    rows = dense([2016], ties, states=["S00"])
    values = FAMILY.values(built(record, rows), question())
    assert only(values, "s").value == 1
    for measure in ("kappa", "pi", "tau_b"):
        assert only(values, measure).value is None
        assert "one level" in only(values, measure).note


def test_a_feed_of_ties_alone_takes_its_states_from_the_ties_of_all(record):
    rows = [("cow", 2010, "RUS", "PRK", 2), ("cow", 2010, "PRK", "RUS", 2)]
    rows += [("cow", 2010, "USA", other, 3) for other in OTHERS]
    values = FAMILY.values(built(record, rows, feeds=("cow",)), question(2010, 2010))
    assert only(values, "s").n == 33
    assert only(values, "s").value == pytest.approx(1 - 2 * 2 / 99)


def test_feeds_are_measured_apart(record):
    rows = dense([2016], TIES) + dense([2016], {}, feed="other")
    view = built(record, rows, feeds=("atop", "other"))
    values = FAMILY.values(view, question())
    assert [one.rows[0].source for one in named(values, "s")] == ["atop", "other"]
    assert named(values, "s")[0].value < named(values, "s")[1].value
    values = FAMILY.values(view, question(sources=("other",)))
    assert only(values, "s").rows[0].source == "other"


def test_files_on_other_states_are_no_coverage(record):
    view = built(record, dense([2016], TIES))
    one = view.covered[0]
    scoped = Coverage(
        source=one.source, table=one.table, start=one.start, end=one.end, edition="", rows=9,
        scope=("RUS", "USA"),
    )  # fmt: skip
    view.covered = (scoped,)
    found = only(FAMILY.values(view, question()), "s")
    assert (found.value, found.cover) == (None, Cover.NONE)
    assert found.note == "unknown, not zero: atop was read for RUS, USA only"


def test_an_empty_record_gives_every_measure_as_unknown(record):
    values = FAMILY.values(record.Record(), question(2010, 2016))
    assert {one.measure for one in values} == {one.name for one in FAMILY.methods}
    assert all(one.value is None and one.note and one.cover is Cover.NONE for one in values)


def test_votes_and_ideal_points_stand_beside_alliances(record):
    votes = record.series(PairedVotes, ("un", "1", 71, "2016-12-01", 1, 0, False, False))
    points = [("bsv", one, 71, at, None, None) for one, at in (("RUS", 1.0), ("PRK", -1.0))]
    also = (
        record.covers("un", "votes", "1946-01-01", "2020-01-01"),
        record.covers("bsv", "ideal_points", "1946-01-01", "2020-01-01"),
    )
    rows = dense([2016], TIES)
    series = record.series(IdealPoints, *points)
    view = built(record, rows, also=also, paired=votes, points=series)
    values = FAMILY.values(view, question())
    assert only(values, "un_agreement").value == 0.5
    assert only(values, "ideal_point_distance").value == 2
    assert {one.family for one in values} == {"similarity"}


def weighted(record, flows, *, end="2022-12-31"):
    also = (record.covers("table", "values", "1990-01-01", end),)
    view = built(record, dense([2016], TIES), also=also, flowing=record.series(Flows, *flows))
    return only(FAMILY.values(view, question()), "s_weighted")


def capability(state, value, target=""):
    return ("table", "cinc", 2016, state, target, value, "1")


WEIGHTS = [capability(one, 0.02) for one in OTHERS]
PAIR = [capability("RUS", 0.3), capability("PRK", 0.1)]


def test_weights_are_those_of_the_series(record):
    found = weighted(record, [*WEIGHTS, *PAIR])
    # RUS to PRK 3 against 1 and 2 against 3, S00 3 against 0, S01 0 against 1.
    expected = 1 - 2 * (0.3 * 2 + 0.1 * 1 + 0.02 * 3 + 0.02 * 1) / (3 * 1.0)
    assert found.value == pytest.approx(expected)
    assert [(one.source, one.table) for one in found.rows] == [
        ("atop", "alliances"),
        ("table", "values"),
    ]
    assert "by cinc of table" in found.note
    assert "the tie itself" in found.note


def test_a_few_states_without_a_weight_are_left_out_and_named(record):
    found = weighted(record, [*WEIGHTS[:-1], *PAIR])
    assert found.value is not None
    assert "no weight for 1 states, which are left out: S29" in found.note


@pytest.mark.parametrize("flows", [[*WEIGHTS, PAIR[0]], [*WEIGHTS[:20], *PAIR]])
def test_many_states_without_a_weight_or_one_of_the_pair_make_it_unknown(record, flows):
    found = weighted(record, flows)
    assert found.value is None
    assert "no weight" in found.note


def test_weights_between_two_states_or_outside_their_coverage_are_none(record):
    dyadic = [capability(one, 0.02, target="USA") for one in (*OTHERS, *DYAD)]
    assert weighted(record, dyadic).value is None
    assert weighted(record, [*WEIGHTS, *PAIR], end="2015-12-31").value is None


def test_without_weights_there_is_one_unknown_value(record):
    found = only(FAMILY.values(built(record, dense([2016], TIES)), question()), "s_weighted")
    assert found.value is None
    assert "'cinc'" in found.note


def test_weighted_s_is_the_formula_over_weights():
    found = weighted_s(np.array([3, 0]), np.array([0, 0]), np.array([1.0, 3.0]))
    assert found == pytest.approx(1 - 2 * 3 / 12)


def test_thirty_years_of_195_states_take_at_most_50_ms(record):
    rng = np.random.default_rng(1)
    states = [f"S{number:03d}" for number in range(193)]
    rows = [
        (*row[:4], int(rng.integers(0, 4)))
        for row in dense(range(1989, 2019), {}, states=states)
    ]
    assert len(rows) > 20_000
    # The record in memory goes through all rows on its own; that is not what is timed.
    view, ties = built(record, rows), record.series(Ties, *rows)
    view.ties = lambda since, until, states=(): ties
    times = []
    for _ in range(7):
        begin = time.process_time()
        values = FAMILY.values(view, question(1989, 2018))
        times.append(time.process_time() - begin)
    assert all(one.n == 195 for one in named(values, "s")[:-1])
    assert min(times) <= 0.05
