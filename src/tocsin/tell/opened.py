"""A value of a measure opened: what it is, how it is computed, which rows it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tocsin.model.index import Cover, DataRows, IndexValue
from tocsin.tell.hygiene import shorten
from tocsin.tell.layout import say
from tocsin.tell.measures import interval_of, span_of, value_of

_WIDEST = 120
"""Characters of a cell that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRows:
    """Rows beneath a value.

    Attributes:
        rows: What the value says of them.
        columns: Names of the columns.
        cells: Some of the rows as text; empty where unknown.
    """

    rows: DataRows
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedValue:
    """A value of a measure with all that lies beneath it.

    Attributes:
        value: The value.
        title: What readers call the measure.
        formula: What the function that computes it says of itself.
        tables: The rows beneath it, by source.
    """

    value: IndexValue
    title: str
    formula: str
    tables: tuple[OpenedRows, ...]


def render_opened(found: OpenedValue, console: Console) -> None:
    """Print a value, its formula and the rows beneath it."""
    one = found.value
    say(f"{one.id}: {found.title} ({one.measure})", console, style="bold")
    interval = f", 95 % {interval_of(one)}" if interval_of(one) else ""
    who = f"{', '.join(one.parties)}, " if one.parties else ""
    told = f"{who}{span_of(one.start, one.end)}: {value_of(one)}{interval}, n {one.n:,}"
    say(told, console)
    covered = {Cover.FULL: "in full", Cover.PART: "in part (*)", Cover.NONE: "not at all"}
    say(f"The data cover this period {covered[one.cover]}.", console, style="dim")
    if one.note:
        say(one.note, console, style="dim")
    for paragraph in found.formula.split("\n\n"):
        if paragraph:
            console.print()
            say(paragraph, console, style="dim")
    render_tables(found.tables, console)
    for claim in one.claims:
        say(f"claim {claim}; `tocsin why {claim}` shows its sentence", console)


def render_tables(tables: Sequence[OpenedRows], console: Console) -> None:
    """Print rows of data, source by source."""
    for table in tables:
        console.print()
        _rows(table, console)


def _rows(table: OpenedRows, console: Console) -> None:
    """Print some rows of one source, one after the other.

    Empty cells are left out, of flags those that do not hold. At the end stand the file that a
    row was read from and its line.
    """
    rows = table.rows
    edition = f", edition {rows.edition}" if rows.edition else ""
    span = f", {span_of(rows.start, rows.end)}" if rows.start and rows.end else ""
    noun = "row" if rows.rows == 1 else "rows"
    head = f"{rows.source}{edition}: {rows.rows:,} {noun} of {rows.table}{span}"
    say(head, console, style="bold")
    for row in table.cells:
        cells = dict(zip(table.columns, row, strict=True))
        where = f"{Path(cells.pop('file', '')).name}:{cells.pop('line', '')}"
        told = [_shown(name, cell) for name, cell in cells.items() if cell not in ("", "False")]
        say("  ".join([*told, where.strip(":")]), console, head="  - ")
    if rows.rows > len(table.cells):
        more = f"and {rows.rows - len(table.cells):,} more"
        say(more, console, style="dim", head="  - ")


def _shown(name: str, cell: str) -> str:
    """Return a cell with its name; of a flag that holds, its name."""
    return name if cell == "True" else f"{name}={shorten(cell, _WIDEST)}"
