"""Blocs and brokers: who stands with whom, for how long, and who stands between.

Blocs are parted by friendly and hostile ties alike; brokerage goes over friendly ones only.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from tocsin.measure.base import Family, Method
from tocsin.measure.feeds import NO_FEED
from tocsin.measure.graph.brokerage import betweenness, bridging, constraint
from tocsin.measure.graph.communities import RUNS, carry_names, find_communities, modularity
from tocsin.measure.graph.networks import Network
from tocsin.measure.graph.snapshots import (
    Finding,
    Snapshot,
    alliance_snapshots,
    empty_network,
    event_snapshots,
    without_source,
)
from tocsin.model.index import Cover, IndexValue, Question
from tocsin.model.series import Numbers
from tocsin.store.base import View

NAME = "blocs"
SEED = 20230905
"""Seed of the orders in which the search for blocs takes states; any other would do."""
# States named in a note.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Bloc:
    """States with more friendly and fewer hostile ties to each other than chance would give.

    Attributes:
        name: Number that it keeps from date to date.
        members: Ids, in order of the strength of their ties within the bloc.
    """

    name: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Blocs:
    """The blocs of a network.

    Attributes:
        blocs: The largest first. States without a friendly tie are in none.
        modularity: Of this division; None without a friendly or hostile tie.
        nodes: States of the network.
        together: For each two of them, the share of searches that put them in one bloc.
        last_name: Highest name given so far, at this date or an earlier one.
    """

    blocs: tuple[Bloc, ...]
    modularity: float | None
    nodes: tuple[str, ...]
    together: Numbers
    last_name: int = 0

    def of(self, state: str) -> Bloc | None:
        """Return the bloc of a state; None where it has no friendly tie."""
        return next((bloc for bloc in self.blocs if state in bloc.members), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state stands in a network.

    Attributes:
        state: Its id.
        friends: Number of friendly ties.
        foes: Number of hostile ties.
        betweenness: Share of shortest paths among friends that lead over it.
        constraint: Burt's constraint by its friends; None without any.
        bloc: Name of its bloc; None without a friendly tie.
    """

    state: str
    friends: int
    foes: int
    betweenness: float | None
    constraint: float | None
    bloc: int | None


def find_blocs(network: Network, *, before: Blocs | None = None, seed: int = SEED) -> Blocs:
    """Return the blocs of a network: communities of friends, with enemies outside.

    The same network and seed give the same blocs, in whatever order its rows came. Names are
    those of the blocs before where most members stay, so that a bloc can be followed; blocs of
    a first date are named from 1. See `find_communities` for how far to trust them.

    On nine months of the ICEWS18 file, 16 % of 93 pairs of rivals and enemies are in one bloc
    and 64 % of 1,039 pairs of allies, where chance puts 21 %; with friendly ties alone it is
    26 %, 64 % and 23 %, so hostile ties are used.

    References:
        Blondel et al. (2008); Gomez, Jensen and Arenas (2009).
    """
    weights = network.weights()
    # The generator is made here from a number, so that an answer hangs on no call before.
    found = find_communities(weights, np.random.default_rng(seed))
    members = [
        _ranked(network, weights, np.flatnonzero(found.labels == label))
        for label in range(int(found.labels.max(initial=-1)) + 1)
    ]
    known = [(bloc.name, frozenset(bloc.members)) for bloc in before.blocs] if before else []
    last = before.last_name if before else 0
    names = carry_names(known, [frozenset(group) for group in members], last + 1)
    blocs = tuple(Bloc(name, group) for name, group in zip(names, members, strict=True))
    newest = max((last, *names))
    return Blocs(blocs, found.modularity, network.nodes, found.together, newest)


def follow_blocs(networks: Iterable[Network], *, seed: int = SEED) -> Iterator[Blocs]:
    """Yield the blocs of networks at one date after another, named alike where they continue.

    A name that goes out of use is not given again.
    """
    before = None
    for network in networks:
        before = find_blocs(network, before=before, seed=seed)
        yield before


def standings(network: Network, blocs: Blocs) -> tuple[Standing, ...]:
    """Return how each state of a network stands in it, in order of the alphabet."""
    weights = network.weights()
    between, constrained = _brokerage(weights)
    named = {state: bloc.name for bloc in blocs.blocs for state in bloc.members}
    return tuple(
        Standing(
            state,
            int((row > 0).sum()),
            int((row < 0).sum()),
            _known(between[place]),
            _known(constrained[place]),
            named.get(state),
        )
        for place, (state, row) in enumerate(zip(network.nodes, weights, strict=True))
    )


def bloc_findings(network: Network, blocs: Blocs, dyad: tuple[str, str]) -> tuple[Finding, ...]:
    """Return all measures of this family in one network but those over time."""
    found = {one.state: one for one in standings(network, blocs)}
    ranked = sorted(-(one.betweenness or 0.0) for one in found.values())
    singles = tuple(
        finding
        for state in dyad
        for finding in _single(network, state, found.get(state), ranked)
    )
    ties = sum(edge.sign != 0 for edge in network.edges)
    whole = Finding(
        measure="modularity", value=blocs.modularity, n=ties, note=_described(blocs)
    )
    return (*singles, _bridge(network, blocs, dyad), *_shared(blocs, dyad), whole)


def same_bloc(blocs: Blocs, one: str, other: str) -> float | None:
    """Return 1 where two states are in one bloc, 0 where they are in two.

    None where either has no friendly tie. It speaks of the best division found; others are
    nearly as good, so read it with `bloc_agreement`.

    References:
        Newman (2006).
    """
    first, second = blocs.of(one), blocs.of(other)
    return None if first is None or second is None else float(first.name == second.name)


def bloc_agreement(blocs: Blocs, one: str, other: str) -> float | None:
    """Return the share of searches for blocs that put two states into one.

    Unitless, 0 to 1; near 0.5 the network does not say. It is no probability: the searches
    differ in their order alone, not in the data. None where either has no friendly tie.

    References:
        Good, de Montjoye and Clauset (2010); Lancichinetti and Fortunato (2012).
    """
    if blocs.of(one) is None or blocs.of(other) is None:
        return None
    return float(blocs.together[blocs.nodes.index(one), blocs.nodes.index(other)])


def co_membership(found: Iterable[float | None]) -> float | None:
    """Return the share of dates at which two states are in one bloc, of those where it is known.

    Unitless, 0 to 1. Dates whose networks overlap are not independent, hence no interval. None
    where it is known at no date.
    """
    known = [one for one in found if one is not None]
    return sum(known) / len(known) if known else None


def values(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return brokerage and blocs by source, of events and of alliances.

    Events give a network of the year before each end of a quarter or year, alliances one for
    each calendar year. Over the whole period, `co_membership` is the share of those in which
    the two are in one bloc. What a source does not cover is unknown.
    """
    makers: tuple[Callable[[View, Question], Iterator[Snapshot]], ...]
    makers = (event_snapshots, alliance_snapshots)
    found = tuple(
        value
        for maker in makers
        for _, group in groupby(maker(view, question), lambda one: one.coverage.source)
        for value in _of_source(group, question.dyad)
    )
    nothing = empty_network(question)
    lacking = (
        *bloc_findings(nothing, find_blocs(nothing), question.dyad),
        Finding(measure="co_membership", value=None, parties=question.dyad),
    )
    return found or without_source(NAME, question, lacking, NO_FEED)


def _of_source(snapshots: Iterable[Snapshot], dyad: tuple[str, str]) -> Iterator[IndexValue]:
    """Yield the values of the networks of one source, then that of all of them."""
    before: Blocs | None = None
    series: list[IndexValue] = []
    for snapshot in snapshots:
        blocs = find_blocs(snapshot.network, before=before)
        # A gap in the data ends no bloc.
        before = before if snapshot.network.cover is Cover.NONE else blocs
        found = [
            snapshot.value(NAME, finding)
            for finding in bloc_findings(snapshot.network, blocs, dyad)
        ]
        series += [one for one in found if one.measure == "same_bloc"]
        yield from found
    yield _over_time(series, dyad)


def _over_time(series: list[IndexValue], dyad: tuple[str, str]) -> IndexValue:
    """Return the share of dates at which two states are in one bloc."""
    known = [one for one in series if one.value is not None]
    covers = {one.cover for one in series}
    rows, why = tuple(row for one in known for row in one.rows), series[-1].note
    return IndexValue(
        measure="co_membership",
        family=NAME,
        parties=dyad,
        start=min(one.start for one in series),
        end=max(one.end for one in series),
        value=co_membership(one.value for one in known),
        unit="1",
        n=len(known),
        cover=covers.pop() if len(covers) == 1 else Cover.PART,
        rows=rows,
        note=f"known at {len(known)} of {len(series)} dates" + ("" if known else f"; {why}"),
    )


def _brokerage(weights: Numbers) -> tuple[Numbers, Numbers]:
    """Return betweenness and constraint of all nodes in the friendly part of a network."""
    friendly = np.maximum(weights, 0.0)
    return betweenness(friendly > 0), constraint(friendly)


def _known(value: float) -> float | None:
    """Return a number; None for not-a-number."""
    return None if np.isnan(value) else float(value)


def _ranked(network: Network, weights: Numbers, places: NDArray[np.int64]) -> tuple[str, ...]:
    """Return members by the strength of their ties within, those of one strength by name."""
    inner = weights[np.ix_(places, places)].sum(axis=1)
    return tuple(network.nodes[places[one]] for one in np.argsort(-inner, kind="stable"))


def _single(
    network: Network, state: str, found: Standing | None, ranked: list[float]
) -> Iterator[Finding]:
    """Yield the brokerage of one state, given betweenness of all from the highest, negated."""
    friends = found.friends if found else 0
    lack = "" if friends else f"{state} has no friendly tie with enough events"
    between = found.betweenness if found and friends else None
    rank = (
        "" if between is None else f"rank {bisect_left(ranked, -between) + 1} of {len(ranked)}"
    )
    keys = network.strongest(state=state, sign=1)
    few = "fewer than three states have a tie" if friends and between is None else ""
    yield Finding(
        measure="betweenness",
        value=between,
        parties=(state,),
        n=len(ranked),
        note=lack or few or rank,
        keys=keys,
    )
    value = found.constraint if found else None
    yield Finding(
        measure="constraint", value=value, parties=(state,), n=friends, note=lack, keys=keys
    )


def _bridge(network: Network, blocs: Blocs, dyad: tuple[str, str]) -> Finding:
    """Return how far the tie of a dyad bridges."""
    one, other = (network.place(state) for state in dyad)
    if one is None or other is None:
        missing = dyad[0] if one is None else dyad[1]
        lack = f"{missing} has no tie with enough events"
        return Finding(measure="bridging", value=None, parties=dyad, is_local=True, note=lack)
    ties = network.weights() > 0
    value = bridging(ties, one, other)
    notes = [] if ties[one, other] else ["the two have no friendly tie; of what one would be"]
    if value is None:
        notes = ["neither has a friend beside the other"]
    elif same_bloc(blocs, *dyad) == 0:
        notes.append("between two blocs")
    partners = int((ties[one] | ties[other]).sum()) - 2 * int(ties[one, other])
    return Finding(
        measure="bridging",
        value=value,
        parties=dyad,
        n=partners,
        note="; ".join(notes),
        keys=("-".join(sorted(dyad)),),
        is_local=True,
    )


def _shared(blocs: Blocs, dyad: tuple[str, str]) -> tuple[Finding, ...]:
    """Return whether a dyad is in one bloc, and how surely."""
    of = [(state, blocs.of(state)) for state in dyad]
    lack = ", ".join(state for state, bloc in of if bloc is None)
    note = f"no friendly tie: {lack}" if lack else "; ".join(
        f"{state} in bloc {bloc.name} with {_listed(bloc, dyad)}" for state, bloc in of if bloc
    )  # fmt: skip
    count = len(blocs.blocs)
    return (
        Finding(
            measure="same_bloc", value=same_bloc(blocs, *dyad), parties=dyad, n=count, note=note
        ),
        Finding(
            measure="bloc_agreement",
            value=bloc_agreement(blocs, *dyad),
            parties=dyad,
            n=RUNS,
            note=f"no friendly tie: {lack}" if lack else "",
        ),
    )


def _listed(bloc: Bloc, dyad: tuple[str, str]) -> str:
    """Return the strongest members of a bloc beside a dyad."""
    others = [state for state in bloc.members if state not in dyad]
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    return (", ".join(others[:_NAMED]) or "nobody else") + more


def _described(blocs: Blocs) -> str:
    """Return the blocs in words."""
    if not blocs.blocs:
        return "no two states have a friendly tie"
    return "; ".join(
        f"bloc {bloc.name} ({len(bloc.members)}): {', '.join(bloc.members[:_NAMED])}"
        for bloc in blocs.blocs[:_NAMED]
    )


METHODS = tuple(
    Method(name=name, title=title, unit="1", formula=formula)
    for name, title, formula in (
        ("betweenness", "Betweenness among friends", betweenness),
        ("constraint", "Constraint by one circle of friends", constraint),
        ("bridging", "How far the tie bridges circles", bridging),
        ("same_bloc", "In one bloc", same_bloc),
        ("bloc_agreement", "Searches that put them in one bloc", bloc_agreement),
        ("modularity", "How far states fall into blocs", modularity),
        ("co_membership", "Dates in one bloc", co_membership),
    )
)

FAMILY = Family(
    name=NAME,
    title="Brokerage and blocs",
    methods=METHODS,
    tables=("events", "alliances"),
    values=values,
)
