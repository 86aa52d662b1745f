from dataclasses import replace

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.base import OutcomeSpec, Reading
from tocsin.game.explain import (
    answer,
    band_at,
    draws_of,
    estimate,
    explain,
    flips,
    harm_of,
    inputs_told,
    lens_of,
    locked,
    replay_of,
    share_interval,
    tornado,
    weigh,
)
from tocsin.game.scenarios.drawing import quantile
from tocsin.game.scenarios.reading import Setup, what_if
from tocsin.model.codec import to_json
from tocsin.model.scenario import Band, Bearing, Lever, Shape, Spread, Stakeholder


def test_the_tornado_has_the_longest_bar_first(linear):
    bars = tornado(lens_of(linear))
    ends = [quantile(linear.scenario.parameters[0].spread, p) for p in (0.1, 0.9)]
    assert [bar.parameter for bar in bars] == ["a", "b", "c"]
    assert bars[0].inputs == pytest.approx(ends)
    assert bars[0].outcomes == pytest.approx([1 + 3 * end for end in ends])
    assert bars[0].swing == pytest.approx(3 * (ends[1] - ends[0]))


def test_bars_without_swing_are_warned_of(linear):
    lens = lens_of(linear)
    assert "zero for 1 of 3 inputs" in locked(tornado(lens), lens)
    flat = lens_of(linear, "flat")
    assert "zero for 3 of 3 inputs" in locked(tornado(flat), flat)


def test_no_warning_where_every_bar_swings(make):
    lens = lens_of(make({"plain": lambda d: d["a"]}, {"a": (0.0, 1.0, 2.0)}))
    assert locked(tornado(lens), lens) == ""


def test_flips_find_the_border_of_a_band(linear):
    found = {one.parameter: one for one in flips(lens_of(linear))}
    assert found["a"].to == pytest.approx(1 / 3, abs=1e-5)
    assert found["b"].to == pytest.approx(2.0, abs=1e-5)
    assert "c" not in found
    assert (found["a"].band, found["a"].reaches) == ("low", "high")
    assert found["a"].outcome == pytest.approx(2.0, abs=1e-4)
    assert found["a"].outcome >= 2.0


def test_the_smallest_change_comes_first_and_in_the_nearer_direction(make):
    case = make(
        {"plain": lambda d: np.abs(d["a"] - 0.4) + 0 * d["b"]},
        {"a": (-1.0, 0.0, 1.0), "b": 1},
        bands=[("near", 0.1, 0.7), ("far", 0.7, None), ("on", None, 0.1)],
    )
    (found,) = flips(lens_of(case))
    assert found.to == pytest.approx(-0.3, abs=1e-4)
    assert found.reaches == "far"
    (found,) = flips(lens_of(case), "on")
    assert found.to == pytest.approx(0.3, abs=1e-4)


def test_fixed_inputs_flip_too(make):
    case = make(
        {"plain": lambda d: d["a"]}, {"a": 1.0}, bands=[("low", None, 2), ("high", 2, None)]
    )
    (found,) = flips(lens_of(case))
    assert (found.from_, found.to) == (1.0, pytest.approx(2.0, abs=1e-5))


def test_flips_stay_within_the_bounds_of_the_scenario(linear):
    tight = replace(
        linear.scenario.parameters[0],
        spread=Spread(shape=Shape.TRIANGULAR, numbers=(-0.1, 0.0, 0.1), low=-0.2, high=0.2),
    )
    scenario = replace(linear.scenario, parameters=(tight, *linear.scenario.parameters[1:]))
    found = flips(lens_of(Setup(scenario, linear.game)))
    assert [one.parameter for one in found] == ["b"]


def test_a_target_that_nothing_reaches_is_told(linear):
    bands = (*linear.scenario.bands, Band(name="void", outcome="y", low=1e9, high=None))
    bands = (bands[0], replace(bands[1], high=1e9), bands[2])
    case = Setup(replace(linear.scenario, bands=bands, target="void"), linear.game)
    result = explain(case)
    assert result.flips == ()
    assert any("reaches the target void" in one for one in result.warnings)
    reached = Setup(replace(case.scenario, target="low"), case.game)
    assert any("is reached as it is" in one for one in explain(reached).warnings)


def test_bands_are_shared_out_and_pooled_over_readings(linear):
    low, high = explain(linear).bands
    assert low.p + high.p == pytest.approx(1)
    assert high.p == pytest.approx(1 - low.p)
    assert dict(low.by_reading)["flat"] == 1.0
    assert low.pooled == pytest.approx((low.p + 1.0) / 2, abs=0.01)
    assert low.interval[0] < low.p < low.interval[1]
    weighed = Setup(replace(linear.scenario, weights=(("plain", 1.0),)), linear.game)
    assert explain(weighed).bands[0].pooled == pytest.approx(low.p)


def test_the_headline_never_stands_alone(linear):
    result = explain(linear, reading="flat")
    assert result.headline.reading == "flat"
    assert result.baseline.reading == "plain"
    assert {one.reading for one in result.spread} == {"plain", "flat"}
    assert result.moves == ("3 inputs, 1024 draws.",)


def test_readings_that_disagree_are_warned_of(make):
    case = make({"one": lambda d: d["a"], "two": lambda d: d["a"] + 9}, {"a": (0.0, 1.0, 2.0)})
    (told,) = [one for one in explain(case).warnings if "disagree" in one]
    assert "(one) to" in told
    assert "(two)" in told


def test_one_point_is_told_to_be_one(make):
    result = explain(make({"plain": lambda d: d["a"]}, {"a": 1.0}))
    assert any("No parameter is uncertain" in one for one in result.warnings)
    assert result.sensitivity == result.tornado == ()


def test_a_probability_is_a_mean_and_its_tornado_is_no_step(make):
    case = make(
        {"plain": lambda d: (d["a"] + d["b"] > 2).astype(float)},
        dict.fromkeys("ab", (0.0, 1.0, 2.0)),
        unit="probability",
        bands=[("unlikely", None, 0.3), ("even", 0.3, 0.7), ("likely", 0.7, None)],
    )
    result = explain(case)
    assert result.headline.value == pytest.approx(0.5, abs=0.02)
    assert all(0 < bar.swing < 1 for bar in result.tornado)
    assert result.flips
    assert result.flips[0].reaches in {"unlikely", "likely"}


def test_the_best_lever_is_the_one_that_lowers_harm_most(linear):
    effects = explain(linear).levers
    best = [one for one in effects if one.is_best]
    assert [(one.parameter, one.to < 0) for one in best] == [("a", True)]
    assert best[0].after == min(one.after for one in effects)
    assert best[0].before == pytest.approx(80 * explain(linear).bands[1].p)
    assert len(effects) == 6


def test_levers_of_the_file_come_before_those_of_the_game(linear):
    own = Stakeholder(
        name="A", harms=(("high", 80.0),), levers=(Lever(what="worse", parameter="a", to=1.0),)
    )
    case = Setup(replace(linear.scenario, stakeholders=(own,)), linear.game)
    (effect,) = explain(case).levers
    assert effect.after > effect.before
    assert not effect.is_best


def test_an_actor_of_two_parts_has_the_levers_of_both(linear):
    parts = (("A", ("a",)), ("B", ("b",)), ("A", ("c", "a")))
    game = replace(linear.game, levers=parts)
    found = [one.parameter for one in explain(Setup(linear.scenario, game)).levers]
    assert found == ["a", "a", "c", "c"]


def test_weighed_answer_is_the_explained_one_without_what_it_does_not_tell(linear):
    whole, part = explain(linear), weigh(linear)
    assert part.tornado == whole.tornado != ()
    assert (part.sensitivity, part.flips, part.levers) == ((), (), ())
    assert set(part.warnings) <= set(whole.warnings)
    rest = {"sensitivity": (), "flips": (), "levers": (), "warnings": ()}
    assert replace(whole, **rest) == replace(part, warnings=())


def test_the_same_scenario_gives_the_same_bytes(linear):
    assert to_json(explain(linear)) == to_json(explain(linear))
    other = Setup(replace(linear.scenario, seed=6), linear.game)
    assert to_json(explain(linear)) != to_json(explain(other))


def test_the_hash_follows_the_numbers_and_not_the_order(linear):
    def of(scenario):
        return replay_of(scenario, "plain", "y").sha256

    scenario = linear.scenario
    turned = replace(scenario, parameters=scenario.parameters[::-1])
    assert of(turned) == of(scenario)
    sourced = replace(scenario.parameters[0], source="another")
    changes = (
        replace(scenario, seed=6),
        replace(scenario, draws=2048),
        replace(scenario, parameters=(sourced, *scenario.parameters[1:])),
        replace(scenario, bands=()),
    )
    assert len({of(scenario), *map(of, changes)}) == 5
    assert replay_of(scenario, "flat", "y").sha256 != of(scenario)


def test_what_is_not_there_cannot_be_explained(linear):
    with pytest.raises(UsageError, match="no outcome 'z'; it has y"):
        explain(linear, outcome="z")
    with pytest.raises(UsageError, match="no reading 'odd'; it has plain, flat"):
        explain(linear, reading="odd")


def test_missing_values_are_counted_and_left_out():
    spec = OutcomeSpec(name="y", unit="points", meaning="")
    reading = Reading(name="r", meaning="")
    found = estimate(np.array([1.0, np.nan, 3.0, 2.0]), spec, reading)
    assert (found.value, found.known) == (2.0, 0.75)
    nothing = estimate(np.array([np.nan]), spec, reading)
    assert (nothing.value, nothing.interval, nothing.known) == (None, None, 0.0)


def test_a_band_begins_at_its_border_and_ends_before_the_next():
    bands = (Band(name="low", outcome="y", low=None, high=2.0),
             Band(name="high", outcome="y", low=2.0, high=3.0))  # fmt: skip
    assert [band_at(v, bands) for v in (-9, 1.999, 2.0, 3.0)] == ["low", "low", "high", ""]


def test_the_interval_of_a_share_is_share_intervals():
    """Wilson's 90 % interval of 8 in 10, computed by hand from its formula."""
    assert share_interval(0.8, 10) == pytest.approx((0.5409, 0.9314), abs=5e-4)
    assert share_interval(0.0, 0) == (0.0, 1.0)


def test_a_probability_that_draws_decide_has_the_interval_of_a_share():
    spec = OutcomeSpec(name="y", unit="probability", meaning="")
    values = np.repeat([0.0, 1.0], [20, 80])
    found = estimate(values, spec, Reading(name="r", meaning=""))
    assert found.value == pytest.approx(0.8)
    assert found.interval == share_interval(0.8, 100)
    smooth = estimate(np.linspace(0.2, 0.4, 101), spec, Reading(name="r", meaning=""))
    assert smooth.interval == pytest.approx((0.21, 0.39))


def test_an_input_that_takes_the_outcome_away_has_no_bar(make):
    case = make(
        {"plain": lambda d: np.where(d["a"] > 0.9, d["b"], np.nan)},
        dict.fromkeys("ab", (0.0, 1.0, 2.0)),
    )
    result = explain(case)
    assert [bar.parameter for bar in result.tornado] == ["b"]
    assert any("1 inputs have no bar" in one for one in result.warnings)
    assert any("has no value in" in one for one in result.warnings)


def test_what_is_told_is_pooled_by_weights_with_the_spread_over_readings(make):
    case = make(
        {"low": lambda d: 0 * d["a"] + 0.2, "high": lambda d: 0 * d["a"] + 0.6},
        {"a": (0.0, 0.5, 1.0)},
        unit="probability",
        weights=(("low", 0.75), ("high", 0.25)),
        bearings=(Bearing(channel="arms", giver="A", receiver="B", outcome="y"),),
    )
    result = explain(case)
    (one,) = result.told
    assert one.value == pytest.approx(0.2)
    assert one.pooled == pytest.approx(0.3)
    assert one.spread == pytest.approx((0.2, 0.6))
    assert [name for name, _ in one.by_reading] == ["low", "high"]
    assert result.bearings == case.scenario.bearings


def test_a_reading_without_value_weighs_nothing(make):
    case = make(
        {
            "some": lambda d: np.where(d["a"] > 0.9, 3.0, np.nan),
            "none": lambda d: d["a"] * np.nan,
        },
        {"a": (0.0, 0.5, 1.0)},
    )
    (one,) = explain(case).told
    assert one.pooled == one.value == pytest.approx(3.0)
    assert dict(one.by_reading)["none"] is None
    assert one.spread == pytest.approx((3.0, 3.0))


def test_an_answer_is_the_explained_one_without_its_explanation(linear):
    short, long = answer(linear), explain(linear)
    assert (short.headline, short.bands, short.harms) == (long.headline, long.bands, long.harms)
    assert short.replay == long.replay
    assert (short.tornado, short.sensitivity, short.flips, short.levers) == ((), (), (), ())
    assert set(short.warnings) <= set(long.warnings)


def test_harm_weighs_bands_by_their_probability(linear):
    result = answer(linear)
    shares = {band.band: band for band in result.bands}
    (harm,) = result.harms
    assert harm.value == pytest.approx(80 * shares["high"].p)
    assert harm.pooled == pytest.approx(80 * shares["high"].pooled)
    readings = dict(harm.by_reading)
    assert readings == {name: pytest.approx(80 * p) for name, p in shares["high"].by_reading}
    assert harm_of(linear.scenario.stakeholders[0], ()).value == 0


def test_a_what_if_changes_the_number_and_no_other_draw(linear):
    before, after = draws_of(linear), draws_of(what_if(linear, {"a": 0.25}))
    assert (after["a"] == 0.25).all()
    assert np.array_equal(before["b"], after["b"])
    assert np.array_equal(before["c"], after["c"])
    twice = draws_of(what_if(what_if(linear, {"a": 0.25}), {"b": 2.0}))
    assert (twice["a"] == 0.25).all()
    assert (twice["b"] == 2.0).all()
    assert np.array_equal(before["c"], twice["c"])


def test_a_what_if_takes_seed_and_draws_that_are_set_afterwards(linear):
    changed = what_if(linear, {"a": 0.25})
    other = replace(changed, scenario=replace(changed.scenario, seed=9, draws=32))
    wanted = replace(linear, scenario=replace(linear.scenario, seed=9, draws=32))
    assert np.array_equal(draws_of(other)["b"], draws_of(wanted)["b"])


def test_the_replay_hash_of_a_what_if_covers_both_scenarios(linear):
    changed = what_if(linear, {"a": 0.25})
    alone = replace(changed, drawn_from=None)
    hashes = {answer(one).replay.sha256 for one in (linear, changed, alone)}
    assert len(hashes) == 3
    assert answer(changed).replay == answer(what_if(linear, {"a": 0.25})).replay


def test_every_input_is_told_with_what_stands_behind_it(linear):
    told = {one.parameter: one for one in inputs_told(linear)}
    assert list(told) == ["a", "b", "c"]
    assert told["a"].median == pytest.approx(0.0, abs=1e-9)
    low, high = told["a"].interval
    assert low == pytest.approx(-high)
    assert (told["a"].source, told["a"].is_default, told["a"].shape) == (
        "x",
        False,
        Shape.TRIANGULAR,
    )
    less = replace(linear.scenario, parameters=linear.scenario.parameters[:2])
    spec = replace(linear.game.parameters[2], default=7.0)
    game = replace(linear.game, parameters=(*linear.game.parameters[:2], spec))
    left = inputs_told(Setup(less, game))[-1]
    assert (left.median, left.interval, left.source, left.is_default) == (7.0, None, "", True)


def test_inputs_without_a_swing_are_named(make):
    case = make(
        {"plain": lambda d: d["a"] + 0 * d["b"]}, {"a": (0.0, 1.0, 2.0), "b": (0.0, 1.0, 2.0)}
    )
    assert "(b)" in locked(tornado(lens_of(case)), lens_of(case))
