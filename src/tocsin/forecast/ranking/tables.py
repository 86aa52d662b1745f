"""Decayed counts under sorted keys, and how a day of events is merged into them."""

from typing import NamedTuple

import numpy as np

from tocsin.engine.compiled import compiled, inner
from tocsin.forecast.ranking.base import Floats32
from tocsin.model.quads import Int32s, Int64s

HALF_LIVES = (2.0, 8.0, 30.0, 120.0)
"""Days after which an event counts half."""
H = len(HALF_LIVES)
RECENT, LONG = 2, 3
"""The half-lives that single figures are taken at."""
_RATE = tuple(float(2 ** (-1 / one)) for one in HALF_LIVES)

RELATION_BITS, ACTOR_BITS = 14, 24
"""A key has three parts: at most 16 million actors, and 8 thousand relations in two directions."""
HIGH = RELATION_BITS + ACTOR_BITS
RELATION_MASK, ACTOR_MASK = (1 << RELATION_BITS) - 1, (1 << ACTOR_BITS) - 1


class Table(NamedTuple):
    """Counts of what happened, under keys in ascending order.

    Attributes:
        key: What is counted; int64[n].
        last: The last day it happened; int32[n].
        times: How often it did; float32[n].
        decayed: The same, an event counting half after each half-life, as of `last`;
            float32[n, H].
    """

    key: Int64s
    last: Int32s
    times: Floats32
    decayed: Floats32


def empty_table() -> Table:
    """Return a table of nothing."""
    return _sized(0)


def _sized(size: int) -> Table:
    """Return a table with room for so many keys."""
    return Table(
        np.empty(size, np.int64),
        np.empty(size, np.int32),
        np.empty(size, np.float32),
        np.empty((size, H), np.float32),
    )


def keys_of(first: Int32s, relation: Int32s, last: Int32s) -> Int64s:
    """Return keys of three parts; their order is that of the parts."""
    return (first.astype(np.int64) << HIGH) | (relation.astype(np.int64) << ACTOR_BITS) | last


def decay_rates(days: int) -> Floats32:
    """Return what an event counts after 0, 1, ... days, by half-life; float32[days, H]."""
    ages = np.arange(days, dtype=np.float64)[:, None]
    rates: Floats32 = np.exp2(-ages / np.array(HALF_LIVES)).astype(np.float32)
    return rates


def added(table: Table, keys: Int64s, day: int) -> Table:
    """Return a table with the events of one day, which lies after all others in it."""
    ordered = np.sort(keys)
    is_last = np.append(ordered[1:] != ordered[:-1], True)
    ends = np.flatnonzero(is_last)
    count = np.diff(ends, prepend=-1).astype(np.float32)
    places = np.searchsorted(table.key, ordered[ends])
    return _merged(table, ordered[ends], count, places, day)


def built(keys: Int64s, days: Int32s) -> Table:
    """Return the table of many days at once; the same as adding day by day."""
    order = np.lexsort((days, keys))
    size = len(order) and 1 + int((np.diff(keys[order]) != 0).sum())
    table = _sized(size)
    if size:
        _filled(table, keys[order], days[order])
    return table


@compiled("forecast")
def _filled(table: Table, keys: Int64s, days: Int32s) -> None:
    """Fill a table from events in order of key and day.

    Cell by cell: what compares the shapes of whole rows took five times as long to compile.
    """
    to = -1
    for i in range(len(keys)):
        if i == 0 or keys[i] != keys[i - 1]:
            to += 1
            table.key[to] = keys[i]
            table.times[to] = 0
            for h in range(H):
                table.decayed[to, h] = 0
        else:
            _age(table, to, days[i])
        table.last[to] = days[i]
        table.times[to] += 1
        for h in range(H):
            table.decayed[to, h] += 1


@inner
def _age(table: Table, place: int, day: int) -> None:
    """Let the counts under one key decay until a day."""
    gap = day - table.last[place]
    if gap > 0:
        for h in range(H):
            table.decayed[place, h] = np.float32(table.decayed[place, h] * _RATE[h] ** gap)
    table.last[place] = day


@compiled("forecast")
def _merged(table: Table, keys: Int64s, counts: Floats32, places: Int64s, day: int) -> Table:
    """Return a table with the events of one day under ascending, distinct keys."""
    size = len(table.key)
    fresh = 0
    for i in range(len(keys)):
        fresh += places[i] == size or table.key[places[i]] != keys[i]
    made = Table(
        np.empty(size + fresh, np.int64),
        np.empty(size + fresh, np.int32),
        np.empty(size + fresh, np.float32),
        np.empty((size + fresh, H), np.float32),
    )
    done = 0
    to = 0
    for i in range(len(keys)):
        to = _copied(table, done, places[i], made, to)
        done = places[i]
        made.key[to] = keys[i]
        made.times[to] = 0
        for h in range(H):
            made.decayed[to, h] = 0
        if done < size and table.key[done] == keys[i]:
            _copied(table, done, done + 1, made, to)
            _age(made, to, day)
            done += 1
        made.last[to] = day
        made.times[to] += counts[i]
        for h in range(H):
            made.decayed[to, h] += counts[i]
        to += 1
    _copied(table, done, size, made, to)
    return made


@inner
def _copied(table: Table, first: int, end: int, made: Table, to: int) -> int:
    """Copy entries into another table; return the place behind them."""
    for j in range(first, end):
        made.key[to] = table.key[j]
        made.last[to] = table.last[j]
        made.times[to] = table.times[j]
        for h in range(H):
            made.decayed[to, h] = table.decayed[j, h]
        to += 1
    return to


@inner
def key3(first: int, relation: int, last: int) -> int:
    """Return one key of three parts."""
    key: int = (np.int64(first) << HIGH) | (np.int64(relation) << ACTOR_BITS) | np.int64(last)  # type: ignore[assignment]
    return key


@inner
def lower(keys: Int64s, key: int, first: int) -> int:
    """Return the place of the first key, from a place on, that is not below another."""
    last = len(keys)
    while first < last:
        middle = (first + last) >> 1
        if keys[middle] < key:
            first = middle + 1
        else:
            last = middle
    return first


@inner
def at(keys: Int64s, key: int) -> int:
    """Return the place of a key, -1 where it is not there."""
    place = lower(keys, key, 0)
    if place < len(keys) and keys[place] == key:
        return place
    return -1


@inner
def span(keys: Int64s, first: int, relation: int) -> tuple[int, int]:
    """Return where the keys that begin with two parts stand."""
    start = lower(keys, key3(first, relation, 0), 0)
    return start, lower(keys, key3(first, relation + 1, 0), start)


@inner
def worth(table: Table, place: int, day: int, rate: Floats32, which: int) -> float:
    """Return a decayed count as of a day."""
    value: float = table.decayed[place, which] * rate[day - table.last[place], which]
    return value


@inner
def best(value: Floats32, count: int, limit: int, place: Int64s) -> int:
    """Find the places of the greatest values, the greatest first; of equal ones the first.

    Args:
        value: Values.
        count: So many of them are looked at.
        limit: So many are found at most.
        place: Room for the places.

    Returns:
        How many were found.
    """
    n = 0
    for j in range(count):
        if n == limit and value[j] <= value[place[n - 1]]:
            continue
        low = 0
        high = n
        while low < high:
            middle = (low + high) >> 1
            if value[place[middle]] >= value[j]:
                low = middle + 1
            else:
                high = middle
        n = min(n + 1, limit)
        for k in range(n - 1, low, -1):
            place[k] = place[k - 1]
        place[low] = j
    return n
