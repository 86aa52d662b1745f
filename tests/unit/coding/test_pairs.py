"""What a text about a pair leaves unsaid, and whom it means by two parties."""

from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country


def sides(claim):
    event = claim.event
    return {*map(country, event.source)}, {*map(country, event.target)}


def test_a_delivery_without_a_giver_comes_from_the_other_of_the_pair(claims):
    text = (
        "Russia signed a deal with India. Putin met Modi on Monday. "
        "The deliveries of shells to India have begun."
    )
    delivery = next(claim for claim in claims(text) if claim.event.type == "AID")
    assert sides(delivery) == ({"RUS"}, {"IND"})


def test_members_of_a_longer_list_are_not_the_two_governments(claims):
    text = (
        "Vietnam upgraded its relations with the United States. "
        "Only China, Russia, India and South Korea had enjoyed that. "
        "The two governments will cooperate."
    )
    joint = next(claim for claim in claims(text) if claim.event.type == "COOPERATE")
    assert set.union(*sides(joint)) == {"VNM", "USA"}


def test_nobody_acts_on_himself(claims):
    text = (
        "Kim met Putin in Vladivostok. Russia signed a deal with North Korea. "
        "The US hopes that they can deter Kim Jong Un."
    )
    acts = [claim for claim in claims(text) if claim.event.type == "COERCE"]
    assert all("PRK" not in sides(claim)[0] for claim in acts)


def test_an_open_question_is_only_possible(claims):
    (claim,) = claims("India has not decided whether to grant a loan to Sri Lanka.")
    assert (claim.status, claim.polarity) == ("possible", "affirmed")


def test_who_calls_for_sanctions_does_not_impose_them(claims):
    found = claims("France called for sanctions on Rwanda.")
    (claim,) = (one for one in found if one.event.type == "SANCTION")  # beside the request
    assert sides(claim) == (set(), {"RWA"})
    assert claim.status == "proposed"
    assert (claim.innermost.actor, claim.innermost.stance) == ("FRA", "demands")


def test_a_reported_would_is_a_plan(claims):
    (claim,) = claims("Macron announced that he would travel to Beijing in May.")
    assert claim.status == "planned"


def test_fighters_that_are_sold_are_aircraft(claims):
    (claim,) = claims("China sold fighters to Pakistan.")
    assert claim.event.items == ("weapons",)


def test_a_state_keeps_its_name():
    assert load_gazetteer().name_of("AFG") == "Afghanistan"
