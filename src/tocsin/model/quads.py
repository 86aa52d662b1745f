"""Events as quadruples: on a day, an actor does something of a kind to another actor."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Int32s: TypeAlias = NDArray[np.int32]
Int64s: TypeAlias = NDArray[np.int64]
Masks: TypeAlias = NDArray[np.bool_]

_EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True, slots=True, eq=False)
class Quads:
    """Events in order of day, subject, relation and object, each of them once.

    Attributes:
        day: Days since 1 January 1970, ascending.
        subject: Who acts, as a place in `actors`.
        relation: What is done, as a place in `relations`.
        object: To whom, as a place in `actors`.
        actors: Names of all actors, in order.
        relations: Names of all relations, in order.
        key: Where each event came from: the number of its row in the file, from 0, or its
            place in the lake's answer; of repeated rows the first.
    """

    day: Int32s
    subject: Int32s
    relation: Int32s
    object: Int32s
    actors: tuple[str, ...]
    relations: tuple[str, ...]
    key: Int64s

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.day)

    def picked(self, which: Masks | Int64s) -> "Quads":
        """Return some events, by a mask or by ascending places; the names stay as they are."""
        return Quads(
            self.day[which], self.subject[which], self.relation[which], self.object[which],
            self.actors, self.relations, self.key[which],
        )  # fmt: skip

    def before(self, day: int) -> "Quads":
        """Return the events of all days before a day."""
        return self._span(0, int(np.searchsorted(self.day, day)))

    def between(self, first: int, last: int) -> "Quads":
        """Return the events from one day to another, both inclusive."""
        start, end = np.searchsorted(self.day, [first, last + 1])
        return self._span(int(start), int(end))

    def days(self) -> Int32s:
        """Return the days that have events, ascending."""
        return np.unique(self.day)

    def with_names(self, place: int) -> tuple[str, str, str, str]:
        """Return day (as `2014-11-01`), subject, relation and object of one event in words."""
        return (
            date_of(int(self.day[place])),
            self.actors[self.subject[place]],
            self.relations[self.relation[place]],
            self.actors[self.object[place]],
        )

    def _span(self, start: int, end: int) -> "Quads":
        """Return consecutive events, without copying them."""
        cut = slice(start, end)
        return Quads(
            self.day[cut], self.subject[cut], self.relation[cut], self.object[cut],
            self.actors, self.relations, self.key[cut],
        )  # fmt: skip


def date_of(day: int) -> str:
    """Return a day since 1 January 1970 as a date such as `2014-11-01`."""
    return str(_EPOCH + day)


def day_of(date: str) -> int:
    """Return a date such as `2014-11-01` as days since 1 January 1970.

    Raises:
        ValueError: The text is no date.
    """
    return int((np.datetime64(date, "D") - _EPOCH).astype(np.int64))


def normal_name(text: str) -> str:
    """Return a name with blanks for underscores, and single ones; sources differ in this."""
    return " ".join(text.replace("_", " ").split())


def quads_of(
    day: Sequence[int] | Int32s,
    triple: tuple[Sequence[int] | Int32s, Sequence[int] | Int32s, Sequence[int] | Int32s],
    *,
    actors: Sequence[str],
    relations: Sequence[str],
    key: Int64s | None = None,
) -> tuple[Quads, Int64s]:
    """Return events in their order and without repeats, and the places that were kept.

    Args:
        day: Days since 1 January 1970, in any order.
        triple: Subject, relation and object as places in the names.
        actors: Names of all actors.
        relations: Names of all relations.
        key: Where each event came from; without it, its place.
    """
    days = np.asarray(day, np.int32)
    subject, relation, object_ = (np.asarray(one, np.int32) for one in triple)
    keys = np.arange(len(days), dtype=np.int64) if key is None else key
    order = np.lexsort((keys, object_, relation, subject, days))
    columns = [one[order] for one in (days, subject, relation, object_)]
    is_first = np.ones(len(order), np.bool_)
    if len(order):
        is_first[1:] = np.logical_or.reduce([one[1:] != one[:-1] for one in columns])
    kept = order[is_first].astype(np.int64)
    days, subject, relation, object_ = (one[is_first] for one in columns)
    quads = Quads(days, subject, relation, object_, tuple(actors), tuple(relations), keys[kept])
    return quads, kept


def fingerprint(quads: Quads) -> str:
    """Return the sha256 of events by day and names, whatever their file or numbers."""
    used, numbers = np.unique(
        np.concatenate([quads.subject, quads.object]), return_inverse=True
    )
    names = [quads.actors[one] for one in used]
    place = np.argsort(np.argsort(np.array(names, object)))[numbers].astype("<i4")
    digest = hashlib.sha256("\n".join(sorted(names)).encode())
    digest.update("\n".join(quads.relations).encode())
    events = np.stack(
        [quads.day, place[: len(quads)], quads.relation, place[len(quads) :]], axis=1
    )
    digest.update(events[np.lexsort(events.T[::-1])].astype("<i4").tobytes())
    return digest.hexdigest()
