"""Triangles of a signed network: how many are in balance, and how many would be by chance.

They are counted by products of matrices; nothing here needs a package for graphs.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import comb, sqrt

import numpy as np

from tocsin.measure.graph.frustration import checked_signs, triangles_by_tie
from tocsin.measure.graph.products import product
from tocsin.model.series import Numbers


@dataclass(frozen=True, slots=True)
class Census:
    """Triangles by the number of their hostile ties.

    Attributes:
        friends: None hostile.
        one_hostile: One: two enemies with a common friend.
        two_hostile: Two: friends against a third.
        enemies: Three.
    """

    friends: int
    one_hostile: int
    two_hostile: int
    enemies: int

    @property
    def total(self) -> int:
        """Return the number of triangles."""
        return self.friends + self.one_hostile + self.two_hostile + self.enemies

    @property
    def balanced(self) -> float | None:
        """Return the share in balance; None without a triangle."""
        return (self.friends + self.two_hostile) / self.total if self.total else None

    @property
    def weakly_balanced(self) -> float | None:
        """Return the share in weak balance; None without a triangle."""
        return (self.total - self.one_hostile) / self.total if self.total else None


def census(signs: Numbers) -> Census:
    """Return the triangles of a network by the number of their hostile ties.

    Signs are a symmetric matrix of -1, 0 (no tie, or an even one) and 1 with an empty diagonal;
    all zeros where there is no triangle.

    Raises:
        ValueError: The signs are not so.

    References:
        Cartwright and Harary (1956).
    """
    matrix = checked_signs(signs)
    good, bad = (matrix > 0).astype(np.float64), (matrix < 0).astype(np.float64)
    good_paths, bad_paths = product(good, good), product(bad, bad)
    return Census(
        int((good_paths * good).sum()) // 6,
        int((good_paths * bad).sum()) // 2,
        int((bad_paths * good).sum()) // 2,
        int((bad_paths * bad).sum()) // 6,
    )


def balanced_share(signs: Numbers) -> float | None:
    """Return the share of triangles in balance: those with no hostile tie or with two.

    Unitless, 0 to 1; changing the sign of all ties of a node changes nothing. None without a
    triangle. Signs as for `census`.

    References:
        Heider (1946); Cartwright and Harary (1956).
    """
    return census(signs).balanced


def weakly_balanced_share(signs: Numbers) -> float | None:
    """Return the share of triangles in weak balance, in which three may be enemies as well.

    Only two enemies with a common friend are amiss: a world of more than two camps is in weak
    balance. Unitless, 0 to 1, never below `balanced_share`. None without a triangle.

    References:
        Davis (1967).
    """
    return census(signs).weakly_balanced


def balanced_weight(weights: Numbers) -> float | None:
    """Return the share of triangles in balance, each counted by the strength of its ties.

    A triangle counts with the geometric mean of the absolute weights of its ties, so that weak
    ties, whose signs are least sure, count little. Unitless, 0 to 1. Weights are a symmetric
    matrix with an empty diagonal, negative for hostile. None without a triangle.

    Raises:
        ValueError: The weights are not a symmetric matrix with an empty diagonal.

    References:
        Onnela et al. (2005) for the intensity of a triangle.
    """
    checked_signs(np.sign(weights))
    roots = np.cbrt(np.asarray(weights, np.float64))
    sizes = np.abs(roots)
    every = float((product(sizes, sizes) * sizes).sum())
    surplus = float((product(roots, roots) * roots).sum())
    return 0.5 + surplus / every / 2 if every > 0 else None


def expected_share(friendly: float) -> float:
    """Return the share of triangles in balance under random signs with a share of friendly ties.

    p^3 + 3 p (1 - p)^2: unitless, 0 for p = 0, 0.5 for p = 0.5 and 1 for p = 1. A world full of
    friendly ties is mostly in balance by chance alone.

    Raises:
        ValueError: The share is not from 0 to 1.

    References:
        Leskovec, Huttenlocher and Kleinberg (2010), for triangles under random signs.
    """
    if not 0 <= friendly <= 1:
        raise ValueError(f"A share is from 0 to 1, not {friendly}.")
    return friendly**3 + 3 * friendly * (1 - friendly) ** 2


def balance_surplus(signs: Numbers) -> float | None:
    """Return how far triangles in balance exceed chance, in standard deviations.

    Chance deals the same number of hostile ties to the same pairs in all orders; mean and
    variance of the number of triangles in balance are then exact. Unitless; above 2 the network
    is in balance beyond its share of friendly ties. It grows with the network, as any such
    score, and is not a measure of size. None without a triangle, or where every deal is alike.

    Raises:
        ValueError: The signs are not as for `census`.

    References:
        The moments are ours: a triangle's product is fixed by three ties, that of two triangles
        with a common tie by four, of others by six. Szell et al. (2010) for the score.
    """
    return surplus_of(np.asarray(signs, np.float64), census(signs))


def surplus_of(signs: Numbers, found: Census) -> float | None:
    """Return the surplus of a network whose triangles are counted already."""
    total = found.total
    if total == 0:
        return None
    ties, hostile = int(np.count_nonzero(signs)) // 2, int((signs < 0).sum()) // 2
    per_tie = np.triu(triangles_by_tie(signs))
    together = sum(comb(int(count), 2) for count in per_tie[per_tie > 0].tolist())
    three, four, six = (_mean_product(count, ties, hostile) for count in (3, 4, 6))
    mean = total * three
    apart = comb(total, 2) - together
    variance = total + 2 * together * four + 2 * apart * six - mean**2
    surplus = found.friends + found.two_hostile - found.one_hostile - found.enemies - mean
    return float(surplus) / sqrt(variance) if variance > 0 else None


def _mean_product(count: int, ties: int, hostile: int) -> Fraction:
    """Return the mean product of the signs of some ties, over all deals of hostile ones."""
    ways = comb(ties, count)
    if ways == 0:
        return Fraction(0)
    signed = sum(
        (-1) ** bad * comb(hostile, bad) * comb(ties - hostile, count - bad)
        for bad in range(count + 1)
    )
    return Fraction(signed, ways)
