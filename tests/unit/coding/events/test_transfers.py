"""Giving, getting, equipping, promising."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran delivered rockets to Syria.", "AID IRN>SYR [munitions] occurred"),
        ("Iran supplied Syria with oil and grain.", "AID IRN>SYR [fuel,food] occurred"),
        ("Iran sold Syria shells.", "COOPERATE IRN>SYR [munitions] occurred"),
        ("Syria bought oil from Iran.", "COOPERATE IRN>SYR [fuel] occurred"),
        ("Poland sent troops to Latvia.", "AID POL>LVA [troops] occurred"),
        (
            "Japan shared intelligence with Australia.",
            "COOPERATE JPN>AUS [intelligence] occurred",
        ),
        ("Norway will arm Ukraine.", "AID NOR>UKR [] planned"),
        ("India delivered vaccines to Nepal.", "AID IND>NPL [] occurred"),
        ("India relies on Russia to provide it with weapons.", "AID RUS>IND [weapons] ongoing"),
        ("Turkey pledged drones to Azerbaijan.", "AID TUR>AZE [weapons] planned"),
    ],
)
def test_goods_go_from_giver_to_receiver(claim, brief, text, expected):
    assert brief(claim(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "India sent a message to Nepal.",
        "Norway gave a speech to Sweden.",
        "Kenya provided an answer to Uganda.",
    ],
)
def test_what_cannot_be_handed_over_is_no_transfer(claims, text):
    assert [c for c in claims(text) if c.event.type == "AID"] == []


def test_a_giver_without_a_receiver_is_no_event(claims):
    assert claims("Iran delivered rockets.") == ()


def test_goods_and_helpers_that_arrive_are_handed_over(claim, brief):
    assert brief(claim("Russian missiles have reached Iran.")).startswith(
        "AID RUS>IRN [weapons]"
    )
    assert brief(claim("Cuban doctors arrived in Angola.")).startswith("AID CUB>AGO")


def test_who_is_hit_by_what_is_ordered_gives_nothing(claims, brief):
    found = claims("A Kenyan judge ordered the arrest of Rwandan officers.")
    assert [brief(claim).split(" [")[0] for claim in found] == ["COERCE KEN>RWA"]
