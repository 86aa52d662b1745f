"""Which state each actor of an event table is, and which it belongs to.

`North Korea` is a state; `Kim Jong-Un`, `Government (North Korea)` and `PRK.KIM_JONG_UN` belong
to one. What belongs to the same state is one actor, so that the visits of a minister within his
own country, which event data are full of, drop out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.ids import country
from tocsin.model.quads import Quads, date_of
from tocsin.model.tables import read_rows

_LEADERS = "tocsin.model.ontology.actors"
_WITHIN = re.compile(r"\(([^()]+)\)$")
NOBODY = -1


class Scope(StrEnum):
    """Between whom the events are that are asked about."""

    STATES = "states"
    """Names that are states themselves; who belongs to them tells, but does not count."""
    LOOSE = "loose"
    """States, and any other name that qualifies an actor, as in `Fighter (Taliban)`."""
    ROLLED = "rolled"
    """States and all who belong to them."""


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """The units that pairs are made of, and where each actor belongs.

    Attributes:
        units: Ids of states, or names where a unit is none.
        own: The unit that each actor is, by its place in the events; -1 for none.
        rolled: The unit that each actor belongs to or is; -1 for none.
    """

    units: tuple[str, ...]
    own: NDArray[np.int32]
    rolled: NDArray[np.int32]

    def unit(self, name: str, day: date) -> int:
        """Return the unit of a name or id; -1 for none."""
        found = state_of(name, day) or name
        return self.units.index(found) if found in self.units else NOBODY


def actors_of(quads: Quads, scope: Scope) -> Actors:
    """Return the units of an event table: all states of its last day, and whoever it adds.

    States without events count, too: that they do nothing says how rare such events are.
    """
    day = date.fromisoformat(date_of(int(quads.day[-1]))) if len(quads) else date.min
    is_in = np.zeros(len(quads.actors), np.bool_)
    is_in[quads.subject] = is_in[quads.object] = True
    names = [name if there else "" for name, there in zip(quads.actors, is_in, strict=True)]
    qualifiers = _qualifiers(names) if scope is Scope.LOOSE else frozenset()
    own = [state_of(name, day) or (name if name in qualifiers else "") for name in names]
    rolled = [_rolled(name, day, qualifiers) for name in names]
    units = tuple(sorted({*own, *rolled, *_existing(day)} - {""}))
    places = {unit: place for place, unit in enumerate(units)} | {"": NOBODY}
    of_all = np.array([places[one] for one in rolled], np.int32)
    of_own = np.array([places[one] for one in own], np.int32)
    return Actors(units, of_all if scope is Scope.ROLLED else of_own, of_all)


@lru_cache(maxsize=1 << 16)
def state_of(name: str, day: date) -> str:
    """Return the state that a name or an id is on a day; empty for none.

    The states are those of the crosswalk that existed then: the sovereign ones with Taiwan,
    Kosovo, Palestine and the Vatican.
    """
    if not name:
        return ""
    walk = load_crosswalk()
    state = name if name in _ids() else walk.named(name, Scheme.ICEWS)
    return state if state and walk.existed(state, day) else ""


@lru_cache(maxsize=16)
def _existing(day: date) -> frozenset[str]:
    """Return all states of a day."""
    return frozenset(one for one in _ids() if load_crosswalk().existed(one, day))


@cache
def _ids() -> frozenset[str]:
    """Return the ids of all states, which the crosswalk puts together anew each time."""
    return frozenset(load_crosswalk().states)


def _rolled(name: str, day: date, qualifiers: frozenset[str]) -> str:
    """Return the unit that an actor is or belongs to; empty for none."""
    within = _WITHIN.search(name)
    tries = (
        name,
        within[1] if within else "",
        _leaders().get(name, ""),
        country(name) if "." in name else "",
    )
    for one in filter(None, tries):
        found = state_of(one, day) or (one if one in qualifiers else "")
        if found:
            return found
    return ""


def _qualifiers(names: Iterable[str]) -> frozenset[str]:
    """Return the names that qualify other actors."""
    found = (_WITHIN.search(name) for name in names)
    return frozenset(match[1] for match in found if match)


@cache
def _leaders() -> dict[str, str]:
    """Return the states of leaders by their names; names of leaders of two states left out."""
    states: dict[str, set[str]] = {}
    for row in read_rows(_LEADERS, "leaders.csv"):
        for name in filter(None, (row["name"], *row["aliases"].split(";"))):
            states.setdefault(name, set()).add(row["state"])
    return {name: next(iter(all_)) for name, all_ in states.items() if len(all_) == 1}


def unit_names(actors: Actors, units: Sequence[int]) -> tuple[str, ...]:
    """Return the names of units for readers."""
    names = _state_names()
    return tuple(names.get(actors.units[one], actors.units[one]) for one in units)


@cache
def _state_names() -> dict[str, str]:
    """Return the names of states by id."""
    return {row["iso3"]: row["name"] for row in read_rows(_LEADERS, "states.csv")}


@cache
def regions() -> dict[str, str]:
    """Return the region of each state, as the United Nations divide the world."""
    return {row["iso3"]: row["region"] for row in read_rows(_LEADERS, "states.csv")}
