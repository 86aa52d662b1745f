"""Text in capitals, in small letters all but its names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.syntax.casing import restore_case
from tocsin.coding.syntax.parser import is_english_word

RESTORED = [
    "Russia sent 40 missiles to North Korea in May, U.S. officials said.",
    "Iran's Foreign Minister Lavrov didn't meet President Park of South Korea on Monday.",
    "NATO and the EU condemned the car bomb attack in Damascus.",
    "Kim Jong Un will visit Moscow, the Kremlin said",
    "North Korea fired two ICBMs amid talks.",
    "Kenya may march on the polish border if Poland agrees",
    "They told the US that a deal was close, and I agreed.",
    "The WXYZ agency said that Gazprombankov would pay.",
]


@pytest.mark.parametrize("text", RESTORED)
def test_capitals_are_restored(text):
    expected = text.replace("the polish", "the Polish")
    assert restore_case(text.upper(), is_english_word) == expected


@pytest.mark.parametrize(
    "text",
    [
        "NATO, the EU and the UN met.",
        "He met US, UK, EU and NATO officials in May.",
        "UN",
        "USA UK",
        "",
        "12 34 56 - 78",
        "russia sold oil.",
    ],
)
def test_abbreviations_and_plain_text_stay(text):
    assert restore_case(text, is_english_word) == text


def test_only_the_sentence_in_capitals_changes():
    text = "Iran, NATO says, is near. KENYA ARMED UGANDA LAST WEEK. So says the UN."
    expected = "Iran, NATO says, is near. Kenya armed Uganda last week. So says the UN."
    assert restore_case(text, is_english_word) == expected


def test_a_title_tells_a_name_from_a_word():
    restored = restore_case("PRESIDENT MOON MET MR. PARK NEAR THE PARK.", is_english_word)
    assert restored == "President Moon met Mr. Park near the park."


@given(st.text(alphabet="ABCDİŁßéÉ IUSN.,;'\u2019-19\n\u00df", max_size=80))
def test_every_offset_stays(text):
    restored = restore_case(text, is_english_word)
    assert len(restored) == len(text)
    assert restore_case(restored, is_english_word) is not None
