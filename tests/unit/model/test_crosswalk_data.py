"""Checks of the crosswalk's data files, and against lists that others published."""

import csv
import json
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tocsin.model.crosswalk import Scheme, load_crosswalk, load_names

ROOT = Path(__file__).resolve().parents[3]
ONTOLOGY = ROOT / "src/tocsin/model/ontology"
FOLDER = ONTOLOGY / "crosswalk"
SHARED = ROOT.parent / "shared/data"
CROSSWALK = load_crosswalk()
COLUMNS = {
    "states.csv": "state scheme code start end use source",
    "names.csv": "name scheme state start end source",
    "regions.csv": "scheme code name kind parent source",
    "groups.csv": "code id name start end source",
    "successions.csv": "state successor day kind source",
}
CODES = {
    "iso3": r"[A-Z]{3}",
    "iso2": r"[A-Z]{2}|[A-Z]{4}",
    "numeric": r"\d{3}",
    "cow": r"[1-9]\d{0,2}",
    "cow_abb": r"[A-Z]{3}",
    "gw": r"[1-9]\d{0,2}",
    "fips": r"[A-Z]{2}",
    "cameo": r"[A-Z]{3}",
    "un": r"[A-Z]{2}",
}
# Withdrawn ISO alpha-3 codes of states; XKX is user-assigned.
WITHDRAWN = {"CSK", "DDR", "YUG", "YMD"}


def rows(name, folder=FOLDER):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shared(path):
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{file} is not here")
    return file


def table(path, *, encoding="utf-8", delimiter=",", skip=0):
    lines = shared(path).read_text(encoding=encoding).splitlines()[skip:]
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    return list(csv.DictReader(lines, delimiter=delimiter, quoting=quoting))


def first_day(row):
    return date.fromisoformat(row["start"]) if row["start"] else date.min


def last_day(row):
    return date.fromisoformat(row["end"]) if row["end"] else date.max


def overlap(one, other):
    return max(first_day(one), first_day(other)) <= min(last_day(one), last_day(other))


ACTOR_STATES = rows("states.csv", ONTOLOGY / "actors")
PERIODS = [row for name in ("states.csv", "names.csv", "groups.csv") for row in rows(name)]


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_files_have_their_columns_and_every_row_a_source(name, columns):
    table = rows(name)
    assert list(table[0]) == columns.split()
    assert all(row["source"] for row in table)
    assert len({tuple(row.values()) for row in table}) == len(table)


def test_periods_end_after_they_start():
    assert [row for row in PERIODS if first_day(row) > last_day(row)] == []


def test_codes_have_the_form_of_their_scheme():
    wrong = [r for r in rows("states.csv") if not re.fullmatch(CODES[r["scheme"]], r["code"])]
    assert wrong == []
    wrong = [r for r in rows("regions.csv") if not re.fullmatch(CODES[r["scheme"]], r["code"])]
    assert wrong == []
    assert {row["use"] for row in rows("states.csv")} == {"main", "also"}


def test_no_two_states_share_a_code_on_one_day():
    holders = defaultdict(list)
    for row in rows("states.csv"):
        holders[row["scheme"], row["code"]].append(row)
    clashes = [pair for held in holders.values() for pair in combinations(held, 2)
               if overlap(*pair)]  # fmt: skip
    assert clashes == []


def test_no_state_has_two_written_codes_of_one_scheme_on_one_day():
    written = defaultdict(list)
    for row in rows("states.csv"):
        if row["use"] == "main":
            written[row["state"], row["scheme"]].append(row)
    clashes = [pair for held in written.values() for pair in combinations(held, 2)
               if overlap(*pair)]  # fmt: skip
    assert clashes == []


def test_no_name_means_two_states_on_one_day():
    clashes = [
        (key, pair)
        for key, held in load_names().items()
        for pair in combinations(held, 2)
        if pair[0].state != pair[1].state
        and max(pair[0].start or date.min, pair[1].start or date.min)
        <= min(pair[0].end or date.max, pair[1].end or date.max)
    ]
    assert clashes == []


def test_regions_are_no_states_and_their_parents_are():
    for row in rows("regions.csv"):
        assert CROSSWALK.state(row["code"], Scheme(row["scheme"])) is None, row
        assert row["kind"] in {"region", "territory", "disputed", "city", "sea"}
        assert bool(row["parent"]) == (row["kind"] in {"territory", "city"})
        assert not row["parent"] or row["parent"] in CROSSWALK.states


def test_groups_are_actors_of_the_gazetteer():
    tables = ("bodies.csv", "groups.csv")
    known = {row["id"] for name in tables for row in rows(name, ONTOLOGY / "actors")}
    assert {row["id"] for row in rows("groups.csv")} <= known


def test_successors_are_states_and_predecessors_are_known():
    for row in rows("successions.csv"):
        assert row["successor"] in CROSSWALK.states
        assert CROSSWALK.state(row["state"], Scheme.ISO3), row
        assert row["kind"] in {"continues", "splits", "leaves", "joins"}


def test_every_state_that_ended_has_a_successor():
    written = [r for r in rows("states.csv") if r["scheme"] == "iso3" and r["use"] == "main"]
    ended = {row["state"] for row in written if row["end"]}
    assert ended <= {row["state"] for row in rows("successions.csv")}


def test_the_states_of_the_gazetteer_all_resolve():
    assert len(ACTOR_STATES) == 197
    for row in ACTOR_STATES:
        assert CROSSWALK.state(row["iso3"], Scheme.ISO3) == row["iso3"]
        assert CROSSWALK.state(row["iso2"], Scheme.ISO2) == row["iso3"]
        assert CROSSWALK.named(row["name"]) == row["iso3"]
        for scheme in (Scheme.FIPS, Scheme.CAMEO):
            assert CROSSWALK.code(row["iso3"], scheme)


def test_states_without_a_code_are_the_known_ones():
    missing = {
        scheme: {r["iso3"] for r in ACTOR_STATES if CROSSWALK.code(r["iso3"], scheme) is None}
        for scheme in (Scheme.NUMERIC, Scheme.COW, Scheme.COW_ABB, Scheme.GW, Scheme.UN)
    }
    assert missing == {
        Scheme.NUMERIC: {"XKX"},
        Scheme.COW: {"VAT", "PSE"},
        Scheme.COW_ABB: {"VAT", "PSE"},
        Scheme.GW: {"VAT", "PSE"},
        Scheme.UN: {"VAT", "PSE", "XKX"},
    }


def test_own_ids_clash_with_no_present_iso_code():
    iso = {row["iso3"] for row in ACTOR_STATES}
    regions = {row["code"] for row in rows("regions.csv") if row["scheme"] == "iso3"}
    assert not {state for state in CROSSWALK.states - iso if state in regions}
    assert CROSSWALK.states >= WITHDRAWN


@pytest.mark.parametrize(
    ("scheme", "day", "members"),
    [
        (Scheme.UN, "1945-12-31", 51),
        (Scheme.UN, "1955-12-31", 76),
        (Scheme.UN, "2011-12-31", 193),
        (Scheme.COW, "1816-01-01", 23),
        (Scheme.COW, "2016-12-31", 195),
        (Scheme.GW, "2017-12-31", 197),
    ],
)
def test_the_numbers_of_members_are_the_published_ones(scheme, day, members):
    # UN: its list of growth in membership. COW: 23 and 195 states in the list of 2016. GW: 174
    # states and 23 microstates.
    today = date.fromisoformat(day)
    found = {row.state for row in CROSSWALK.rows(scheme) if row.is_main
             and (row.start or date.min) <= today <= (row.end or date.max)}  # fmt: skip
    assert len(found) == members


def test_published_country_names_and_codes():
    cases = json.loads(shared("cases/country_names.json").read_text(encoding="utf-8"))
    for code, iso2 in cases["iso2_from"].items():
        scheme = Scheme.ISO2 if len(code) == 2 else Scheme.ISO3
        assert CROSSWALK.code(CROSSWALK.state(code, scheme), Scheme.ISO2) == iso2
    for name, iso2 in cases["name_to_iso2"].items():
        expected = None if iso2 in {None, "EU", "GB-SCT"} else iso2
        state = CROSSWALK.named(name)
        assert (state and CROSSWALK.code(state, Scheme.ISO2)) == expected, name


def test_published_gleditsch_ward_codes_and_the_two_that_are_wrong_there():
    cases = json.loads(shared("cases/country_names.json").read_text(encoding="utf-8"))
    theirs = cases["gwcode"]
    ours = {state: int(CROSSWALK.code(state, Scheme.GW)) for state in theirs}
    assert {s: (theirs[s], ours[s]) for s in theirs if theirs[s] != ours[s]} == {
        "VNM": (817, 816),  # 817 was the south
        "YEM": (680, 678),  # 680 was the south
    }


def test_gdelt_actors_and_places_are_states_or_known_not_to_be():
    lines = shared("sources/gdelt2.export.CSV").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    assert len(cells) == 1000
    actors = {row[place] for row in cells for place in (7, 17)} - {""}
    places = {row[place] for row in cells for place in (37, 45, 53)} - {""}
    no_states = {code for code in actors if CROSSWALK.state(code, Scheme.CAMEO) is None}
    assert no_states == {"AFR", "EUR", "BMU"}
    no_places = {code for code in places if CROSSWALK.state(code, Scheme.FIPS) is None}
    assert no_places == {"BD", "HK", "JE", "OS", "VI"}
    assert all(CROSSWALK.region(code, Scheme.CAMEO) for code in no_states)
    assert all(CROSSWALK.region(code, Scheme.FIPS) for code in no_places)


def test_gdelt_places_have_the_names_that_stand_beside_their_codes():
    lines = shared("sources/gdelt2.export.CSV").read_text(encoding="utf-8").splitlines()
    beside = {(row[place], row[place - 1].rsplit(", ", 1)[-1])
              for row in (line.split("\t") for line in lines) for place in (37, 45, 53)}  # fmt: skip
    found = {(code, name): (CROSSWALK.state(code, Scheme.FIPS), CROSSWALK.named(name))
             for code, name in beside}  # fmt: skip
    differing = {key for key, (by_code, by_name) in found.items() if by_code != by_name}
    # "Bahamas, The", "Vietnam, Socialist Republic Of"; Congo alone is nobody.
    assert differing == {("BF", "The"), ("VM", "Republic Of"), ("CF", "Congo")}


def test_icews_countries_are_states():
    events = table("sources/icews_events_2018.tab", delimiter="\t")
    columns = ("Source Country", "Target Country", "Country")
    names = {event[column] for event in events for column in columns}
    day = date(2018, 6, 1)
    assert {n for n in names if not CROSSWALK.named(n, Scheme.ICEWS, day)} == {"NA"}
    assert CROSSWALK.named("Occupied Palestinian Territory", Scheme.ICEWS, day) == "PSE"


def test_un_voters_have_the_codes_and_names_of_unvotes():
    votes = table("sources/unvotes_un_votes_7states_s70_s74.csv")
    pairs = {(vote["country"], vote["country_code"]) for vote in votes}
    day = date(2016, 1, 1)
    for name, code in pairs:
        assert CROSSWALK.state(code, Scheme.UN, day) == CROSSWALK.named(name, Scheme.UNVOTES)
        assert CROSSWALK.code(CROSSWALK.state(code, Scheme.UN, day), Scheme.UN, day) == code
    assert len(pairs) == 7


def test_ideal_points_have_one_state_by_code_and_by_iso():
    points = table("sources/unga_idealpoints_apr2020_7states.csv", encoding="latin-1")
    assert len(points) == 389
    for point in points:
        day = date(int(point["session"]) + 1945, 12, 31)
        state = CROSSWALK.state(point["ccode"], Scheme.COW, day)
        assert state == CROSSWALK.state(point["iso3c"], Scheme.ISO3, day)
        assert state == CROSSWALK.named(point["Countryname"], day=day)


def test_atop_codes_are_states():
    years = table("sources/atop51_directed_dyad_year_7states_1990_2018.csv")
    codes = {(row[side], row["year"]) for row in years for side in ("ccode1", "ccode2")}
    assert {CROSSWALK.state(code, Scheme.COW, date(int(year), 12, 31)) for code, year in codes}
    states = {
        CROSSWALK.state(code, Scheme.COW, date(int(year), 12, 31)) for code, year in codes
    }
    assert states == {"USA", "GBR", "RUS", "CHN", "PRK", "KOR", "JPN"}


def test_sipri_suppliers_are_states_or_unknown():
    transfers = table("sources/sipri_trade_register_ukraine_2000_2024.csv", skip=11)
    names = {row[column] for row in transfers for column in ("Supplier", "Recipient")}
    day = date(2023, 1, 1)
    nobody = {name for name in names if not CROSSWALK.named(name, Scheme.SIPRI, day)}
    assert nobody == {"unknown supplier(s)"}
    assert len(names) == 33


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Bosnia-Herzegovina", "BIH"),
        ("Cabo Verde", "CPV"),
        ("Congo", "COG"),
        ("Cote d'Ivoire", "CIV"),
        ("DR Congo", "COD"),
        ("eSwatini", "SWZ"),
        ("East Germany (GDR)", "DDR"),
        ("North Yemen", "YEM"),
        ("Saint Kitts and Nevis", "KNA"),
        ("Saint Vincent", "VCT"),
        ("South Vietnam", "RVN"),
        ("South Yemen", "YMD"),
        ("Soviet Union", "RUS"),
        ("Turkiye", "TUR"),
        ("UAE", "ARE"),
        ("Viet Nam", "VNM"),
        ("Hezbollah (Lebanon)*", None),
        ("Houthi rebels (Yemen)*", None),
        ("NATO**", None),
        ("Northern Cyprus", None),
        ("unknown recipient(s)", None),
    ],
)
def test_other_parties_of_the_sipri_register(name, state):
    assert CROSSWALK.named(name, Scheme.SIPRI) == state


def test_opensanctions_countries_are_states():
    text = shared("sources/opensanctions_eu_fsf_t1.entities.ftm.json").read_text(
        encoding="utf-8"
    )
    fields = ("country", "nationality", "jurisdiction", "birthCountry", "citizenship")
    entities = [json.loads(line)["properties"] for line in text.splitlines()]
    codes = {code for entity in entities for field in fields for code in entity.get(field, ())}
    assert {code: CROSSWALK.state(code, Scheme.ISO2) for code in codes} == {
        "by": "BLR",
        "ir": "IRN",
        "ke": "KEN",
        "ru": "RUS",
    }
