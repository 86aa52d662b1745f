"""Frustration: how many ties stand in the way of two camps without any tension."""

from dataclasses import dataclass

import numpy as np

from tocsin.measure.graph.products import product
from tocsin.model.series import Numbers

EXACT_NODES = 16
"""Most nodes, those with a single tie left out, of which all divisions are tried."""
STARTS = 64
"""Divisions at most from which a search sets out."""


@dataclass(frozen=True, slots=True)
class Frustration:
    """Bounds of the frustration index.

    Attributes:
        low: No division into two camps has fewer frustrated ties.
        high: A division with so many was found.
        ties: Friendly and hostile ties.
    """

    low: int
    high: int
    ties: int

    @property
    def is_exact(self) -> bool:
        """Return whether the index is known."""
        return self.low == self.high


def frustration(signs: Numbers) -> Frustration:
    """Return bounds of the frustration index: least ties to change for a network in balance.

    A network is in balance when its nodes fall into two camps, one of which may be empty, with
    friendly ties within and hostile ones between; a tie that fits a division ill is frustrated
    under it, and the index is the least number of them. A whole number from 0 to half of the
    ties. To find it is hard, so that bounds are given: of up to 16 nodes with more than one tie
    all divisions are tried and both are the index. Above that, a search from the camps that
    each of up to 64 nodes sees around it flips the node that gains most until none gains; below,
    triangles out of balance count as far as they need not share a tie. No chance is in it.

    Signs are a symmetric matrix of -1, 0 and 1 with an empty diagonal.

    Raises:
        ValueError: The signs are not so.

    References:
        Harary (1959), the line index of balance; Aref, Mason and Wilson (2018), bounds and
        triangles; Zaslavsky (2012) for switching.
    """
    matrix = checked_signs(signs)
    core = _core(matrix)
    ties = int(np.count_nonzero(matrix)) // 2
    if len(core) <= EXACT_NODES:
        least = _exact(core)
        return Frustration(least, least, ties)
    return Frustration(_packed(core), _searched(core), ties)


def checked_signs(signs: Numbers) -> Numbers:
    """Return signs as an array.

    Raises:
        ValueError: They are not a symmetric matrix of -1, 0 and 1 with an empty diagonal.
    """
    matrix = np.asarray(signs, np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"Signs must be a square matrix, not of shape {matrix.shape}.")
    if not (np.isin(matrix, (-1, 0, 1)).all() and np.array_equal(matrix, matrix.T)):
        raise ValueError("Signs must be symmetric, each -1, 0 or 1.")
    if matrix.diagonal().any():
        raise ValueError("No node has a tie with itself.")
    return matrix


def triangles_by_tie(signs: Numbers) -> Numbers:
    """Return for each pair with a tie in how many triangles it stands; 0 for pairs without."""
    is_tied = np.abs(signs)
    return product(is_tied, is_tied) * is_tied


def _core(matrix: Numbers) -> Numbers:
    """Return the nodes that have two ties or more with each other; the rest never frustrate."""
    while len(matrix):
        kept = np.count_nonzero(matrix, axis=1) > 1
        if kept.all():
            break
        matrix = matrix[np.ix_(kept, kept)]
    return matrix


def _exact(matrix: Numbers) -> int:
    """Return the index by trying all divisions, the first node always in the first camp."""
    size = len(matrix)
    if size == 0:
        return 0
    numbers = np.arange(1 << (size - 1))[:, None]
    camps = np.where(numbers >> np.arange(size) & 1, -1.0, 1.0)
    return _frustrated(matrix, camps)


def _frustrated(matrix: Numbers, camps: Numbers) -> int:
    """Return the fewest frustrated ties under some divisions, one a row as 1 and -1."""
    fit = (product(camps, matrix) * camps).sum(axis=1) / 2
    return round((np.count_nonzero(matrix) / 2 - float(fit.max())) / 2)


def _searched(matrix: Numbers) -> int:
    """Return the fewest frustrated ties that a search finds from the camps that nodes see."""
    ties = np.count_nonzero(matrix, axis=1)
    starts = np.lexsort((np.arange(len(matrix)), -ties))[: STARTS - 1]
    camps = np.where(matrix[starts] < 0, -1.0, 1.0)
    camps = np.concatenate([np.ones((1, len(matrix))), camps])
    fit = product(camps, matrix) * camps  # for each node: ties that fit less ties that do not
    while True:
        worst = fit.argmin(axis=1)
        rows = np.flatnonzero(fit[np.arange(len(fit)), worst] < 0)
        if not len(rows):
            return _frustrated(matrix, camps)
        nodes = worst[rows]
        camps[rows, nodes] *= -1
        fit[rows, nodes] *= -1
        fit[rows] += 2 * camps[rows] * matrix[nodes] * camps[rows, nodes][:, None]


def _packed(matrix: Numbers) -> int:
    """Return how many ties must be frustrated at least.

    Each triangle out of balance holds a frustrated tie. Given the weight 1 / u, u the most such
    triangles that any of its ties has, the triangles of one tie weigh 1 at most together; the
    weight of all is then no more than the number of frustrated ties.
    """
    amiss = (triangles_by_tie(matrix) - product(matrix, matrix) * matrix) / 2
    weight = 0.0
    for node, row in enumerate(matrix):
        others = np.flatnonzero(row[node + 1 :]) + node + 1
        signs = matrix[np.ix_(others, others)] * np.outer(row[others], row[others])
        one, other = np.nonzero(np.triu(signs) < 0)
        most = np.maximum(amiss[node, others[one]], amiss[node, others[other]])
        weight += float((1 / np.maximum(most, amiss[others[one], others[other]])).sum())
    return int(np.ceil(weight - 1e-6))
