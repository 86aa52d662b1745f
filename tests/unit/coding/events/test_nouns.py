"""Events that a noun names."""

import pytest

from tocsin.coding.events.nouns import noun_events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An arms deal between India and France was announced.",
            "AGREE IND<>FRA [weapons] occurred",
        ),
        ("China's food aid to Laos continued.", "AID CHN>LAO [food] occurred"),
        ("Kenya and Uganda held joint military exercises.", "COOPERATE KEN<>UGA [exercise] occurred"),
        (
            "Turkey cancelled the delivery of drones to Azerbaijan.",
            "AID TUR>AZE [weapons] averted",
        ),
        ("Russia's invasion of Ukraine shocked many.", "ASSAULT RUS>UKR [] occurred"),
        ("The visit of Modi to Egypt was delayed.", "CONSULT IND.NARENDRA_MODI>EGY [] averted"),
        ("Greece voiced support for Cyprus.", "SUPPORT GRC>CYP [] occurred"),
    ],
)  # fmt: skip
def test_a_noun_names_an_act(claims, brief, text, expected):
    assert expected in [brief(c) for c in claims(text)]


def test_several_meetings_are_several_events(scene, tree):
    found = noun_events(
        scene(
            tree(
                "Erdogan Erdogan PROPN NNP possessor 2 PERSON",
                "'s 's PART POS other 0",
                "meetings meeting NOUN NNS subject 7",
                "with with ADP IN preposition 2",
                "Putin Putin PROPN NNP prep_object 3 PERSON",
                "and and CCONJ CC coordinator 4",
                "Macron Macron PROPN NNP conjunct 4 PERSON",
                "ended end VERB VBD root 7",
            )
        )
    )
    targets = [event.target for event in found]
    assert targets == [("RUS.VLADIMIR_PUTIN",), ("FRA.EMMANUEL_MACRON",)]


def test_an_exercise_in_futility_is_no_drill(claims):
    found = claims("The talk of Kenya and Uganda was an exercise in futility.")
    assert [c for c in found if "exercise" in c.event.items] == []


def test_a_war_may_be_only_the_scene(claims):
    text = "Prices rose in the Ukraine conflict."
    assert claims(text) == ()
