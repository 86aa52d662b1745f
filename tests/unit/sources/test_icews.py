"""ICEWS events become rows of the lake, by a small file that has every trap."""

import datetime as dt
from pathlib import Path

import pytest

from tocsin.sources.base import Given
from tocsin.sources.icews import ICEWS
from tocsin.store.lake.bulk import stage_bulk

duckdb = pytest.importorskip("duckdb")
FILE = Path(__file__).parents[2] / "data/sources/icews_events.tab"


def read(path=FILE, *, only_dyads=False):
    """Return what became of a file, and its rows as dicts."""
    with duckdb.connect() as connection:
        staged = stage_bulk(
            connection, ICEWS.table, ICEWS.reader, [Given(name=path.name, path=path)],
            only_dyads=only_dyads, most_refused=0,
        )  # fmt: skip
        found = connection.execute("SELECT * FROM staged ORDER BY line")
        names = [column[0] for column in found.description]
        return staged, [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def rows():
    """Return the rows of the small file."""
    return read()[1]


def test_an_event_has_all_that_the_file_says_of_it(rows):
    assert rows[1] == {
        "id": "32889836",
        "day": dt.date(2018, 6, 2),
        "source": "RUS",
        "target": "PRK",
        "source_name": "Sergey Viktorovich Lavrov",
        "target_name": "Kim Jong-Un",
        "code": "036",
        "scheme": "cameo",
        "type": "AGREE",
        "mode": None,
        "quad": 1,
        "goldstein": 4.0,
        "is_root": None,
        "mentions": None,
        "articles": None,
        "tone": None,
        "place": "PRK",
        "publisher": "Yonhap News Agency",
        "added": None,
        "url": None,
        "file": 0,
        "line": 3,
    }


def test_a_number_is_unique_within_a_day_alone(rows):
    assert [(row["id"], row["day"].day) for row in rows[:2]] == [
        ("32889836", 1),
        ("32889836", 2),
    ]


def test_the_header_is_no_row(rows):
    assert [row["line"] for row in rows] == list(range(2, 10))


def test_na_is_an_empty_cell(rows):
    assert rows[2]["source_name"] == "European Union"
    assert rows[4]["target"] is None
    assert rows[7]["place"] is None


def test_namibia_is_not_lost(rows):
    assert (rows[3]["target"], rows[3]["place"]) == ("NAM", "NAM")


def test_bodies_are_found_by_name_and_organs_by_their_body(rows):
    assert [rows[n]["source"] for n in (2, 3, 7)] == ["EU", "UN", "EU"]


def test_ambiguous_names_are_read_as_the_publisher_means_them(rows):
    assert (rows[6]["source"], rows[6]["target"], rows[6]["place"]) == ("COG", "MKD", "CIV")


def test_names_of_contested_places_are_states_of_ours(rows):
    assert rows[7]["target"] == "PSE"


def test_a_quote_is_a_character(rows):
    assert rows[5]["target_name"] == '"Hetq" (Armenia)'


def test_codes_are_text_with_their_quadrant_and_value(rows):
    assert [(row["code"], row["quad"], row["goldstein"]) for row in rows] == [
        ("040", 1, 1.0), ("036", 1, 4.0), ("163", 4, -8.0), ("020", 1, 3.0), ("180", 4, -9.0),
        ("010", 1, 0.0), ("072", 2, 8.3), ("073", 2, 7.4),
    ]  # fmt: skip


def test_only_dyads_leave_out_domestic_and_unknown_parties():
    staged, rows = read(only_dyads=True)
    assert [row["line"] for row in rows] == [2, 3, 4, 5, 8, 9]
    assert (staged.rows, staged.staged, staged.set_aside) == ((8,), (6,), (2,))


def test_windows_line_ends_change_nothing(rows, tmp_path):
    path = tmp_path / "events.tab"
    path.write_bytes(FILE.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path)[1] == rows


def test_the_terms_forbid_to_hand_on_rows():
    assert not ICEWS.licence.allows_rows
    assert not ICEWS.licence.is_verified
    assert (ICEWS.start, ICEWS.end) == (dt.date(1995, 1, 1), dt.date(2023, 4, 11))
