"""How a client divides its alignment between two patrons."""

from dataclasses import dataclass

import numpy as np

from tocsin.game.base import Numbers

_HALVINGS = 45
ROUGH_HALVINGS = 26
"""Enough for 1.5e-8, where a whole grid of offers is answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What the client faces; arrays that can be broadcast to one shape.

    Attributes:
        first_aid: Aid of the first patron at full alignment with it.
        second_aid: The same of the second.
        dependence: Weight of the penalty for leaning on one.
        first_punishment: What the first patron takes per unit of the client's alignment with
            the second beyond what it tolerates.
        second_punishment: The same of the second.
        tolerance: Share of alignment with the other that a patron tolerates.
    """

    first_aid: Numbers
    second_aid: Numbers
    dependence: Numbers
    first_punishment: Numbers
    second_punishment: Numbers
    tolerance: Numbers


def client_worth(share: Numbers, offers: Offers) -> Numbers:
    """Return what a share of alignment with the first patron is worth to the client.

    a sqrt(s) + b sqrt(1 - s) - d (s^2 + (1 - s)^2) less punishment; in the unit of aid.

    References:
        Ours: aid with falling returns, a Herfindahl index for the price of dependence.
    """
    other = 1 - share
    aid = offers.first_aid * np.sqrt(share) + offers.second_aid * np.sqrt(other)
    leaning = offers.dependence * (share**2 + other**2)
    return np.asarray(aid - leaning - punished(share, offers)[0] - punished(share, offers)[1])


def punished(share: Numbers, offers: Offers) -> tuple[Numbers, Numbers]:
    """Return what the first and the second patron take as punishment."""
    return (
        offers.first_punishment * np.maximum(1 - share - offers.tolerance, 0.0),
        offers.second_punishment * np.maximum(share - offers.tolerance, 0.0),
    )


def best_share(offers: Offers, halvings: int = _HALVINGS) -> Numbers:
    """Return the share of alignment with the first patron that is worth most to the client.

    In [0, 1]; one half where nothing is offered and nothing lost. Worth is concave, so that
    halving on its slope finds the one best share to 2^-halvings, kinks included. Without
    dependence and punishment it is a^2 / (a^2 + b^2); without aid and punishment one half.
    """
    shape = np.broadcast_shapes(
        offers.first_aid.shape, offers.second_aid.shape, offers.dependence.shape
    )
    low, high = np.zeros(shape), np.ones(shape)
    for _ in range(halvings):
        share = (low + high) / 2
        slope = _slope(share, offers)
        low = np.where(slope >= 0, share, low)
        high = np.where(slope <= 0, share, high)
    share = (low + high) / 2
    # On a kink of punishment the share is exactly that, so that bands may end there.
    for kink in (offers.tolerance, 1 - offers.tolerance):
        share = np.where(np.abs(share - kink) < 4 * 0.5**halvings, kink, share)
    return np.asarray(share)


def _slope(share: Numbers, offers: Offers) -> Numbers:
    """Return by how much worth grows with the share."""
    other = 1 - share
    slope = offers.first_aid / (2 * np.sqrt(share)) - offers.second_aid / (2 * np.sqrt(other))
    slope = slope - offers.dependence * (2 * share - 2 * other)
    slope = slope - offers.second_punishment * (share > offers.tolerance)
    return np.asarray(slope + offers.first_punishment * (other > offers.tolerance))


def leverage(share: Numbers) -> Numbers:
    """Return how much aid the first patron has to add for each unit that the second adds.

    So that the share stays: sqrt(s / (1 - s)), from the condition that the slope of worth stays
    0. Unitless; above 1 where the client leans on the first, which then pays more to answer a
    threat to switch. Not-a-number at a share of 0 or 1. Where the client sits on a kink of
    punishment small offers move nothing, and it is an upper bound.
    """
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    return np.where(inside, np.sqrt(safe / (1 - safe)), np.nan)
