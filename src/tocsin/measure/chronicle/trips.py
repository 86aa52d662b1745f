"""Trips of leaders as happenings: data that say who went where on which day."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from tocsin.measure.chronicle.told import QUADS
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country
from tocsin.model.index import Coverage
from tocsin.model.series import Visits
from tocsin.model.timeline import Happening, Origin, Phase
from tocsin.model.vocabulary import EventType
from tocsin.store.base import View

VISITS = "visits"
"""The table with trips."""


def trips(
    view: View, dyad: tuple[str, str], first: date, last: date, feeds: Sequence[Coverage]
) -> list[Happening]:
    """Return the trips of leaders of either state to the other, each a meeting that took place.

    A trip whose first day is unknown is left out; one whose last day is unknown ends on its
    first.

    Args:
        view: The record.
        dyad: The two states.
        first: First day.
        last: Last day.
        feeds: The sources of trips to use.
    """
    names = {one.source for one in feeds}
    if not names:
        return []
    rows = view.visits(dyad, first, last)
    return [
        _trip(rows, place)
        for place in range(len(rows))
        if {rows.visitor[place], rows.host[place]} == set(dyad)
        and rows.feed[place] in names
        and not np.isnat(rows.start[place])
    ]


def _trip(rows: Visits, place: int) -> Happening:
    """Return one trip as a happening."""
    visitor, host = str(rows.visitor[place]), str(rows.host[place])
    start: date = rows.start[place].item()
    end: date = start if np.isnat(rows.end[place]) else rows.end[place].item()
    leader = str(rows.leader[place] or "")
    rank = str(rows.rank[place] or "").replace("_", " ")
    aim = "to a multilateral event" if rows.is_multilateral[place] else ""
    origin = Origin(
        feed=str(rows.feed[place]),
        id=str(rows.id[place]),
        said=start,
        publisher="",
        words=", ".join(filter(None, (leader, rank, aim))),
        status="occurred",
        start=start,
        end=end,
    )
    return Happening(
        source=visitor,
        target=host,
        is_mutual=False,
        type=EventType.CONSULT.value,
        mode="",
        items=(),
        phase=Phase.DONE,
        start=start,
        end=end,
        quad=QUADS[EventType.CONSULT.quad],
        goldstein=None,
        origins=(origin,),
        status="occurred",
        actors=tuple(dict.fromkeys((_person(leader, visitor, start), visitor, host))),
    )


def _person(name: str, state: str, day: date) -> str:
    """Return the id of a leader by name; that of the state where the name is not known."""
    found = load_gazetteer().lookup(name, day) if name else None
    return found if found is not None and country(found) == state else state
