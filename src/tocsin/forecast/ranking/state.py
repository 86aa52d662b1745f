"""What is known at the beginning of a day: decayed counts of triples, answers and groups."""

from typing import NamedTuple

import numpy as np

from tocsin.forecast.ranking.groups import Groups
from tocsin.forecast.ranking.tables import Table, added, built, empty_table, keys_of
from tocsin.model.quads import Int32s, Int64s, Quads


class State(NamedTuple):
    """Decayed counts of events, each in both directions.

    Attributes:
        triple: By subject, relation and object.
        answer: By relation and object.
        actor: By object.
        group_group: By group of the subject, relation, group of the object.
        group_actor: By group of the subject, relation and object.
        role_role: By role of the subject and whether the groups are the same, relation, role of
            the object.
    """

    triple: Table
    answer: Table
    actor: Table
    group_group: Table
    group_actor: Table
    role_role: Table


def empty_state() -> State:
    """Return the state before the first event."""
    return State(*(empty_table() for _ in State._fields))


def state_of(quads: Quads, groups: Groups) -> State:
    """Return the state after all of some events, the same as adding day by day."""
    days = np.concatenate([quads.day, quads.day])
    return State(*(built(keys, days) for keys in _keys(quads, groups)))


def advanced(state: State, quads: Quads, groups: Groups) -> State:
    """Return the state after the events of one day, which lies after all that are in it."""
    if not len(quads):
        return state
    day = int(quads.day[0])
    keys = _keys(quads, groups)
    return State(*(added(table, one, day) for table, one in zip(state, keys, strict=True)))


def doubled(quads: Quads) -> tuple[Int32s, Int32s, Int32s]:
    """Return subject, relation and object of all events in both directions."""
    return (
        np.concatenate([quads.subject, quads.object]),
        np.concatenate([quads.relation, quads.relation + np.int32(len(quads.relations))]),
        np.concatenate([quads.object, quads.subject]),
    )


def _keys(quads: Quads, groups: Groups) -> tuple[Int64s, ...]:
    """Return under which keys events are counted, in the order of the state."""
    subject, relation, object_ = doubled(quads)
    group, role = groups.group, groups.role
    same = (group[subject] == group[object_]).astype(np.int32)
    none = np.zeros_like(subject)
    return (
        keys_of(subject, relation, object_),
        keys_of(none, relation, object_),
        keys_of(none, none, object_),
        keys_of(group[subject], relation, group[object_]),
        keys_of(group[subject], relation, object_),
        keys_of(role[subject] * np.int32(2) + same, relation, role[object_]),
    )
