"""Brokerage: how far a state, or the tie of two, joins others that are not joined themselves."""

import numpy as np
from numpy.typing import NDArray

from tocsin.measure.graph.products import product
from tocsin.model.series import Flags, Numbers


def betweenness(ties: Flags) -> Numbers:
    """Return for each node the share of shortest paths between two others that lead over it.

    Unitless, 0 to 1: the sum over pairs of others of the share of their shortest paths that
    pass, by the number of such pairs. Ties are a symmetric matrix of truth values; all count
    alike, since a length made of event counts would decide by rounding which path is shorter.
    Pairs without any path add nothing. Not-a-number for fewer than three nodes.

    Raises:
        ValueError: The matrix is not square and symmetric with an empty diagonal.

    References:
        Freeman (1977), normalised as in Freeman (1978); the sums as in Brandes (2001).
    """
    matrix = _checked(ties).astype(np.float64)
    size = len(matrix)
    if size < 3:
        return np.full(size, np.nan)
    levels = _path_counts(matrix)
    passing = np.zeros_like(matrix)
    # From the farthest nodes back: a node hands what passes it to those before it.
    for nearer, farther in zip(levels[-2::-1], levels[:0:-1], strict=True):
        handed = np.zeros_like(matrix)
        np.divide(1 + passing, farther, out=handed, where=farther > 0)
        passing += product(handed, matrix) * nearer
    np.fill_diagonal(passing, 0.0)
    return np.asarray(passing.sum(axis=0) / ((size - 1) * (size - 2)))


def constraint(weights: Numbers) -> Numbers:
    """Return Burt's constraint of each node: how far all its ties lead to one and the same set.

    c_i = sum over partners j of (p_ij + sum over q of p_iq p_qj)^2 with p_ij the share of i's
    tie strength that goes to j. Unitless, above 0; low for a broker between many that are not
    tied to each other, 1 for a single partner, above 1 for two that are tied to each other (1.125
    where all three ties are alike). Weights are a symmetric matrix of zero or more. Not-a-number for a node without ties.

    Raises:
        ValueError: The matrix is not square, symmetric and zero or more, its diagonal empty.

    References:
        Burt (1992), chapter 2.
    """
    matrix = np.asarray(weights, np.float64)
    _checked(matrix != 0)
    if (matrix < 0).any() or not np.array_equal(matrix, matrix.T):
        raise ValueError("Strengths of ties must be symmetric and zero or more.")
    strength = matrix.sum(axis=1, keepdims=True)
    share = np.zeros_like(matrix)
    np.divide(matrix, strength, out=share, where=strength > 0)
    invested = np.where(matrix > 0, share + product(share, share), 0.0)
    return np.where(strength[:, 0] > 0, (invested**2).sum(axis=1), np.nan)


def bridging(ties: Flags, one: int, other: int) -> float | None:
    """Return how far the tie of two nodes joins circles that share nobody: 1 less their overlap.

    1 - n / (k_one + k_other - n), with n the partners that both have and k the partners of
    each beside the other. Unitless, 0 to 1: 1 is a local bridge, 0 the same circle. Asked of
    two without a tie, it says what a tie would be. None where neither has another partner.

    Raises:
        ValueError: The matrix is not square and symmetric, or the nodes are one.

    References:
        Granovetter (1973); Onnela et al. (2007), the overlap.
    """
    matrix = _checked(ties)
    if one == other:
        raise ValueError("A bridge joins two different nodes.")
    first, second = matrix[one].copy(), matrix[other].copy()
    first[other] = second[one] = False
    circle = int((first | second).sum())
    return 1 - int((first & second).sum()) / circle if circle else None


def _path_counts(matrix: Numbers) -> list[Numbers]:
    """Return by distance how many shortest paths lead from a node (row) to another (column)."""
    levels = [np.eye(len(matrix))]
    is_seen = levels[0] > 0
    while levels[-1].any():
        reached = np.where(is_seen, 0.0, product(levels[-1], matrix))
        is_seen |= reached > 0
        levels.append(reached)
    return levels


def _checked(ties: NDArray[np.bool_]) -> Flags:
    """Return ties as an array.

    Raises:
        ValueError: They are not a square, symmetric matrix with an empty diagonal.
    """
    matrix = np.asarray(ties, np.bool_)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"Ties must be a square matrix, not of shape {matrix.shape}.")
    if not np.array_equal(matrix, matrix.T) or matrix.diagonal().any():
        raise ValueError("Ties must be symmetric, with an empty diagonal.")
    return matrix
