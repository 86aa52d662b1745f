"""Products of matrices in one thread."""

import numpy as np
import pytest

from tocsin.measure.graph.products import product


@pytest.mark.parametrize("size", [0, 1, 7, 63, 64, 65, 200])
def test_a_product_is_that_of_numpy(size):
    rng = np.random.default_rng(size)
    one, other = rng.integers(-9, 9, (size, size)), rng.integers(-9, 9, (size, size))
    assert np.array_equal(product(one * 1.0, other * 1.0), one @ other)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="mismatch"):
        product(np.zeros((2, 3)), np.zeros((2, 3)))
