"""The triangle of a client and two patrons: its type, and where structural balance takes it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers

SHAPES = ("menage_a_trois", "romantic_triangle", "stable_marriage", "unit_veto")
"""Three friendly ties, two, one, none (Dittmer 1981, 1987)."""
ENDS = ("together", "with_first", "with_second", "alone")
"""Where balance leads: three friends; client and one patron against the other; patrons against it."""


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Signed strength of three ties, one value per draw; positive is friendly."""

    first: Numbers
    second: Numbers
    patrons: Numbers


def shape(ties: Ties) -> NDArray[np.int64]:
    """Return the place in `SHAPES` of each draw; a tie of exactly 0 is not friendly.

    References:
        Dittmer (1981), the strategic triangle.
    """
    friendly = (ties.first > 0).astype(np.int64) + (ties.second > 0) + (ties.patrons > 0)
    return np.asarray(3 - friendly)


def is_balanced(ties: Ties) -> NDArray[np.bool_]:
    """Return whether the product of the three signs is positive.

    References:
        Heider (1946); Cartwright and Harary (1956).
    """
    return np.asarray(ties.first * ties.second * ties.patrons > 0)


def matrices(ties: Ties) -> Numbers:
    """Return symmetric matrices with an empty diagonal: client, first patron, second patron."""
    found = np.zeros((len(ties.first), 3, 3))
    for (row, column), values in (
        ((0, 1), ties.first),
        ((0, 2), ties.second),
        ((1, 2), ties.patrons),
    ):
        found[:, row, column] = found[:, column, row] = values
    return found


def ties_at(start: Numbers, time: float) -> Numbers:
    """Return ties after a share of the time that they take to grow without bound.

    Ties follow dX/dt = X^2: a tie grows by the products of ties with common partners. From X(0)
    it is X(t) = X(0) (I - X(0) t)^-1, which grows without bound at t = 1 / (greatest eigenvalue)
    and is balanced from some moment before. Start is one or more symmetric matrices; time is in
    [0, 1). The diagonal, a partner's tie with itself, takes part as the theory has it.

    References:
        Kulakowski, Gawronski and Gronek (2005); Marvel, Kleinberg, Kleinberg and Strogatz
        (2011), equation 3.
    """
    values, vectors = np.linalg.eigh(start)
    greatest = np.maximum(values[..., -1:], np.finfo(np.float64).tiny)
    moved = values / (1 - time * values / greatest)
    return np.asarray((vectors * moved[..., None, :]) @ np.swapaxes(vectors, -1, -2))


def end(ties: Ties) -> NDArray[np.int64]:
    """Return the place in `ENDS` that balance leads to; -1 where all ties are 0.

    The signs of the final ties are those of the products of the eigenvector of the greatest
    eigenvalue.

    References:
        Marvel et al. (2011).
    """
    start = matrices(ties)
    _, vectors = np.linalg.eigh(start)
    top = vectors[:, :, -1]
    first, second = top[:, 0] * top[:, 1] > 0, top[:, 0] * top[:, 2] > 0
    found = np.where(first, np.where(second, 0, 1), np.where(second, 2, 3))
    return np.where(np.abs(start).max(axis=(1, 2)) > 0, found, -1)
