"""All partners of a state in one feed, month by month, and who third parties are."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tocsin.measure.spans import Spans
from tocsin.model.series import EventMonths, Flags, Numbers
from tocsin.model.tables import read_rows

THIRDS = 3
"""Third parties that are looked for where none is named."""


@dataclass(frozen=True, slots=True, eq=False)
class Partners:
    """What one feed has of a state and each other one, month by month.

    Attributes:
        state: The state.
        names: The others, in order of the alphabet.
        counts: Events by other, direction (0 out, 1 back), kind (0 cooperation, 1 conflict) and
            month.
    """

    state: str
    names: tuple[str, ...]
    counts: Numbers

    def of(self, name: str) -> Numbers:
        """Return the events with another by direction, kind and month; zeros where none is."""
        if name in self.names:
            return np.asarray(self.counts[self.names.index(name)])
        return np.zeros(self.counts.shape[1:])

    def within(self, is_covered: Flags) -> "Partners":
        """Return the same without the events of months that the feed does not cover."""
        return replace(self, counts=self.counts * is_covered)

    def events(self, name: str) -> float:
        """Return the number of events with another."""
        return float(self.of(name).sum())


def partners(rows: EventMonths, feed: str, state: str, spans: Spans) -> Partners:
    """Return the events of a state in one feed by partner; those of no known quadrant left out."""
    is_out = rows.source == state
    other = np.where(is_out, rows.target, rows.source)
    first = np.datetime64(spans.starts[0], "M")
    month = (rows.month.astype("datetime64[M]") - first).astype(np.int64)
    kept = (is_out | (rows.target == state)) & (rows.feed == feed) & (rows.quad > 0)
    kept &= (month >= 0) & (month < len(spans))
    names = tuple(sorted(set(other[kept]) - {None, state}))
    index = {name: place for place, name in enumerate(names)}
    place = np.fromiter((index.get(name, -1) for name in other[kept]), np.int64, kept.sum())
    cell = ((place * 2 + ~is_out[kept]) * 2 + (rows.quad[kept] > 2)) * len(spans) + month[kept]
    shape = (len(names), 2, 2, len(spans))
    known = place >= 0
    size = int(np.prod(shape))
    counts = np.bincount(cell[known], rows.events[kept][known], size).astype(np.float64)
    return Partners(state, names, counts.reshape(shape))


def third_parties(one: Partners, other: Partners, most: int = THIRDS) -> tuple[str, ...]:
    """Return the states that have the most events with both of two, those with fewest last.

    What counts is the fewer of the two numbers; of equals the first in the alphabet comes
    first. Bodies such as the UN are left out: they are not courted, and in events they are where
    states meet.
    """
    both = {
        name: min(one.events(name), other.events(name))
        for name in set(one.names) & set(other.names) - {one.state, other.state} - _bodies()
    }
    ranked = sorted(both, key=lambda name: (-both[name], name))
    return tuple(name for name in ranked if both[name] > 0)[:most]


@cache
def _bodies() -> frozenset[str]:
    """Return the ids of bodies that are no states."""
    rows = read_rows("tocsin.model.ontology.actors", "bodies.csv")
    return frozenset(row["id"] for row in rows)
