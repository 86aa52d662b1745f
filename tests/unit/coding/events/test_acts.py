"""What one does to another."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil criticised Venezuela.", "ACCUSE BRA>VEN [] occurred"),
        ("Israel bombed targets in Syria.", "ASSAULT ISR>SYR [] occurred"),
        ("Syria was attacked.", "ASSAULT >SYR [] occurred"),
        ("Chad arrested a Sudanese diplomat.", "COERCE TCD>SDN [] occurred"),
        ("China played Laos off against Vietnam.", "COERCE CHN>LAO,VNM [] occurred"),
        (
            "China overlooked North Korea's violation of sanctions.",
            "SUPPORT CHN>PRK [diplomatic_cover] occurred",
        ),
        ("Germany praised Poland.", "SUPPORT DEU>POL [] occurred"),
        ("Lula called Macron on Tuesday.",
         "CONSULT BRA.LUIZ_INACIO_LULA_DA_SILVA>FRA.EMMANUEL_MACRON [] occurred"),
    ],
)  # fmt: skip
def test_an_act_has_doer_and_target(claim, brief, text, expected):
    assert brief(claim(text)) == expected


def test_a_demand_is_the_demanded_act_held_by_who_demands(claim, brief):
    found = claim("Brazil urged Venezuela to release prisoners.")
    assert brief(found).startswith("RETREAT VEN>BRA")
    assert found.status == "proposed"
    assert (found.innermost.actor, found.innermost.stance) == ("BRA", "demands")


def test_troops_that_leave_a_country_retreat(claim, brief):
    assert brief(claim("French troops left Niger.")) == "RETREAT FRA>NER [] occurred"


def test_a_tourist_who_leaves_a_country_does_nothing(claims):
    assert claims("A French tourist left Niger.") == ()
