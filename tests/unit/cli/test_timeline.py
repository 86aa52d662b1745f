"""`tocsin timeline`: from the command line to what is printed."""

import csv
import io
import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "data/sources"


@pytest.fixture
def filled(tocsin, wire):
    """Read a short text and take a few events in."""
    assert tocsin("assess", wire, "--dyad", "RUS-PRK", "--for", "KOR", "-q").status == 0
    assert tocsin("ingest", "icews", SAMPLES / "icews_events.tab").status == 0


def test_a_timeline_is_printed(tocsin, filled):
    done = tocsin("timeline", "--dyad", "RUS-PRK")
    assert done.status == 0
    assert "PRK-RUS" in done.out or "RUS-PRK" in done.out
    assert "Kim Jong Un plans to travel to Russia" in done.out.replace("\n", " ")
    assert "icews" in done.out


def test_json_is_one_value_without_rows_that_may_not_be_handed_on(tocsin, filled):
    done = tocsin("timeline", "--dyad", "RUS-PRK", "--json")
    (line,) = done.out.splitlines()
    found = json.loads(line)
    assert {one["feed"] for event in found["happenings"] for one in event["origins"]} == {
        "claims"
    }
    assert "of icews; see `tocsin sources NAME`" in done.err


def test_csv_has_a_row_for_each_event(tocsin, filled):
    done = tocsin("timeline", "--dyad", "RUS-PRK", "--csv", "--source", "claims", "-q")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {row["feeds"] for row in rows} == {"claims"}
    assert "planned" in {row["status"] for row in rows}
    assert done.err == ""


def test_only_one_output_is_given(tocsin):
    done = tocsin("timeline", "--dyad", "RUS-PRK", "--csv", "--json")
    assert (done.status, "exclude each other" in done.err) == (2, True)


def test_nothing_on_the_two_ends_with_3(tocsin, wire):
    assert tocsin("timeline", "--dyad", "RUS-PRK").status == 3
    assert tocsin("assess", wire, "--dyad", "RUS-PRK", "--for", "KOR", "-q").status == 0
    done = tocsin("timeline", "--dyad", "FRA-BRA")
    assert (done.status, "nothing on FRA-BRA" in done.err) == (3, True)


def test_a_wrong_number_or_state_ends_with_2(tocsin, filled):
    assert tocsin("timeline", "--dyad", "RUS-PRK", "--most", "-1").status == 2
    assert tocsin("timeline", "--dyad", "RUS").status == 2
    assert tocsin("timeline", "--dyad", "RUS-PRK", "--source", "nobody").status == 2


def test_a_picture_is_written(tocsin, filled, tmp_path):
    pytest.importorskip("matplotlib")
    done = tocsin("timeline", "--dyad", "RUS-PRK", "--plot", tmp_path / "line.svg")
    assert done.status == 0
    assert (tmp_path / "line.svg").read_text().startswith("<?xml")
