"""POLECAT events become rows of the lake, by small files with what is known of their traps."""

import datetime as dt
from pathlib import Path

import pytest

from tocsin.errors import SourceError
from tocsin.sources.base import Given
from tocsin.sources.polecat import POLECAT
from tocsin.store.lake.bulk import stage_bulk

duckdb = pytest.importorskip("duckdb")
DATA = Path(__file__).parents[2] / "data/sources"


def read(path=DATA / "polecat.txt", *, only_dyads=False, most_refused=0):
    """Return what became of a file, and its rows as dicts."""
    with duckdb.connect() as connection:
        staged = stage_bulk(
            connection, POLECAT.table, POLECAT.reader, [Given(name=path.name, path=path)],
            only_dyads=only_dyads, most_refused=most_refused,
        )  # fmt: skip
        found = connection.execute("SELECT * FROM staged ORDER BY line, id")
        names = [column[0] for column in found.description]
        return staged, [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def rows():
    """Return the rows of the small file."""
    return read()[1]


def of(rows, end):
    """Return the rows of the event whose number ends so, without regard to pairs."""
    return [row for row in rows if row["id"].split("~")[0].endswith(end)]


def test_an_event_has_all_that_the_file_says_of_it(rows):
    assert rows[0] == {
        "id": "20230905-2227-8b13212ac6f6_CONSULT_R",
        "day": dt.date(2023, 9, 4),
        "source": "PRK",
        "target": "RUS",
        "source_name": "Kim Jong Un",
        "target_name": "Vladimir Putin",
        "code": "CONSULT",
        "scheme": "plover",
        "type": "CONSULT",
        "mode": "meet",
        "quad": 1,
        "goldstein": 1.0,
        "is_root": None,
        "mentions": None,
        "articles": None,
        "tone": None,
        "place": "RUS",
        "publisher": "Agence France-Presse",
        "added": None,
        "url": None,
        "file": 0,
        "line": 2,
    }


def test_several_actors_are_one_row_for_each_pair(rows):
    found = of(rows, "_ACCUSE")
    assert [(row["source"], row["target"]) for row in found] == [
        ("USA", "PRK"), ("USA", "RUS"), ("JPN", "PRK"), ("JPN", "RUS"), ("KOR", "PRK"),
        ("KOR", "RUS"),
    ]  # fmt: skip
    stem = "20230905-2227-8b13212ac6f7_ACCUSE"
    assert [row["id"] for row in found] == [stem, *(f"{stem}~{n}" for n in range(2, 7))]
    assert {row["source_name"] for row in found} == {"United States;Japan;South Korea"}


def test_a_body_and_a_state_in_one_cell_are_both_found(rows):
    found = of(rows, "_SANCTION")
    assert [(row["source"], row["target"]) for row in found] == [("EU", "RUS"), ("FRA", "RUS")]


def test_nobody_acts_on_himself_where_there_is_somebody_else(rows):
    found = of(rows, "_COOPERATE")
    assert [(row["source"], row["target"]) for row in found] == [("CHN", "RUS"), ("RUS", "CHN")]


def test_an_event_without_a_second_party_is_one_row(rows):
    (found,) = of(rows, "_PROTEST")
    assert (found["source"], found["target"], found["target_name"]) == ("COL", None, None)


def test_bytes_are_read_as_latin_1(rows):
    (found,) = of(rows, "_PROTEST")
    assert found["publisher"] == "El Espectador (Bogotá)"
    assert found["source_name"] == "protesters in Bogotá"


def test_none_is_an_empty_cell(rows):
    assert of(rows, "_SANCTION")[0]["mode"] is None
    assert of(rows, "_COOPERATE")[0]["goldstein"] is None


def test_an_event_without_a_day_has_that_of_its_story(rows):
    assert of(rows, "_COOPERATE")[0]["day"] == dt.date(2023, 9, 5)


def test_a_missing_quadrant_is_that_of_the_type(rows):
    assert of(rows, "_ACCUSE")[0]["quad"] == 3


def test_an_unknown_type_is_kept_as_code_alone(rows):
    (found,) = of(rows, "_FIGHT")
    assert (found["code"], found["type"], found["quad"]) == ("FIGHT", None, None)
    assert (found["source"], found["target"]) == (None, "NAM")


@pytest.mark.parametrize(
    "name", ["polecat_tabs.txt", "polecat_headline_in_header.txt", "polecat_headline.txt"]
)
def test_other_headers_change_nothing(rows, name):
    assert read(DATA / name)[1] == rows


def test_counts_are_of_pairs():
    staged, rows = read()
    assert (staged.rows, staged.staged, staged.set_aside) == ((13,), (13,), (0,))
    assert len(rows) == 13


def test_only_dyads_keep_the_ids_that_rows_have_without_the_filter(rows):
    staged, kept = read(only_dyads=True)
    assert kept == [row for row in rows if None not in (row["source"], row["target"])]
    assert (staged.rows, staged.staged, staged.set_aside) == ((13,), (11,), (2,))


def test_an_unfit_row_with_several_actors_is_refused_once(tmp_path):
    path = tmp_path / "polecat.txt"
    path.write_bytes((DATA / "polecat.txt").read_bytes().replace(b"\t-2.0\t", b"\tminus\t"))
    with pytest.raises(SourceError, match=r"line 3, column Intensity: found 'minus', a number"):
        read(path)
    staged, _ = read(path, most_refused=1)
    assert (staged.rows, staged.staged, staged.refused) == ((8,), (7,), (1,))


def test_the_terms_are_not_claimed_to_be_read():
    assert not POLECAT.licence.is_verified
    assert not POLECAT.licence.allows_rows
