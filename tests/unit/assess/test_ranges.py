"""Draws of parameters."""

import numpy as np
import pytest

from tocsin.assess.ranges import Sampler, mean


class TestRanges:
    def test_streams_depend_on_their_name_alone(self):
        one, two = (Sampler(np.random.default_rng(3), 100) for _ in range(2))
        one.draw("other", (0.0, 0.5, 1.0))
        spread = (0.1, 0.2, 0.4)
        assert np.array_equal(one.draw("x", spread), two.draw("x", spread))
        assert not np.array_equal(one.draw("x", spread), one.draw("y", spread))

    def test_draws_fill_the_range(self, sampler):
        draws = sampler.draw("x", (0.1, 0.2, 0.6))
        assert draws.min() >= 0.1
        assert draws.max() <= 0.6
        assert mean(draws) == pytest.approx(0.3, abs=0.001)
        assert sampler.draw("y", (0.3, 0.3, 0.3)).tolist() == [0.3] * 2000
        assert np.exp(
            np.log(sampler.draw("z", (1.0, 2.0, 4.0), "log")).mean()
        ) == pytest.approx(2.0, abs=0.01)
