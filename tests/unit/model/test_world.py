import re
from datetime import date, timedelta

import pytest

from tocsin.model.world import World, load_world
from tocsin.model.world_data import (
    AllianceKind,
    BorderKind,
    NuclearPosture,
    PatronageBasis,
    Reach,
    RivalryKind,
)

DAY = date(2023, 9, 5)


def codes(text):
    return set(text.split())


# ISO 3166-1 alpha-3 of the states and territories that may occur, and Kosovo's user code.
ISO3 = codes("""
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ
    BOL BRA BRB BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE
    DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN
    GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA
    MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL
    NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP
    SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON
    TTO TUN TUR TUV TWN TZA UGA UKR URY USA UZB VAT VCT VEN VNM VUT WSM XKX YEM ZAF ZMB ZWE
    """)
BODIES = {"UN", "EU", "GCC", "ARAB_LEAGUE", "ECOWAS", "OSCE", "ICC", "IS"}
COUNCIL_2023 = codes("CHN FRA GBR RUS USA ALB ARE BRA CHE ECU GAB GHA JPN MLT MOZ")
MUST_BORDER = codes("""
    CHN RUS USA FRA KOR PRK IND PAK IRN IRQ ISR PSE SYR LBN JOR TUR EGY YEM SAU ARE QAT KWT
    OMN ARM AZE GEO KAZ KGZ TJK TKM UZB UKR BLR POL ETH SDN LBY DZA MAR
    """)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def tables(world):
    return {name: getattr(world, name) for name in World.__slots__}


def actors(row):
    names = (
        "side_a side_b backer backs members a b target authors state targeted_by patron client"
    )
    for name in names.split():
        value = getattr(row, name, ())
        yield from (value,) if isinstance(value, str) else value


def others(ties):
    return {tie.other for tie in ties}


# --- the data ---------------------------------------------------------------------------


def test_no_table_is_empty(world):
    assert all(tables(world).values())


def test_keys_are_unique_and_lower_case(world):
    keys = [row.key for rows in tables(world).values() for row in rows]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z]+:[a-z0-9_.:-]+", key) for key in keys)


def test_every_row_has_a_source_and_no_placeholder(world):
    for rows in tables(world).values():
        for row in rows:
            assert len(row.source) >= 4, row
            assert "placeholder" not in row.source.lower(), row


def test_actors_are_states_bodies_or_their_parts(world):
    known = ISO3 | BODIES
    for rows in tables(world).values():
        for row in rows:
            wrong = [a for a in actors(row) if a.split(".")[0] not in known]
            assert not wrong, row


def test_dates_are_plausible(world):
    for rows in tables(world).values():
        for row in rows:
            days = [d for d in (row.start, row.end) if d]
            assert all(date(1800, 1, 1) < d < date(2029, 1, 1) for d in days), row


def test_rows_end_within_or_after_the_period_covered(world):
    for rows in tables(world).values():
        for row in rows:
            assert row.end is None or row.end >= date(2010, 1, 1), row


def test_backers_refer_to_a_belligerent_of_a_recorded_war(world):
    wars = {war.id: war for war in world.wars}
    for row in world.backings:
        war = wars[row.war]
        assert row.backs in war.side_a + war.side_b, row
        assert row.start is not None
        assert war.start is not None
        assert row.start >= war.start, row
        assert war.end is None or (row.end is not None and row.end <= war.end), row


def test_no_state_backs_both_sides_with_troops(world):
    sides = {}
    for row in world.backings:
        if "troops" in row.kinds:
            sides.setdefault((row.war, row.backer), set()).add(row.backs)
    assert all(len(s) == 1 for s in sides.values())


def test_same_pair_does_not_hold_twice_at_once(world):
    seen = {}
    for row in (*world.rivalries, *world.patronage, *world.targeting, *world.memberships):
        base = re.sub(r":\d{4}-\d\d-\d\d$", "", row.key)
        for other in seen.get(base, []):
            apart = (other.end or date.max) < (row.start or date.min) or (
                row.end or date.max
            ) < (other.start or date.min)
            assert apart, (other, row)
        seen.setdefault(base, []).append(row)


def test_council_has_five_permanent_and_ten_elected_members_every_day(world):
    day = date(2010, 1, 1)
    while day <= date(2027, 12, 31):
        seats = world.security_council(day)
        states = [s.state for s in seats]
        assert sum(s.kind == "permanent" for s in seats) == 5, day
        assert len(set(states)) == len(states) == 15, day
        day += timedelta(days=1)


def test_borders_are_ordered_pairs_of_states(world):
    for row in world.borders:
        assert row.a < row.b
        assert {row.a, row.b} <= ISO3
    pairs = [(row.a, row.b) for row in world.borders]
    assert len(pairs) == len(set(pairs))


def test_states_of_the_covered_regions_have_a_land_border(world):
    land = {s for r in world.borders if r.kind is BorderKind.LAND for s in (r.a, r.b)}
    assert land >= MUST_BORDER


def test_memberships_agree_with_the_pacts_of_the_same_body(world):
    for body, prefix in (("NATO", "nato-"), ("EU", "eu-"), ("GCC", "gcc-"), ("SCO", "sco-")):
        for year in range(2010, 2027):
            day = date(year, 9, 5)
            pacts = [p for p in world.pacts if p.id.startswith(prefix) and p.in_force(day)]
            assert len(pacts) == 1
            assert set(pacts[0].members) == {m.state for m in world.members_of(body, day)}


# --- known facts ------------------------------------------------------------------------


def test_council_of_september_2023(world):
    assert {s.state for s in world.security_council(DAY)} == COUNCIL_2023
    assert world.is_permanent_member("RUS", DAY)
    assert not world.is_permanent_member("JPN", DAY)


def test_usa_arms_the_opponent_of_russia(world):
    (row,) = world.backs_opponent_of("USA", "RUS", DAY)
    assert row.key == "backing:rus-ukr-2022:usa"
    assert row.backs == "UKR"
    assert "arms" in row.kinds


def test_backing_one_war_does_not_count_in_another(world):
    assert not world.backs_opponent_of("IRN", "RUS", DAY)
    assert not world.backs_opponent_of("USA", "UKR", DAY)
    assert world.backs_opponent_of("IRN", "UKR", DAY)


def test_north_korea_arms_russia_only_after_the_article(world):
    before = [k for b in world.backed_by("PRK", DAY) for k in b.kinds]
    after = [k for b in world.backed_by("PRK", date(2024, 12, 1)) for k in b.kinds]
    assert before == ["diplomatic"]
    assert {"arms", "troops"} <= set(after)


def test_support_ends_with_the_war(world):
    assert world.backs_opponent_of("RUS", "USA", date(2024, 6, 1))  # Houthis
    assert not world.backs_opponent_of("RUS", "USA", date(2024, 1, 1))
    assert not world.backers_of("SYR", date(2025, 1, 1))


def test_ukraine_is_at_war_with_russia(world):
    assert [w.key for w in world.at_war("UKR", DAY)] == ["war:rus-ukr-2022"]
    (tie,) = world.enemies("UKR", DAY)
    assert (tie.state, tie.other, tie.key) == ("UKR", "RUS", "war:rus-ukr-2022")
    assert tie.source == tie.row.source
    assert not world.at_war("KOR", DAY)


def test_who_is_targeted_by_whom(world):
    assert {"KOR", "JPN", "USA"} <= {t.state for t in world.targets_of("PRK", DAY)}
    for state in ("KOR", "JPN"):
        assert "PRK" in {t.targeted_by for t in world.targeted_by(state, DAY)}
    assert "CHN" in {t.targeted_by for t in world.targeted_by("TWN", DAY)}
    assert "IRN" in {t.targeted_by for t in world.targeted_by("ISR", DAY)}


def test_china_is_the_patron_of_north_korea(world):
    patrons = {p.patron: p for p in world.patrons_of("PRK", DAY)}
    assert {"CHN", "RUS"} <= set(patrons)
    assert PatronageBasis.TRADE in patrons["CHN"].basis
    assert "PRK" in {p.client for p in world.clients_of("CHN", DAY)}


def test_sanctions_on_north_korea(world):
    regimes = world.sanctioned_by("PRK", DAY)
    un = [r for r in regimes if "UN" in r.authors]
    assert {f"un-prk-{n}" for n in (1718, 1874, 2270, 2371, 2375, 2397)} <= {r.id for r in un}
    assert {"arms", "nuclear", "missile", "coal", "oil", "labour"} <= {
        m for r in un for m in r.measures
    }
    assert all(world.is_sanctions_author(a, "PRK", DAY) for a in ("USA", "KOR", "JPN", "EU"))
    assert not world.is_sanctions_author("RUS", "PRK", DAY)
    assert not world.is_sanctions_author("CHN", "PRK", DAY)


def test_members_author_the_sanctions_of_the_eu_while_they_are_in(world):
    assert world.is_sanctions_author("DEU", "RUS", DAY)
    assert {r.id for r in world.regimes_of("DEU", "RUS", DAY)} >= {"eu-rus-2014", "eu-rus-2022"}
    assert world.is_sanctions_author("GBR", "RUS", date(2015, 1, 1))
    assert [r.id for r in world.regimes_of("GBR", "RUS", date(2020, 6, 1))] == []


def test_un_sanctions_on_iran_lapse_and_return(world):
    def by_un(day):
        return {r.id for r in world.sanctioned_by("IRN", day) if "UN" in r.authors}

    assert "un-irn-1929" in by_un(date(2016, 1, 16))
    assert "un-irn-1929" not in by_un(date(2016, 1, 17))
    assert by_un(date(2025, 9, 27)) == {"un-irn-2231-nuclear"}
    assert by_un(date(2025, 9, 28)) == {"un-irn-snapback-2025"}


def test_caesar_act_ends(world):
    assert "USA" in {a for r in world.sanctioned_by("SYR", date(2024, 1, 1)) for a in r.authors}
    assert "us-syr-caesar" not in {r.id for r in world.sanctioned_by("SYR", date(2026, 1, 1))}


def test_defence_pacts(world):
    assert {"USA"} == others(world.defense_allies("KOR", DAY))
    assert others(world.defense_allies("PRK", DAY)) == {"CHN"}
    assert others(world.defense_allies("PRK", date(2024, 12, 4))) == {"CHN", "RUS"}
    assert "AZE" in others(world.defense_allies("TUR", DAY))
    assert "PAK" in others(world.defense_allies("SAU", date(2025, 9, 17)))
    assert "PAK" not in others(world.defense_allies("SAU", DAY))


def test_russia_and_north_korea_consult_in_2023(world):
    ties = world.allies("RUS", DAY, kinds={AllianceKind.CONSULTATION})
    assert "alliance:rus-prk-2000" in {t.key for t in ties if t.other == "PRK"}


def test_nato_follows_its_accessions(world):
    def partners(day):
        return others(world.defense_allies("USA", day))

    assert "FIN" not in partners(date(2023, 4, 3))
    assert "FIN" in partners(date(2023, 4, 4))
    assert "SWE" in partners(date(2024, 3, 7))
    assert "SWE" not in partners(date(2024, 3, 6))


def test_directed_pacts_oblige_one_side(world):
    (tra,) = [p for p in world.alliances("TWN", DAY) if p.id == "usa-twn-1979"]
    assert tra.obliges("USA")
    assert not tra.obliges("TWN")
    assert not tra.obliges("JPN")
    assert tra.partners_of("JPN") == ()


def test_rivalries(world):
    rivals = {r.other("KOR"): r for r in world.rivals("KOR", DAY)}
    assert rivals["PRK"].key == "rivalry:kor-prk"
    assert RivalryKind.NUCLEAR in rivals["PRK"].kinds
    assert "QAT" in {r.other("SAU") for r in world.rivals("SAU", date(2018, 1, 1))}
    assert "QAT" not in {r.other("SAU") for r in world.rivals("SAU", DAY)}


def test_saudi_iranian_rivalry_is_attenuated_in_march_2023(world):
    def kinds(day):
        return [r.kinds for r in world.rivals("SAU", day) if r.other("SAU") == "IRN"]

    assert kinds(date(2023, 3, 9)) == [(RivalryKind.STRATEGIC, RivalryKind.IDEOLOGICAL)]
    assert kinds(date(2023, 3, 10)) == [(RivalryKind.STRATEGIC,)]


def test_nuclear_postures(world):
    armed = {n.state for n in world.nuclear if n.status is NuclearPosture.ARMED}
    assert armed == codes("USA RUS GBR FRA CHN IND PAK ISR PRK")
    assert [n.status for n in world.nuclear_status("KOR", DAY)] == [NuclearPosture.UMBRELLA]
    assert {n.status for n in world.nuclear_status("DEU", DAY)} == {"umbrella", "sharing"}
    assert world.nuclear_status("NZL", DAY) == ()
    assert Reach.INTERCONTINENTAL in {m.reach for m in world.missiles("PRK", DAY)}


def test_neighbours(world):
    assert world.are_contiguous("KOR", "PRK") is BorderKind.LAND
    assert world.are_contiguous("JPN", "KOR") is BorderKind.SEA
    assert world.are_contiguous("TWN", "CHN") is BorderKind.SEA
    assert world.are_contiguous("USA", "PRK") is None
    land = {n.other("PRK") for n in world.neighbours("PRK") if n.kind is BorderKind.LAND}
    assert land == {"CHN", "KOR", "RUS"}


def test_interests_and_bodies(world):
    assert {"nonproliferation", "sanctions_integrity"} <= {
        i.interest for i in world.interests("KOR", DAY)
    }
    assert "G7" in {m.body for m in world.bodies_of("JPN", DAY)}


def test_an_unknown_actor_has_no_relations(world):
    assert world.at_war("ATA", DAY) == ()
    assert world.allies("ATA", DAY) == ()
    assert world.rivals("ATA", DAY) == ()
    assert world.neighbours("ATA") == ()
    assert world.members_of("ATA", DAY) == ()


def test_wars_have_two_sides(world):
    (war,) = world.at_war("UKR", DAY)
    assert war.opponents_of("UKR") == ("RUS",)
    assert war.opponents_of("USA") == ()


@pytest.mark.parametrize("dyad", [("SAU", "IRN"), ("TUR", "AZE"), ("CHN", "PAK")])
def test_other_dyads_have_stakeholders(world, dyad):
    day = date(2025, 11, 1)
    exposed = {t.state for s in dyad for t in world.targets_of(s, day)}
    rivals = {r.other(s) for s in dyad for r in world.rivals(s, day)}
    assert exposed - set(dyad)
    assert rivals - set(dyad)


def test_the_world_is_loaded_once():
    assert load_world() is load_world()
