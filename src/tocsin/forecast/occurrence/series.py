"""Events of many units by day, asked for counts that end before a day."""

from dataclasses import dataclass, field

import numpy as np

from tocsin.model.series import Counts, Numbers

NEVER = 200.0
"""Days since the last event where there is none, and the most that are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class DaySeries:
    """The days on which units had events, by unit and day, each once.

    `seen`, `decayed`, `since` and `places` end before a day that is given: nothing of that day
    or a later one enters. `within` and `until_next` tell what came.

    Attributes:
        unit: Numbers of the units, from 0.
        day: Days since 1 January 1970.
        count: Events of the day.
        place: Place of the first of them among all events.
    """

    unit: Counts
    day: Counts
    count: Numbers
    place: Counts
    _key: Counts = field(repr=False)
    _kept: dict[float, Numbers] = field(repr=False)

    def seen(self, unit: Counts, day: Counts) -> Counts:
        """Return the days with events before a day."""
        return self._end(unit, day) - self._start(unit)

    def decayed(self, unit: Counts, day: Counts, half_life: float) -> Numbers:
        """Return the events before a day, each worth half as much a half-life later.

        The weight of an event on day d is `2^-((day - 1 - d) / half_life)`.
        """
        end = self._end(unit, day)
        has_any = end > self._start(unit)
        if not len(self.day):
            return np.zeros(len(unit))
        last = np.maximum(end - 1, 0)
        age = np.where(has_any, day - 1 - self.day[last], 0)
        worth = self._states(half_life)[last] * np.exp2(-age / half_life)
        return np.where(has_any, worth, 0.0)

    def since(self, unit: Counts, day: Counts) -> Numbers:
        """Return the days from the last event before a day to that day, at most 200."""
        end = self._end(unit, day)
        if not len(self.day):
            return np.full(len(unit), NEVER)
        last = self.day[np.maximum(end - 1, 0)]
        found = np.where(end > self._start(unit), day - last, NEVER)
        return np.minimum(found, NEVER).astype(float)

    def within(self, unit: Counts, first: Counts, last: Counts) -> Counts:
        """Return the days with events from one day to another, both inclusive."""
        return self._end(unit, last + 1) - self._end(unit, first)

    def until_next(self, unit: Counts, day: Counts) -> Numbers:
        """Return the days from a day to the first event after it; infinite where none came."""
        at = self._end(unit, day + 1)
        has_one = at < self._start(unit + 1)
        if not len(self.day):
            return np.full(len(unit), np.inf)
        return np.where(has_one, self.day[np.minimum(at, len(self.day) - 1)] - day, np.inf)

    def places(self, unit: int, day: int, most: int) -> Counts:
        """Return the places of the last events of a unit before a day, the newest first."""
        one, when = np.array([unit], np.int64), np.array([day], np.int64)
        start, end = int(self._start(one)[0]), int(self._end(one, when)[0])
        return self.place[max(start, end - most) : end][::-1]

    def _start(self, unit: Counts) -> Counts:
        """Return where the days of units begin."""
        return np.searchsorted(self._key, unit.astype(np.int64) << 32)

    def _end(self, unit: Counts, day: Counts) -> Counts:
        """Return where the days of units before a day end."""
        key = (unit.astype(np.int64) << 32) + day.astype(np.int64)
        return np.searchsorted(self._key, key)

    def _states(self, half_life: float) -> Numbers:
        """Return the decayed events as of each day with events, with those of that day."""
        if half_life not in self._kept:
            self._kept[half_life] = _decayed(self.unit, self.day, self.count, half_life)
        return self._kept[half_life]


def day_series(unit: Counts, day: Counts, place: Counts) -> DaySeries:
    """Return the series of events; those of the same unit and day are put together.

    Args:
        unit: Unit of each event.
        day: Day of each event, not negative.
        place: Where each event is found.
    """
    keys = (np.asarray(unit, np.int64) << 32) + np.asarray(day, np.int64)
    kept, first, count = np.unique(keys, return_index=True, return_counts=True)
    return DaySeries(
        kept >> 32, kept & 0xFFFFFFFF, count.astype(float), np.asarray(place)[first], kept, {}
    )


def _decayed(unit: Counts, day: Counts, count: Numbers, half_life: float) -> Numbers:
    """Return decayed sums within each unit, as of each day, with that day.

    The k-th days of all units are done at once, so that the loop is as long as the busiest
    unit and not as all together.
    """
    state = count.copy()
    if not len(unit):
        return state
    starts = np.flatnonzero(np.r_[True, unit[1:] != unit[:-1]])
    lengths = np.diff(np.r_[starts, len(unit)])
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    for step in range(1, int(lengths[0])):
        at = starts[: np.searchsorted(-lengths, -step, side="left")] + step
        state[at] += state[at - 1] * np.exp2(-(day[at] - day[at - 1]) / half_life)
    return state


def exposure(days: Numbers, half_life: float) -> Numbers:
    """Return what one event a day would have decayed to after some days."""
    gain = 2.0 ** (-1.0 / half_life)
    return np.asarray((1.0 - gain**days) / (1.0 - gain))
