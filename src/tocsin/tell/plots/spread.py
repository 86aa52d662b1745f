"""Where the nodes of a network lie: the same network always gives the same places.

Stress is made least by Guttman's transform from a fixed start, without a random number: nodes
of one bloc lie near each other, friends nearer, foes farther. Then nodes that would touch are
pushed apart. So near and far say something of groups and little of single pairs.

References:
    de Leeuw (1977), majorization of stress; Gansner, Koren and North (2004) for graphs.
"""

from collections.abc import Sequence

import numpy as np

from tocsin.model.graph import GraphEdge, GraphNode
from tocsin.model.series import Numbers

_WITHIN, _BETWEEN, _ALONE = 1.0, 2.3, 2.7
"""Distances within a bloc, between blocs, and of nodes without one."""
_NEARER, _FARTHER = 0.45, 0.35
"""Share by which the strongest friendly tie shortens and hostile one lengthens a distance."""
_MARGIN = 0.9
"""Room at the edges, of the room between two nodes."""
_STEPS = 200
_PUSHES = 300
_DIGITS = 4


def places_of(
    nodes: Sequence[GraphNode],
    edges: Sequence[GraphEdge],
    size: tuple[float, float],
    room: float,
) -> Numbers:
    """Return the places of nodes in a rectangle, a row each: distance from its left and top.

    Args:
        nodes: The nodes, in any order; it does not matter.
        edges: Ties; those of other nodes are left out.
        size: Width and height.
        room: Least distance of two nodes, and nearly that from the edge, where there is room.
    """
    order = sorted(range(len(nodes)), key=lambda at: nodes[at].id)
    ranked = [nodes[at] for at in order]
    found: Numbers = np.zeros((len(nodes), 2))
    if ranked:
        spread = _fitted(
            _turned(_stress(_start(ranked), _distances(ranked, edges))), size, room
        )
        found[order] = np.round(_apart(spread, size, room), _DIGITS)
    return found


def _distances(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge]) -> Numbers:
    """Return how far from each other nodes should lie."""
    index = {node.id: at for at, node in enumerate(nodes)}
    blocs = np.array([-1 if node.bloc is None else node.bloc for node in nodes])
    is_same = (blocs[:, None] == blocs) & (blocs >= 0)
    is_alone = (blocs < 0)[:, None] | (blocs < 0)
    found: Numbers = np.where(is_same, _WITHIN, np.where(is_alone, _ALONE, _BETWEEN))
    for edge in edges:
        if edge.a in index and edge.b in index:
            one, other = index[edge.a], index[edge.b]
            strength = min(1.0, abs(edge.weight))
            change = -_NEARER if edge.sign > 0 else _FARTHER if edge.sign < 0 else 0.0
            found[one, other] *= 1 + change * strength
            found[other, one] = found[one, other]
    np.fill_diagonal(found, 0.0)
    return found


def _start(nodes: Sequence[GraphNode]) -> Numbers:
    """Return the fixed start: blocs on a circle, their nodes on small ones, by name."""
    blocs = sorted({-1 if node.bloc is None else node.bloc for node in nodes})
    found: Numbers = np.zeros((len(nodes), 2))
    for place, bloc in enumerate(blocs):
        mine = [
            at for at, node in enumerate(nodes)
            if (-1 if node.bloc is None else node.bloc) == bloc
        ]  # fmt: skip
        centre = 2.0 * _on_circle(place, len(blocs)) if len(blocs) > 1 else np.zeros(2)
        for turn, at in enumerate(mine):
            found[at] = centre + 0.5 * _on_circle(turn, len(mine), shift=0.1)
    return found


def _on_circle(place: int, count: int, *, shift: float = 0.0) -> Numbers:
    """Return a point of the circle of radius 1."""
    angle = 2 * np.pi * (place / count + shift)
    return np.array([np.cos(angle), np.sin(angle)])


def _stress(points: Numbers, wanted: Numbers) -> Numbers:
    """Return points whose distances are as near to those wanted as the steps allow."""
    for _ in range(_STEPS):
        apart = np.linalg.norm(points[:, None] - points, axis=-1)
        ratio = np.divide(wanted, apart, out=np.zeros_like(wanted), where=apart > 1e-9)
        matrix = -ratio
        np.fill_diagonal(matrix, ratio.sum(axis=1))
        points = matrix @ points / len(points)
    return points


def _turned(points: Numbers) -> Numbers:
    """Return points turned so that they are widest from left to right, the first one left."""
    centred: Numbers = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Numbers = centred @ axes[:, ::-1]
    signs = np.where(turned[0] > 0, -1.0, 1.0)
    return turned * signs


def _fitted(points: Numbers, size: tuple[float, float], room: float) -> Numbers:
    """Return points stretched to fill a rectangle but for a margin."""
    low, high = points.min(axis=0), points.max(axis=0)
    inner = np.array(size) - 2 * _MARGIN * room
    extent = np.maximum(high - low, 1e-9)
    scale = inner / extent
    # A little distortion is worth the room; much would tear blocs apart.
    scale = np.minimum(scale, 1.35 * scale.min())
    fitted: Numbers = (points - (low + high) / 2) * scale + np.array(size) / 2
    return fitted


def _apart(points: Numbers, size: tuple[float, float], room: float) -> Numbers:
    """Return points pushed from each other until none are nearer than there is room for."""
    count = len(points)
    # Points that lie on each other part by the golden angle of their number.
    angles = np.arange(count) * np.pi * (3 - np.sqrt(5))
    ways = np.stack((np.cos(angles), np.sin(angles)), axis=-1)
    low, high = _MARGIN * room, np.array(size) - _MARGIN * room
    for _ in range(_PUSHES):
        between = points[:, None] - points
        apart = np.linalg.norm(between, axis=-1)
        lack = np.where(np.eye(count, dtype=bool), 0.0, np.maximum(room - apart, 0.0))
        if not lack.any():
            break
        safe = np.where(apart > 1e-9, apart, 1.0)[..., None]
        way = np.where(apart[..., None] > 1e-9, between / safe, (ways[:, None] - ways))
        points = points + 0.5 * (way * lack[..., None]).sum(axis=1)
        points = np.clip(points, low, high)
    return points


def hull_of(points: Numbers) -> Numbers:
    """Return the corners of the least convex shape around some points, anticlockwise.

    References: Andrew (1979), the monotone chain.
    """
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return np.array([*lower[:-1], *upper[:-1]])


def _chain(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return one side of a hull."""
    chain: list[tuple[float, float]] = []
    for point in points:
        while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(
    one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]
) -> float:
    """Return a positive number for a turn to the left."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
