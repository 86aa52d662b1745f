"""Meetings, visits, joint work."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of Kenya met the president of Uganda.", "CONSULT KEN<>UGA [] occurred"),
        ("Kenya and Uganda cooperate.", "COOPERATE KEN<>UGA [] occurred"),
        (
            "Egyptian and Saudi forces drilled together.",
            "COOPERATE EGY<>SAU [exercise] occurred",
        ),
        ("Egypt hosted the president of Chad.", "CONSULT EGY>TCD [] occurred"),
        ("The Emir of Qatar flew to Turkey.", "CONSULT QAT>TUR [] occurred"),
    ],
)
def test_parties_come_together(claim, brief, text, expected):
    assert brief(claim(text)) == expected


def test_a_topic_of_talks_is_no_party(claim):
    found = claim("Kenya and Uganda discussed Sudan.")
    assert {*found.event.source, *found.event.target} == {"KEN", "UGA"}


def test_goods_do_not_visit(claims):
    assert [
        c for c in claims("Oil prices travelled to Turkey.") if c.event.type == "CONSULT"
    ] == []
