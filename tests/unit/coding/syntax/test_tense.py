"""Tense, modals, adverbs of the event's own verb."""

import pytest


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Germany condemns Mali.", "occurred"),
        ("Chad has attacked Mali.", "occurred"),
        ("Chad is attacking Mali.", "ongoing"),
        ("Chad has been attacking Mali.", "ongoing"),
        ("Germany supports Mali.", "ongoing"),
        ("Chad shall attack Mali.", "planned"),
        ("Chad is going to attack Mali.", "planned"),
        ("Chad could attack Mali.", "possible"),
        ("Chad possibly attacked Mali.", "possible"),
        ("Chad should attack Mali.", "proposed"),
        ("The prime minister of Japan visits Mali tomorrow.", "planned"),
        ("Chad will attack Mali if Niger agrees.", "conditional"),
        ("Chad will attack Mali even if Niger objects.", "planned"),
        ("Chad may have attacked Mali.", "possible"),
    ],
)
def test_the_status_of_a_verb(claims, text, status):
    found = [c for c in claims(text) if c.event.target == ("MLI",)]
    assert [c.status for c in found] == [status]


def test_a_modal_is_shared_by_coordinated_verbs(claims):
    found = claims("Chad may attack Mali and criticise Niger.")
    assert [c.status for c in found] == ["possible", "possible"]
