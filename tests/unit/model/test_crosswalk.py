"""Which state a code or a name means, and when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import OntologyError
from tocsin.model import crosswalk as module
from tocsin.model.crosswalk import Scheme, folded_name, load_crosswalk

CROSSWALK = load_crosswalk()
ROWS = [row for scheme in Scheme for row in CROSSWALK.rows(scheme)]
DAYS = st.dates(min_value=date(1816, 1, 1), max_value=date(2026, 12, 31))
TODAY = date(2026, 1, 1)


def on(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("RS", "RUS"),
        ("KN", "PRK"),
        ("KS", "KOR"),
        ("CH", "CHN"),
        ("GM", "DEU"),
        ("GA", "GMB"),
        ("AU", "AUT"),
        ("AS", "AUS"),
        ("SF", "ZAF"),
        ("SZ", "CHE"),
        ("CF", "COG"),
        ("CG", "COD"),
        ("EZ", "CZE"),
        ("UP", "UKR"),
        ("RI", "SRB"),
        ("KV", "XKX"),
        ("BO", "BLR"),
        ("BY", "BDI"),
        ("NI", "NGA"),
        ("NG", "NER"),
        ("IS", "ISR"),
        ("IC", "ISL"),
        ("TU", "TUR"),
        ("GG", "GEO"),
        ("OD", "SSD"),
        ("VM", "VNM"),
        ("TW", "TWN"),
        ("YM", "YEM"),
        ("WA", "NAM"),
        ("GZ", "PSE"),
        ("WE", "PSE"),
    ],
)
def test_fips_codes_that_look_like_others(code, state):
    assert CROSSWALK.state(code, Scheme.FIPS) == state
    assert CROSSWALK.state(code, Scheme.FIPS, TODAY) == state


@pytest.mark.parametrize(
    ("code", "scheme", "state"),
    [
        ("NA", Scheme.ISO2, "NAM"),
        ("na", Scheme.ISO2, "NAM"),
        ("NA", Scheme.UN, "NAM"),
        ("UK", Scheme.ISO2, "GBR"),
        ("EL", Scheme.ISO2, "GRC"),
        ("XK", Scheme.ISO2, "XKX"),
        ("suhh", Scheme.ISO2, "RUS"),
        ("4", Scheme.NUMERIC, "AFG"),
        (4, Scheme.NUMERIC, "AFG"),
        ("004", Scheme.NUMERIC, "AFG"),
        ("002", Scheme.COW, "USA"),
        (2, Scheme.GW, "USA"),
        ("AUS", Scheme.COW_ABB, "AUT"),
        ("AUL", Scheme.COW_ABB, "AUS"),
        ("SWZ", Scheme.COW_ABB, "CHE"),
        ("SLV", Scheme.COW_ABB, "SVN"),
        ("MNG", Scheme.COW_ABB, "MNE"),
        ("UKG", Scheme.COW_ABB, "GBR"),
        ("ROM", Scheme.CAMEO, "ROU"),
        ("ROU", Scheme.CAMEO, "ROU"),
        ("TMP", Scheme.CAMEO, "TLS"),
        ("MTN", Scheme.CAMEO, "MNE"),
        ("CAF", Scheme.CAMEO, "CAF"),
    ],
)
def test_codes_are_read_as_they_are_written_abroad(code, scheme, state):
    assert CROSSWALK.state(code, scheme) == state


@pytest.mark.parametrize(
    ("code", "scheme", "day", "state"),
    [
        (255, Scheme.COW, "1914-07-28", "DEU"),
        (255, Scheme.COW, "1980-01-01", None),
        (255, Scheme.COW, "1990-10-03", "DEU"),
        (260, Scheme.COW, "1990-10-02", "DEU"),
        (260, Scheme.COW, "1990-10-03", None),
        (260, Scheme.GW, "1990-10-03", "DEU"),
        (260, Scheme.GW, "1949-09-21", "DEU"),
        (265, Scheme.COW, "1980-01-01", "DDR"),
        (265, Scheme.COW, "1990-10-03", None),
        (678, Scheme.GW, "2020-01-01", "YEM"),
        (678, Scheme.COW, "1990-05-21", "YEM"),
        (678, Scheme.COW, "1990-05-22", None),
        (679, Scheme.COW, "1990-05-22", "YEM"),
        (679, Scheme.GW, "2020-01-01", None),
        (680, Scheme.COW, "1990-05-21", "YMD"),
        (680, Scheme.GW, "1990-05-22", None),
        (340, Scheme.GW, "2006-06-04", None),
        (340, Scheme.GW, "2006-06-05", "SRB"),
        (345, Scheme.GW, "2006-06-04", "SRB"),
        (345, Scheme.GW, "2006-06-05", None),
        (345, Scheme.COW, "2016-12-31", "SRB"),
        (345, Scheme.COW, "1992-04-27", "SRB"),
        (345, Scheme.COW, "1992-04-26", "YUG"),
        (345, Scheme.COW, "1942-01-01", None),
        (345, Scheme.COW, "1900-01-01", "SRB"),
        (315, Scheme.COW, "1992-12-31", "CSK"),
        (315, Scheme.GW, "1993-01-01", None),
        (316, Scheme.GW, "1993-01-01", "CZE"),
        (816, Scheme.COW, "1954-07-20", None),
        (816, Scheme.COW, "1954-07-21", "VNM"),
        (816, Scheme.GW, "1954-05-01", "VNM"),
        (817, Scheme.COW, "1975-04-30", "RVN"),
        (817, Scheme.GW, "1975-05-01", None),
        (740, Scheme.COW, "1945-08-14", "JPN"),
        (740, Scheme.COW, "1945-08-15", None),
        (740, Scheme.COW, "1952-04-27", None),
        (740, Scheme.COW, "1952-04-28", "JPN"),
        (740, Scheme.GW, "1948-01-01", "JPN"),
        (365, Scheme.COW, "1914-01-01", "RUS"),
        (365, Scheme.GW, "1980-01-01", "RUS"),
        (365, Scheme.COW, "2020-01-01", "RUS"),
        (347, Scheme.GW, "2008-02-17", "XKX"),
        (347, Scheme.COW, "2008-02-19", None),
        (347, Scheme.COW, "2008-02-20", "XKX"),
        (731, Scheme.COW, "1948-09-09", "PRK"),
        (732, Scheme.GW, "1948-08-15", "KOR"),
        (732, Scheme.COW, "1949-06-28", None),
        (732, Scheme.COW, "1949-06-29", "KOR"),
        (730, Scheme.COW, "1900-01-01", "XKE"),
        (710, Scheme.COW, "1860-10-24", None),
        (710, Scheme.GW, "1816-01-01", "CHN"),
        (713, Scheme.COW, "1949-12-08", "TWN"),
        (369, Scheme.GW, "1991-12-01", "UKR"),
        (369, Scheme.COW, "1991-12-25", None),
        (970, Scheme.COW, "2010-01-01", "NRU"),
        (970, Scheme.GW, "2010-01-01", "KIR"),
        (971, Scheme.GW, "2010-01-01", "NRU"),
        (511, Scheme.COW, "1964-01-01", "ZAN"),
        (510, Scheme.COW, "1964-01-01", "TZA"),
        ("CS", Scheme.ISO2, "1980-01-01", "CSK"),
        ("CS", Scheme.ISO2, "2005-01-01", "SRB"),
        ("CS", Scheme.ISO2, "2010-01-01", None),
        ("YUG", Scheme.ISO3, "1999-03-24", "SRB"),
        ("YUG", Scheme.ISO3, "1980-05-04", "YUG"),
        ("SUN", Scheme.ISO3, "1980-01-01", "RUS"),
        ("SUN", Scheme.ISO3, "1999-01-01", None),
        ("TW", Scheme.UN, "1971-10-25", "TWN"),
        ("TW", Scheme.UN, "1971-10-26", None),
        ("CN", Scheme.UN, "1960-01-01", None),
        ("CN", Scheme.UN, "1980-01-01", "CHN"),
        ("UA", Scheme.UN, "1946-01-10", "UKR"),
        ("YU", Scheme.UN, "1980-01-01", "YUG"),
        ("YU", Scheme.UN, "2005-01-01", "SRB"),
        ("ID", Scheme.UN, "1965-06-01", None),
    ],
)
def test_a_code_means_a_state_on_its_days_alone(code, scheme, day, state):
    assert CROSSWALK.state(code, scheme, on(day)) == state


@pytest.mark.parametrize(
    ("code", "scheme", "state"),
    [
        (345, Scheme.COW, "SRB"),  # now
        (260, Scheme.COW, "DEU"),  # last
        ("YUG", Scheme.ISO3, "YUG"),  # its usual code, though Serbia bore it after
        ("CS", Scheme.ISO2, "CSK"),
        ("SUN", Scheme.ISO3, "RUS"),
    ],
)
def test_without_a_day_a_code_means_who_holds_it_now_or_held_it_last(code, scheme, state):
    assert CROSSWALK.state(code, scheme) == state


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        *((code, Scheme.CAMEO) for code in ("AFR", "EUR", "SEA", "SAF", "CFR", "HKG", "IMY")),
        *((code, Scheme.FIPS) for code in ("OS", "HK", "JE", "VI", "PG")),
        ("ESH", Scheme.ISO3),
        ("GUF", Scheme.ISO3),
    ],
)
def test_what_is_known_to_be_no_state_is_kept_apart(code, scheme):
    assert CROSSWALK.state(code, scheme) is None
    assert CROSSWALK.region(code, scheme) is not None


def test_a_territory_has_a_parent_and_a_region_none():
    assert CROSSWALK.region("HKG", Scheme.CAMEO).parent == "CHN"
    assert CROSSWALK.region("AFR", Scheme.CAMEO).parent is None
    assert CROSSWALK.region("USA", Scheme.CAMEO) is None


@pytest.mark.parametrize("code", ["", "0", "999", "ZZ", "ZZZ", "NAN", "None", "2.5", "-1"])
@pytest.mark.parametrize("scheme", list(Scheme))
def test_unknown_codes_are_nobody(code, scheme):
    assert CROSSWALK.state(code, scheme) is None
    assert CROSSWALK.holder(code, scheme, TODAY) is None
    assert CROSSWALK.region(code, scheme) is None


@pytest.mark.parametrize(
    ("code", "scheme", "day", "state"),
    [
        (369, Scheme.COW, "1950-01-01", "UKR"),  # votes in the United Nations from 1945
        (255, Scheme.COW, "1985-07-01", "DEU"),
        (345, Scheme.COW, "1942-01-01", "YUG"),
        (345, Scheme.GW, "2020-01-01", "SRB"),
        ("CS", Scheme.ISO2, "2020-01-01", "SRB"),
    ],
)
def test_the_holder_of_the_nearest_day_is_found(code, scheme, day, state):
    assert CROSSWALK.state(code, scheme, on(day)) in {None, state}
    assert CROSSWALK.holder(code, scheme, on(day)) == state


@pytest.mark.parametrize(
    ("state", "scheme", "day", "code"),
    [
        ("DEU", Scheme.COW, "1985-01-01", "260"),
        ("DEU", Scheme.COW, None, "255"),
        ("DEU", Scheme.GW, None, "260"),
        ("DEU", Scheme.COW, "1950-01-01", None),
        ("YEM", Scheme.COW, "1980-01-01", "678"),
        ("YEM", Scheme.GW, "2020-01-01", "678"),
        ("SRB", Scheme.GW, "2000-01-01", "345"),
        ("SRB", Scheme.GW, None, "340"),
        ("SRB", Scheme.UN, "1999-01-01", None),
        ("SRB", Scheme.UN, "2010-01-01", "RS"),
        ("DDR", Scheme.COW, None, "265"),
        ("RUS", Scheme.ISO3, "1980-01-01", "RUS"),
        ("NAM", Scheme.ISO2, None, "NA"),
        ("XKX", Scheme.NUMERIC, None, None),
        ("VAT", Scheme.COW, None, None),
        ("ROU", Scheme.CAMEO, None, "ROM"),
        ("PSE", Scheme.FIPS, None, "WE"),
        ("EU", Scheme.ISO3, None, None),
    ],
)
def test_the_code_of_a_state_on_a_day(state, scheme, day, code):
    assert CROSSWALK.code(state, scheme, day and on(day)) == code


@given(st.sampled_from([row for row in ROWS if row.is_main]), DAYS)
def test_a_written_code_is_read_back(row, day):
    code = CROSSWALK.code(row.state, row.scheme, day)
    if code is not None:
        assert CROSSWALK.state(code, row.scheme, day) == row.state


@given(st.sampled_from(ROWS), DAYS)
def test_a_code_read_on_a_day_is_one_of_its_holders(row, day):
    state = CROSSWALK.state(row.code, row.scheme, day)
    holders = {each.state for each in ROWS if (each.scheme, each.code) == row[1:3]}
    assert state in holders | {None}
    assert CROSSWALK.holder(row.code, row.scheme, day) in ({state} if state else holders)


@given(st.sampled_from(list(Scheme)), st.none() | DAYS)
def test_pairs_say_what_state_says(scheme, day):
    pairs = CROSSWALK.pairs(scheme, day)
    assert pairs == tuple(sorted(set(pairs)))
    assert all(CROSSWALK.state(code, scheme, day) == state for code, state in pairs)
    named = {code for code, _ in pairs}
    left = {row.code for row in CROSSWALK.rows(scheme)} - named
    assert all(CROSSWALK.state(code, scheme, day) is None for code in left)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_publishers_of_names_have_no_codes(scheme):
    assert bool(CROSSWALK.pairs(scheme)) == scheme.has_codes


@given(st.text(max_size=30))
def test_folding_a_name_twice_changes_nothing(name):
    assert folded_name(folded_name(name)) == folded_name(name)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Côte d\u2019Ivoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"),
        ("the Netherlands", "NLD"),
        ("St. Lucia", "LCA"),
        ("Trinidad & Tobago", "TTO"),
        ("Türkiye", "TUR"),
        ("UAE", "ARE"),
        ("Viet Nam", "VNM"),
        ("Soviet Union", "RUS"),
        ("East Germany (GDR)", "DDR"),
        ("Czechoslovakia", "CSK"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Niger", "NER"),
        ("Republic of Korea", "KOR"),
        ("Republic of China", "TWN"),
        ("Congo", None),
        ("Korea", None),
        ("Hezbollah (Lebanon)*", None),
        ("Lebanon*", None),
        ("unknown supplier(s)", None),
        ("Hong Kong", None),
        ("Western Sahara", None),
        ("European Union", None),
        ("NA", None),
        ("", None),
    ],
)
def test_names_without_a_publisher(name, state):
    assert CROSSWALK.named(name) == state


@pytest.mark.parametrize(
    ("name", "scheme", "day", "state"),
    [
        ("Congo", Scheme.ICEWS, None, "COG"),
        ("Congo", Scheme.SIPRI, None, "COG"),
        ("Korea", Scheme.COW, None, "XKE"),
        ("Russian Federation", Scheme.ICEWS, None, "RUS"),
        ("Yugoslavia", None, "1980-01-01", "YUG"),
        ("Yugoslavia", None, "1999-03-24", "SRB"),
        ("Yugoslavia", None, "2010-01-01", None),
        ("Yugoslavia", Scheme.UNVOTES, "2010-01-01", "SRB"),
        ("Tibet", None, "1940-01-01", "TBT"),
        ("Tibet", None, "2018-01-01", None),
        ("Bavaria", None, "2018-01-01", None),
        ("Biafra", Scheme.SIPRI, "1968-01-01", None),
    ],
)
def test_names_by_publisher_and_day(name, scheme, day, state):
    assert CROSSWALK.named(name, scheme, day and on(day)) == state


def test_successors_come_by_day():
    soviet = CROSSWALK.successors("SUN")
    assert len(soviet) == 15
    assert [each.day for each in soviet] == sorted(each.day for each in soviet)
    assert {each.successor for each in soviet if each.kind == "continues"} == {"RUS"}
    assert {each.successor for each in CROSSWALK.successors("CSK")} == {"CZE", "SVK"}
    assert [(each.successor, each.kind) for each in CROSSWALK.successors("DDR")] == [
        ("DEU", "joins")
    ]
    assert CROSSWALK.successors("CHE") == ()


@pytest.mark.parametrize(
    ("state", "day", "scheme", "is_member"),
    [
        ("UKR", "1991-11-30", None, False),
        ("UKR", "1991-12-01", None, True),
        ("UKR", "1991-12-01", Scheme.COW, False),
        ("JPN", "1948-01-01", None, True),
        ("JPN", "1948-01-01", Scheme.COW, False),
        ("DDR", "1990-10-02", None, True),
        ("DDR", "1990-10-03", None, False),
        ("DEU", "1947-01-01", None, False),
        ("SRB", "1970-01-01", None, False),
        ("EST", "1970-01-01", None, False),
        ("RUS", "2026-01-01", None, True),
        ("VAT", "2000-01-01", None, True),
        ("VAT", "1900-01-01", None, False),
        ("VAT", "2000-01-01", Scheme.COW, False),
        ("XXX", "2000-01-01", None, False),
    ],
)
def test_a_state_exists_while_a_list_has_it(state, day, scheme, is_member):
    assert CROSSWALK.existed(state, on(day), scheme) is is_member


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("EEC", "EU"),
        ("IGOEUREEC", "EU"),
        ("IGOEUREECLEG", "EU"),
        ("IGOUNO", "UN"),
        ("IGOUNODEVWBK", "WORLD_BANK"),
        ("IGOUNODEVWBKMED", "WORLD_BANK"),
        ("IGOAFRAFU", "AU"),
        ("IGOWSTNAT", "NATO"),
        ("IGOSEAASN", "ASEAN"),
        ("IGOBUSOPC", "OPEC"),
        ("IGOBUSIMF", "IMF"),
        ("IGOPGSGCC", "GCC"),
        ("NGOHLHIRC", "ICRC"),
        ("MNCUSA", None),
        ("USAGOV", None),
        ("IGO", None),
        ("", None),
    ],
)
def test_the_body_of_an_actor_code(code, body):
    assert CROSSWALK.body(code) == body


def test_the_taliban_are_the_government_since_they_took_kabul():
    assert CROSSWALK.body("TAL", on("2021-08-14")) == "AFG.TALIBAN"
    assert CROSSWALK.body("TAL", on("2021-08-15")) == "AFG"


def test_every_id_is_its_own_iso_code():
    parts = {state for state in CROSSWALK.states if "." in state}
    assert parts == {"GEO.ABKHAZIA", "GEO.SOUTH_OSSETIA"}
    whole = CROSSWALK.states - parts
    assert {CROSSWALK.state(state, Scheme.ISO3) for state in whole} == whole


@pytest.mark.parametrize(
    ("reader", "row", "message"),
    [
        ("_state_codes", {"scheme": "iso4"}, r"x\.csv:3: scheme is 'iso4'; it must be one of"),
        ("_successions", {"day": ""}, r"x\.csv:3: day is empty"),
    ],
)
def test_a_row_that_does_not_fit_is_named(monkeypatch, reader, row, message):
    row = {"state": "USA", "code": "X", "_where": "x.csv:3", **row}
    monkeypatch.setattr(module, "read_rows", lambda *_: iter([row]))
    with pytest.raises(OntologyError, match=message):
        list(getattr(module, reader)())
