"""Rows of event data that belong to a class of events, between two states; the SQL of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tocsin.errors import InsufficientDataError
from tocsin.model.cameo import load_cameo
from tocsin.model.forecast import EvidenceRow

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

MOST = 20
_MOST_EXACT = 1000
_EARLIEST = ("DATE '9999-12-31' - \"day\"", ())
"""What rows are put in order by: the earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which rows are looked for.

    Attributes:
        pair: The two states; where the class has a direction, the one that acts comes first.
        is_mutual: Whether either may act on the other.
        codes: CAMEO codes; those that begin with one of them count, too.
        modes: Types of PLOVER, or types with modes, for rows without CAMEO codes.
        since: First day.
        until: Last day.
        feeds: Names of sources; none means all.
    """

    pair: tuple[str, str]
    is_mutual: bool
    codes: tuple[str, ...]
    modes: tuple[str, ...]
    since: date
    until: date
    feeds: Collection[str] = ()


def class_rows(
    view: "LakeView", sought: Sought, *, most: int = MOST
) -> tuple[EvidenceRow, ...]:
    """Return rows of data that belong to a class, the earliest first; none without a lake.

    Raises:
        StoreError: The lake is damaged.
    """
    where, values = _condition(sought)
    try:
        columns, found = view.rows("events", where, values, first=_EARLIEST, most=most)
    except InsufficientDataError:
        return ()
    return tuple(_evidence(dict(zip(columns, row, strict=True))) for row in found)


@dataclass(frozen=True, slots=True)
class Exact:
    """One event as it stands among quadruples: on a day, somebody does something to somebody.

    Attributes:
        day: The day.
        source: Who acts.
        target: Who is acted on.
        relation: Name of a CAMEO code, or a type of PLOVER.
    """

    day: date
    source: str
    target: str
    relation: str


def exact_rows(
    view: "LakeView", feed: str, events: Sequence[Exact]
) -> dict[Exact, EvidenceRow]:
    """Return a row of a source for each of some events; those that the lake lacks are left out.

    Raises:
        StoreError: The lake is damaged.
    """
    if not events:
        return {}
    one = '("day" = ? AND "source" = ? AND "target" = ? AND (list_contains(?, "code") OR "type" = ?))'
    where = f"feed = ? AND ({' OR '.join([one] * len(events))})"
    values: list[object] = [feed]
    for event in events:
        codes = list(_codes_named(event.relation))
        values += [event.day, event.source, event.target, codes, event.relation]
    try:
        columns, found = view.rows("events", where, values, first=_EARLIEST, most=_MOST_EXACT)
    except InsufficientDataError:
        return {}
    rows: dict[Exact, EvidenceRow] = {}
    for cells in (dict(zip(columns, row, strict=True)) for row in found):
        known = load_cameo().get(cells["code"] or "")
        for name in filter(None, (known.name if known else "", cells["type"])):
            key = Exact(cells["day"], cells["source"], cells["target"], name)
            rows.setdefault(key, _evidence(cells))
    return {event: rows[event] for event in events if event in rows}


def _codes_named(relation: str) -> tuple[str, ...]:
    """Return the CAMEO codes of a name; two may share one."""
    return tuple(code for code, one in load_cameo().codes.items() if one.name == relation)


def _condition(sought: Sought) -> tuple[str, list[object]]:
    """Return what the rows fulfil, as a condition and its values."""
    where = ['"day" BETWEEN ? AND ?']
    values: list[object] = [sought.since, sought.until]
    first, second = sought.pair
    ways = ['("source" = ? AND "target" = ?)'] * (2 if sought.is_mutual else 1)
    where.append(f"({' OR '.join(ways)})")
    values += [first, second, second, first] if sought.is_mutual else [first, second]
    kinds, given = _kinds(sought)
    where.append(f"({' OR '.join(kinds)})")
    values += given
    if sought.feeds:
        where.append("list_contains(?, feed)")
        values.append(sorted(sought.feeds))
    return " AND ".join(where), values


def _kinds(sought: Sought) -> tuple[list[str], list[object]]:
    """Return the conditions of which a row fulfils one, by its code or by its type and mode."""
    kinds = ['("scheme" = \'cameo\' AND starts_with("code", ?))'] * len(sought.codes)
    values: list[object] = [*sought.codes]
    for one in sought.modes:
        kind, _, mode = one.partition(":")
        is_mode = ' AND "mode" = ?' if mode else ""
        kinds.append(f'("scheme" IS DISTINCT FROM \'cameo\' AND "type" = ?{is_mode})')
        values += [kind, mode] if mode else [kind]
    return kinds or ["false"], values


def _evidence(cells: Mapping[str, Any]) -> EvidenceRow:
    """Return a row as evidence."""
    code = cells["code"] or ""
    known = load_cameo().get(code)
    kind = ":".join(filter(None, (cells["type"], cells["mode"])))
    name = f"{known.name} ({code})" if known else kind
    return EvidenceRow(
        source=cells["feed"],
        key=cells["id"],
        day=cells["day"],
        words=f"{cells['source']} > {cells['target']}: {name}",
    )
