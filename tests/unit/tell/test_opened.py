"""A value of a measure opened: its formula, and the rows beneath it."""

import io
from dataclasses import replace
from datetime import date

from rich.console import Console

from tocsin.model.index import Cover, DataRows, IndexValue
from tocsin.tell.opened import OpenedRows, OpenedValue, render_opened

ROWS = DataRows(
    source="icews", table="events", parties=("RUS", "PRK"), start=date(2018, 1, 1),
    end=date(2018, 12, 31), rows=5, edition="of May", directed=True,
)  # fmt: skip
VALUE = IndexValue(
    measure="events", family="tension", parties=("RUS", "PRK"), start=date(2018, 1, 1),
    end=date(2018, 12, 31), value=5.0, unit="events", n=5, cover=Cover.PART, rows=(ROWS,),
    low=2.0, high=9.0, note="a lower bound",
)  # fmt: skip
COLUMNS = ("id", "source", "is_root", "neutrality", "url", "file", "line")
TABLE = OpenedRows(
    rows=ROWS,
    columns=COLUMNS,
    cells=(
        ("7", "RUS", "True", "False", "", "data/a.tab", "12"),
        ("8", "PRK", "", "", "x", "", ""),
    ),
)
OPENED = OpenedValue(
    value=VALUE, title="Events", formula="Return the sum.\n\nAt least 0.", tables=(TABLE,)
)


def shown(found, width=80):
    console = Console(file=io.StringIO(), width=width, highlight=False)
    render_opened(found, console)
    return console.file.getvalue()


def test_value_formula_and_rows_are_told_in_order():
    assert shown(OPENED).splitlines() == [
        f"{VALUE.id}: Events (events)",
        "RUS, PRK, 2018: 5 events*, 95 % 2 to 9, n 5",
        "The data cover this period in part (*).",
        "a lower bound",
        "",
        "Return the sum.",
        "",
        "At least 0.",
        "",
        "icews, edition of May: 5 rows of events, 2018",
        "  - id=7 source=RUS is_root a.tab:12",
        "  - id=8 source=PRK url=x",
        "  - and 3 more",
    ]


def test_full_cover_no_interval_no_parties_and_claims():
    value = replace(
        VALUE, cover=Cover.FULL, low=None, note="", parties=(), claims=("c-1",), n=1234
    )
    found = shown(replace(OPENED, value=value, formula="", tables=()))
    assert found.splitlines()[1:] == [
        "2018: 5 events, n 1,234",
        "The data cover this period in full.",
        "claim c-1; `tocsin why c-1` shows its sentence",
    ]


def test_an_unknown_value_says_that_nothing_is_covered():
    found = shown(replace(OPENED, value=replace(VALUE, value=None, low=None, cover=Cover.NONE)))
    assert "RUS, PRK, 2018: unknown, n 5" in found
    assert "The data cover this period not at all." in found


def test_long_cells_are_cut_and_hostile_ones_are_harmless():
    cells = (("[red]x\x1b[31m", "A" * 5_000, "\u202e", "", "a\nb", "d/\x1b]0;t\x07f.tab", "1"),)
    found = shown(replace(OPENED, tables=(replace(TABLE, cells=cells),)))
    assert "id=[red]x" in found
    assert "A" * 130 not in found
    assert all(line.isprintable() for line in found.splitlines())


def test_one_row_is_a_row_and_a_period_that_nobody_knows_is_left_out():
    table = replace(TABLE, rows=replace(ROWS, rows=1, edition="", start=None), cells=())
    assert "icews: 1 row of events\n  - and 1 more\n" in shown(replace(OPENED, tables=(table,)))
