"""What the names of actors say of them: `Police (Nigeria)` is a part of Nigeria."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from tocsin.model.quads import Int32s

_PART = re.compile(r"^(.+?) \(([^()]+)\)$")
_PLACE = "place"


class Groups(NamedTuple):
    """Which group and role each actor has.

    Attributes:
        group: Number of what stands in brackets; the actor of just that name is in it as well. An
            actor without brackets is otherwise a group of its own.
        role: Number of what stands before the brackets. Actors that others name in brackets share
            role 1, all others without brackets role 0.
        member_start: Where the actors of each group begin in `member`, with the end as the last.
        member: Actors by group.
    """

    group: Int32s
    role: Int32s
    member_start: Int32s
    member: Int32s


def places_of(actors: Sequence[str], seen: Collection[int]) -> frozenset[str]:
    """Return what stands in brackets behind the names of the actors seen."""
    parts = (_PART.match(actors[number]) for number in seen)
    return frozenset(one.group(2) for one in parts if one)


def groups_of(actors: Sequence[str], places: Collection[str]) -> Groups:
    """Return the groups and roles of actors; only their names are looked at.

    Args:
        actors: Their names.
        places: What is known to stand in brackets. It comes from the events that a ranking is
            fitted on, so that no later one tells of itself.
    """
    groups: dict[str, int] = {}
    roles: dict[str, int] = {"": 0, _PLACE: 1}
    group = np.empty(len(actors), np.int32)
    role = np.empty(len(actors), np.int32)
    for number, name in enumerate(actors):
        part = _PART.match(name)
        called = part.group(2) if part else name
        group[number] = groups.setdefault(called, len(groups))
        word = part.group(1) if part else (_PLACE if name in places else "")
        role[number] = roles.setdefault(word, len(roles))
    sizes = np.bincount(group, minlength=len(groups))
    return Groups(
        group=group,
        role=role,
        member_start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        member=np.argsort(group, kind="stable").astype(np.int32),
    )
