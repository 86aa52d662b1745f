"""From a value of a measure back to its formula and to the rows of data beneath it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tocsin.assess.history import FAMILY as RECORD
from tocsin.errors import InsufficientDataError
from tocsin.measure.families import FAMILIES
from tocsin.model.codec import plain
from tocsin.model.index import DataRows, IndexValue
from tocsin.model.records import EVENTS, TABLES, Table
from tocsin.sources import SOURCES
from tocsin.store.lake.columns import day_of, quoted
from tocsin.store.lake.view import LakeView
from tocsin.tell import OpenedRows, OpenedValue

MOST_ROWS, LEAST_ROWS = 20, 2
"""Rows that are shown beneath a value in all, and of each source and period at least."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A value of a measure with what lies beneath it.

    Attributes:
        view: What is rendered.
    """

    view: OpenedValue

    def as_json(self) -> dict[str, Any]:
        """Return this as plain JSON types."""
        return {
            "id": self.view.value.id,
            "kind": "measure",
            "value": plain(self.view.value),
            "title": self.view.title,
            "formula": self.view.formula,
            "rows": [_shareable(table) for table in self.view.tables],
        }


def _shareable(table: OpenedRows) -> dict[str, Any]:
    """Return rows as plain JSON types; without cells where their licence keeps them here.

    On a terminal one looks at single rows of one's own data; a file of them hands them on.
    """
    source = SOURCES.get(table.rows.source)
    if source is None or source.licence.allows_rows or not table.cells:
        return {**plain(table), "withheld": ""}
    why = (
        f"{len(table.cells)} rows of {source.name} are left out, as they may not be handed on "
        f"({source.licence.name}); without --json they are shown."
    )
    return {**plain(replace(table, cells=())), "withheld": why}


def open_value(value: IndexValue, view: LakeView) -> Opened:
    """Return a value of a measure with its formula and rows.

    Raises:
        StoreError: The lake is damaged.
    """
    title, formula = _method(value)
    each = max(LEAST_ROWS, MOST_ROWS // max(1, len(value.rows)))
    tables = tuple(_rows(one, view, each) for one in value.rows)
    return Opened(OpenedValue(value=value, title=title, formula=formula, tables=tables))


def _method(value: IndexValue) -> tuple[str, str]:
    """Return the title of a measure and what its formula says of itself."""
    family = RECORD if value.family == RECORD.name else FAMILIES.get(value.family)
    methods = family.methods if family else ()
    for method in methods:
        if method.name == value.measure:
            return method.title, formula_of(method.formula)
    return value.measure, ""


def formula_of(formula: Callable[..., object]) -> str:
    """Return what a formula says of itself to whoever reads a value.

    Its arguments and errors are left out; of a function that is not ours the first line stands.
    """
    lines = (inspect.getdoc(formula) or "").splitlines()
    if not (formula.__module__ or "").startswith("tocsin."):
        return lines[0] if lines else ""
    kept, is_kept = [], True
    for line in lines:
        if line and not line.startswith(" "):
            is_kept = line not in ("Args:", "Raises:", "Yields:", "Returns:")
        if is_kept:
            kept.append(line)
    return "\n".join(kept).strip()


def _rows(one: DataRows, view: LakeView, most: int) -> OpenedRows:
    """Return some of the rows beneath a value: those named first, then the others."""
    table = TABLES[one.table]
    where, values = _condition(one, table)
    named = f"list_contains(?, {quoted(table.key[0])}::VARCHAR)"
    try:
        columns, found = view.rows(
            one.table, where, values, first=(named, [list(one.keys)]), most=most
        )
    except InsufficientDataError:
        return OpenedRows(rows=one, columns=(), cells=())
    shown = [column.name for column in table.columns] + ["file", "line"]
    places = [columns.index(name) for name in dict.fromkeys(shown) if name in columns]
    names = view.file_names()
    cells = tuple(
        tuple(_cell(columns[place], row[place], names) for place in places) for row in found
    )
    return OpenedRows(rows=one, columns=tuple(columns[place] for place in places), cells=cells)


def _condition(one: DataRows, table: Table) -> tuple[str, list[object]]:
    """Return what the rows beneath a value fulfil, as a condition and its values."""
    wheres: list[str] = ["feed = ?"]
    values: list[object] = [one.source]
    parties = [quoted(name) for name in table.parties]
    is_pair = len(parties) == 2 and len(one.parties) > 1
    if table is EVENTS:  # others are not counted
        wheres += [f"{name} IS NOT NULL" for name in parties]
    if is_pair or table is EVENTS:
        wheres.append(f"{parties[0]} IS DISTINCT FROM {parties[1]}")
    if one.parties and parties:
        joint = " AND " if is_pair else " OR "
        wheres.append(f"({joint.join(f'list_contains(?, {name})' for name in parties)})")
        values += [list(one.parties)] * len(parties)
    if one.directed and is_pair:
        wheres.append(f"{parties[0]} = ?")
        values.append(one.parties[0])
    if table.day and one.start and one.end:
        wheres.append(f"{day_of(table)} BETWEEN ? AND ?")
        values += [one.start, one.end]
    return " AND ".join(wheres), values


def _cell(column: str, cell: object, names: Mapping[str, str]) -> str:
    """Return a cell as text: of a file its name, of nothing nothing."""
    if column == "file":
        return names.get(str(cell), str(cell))
    return "" if cell is None else str(cell)
