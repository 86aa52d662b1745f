import numpy as np
import pytest

from tocsin.game.bargaining import spatial_kernels as kernels
from tocsin.game.bargaining.concepts import Table
from tocsin.game.bargaining.play import Election, play_spatial


def table(capability, salience, position):
    """One draw and one issue."""
    return Table(np.array([capability], float), np.array([salience], float)[..., None],
                 np.array([position], float)[..., None], np.ones(1))  # fmt: skip


def test_the_standing_option_is_that_of_the_chain():
    rng = np.random.default_rng(0)
    beats = rng.uniform(0, 1, (6, 6))
    beats = np.triu(beats, 1) + np.tril(1 - beats.T, -1)
    seats, grids = np.ones((kernels.SEATS, 7)), np.empty((kernels.GRIDS, 7, 7))
    grids[kernels.BEATS, :6, :6] = beats
    kernels.rest(seats, grids, 6)
    chances = seats[kernels.CHANCE, :6]
    chain = beats.T / 6
    np.fill_diagonal(chain, 0)
    np.fill_diagonal(chain, 1 - chain.sum(axis=1))
    assert chances.sum() == pytest.approx(1)
    assert chances @ chain == pytest.approx(chances)


@pytest.mark.parametrize(
    "election", [Election(), Election(is_sweep=True), Election(exponent=2)]
)
def test_equals_meet_in_the_middle(election):
    found = play_spatial(table([1, 1], [0.5, 0.5], [2, 6]), election, 3)
    assert found[0, :, 0] == pytest.approx(4.0)


@pytest.mark.parametrize("election", [Election(), Election(is_sweep=True)])
def test_more_power_pulls_the_election_nearer(election):
    weak = play_spatial(table([1, 1, 1], [0.5] * 3, [0, 4, 10]), election, 0)[0, 0, 0]
    strong = play_spatial(table([1, 1, 3], [0.5] * 3, [0, 4, 10]), election, 0)[0, 0, 0]
    assert strong > weak


@pytest.mark.parametrize("election", [Election(), Election(is_sweep=True)])
def test_splitting_an_actor_in_two_halves_changes_no_election(election):
    whole = play_spatial(table([1, 2, 1.5], [0.5, 0.7, 0.4], [0, 4, 10]), election, 0)
    split = play_spatial(
        table([1, 1, 1, 1.5], [0.5, 0.7, 0.7, 0.4], [0, 4, 4, 10]), election, 0
    )
    assert split[0, 0, 0] == pytest.approx(whole[0, 0, 0], abs=1e-9)


def test_the_answer_stays_among_the_positions_and_settles(emission):
    c, s, x = emission
    found = play_spatial(Table(c, s[..., None], x[..., None], np.ones(1)), Election(), 30)
    path = found[0, :, 0]
    assert ((path >= 4) & (path <= 10)).all()
    # Our own digits of the published case, frozen.
    assert path[[0, 1, 10]] == pytest.approx([7.348219, 7.613828, 7.039849], abs=1e-6)


def test_issues_are_elected_together():
    rng = np.random.default_rng(1)
    c, s, x = (
        rng.uniform(0.1, 1, (3, 5)),
        rng.uniform(0.2, 1, (3, 5, 2)),
        rng.uniform(0, 9, (3, 5, 2)),
    )
    found = play_spatial(Table(c, s, x, np.array([0.5, 0.5])), Election(), 4)
    assert found.shape == (3, 5, 2)
    assert ((found >= x.min(axis=1)[:, None]) & (found <= x.max(axis=1)[:, None])).all()


@pytest.mark.parametrize("election", [Election(), Election(is_sweep=True)])
def test_proposals_at_one_point_draw_whatever_their_rounding(election):
    """Found by Hypothesis: two proposed the same bargain, and 1e-14 between them decided."""
    case = (
        [0.08520675, 0.26272367, 0.12359303],
        [0.83757304, 0.15687457, 0.46821513],
        np.array([73.25360129, 97.99471803, 8.30265356]),
    )
    plain = play_spatial(table(*case), election, 4)
    for stretch in (9.0, 7.3, 0.011):
        found = play_spatial(table(*case[:2], stretch * case[2]), election, 4)
        assert found / stretch == pytest.approx(plain, abs=1e-9)
