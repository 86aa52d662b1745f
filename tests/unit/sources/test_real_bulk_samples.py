"""Real samples of event data are read without loss: what is staged is what `csv` finds in them."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.sources.base import Given
from tocsin.sources.gdelt import GDELT, GDELT_MENTIONS
from tocsin.sources.icews import ICEWS
from tocsin.sources.polecat import POLECAT
from tocsin.store.lake.bulk import choose_form, stage_bulk

duckdb = pytest.importorskip("duckdb")
SAMPLES = Path(__file__).parents[3].parent / "shared/data/sources"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real samples lie beside the repository, not in it"
)


def read(source, name, *, only_dyads=False):
    """Return what became of a sample, and its rows as dicts, in the order of the file."""
    given = Given(name=name, path=SAMPLES / name)
    with duckdb.connect() as connection:
        staged = stage_bulk(
            connection, source.table, source.reader, [given],
            only_dyads=only_dyads, most_refused=0,
        )  # fmt: skip
        found = connection.execute("SELECT * FROM staged ORDER BY line")
        names = [column[0] for column in found.description]
        return staged, [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def lines(name, **options):
    """Return the lines of a sample as csv has them."""
    with (SAMPLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, **options))


TABS = {"delimiter": "\t", "quoting": csv.QUOTE_NONE}


@pytest.fixture(scope="module")
def gdelt():
    """Return the sample of events as csv has it, and as it was staged."""
    return lines("gdelt2.export.CSV", **TABS), *read(GDELT, "gdelt2.export.CSV")


def test_gdelt_has_a_thousand_rows_of_61_cells(gdelt):
    raw, staged, rows = gdelt
    assert {len(row) for row in raw} == {61}
    assert (staged.rows, staged.staged, staged.refused) == ((1000,), (1000,), (0,))
    assert [row["line"] for row in rows] == list(range(1, 1001))


@pytest.mark.parametrize(
    ("column", "place"), [("id", 0), ("code", 26), ("url", 60)], ids=["id", "code", "url"]
)
def test_gdelt_texts_are_what_csv_finds(gdelt, column, place):
    raw, _, rows = gdelt
    assert [row[column] for row in rows] == [row[place] for row in raw]


def test_gdelt_codes_are_text_with_zeros(gdelt):
    raw, _, rows = gdelt
    assert Counter(row["code"] for row in rows) == Counter(row[26] for row in raw)
    assert sum(row["code"].startswith("0") for row in rows) == 726


def test_gdelt_names_are_what_csv_finds_or_codes_where_there_are_none(gdelt):
    raw, _, rows = gdelt
    assert [row["source_name"] for row in rows] == [row[6] or row[5] or None for row in raw]
    assert [row["target_name"] for row in rows] == [row[16] or row[15] or None for row in raw]
    assert sum(not row["source_name"].isascii() for row in rows if row["source_name"]) == 0


@pytest.mark.parametrize(
    ("column", "place"), [("goldstein", 30), ("tone", 34), ("mentions", 31), ("articles", 33)]
)
def test_gdelt_numbers_add_up_to_what_csv_finds(gdelt, column, place):
    raw, _, rows = gdelt
    assert [row[column] for row in rows] == [float(row[place]) for row in raw]
    assert {type(row[column]) for row in rows} == {float if place in (30, 34) else int}


def test_gdelt_totals_are_those_of_the_file(gdelt):
    _, _, rows = gdelt
    assert sum(row["mentions"] for row in rows) == 5293
    assert sum(row["goldstein"] for row in rows) == pytest.approx(567.1)
    assert Counter(row["quad"] for row in rows) == {1: 587, 2: 139, 3: 124, 4: 150}
    assert Counter(row["is_root"] for row in rows) == {True: 622, False: 378}


def test_gdelt_days_and_moments_are_what_csv_finds(gdelt):
    raw, _, rows = gdelt
    assert [row["day"].strftime("%Y%m%d") for row in rows] == [row[1] for row in raw]
    assert [row["added"].strftime("%Y%m%d%H%M%S") for row in rows] == [row[59] for row in raw]
    assert Counter((row["added"].date() - row["day"]).days for row in rows)[0] == 940


def test_gdelt_parties_are_states_or_bodies_and_regions_nobody(gdelt):
    raw, _, rows = gdelt
    walk = load_crosswalk()
    for row, cells in zip(rows, raw, strict=True):
        for side, code, group in (("source", 7, 8), ("target", 17, 18)):
            body = {"EEC": "EU", "UNO": "UN"}.get(cells[group])
            assert row[side] == (body or walk.state(cells[code], Scheme.CAMEO))
    parties = Counter(row[side] for row in rows for side in ("source", "target"))
    assert (parties["UN"], parties["EU"], parties["GBR"]) == (7, 4, 137)
    assert not {"AFR", "EUR"} & set(parties)


def test_gdelt_places_are_read_as_fips(gdelt):
    raw, _, rows = gdelt
    walk = load_crosswalk()
    assert [row["place"] for row in rows] == [walk.state(row[53], Scheme.FIPS) for row in raw]
    places = Counter(row["place"] for row in rows)
    assert [places[state] for state in ("CHN", "DEU", "ZAF", "RUS")] == [38, 26, 24, 23]


def test_gdelt_dyads_are_rows_with_two_different_parties(gdelt):
    _, _, rows = gdelt
    staged, kept = read(GDELT, "gdelt2.export.CSV", only_dyads=True)
    assert kept == [
        row
        for row in rows
        if None not in (row["source"], row["target"]) and row["source"] != row["target"]
    ]
    assert (staged.staged, staged.set_aside) == ((155,), (845,))


def test_mentions_are_what_csv_finds():
    header, *raw = lines("gdelt2_mentions_gdeltpyr_60.csv")
    staged, rows = read(GDELT_MENTIONS, "gdelt2_mentions_gdeltpyr_60.csv")
    assert len(header) == 16
    assert (staged.rows, staged.staged) == ((59,), (59,))
    assert [row["event"] for row in rows] == [row[0] for row in raw]
    assert [row["url"] for row in rows] == [row[5] for row in raw]
    assert [row["publisher"] for row in rows] == [row[4] for row in raw]
    assert [row["sentence"] for row in rows] == [int(row[6]) for row in raw]
    assert [row["is_raw"] for row in rows] == [row[10] == "1" for row in raw]
    assert sum(row["confidence"] for row in rows) == sum(int(row[11]) for row in raw) == 3500
    assert sum(row["characters"] for row in rows) == sum(int(row[12]) for row in raw)
    assert [row["tone"] for row in rows] == [float(row[13]) for row in raw]
    assert [row["language"] for row in rows] == [row[14][6:9] for row in raw]
    assert {row["day"] for row in rows} == {dt.date(2017, 7, 1)}
    assert sum(row["day"] != row["event_day"] for row in rows) == 7


@pytest.fixture(scope="module")
def icews():
    """Return the sample of ICEWS as csv has it without its header, and as it was staged."""
    raw = lines("icews_events_2018.tab", **TABS)[1:]
    return raw, *read(ICEWS, "icews_events_2018.tab")


def test_icews_has_199_rows_of_20_cells(icews):
    raw, staged, rows = icews
    assert {len(row) for row in raw} == {20}
    assert (staged.rows, staged.staged, staged.refused) == ((199,), (199,), (0,))
    assert [row["line"] for row in rows] == list(range(2, 201))


def test_icews_cells_are_what_csv_finds(icews):
    raw, _, rows = icews
    for column, place in {
        "id": 0, "source_name": 2, "target_name": 8, "code": 6, "publisher": 13,
    }.items():  # fmt: skip
        assert [row[column] for row in rows] == [row[place] for row in raw]
    assert [str(row["day"]) for row in rows] == [row[1] for row in raw]
    assert [row["goldstein"] for row in rows] == [float(row[7]) for row in raw]
    assert "Recep Tayyip Erdoğan" in {row["source_name"] for row in rows}
    assert "Nicolás Maduro" in {row["target_name"] for row in rows}


def test_icews_countries_are_all_found_and_na_is_nobody(icews):
    raw, _, rows = icews
    for row, cells in zip(rows, raw, strict=True):
        for side, name, country in (("source", 2, 4), ("target", 8, 10)):
            is_body = cells[name] in {"United Nations", "Shanghai Cooperation Organization"}
            assert (row[side] is None) == (cells[country] == "NA" and not is_body)
    parties = Counter(row[side] for row in rows for side in ("source", "target"))
    assert (parties["IND"], parties["PRK"], parties["RUS"], parties["PSE"]) == (79, 32, 7, 3)
    assert (parties["UN"], parties["SCO"]) == (2, 1)


def test_icews_quadrants_are_those_of_the_roots(icews):
    raw, _, rows = icews
    starts = {1: "01 02 03 04 05", 2: "06 07 08 09", 3: "10 11 12 13 14",
              4: "15 16 17 18 19 20"}  # fmt: skip
    roots = {root: quad for quad, roots in starts.items() for root in roots.split()}
    assert [row["quad"] for row in rows] == [roots[row[6][:2]] for row in raw]


def test_the_published_header_of_polecat_fits_and_has_no_rows():
    given = Given(name="polecat", path=SAMPLES / "polecat_header_only.txt")
    form = choose_form(POLECAT.reader, given)
    assert list(form.columns) == lines("polecat_header_only.txt", **TABS)[0]
    assert read(POLECAT, "polecat_header_only.txt")[0].rows == (0,)
