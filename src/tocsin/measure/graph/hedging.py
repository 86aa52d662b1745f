"""Hedging: how a client divides its cooperation between two patrons."""

import numpy as np

from tocsin.measure.intervals import Interval, quotient, wilson
from tocsin.model.series import Counts, Numbers

LEAST_SPREAD_MONTHS = 6
"""Months with cooperation from which the spread of a client's shares is estimated."""


def patron_share(first: Numbers | Counts, second: Numbers | Counts) -> Numbers:
    """Return the share of a client's cooperation with two patrons that goes to the first.

    Unitless, 0 to 1; not-a-number where there is no cooperation with either. Arrays of one
    shape, cooperative events of the client towards each patron. A share says nothing of how
    much there is, and a feed that reports more on one patron raises his share.
    """
    first, second = np.asarray(first, np.float64), np.asarray(second, np.float64)
    return quotient(first, first + second)


def hedging(first: Numbers | Counts, second: Numbers | Counts) -> Numbers:
    """Return how evenly a client divides its cooperation between two patrons.

    1 - |share of the first - share of the second|: unitless, 0 for one patron alone to 1 for
    halves; not-a-number without cooperation. Arrays of one shape.

    References:
        Ours; Kuik (2008) for what hedging is.
    """
    return 1 - np.abs(2 * patron_share(first, second) - 1)


def diversification(first: Numbers | Counts, second: Numbers | Counts) -> Numbers:
    """Return 1 less the Herfindahl-Hirschman index of a client's shares of two patrons.

    1 - s^2 - (1 - s)^2: unitless, 0 for one patron alone to 0.5 for halves; not-a-number
    without cooperation. Arrays of one shape.

    References:
        Hirschman (1945); Herfindahl (1950).
    """
    share = patron_share(first, second)
    return 1 - share**2 - (1 - share) ** 2


def overdispersion(first: Numbers | Counts, second: Numbers | Counts) -> float:
    """Return how much more a client's shares vary by month than independent events would.

    Pearson's statistic by its degrees of freedom, at least 1. 1 as well below six months with
    cooperation, where it cannot be told, and where all of it goes to one patron.

    References:
        McCullagh and Nelder (1989), section 4.5.
    """
    good, all_of = np.asarray(first, np.float64), np.asarray(first, np.float64) + second
    active = all_of > 0
    share = good.sum() / max(1.0, float(all_of.sum()))
    if active.sum() < LEAST_SPREAD_MONTHS or share in {0.0, 1.0}:
        return 1.0
    expected = all_of[active] * share
    statistic = ((good[active] - expected) ** 2 / (expected * (1 - share))).sum()
    return max(1.0, float(statistic) / (int(active.sum()) - 1))


def share_interval(
    first: Numbers | Counts, second: Numbers | Counts, spread: float
) -> Interval:
    """Return the 95 % interval of a share: Wilson's, of so many fewer events as they cluster.

    Not-a-number without cooperation.

    References:
        Wilson (1927); Korn and Graubard (1998) for the effective number.
    """
    part, rest = np.asarray(first, np.float64), np.asarray(second, np.float64)
    return wilson(part / spread, (part + rest) / spread)
