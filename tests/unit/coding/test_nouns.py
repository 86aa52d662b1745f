"""Events that a noun names."""

import pytest


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
        ("The possible visit of Modi to Egypt was delayed.",
         "CONSULT IND.NARENDRA_MODI>EGY [] possible"),
        ("Greece voiced support for Cyprus.", "SUPPORT GRC>CYP [] occurred"),
    ],
)  # fmt: skip
def test_a_noun_names_an_act(claims, brief, text, expected):
    assert expected in [brief(c) for c in claims(text)]


def test_several_meetings_are_several_events(claims, brief):
    text = "Erdogan recalled his meetings with Putin in Sochi and Macron in Paris."
    parties = [tuple(c.event.target) for c in claims(text) if c.event.type == "CONSULT"]
    assert ("RUS.VLADIMIR_PUTIN",) in parties
    assert ("FRA.EMMANUEL_MACRON",) in parties


def test_an_exercise_in_futility_is_no_drill(claims):
    assert claims("The talk of Kenya and Uganda was an exercise in futility.") == () or all(
        "exercise" not in c.event.items
        for c in claims("The talk of Kenya and Uganda was an exercise in futility.")
    )


def test_a_war_may_be_only_the_scene(claims):
    text = "Prices rose in the Ukraine conflict."
    assert claims(text) == ()
