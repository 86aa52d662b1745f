import numpy as np
import pytest

from tocsin.game.bargaining.concepts import Table, kalai_smorodinsky, nash


def table(capability, salience, position, weights=None):
    """One draw; salience and position by actor and issue."""
    c, s, x = (np.array([one], dtype=float) for one in (capability, salience, position))
    return Table(c, s, x, np.ones(x.shape[2]) if weights is None else np.array(weights))


def gains(case, points, fallback=None):
    """Gains of all actors at points (points, issues), plainly."""
    x, s = case.position[0], case.salience[0] * case.weights
    span = x.max(axis=0) - x.min(axis=0)

    def lost(at):
        return (s[:, None, :] * ((at[None] - x[:, None]) / span) ** 2).sum(axis=-1)

    power = case.capability[0] * s.sum(axis=1)
    apart = lost(x) @ (power / power.sum()) if fallback is None else lost(fallback[None])[:, 0]
    return apart[:, None] - lost(points)


def best(case, points, fallback=None):
    """Nash's and Kalai-Smorodinsky's points by trying all."""
    found = gains(case, points, fallback)
    inside = (found > 0).all(axis=0)
    found, points = found[:, inside], points[inside]
    product = case.capability[0] @ np.log(found)
    shares = (found / found.max(axis=1, keepdims=True)).min(axis=0)
    return points[product.argmax()], points[shares.argmax()]


def test_the_published_case_is_that_of_a_fine_grid(emission):
    c, s, x = emission
    case = Table(c, s[..., None], x[..., None], np.ones(1))
    grid = np.linspace(4, 10, 60_001)[:, None]
    product, share = best(case, grid)
    assert nash(case)[0] == pytest.approx(product, abs=1e-4)
    assert kalai_smorodinsky(case)[0] == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_two_issues_are_solved_as_by_a_grid(seed):
    rng = np.random.default_rng(seed)
    case = table(rng.uniform(0.1, 1, 4), rng.uniform(0.2, 1, (4, 2)), rng.uniform(0, 10, (4, 2)),
                 [0.3, 0.7])  # fmt: skip
    side = np.linspace(0, 10, 401)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    product, share = best(case, grid)
    assert nash(case)[0] == pytest.approx(product, abs=0.03)
    found = kalai_smorodinsky(case)[0]
    level = (gains(case, found[None]) / gains(case, grid)[:, (gains(case, grid) > 0).all(axis=0)]
             .max(axis=1, keepdims=True)).min()  # fmt: skip
    wanted = gains(case, share[None])
    hopes = gains(case, grid)[:, (gains(case, grid) > 0).all(axis=0)].max(axis=1)
    assert level >= (wanted[:, 0] / hopes).min() - 2e-3


@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
def test_equals_meet_in_the_middle(solve):
    case = table([1, 1], [[0.5], [0.5]], [[2.0], [6.0]])
    assert solve(case)[0, 0] == pytest.approx(4.0, abs=1e-6)


def test_more_power_pulls_nashs_point_nearer():
    weak = nash(table([1, 1, 1], [[0.5]] * 3, [[0.0], [4.0], [10.0]]))
    strong = nash(table([1, 1, 3], [[0.5]] * 3, [[0.0], [4.0], [10.0]]))
    assert strong[0, 0] > weak[0, 0]


@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
def test_what_nobody_can_better_stays(solve):
    case = table([1, 1], [[0.5], [0.5]], [[2.0], [6.0]])
    assert solve(case, np.array([5.0]))[0, 0] == pytest.approx(5.0)


@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
def test_a_bad_fallback_leaves_room_for_a_bargain(solve):
    case = table([1, 1], [[0.5], [0.5]], [[2.0], [6.0]])
    point = solve(case, np.array([12.0]))
    assert (gains(case, point, np.array([12.0])) > 0).all()
    assert 2.0 <= point[0, 0] <= 6.0


@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
def test_actors_of_one_mind_agree_at_once(solve):
    assert solve(table([1, 2], [[0.5], [0.5]], [[3.0], [3.0]]))[0, 0] == pytest.approx(3.0)


@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
def test_many_draws_are_solved_as_one_by_one(solve):
    rng = np.random.default_rng(3)
    c, s, x = (
        rng.uniform(0.1, 1, (3, 5)),
        rng.uniform(0.2, 1, (3, 5, 3)),
        rng.uniform(0, 9, (3, 5, 3)),
    )
    whole = solve(Table(c, s, x, np.full(3, 1 / 3)))
    apart = [solve(Table(c[d : d + 1], s[d : d + 1], x[d : d + 1], np.full(3, 1 / 3)))
             for d in range(3)]  # fmt: skip
    assert whole == pytest.approx(np.concatenate(apart), abs=1e-12)
    assert ((whole >= x.min(axis=1)) & (whole <= x.max(axis=1))).all()
