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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israeli jets destroyed a Syrian depot.", "ASSAULT ISR>SYR"),
        ("Chinese vessels blocked a Philippine boat.", "COERCE CHN>PHL"),
        ("Thousands of Nigeriens marched past the French embassy.", "PROTEST NER>FRA"),
        ("Iran launched missiles at Israel.", "ASSAULT IRN>ISR"),
        ("Washington told two Cuban diplomats to leave.", "SANCTION USA>CUB"),
        ("Israel is opposed to French mediation.", "REJECT ISR>FRA"),
        ("Lebanon complained to the United Nations over Israeli raids.", "ACCUSE LBN>ISR"),
        ("Armenian positions were shelled from Azerbaijan.", "ASSAULT AZE>ARM"),
        ("Qatar left OPEC.", "SANCTION QAT>OPEC"),
    ],
)
def test_forces_vessels_and_crowds_act_for_their_state(claims, brief, text, expected):
    assert any(brief(claim).startswith(expected) for claim in claims(text))


@pytest.mark.parametrize(
    "text", ["A Japanese student criticised Iran.", "Pakistan freed the captured pilot's dog."]
)
def test_private_persons_and_participles_are_no_acts(claims, text):
    assert claims(text) == ()
