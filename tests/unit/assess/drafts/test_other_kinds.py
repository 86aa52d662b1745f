"""Drafts of disclosure, hedging, sanctions and bargaining: who plays, and when there is no game."""

import pytest

from tocsin.assess.drafts import DRAFTERS, inform_once
from tocsin.errors import InsufficientDataError


@pytest.fixture(scope="module")
def drafts(drafted, article):
    return {kind: drafted(kind, article) for kind in DRAFTERS}


def arms(note, *, status="possible", who="CHN>PAK"):
    """Add a claim about arms to a text."""
    return note.claim("arms may go", "AID", who, items="weapons", status=status)


def test_the_discloser_is_the_outside_state_that_publishes_or_warns(drafts):
    settings = drafts["disclosure"].scenario.settings
    assert settings["discloser"] == "USA"
    assert settings["partners"] == "PRK-RUS"
    assert settings["stakes"][0] == "technology_transfer"


def test_a_doubt_that_it_is_called_off_shifts_the_sign_of_embarrassment(drafts, drafted, cases):
    found = drafts["disclosure"]
    assert found.quote("weight_on_cancelling") == "cancelling would be difficult"
    assert found.numbers("weight_on_cancelling")[1] > 0.5
    text = cases.reference()
    without = cases.Sample(
        tuple(c for c in text.claims if c.quote != "cancelling would be difficult"),
        text.stakes,
        text.documents,
    )
    plain = drafted("disclosure", without).parameters["weight_on_cancelling"]
    assert plain.spread.numbers == (0.0, 0.5, 1.0)
    assert plain.source.startswith("placeholder: no claim speaks to it")


def test_the_discloser_sees_what_it_has_spoken_of(drafts):
    found = drafts["disclosure"]
    spoken = [name for name in found.parameters if name.startswith("detection.arms_supply")]
    assert found.numbers(spoken[0])[1] > found.numbers("detection.technology_transfer")[1]


def test_nobody_outside_who_speaks_means_no_disclosure(drafted, cases, text):
    note = text()
    arms(note)
    with pytest.raises(InsufficientDataError, match="nobody could disclose it"):
        drafted("disclosure", cases.sample(note))


def test_what_is_done_openly_cannot_be_disclosed(drafted, cases, text):
    note = text()
    note.claim("they may meet", "CONSULT", "CHN>PAK", reciprocal=True, status="planned")
    note.claim("India warns both", "THREATEN", "IND>CHN PAK")
    with pytest.raises(InsufficientDataError, match="none of it would be done in secret"):
        drafted("disclosure", cases.sample(note))


def test_the_client_deals_with_the_partner_and_a_third(drafts):
    settings = drafts["hedging"].scenario.settings
    assert settings["client"] == "PRK"
    assert settings["patrons"] == ["RUS", "CHN"]
    assert "food aid" in drafts["hedging"].quote("aid.CHN")
    assert drafts["hedging"].scenario.bearings == ()


def test_a_claim_of_hedging_comes_before_what_two_give(drafted, cases, text):
    note = text()
    arms(note, status="ongoing")
    note.claim("Riyadh sends oil", "AID", "SAU>PAK", items="fuel", status="ongoing")
    note.claim("it plays one off", "COERCE", "PAK>CHN USA", mode="hedging", confidence=0.2)
    found = drafted("hedging", cases.sample(note))
    assert found.scenario.settings["patrons"] == ["CHN", "USA"]
    assert found.quote("dependence") == "it plays one off"
    assert found.parameters["aid.USA"].source.startswith("placeholder")


def test_no_second_patron_means_no_hedging(drafted, cases, text):
    note = text()
    arms(note)
    with pytest.raises(InsufficientDataError, match="no second patron"):
        drafted("hedging", cases.sample(note))


def test_suppliers_cover_and_votes_come_from_claims_and_record(drafts):
    found = drafts["sanctions"]
    settings = found.scenario.settings
    assert settings["target"] == "PRK"
    assert {"RUS", "CHN"} <= set(settings["suppliers"])
    assert set(settings["body"]["vetoes"]) == {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert settings["body"]["quota"] == 9
    assert len(settings["body"]["voters"]) == 15
    assert found.quote("no.CHN") == "Beijing refrained from new sanctions"
    assert "recorded: sanctions:" in found.parameters["yes.GBR"].source
    assert any(edge["from"] == "via_CHN" for edge in settings["edges"])


def test_claims_that_speak_of_no_sanctions_carry_no_network(drafted, cases, text):
    note = text()
    arms(note)
    with pytest.raises(InsufficientDataError, match="speak of no sanctions"):
        drafted("sanctions", cases.sample(note))


def test_a_break_of_relations_is_no_sanction(drafted, cases, text):
    note = text()
    arms(note)
    note.claim("India broke off relations with Pakistan", "SANCTION", "IND>PAK")
    with pytest.raises(InsufficientDataError, match="speak of no sanctions"):
        drafted("sanctions", cases.sample(note))


def test_actors_have_the_stance_that_is_told_of_them(drafts):
    found = drafts["bargaining"]
    issue = found.scenario.settings["issues"][0]["name"]
    position = {
        who: found.numbers(f"position.{issue}.{who}")[1]
        for who in found.scenario.settings["actors"]
    }
    assert position["RUS"] > 50 > position["USA"]
    assert all(
        one.source.startswith("placeholder")
        for name, one in found.parameters.items()
        if name.startswith("capability.")
    )


def test_one_stance_alone_is_no_bargaining(drafted, cases, text):
    note = text()
    arms(note)
    with pytest.raises(InsufficientDataError, match="one stance alone"):
        drafted("bargaining", cases.sample(note))


def test_only_bands_that_can_be_reached_are_named(drafted, cases, text):
    note = text()
    arms(note, status="ongoing")
    note.stake("India opposes it", "IND", "opposes", giver="CHN", receiver="PAK")
    found = drafted("bargaining", cases.sample(note))
    assert [band.name for band in found.scenario.bands] == ["stopped", "in part", "goes ahead"]


def test_of_several_drafts_one_informs_a_judgement(drafts):
    plain = {kind: one.draft for kind, one in drafts.items()}
    once = inform_once(plain)
    keys = [
        (b.channel, b.giver, b.receiver) for d in once.values() for b in d.scenario.bearings
    ]
    assert len(keys) == len(set(keys))
    assert once["exchange"] is plain["exchange"]
    assert plain["disclosure"].scenario.bearings
    assert once["disclosure"].scenario.bearings == ()
    assert "left to the draft of the game exchange" in " ".join(
        once["disclosure"].text.replace("#", "").split()
    )
