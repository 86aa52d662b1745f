"""The readings of the expected-utility model: published figures, a plain twin, every switch."""

import numpy as np
import pytest

from tocsin.game.bargaining.play import play_rounds
from tocsin.game.bargaining.readings import READINGS, reading_from, reading_of

PLAIN = {
    "all_pairs": {},
    "least_move": {"shortest": True, "yields": True},
    "half_quo": {"quo": 0.5},
    "own_pair": {"pair": True},
}
# As published by Scholz, Calbert & Smith (2011), rounds 1 to 8; the tolerances are the issue's.
SCHOLZ_MEDIANS = (8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6)
SCHOLZ_MEANS = (7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6)
# As measured on the open implementation and its variants, to two digits, rounds 1 to 10.
MEDIANS = {
    "all_pairs": (8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67, 9.67, 7.00),
    "least_move": (8.42, 9.61, 9.96, 10, 10, 10, 10, 8.18, 9.30, 9.88),
    "half_quo": (10, 10, 7, 7, 7, 7, 7, 7, 7, 7),
    "own_pair": (7, 7, 7, 7, 7, 7, 7, 7, 7, 7),
}
MEANS = {
    "all_pairs": (7.46, 7.55, 7.59, 7.36, 7.35, 7.41, 7.51, 7.57, 7.32, 7.24),
    "least_move": (7.46, 7.55, 7.59, 7.60, 7.61, 7.39, 7.40, 7.46, 7.54, 7.59),
    "half_quo": (7.42, 7.44, 7.41, 7.41, 7.41, 7.41, 7.41, 7.41, 7.41, 7.41),
    "own_pair": (7.60, 7.03, 7, 7, 7, 7, 7, 7, 7, 7),
}
# Our own digits, frozen: a change of the last of them is a change of the model.
EXACT_MEDIANS = (
    7.0, 8.415932315427, 9.61085913412, 9.961979590401, 9.961979590401, 9.961979590401,
    7.472046361916, 8.824593855262, 9.671129769802, 9.671129769802, 7.0,
)  # fmt: skip
EXACT_MEANS = (
    7.389955686854, 7.461314378277, 7.552500865856, 7.590144997452, 7.358130531334,
    7.349173989675, 7.414877545373, 7.510457183677, 7.57244709755, 7.324989065684,
    7.242130958474,
)  # fmt: skip


def test_the_published_rounds_are_met(emission):
    course = play_rounds(*emission, READINGS[0], 8)
    gaps = np.abs(course.medians[0, 1:] - SCHOLZ_MEDIANS)
    assert gaps[1] <= 0.30
    assert np.delete(gaps, 1).max() <= 0.08
    assert np.abs(course.means[0, 1:] - SCHOLZ_MEANS).max() <= 0.07


@pytest.mark.parametrize("name", MEDIANS)
def test_every_reading_has_its_own_trajectory(emission, name):
    course = play_rounds(*emission, reading_of(name), 10)
    assert course.medians[0, 1:] == pytest.approx(MEDIANS[name], abs=0.0051)
    assert course.means[0, 1:] == pytest.approx(MEANS[name], abs=0.0051)


def test_the_first_reading_holds_to_the_last_digit(emission):
    course = play_rounds(*emission, READINGS[0], 10)
    assert course.medians[0] == pytest.approx(EXACT_MEDIANS, abs=1e-9)
    assert course.means[0] == pytest.approx(EXACT_MEANS, abs=1e-9)


@pytest.mark.parametrize("name", ["all_pairs", "half_quo"])
def test_the_published_case_agrees_with_a_plain_twin(emission, plain, name):
    course = play_rounds(*emission, reading_of(name), 10)
    c, s, x = (one[0].tolist() for one in emission)
    means, medians = plain(c, s, x, **PLAIN[name]).play(10)
    assert course.means[0] == pytest.approx(means, abs=1e-9)
    assert course.medians[0] == pytest.approx(medians, abs=1e-9)


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("seed", range(12))
def test_tables_at_random_agree_with_a_plain_twin(plain, name, seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 14))
    c, s, x = rng.uniform(0.02, 0.3, n), rng.uniform(0.05, 1, n), rng.uniform(-20, 80, n)
    course = play_rounds(c[None], s[None], x[None], reading_of(name), 6)
    means, medians = plain(c, s, x, **PLAIN[name]).play(6)
    assert course.means[0] == pytest.approx(means, abs=1e-9)
    assert course.medians[0] == pytest.approx(medians, abs=1e-9)


SWITCHED = {
    "denominator": "own_pair",
    "salience": "challenger",
    "security": "mine_against_others",
    "clause": "text",
    "borders": "axes",
    "key": "move",
    "conflict": "nobody_moves",
    "span": "shrinking",
    "stop": "settled",
    "viewer": "each_its_own",
    "risk": "neutral",
    "quo": 0.5,
}


@pytest.mark.parametrize("switch", SWITCHED)
def test_every_switch_changes_some_answer(switch):
    rng = np.random.default_rng(7)
    shape = (40, 8)
    case = rng.uniform(0.02, 0.3, shape), rng.uniform(0.05, 1, shape), rng.uniform(0, 10, shape)
    plain = play_rounds(*case, READINGS[0], 8)
    other = play_rounds(*case, reading_from("mine", "all_pairs", {switch: SWITCHED[switch]}), 8)
    assert np.abs(plain.means - other.means).max() > 1e-3


@pytest.mark.parametrize(
    ("base", "switches"),
    [
        ("least_move", {"capitulation": "never"}),
        ("all_pairs", {"order": "least_move"}),
        ("all_pairs", {"order": "most_enforceable"}),
    ],
)
def test_switches_of_offers_change_some_answer(base, switches):
    rng = np.random.default_rng(11)
    shape = (200, 8)
    case = rng.uniform(0.02, 0.3, shape), rng.uniform(0.05, 1, shape), rng.uniform(0, 10, shape)
    plain = play_rounds(*case, reading_of(base), 8)
    other = play_rounds(*case, reading_from("mine", base, switches), 8)
    assert np.abs(plain.means - other.means).max() > 1e-3


def test_ties_are_decided_as_the_switch_says(emission):
    means = {
        ties: play_rounds(*emission, reading_from("t", "own_pair", {"ties": ties}), 1).means[
            0, 1
        ]
        for ties in ("list_order", "best_expected", "strongest_sender")
    }
    assert means["list_order"] == pytest.approx(7.6038, abs=1e-4)
    assert means["best_expected"] == pytest.approx(7.6038, abs=1e-4)
    assert means["strongest_sender"] == pytest.approx(7.6481, abs=1e-4)


@pytest.mark.parametrize(("middle", "wanted"), [("lower", 2), ("midpoint", 3), ("upper", 4)])
def test_a_median_between_two_positions_follows_its_switch(middle, wanted):
    one = np.ones((1, 2))
    reading = reading_from("m", "all_pairs", {"middle": middle, "conflict": "nobody_moves"})
    course = play_rounds(one, one, np.array([[2.0, 4.0]]), reading, 1)
    assert course.medians[0, 0] == wanted


def test_actors_of_one_mind_stay_where_they_are():
    one = np.full((1, 4), 0.5)
    course = play_rounds(one, one, np.full((1, 4), 3.0), READINGS[0], 5)
    assert course.means[0] == pytest.approx(3.0)
    assert (course.ends == 3.0).all()


def test_where_nobody_cares_there_is_no_mean():
    one = np.ones((1, 3))
    course = play_rounds(one, 0 * one, np.array([[1.0, 2.0, 5.0]]), READINGS[0], 2)
    assert np.isnan(course.means).all()


def test_the_log_says_who_led_whom_where(emission):
    course = play_rounds(*emission, READINGS[0], 1)
    kinds, partners, targets = course.log[0, 0], course.log[0, 1].astype(int), course.log[0, 5]
    start = emission[2][0]
    moved = kinds > 0
    assert (course.ends[0][moved] == targets[moved]).all()
    assert (course.ends[0][~moved] == start[~moved]).all()
    conflicts = kinds == 1
    assert conflicts.any()
    assert (targets[conflicts] == start[partners[conflicts]]).all()


def test_draws_do_not_touch_one_another(emission):
    rng = np.random.default_rng(0)
    case = [np.repeat(one, 6, axis=0) * rng.uniform(0.9, 1.0, (6, 10)) for one in emission]
    together = play_rounds(*case, READINGS[0], 5)
    apart = [play_rounds(*(one[d : d + 1] for one in case), READINGS[0], 5) for d in range(6)]
    assert (
        together.medians.tobytes() == np.concatenate([one.medians for one in apart]).tobytes()
    )


def test_no_draws_give_no_rows():
    nothing = np.empty((0, 4))
    assert play_rounds(nothing, nothing, nothing, READINGS[0], 3).means.shape == (0, 4)
