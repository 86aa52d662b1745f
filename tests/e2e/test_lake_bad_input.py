"""The commands of the lake called wrongly or given bad files: one sentence, the right status."""

import gzip
import os
import shutil
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")

EVENTS = "gdelt2_events.export.CSV"


def refused(found, status, *words):
    """Assert that a command ended with one sentence that holds some words, and no result."""
    assert (found.status, found.out) == (status, ""), found.err
    assert len(found.errors) == 1, found.err
    assert found.err.startswith("tocsin: ")
    for word in words:
        assert word in found.err, found.err


CALLS = (
    (("ingest", "gdelt1", "x.csv"), 2, ("There is no source 'gdelt1'", "known are gdelt,")),
    (("ingest", "gdelt", "nofile.csv"), 2, ("nofile.csv is no file, folder or address",)),
    (("ingest", "gdelt", "-"), 2, ("- is no file",)),
    (("ingest", "gdelt", "a" * 5000), 2, ("is no file, folder or address",)),
    (("ingest", "gdelt", "x.csv", "--skip-bad", "-1"), 2, ("--skip-bad", "0")),
    (("ingest", "gdelt", "x.csv", "--retrieved", "yesterday"), 2, ("'yesterday' is no day",)),
    (("sources", "nosuch"), 2, ("There is no source 'nosuch'",)),
    (("measure", "--dyad", "RUS-XXX"), 2, ("'RUS-XXX' is no pair of states",)),
    (("measure", "--dyad", "RUS-RUS"), 2, ("names one state twice",)),
    (("measure", "--dyad", "RUS-PRK", "--family", "tensions"), 2, ("'tensions'", "tension,")),
    (("measure", "--dyad", "RUS-PRK", "--source", "acled"), 2, ("nothing of 'acled'", "gdelt")),
    (("measure", "--dyad", "RUS-PRK", "--third", "ZZZ"), 2, ("'ZZZ' is no state",)),
    (("measure", "--dyad", "RUS-PRK", "--third", ","), 2, ("leave --third out",)),
    (("measure", "--dyad", "RUS-PRK", "--third", "PRK"), 2, ("--third names PRK",)),
    (("measure", "--dyad", "RUS-PRK", "--json", "--csv"), 2, ("exclude each other",)),
    (("measure", "--dyad", "RUS-PRK", "--bogus"), 2, ("No such option", "--bogus")),
    (("measure",), 2, ("--dyad",)),
    (
        ("measure", "--dyad", "RUS-PRK", "--since", "2024-01-01", "--until", "2023-01-01"),
        2,
        ("--since 2024-01-01 is after --until 2023-01-01",),
    ),
    (
        ("measure", "--dyad", "RUS-PRK", "--since", "2090-01-01"),
        3,
        ("The record ends with", "before --since 2090-01-01"),
    ),
    (
        ("measure", "--dyad", "RUS-PRK", "--until", "1801-01-01"),
        3,
        ("The record begins with", "after --until 1801-01-01"),
    ),
    (
        ("measure", "--dyad", "RUS-PRK", "--since", "0001-01-01"),
        2,
        ("--since 0001-01-01 lies outside of 1800-01-01 to 2100-12-31",),
    ),
    (("measure", "--dyad", "RUS-PRK", "--until", "9999-12-31"), 2, ("--until 9999-12-31",)),
    (("why", "m-0000000000"), 2, ("The ledger holds no value of a measure 'm-0000000000'",)),
    (("export", "icews", "--out", "x.csv"), 2, ("may not be handed on", "Harvard")),
    (("export", "cow-alliances", "--out", "x.csv"), 2, ("may not be handed on", "COW")),
    (("export", "sipri-register", "--out", "x.csv"), 2, ("may not be handed on", "SIPRI")),
    (("export", "nosuch", "--out", "x.csv"), 2, ("nothing called 'nosuch'", "dyad-months")),
    (("export", "gdelt", "--out", "x.xls"), 2, ("'.xls'", ".parquet or .csv")),
    (("export", "gdelt", "--out", "x"), 2, ("has no ending",)),
    (("export", "gdelt"), 2, ("--out",)),
    (("export", "gdelt", "--out", "no/x.csv"), 1, ("no/x.csv cannot be written",)),
    (("export", "gdelt-mentions", "--out", "x.csv"), 3, ("holds nothing of gdelt-mentions",)),
    (("export", "gdelt-1", "--out", "x.csv"), 3, ("holds nothing of gdelt-1",)),
    (("export", "gdelt", "--out", "x.csv", "--dyad", "RUS"), 2, ("no pair of states",)),
    (
        ("export", "unga-votes", "--out", "x.csv", "--dyad", "RUS-PRK"),
        2,
        ("--dyad cannot narrow unga-votes",),
    ),
    (
        ("export", "unga-votes", "--out", "x.csv", "--since", "2000-01-01"),
        2,
        ("cannot narrow unga-votes",),
    ),
    (
        ("export", "gdelt", "--out", "x.csv", "--since", "2024-01-01", "--until", "2023-01-01"),
        2,
        ("is after --until",),
    ),
    (
        ("measure", "--dyad", "RUS-PRK", "--parquet", "no/x.parquet"),
        1,
        ("no/x.parquet cannot",),
    ),
)


@pytest.mark.parametrize(
    ("call", "status", "words"),
    CALLS,
    ids=lambda one: " ".join(map(str, one))[:60] if isinstance(one, tuple) else str(one),
)
def test_a_wrong_call_is_one_sentence(filled, call, status, words):
    refused(filled(*call), status, *words)
    assert not Path("x.csv").exists()


@pytest.mark.parametrize(
    "call", [("measure", "--dyad", "RUS-PRK"), ("export", "dyad-months", "--out", "m.csv")]
)
def test_without_a_record_nothing_is_answered_and_none_is_made(command, tmp_path, call):
    refused(command(*call), 3, "There is no record yet", "tocsin ingest")
    assert list(tmp_path.iterdir()) == []


def test_a_record_without_rows_is_refused(command, small):
    header = (small / "icews_events.tab").read_bytes().splitlines(keepends=True)[0]
    Path("header.tab").write_bytes(header)
    found = command("ingest", "icews", "header.tab")
    assert (found.status, found.out) == (0, "header.tab: 0 rows read, 0 kept\n")
    refused(command("measure", "--dyad", "RUS-PRK"), 3, "covers no period")
    refused(command("export", "dyad-months", "--out", "m.csv"), 3, "holds nothing of events")
    assert "icews           0\n" in command("sources").out


def test_a_period_outside_of_what_is_covered_is_unknown_with_the_reason(filled):
    call = ("measure", "--dyad", "RUS-PRK", "--family", "tension")
    call += ("--since", "1990-01-01", "--until", "1990-12-31")
    found = filled(*call)
    assert found.status == 3
    assert "values are unknown; each says why" in found.err
    assert "  gdelt: nothing known; outside of what gdelt covers\n" in found.out
    rows = filled(*call, "--json").rows
    assert {row["value"] for row in rows} == {None}
    assert all("covers" in row["note"] for row in rows)
    assert filled("why", rows[0]["id"]).status == 0


def test_a_half_open_period_before_a_family_begins_spoils_no_other_family(filled):
    found = filled("measure", "--dyad", "RUS-PRK", "--until", "1990-01-01", "--json")
    assert found.status in {0, 3}, found.err
    rows = found.rows
    assert {row["value"] for row in rows if row["family"] == "tension"} == {None}
    assert max(row["end"] for row in rows) <= "1990-12-31"


FILES = {
    "empty": (b"", "void.csv is empty: not a byte is in it"),
    "wrong source": (
        b"Event ID\tEvent Date\n1\t2018-01-01\n",
        "line 1: found 2 columns between tabs",
    ),
    "binary": (bytes(range(256)) * 40, "void.csv"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(60), "packed as 7z"),
    "truncated gzip": (gzip.compress(b"x" * 5000)[:-9], "cannot be unpacked"),
    "zip of nothing": (b"PK\x05\x06" + bytes(18), "holds no file"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_none_of_its_source_is_one_sentence(command, kind):
    content, words = FILES[kind]
    Path("void.csv").write_bytes(content)
    refused(command("ingest", "gdelt", "void.csv"), 1, words)
    assert "nothing yet" in command("sources").out


def test_a_broken_row_is_named_and_may_be_left_out(command, small):
    lines = (small / EVENTS).read_text().splitlines()
    for place in (2, 5):
        cells = lines[place].split("\t")
        cells[30] = "abc"
        lines[place] = "\t".join(cells)
    Path("broken.CSV").write_text("\n".join(lines) + "\n")
    where = "broken.CSV, line 3, column GoldsteinScale: found 'abc', a number is expected."
    refused(
        command("ingest", "gdelt", "broken.CSV"), 1, where, "--skip-bad N leaves out up to N"
    )
    too_few = command("ingest", "gdelt", "broken.CSV", "--skip-bad", "1")
    refused(too_few, 1, where, "the first of more than 1 rows")
    found = command("ingest", "gdelt", "broken.CSV", "--skip-bad", "2")
    assert found.status == 0
    assert found.out.startswith("broken.CSV: 12 rows read, 10 kept, 2 did not fit")
    assert [line.split(", column")[0] for line in found.errors] == [
        "tocsin: broken.CSV, line 3", "tocsin: broken.CSV, line 6",
    ]  # fmt: skip


def test_a_bad_file_among_good_ones_stops_its_step(command, small):
    Path("data").mkdir()
    shutil.copy(small / EVENTS, "data/a.CSV")
    shutil.copy(small / "gdelt2.mentions.CSV", "data/b.CSV")
    found = command("ingest", "gdelt", "data")
    refused(
        found, 1, "data/b.CSV, line 1: found 16 columns", "None of the 2 files of this step"
    )
    assert "nothing yet" in command("sources").out


@pytest.mark.parametrize("name", ["empty", "docs"])
def test_a_folder_without_files_of_data_is_named(command, name):
    Path(name).mkdir()
    if name == "docs":
        Path("docs/README.md").write_text("read me")
    refused(command("ingest", "gdelt", name), 2, f"{name} holds ", "name files of data")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("gdelt", "x=1"), ("'x=1' is no option of gdelt; it takes none",)),
        (("dyad-years", "start"), ("'start' is no option of dyad-years", "delimiter=...")),
        (("dyad-years", "begin=1990"), ("'begin=1990' is no option",)),
        (("dyad-years", "start=soon"), ("found 'soon'", "a year such as 1995")),
        (("dyad-years", "start=1999"), ("Option end of",)),
    ],
)  # fmt: skip
def test_a_wrong_option_says_what_there_is(command, small, call, words):
    source, option = call
    name = small / "dyad_years_semicolon.csv"
    refused(command("ingest", source, name, "--option", option), 2, *words)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1/x.zip", "no public address"),
        ("http://localhost:8080/x.zip", "no public address"),
        ("http://[::1]/x.zip", "no public address"),
        ("http://127.0.0.1:8000/x.zip", "its port is 8000"),
        ("ftp://data.gdeltproject.org/x.zip", "ftp"),
        ("file:///etc/passwd", "file"),
    ],
)
def test_an_address_inside_is_not_loaded(command, address, words):
    refused(
        command("ingest", "gdelt", address),
        1,
        address.split("/")[2].split(":")[0].strip("["),
        words,
    )
    assert list(Path("w.lake/work").iterdir()) == []


def test_a_coverage_without_end_is_bounded(command, small):
    given = ("value=exports", "start=0001", "end=9999")
    flags = [part for one in given for part in ("--option", one)]
    found = command("ingest", "dyad-years", small / "dyad_years_semicolon.csv", *flags)
    assert (found.status, found.err) == (0, "")
    found = command("measure", "--dyad", "ZAF-NAM", "--family", "exchange")
    assert found.status in {0, 3}
    assert found.out.startswith("ZAF-NAM, 2090-12-28 to 2100-12-31")


def test_archives_write_nothing_outside_and_one_table_is_read(command, small, tmp_path):
    with zipfile.ZipFile("evil.zip", "w") as archive:
        archive.write(small / EVENTS, "../../../evil.CSV")
    with zipfile.ZipFile("two.zip", "w") as archive:
        archive.write(small / EVENTS, "a.CSV")
        archive.write(small / EVENTS, "b.CSV")
    assert command("ingest", "gdelt", "evil.zip").status == 0
    refused(command("ingest", "gdelt", "two.zip"), 1, "holds 2 files ('a.CSV', 'b.CSV')")
    found = {path.name for path in (*tmp_path.rglob("*"), *tmp_path.parent.glob("*"))}
    assert "evil.CSV" not in found


def test_a_bomb_is_refused(command, monkeypatch):
    monkeypatch.setenv("TOCSIN_MAX_DATA_BYTES", "100000")
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.CSV", b"0" * 1_000_000)
    refused(command("ingest", "gdelt", "bomb.zip"), 1, "unpacks to over 100,000 bytes")


def test_a_store_that_cannot_be_one(command, small, tmp_path):
    Path("folder").mkdir()
    Path("text.sqlite").write_text(
        "I am a text, and not a short one, but no ledger at all." * 9
    )
    for store, words in (
        ("folder", "folder"),
        ("text.sqlite", "not a ledger"),
        ("text.sqlite/x", "text.sqlite"),
    ):
        found = command("ingest", "gdelt", small / EVENTS, "--store", store)
        refused(found, 1, words)


def test_a_lake_that_cannot_be_one(command, small):
    Path("w.lake").write_text("in the way")
    refused(command("ingest", "gdelt", small / EVENTS), 1, "w.lake cannot be used as a lake")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(command, small, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    found = command("ingest", "gdelt", small / EVENTS, "--store", "closed/w.sqlite")
    refused(found, 1, "closed")


def test_two_ledgers_do_not_share_a_lake(command, small):
    assert command("ingest", "gdelt", small / EVENTS, "--store", "a.sqlite").status == 0
    found = command("ingest", "icews", small / "icews_events.tab", "--store", "a.db")
    refused(found, 1, "a.lake is the lake of another ledger, ../a.sqlite")
    call = ("measure", "--dyad", "RUS-PRK", "--family", "tension", "--store", "a.sqlite")
    assert command(*call).status == 0, "its files are still there"


def test_a_ledger_may_be_moved_and_renamed_with_its_lake(command, small):
    assert command("ingest", "gdelt", small / EVENTS).status == 0
    Path("new").mkdir()
    shutil.move("w.sqlite", "new/v.sqlite")
    shutil.move("w.lake", "new/v.lake")
    found = command("ingest", "icews", small / "icews_events.tab", "--store", "new/v.sqlite")
    assert found.status == 0, found.err


def test_a_database_server_needs_a_folder_for_the_lake(command, small):
    found = command("sources", "--store", "postgresql+nodriver://h/x")
    assert found.status == 1
    assert "Traceback" not in found.err


@pytest.mark.parametrize(
    "call",
    [
        ("ingest", "gdelt", "x.CSV"),
        ("measure", "--dyad", "RUS-PRK"),
        ("export", "gdelt", "--out", "x.csv"),
    ],
)
def test_without_duckdb_the_message_says_what_to_install(filled, small, monkeypatch, call):
    shutil.copy(small / EVENTS, "x.CSV")
    monkeypatch.setattr("tocsin.store.lake.duck.is_installed", lambda: False)
    refused(
        filled(*call), 2, "needs DuckDB, which is not installed", "pip install 'tocsin[lake]'"
    )
    assert filled("sources").status == 0, "the ledger knows what is there"
