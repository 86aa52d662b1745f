"""Disclosure: the table of our notes, equilibria checked from outside, and what must hold."""

from itertools import product

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.disclosure import (
    DISCLOSURE,
    Rules,
    belief,
    equilibria,
    replies,
    respond,
    stopping_belief,
    worst_violation,
)
from tocsin.game.generic import parse_efg, perfect_bayesian

PLAIN = {"discloser": "USA", "partners": "BOTH", "denial": False}
NUMBERS = {
    "detection.only": 0.7,
    "gain.only": 5.0,
    "harm.only": 5.0,
    "sanction": 2.0,
    "embarrassment": 2.0,
    "source_cost": 0.3,
    "bluff_cost": 0.8,
}


def play(reading=None, layout=None, **numbers):
    game = DISCLOSURE.build(layout or PLAIN)
    given = NUMBERS | {name.replace("__", "."): value for name, value in numbers.items()}
    length = max(np.size(value) for value in given.values())
    draws = {
        name: np.broadcast_to(value, length).astype(float) for name, value in given.items()
    }
    return game.run(draws, reading)


def random_rules(rng, size, stakes=1, *, may_deny=True):
    def some(low, high, *shape):
        return rng.uniform(low, high, (*shape, size))

    embarrassment = some(0, 3)
    sign = rng.random(size) < 0.5
    return Rules(
        prior=rng.dirichlet(np.ones(stakes), size).T,
        detection=some(0, 1, stakes),
        gain=some(-1, 6, stakes),
        harm=some(0, 6, stakes),
        sanction=some(0, 5),
        accusation=some(0, 1),
        on_proceeding=np.where(sign, embarrassment, 0.0),
        on_cancelling=np.where(sign, 0.0, embarrassment),
        sunk=some(0, 1),
        delay=some(0, 1),
        exposure=some(0, 1),
        source=some(0, 2),
        bluff=some(0, 2),
        found_out=some(0, 0.3),
        may_deny=may_deny,
    )


def test_the_table_of_both_signs_is_reproduced():
    # Gain N(5, 3), sanction and embarrassment Gamma(2, 1), sunk cost Gamma(2, .8); the table
    # gives two digits, so that its own error is half a point beside the one of 100,000 draws.
    rng = np.random.default_rng(7)
    size = 100_000
    draws = {
        "gain__only": rng.normal(5, 3, size),
        "sanction": rng.gamma(2, 1, size),
        "embarrassment": rng.gamma(2, 1, size),
    }
    sunk = rng.gamma(2, 0.8, size)
    error = 0.005 + 4 * 0.5 / np.sqrt(size)
    found = play("no_embarrassment", **draws)
    assert found["proceed_if_silent"].mean() == pytest.approx(0.95, abs=error)
    assert found["proceed_if_proven"].mean() == pytest.approx(0.82, abs=error)
    proceeding = play("on_proceeding", **draws)["proceed_if_proven"].mean()
    assert proceeding == pytest.approx(0.62, abs=error)
    cancelling = play("on_cancelling", **draws)["proceed_if_proven"].mean()
    assert cancelling == pytest.approx(0.92, abs=error)
    with_sunk = play("on_cancelling", **draws, sunk_cost=sunk)["proceed_if_proven"].mean()
    assert with_sunk == pytest.approx(0.96, abs=error)


def test_certain_detection_and_a_large_cost_stop_everybody():
    found = play("on_proceeding", detection__only=1.0, sanction=4.0, embarrassment=3.0)
    assert found["proceed_high"][0] == 0
    assert found["proceed"][0] == 0
    assert found["proceed_if_silent"][0] == 1
    assert found["deterrence"][0] == 1


def test_with_the_other_sign_disclosure_does_not_deter():
    found = play("on_cancelling", detection__only=1.0, sanction=4.0, embarrassment=4.0)
    assert found["proceed_low"][0] == 1
    assert found["deterrence"][0] == 0
    assert found["disclosed"][0] == 0
    assert found["value_of_disclosure"][0] == 0


def test_every_form_of_equilibrium_occurs_and_every_draw_has_one():
    rng = np.random.default_rng(8)
    for stakes in (1, 2):
        rules = random_rules(rng, 20_000, stakes)
        found = equilibria(rules)
        assert all(one.exists.any() for one in found)
        assert np.all(np.sum([one.exists for one in found], axis=0) >= 1)
        for one in found:
            assert worst_violation(rules, one)[one.exists].max() < 1e-9


def test_beliefs_are_bayes_on_the_path():
    rng = np.random.default_rng(9)
    rules = random_rules(rng, 5_000)
    for one in equilibria(rules):
        public = rules.detection[0] * one.informed + (1 - rules.detection[0]) * one.bluffs
        on_path = one.exists & (public > 0)
        bayes = rules.detection[0] * one.informed / np.where(public > 0, public, 1)
        assert belief(rules, one.ratio)[0][on_path] == pytest.approx(bayes[on_path])


def tree_of(rules, draw):
    """Return the game of one draw and one kind of stakes as a text for the generic solver."""
    q = float(rules.detection[0, draw])
    gain, harm = float(rules.gain[0, draw]), float(rules.harm[0, draw])
    names = ("sanction", "accusation", "on_proceeding", "on_cancelling", "sunk", "delay")
    s, r, e_p, e_c, sunk, d = (float(getattr(rules, name)[draw]) for name in names)
    x, f = float(rules.exposure[draw]), float(rules.found_out[draw])
    costs = (float(rules.source[draw]), float(rules.bluff[draw]))
    lines = ['EFG 2 R "one draw" { "W" "P" }', f'c "" 1 "" {{ "in" {q!r} "un" {1 - q!r} }} 0']
    number = 0
    for informed, cost in zip((1, 0), costs, strict=True):
        lines += [f'p "" 1 {2 - informed} "" {{ "public" "silent" }} 0']
        proceed = gain - s * (1 if informed else r) - e_p
        deny = d * gain - (x * (s + e_p) if informed else 0.0)
        public = [(-cost - harm, proceed), (-cost - d * harm, deny), (-cost, -sunk - e_c)]
        silent = [(-harm, gain - f * s), (0.0, -sunk)]
        for info, moves in ((1, public), (2, silent)):
            actions = " ".join(f'"{i}"' for i in range(len(moves)))
            lines += [f'p "" 2 {info} "" {{ {actions} }} 0']
            for first, second in moves:
                number += 1
                lines += [f't "" {number} "" {{ {first:.12f} {second:.12f} }}']
    return "\n".join(lines)


def test_the_closed_form_finds_what_the_generic_solver_finds():
    rng = np.random.default_rng(10)
    rules = random_rules(rng, 40)
    found = equilibria(rules)
    seen = set()
    for draw in range(40):
        ours = {
            (round(float(one.informed[draw]), 5), round(float(one.bluffs[draw]), 5))
            for one in found
            if one.exists[draw]
        }
        tree = parse_efg(tree_of(rules, draw))
        theirs = {
            tuple(round(float(one.behaviour[info][0]), 5) for info in _disclosers(tree))
            for one in perfect_bayesian(tree)
        }
        assert ours == theirs
        seen |= {one.name.partition(":")[0] for one in found if one.exists[draw]}
    assert seen == {"silent", "public", "separating", "bluffing", "mixed"}


def _disclosers(tree):
    return [i for i, info in enumerate(tree.infos) if info.player == 0]


def test_the_belief_that_stops_is_where_the_reply_turns():
    rng = np.random.default_rng(11)
    rules = random_rules(rng, 4_000)
    least = stopping_belief(rules)[0]
    inside = (least > 1e-6) & (least < 1 - 1e-6)
    assert inside.sum() > 100
    odds = least / (1 - least) * (1 - rules.detection[0]) / rules.detection[0]
    odds = np.where(inside, odds, 1.0)
    assert np.all(replies(rules, odds * (1 - 1e-6))[0][inside] == 0)
    assert np.all(replies(rules, odds * (1 + 1e-6))[0][inside] > 0)
    never = np.isnan(least)
    assert np.all(replies(rules, np.full(4_000, np.inf))[0][never] == 0)


def test_denial_is_used_where_it_is_a_move_and_not_otherwise():
    layout = PLAIN | {"denial": True}
    numbers = {"delay": 0.9, "exposure": 0.0, "sanction": 6.0, "detection__only": 0.9}
    assert play("on_proceeding", layout, **numbers)["deny"][0] > 0
    assert play("on_proceeding", **numbers)["deny"][0] == 0


def test_a_likelier_exposure_makes_denial_rarer():
    rng = np.random.default_rng(12)
    gain = np.abs(rng.normal(5, 3, 4_000))
    shares = [
        play("on_proceeding", PLAIN | {"denial": True}, gain__only=gain, exposure=x)[
            "deny"
        ].mean()
        for x in (0.0, 0.5, 1.0)
    ]
    assert shares[0] > shares[1] > shares[2]


def test_the_moves_add_to_one_in_every_reading():
    rng = np.random.default_rng(13)
    game = DISCLOSURE.build({"discloser": "W", "partners": "P", "stakes": ["high", "low"]})
    size = 300
    draws = {}
    for spec in game.parameters:
        high = spec.domain.high if np.isfinite(spec.domain.high) else 4.0
        draws[spec.name] = rng.uniform(max(spec.domain.low, 0.0), high, size)
    for reading in game.readings:
        found = game.run(draws, reading.name)
        assert found["proceed"] + found["deny"] + found["cancel"] == pytest.approx(
            np.ones(size)
        )
        for spec in game.outcomes:
            values = found[spec.name][~np.isnan(found[spec.name])]
            assert np.all(
                (values >= spec.domain.low - 1e-12) & (values <= spec.domain.high + 1e-12)
            )
            assert spec.may_be_missing or len(values) == size


def test_the_weighed_reading_lies_between_its_two_hypotheses():
    one, other = play("on_proceeding"), play("on_cancelling")
    weighed = play("weighed", weight_on_cancelling=0.25)
    for name in ("proceed", "disclosed", "deterrence"):
        assert weighed[name] == pytest.approx(0.75 * one[name] + 0.25 * other[name])


def test_the_logit_response_nears_the_selected_equilibrium_with_rationality():
    sharp = play("on_proceeding", sanction=8.0, rationality=3.0)["proceed"][0]
    gaps = [
        abs(play("on_proceeding_logit", sanction=8.0, rationality=x)["proceed"][0] - sharp)
        for x in (0.5, 3.0, 20.0)
    ]
    assert gaps[0] > gaps[1] > gaps[2]
    assert gaps[2] < 0.01


def test_the_logit_response_comes_to_rest_in_most_draws():
    rules = random_rules(np.random.default_rng(14), 2_000)
    found = respond(rules, np.full(2_000, 3.0))
    assert np.mean(found.unrest < 1e-4) > 0.97


def test_what_is_said_tells_whether_proof_deters():
    game = DISCLOSURE.build(PLAIN)
    for embarrassment, words in ((9.0, "Proof deters"), (0.0, "does not deter")):
        numbers = NUMBERS | {"embarrassment": embarrassment, "weight_on_cancelling": 0.0}
        draws = game.completed({name: np.array([value]) for name, value in numbers.items()})
        assert words in " ".join(game.say(draws, game.run(draws)))


@pytest.mark.parametrize(
    "change",
    [{"stakes": list("abcde")}, {"denial": "yes"}, {"discloser": 3}, {"partners": None}],
)
def test_settings_that_make_no_sense_are_refused(change):
    with pytest.raises(UsageError) as caught:
        DISCLOSURE.build(PLAIN | change)
    assert caught.value.subject == next(iter(change))


def test_a_missing_setting_is_named():
    for name in product(("discloser", "partners")):
        with pytest.raises(UsageError, match="is missing"):
            DISCLOSURE.build({key: value for key, value in PLAIN.items() if key not in name})
