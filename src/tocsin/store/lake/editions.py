"""Which of several editions of the same data count."""

from collections.abc import Sequence
from datetime import date

from tocsin.model.ingest import Ingest, Part
from tocsin.model.records import TABLES, Grain

_ADDED_TO = {"events", "mentions", "entities"}
"""Tables whose files add to each other; of all others a later file says the same anew."""


def standing(parts: Sequence[Part], ingests: Sequence[Ingest]) -> list[Part]:
    """Return the files that count, in the order in which they were taken in.

    A file is superseded by a later one of the same source, options and scope that covers all of
    its days: two editions of one table are never mixed.
    """
    if not parts or parts[0].table in _ADDED_TO:
        return list(parts)
    owners = {part.path: number for number, one in enumerate(ingests) for part in one.parts}
    numbers = sorted({owners[part.path] for part in parts if part.path in owners})
    gone = {
        old
        for old in numbers
        if any(_supersedes(ingests[new], ingests[old]) for new in numbers if new > old)
    }
    return [part for part in parts if owners.get(part.path) not in gone]


def _supersedes(new: Ingest, old: Ingest) -> bool:
    """Return whether a later ingest says anew all that an earlier one says."""
    if (new.source, new.options) != (old.source, old.options):
        return False
    if new.scope and not (old.scope and set(old.scope) <= set(new.scope)):
        return False
    if TABLES[new.table].grain is not Grain.NONE:
        return False
    (first, last), (start, end) = _span(new), _span(old)
    return first <= start and end <= last


def _span(ingest: Ingest) -> tuple[date, date]:
    """Return the days that an ingest covers; an unknown end is the widest."""
    starts = [one.start or date.min for one in ingest.inputs]
    ends = [one.end or date.max for one in ingest.inputs]
    return min(starts, default=date.min), max(ends, default=date.max)
