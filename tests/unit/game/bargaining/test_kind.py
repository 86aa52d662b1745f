from dataclasses import replace

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.bargaining import BARGAINING
from tocsin.game.explain import draws_of, explain
from tocsin.game.kinds import KINDS, kind_of
from tocsin.game.scenarios import parse_table
from tocsin.model.codec import to_json

LAYOUT = {
    "actors": ["A", "B", "C"],
    "issues": [{"name": "oil", "unit": "kt", "weight": 0.6}, {"name": "time", "unit": "years", "weight": 0.4}],
    "rounds": 3,
}  # fmt: skip


def draws(game, count=16, seed=0):
    rng = np.random.default_rng(seed)
    return {spec.name: rng.uniform(0.1, 0.9, count) for spec in game.parameters}


def test_every_reading_answers_every_issue():
    game = BARGAINING.build(LAYOUT)
    assert [one.name for one in game.outcomes] == [
        "outcome.oil", "outcome.time", "mean.oil", "mean.time",
    ]  # fmt: skip
    assert [one.name for one in game.readings] == [
        "weighted_mean", "weighted_median", "all_pairs", "least_move", "half_quo", "own_pair",
        "spatial", "nash", "kalai_smorodinsky",
    ]  # fmt: skip
    given = draws(game)
    low, high = (
        {issue: f([given[f"position.{issue}.{one}"] for one in "ABC"], axis=0)
         for issue in ("oil", "time")} for f in (np.min, np.max)
    )  # fmt: skip
    for reading in game.readings:
        found = game.run(given, reading.name)
        for name, values in found.items():
            issue = name.partition(".")[2]
            assert values.shape == (16,)
            assert ((values >= low[issue] - 1e-9) & (values <= high[issue] + 1e-9)).all()


def test_the_first_reading_is_the_weighted_mean():
    game = BARGAINING.build(LAYOUT)
    given = draws(game)
    w = np.array([given[f"capability.{one}"] * given[f"salience.oil.{one}"] for one in "ABC"])
    x = np.array([given[f"position.oil.{one}"] for one in "ABC"])
    assert game.run(given)["outcome.oil"] == pytest.approx((w * x).sum(axis=0) / w.sum(axis=0))


def test_issues_are_bargained_one_by_one_as_if_alone():
    game = BARGAINING.build(LAYOUT)
    alone = BARGAINING.build({**LAYOUT, "issues": [{"name": "oil", "unit": "kt"}]})
    given = draws(game)
    few = {spec.name: given[spec.name] for spec in alone.parameters}
    for name in ("all_pairs", "own_pair"):
        assert (game.run(given, name)["mean.oil"] == alone.run(few, name)["mean.oil"]).all()


def test_moves_are_told_one_sentence_each():
    table = "Actor,Capability,Position,Salience\nA,1,0,0.5\nB,2,4,0.5\nC,3,10,1\n"
    setup = parse_table(table, rounds=2)
    said = setup.game.say(draws_of(setup), {})
    assert said[0].startswith("These are the moves of the reading all_pairs")
    assert said[1:]
    assert all(one.startswith("Round ") and one.endswith(").") for one in said[1:])
    assert "A gives way to B, from 0 to 4, because it expects" in "".join(said)


def test_where_nobody_moves_it_says_so():
    setup = parse_table("Actor,Capability,Position,Salience\nA,1,3,0.5\nB,2,3,0.5\n", rounds=2)
    (said,) = setup.game.say(draws_of(setup), {})
    assert said.startswith("Under the reading all_pairs nobody moves")


def test_many_moves_are_counted_and_not_told():
    rng = np.random.default_rng(0)
    rows = [f"A{i},{c:.3f},{x:.3f},{s:.3f}" for i, (c, x, s) in
            enumerate(zip(rng.uniform(0.1, 1, 30), rng.uniform(0, 9, 30), rng.uniform(0.1, 1, 30),
                          strict=True))]  # fmt: skip
    setup = parse_table("Actor,Capability,Position,Salience\n" + "\n".join(rows))
    said = setup.game.say(draws_of(setup), {})
    assert len(said) == 42
    assert "more moves under the reading all_pairs are not told" in said[-1]


def test_the_whole_answer_of_the_published_case_shows_its_spread(emission):
    names = "ABCDEFGHIJ"
    rows = [
        f"{n},{c},{x},{s}"
        for n, c, s, x in zip(names, *(one[0] for one in emission), strict=True)
    ]
    setup = parse_table("Actor,Capability,Position,Salience\n" + "\n".join(rows))
    # Nothing is uncertain, so that few draws say it all.
    result = explain(replace(setup, scenario=replace(setup.scenario, draws=4)))
    values = {one.reading: one.value for one in result.spread}
    assert result.headline.value == pytest.approx(7.389956, abs=1e-6)
    assert values["all_pairs"] == pytest.approx(7.0)
    assert values["least_move"] == pytest.approx(9.8757, abs=1e-4)
    assert max(values.values()) - min(values.values()) > 2.8
    assert "all_pairs" in to_json(result)


def test_a_reading_of_the_users_own_joins_the_ensemble():
    mine = {"name": "mine", "base": "own_pair", "switches": {"quo": 0.5}}
    game = BARGAINING.build({**LAYOUT, "readings": ["all_pairs", mine]})
    assert [one.name for one in game.readings][2:4] == ["all_pairs", "mine"]
    assert game.run(draws(game), "mine")["mean.oil"].shape == (16,)


def test_the_election_and_the_fallback_follow_the_settings():
    plain = BARGAINING.build(LAYOUT)
    other = BARGAINING.build(
        {
            **LAYOUT,
            "election": {"kind": "sweep", "exponent": 2},
            "disagreement": {"oil": 5, "time": 5},
        }
    )
    given = draws(plain)
    for reading in ("spatial", "nash", "kalai_smorodinsky"):
        one, two = (game.run(given, reading)["outcome.oil"] for game in (plain, other))
        assert np.abs(one - two).max() > 1e-6


@pytest.mark.parametrize(
    ("change", "subject", "told"),
    [
        ({"actors": ["A"]}, "actors", "at least two actors"),
        ({"actors": "A"}, "actors", "a list of 2 to 200 names"),
        ({"actors": ["A", "A"]}, "actors[1]", "not there already"),
        ({"issues": []}, "issues", "a list of 1 to 12"),
        ({"issues": [{"name": "oil"}]}, "issues[0].unit", "the unit"),
        ({"issues": [{"name": "o.l", "unit": "kt"}]}, "issues[0].name", "without dots"),
        (
            {"issues": [{"name": "oil", "unit": "kt", "low": 3, "high": 2}]},
            "issues[0].low",
            "below the other, 2",
        ),
        ({"issues": [{"name": "oil", "unit": "kt", "weight": 0.5}]}, "issues", "sum to 1"),
        ({"rounds": 2.5}, "rounds", "whole number"),
        ({"rounds": 0}, "rounds", "at least 1"),
        ({"readings": ["policon"]}, "readings[0]", "one of all_pairs"),
        ({"readings": ["all_pairs", "all_pairs"]}, "readings[1]", "not there already"),
        ({"readings": [{"name": "nash"}]}, "readings[0]", "not there already"),
        ({"readings": [{"base": "all_pairs"}]}, "readings[0]", "with name, base"),
        ({"election": {"kind": "lot"}}, "election.kind", "standing, sweep"),
        ({"disagreement": {"oil": 1}}, "disagreement.time", "a number in"),
        ({"units": {"power": "x"}}, "units.power", "capability, salience"),
        ({"colour": "red"}, "colour", "one of actors"),
    ],
)
def test_settings_that_make_no_sense_are_refused(change, subject, told):
    with pytest.raises(UsageError, match=told) as caught:
        BARGAINING.build({**LAYOUT, **change})
    assert caught.value.subject == subject


def test_all_kinds_of_games_are_found_by_name():
    assert {name: kind_of(name).name for name in KINDS} == {name: name for name in KINDS}
    with pytest.raises(UsageError, match="no game 'chess'; there are bargaining"):
        kind_of("chess")
