"""Products of matrices that are small, and often asked for while other work goes on."""

import numpy as np

from tocsin.model.series import Numbers

# OpenBLAS calls in other threads above so many multiplications.
_SMALL = 1 << 18


def product(one: Numbers, other: Numbers) -> Numbers:
    """Return the product of two matrices, computed in this thread whatever the machine.

    Some rows at a time, as few as OpenBLAS does not share out: on two busy cores a product of
    200 by 200 took 2 ms so, and 2 to 32 ms when shared. The sums do not depend on the number of
    threads either.

    Raises:
        ValueError: The shapes do not fit.
    """
    step = max(1, _SMALL // max(1, other.size))
    if len(one) <= step:
        return one @ other
    parts = [one[place : place + step] @ other for place in range(0, len(one), step)]
    return np.concatenate(parts)
