"""The same bytes as written and compiled, and with any number of workers."""

import numpy as np
import pytest

from tocsin.engine.blocks import BLOCK, workers
from tocsin.engine.compiled import Kernel
from tocsin.game.bargaining import concept_kernels, kernels, spatial_kernels
from tocsin.game.bargaining.concepts import Table, kalai_smorodinsky, nash
from tocsin.game.bargaining.play import Election, play_rounds, play_spatial
from tocsin.game.bargaining.readings import READINGS, SWITCHES, Reading

pytest.importorskip("numba", reason="the extra 'game' is not installed")


def case(seed, draws=2, issues=1):
    """Tables with ties, actors who do not care, and, at times, all of one mind."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 12))
    c, s = rng.uniform(0.02, 0.4, (draws, n)), rng.uniform(0.05, 1, (draws, n, issues))
    x = rng.integers(0, 6, s.shape) if seed % 3 == 0 else rng.uniform(-20, 80, s.shape)
    if seed % 4 == 0:
        s[:, 0] = 0
    if seed % 7 == 0:
        x[0] = 3
    return Table(c, s, x.astype(float), np.full(issues, 1 / issues))


def switched(seed):
    """A reading with all switches at random."""
    rng = np.random.default_rng(seed)
    plain = READINGS[0]
    chosen = {name: rng.choice(list(type(getattr(plain, name)))) for name in SWITCHES}
    kinds = {name: type(getattr(plain, name))(value) for name, value in chosen.items()}
    return Reading(name="any", meaning="any", quo=float(rng.uniform()), **kinds)


def both(monkeypatch, module, name, play):
    """What is found as written, and compiled."""
    found = []
    for is_compiled in (False, True):
        kernel = Kernel(getattr(module, name).plain, "game")
        kernel._steps = 0 if is_compiled else -(10**12)
        if is_compiled:
            kernel.ready()
        monkeypatch.setattr(module, name, kernel)
        found.append(play())
        assert ("machine" in kernel.__dict__) is is_compiled
    return found


def rounds_of(table, reading):
    course = play_rounds(
        table.capability, table.salience[:, :, 0], table.position[:, :, 0], reading, 6
    )
    return [course.means, course.medians, course.ends, course.log]


def test_rounds_have_the_same_bytes(monkeypatch):
    cases = [(case(seed), reading) for seed in range(12)
             for reading in (*READINGS, switched(seed), switched(seed + 100))]  # fmt: skip

    def play():
        return [one for pair in cases for one in rounds_of(*pair)]

    written, compiled = both(monkeypatch, kernels, "play_all", play)
    for one, other in zip(written, compiled, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.heavy
@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
def test_bargaining_points_have_the_same_bytes(monkeypatch, solve):
    tables = [case(seed, issues=1 + seed % 3) for seed in range(1, 12)]

    def play():
        return [solve(one) for one in tables]

    written, compiled = both(monkeypatch, concept_kernels, "solve_all", play)
    for one, other in zip(written, compiled, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.heavy
@pytest.mark.parametrize("election", [Election(), Election(is_sweep=True, exponent=1.5)])
def test_elections_have_the_same_bytes(monkeypatch, election):
    tables = [case(seed, issues=1 + seed % 3) for seed in range(12)]

    def play():
        return [play_spatial(one, election, 5) for one in tables]

    written, compiled = both(monkeypatch, spatial_kernels, "play_all", play)
    for one, other in zip(written, compiled, strict=True):
        np.testing.assert_array_equal(one, other)


def test_any_number_of_workers_finds_the_same_bytes():
    table = case(5, draws=3 * BLOCK + 11)
    alone = rounds_of(table, READINGS[1])
    for count in (2, 5):
        with workers(count):
            for one, other in zip(alone, rounds_of(table, READINGS[1]), strict=True):
                assert one.tobytes() == other.tobytes()
