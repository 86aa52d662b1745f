"""The commands of the lake from files to figures and back: what a user sees who does it right."""

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")
import duckdb

TRADE = ("start=1990", "end=1999", "value=flow1")
FILES = (
    ("gdelt", "gdelt2_events.export.CSV", 12, 0),
    ("gdelt", "gdelt2_events_saved.csv", 12, 0),
    ("gdelt-mentions", "gdelt2.mentions.CSV", 3, 0),
    ("gdelt-mentions", "gdelt2_mentions_saved.csv", 3, 0),
    ("icews", "icews_events.tab", 8, 0),
    ("polecat", "polecat.txt", 13, 0),
    ("polecat", "polecat_headline.txt", 13, 0),
    ("polecat", "polecat_headline_in_header.txt", 13, 0),
    ("polecat", "polecat_tabs.txt", 13, 0),
    ("unga-votes", "unga_votes_unvotes.csv", 14, 0),
    ("unga-votes", "unga_votes_voeten.csv", 10, 0),
    ("unga-roll-calls", "unga_roll_calls.csv", 3, 0),
    ("unga-ideal-points", "unga_ideal_points_2025.tab", 4, 0),
    ("unga-ideal-points", "unga_ideal_points_latin1.csv", 6, 0),
    ("sipri-register", "sipri_register.csv", 9, 0),
    ("sipri-tiv", "sipri_tiv_old.csv", 4, 0),
    ("sipri-tiv", "sipri_tiv_recipients.csv", 14, 0),
    ("sipri-tiv", "sipri_tiv_suppliers.csv", 5, 0),
    ("atop", "atop_ddyr.csv", None, 1),
    ("cow-alliances", "cow_alliance_by_directed.csv", 4, 0),
    ("cow-alliances", "cow_alliance_by_dyad.csv", 10, 0),
    ("cow-alliances", "cow_alliance_by_dyad_yearly.csv", 10, 0),
    ("cow-states", "cow_states.csv", 5, 0),
    ("gw-states", "gw_states_header.txt", 2, 0),
    ("gw-states", "gw_states_no_header.dat", 5, 0),
    ("gsdb", "gsdb_cases.csv", 14, 0),
    ("gsdb", "gsdb_dyadic.csv", None, 1),
    ("opensanctions", "opensanctions.entities.ftm.json", 7, 0),
    ("opensanctions", "opensanctions.delta.json", 3, 0),
    ("colt", "colt_master.csv", 8, 0),
    ("dyad-years", "dyad_years_trade.csv", None, 2),
)
"""Source, file, rows read, exit status: two of the files have rows that do not fit, on purpose."""


@pytest.mark.parametrize(("source", "name", "rows", "status"), FILES)
def test_each_kind_of_file_is_taken_in_or_says_what_is_wrong(
    command, small, source, name, rows, status
):
    found = command("ingest", source, small / name, "--json")
    assert found.status == status, found.err
    if status:
        assert len(found.errors) == 1
        assert name in found.err
        assert found.out == ""
        return
    (step,) = found.rows
    (given,) = step["inputs"]
    parts = ("kept", "repeated", "set_aside", "refused")
    assert given["rows"] == rows == sum(given[part] for part in parts)
    held = {one["name"]: one["held"] for one in command("sources", "--json").rows}
    assert held.pop(source)["rows"] == given["kept"] > 0
    assert set(held.values()) == {None}


REAL_ROWS = (
    ("gdelt", "gdelt2.export.CSV", 1000),
    ("gdelt-mentions", "gdelt2_mentions_gdeltpyr_60.csv", 59),
    ("icews", "icews_events_2018.tab", 199),
    ("polecat", "polecat_header_only.txt", 0),
    ("unga-votes", "unvotes_un_votes_7states_s70_s74.csv", 1125),
    ("unga-roll-calls", "unvotes_un_roll_calls_s70_s74.csv", 164),
    ("unga-ideal-points", "unga_idealpoints_apr2020_7states.csv", 389),
    ("sipri-register", "sipri_trade_register_ukraine_2000_2024.csv", 382),
    ("atop", "atop51_directed_dyad_year_7states_1990_2018.csv", 830),
    ("cow-alliances", "cow_alliance_v41_by_dyad_header_only.csv", 0),
    ("opensanctions", "opensanctions_eu_fsf_t1.entities.ftm.json", 7),
)


@pytest.mark.parametrize(("source", "name", "rows"), REAL_ROWS)
def test_real_samples_are_taken_in_without_loss(command, real, source, name, rows):
    if not (real / name).exists():
        pytest.skip(f"{name} is not among the real samples here")
    found = command("ingest", source, real / name, "--json")
    assert found.status == 0, found.err
    (given,) = found.rows[0]["inputs"]
    assert (given["rows"], given["kept"], given["refused"]) == (rows, rows, 0)
    if not rows:  # nothing is known by a file without rows
        assert command("measure", "--dyad", "RUS-PRK").status == 3


def test_ingest_says_what_became_of_each_row(command, small):
    found = command("ingest", "gdelt", small / "gdelt2_events.export.CSV")
    assert found.out.endswith(
        "gdelt2_events.export.CSV: 12 rows read, 12 kept; covers 2023-09-05\n"
    )
    assert found.err == ""
    again = command("ingest", "gdelt", small / "gdelt2_events.export.CSV")
    assert (again.status, again.out) == (0, "")
    assert "in the lake already" in again.err
    saved = command("ingest", "gdelt", small / "gdelt2_events_saved.csv")
    assert "12 rows read, 0 kept, 12 there already" in saved.out


def test_of_several_files_the_one_that_is_known_is_named(command, small):
    command("ingest", "gdelt", small / "gdelt2_events_saved.csv")
    names = ("gdelt2_events.export.CSV", "gdelt2_events_saved.csv")
    found = command("ingest", "gdelt", *(small / name for name in names))
    assert found.out.count("\n") == 1
    assert "gdelt2_events_saved.csv: in the lake already" in found.err


def test_only_dyads_keeps_rows_with_two_known_parties(command, small):
    whole = command("ingest", "gdelt", small / "gdelt2_events.export.CSV", "--json").rows[0]
    found = command("ingest", "gdelt", small / "gdelt2_events.export.CSV", "--only-dyads",
                    "--json", "--store", "other.sqlite").rows[0]  # fmt: skip
    given = found["inputs"][0]
    assert 0 < given["set_aside"] < given["rows"] == whole["inputs"][0]["rows"]
    assert given["kept"] + given["set_aside"] == given["rows"]
    command("export", "gdelt", "--out", "d.csv", "--store", "other.sqlite")
    rows = table("d.csv")
    assert len(rows) == given["kept"]
    assert all(
        row["source"] and row["target"] and row["source"] != row["target"] for row in rows
    )


def test_a_zip_as_gdelt_publishes_it(command, small):
    name = "20230904000000.export.CSV"
    with zipfile.ZipFile(f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(small / "gdelt2_events.export.CSV", name)
    found = command("ingest", "gdelt", f"{name}.zip")
    assert found.out.startswith(f"{name}.zip: 12 rows read, 12 kept")
    rows = command("why", value_of(command)["id"], "--json").rows[0]["rows"]
    assert f"{name}.zip" in {cell for table in rows for row in table["cells"] for cell in row}


def table(path):
    """Return the rows of a CSV file."""
    with Path(path).open(newline="") as stream:
        return list(csv.DictReader(stream))


def value_of(command, *arguments):
    """Return a known value of the dyad."""
    rows = command(
        "measure", "--dyad", "RUS-PRK", "--family", "tension", "--json", *arguments
    ).rows
    return next(row for row in rows if row["value"] is not None)


def test_a_folder_is_read_without_what_is_no_data(command, small):
    folder = Path("data/sub")
    folder.mkdir(parents=True)
    (folder.parent / ".hidden").mkdir()
    shutil.copy(small / "icews_events.tab", folder / "icews_events.tab")
    for name in ("README.txt", "codebook.pdf", ".hidden/x.tab", ".x.tab", "notes.docx"):
        (folder.parent / name).write_text("no data")
    found = command("ingest", "icews", "data")
    assert found.status == 0, found.err
    assert (
        found.out
        == "data/sub/icews_events.tab: 8 rows read, 8 kept; covers 2018-06-01 to 2018-06-02\n"
    )
    assert "data: 3 files passed over" in found.err


def test_sources_lists_every_source_in_80_columns(filled):
    found = filled("sources")
    assert found.status == 0
    assert max(map(len, found.out.splitlines())) <= 80
    assert "gdelt              events           2015 to now   GDELT terms of use\n" in found.out
    assert (
        "sipri-register     transfers        1950 to now   SIPRI, all rights reserved*\n"
        in found.out
    )
    assert "icews                 8  2018-06-01 to 2018-06-02\n" in found.out
    names = [line.split()[0] for line in found.out.split("\n\n")[1].splitlines()[1:]]
    assert {"gdelt", "icews", "dyad-years"} <= set(names)


def test_one_source_tells_its_terms_options_and_citation(filled):
    found = filled("sources", "dyad-years")
    assert "Options, each as --option NAME=VALUE:" in found.out
    assert "  start      First year or day of the declared coverage" in found.out
    assert "\nrows         may not be exported\n" in found.out
    (entry,) = filled("sources", "gdelt", "--json").rows
    assert entry["allows_rows"] is True
    assert entry["held"]["rows"] == 12
    assert "GDELT Project" in entry["citation"]


def test_sources_without_a_record_create_none(command, tmp_path):
    found = command("sources")
    assert found.status == 0
    assert "The lake holds nothing yet" in found.out
    assert list(tmp_path.iterdir()) == []


def test_measures_are_told_by_family_with_ids_and_notes(filled):
    found = filled("measure", "--dyad", "RUS-PRK")
    assert found.status == 0, found.err
    lines = found.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(line != line.rstrip() for line in lines)
    for title in ("Cooperation and conflict", "High-level contact", "Policy similarity"):
        assert title in lines
    assert "  RUS>PRK · gdelt · " in found.out
    assert "    * the data cover a part of the period only" in lines
    assert found.out.count("m-") > 20
    for number in (1, 2, 3):
        assert f"[{number}]" in found.out.split(f" [{number}] ")[0], (
            "a note that is referred to"
        )


def test_every_value_has_an_id_that_opens(filled):
    rows = filled("measure", "--dyad", "RUS-PRK", "--json").rows
    assert len({row["family"] for row in rows}) >= 7
    first = {(row["family"], row["measure"], row["value"] is None): row for row in rows}
    for row in list(first.values())[::4]:
        found = filled("why", row["id"], "--json")
        assert found.status == 0, found.err
        opened = found.rows[0]
        assert opened["value"] == row
        assert opened["title"]
        assert opened["formula"], row["measure"]


def test_why_shows_formula_file_and_line(filled):
    value = value_of(filled, "--source", "gdelt")
    found = filled("why", value["id"])
    assert found.status == 0
    assert max(map(len, found.out.splitlines())) <= 80
    assert f"{value['id']}: Events (events)" in found.out
    assert "gdelt2_events.export.CSV:" in found.out
    assert "Raises" not in found.out
    (opened,) = filled("why", value["id"], "--json").rows
    (table,) = opened["rows"]
    cells = dict(zip(table["columns"], table["cells"][0], strict=True))
    assert len(table["cells"]) == value["n"] == table["rows"]["rows"]
    assert (cells["source"], cells["target"], cells["file"]) == (
        "RUS", "PRK", "gdelt2_events.export.CSV",
    )  # fmt: skip
    assert "filename" not in cells


def test_csv_and_parquet_hold_what_json_holds(filled):
    call = ("measure", "--dyad", "RUS-PRK", "--family", "tension", "--family", "similarity")
    values = filled(*call, "--json").rows
    read = list(csv.DictReader(io.StringIO(filled(*call, "--csv").out)))
    assert filled(*call, "--parquet", "m.parquet", "-q").status == 0
    kept = duckdb.sql(
        "SELECT id, value, low, high, n, start, note, parties FROM 'm.parquet'"
    ).fetchall()
    assert len(values) == len(read) == len(kept) > 50
    for value, row, cells in zip(values, read, kept, strict=True):
        same = (value["id"], value["value"], value["low"], value["high"], value["n"])
        numbers = [float(row[name]) if row[name] else None for name in ("value", "low", "high")]
        assert (row["id"], *numbers, int(row["n"])) == same == cells[:5]
        assert (row["start"], row["note"]) == (value["start"], value["note"])
        assert (str(cells[5]), cells[6], cells[7]) == (
            value["start"], value["note"], "-".join(value["parties"]),
        )  # fmt: skip


def test_same_bytes_twice(filled, record, tmp_path):
    shutil.copy(record, tmp_path / "b.sqlite")
    shutil.copytree(record.with_suffix(".lake"), tmp_path / "b.lake")
    for how in ("--json", "--csv", "--all"):
        call = ("measure", "--dyad", "RUS-PRK", "--family", "tension", how)
        assert len({filled(*call).out, filled(*call, "--store", "b.sqlite").out}) == 1
    for name in ("m.parquet", "m.csv"):
        written = set()
        for store in ("w.sqlite", "b.sqlite"):
            assert filled("export", "dyad-months", "--out", name, "--store", store).status == 0
            written.add(Path(name).read_bytes())
        assert len(written) == 1
    for store in ("w.sqlite", "b.sqlite"):
        call = ("measure", "--dyad", "RUS-PRK", "--family", "blocs")
        call = (*call, "--parquet", f"{store}.parquet")
        filled(*call, "--store", store)
    assert Path("w.sqlite.parquet").read_bytes() == Path("b.sqlite.parquet").read_bytes()


def test_two_ingests_of_the_same_files_give_the_same_lake(command, small):
    for store in ("a", "b"):
        for source, name in (
            ("gdelt", "gdelt2_events.export.CSV"),
            ("icews", "icews_events.tab"),
        ):
            call = ("ingest", source, small / name, "--retrieved", "2026-11-26")
            assert command(*call, "--store", f"{store}.sqlite").status == 0
    files = {
        store: {
            path.relative_to(f"{store}.lake"): path.read_bytes()
            for path in Path(f"{store}.lake").rglob("*")
            if path.suffix == ".parquet" or (path.parts[1] == "raw" and path.is_file())
        }
        for store in ("a", "b")
    }
    assert files["a"] == files["b"]
    assert len(files["a"]) >= 8


def test_exports_are_narrowed_by_dyad_and_period(filled):
    assert (
        filled("export", "gdelt", "--out", "a.csv").err == "tocsin: 12 rows written to a.csv.\n"
    )
    filled("export", "gdelt", "--out", "pair.csv", "--dyad", "RUS-PRK")
    pair = table("pair.csv")
    assert {(row["source"], row["target"]) for row in pair} == {("RUS", "PRK"), ("PRK", "RUS")}
    filled("export", "gdelt", "--out", "none.csv", "--since", "2024-01-01")
    assert table("none.csv") == []
    filled("export", "gdelt", "--out", "a.parquet")
    kept = duckdb.sql("SELECT id, code, goldstein FROM 'a.parquet' ORDER BY id").fetchall()
    read = table("a.csv")
    scores = [float(row["goldstein"]) if row["goldstein"] else None for row in read]
    assert kept == [
        (row["id"], row["code"].lstrip("'"), score)
        for row, score in zip(read, scores, strict=True)
    ]


def test_months_count_quadrants_and_leave_no_count_open(filled):
    filled("export", "dyad-months", "--out", "m.csv", "--dyad", "PRK-RUS")
    rows = table("m.csv")
    quadrants = (
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
    )
    assert {(row["source"], row["target"]) for row in rows} == {("RUS", "PRK"), ("PRK", "RUS")}
    for row in rows:
        assert sum(int(row[name]) for name in quadrants) == int(row["events"])


def test_doctor_names_a_flipped_byte_and_mends_it(filled):
    victim = next(Path("w.lake/events/feed=gdelt").rglob("*.parquet"))
    sound = victim.read_bytes()
    victim.write_bytes(sound[:-40] + bytes([sound[-40] ^ 1]) + sound[-39:])
    name = victim.relative_to("w.lake").as_posix()
    refused = filled("export", "gdelt", "--out", "x.csv")
    assert refused.status == 1
    assert "is not as it was written; `tocsin doctor --mend`" in refused.err
    assert not Path("x.csv").exists()
    found = {
        row["detail"]: row["state"]
        for row in filled("doctor", "--json").rows
        if row["name"] == "lake"
    }
    assert list(found.values()) == ["broken"]
    assert f"{name} is not as it was written; `tocsin doctor --mend`" in next(iter(found))
    mended = filled("doctor", "--mend", "--json")
    assert mended.status == 1
    assert f"{name} was derived again" in mended.rows[-1]["detail"]
    assert filled("doctor", "--json").status == 0
    assert victim.read_bytes() == sound


def test_an_older_ledger_is_brought_up_to_date_and_keeps_verifying(command, small, tmp_path):
    report = tmp_path / "wire.md"
    report.write_text(
        "---\ndate: 2023-09-05\n---\n\nNorth Korea could sell Russia shells, US officials said.\n"
    )
    assert (
        command("assess", report, "--dyad", "RUS-PRK", "--for", "KOR", "--draws", "100").status
        == 0
    )
    with sqlite3.connect("w.sqlite") as base:
        for table in ("inputs", "parts", "ingests", "measured"):
            base.execute(f"DROP TABLE {table}")
        base.execute("UPDATE meta SET schema_version = 1")
    base.close()
    assert command("sources").status == 0
    found = command("ingest", "gdelt", small / "gdelt2_events.export.CSV")
    assert found.status == 0, found.err
    assert value_of(command)["n"] > 0
    checks = {row["name"]: row for row in command("doctor", "--json").rows}
    assert checks["ledger"]["state"] == checks["lake"]["state"] == "sound"
    assert "1 documents, 1 assessments" in checks["ledger"]["detail"]


def test_json_of_an_ingest_says_licence_citation_and_day(command, small):
    call = (
        "ingest",
        "icews",
        small / "icews_events.tab",
        "--json",
        "--retrieved",
        "2024-02-29",
    )
    (step,) = command(*call).rows
    assert step["id"].startswith("i-")
    assert step["retrieved"] == "2024-02-29"
    assert "Harvard" in step["licence"]
    assert step["citation"]
    assert all(len(one["sha256"]) == 64 for one in (*step["inputs"], *step["parts"]))
    assert json.dumps(step)
