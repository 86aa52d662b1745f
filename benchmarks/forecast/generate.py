"""Event tables by a seed (date, subj, rel, obj), the same every time; written day by day.

Usage: generate.py OUT.parquet --events N [--seed N] [--days N]. Names are invented. What is like
the tables of ICEWS: actors and relations follow the law of Zipf, and new actors keep coming
(2.16 n^0.71 of them, which gives the 7,100 of ICEWS14 and the 23,000 of ICEWS18); half of the
events repeat an earlier triple, mostly a recent one; some answer an earlier event with another
relation; some relations come as mirrored pairs on the same day (a visits, b hosts); half of the new
pairs are of one state, whose parts are named after it. Longer tables are denser: 274 events a day at
10^5, 866 at 10^6, 2,740 at 10^7.
"""

import argparse
import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
SINCE = dt.date(2010, 1, 1)
"""The first day, which stands in the query below as well."""
STATES, RELATIONS, MIRRORED = 180, 240, 24
REPEATED, ANSWERED, MIRROR, DOMESTIC, USUAL = 0.45, 0.10, 0.90, 0.50, 0.25
"""Shares: of events that repeat or answer, of mirrors that are told, of pairs in one state, and of
new events whose relation is the usual one of the pair."""
MEMORY = 1 << 19
"""Events that may be repeated: the last half a million, so that memory is bounded."""
AT_ONCE = 1 << 18
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "me", "na", "or", "pa", "qui", "ra",
             "so", "tu", "va", "wen", "xi", "zo")  # fmt: skip
ROLES = ("Government", "Police", "Citizen", "Military", "Media", "Protester", "Business", "Student",
         "Lawmaker", "Court", "Opposition", "Rebels", "Villagers", "Medical Personnel")  # fmt: skip


def actors_after(events: int) -> int:
    """Return how many actors have been seen after so many events."""
    return max(STATES, round(2.16 * max(events, 1) ** 0.71))


def days_of(events: int) -> int:
    """Return over how many days a table of so many events goes."""
    return round(365 * (events / 1e5) ** 0.5) or 1


class Dice:
    """Plain uniform numbers, so that no release of numpy changes what is made of them."""

    def __init__(self, *seeds: int) -> None:
        self._random = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seeds)))

    def uniform(self, size: int) -> Floats:
        return self._random.random(size)

    def ranked(self, count: int, size: int, shift: float = 1.0) -> Numbers:
        """Return numbers below `count` by the law of Zipf and Mandelbrot, 0 the likeliest."""
        found = shift * ((count / shift + 1.0) ** self.uniform(size) - 1.0)
        return np.minimum(found.astype(np.int64), count - 1)


@dataclass(frozen=True)
class World:
    """Who there is.

    Attributes:
        state: The state of each actor, which is an actor of that number itself.
        members: Actors by state, in order of their coming.
        begin: Where the actors of each state begin in `members`.
        follows: The relation by which each relation is answered.
    """

    state: Numbers
    members: Numbers
    begin: Numbers
    follows: Numbers

    @classmethod
    def of(cls, seed: int, actors: int) -> "World":
        dice = Dice(seed, 1)
        state = dice.ranked(STATES, actors)
        state[:STATES] = np.arange(min(STATES, actors))
        return cls(
            state,
            np.argsort(state, kind="stable"),
            np.searchsorted(np.sort(state), np.arange(STATES)),
            (dice.uniform(RELATIONS) * RELATIONS).astype(np.int64),
        )

    def names(self) -> list[str]:
        """Return a name for each actor: states, parts of states, persons."""
        found = [word(7 * number + 300, 3).title() for number in range(STATES)]
        for number in range(STATES, len(self.state)):
            home = found[self.state[number]]
            if number % 3:
                role = f"{ROLES[number % len(ROLES)]} {number // len(ROLES)}"
                found.append(
                    f"{role} ({home})" if number > 20 * STATES else f"{role[:-2]} ({home})"
                )
            else:
                found.append(f"{word(number, 2)} {word(number // 9, 3)} {number}".title())
        return unique(found)


class Past:
    """The last events, as a ring."""

    def __init__(self) -> None:
        self._rows = np.zeros((MEMORY, 3), np.int64)
        self.size = 0

    def add(self, rows: Numbers) -> None:
        """Remember events."""
        rows = rows[-MEMORY:]
        self._rows[(self.size + np.arange(len(rows))) % MEMORY] = rows
        self.size += len(rows)

    def some(self, dice: Dice, count: int) -> Numbers:
        """Return events from the past: one in ten from the last 0.1 %, half from the last 12 %."""
        reach = min(self.size, MEMORY)
        back = (dice.uniform(count) ** 3 * reach).astype(np.int64) + 1
        return self._rows[(self.size - np.minimum(back, reach)) % MEMORY]


def word(number: int, length: int) -> str:
    """Return an invented word."""
    picks = (number // len(SYLLABLES) ** place % len(SYLLABLES) for place in range(length))
    return "".join(SYLLABLES[(pick + 3 * place) % 20] for place, pick in enumerate(picks))


def unique(names: Sequence[str]) -> list[str]:
    """Return names of which none repeats; the second of a kind gets its place."""
    seen: set[str] = set()
    found = []
    for place, name in enumerate(names):
        told = f"{name} no. {place}" if name in seen else name
        seen.add(told)
        found.append(told)
    return found


def fresh(world: World, dice: Dice, actors: int, count: int) -> Numbers:
    """Return events that repeat nothing on purpose."""
    subject, other = (dice.ranked(actors, count, 4.0) for _ in range(2))
    home = world.state[subject]
    sizes = np.bincount(world.state[:actors], minlength=STATES)
    near = world.members[world.begin[home] + dice.ranked(1 << 20, count) % sizes[home]]
    object_ = np.where(dice.uniform(count) < DOMESTIC, near, other)
    usual = (world.state[subject] * 31 + world.state[object_] * 17 + subject % 7) % RELATIONS
    relation = np.where(dice.uniform(count) < USUAL, usual, dice.ranked(RELATIONS, count))
    rows = np.stack([subject, relation, object_], axis=1)
    return rows[subject != object_]


def drawn(world: World, past: Past, dice: Dice, actors: int, count: int) -> Numbers:
    """Return about so many events of one day, mirrors included; some may repeat."""
    rows = fresh(world, dice, actors, count)
    kind = dice.uniform(len(rows))
    if past.size:
        old = past.some(dice, len(rows))
        answer = np.stack([old[:, 2], world.follows[old[:, 1]], old[:, 0]], axis=1)
        rows = np.where((kind < REPEATED)[:, None], old, rows)
        rows = np.where(
            ((kind >= REPEATED) & (kind < REPEATED + ANSWERED))[:, None], answer, rows
        )
    is_mirrored = (rows[:, 1] < MIRRORED) & (dice.uniform(len(rows)) < MIRROR)
    mirror = np.stack([rows[:, 2], rows[:, 1] ^ 1, rows[:, 0]], axis=1)
    # A mirror stands right after its event, so that the end of a day parts only one couple.
    place = np.concatenate([2 * np.arange(len(rows)), 2 * np.flatnonzero(is_mirrored) + 1])
    return np.concatenate([rows, mirror[is_mirrored]])[np.argsort(place)]


def day_of_events(world: World, past: Past, dice: Dice, actors: int, count: int) -> Numbers:
    """Return the events of one day, none of them twice, in order."""
    rows = np.zeros((0, 3), np.int64)
    while len(rows) < count:
        rows = np.concatenate([rows, drawn(world, past, dice, actors, count + 8)])
        key = (rows[:, 0] * RELATIONS + rows[:, 1]) * len(world.state) + rows[:, 2]
        _, first = np.unique(key, return_index=True)
        rows = rows[np.sort(first)]
    rows = rows[:count]
    past.add(rows)
    return rows[np.lexsort(rows.T[::-1])]


def sizes_of(events: int, days: int) -> Numbers:
    """Return the events of each day: growing to twice as many, with quiet week-ends."""
    weight = 1.0 + np.arange(days) / max(1, days - 1)
    weight *= np.where((np.arange(days) + SINCE.weekday()) % 7 >= 5, 0.6, 1.0)
    ends = np.round(np.cumsum(weight) / weight.sum() * events).astype(np.int64)
    return np.diff(ends, prepend=0)


def chunks(events: int, seed: int, days: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield days and triples of the events of some whole days, in order."""
    world, past, done = World.of(seed, actors_after(events)), Past(), 0
    held: list[Numbers] = []
    when: list[Numbers] = []
    for day, count in enumerate(sizes_of(events, days).tolist()):
        dice = Dice(seed, 2, day)
        held.append(day_of_events(world, past, dice, actors_after(done + count), count))
        when.append(np.full(count, day))
        done += count
        if sum(map(len, held)) >= AT_ONCE:
            yield np.concatenate(when), np.concatenate(held)
            held, when = [], []
    if held:
        yield np.concatenate(when), np.concatenate(held)


def write(path: Path, events: int, *, seed: int = 1, days: int | None = None) -> dict[str, Any]:
    """Write a table of so many events as Parquet; return what it holds.

    Names are put in place of numbers chunk by chunk, so that memory does not grow with events.
    """
    import duckdb  # noqa: PLC0415 - an extra

    days = days_of(events) if days is None else days
    names = World.of(seed, actors_after(events)).names()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SET enable_progress_bar = false")
        table = {"place": np.arange(len(names)), "name": np.array(names, object)}
        connection.register("given", table)
        connection.execute("CREATE TABLE names AS SELECT * FROM given")
        parts = []
        for number, (day, rows) in enumerate(chunks(events, seed, days)):
            part = f"{folder}/{number:05d}.parquet"
            connection.register("chunk", columns(day, rows))
            connection.execute(f"COPY ({NAMED}) TO '{part}' (FORMAT parquet)")
            parts.append(part)
        connection.execute(
            f"COPY (SELECT * FROM read_parquet({parts!r})) TO '{path}' (FORMAT parquet)"  # noqa: S608
        )
    return {"events": events, "days": days, "actors": len(names), "relations": RELATIONS}


NAMED = """
    SELECT DATE '2010-01-01' + c.day::INTEGER AS "date", a.name AS subj,
           'Relation ' || (c.relation // 12) || ' kind ' || (c.relation % 12) AS rel, b.name AS obj
    FROM chunk c JOIN names a ON a.place = c.subject JOIN names b ON b.place = c.object
    ORDER BY c.number
"""


def columns(day: Numbers, rows: Numbers) -> dict[str, Numbers]:
    """Return a chunk under the names of its columns."""
    subject, relation, object_ = (np.ascontiguousarray(one) for one in rows.T)
    number = np.arange(len(day))
    return {
        "number": number, "day": day, "subject": subject, "relation": relation, "object": object_
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int)
    options = parser.parse_args()
    print(json.dumps(write(options.out, options.events, seed=options.seed, days=options.days)))


if __name__ == "__main__":
    main()
