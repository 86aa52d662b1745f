"""The past of all pairs for one class of events, as far as forecasts look at it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.forecast.occurrence.actors import Actors, Scope, actors_of, regions
from tocsin.forecast.occurrence.kinds import belongs, has_codes, load_announcements
from tocsin.forecast.occurrence.series import DaySeries, day_series
from tocsin.model.event_classes import EventClass
from tocsin.model.quads import Quads
from tocsin.model.series import Counts, Flags

ELSEWHERE = ""


@dataclass(frozen=True, slots=True, eq=False)
class ClassHistory:
    """What happened between pairs, by what it is to a class of events.

    A pair of units a and b has the number `a * n + b`; of a mutual class the smaller one is a.
    `own` are the events of the class, `intent` those that announce it, `kin` those that keep it
    company; `rolled` is with all who belong to the two states.

    Attributes:
        kind: The class.
        actors: The units.
        first: First day that the events cover.
        own: Events of the class between the pair.
        own_rolled: The same with those who belong to them.
        intent: Stated intents of it.
        intent_rolled: The same with those who belong to them.
        kin: Acts that keep it company, in either direction.
        all: All acts between the two, in either direction.
        all_rolled: The same with those who belong to them.
        way: All acts of the first towards the second, by ordered pair.
        of_state: Events of the class that a state has with anybody.
        of_region: Events of the class between two regions.
        world: All events of the class.
        region: Region of each unit.
        region_pairs: Possible pairs between each two regions.
    """

    kind: EventClass
    actors: Actors
    first: int
    own: DaySeries
    own_rolled: DaySeries
    intent: DaySeries
    intent_rolled: DaySeries
    kin: DaySeries
    all: DaySeries
    all_rolled: DaySeries
    way: DaySeries
    of_state: DaySeries
    of_region: DaySeries
    world: DaySeries
    region: NDArray[np.int64]
    region_pairs: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Return the number of units."""
        return len(self.actors.units)

    def number(self, one: Counts, other: Counts) -> Counts:
        """Return the numbers of pairs; of a mutual class either order gives the same."""
        return _numbers(one, other, self.size, is_mutual=self.kind.is_mutual)

    def region_number(self, pair: Counts) -> Counts:
        """Return the number of the two regions of each pair."""
        one, other = self.region[pair // self.size], self.region[pair % self.size]
        count = len(self.region_pairs)
        return np.minimum(one, other) * count + np.maximum(one, other)

    @property
    def possible_pairs(self) -> int:
        """Return how many pairs there may be."""
        both = self.size * (self.size - 1)
        return both // 2 if self.kind.is_mutual else both


def _numbers(one: Counts, other: Counts, size: int, *, is_mutual: bool) -> Counts:
    """Return the numbers of pairs of units."""
    first, second = np.asarray(one, np.int64), np.asarray(other, np.int64)
    if is_mutual:
        first, second = np.minimum(first, second), np.maximum(first, second)
    return first * size + second


def class_history(
    quads: Quads, kind: EventClass, *, scope: Scope = Scope.STATES, first: int | None = None
) -> ClassHistory:
    """Return the past of all pairs for a class.

    Args:
        quads: The events.
        kind: The class.
        scope: Between whom its events are.
        first: First day that the events cover; that of the first event.
    """
    actors = actors_of(quads, scope)
    start = first if first is not None else int(quads.day[0]) if len(quads) else 0
    sorter = _Sorter(quads, actors, kind.is_mutual)
    said = load_announcements().get(kind.name)
    own_kind = belongs(quads.relations, kind)
    intent = has_codes(quads.relations, said.intent if said else ())
    kin = has_codes(quads.relations, said.kin if said else ())
    every = np.ones(len(quads.relations), np.bool_)
    own, region = sorter.pairs(own_kind), _regions_of(actors)
    return ClassHistory(
        kind, actors, start, own,
        sorter.pairs(own_kind, is_rolled=True),
        sorter.pairs(intent), sorter.pairs(intent, is_rolled=True),
        sorter.both_ways(kin), sorter.both_ways(every),
        sorter.both_ways(every, is_rolled=True), sorter.ways(every),
        _of_states(own, len(actors.units)), _of_regions(own, region, len(actors.units)),
        day_series(np.zeros(len(own.day), np.int64), own.day, own.place),
        region, _region_pairs(region, is_mutual=kind.is_mutual),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Sorter:
    """Sorts events by pair."""

    quads: Quads
    actors: Actors
    is_mutual: bool

    def _chosen(self, relations: Flags, *, is_rolled: bool) -> tuple[Counts, Counts, Counts]:
        """Return the places, subjects and objects of some events between two units."""
        of = self.actors.rolled if is_rolled else self.actors.own
        subject, object_ = of[self.quads.subject], of[self.quads.object]
        kept = relations[self.quads.relation] & (subject >= 0) & (object_ >= 0)
        places = np.flatnonzero(kept & (subject != object_))
        return places, subject[places].astype(np.int64), object_[places].astype(np.int64)

    def _series(
        self, relations: Flags, *, is_mutual: bool, is_rolled: bool, is_both: bool = False
    ) -> DaySeries:
        """Return some events by pair and day."""
        places, one, other = self._chosen(relations, is_rolled=is_rolled)
        size = len(self.actors.units)
        numbers = _numbers(one, other, size, is_mutual=is_mutual)
        if is_both and not is_mutual:
            numbers = np.r_[numbers, _numbers(other, one, size, is_mutual=False)]
            places = np.r_[places, places]
        return day_series(numbers, self.quads.day[places].astype(np.int64), places)

    def pairs(self, relations: Flags, *, is_rolled: bool = False) -> DaySeries:
        """Return some events by pair, in the direction that the class has."""
        return self._series(relations, is_mutual=self.is_mutual, is_rolled=is_rolled)

    def both_ways(self, relations: Flags, *, is_rolled: bool = False) -> DaySeries:
        """Return some events by pair, those in the other direction among them."""
        return self._series(
            relations, is_mutual=self.is_mutual, is_rolled=is_rolled, is_both=True
        )

    def ways(self, relations: Flags) -> DaySeries:
        """Return some events by ordered pair."""
        return self._series(relations, is_mutual=False, is_rolled=False)


def _of_states(own: DaySeries, size: int) -> DaySeries:
    """Return the events of a class by state."""
    units = np.r_[own.unit // max(size, 1), own.unit % max(size, 1)]
    return day_series(units, np.r_[own.day, own.day], np.r_[own.place, own.place])


def _of_regions(own: DaySeries, region: NDArray[np.int64], size: int) -> DaySeries:
    """Return the events of a class by the two regions of their pair."""
    count = int(region.max()) + 1 if len(region) else 0
    one, other = region[own.unit // max(size, 1)], region[own.unit % max(size, 1)]
    units = np.minimum(one, other) * count + np.maximum(one, other)
    return day_series(units, own.day, own.place)


def _regions_of(actors: Actors) -> NDArray[np.int64]:
    """Return the number of the region of each unit; units that are no states share one."""
    names = [regions().get(unit, ELSEWHERE) for unit in actors.units]
    known = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.array([known[name] for name in names], np.int64)


def _region_pairs(region: NDArray[np.int64], *, is_mutual: bool) -> NDArray[np.int64]:
    """Return how many pairs there may be between each two regions, by the smaller number."""
    count = np.bincount(region) if len(region) else np.zeros(0, np.int64)
    both = np.outer(count, count)
    both[np.diag_indices(len(count))] = count * (count - 1) // 2
    return both if is_mutual else 2 * both
