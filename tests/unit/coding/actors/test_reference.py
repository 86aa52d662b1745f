"""Who is meant."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Riyadh was silent. The kingdom criticised Yemen.", "SAU"),
        ("The Ministry of Foreign Affairs of Japan criticised Iran.", "JPN"),
        ("Kenya's army attacked Somalia.", "KEN"),
        ("Iranian Foreign Minister Ali Karimi criticised Iraq.", "IRN"),
        ("Officials in Lima criticised Iran.", "PER"),
    ],
)
def test_a_phrase_stands_for_its_state(claims, text, source):
    assert [c.event.source[0].split(".")[0] for c in claims(text)] == [source]


def test_a_title_finds_the_leader_of_the_day(claims):
    early = claims("Mr. Biden criticised Iran.", date(2022, 1, 1))
    assert early[0].event.source == ("USA.JOE_BIDEN",)


def test_an_unknown_person_is_nobody(claims):
    assert claims("Peter Miller criticised Iran.") == ()


def test_a_private_expert_does_not_act_for_the_state(claims):
    assert claims("A Japanese student criticised Iran.") == ()


def test_a_name_inside_a_name_is_nobody(claims):
    assert claims("Jordan Smith criticised Iran.") == ()


def test_a_person_introduced_once_is_known_by_family_name(claims):
    text = "Iranian Foreign Minister Ali Karimi spoke. Mr. Karimi criticised Iraq."
    assert claims(text)[-1].event.source[0].startswith("IRN")
