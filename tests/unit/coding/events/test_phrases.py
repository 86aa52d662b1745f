"""A verb and its object noun that name an act together."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil lifted sanctions on Venezuela.", "RETREAT BRA>VEN [] occurred"),
        ("Brazil imposed sanctions on Venezuela.", "SANCTION BRA>VEN [] occurred"),
        ("Kenya and Uganda signed a trade agreement.", "AGREE KEN<>UGA [] occurred"),
        ("Poland withdrew troops from Latvia.", "RETREAT POL>LVA [] occurred"),
        ("Iran severed ties with Morocco.", "SANCTION IRN>MAR [] occurred"),
        ("Iran and Morocco restored relations.", "SUPPORT IRN<>MAR [] occurred"),
        ("Peru summoned the Mexican ambassador.", "ACCUSE PER>MEX [] occurred"),
    ],
)
def test_verb_and_noun_make_one_act(claim, brief, text, expected):
    assert brief(claim(text)) == expected


def test_arms_sent_to_somebody_are_no_show_of_force(claim, brief):
    assert brief(claim("Denmark sent jets to Ukraine.")) == "AID DNK>UKR [weapons] occurred"
