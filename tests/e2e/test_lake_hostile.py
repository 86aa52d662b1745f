"""Hostile data in the lake: names, addresses and options that want to be more than text."""

import csv
import os
import time
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")
import duckdb

NAMES = (
    "=cmd|'/C calc'!A0",
    "+SUM(1;2)",
    "-2+3",
    "@SUM(1)",
    "|calc",
    "%0A",
    "\uff1dcmd",
    "[red]KIM[/red]",
    "\x1b[31mred\x1b[0m",
    "\u202eevil\u202c",
    "a\x08b\x07c",
    'quoted, "" name',
    "'; DROP TABLE events; --",
    "{{ 7*7 }}<script>",
    "A" * 100_000,
)
COLUMNS = ("id", "day", "source", "target", "source_name", "target_name")


@pytest.fixture
def hostile(command, small):
    """Return the runner of commands over a record of events with hostile names and addresses."""
    lines = (small / "gdelt2_events.export.CSV").read_text().splitlines()
    pattern = lines[0].split("\t")  # from PRK to RUS
    rows = []
    for number, name in enumerate(NAMES):
        cells = [str(9_000_000_000 + number), *pattern[1:]]
        cells[6], cells[16], cells[60] = name, name, f"https://x.example/{name}"
        rows.append("\t".join(cells))
    Path("hostile.CSV").write_text("\n".join(rows) + "\n")
    found = command("ingest", "gdelt", "hostile.CSV", "--json")
    assert found.status == 0, found.err
    assert found.rows[0]["inputs"][0]["kept"] == len(NAMES)
    return command


def is_harmless(text):
    return all(letter.isprintable() or letter == "\n" for letter in text)


def value_of(command, *arguments):
    rows = command(
        "measure", "--dyad", "PRK-RUS", "--family", "tension", "--json", *arguments
    ).rows
    return next(row["id"] for row in rows if row["value"] is not None)


def test_csv_defuses_formulas_and_controls_and_keeps_all_else(hostile):
    assert hostile("export", "gdelt", "--out", "h.csv").status == 0
    raw = Path("h.csv").read_text(encoding="utf-8")
    assert is_harmless(raw)
    with Path("h.csv").open(encoding="utf-8", newline="") as stream:
        limit = csv.field_size_limit(1 << 20)
        found = [row["source_name"] for row in csv.DictReader(stream)]
        csv.field_size_limit(limit)
    assert len(found) == len(NAMES)
    for name, cell in zip(NAMES, found, strict=True):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "|", "%", "\uff1d"))
        if name.isprintable():
            assert cell in {name, f"'{name}"}


def test_parquet_keeps_every_text_as_it_is(hostile):
    assert hostile("export", "gdelt", "--out", "h.parquet").status == 0
    found = duckdb.sql("SELECT source_name, url FROM 'h.parquet' ORDER BY id").fetchall()
    assert found == [(name, f"https://x.example/{name}") for name in NAMES]


def test_rows_are_shown_without_orders_to_the_terminal(hostile):
    found = hostile("why", value_of(hostile))
    assert found.status == 0
    assert is_harmless(found.out)
    assert "[red]KIM[/red]" in found.out
    assert "A" * 200 not in found.out
    (opened,) = hostile("why", value_of(hostile), "--json").rows
    shown = {cell for row in opened["rows"][0]["cells"] for cell in row}
    assert set(NAMES) <= shown, "JSON has its own way to hold them"


def test_units_and_series_of_a_table_are_no_formula_and_no_order(command):
    Path("y.csv").write_text("a,b,year,v\nRUS,PRK,2000,1\nRUS,PRK,2001,2\n")
    given = {
        "start": "2000", "end": "2001", "source": "a", "target": "b", "scheme": "iso3",
        "value": "v", "series": "=cmd|x", "unit": "\x1b[31m[red]m$",
    }  # fmt: skip
    flags = [part for pair in given.items() for part in ("--option", "=".join(pair))]
    assert command("ingest", "dyad-years", "y.csv", *flags).status == 0
    call = ("measure", "--dyad", "RUS-PRK", "--family", "exchange")
    assert is_harmless(command(*call).out)
    assert "1.50 [U+001B][31m[red]m$" in command(*call).out
    told = command(*call, "--csv").out
    assert is_harmless(told)
    for row in csv.reader(told.splitlines()):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_names_of_files_give_the_terminal_no_orders(command, small):
    name = "ev\x1b]0;title\x07il\n[red].CSV"
    Path(name).write_bytes((small / "gdelt2_events.export.CSV").read_bytes())
    found = command("ingest", "gdelt", name)
    assert found.status == 0
    assert is_harmless(found.out)
    assert "[red].CSV: 12 rows read" in found.out
    missing = command("ingest", "gdelt", "no\x1b[31mfile")
    assert missing.status == 2
    assert is_harmless(missing.err)
    Path("h.csv").write_text("x\x1b[31my,[red]z\n1,2\n")
    for source in ("atop", "icews", "unga-votes"):
        wrong = command("ingest", source, "h.csv")
        assert (wrong.status, wrong.err.count("\n")) == (1, 1)
        assert is_harmless(wrong.err)


def test_a_very_long_line_is_named(command, small):
    whole = (small / "gdelt2_events.export.CSV").read_text()
    Path("long.CSV").write_text(whole + "x" * 20_000_000 + "\n")
    found = command("ingest", "gdelt", "long.CSV")
    assert found.status == 1
    assert len(found.err) < 1_000
    assert "long.CSV, line 13: found more than 1,000,000 bytes" in found.err


def test_a_folder_of_ten_thousand_files_is_listed_at_once(command, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        os.close(os.open(folder / f"{number:05}.export.CSV", os.O_CREAT | os.O_WRONLY))
    start = time.process_time()
    found = command("ingest", "gdelt", folder)
    assert time.process_time() - start < 5
    assert found.status == 1
    assert "00000.export.CSV is empty" in found.err
