"""Equilibria of tables against published and known answers."""

from pathlib import Path
from time import process_time

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.generic import (
    all_equilibria,
    parse_nfg,
    pure_equilibria,
    supported_equilibria,
    table_of,
)

ROOT = Path(__file__).resolve().parents[4]
SIX = (
    ROOT.parent / "shared/data/games/gambit/journals_dcg_vonstengel1999_6x6_game_with_75_eq.nfg"
)


def mixes(found):
    return [[np.round(mix, 6).tolist() for mix in one.mixes] for one in found]


def test_the_battle_of_the_sexes_has_three():
    found = all_equilibria(table_of([[2.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 2.0]]))
    third = [[0.666667, 0.333333], [0.333333, 0.666667]]
    assert sorted(mixes(found.extreme)) == sorted([[[1, 0], [1, 0]], [[0, 1], [0, 1]], third])
    assert found.components == ((0,), (1,), (2,))


def test_matching_pennies_has_one_and_it_is_mixed():
    pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    found = all_equilibria(table_of(pennies, -pennies)).extreme
    assert mixes(found) == [[[0.5, 0.5], [0.5, 0.5]]]
    assert found[0].payoffs == pytest.approx((0.0, 0.0), abs=1e-12)
    assert not found[0].is_pure


def test_a_game_in_which_nothing_matters_is_one_component():
    found = all_equilibria(table_of(np.zeros((2, 2)), np.zeros((2, 2))))
    assert len(found.extreme) == 4
    assert found.components == ((0, 1, 2, 3),)


def test_a_degenerate_game_gives_the_ends_of_its_component():
    # A textbook game of 3 by 2: an isolated mixed equilibrium, and a component with two ends.
    found = all_equilibria(
        table_of([[3.0, 3.0], [2.0, 5.0], [0.0, 6.0]], [[3.0, 3.0], [2.0, 6.0], [3.0, 1.0]])
    )
    assert sorted(mixes(found.extreme)) == [
        [[0, 0.333333, 0.666667], [0.333333, 0.666667]],
        [[1, 0, 0], [0.666667, 0.333333]],
        [[1, 0, 0], [1, 0]],
    ]
    assert sorted(map(len, found.components)) == [1, 2]


def test_all_75_equilibria_of_the_published_game_are_found():
    if not SIX.exists():
        pytest.skip(f"{SIX} is not here")
    table = parse_nfg(SIX.read_text(encoding="utf-8"))
    start = process_time()
    found = all_equilibria(table)
    # The goal is half a second; on CPU time, with slack for a busy machine.
    assert process_time() - start < 2.0
    assert len(found.extreme) == 75
    assert len(found.components) == 75
    assert max(one.regret for one in found.extreme) < 1e-12
    distinct = {tuple(np.round(np.concatenate(one.mixes), 9)) for one in found.extreme}
    assert len(distinct) == 75


def test_pure_equilibria_of_three_players():
    # Three who have to agree: both agreements are equilibria, as is no other profile.
    agree = np.zeros((2, 2, 2))
    agree[0, 0, 0], agree[1, 1, 1] = 2.0, 1.0
    found = pure_equilibria(table_of(agree, agree, agree))
    assert mixes(found) == [[[1, 0]] * 3, [[0, 1]] * 3]
    assert all(one.is_pure and one.regret == 0 for one in found)


def test_by_supports_two_players_have_the_equilibria_of_all_corners():
    rng = np.random.default_rng(1)
    for _ in range(6):
        table = table_of(*rng.normal(size=(2, 3, 3)))
        corners = {str(mix) for mix in mixes(all_equilibria(table).extreme)}
        assert {str(mix) for mix in mixes(supported_equilibria(table, rng))} == corners


def test_three_players_who_have_to_agree_have_two_pure_and_one_mixed():
    agree = np.zeros((2, 2, 2))
    agree[0, 0, 0], agree[1, 1, 1] = 1.0, 4.0
    found = supported_equilibria(table_of(agree, agree, agree), np.random.default_rng(2))
    # Mixed: p^2 = 4 (1 - p)^2, so that p is two thirds.
    assert mixes(found) == [
        [[1, 0]] * 3,
        [[0, 1]] * 3,
        [[0.666667, 0.333333]] * 3,
    ]


def test_games_of_three_players_have_an_odd_number_of_equilibria():
    # Almost all games have (Wilson 1971); no start may have been missed in any of these.
    rng = np.random.default_rng(3)
    for _ in range(6):
        table = table_of(*rng.normal(size=(3, 2, 2, 2)))
        assert len(supported_equilibria(table, rng)) % 2 == 1


def test_what_cannot_be_enumerated_is_refused():
    with pytest.raises(UsageError, match="2 players"):
        all_equilibria(table_of(*np.zeros((3, 2, 2, 2))))
    with pytest.raises(UsageError, match="250000"):
        all_equilibria(table_of(*np.zeros((2, 12, 12))))
    with pytest.raises(UsageError, match="choices of supports"):
        supported_equilibria(table_of(*np.zeros((3, 5, 5, 5))), np.random.default_rng(1))
    with pytest.raises(UsageError, match="arrays"):
        table_of(np.zeros((2, 2)), np.zeros((2, 3)))
