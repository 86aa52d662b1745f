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


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("Mr. Trump criticised Iran.", date(2013, 6, 1), None),
        ("Mr. Trump criticised Iran.", date(2018, 6, 1), "USA.DONALD_TRUMP"),
        ("Mr. Trump criticised Iran.", date(2023, 6, 1), "USA.DONALD_TRUMP"),
        ("Mr. Trump criticised Iran.", date(2025, 6, 1), "USA.DONALD_TRUMP"),
        ("Prime Minister Sharif criticised Iran.", date(2014, 6, 1), "PAK.NAWAZ_SHARIF"),
        ("Prime Minister Sharif criticised Iran.", date(2023, 6, 1), "PAK.SHEHBAZ_SHARIF"),
        ("President Moon criticised Iran.", date(2019, 6, 1), "KOR.MOON_JAE_IN"),
        ("Mrs. May criticised Iran.", date(2018, 6, 1), "GBR.THERESA_MAY"),
        ("Mr. Zelenskyy criticised Iran.", date(2024, 6, 1), "UKR.VOLODYMYR_ZELENSKY"),
        ("President Erdoğan criticised Iran.", date(2020, 6, 1), "TUR.RECEP_TAYYIP_ERDOGAN"),
        ("Mr. Mattis criticised Iran.", date(2018, 6, 1), "USA.JIM_MATTIS"),
        ("Mr. Mattis criticised Iran.", date(2012, 6, 1), None),
        ("Mr. Fox criticised Iran.", date(2011, 6, 1), "GBR.LIAM_FOX"),
    ],
)
def test_a_family_name_is_read_by_the_day(claims, text, day, source):
    assert [c.event.source[0] for c in claims(text, day)] == ([source] if source else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fox criticised Iran.", date(2011, 6, 1)),
        ("Ahmed criticised Iran.", date(2014, 6, 1)),
        ("Price criticised Iran.", date(2022, 6, 1)),
    ],
)
def test_a_common_name_without_a_title_is_nobody(claims, text, day):
    assert claims(text, day) == ()


def test_a_common_name_is_known_after_the_full_one(claims):
    found = claims("Boris Johnson arrived. Johnson criticised Iran.", date(2020, 6, 1))
    assert found[-1].event.source == ("GBR.BORIS_JOHNSON",)


def test_a_namesake_named_in_full_is_not_the_office_holder(claims):
    text = "Peter Trump spoke. Mr. Trump criticised Iran."
    assert claims(text, date(2018, 6, 1)) == ()
