"""Drafts of the exchange: goods, ranges, who presses, and what is left out."""

import pytest

from tocsin.errors import InsufficientDataError


@pytest.fixture(scope="module")
def reference(drafted, article):
    return drafted("exchange", article)


def test_goods_have_the_owner_that_the_claims_name(reference):
    goods = {one["name"]: one["from"] for one in reference.scenario.settings["goods"]}
    assert goods["weapons_from_PRK"] == "PRK"
    assert goods["food_and_fuel"] == "RUS"
    assert goods["military_technology_and_nuclear_technology"] == "RUS"
    assert set(reference.scenario.settings["parties"]) == {"PRK", "RUS"}


def test_the_third_is_the_outside_state_that_presses(reference):
    assert reference.scenario.settings["third"] == "USA"
    assert reference.parameters["penalty.weapons_from_PRK"].quote.startswith(
        "the first aim is to keep"
    )


def test_what_others_supply_already_is_an_outside_option(reference):
    assert "food aid" in reference.quote("outside.PRK")
    assert reference.parameters["outside.RUS"].source.startswith("placeholder")


def test_every_good_informs_its_judgement_and_has_a_band(reference):
    goods = {one["name"] for one in reference.scenario.settings["goods"]}
    assert {one.outcome for one in reference.scenario.bearings} == {f"moves.{g}" for g in goods}
    assert {f"{good} moves" for good in goods} < {
        band.name for band in reference.scenario.bands
    }


def test_harms_are_those_of_an_assessment_and_levers_those_of_the_third(reference):
    stakeholders = {one.name: one for one in reference.scenario.stakeholders}
    korea = dict(stakeholders["KOR"].harms)
    assert (
        korea["military_technology_and_nuclear_technology moves"]
        > korea["weapons_from_PRK moves"]
    )
    assert {one.parameter for one in stakeholders["USA"].levers} >= {"penalty.weapons_from_PRK"}
    assert stakeholders["KOR"].levers == ()


def test_the_source_names_document_rule_working_and_confidence(reference):
    source = reference.parameters["value.weapons_from_PRK"].source
    assert "article.txt (Reference)" in source
    assert "judgement by rule value.possible: 5.5 x [0.3, 1, 1.8]" in source
    assert "read with confidence 0.90" in source
    assert reference.parameters["value.weapons_from_PRK"].date == "2023-09-05"
    assert reference.parameters["value.weapons_from_PRK"].coder == "draft"


def test_the_header_says_what_the_file_is_and_how_to_run_it(reference):
    head = " ".join(
        line.lstrip("# ") for line in reference.text.splitlines() if line.startswith("#")
    )
    assert "Draft of a game of kind exchange about North Korea and Russia" in head
    assert "judgement" in head
    assert "tocsin game run FILE" in head
    assert "judgement" in reference.scenario.title


def test_what_is_given_costs_its_owner_less_than_what_is_doubted(drafted, cases, text):
    def cost(*spoken):
        one = text()
        for status, who, stance in spoken:
            holders = (
                [cases.holder(who, "an analyst at an institute", stance)] if stance else []
            )
            one.claim("a", "AID", "CHN>PAK", items="weapons", status=status, holders=holders)
        return drafted("exchange", cases.sample(one)).numbers("cost.weapons")

    given = cost(("ongoing", None, ""))
    planned = cost(("planned", None, ""))
    possible = cost(("possible", None, ""))
    doubted = cost(("possible", None, ""), ("possible", None, "doubts"))
    assert given[1] < planned[1] < possible[1] < doubted[1]
    assert given[2] < planned[2] < possible[2] < doubted[2]


def test_who_asks_values_more(drafted, cases, text):
    plain, asking = text("plain"), text("asking")
    plain.claim("China may send arms", "AID", "CHN>PAK", items="weapons", status="possible")
    asking.claim("China may send arms", "AID", "CHN>PAK", items="weapons", status="possible")
    asking.claim("Pakistan asked for arms", "REQUEST", "PAK>CHN", items="weapons")
    one = drafted("exchange", cases.sample(plain))
    other = drafted("exchange", cases.sample(asking))
    assert other.numbers("value.weapons")[1] > one.numbers("value.weapons")[1]
    assert other.quote("value.weapons") == "Pakistan asked for arms"


def test_a_graver_good_costs_its_owner_more_than_in_proportion(drafted, cases, text):
    one = text()
    one.claim("arms may go", "AID", "CHN>PAK", items="weapons", status="possible")
    one.claim("rockets may go", "AID", "CHN>PAK", items="missile_or_space_technology",
              status="possible")  # fmt: skip
    found = drafted("exchange", cases.sample(one))
    value, cost = (
        found.numbers(f"{family}.missile_or_space_technology")[1]
        / found.numbers(f"{family}.weapons")[1]
        for family in ("value", "cost")
    )
    assert cost > value > 1


@pytest.mark.parametrize(
    "quote", ["Oman gives money in return for arms", "money for arms, a swap"]
)
def test_goods_that_are_given_in_return_need_each_other(drafted, cases, text, quote):
    one = text()
    one.claim("Iran may send arms", "AID", "IRN>OMN", items="weapons", status="planned")
    one.claim(quote, "AID", "OMN>IRN", items="money", status="possible")
    goods = {
        g["name"]: g for g in drafted("exchange", cases.sample(one)).scenario.settings["goods"]
    }
    assert [("needs" in goods[name]) for name in ("weapons", "money")].count(True) == 1


def test_goods_without_a_word_of_return_are_free(drafted, cases, text):
    one = text()
    one.claim("Iran may send arms", "AID", "IRN>OMN", items="weapons", status="planned")
    one.claim("Oman may send money", "AID", "OMN>IRN", items="money", status="possible")
    goods = drafted("exchange", cases.sample(one)).scenario.settings["goods"]
    assert all("needs" not in good for good in goods)


def test_what_both_give_is_named_after_its_owner(drafted, cases, text):
    one = text()
    one.claim("Iran may send arms", "AID", "IRN>OMN", items="weapons", status="planned")
    one.claim("Oman may send arms", "AID", "OMN>IRN", items="weapons", status="possible")
    goods = drafted("exchange", cases.sample(one)).scenario.settings["goods"]
    assert {one["name"] for one in goods} == {"weapons_from_IRN", "weapons_from_OMN"}


def test_a_claim_that_leaves_open_who_gives_is_no_good(drafted, cases, text):
    one = text()
    one.claim("an arms deal of both", "AGREE", "IRN>OMN", items="weapons", reciprocal=True)
    with pytest.raises(InsufficientDataError, match="without who gives"):
        drafted("exchange", cases.sample(one))


def test_what_both_do_together_is_left_out_and_told(drafted, cases, text):
    one = text()
    one.claim("Iran may send arms", "AID", "IRN>OMN", items="weapons", status="planned")
    one.claim("both exercise", "COOPERATE", "IRN>OMN", items="exercise", reciprocal=True)
    found = drafted("exchange", cases.sample(one))
    assert [good["name"] for good in found.scenario.settings["goods"]] == ["weapons"]
    assert "Left out, as nobody gives it to the other: joint exercises." in found.text


def test_many_goods_are_cut_to_what_a_game_takes(drafted, cases, text):
    one = text()
    items = ("weapons", "military_technology", "fuel", "money", "troops", "intelligence",
             "diplomatic_cover", "sanctions_relief")  # fmt: skip
    for item in items:
        for ends in ("IRN>OMN", "OMN>IRN"):
            one.claim(f"{item} {ends}", "AID", ends, items=item, status="planned")
    found = drafted("exchange", cases.sample(one))
    assert len(found.scenario.settings["goods"]) == 8
    assert "a game has at most 8 goods" in " ".join(found.text.replace("#", "").split())


def test_a_party_that_says_no_only_denies(drafted, cases, text):
    one, other = text("one"), text("other")
    for note in (one, other):
        note.claim("China may send arms", "AID", "CHN>PAK", items="weapons", status="possible")
    one.claim("China says that it never did", "AID", "CHN>PAK", items="weapons", negated=True,
              holders=[cases.holder("CHN", "Beijing")])  # fmt: skip
    other.claim("it never did", "AID", "CHN>PAK", items="weapons", negated=True)
    denied = drafted("exchange", cases.sample(one)).numbers("cost.weapons")
    refused = drafted("exchange", cases.sample(other)).numbers("cost.weapons")
    assert denied[1] < refused[1]
