"""What can flow through a network at most, by its cuts, in all draws at once."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import UsageError
from tocsin.game.base import Numbers

MAX_INNER = 12
"""Nodes between suppliers and target; 4,096 cuts, which numpy weighs at once."""
_CHUNK = 2_000_000
"""Numbers in one block of cuts by draws: 16 MB."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another."""

    source: str
    target: str

    @property
    def name(self) -> str:
        """Return its name as parameters have it."""
        return f"{self.source}_{self.target}"


@dataclass(frozen=True, slots=True)
class Network:
    """Ways from suppliers over transit nodes to a target."""

    suppliers: tuple[str, ...]
    target: str
    edges: tuple[Edge, ...]

    @property
    def inner(self) -> tuple[str, ...]:
        """Return the nodes that are neither supplier nor target, in order of appearance."""
        ends = {*self.suppliers, self.target}
        nodes = chain.from_iterable((edge.source, edge.target) for edge in self.edges)
        return tuple(dict.fromkeys(node for node in nodes if node not in ends))


def cuts(network: Network) -> NDArray[np.bool_]:
    """Return, by cut and edge, whether the cut closes the edge.

    A cut parts the nodes in those on the side of the suppliers and those on the target's; it
    closes what leads from the first to the second.

    Raises:
        UsageError: There are more than 12 nodes between suppliers and target.
    """
    inner = network.inner
    if len(inner) > MAX_INNER:
        raise UsageError(
            f"The network has {len(inner)} nodes between suppliers and target; up to "
            f"{MAX_INNER} are weighed. Join nodes that no enforcer can tell apart."
        )
    sides = (np.arange(2 ** len(inner))[:, None] >> np.arange(len(inner))) & 1 == 1
    place = {node: sides[:, i] for i, node in enumerate(inner)}
    place |= dict.fromkeys(network.suppliers, np.ones(len(sides), dtype=np.bool_))
    place[network.target] = np.zeros(len(sides), dtype=np.bool_)
    return np.array([place[edge.source] & ~place[edge.target] for edge in network.edges]).T


def most_flow(cut: NDArray[np.bool_], capacities: Numbers) -> Numbers:
    """Return the greatest flow from suppliers to target, by draw.

    Capacities are edges by draws, not negative; the flow has their unit.

    References:
        Ford and Fulkerson (1956): the greatest flow is the least cut.
    """
    weights = cut.astype(np.float64)
    step = max(1, _CHUNK // len(cut))
    draws = capacities.shape[1]
    parts = [
        (weights @ capacities[:, start : start + step]).min(axis=0)
        for start in range(0, draws, step)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def drops(cut: NDArray[np.bool_], capacities: Numbers) -> Numbers:
    """Return, by edge and draw, by how much closing that edge alone lowers the flow."""
    whole = most_flow(cut, capacities)
    rows = []
    for place in range(len(capacities)):
        closed = capacities.copy()
        closed[place] = 0.0
        rows.append(whole - most_flow(cut, closed))
    return np.maximum(np.array(rows), 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Edges worth closing together.

    Attributes:
        edges: Their places.
        cost: What closing them costs.
        flow: What still flows.
    """

    edges: tuple[int, ...]
    cost: float
    flow: float


@dataclass(frozen=True, slots=True, eq=False)
class Closing:
    """Who can close which edges, at what cost.

    Attributes:
        costs: By edge, what closing it costs.
        enforcers: By edge, the number of the enforcer that can close it; -1 for none.
        budgets: By enforcer, what it can spend.
    """

    costs: Numbers
    enforcers: NDArray[np.int64]
    budgets: Numbers


def interdict(cut: NDArray[np.bool_], capacities: Numbers, closing: Closing) -> Plan:
    """Return the edges that the enforcers' budgets close best, exactly.

    Least flow first, then least cost. Within one cut each enforcer has a knapsack to fill; the
    best plan is the best over all cuts. Capacities are one number for each edge.

    References:
        Wood (1993), "Deterministic network interdiction"; here over enumerated cuts.
    """
    best = Plan((), 0.0, float((cut @ capacities).min()))
    tried: set[tuple[int, ...]] = {()}
    for row in np.unique(cut, axis=0):
        edges = _filled(row & (capacities > 0), capacities, closing)
        if edges in tried:
            continue
        tried.add(edges)
        left = capacities.copy()
        left[list(edges)] = 0.0
        cost = float(closing.costs[list(edges)].sum())
        plan = Plan(edges, cost, float((cut @ left).min()))
        if (plan.flow, plan.cost, plan.edges) < (best.flow, best.cost, best.edges):
            best = plan
    return best


def _filled(useful: NDArray[np.bool_], worth: Numbers, closing: Closing) -> tuple[int, ...]:
    """Return the useful edges that all enforcers close."""
    found: list[int] = []
    for number, budget in enumerate(closing.budgets):
        inside = np.flatnonzero(useful & (closing.enforcers == number))
        inside = inside[closing.costs[inside] <= budget]
        chosen = _knapsack(worth[inside], closing.costs[inside], float(budget))
        found += [int(inside[i]) for i in chosen]
    return tuple(sorted(found))


def _knapsack(worth: Numbers, costs: Numbers, budget: float) -> tuple[int, ...]:
    """Return which of a few things are worth most within a budget.

    Exactly: costs that are all alike need only sorting; else choices are extended thing by
    thing, and those that cost more without being worth more are dropped (Nemhauser and Ullmann
    1969).
    """
    if not len(worth):
        return ()
    if np.ptp(costs) == 0:
        count = len(worth) if costs[0] <= 0 else int(budget / costs[0] * (1 + 1e-12))
        return tuple(sorted(np.argsort(-worth, kind="stable")[:count].tolist()))
    frontier: list[tuple[float, float, tuple[int, ...]]] = [(0.0, 0.0, ())]
    for place in range(len(worth)):
        wider = [
            (cost + float(costs[place]), gain + float(worth[place]), (*chosen, place))
            for cost, gain, chosen in frontier
            if cost + costs[place] <= budget * (1 + 1e-12)
        ]
        frontier = _undominated(sorted([*frontier, *wider], key=lambda one: (one[0], -one[1])))
    return frontier[-1][2]


def _undominated(
    ordered: list[tuple[float, float, tuple[int, ...]]],
) -> list[tuple[float, float, tuple[int, ...]]]:
    """Return the choices that cost more only where they are worth more."""
    kept: list[tuple[float, float, tuple[int, ...]]] = []
    for one in ordered:
        if not kept or one[1] > kept[-1][1]:
            kept.append(one)
    return kept
