"""Structural balance: whether friends of friends are friends and enemies' enemies are too."""

from dataclasses import dataclass, replace

import numpy as np

from tocsin.measure.base import Family, Method
from tocsin.measure.feeds import NO_FEED
from tocsin.measure.graph.frustration import frustration
from tocsin.measure.graph.networks import Network
from tocsin.measure.graph.snapshots import (
    Finding,
    empty_network,
    event_snapshots,
    values_of,
    without_source,
)
from tocsin.measure.graph.triangles import (
    Census,
    balance_surplus,
    balanced_share,
    balanced_weight,
    census,
    expected_share,
    surplus_of,
    weakly_balanced_share,
)
from tocsin.model.index import IndexValue, Question
from tocsin.model.series import Numbers
from tocsin.store.base import View

NAME = "balance"
# Third states named in a note.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Third:
    """A state that has ties with both states of a dyad.

    Attributes:
        place: Where it stands among the nodes.
        sign: 1 where the triangle is in balance, -1 where it is not, 0 where the dyad has no tie.
        strength: Geometric mean of the strengths of its two ties, 0 to 1.
        pull: 1 where its two ties are alike and call for friendship, -1 for hostility.
    """

    place: int
    sign: int
    strength: float
    pull: int


def thirds(weights: Numbers, one: int, other: int) -> tuple[Third, ...]:
    """Return the states that have ties with both states of a dyad, the strongest first.

    Weights are a symmetric matrix, negative for hostile; empty where the two share no partner.

    References:
        Heider (1946).
    """
    matrix = np.asarray(weights, np.float64)
    products = matrix[one] * matrix[other]
    dyad = int(np.sign(matrix[one, other]))
    places = np.lexsort((np.arange(len(products)), -np.abs(products)))
    return tuple(
        Third(
            int(place),
            dyad * int(np.sign(products[place])),
            float(np.sqrt(abs(products[place]))),
            int(np.sign(products[place])),
        )
        for place in places
        if products[place] and place not in {one, other}
    )


def dyad_balance(found: tuple[Third, ...]) -> float | None:
    """Return the share of a dyad's own triangles that are in balance, by their strength.

    Each third state counts with the geometric mean of the strengths of its two ties. Unitless,
    0 to 1. None where the two have no tie, an even one, or no third state in common.

    References:
        Heider (1946); Cartwright and Harary (1956).
    """
    total = sum(third.strength for third in found if third.sign)
    balanced = sum(third.strength for third in found if third.sign > 0)
    return balanced / total if total else None


def third_pull(found: tuple[Third, ...]) -> float | None:
    """Return which tie of a dyad its third states call for: 1 friendship, -1 hostility.

    The strength of third states whose two ties are alike, less that of those whose ties
    differ, by that of all: unitless, -1 to 1, and defined where the two have no tie as well.
    None where they have no third state in common.

    References:
        Heider (1946); Leskovec, Huttenlocher and Kleinberg (2010) for such prediction.
    """
    total = sum(third.strength for third in found)
    return sum(third.pull * third.strength for third in found) / total if total else None


def frustrated_share(signs: Numbers) -> float | None:
    """Return the upper bound of the share of ties that stand in the way of two camps.

    Unitless, 0 to 0.5; see `frustration`. None without a tie.
    """
    found = frustration(signs)
    return found.high / found.ties if found.ties else None


def balance_findings(network: Network, dyad: tuple[str, str]) -> tuple[Finding, ...]:
    """Return all measures of this family in one network; unknown where it has no triangle."""
    weights = network.weights()
    return (*_whole(network, weights), *_own(network, weights, dyad))


def _whole(network: Network, weights: Numbers) -> tuple[Finding, ...]:
    """Return the measures of the network as a whole."""
    signs, keys = np.sign(weights), network.strongest(sign=-1)
    found = census(signs)
    ties = np.count_nonzero(signs) // 2
    friendly = int((signs > 0).sum()) / 2 / ties if ties else 0.0
    surplus = surplus_of(signs, found)
    lack = "" if found.total else "no three states are all tied to each other"
    same = "no other deal of the signs is possible" if surplus is None else ""
    given = (
        ("balanced_share", found.balanced, _split(found)),
        ("weakly_balanced_share", found.weakly_balanced, ""),
        ("balanced_weight", balanced_weight(weights), ""),
        ("expected_share", expected_share(friendly) if found.total else None, ""),
        ("balance_surplus", surplus, same),
    )
    return (
        *(
            Finding(
                measure=name,
                value=value,
                unit=_unit(name),
                n=found.total,
                note=lack or note,
                keys=keys,
            )
            for name, value, note in given
        ),
        _frustrated(signs),
    )


def _unit(name: str) -> str:
    """Return the unit of a measure."""
    return "sd" if name == "balance_surplus" else "1"


def _split(found: Census) -> str:
    """Return how many triangles there are of each sort."""
    return (
        f"{found.friends} with no hostile tie, {found.one_hostile} with one, "
        f"{found.two_hostile} with two, {found.enemies} with three"
    )


def _frustrated(signs: Numbers) -> Finding:
    """Return the share of frustrated ties with its bounds."""
    found = frustration(signs)
    if not found.ties:
        lack = "no two states have a friendly or hostile tie"
        return Finding(measure="frustrated_share", value=None, note=lack)
    bounds = "an upper bound; low and high are bounds, not chances"
    return Finding(
        measure="frustrated_share",
        value=found.high / found.ties,
        n=found.ties,
        low=found.low / found.ties,
        high=found.high / found.ties,
        note="exact" if found.is_exact else bounds,
    )


def _own(network: Network, weights: Numbers, dyad: tuple[str, str]) -> tuple[Finding, ...]:
    """Return the measures of the dyad's own triangles."""
    one, other = (network.place(state) for state in dyad)
    if one is None or other is None:
        missing = dyad[0] if one is None else dyad[1]
        lack = f"{missing} has too few events with any state"
        return tuple(
            Finding(measure=name, value=None, parties=dyad, is_local=True, note=lack)
            for name in ("dyad_balance", "third_pull")
        )
    found = thirds(weights, one, other)
    named = [third for third in found if third.sign < 0] or list(found)
    states = [network.nodes[third.place] for third in named[:_NAMED]]
    base = Finding(
        measure="third_pull",
        value=third_pull(found),
        parties=dyad,
        is_local=True,
        n=len(found),
        note="" if found else "the two have no tie with the same third state",
        keys=tuple("-".join(sorted((state, third))) for third in states for state in dyad),
        events=_events(network, dyad, {network.nodes[third.place] for third in found}),
    )
    share, signed = dyad_balance(found), sum(third.sign != 0 for third in found)
    note = base.note or _tension(share, states)
    return replace(base, measure="dyad_balance", value=share, n=signed, note=note), base


def _tension(share: float | None, states: list[str]) -> str:
    """Return over whom a dyad is in tension, given the states to be named."""
    if share is None:
        return "the two have too few events with each other, or the usual share of cooperation"
    return f"in tension over {', '.join(states)}" if share < 1 else "in tension over nobody"


def _events(network: Network, dyad: tuple[str, str], others: set[str]) -> int:
    """Return the events between the states of a dyad, and of each with some others."""
    return sum(
        edge.events
        for edge in network.edges
        if (edge.a in dyad and edge.b in dyad)
        or (edge.a in dyad and edge.b in others)
        or (edge.b in dyad and edge.a in others)
    )


def values(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return structural balance by source of events at the end of each quarter or year.

    Each value speaks of the year before; what a source does not cover is unknown. There is no
    value for a whole period: a network of many years is one that nobody lived in.
    """
    found = values_of(
        NAME,
        event_snapshots(view, question),
        lambda network: balance_findings(network, question.dyad),
    )
    nothing = balance_findings(empty_network(question), question.dyad)
    return found or without_source(NAME, question, nothing, NO_FEED)


METHODS = tuple(
    Method(name=name, title=title, unit=_unit(name), formula=formula)
    for name, title, formula in (
        ("balanced_share", "Triangles in balance", balanced_share),
        ("weakly_balanced_share", "Triangles in weak balance", weakly_balanced_share),
        ("balanced_weight", "Triangles in balance, by strength", balanced_weight),
        ("expected_share", "Triangles in balance by chance", expected_share),
        ("balance_surplus", "Balance beyond chance", balance_surplus),
        ("frustrated_share", "Frustrated ties, upper bound", frustrated_share),
        ("dyad_balance", "The pair's triangles in balance", dyad_balance),
        ("third_pull", "Tie that third states call for", third_pull),
    )
)

FAMILY = Family(
    name=NAME,
    title="Structural balance",
    methods=METHODS,
    tables=("events",),
    values=values,
)
