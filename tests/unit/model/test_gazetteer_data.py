"""Checks of the actor gazetteer's data files, read as plain CSV."""

import csv
import json
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.guards import Guard

ROOT = Path(__file__).resolve().parents[3]
ACTORS = ROOT / "src/tocsin/model/ontology/actors"
GOLD_CANDIDATES = (
    ROOT.parent / "shared/data/cases/mention_lookup_50.json",
    ROOT / "shared/data/cases/mention_lookup_50.json",
)
ACTOR_ID = re.compile(r"^[A-Z][A-Z0-9_]*(\.[A-Z][A-Z0-9_]*)?$")
LEADER_ID = re.compile(r"^[A-Z][A-Z0-9_]*\.[A-Z0-9_]+$")
FORM_FILES = ("names.csv", "places.csv", "seats.csv")
LISTED_FILES = ("bodies.csv", "groups.csv")
DATED_FILES = ("states.csv", *FORM_FILES, *LISTED_FILES, "leaders.csv")
COLUMNS = {
    "states.csv": "iso3 iso2 name official_name adjective capital un_member region start end",
    "names.csv": "form actor kind start end",
    "places.csv": "form actor kind start end",
    "seats.csv": "form actor kind start end",
    "bodies.csv": "id name forms kind members start end",
    "groups.csv": "id name forms state kind start end",
    "leaders.csv": "id name family_name aliases state office start end gender deputy_of",
    "ambiguous.csv": "form actor reject_before reject_after require_after reject_any require_any note",
    "titles.csv": "form kind",
    "roles.csv": "form kind",
    "common_names.csv": "form kind",
    "newsworthy.csv": "state offices",
    "unknown_terms.csv": "state office start end kind reason",
}
KINDS = {
    "names.csv": {"name", "adjective", "person", "code", "old"},
    "places.csv": {"capital", "city", "region", "site", "base"},
    "titles.csv": {
        "honorific",
        "head_of_state",
        "head_of_government",
        "minister",
        "monarch",
        "military",
        "diplomat",
        "other",
    },
    "common_names.csv": {"word", "name"},
    "unknown_terms.csv": {"vacant", "unknown"},
    "roles.csv": {"government", "military", "person", "legislature", "state_word", "private"},
}
SOLE_OFFICES = {
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "supreme_leader",
    "secretary_general",
    "monarch",
}


def read_rows(name):
    with (ACTORS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def day(cell, rest_of_year):
    """Return the day in a cell; a year alone is its first or last day."""
    return date.fromisoformat(cell + rest_of_year * (len(cell) == 4)) if cell else None


def first_day(row):
    return day(row["start"], "-01-01") or date.min


def last_day(row):
    return day(row["end"], "-12-31") or date.max


def overlap_days(one, other):
    shared = min(last_day(one), last_day(other)) - max(first_day(one), first_day(other))
    return shared.days


def country(actor):
    return actor.split(".")[0]


def dated_forms():
    """Return (form, actor, row) for every form of every file that carries dates."""
    found = []
    for row in read_rows("states.csv"):
        names = {row["name"], row["official_name"]} - {""}
        found += [(form, row["iso3"], row) for form in names]
    for name in FORM_FILES:
        found += [(row["form"], row["actor"], row) for row in read_rows(name)]
    for name in LISTED_FILES:
        for row in read_rows(name):
            found += [(form, row["id"], row) for form in row["forms"].split(";")]
    return found


def leader_forms(row):
    return {row["name"], *row["aliases"].split(";")} - {""}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_file_has_its_columns_and_no_ragged_or_padded_rows(name):
    rows = read_rows(name)
    assert list(rows[0]) == COLUMNS[name].split()
    for row in rows:
        assert None not in row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_rows_are_sorted_and_unique(name):
    rows = [tuple(row.values()) for row in read_rows(name)]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_kinds_are_known(name):
    assert {row["kind"] for row in read_rows(name)} <= KINDS[name]


@pytest.mark.parametrize("name", DATED_FILES)
def test_dates_parse_and_start_precedes_end(name):
    for row in read_rows(name):
        assert first_day(row) <= last_day(row), row


def test_state_codes_are_valid_and_unique():
    rows = read_rows("states.csv")
    assert len(rows) == 197
    for column, pattern in (("iso3", r"[A-Z]{3}"), ("iso2", r"[A-Z]{2}")):
        codes = [row[column] for row in rows]
        assert len(set(codes)) == len(codes)
        assert all(re.fullmatch(pattern, code) for code in codes)
    assert sum(row["un_member"] == "true" for row in rows) == 193


def test_namibia_keeps_its_code_as_text():
    codes = {row["iso3"]: row["iso2"] for row in read_rows("states.csv")}
    assert codes["NAM"] == "NA"


def test_every_capital_is_a_place():
    places = {(row["form"], row["actor"]) for row in read_rows("places.csv")}
    same_as_state = {"SGP", "VAT", "STP", "SYC", "SMR", "BOL"}
    for row in read_rows("states.csv"):
        if row["iso3"] not in same_as_state:
            assert (row["capital"], row["iso3"]) in places, row["capital"]


def test_actor_ids_are_well_formed():
    for form, actor, _ in dated_forms():
        assert ACTOR_ID.fullmatch(actor), (form, actor)
    for row in read_rows("leaders.csv"):
        assert LEADER_ID.fullmatch(row["id"]), row["id"]
        assert country(row["id"]) == row["state"]


def test_actors_belong_to_a_state_or_a_body():
    states = {row["iso3"] for row in read_rows("states.csv")} | {"ESH"}
    bodies = {row["id"] for name in LISTED_FILES for row in read_rows(name)}
    for name in FORM_FILES:
        assert {country(row["actor"]) for row in read_rows(name)} <= states
    assert {row["state"] for row in read_rows("leaders.csv")} <= states | bodies
    assert {row["state"] for row in read_rows("groups.csv")} <= states | {""}
    members = {code for row in read_rows("bodies.csv") for code in row["members"].split(";")}
    assert members <= states | {""}


def test_one_form_means_one_actor_at_a_time():
    guarded = {row["form"] for row in read_rows("ambiguous.csv")}
    owners = defaultdict(list)
    for form, actor, row in dated_forms():
        owners[form].append((actor, row))
    clashes = {
        (form, one, other)
        for form, entries in owners.items()
        for (one, a), (other, b) in combinations(entries, 2)
        if form not in guarded and one != other and overlap_days(a, b) >= 0
    }
    assert clashes == set()


def test_full_names_of_leaders_mean_one_person():
    owners = defaultdict(set)
    for row in read_rows("leaders.csv"):
        for form in leader_forms(row):
            owners[form].add(row["id"].split(".")[1])
    shared = {form: ids for form, ids in owners.items() if len(ids) > 1}
    assert shared == {}


def test_terms_of_one_office_do_not_overlap_for_long():
    terms = defaultdict(list)
    for row in read_rows("leaders.csv"):
        if row["office"] in SOLE_OFFICES:
            terms[row["state"], row["office"]].append(row)
    for rows in terms.values():
        for one, other in combinations(rows, 2):
            assert overlap_days(one, other) <= 400, (one["id"], other["id"])


def test_leaders_have_a_start_a_family_name_and_a_gender():
    for row in read_rows("leaders.csv"):
        assert row["start"], row["id"]
        assert row["family_name"], row["id"]
        assert row["gender"] in {"m", "f"}, row["id"]
        assert row["office"], row["id"]


def test_ambiguous_entries_either_guard_a_known_actor_or_bar_the_form():
    actors = {actor for _, actor, _ in dated_forms()} | {""}
    actors |= {row["id"] for row in read_rows("leaders.csv")}
    for row in read_rows("ambiguous.csv"):
        assert row["actor"] in actors, row


def gold_mentions():
    path = next((path for path in GOLD_CANDIDATES if path.exists()), None)
    if path is None:
        pytest.skip("mention_lookup_50.json is not in this checkout")
    return json.loads(path.read_text(encoding="utf-8"))["gold"]


def states_of_mention(mention):
    if mention.startswith("Mr. "):
        family = mention.removeprefix("Mr. ")
        leaders = read_rows("leaders.csv")
        return {row["state"] for row in leaders if row["family_name"] == family}
    known = {country(actor) for form, actor, _ in dated_forms() if form == mention}
    leaders = [row for row in read_rows("leaders.csv") if mention in leader_forms(row)]
    return known | {row["state"] for row in leaders}


def test_gold_mentions_are_found():
    for mention, state in gold_mentions().items():
        found = states_of_mention(mention)
        if mention.startswith("Mr. "):
            assert state in found, mention
        else:
            assert found == {state}, mention


@pytest.mark.parametrize(
    ("mention", "state"),
    [
        ("Republic of China", "TWN"),
        ("Republic of Korea", "KOR"),
        ("People's Republic of China", "CHN"),
        ("Türkiye", "TUR"),
        ("Mohammed bin Salman", "SAU"),
        ("MBS", "SAU"),
        ("Quds Force", "IRN"),
        ("Guangdong", "CHN"),
        ("Houthis", "YEM"),
    ],
)
def test_spot_checks(mention, state):
    assert states_of_mention(mention) == {state}


@pytest.mark.parametrize("form", ["Korea", "Korean", "Kashmir"])
def test_forms_without_one_owner_are_left_out(form):
    assert states_of_mention(form) == set()
    assert form in {row["form"] for row in read_rows("ambiguous.csv")}


def test_the_gazetteer_looks_up_every_published_mention():
    gazetteer = load_gazetteer()
    told = {
        mention: gazetteer.lookup(mention)
        for mention in gold_mentions()
        if not mention.startswith("Mr. ")  # the text's persons, not the gazetteer's
    }
    wrong = {
        form: actor
        for form, actor in told.items()
        if country(actor or "") != gold_mentions()[form]
    }
    assert wrong == {}


def published_names():
    places = (path.with_name("country_names.json") for path in GOLD_CANDIDATES)
    path = next((path for path in places if path.exists()), None)
    if path is None:
        pytest.skip("country_names.json is not in this checkout")
    names = json.loads(path.read_text(encoding="utf-8"))["name_to_iso2"]
    return {name: code for name, code in names.items() if name.isascii()}


def test_published_names_of_states_are_found():
    gazetteer = load_gazetteer()
    codes = {row["iso3"]: row["iso2"] for row in read_rows("states.csv")}
    for name, code in published_names().items():
        actor = gazetteer.lookup(name)
        found = codes.get(actor, actor) if actor else None
        assert found == (code.partition("-")[0] if code else None), name


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ("Scots", "GBR"),
        ("Welsh", "GBR"),
        ("Catalan", "ESP"),
        ("Crimean", "UKR"),
        ("South Ossetians", "GEO"),
        ("Gazans", "PSE"),
        ("Iraqi Kurds", "IRQ"),
        ("Deir al-Zour", "SYR"),
        ("North Kordofan", "SDN"),
        ("Scotland Yard", "GBR"),
        ("Navy SEALs", "USA"),
        ("Turkish Armed Forces", "TUR"),
        ("Al Qaida", "AL_QAEDA"),
        ("KFOR", "NATO"),
        ("Frontex", "EU"),
        ("Secretary-General", "UN"),
    ],
)
def test_own_facts(form, state):
    assert country(load_gazetteer().lookup(form)) == state


def test_bodies_have_members_and_sorts():
    gazetteer = load_gazetteer()
    assert "TUR" in gazetteer.members["NATO"]
    assert gazetteer.sorts["NATO"] == "alliance"
    assert gazetteer.sorts["YEM.HOUTHIS"] == "armed"


def test_a_guard_compares_whole_words():
    guard = Guard(("Air",), (), (), (), ())
    assert guard.bars("of Air", "", "")
    assert not guard.bars("of Fair", "", "")


@pytest.mark.parametrize(
    ("around", "is_barred"),
    [(" a b ", True), (" a need ", False), (" need never ", True)],
)
def test_a_guard_asks_for_words_and_refuses_words(around, is_barred):
    guard = Guard((), (), (), ("never",), ("need",))
    assert guard.bars("", "", around) is is_barred


@pytest.mark.parametrize(
    ("after", "is_barred"), [("sanctions on", False), ("football", True), ("", True)]
)
def test_a_guard_asks_for_what_follows(after, is_barred):
    guard = Guard((), (), ("sanctions", "foreign ministers"), (), ())
    assert guard.bars("", after, "") is is_barred
