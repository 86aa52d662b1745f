"""Which goods change hands: all bundles of a few goods, in all draws at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers

MAX_GOODS = 8
"""Goods in one deal; 255 bundles."""


@dataclass(frozen=True, slots=True)
class Good:
    """A good that may change hands.

    Attributes:
        name: Its name.
        owner: 0 where the first party gives it, 1 where the second does.
        needs: Index of the good without which it does not move; None for none.
    """

    name: str
    owner: int
    needs: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What bundles are worth; arrays of bundles by draws.

    Attributes:
        members: By bundle and good, whether it is in it.
        first: What the first party gains by the bundle alone, before any payment.
        second: What the second gains.
    """

    members: NDArray[np.bool_]
    first: Numbers
    second: Numbers


def bundles(goods: tuple[Good, ...]) -> NDArray[np.bool_]:
    """Return all bundles of at least one good in which every good has what it needs."""
    count = len(goods)
    codes = np.arange(1, 2**count)
    members = (codes[:, None] >> np.arange(count)) & 1 == 1
    for place, good in enumerate(goods):
        if good.needs is not None:
            members = members[~members[:, place] | members[:, good.needs]]
    return np.asarray(members)


def worth(goods: tuple[Good, ...], values: Numbers, costs: Numbers) -> Worth:
    """Return what every bundle is worth to either party.

    Values to the receiver and costs to the owner are arrays of goods by draws.
    """
    members = bundles(goods)
    owner = np.array([good.owner for good in goods])[:, None]
    weights = members.astype(np.float64)
    first = weights @ np.where(owner == 0, -costs, values)
    second = weights @ np.where(owner == 0, values, -costs)
    return Worth(members, first, second)


def slack(members: NDArray[np.bool_], net: Numbers) -> Numbers:
    """Return, by good and draw, how much dearer each good may get and still move in a deal.

    Negative where it does not move: by so much it would have to get cheaper. `net` is what each
    bundle is worth to both beyond their outside options.
    """
    rows = []
    for place in range(members.shape[1]):
        inside = members[:, place]
        rival = net[~inside].max(axis=0, initial=0.0)
        rows.append(net[inside].max(axis=0) - np.maximum(rival, 0.0))
    return np.array(rows)
