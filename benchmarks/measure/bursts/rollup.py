"""Daily series of pairs of states, from a file of ICEWS quadruples whose actors have names."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country

BRACKET = re.compile(r"\(([^()]*)\)\s*$")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Days:
    """Events a day of each pair, in columns by day; every day of the file is covered."""

    first: date
    pairs: list[Pair]
    counts: NDArray[np.float64]
    all_events: NDArray[np.float64]

    def of(self, pair: Pair) -> NDArray[np.float64]:
        return self.counts[self.pairs.index(pair)]

    def day(self, index: int) -> date:
        return self.first + timedelta(index)


def read_days(
    path: Path, pairs: int, *, also: Collection[Pair], people: Pair | None = None
) -> Days:
    """Return the series of the most active pairs of states, of some more, and of two people."""
    import duckdb  # noqa: PLC0415  (heavy, and only for this file)

    rows = duckdb.sql(f"SELECT date, subj, obj FROM read_parquet('{path}')").fetchall()  # noqa: S608
    first, last = min(row[0] for row in rows), max(row[0] for row in rows)
    everything = np.zeros((last - first).days + 1)
    totals: Counter[Pair] = Counter()
    daily: Counter[tuple[Pair, int]] = Counter()
    for day, subject, other in rows:
        place = (day - first).days
        everything[place] += 1
        states = _pair(state_of(subject, first), state_of(other, first))
        is_between = all(states) and states[0] != states[1]
        totals[states] += is_between
        daily[states, place] += is_between
        daily[_pair(subject, other), place] += _pair(subject, other) == people
    chosen = [pair for pair, _ in totals.most_common(pairs)]
    wanted = [*also, *([people] if people else [])]
    chosen += [pair for pair in wanted if pair not in chosen]
    counts = [[float(daily[pair, d]) for d in range(len(everything))] for pair in chosen]
    return Days(first, chosen, np.array(counts), everything)


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


@cache
def state_of(name: str, day: date) -> str:
    """Return the state of `Police (India)`, `India` or `Narendra_Modi`; empty if unknown."""
    name = name.replace("_", " ")  # as ICEWS14 writes them
    bracket = BRACKET.search(name)
    actor = load_gazetteer().lookup(bracket[1] if bracket else name, day)
    return country(actor) if actor and load_gazetteer().is_state(actor) else ""
