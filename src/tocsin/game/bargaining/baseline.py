"""The headline of bargaining: the mean and median weighted by capability times salience."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SLACK = 1e-12


def weighted_mean(capability: Floats, salience: Floats, position: Floats) -> Floats:
    """Return the mean position weighted by capability times salience.

    In the unit of the positions; arrays of shape (..., actors) give shape (...). On 351 resolved
    issues of the European Union its mean error was the least of all models compared (22.99 of
    100, against 27.94 of the expected-utility model).

    References: Thomson, Stokman, Achen & Koenig (2006), The European Union Decides, chapter 11;
    figures as quoted in docs/games/bargaining.md.
    """
    weights = capability * salience
    with np.errstate(invalid="ignore"):  # nobody cares: not-a-number
        return np.asarray((weights * position).sum(axis=-1) / weights.sum(axis=-1))


def weighted_median(capability: Floats, salience: Floats, position: Floats) -> Floats:
    """Return the first position, from below, at which weights reach half their sum.

    In the unit of the positions; shape as of `weighted_mean`. The lower of two where half the
    weight falls exactly between them (within 1e-12 of the sum); not-a-number where nobody
    cares. A step function: it does not
    move at all under most small changes of the weights.

    References: Black (1958), The Theory of Committees and Elections, on the median voter.
    """
    actors = position.shape[-1]
    places, weights = position.reshape(-1, actors), (capability * salience).reshape(-1, actors)
    # Plain indices into the flat arrays: half the time of take_along_axis.
    order = np.argsort(places, axis=-1) + np.arange(0, places.size, actors)[:, None]
    reached = np.cumsum(weights.ravel()[order], axis=-1)
    half = 0.5 * reached[:, -1:]
    place = np.argmax(reached >= half - SLACK * np.maximum(half, 1.0), axis=-1)
    found = places.ravel()[order[np.arange(len(order)), place]]
    return np.asarray(np.where(half[:, 0] > 0, found, np.nan).reshape(position.shape[:-1]))
