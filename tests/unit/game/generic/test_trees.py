"""Small trees: strategies, backward induction, beliefs, values, logit."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.generic import (
    all_equilibria,
    backward_induction,
    behaviour_of,
    logit_of_table,
    logit_of_tree,
    parse_efg,
    perfect_bayesian,
    strategic,
    table_of,
    zero_sum_value,
)

ROOT = Path(__file__).resolve().parents[4]
GAMES = ROOT / "tests/data/games"
SHARED = ROOT.parent / "shared/data/games/gambit"
ENTRY = """EFG 2 R "Entry" { "Entrant" "Incumbent" }
p "" 1 1 "" { "out" "in" } 0
t "" 1 "" { 0, 2 }
p "" 2 1 "" { "fight" "yield" } 0
t "" 2 "" { -1, -1 }
t "" 3 "" { 1, 1 }
"""
# Both move at once after the way in: a subgame whose root is off the path of staying out.
INSIDE = """EFG 2 R "A subgame" { "One" "Two" }
p "" 1 1 "" { "out" "in" } 0
t "" 1 "" { 2, 2 }
p "" 1 2 "" { "a" "b" } 0
p "" 2 1 "" { "A" "B" } 0
t "" 2 "" { 3, 1 }
t "" 3 "" { 0, 0 }
p "" 2 1 0
t "" 3
t "" 4 "" { 1, 3 }
"""
FORGETS = """EFG 2 R "Forgets" { "One" }
p "" 1 1 "" { "a" "b" } 0
p "" 1 2 "" { "c" "d" } 0
t "" 1 "" { 1 }
t "" 2 "" { 0 }
p "" 1 2 0
t "" 2
t "" 1
"""


def ours(name):
    return parse_efg((GAMES / name).read_text(encoding="utf-8"), name=name)


def published(name):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return parse_efg(path.read_text(encoding="utf-8"), name=name)


def moves(found, *infos):
    return [np.round(found.behaviour[i], 6).tolist() for i in infos]


def test_reduced_strategies_leave_out_what_they_rule_out():
    form = strategic(parse_efg(INSIDE))
    assert form.table.strategies == (("out", "in a", "in b"), ("A", "B"))
    assert form.table.array(0).tolist() == [[2, 2], [3, 0], [0, 1]]
    assert form.plans[0][0] == ((0, 0),)


def test_who_forgets_is_refused():
    with pytest.raises(UsageError, match="perfect recall"):
        strategic(parse_efg(FORGETS))


def test_large_trees_are_refused_before_they_are_laid_out(monkeypatch):
    monkeypatch.setattr("tocsin.game.generic.sequences.MAX_STRATEGIES", 26)
    with pytest.raises(UsageError, match="27 pure strategies"):
        strategic(ours("kuhn.efg"))
    monkeypatch.setattr("tocsin.game.generic.sequences.MAX_STRATEGIES", 100)
    with pytest.raises(UsageError, match="1728 profiles"):
        strategic(ours("kuhn.efg"))
    monkeypatch.setattr("tocsin.game.generic.perfect.MAX_COMPLETIONS", 1)
    with pytest.raises(UsageError, match="ways open"):
        perfect_bayesian(parse_efg(INSIDE))


def test_chance_is_averaged_and_outcomes_of_chance_may_be_of_no_chance():
    game = """EFG 2 R "Chance" { "One" "Two" }
    c "" 1 "" { "never" 0 "always" 1 } 0
    p "" 1 1 "" { "a" "b" } 0
    t "" 1 "" { 5 5 }
    t "" 2 "" { 9 9 }
    p "" 2 1 "" { "c" "d" } 0
    t "" 3 "" { 1 2 }
    t "" 4 "" { 3 4 }
    """
    tree = parse_efg(game)
    assert backward_induction(tree).payoffs == (Fraction(3), Fraction(4))
    # Player one never moves: either move is some equilibrium, only the better one is perfect.
    assert [moves(one, 1, 2) for one in perfect_bayesian(tree)] == [[[0, 1], [0, 1]]]


def test_a_belief_off_the_path_may_have_to_lie_between():
    # After L or R, never played, the second mover cannot tell which; D is best only if neither
    # is too likely, and only D keeps the first mover out.
    game = """EFG 2 R "Between" { "One" "Two" }
    p "" 1 1 "" { "out" "L" "R" } 0
    t "" 1 "" { 2 2 }
    p "" 2 1 "" { "A" "B" "D" } 0
    t "" 2 "" { 3 3 }
    t "" 3 "" { 3 0 }
    t "" 4 "" { 0 2 }
    p "" 2 1 0
    t "" 5 "" { 3 0 }
    t "" 6 "" { 3 3 }
    t "" 4
    """
    kept = [one for one in perfect_bayesian(parse_efg(game)) if one.behaviour[0][0] == 1]
    stays = [one for one in kept if one.behaviour[1][2] == 1]
    assert len(stays) == 1
    assert 1 / 3 - 1e-6 <= stays[0].beliefs[1][0] <= 2 / 3 + 1e-6


def test_backward_induction_is_exact():
    found = backward_induction(parse_efg(ENTRY))
    assert found.choices == (1, 1)
    assert found.payoffs == (Fraction(1), Fraction(1))
    assert found.ties == ()


def test_backward_induction_tells_of_ties():
    assert backward_induction(parse_efg(ENTRY.replace("{ -1, -1 }", "{ -1, 1 }"))).ties == (1,)


def test_backward_induction_needs_perfect_information():
    with pytest.raises(UsageError, match="perfect information"):
        backward_induction(parse_efg(INSIDE))


def test_disclosure_with_both_informed_is_silent_on_high_and_open_on_low_stakes():
    found = backward_induction(ours("disclosure.efg"))
    # Chance; high: silent; after each of both proceed; low: disclose, then cancel, else proceed.
    assert found.choices == (-1, 1, 0, 0, 0, 1, 0)
    assert found.payoffs == (Fraction(-7, 5), Fraction(12, 5))


def test_the_filter_leaves_one_of_twelve_extreme_equilibria_of_disclosure():
    tree = ours("disclosure.efg")
    assert len(all_equilibria(strategic(tree).table).extreme) == 12
    kept = perfect_bayesian(tree)
    assert len(kept) == 1
    assert kept[0].payoffs == pytest.approx((-1.4, 2.4))


def test_the_filter_drops_empty_threats():
    assert len(all_equilibria(strategic(parse_efg(ENTRY)).table).extreme) == 3
    kept = perfect_bayesian(parse_efg(ENTRY))
    assert [moves(one, 0, 1) for one in kept] == [[[0, 1], [0, 1]]]


def test_the_filter_asks_for_an_equilibrium_of_a_subgame_that_is_never_reached():
    kept = perfect_bayesian(parse_efg(INSIDE))
    for one in kept:
        if one.behaviour[0][0] == 1:
            # Out is kept only before an equilibrium of the subgame that is worse than out.
            assert moves(one, 1, 2) != [[1, 0], [0, 1]]
            assert moves(one, 1, 2) != [[0, 1], [1, 0]]
    assert [moves(one, 0, 1, 2) for one in kept if one.behaviour[0][1] == 1] == [
        [[0, 1], [1, 0], [1, 0]]
    ]


def test_kuhn_poker_is_worth_a_loss_of_an_eighteenth():
    found = zero_sum_value(ours("kuhn.efg"))
    assert found.value == pytest.approx(-1 / 18, abs=1e-12)


def test_a_value_needs_zero_sum_and_two_players():
    with pytest.raises(UsageError, match="same sum"):
        zero_sum_value(parse_efg(ENTRY))
    with pytest.raises(UsageError, match="2 players"):
        zero_sum_value(parse_efg(FORGETS))


@pytest.mark.parametrize(
    "name", ["books_myerson1991_fig2_1.efg", "journals_other_reiley2008_fig1.efg"]
)
def test_one_card_poker_raises_the_good_card_and_bluffs_a_third(name):
    tree = published(name)
    form = strategic(tree)
    (one,) = all_equilibria(form.table).extreme
    first = behaviour_of(tree, form.plans[0], one.mixes[0])
    second = behaviour_of(tree, form.plans[1], one.mixes[1])
    assert first[1] == pytest.approx([1, 0])
    assert first[3] == pytest.approx([1 / 3, 2 / 3])
    assert second[2] == pytest.approx([2 / 3, 1 / 3])
    assert one.payoffs == pytest.approx((1 / 3, -1 / 3))
    assert zero_sum_value(tree).value == pytest.approx(1 / 3)


def test_the_job_market_signal_separates_or_pools_on_no_education():
    tree = published("books_watson2013_fig29_1.efg")
    found = all_equilibria(strategic(tree).table)
    assert len(found.extreme) == 3
    assert sorted(map(len, found.components)) == [1, 2]
    # Information sets: chance, High, firm after E, firm after N, Low.
    kept = sorted(moves(one, 1, 2, 3, 4) for one in perfect_bayesian(tree))
    assert kept == [
        [[0, 1], [0, 1], [0, 1], [0, 1]],
        [[0, 1], [0.666667, 0.333333], [0, 1], [0, 1]],
        [[1, 0], [1, 0], [0, 1], [0, 1]],
    ]


def test_beliefs_follow_bayes_on_the_path():
    tree = published("books_watson2013_fig29_1.efg")
    for one in perfect_bayesian(tree):
        if one.behaviour[1][0] == 1:
            assert one.beliefs[2] == pytest.approx([1, 0])
            assert one.beliefs[3] == pytest.approx([0, 1])
        else:
            assert one.beliefs[3] == pytest.approx([1 / 3, 2 / 3])
            assert one.beliefs[2][0] <= 0.4 + 1e-9


def test_logit_selects_the_perfect_equilibrium_of_the_horse():
    tree = published("journals_ijgt_selten1975_fig1.efg")
    found = logit_of_tree(tree)
    assert found.rationality == pytest.approx(10_000)
    assert found.choices[0] == pytest.approx([1, 0], abs=1e-3)
    assert found.choices[1] == pytest.approx([1, 0], abs=1e-3)
    assert found.regret < 1e-5


def test_logit_of_little_rationality_is_near_chance_and_of_much_near_an_equilibrium():
    pennies = np.array([[3.0, -1.0], [-1.0, 1.0]])
    table = table_of(pennies, -pennies)
    assert logit_of_table(table, 1e-6).choices[0] == pytest.approx([0.5, 0.5], abs=1e-6)
    found = logit_of_table(table)
    assert found.choices[0] == pytest.approx([1 / 3, 2 / 3], abs=1e-3)
    assert found.choices[1] == pytest.approx([1 / 3, 2 / 3], abs=1e-3)
    assert found.regret < 1e-3


def test_logit_is_a_fixed_point_of_its_own_rule():
    table = table_of([[2.0, 0.0], [1.5, 1.0]], [[1.0, 0.0], [0.0, 2.0]])
    found = logit_of_table(table, 3.0)
    one, two = found.choices
    # Payoffs of either have a range of 2.
    worth = table.array(0) / 2 @ two, one @ table.array(1) / 2
    for mix, values in zip((one, two), worth, strict=True):
        raw = np.exp(3.0 * values)
        assert mix == pytest.approx(raw / raw.sum(), abs=1e-7)


def test_logit_finds_the_one_mixed_equilibrium_of_three_players():
    # Each wants to differ from the next; only even mixes are stable.
    shape = np.indices((2, 2, 2))
    payoffs = [(shape[i] != shape[(i + 1) % 3]).astype(float) for i in range(3)]
    found = logit_of_table(table_of(*payoffs))
    assert np.concatenate(found.choices) == pytest.approx(np.full(6, 0.5), abs=1e-6)
