"""GDELT's events and mentions become rows of the lake, by a small file that has every trap."""

import datetime as dt
from pathlib import Path

import pytest

from tocsin.errors import SourceError
from tocsin.sources.base import Given
from tocsin.sources.gdelt import GDELT, GDELT_1, GDELT_MENTIONS
from tocsin.store.lake.bulk import stage_bulk

duckdb = pytest.importorskip("duckdb")
DATA = Path(__file__).parents[2] / "data/sources"


def read(source, *names, only_dyads=False, most_refused=0):
    """Return what became of files, and their rows by id as dicts."""
    files = [Given(name=Path(name).name, path=DATA / name) for name in names]
    with duckdb.connect() as connection:
        staged = stage_bulk(
            connection, source.table, source.reader, files,
            only_dyads=only_dyads, most_refused=most_refused,
        )  # fmt: skip
        found = connection.execute("SELECT * FROM staged ORDER BY file, line")
        names = [column[0] for column in found.description]
        return staged, [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def events():
    """Return the rows of the small file of events by their last digits."""
    _, rows = read(GDELT, "gdelt2_events.export.CSV")
    return {int(row["id"]) - 1_000_000_000: row for row in rows}


def test_every_row_of_the_feed_is_read():
    staged, rows = read(GDELT, "gdelt2_events.export.CSV")
    assert (staged.rows, staged.staged, staged.refused) == ((12,), (12,), (0,))
    assert [row["line"] for row in rows] == list(range(1, 13))


def test_an_event_has_all_that_the_feed_says_of_it(events):
    assert events[2] == {
        "id": "1000000002",
        "day": dt.date(2023, 9, 4),
        "source": "RUS",
        "target": "PRK",
        "source_name": "KREMLIN",
        "target_name": "PYONGYANG",
        "code": "0841",
        "scheme": "cameo",
        "type": "RETREAT",
        "mode": None,
        "quad": 2,
        "goldstein": 7.0,
        "is_root": False,
        "mentions": 3,
        "articles": 10,
        "tone": -1.5,
        "place": "PRK",
        "publisher": None,
        "added": dt.datetime(2023, 9, 5, 14, 30),  # noqa: DTZ001 - the lake's moments are UTC
        "url": "https://news.example/1000000002",
        "file": 0,
        "line": 2,
    }


def test_event_codes_keep_their_zeros(events):
    assert [events[n]["code"] for n in (1, 2, 5)] == ["040", "0841", "020"]


def test_an_event_may_be_dated_long_before_it_was_added(events):
    assert events[3]["day"] == dt.date(2022, 9, 5)
    assert events[3]["added"].date() == dt.date(2023, 9, 5)


def test_a_body_goes_before_the_region_that_its_code_names(events):
    assert (events[4]["source"], events[4]["target"]) == ("EU", "RUS")
    assert events[5]["source"] == "UN"


def test_a_region_names_nobody(events):
    assert events[6]["source"] is None
    assert events[6]["source_name"] == "AFRICA"
    assert events[6]["target"] == "CHN"


def test_namibia_is_a_state_and_its_name_a_text(events):
    assert (events[7]["source"], events[7]["source_name"]) == ("NAM", "NA")
    assert events[7]["place"] == "NAM"


def test_an_armed_group_counts_for_the_state_of_its_code(events):
    assert (events[8]["source"], events[8]["target"]) == ("AFG", "PAK")


def test_a_quote_is_a_character(events):
    assert events[8]["target_name"] == '"ISLAMABAD'


def test_an_actor_without_a_country_is_kept_by_name(events):
    assert (events[9]["source"], events[9]["source_name"]) == (None, "POLICE")
    assert (events[9]["target"], events[9]["target_name"]) == (None, None)


@pytest.mark.parametrize(
    ("number", "place"),
    [(1, "RUS"), (2, "PRK"), (3, "KOR"), (6, "CHN"), (7, "NAM"), (9, "CHN"), (10, "DEU")],
)
def test_places_are_read_as_fips(events, number, place):
    assert events[number]["place"] == place


def test_the_goldstein_value_is_that_of_the_row(events):
    assert events[10]["code"] == "016"
    assert events[10]["goldstein"] == -2.0


def test_an_unknown_code_and_an_empty_value_are_kept_as_unknown(events):
    assert events[12]["code"] == "---"
    assert events[12]["type"] is None
    assert events[12]["goldstein"] is None


def test_a_statement_has_no_plover_type(events):
    assert (events[11]["code"], events[11]["type"]) == ("010", None)


def test_only_dyads_have_two_different_parties():
    staged, rows = read(GDELT, "gdelt2_events.export.CSV", only_dyads=True)
    assert [int(row["id"]) % 100 for row in rows] == [1, 2, 3, 4, 5, 7, 8, 10, 12]
    assert (staged.rows, staged.staged, staged.set_aside) == ((12,), (9,), (3,))


def test_a_file_saved_with_its_header_says_the_same(events):
    _, rows = read(GDELT, "gdelt2_events_saved.csv")
    bare = [{k: v for k, v in row.items() if k != "line"} for row in events.values()]
    assert [{k: v for k, v in row.items() if k != "line"} for row in rows] == bare
    assert [row["line"] for row in rows] == list(range(2, 14))


def test_the_first_edition_is_a_source_of_its_own(events):
    _, day = read(GDELT_1, "gdelt1_day.export.CSV")
    _, year = read(GDELT_1, "gdelt1_year.csv")
    assert [row["id"] for row in day] == [events[n]["id"] for n in (1, 2, 3)]
    assert [row["place"] for row in day] == ["RUS", "PRK", "KOR"]
    assert {row["added"].date() for row in day + year} == {dt.date(2013, 4, 1)}
    assert [row["url"] for row in year] == [None] * 3
    with pytest.raises(SourceError, match=r"found 58 columns between tabs .* 61 columns"):
        read(GDELT, "gdelt1_day.export.CSV")


def test_mentions_of_the_feed_and_saved_ones_say_the_same():
    _, feed = read(GDELT_MENTIONS, "gdelt2.mentions.CSV")
    _, saved = read(GDELT_MENTIONS, "gdelt2_mentions_saved.csv")
    assert [{**row, "line": row["line"] + 1} for row in feed] == saved
    assert feed[1] == {
        "event": "1000000001",
        "day": dt.date(2023, 9, 5),
        "event_day": dt.date(2023, 9, 5),
        "publisher": "vesti.example",
        "url": "https://vesti.example/a,b",
        "sentence": 2,
        "is_raw": False,
        "confidence": 20,
        "characters": 1002,
        "tone": -2.5,
        "language": "rus",
        "file": 0,
        "line": 2,
    }
    assert [row["language"] for row in feed] == [None, "rus", "kor"]
    assert feed[2]["url"] == 'BBC Monitoring "Asia"/ 5 Sep'
    assert feed[2]["event_day"] == dt.date(2022, 9, 5)


def test_a_day_of_files_is_numbered_in_order():
    staged, rows = read(GDELT, *["gdelt2_events.export.CSV"] * 3)
    assert staged.rows == (12, 12, 12)
    assert [(row["file"], row["line"]) for row in rows] == [
        (file, line) for file in range(3) for line in range(1, 13)
    ]


def test_the_terms_are_not_claimed_to_be_read():
    assert all(not one.licence.is_verified for one in (GDELT, GDELT_1, GDELT_MENTIONS))
    assert GDELT.start == dt.date(2015, 2, 18)
    assert GDELT.end is None
