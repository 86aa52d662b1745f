"""Conditions, with and without the parser's help."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "If Russia agrees, Turkey will supply drones to Azerbaijan.",
        "Should Russia agree, Turkey will supply drones to Azerbaijan.",
        "Were Russia to agree, Turkey would supply drones to Azerbaijan.",
        "Turkey will supply drones to Azerbaijan as soon as Russia agrees.",
        "Turkey will supply drones to Azerbaijan on condition that Russia agrees.",
        "Turkey will supply drones to Azerbaijan provided that Russia agrees.",
        "Turkey stands ready to supply drones to Azerbaijan should Russia agree.",
        "Turkey will not supply drones to Azerbaijan unless Russia agrees.",
    ],
)
def test_what_waits_for_a_condition_is_conditional(claims, text):
    found = [c for c in claims(text) if c.event.target == ("AZE",)]
    assert [c.status for c in found] == ["conditional"]


def test_even_if_makes_no_condition(claim):
    text = "Turkey will supply drones to Azerbaijan even if it rains."
    assert claim(text).status == "planned"


def test_what_had_not_been_done_was_done(claims):
    text = "Had Russia not attacked Georgia, the talks would have gone on."
    attack = next(c for c in claims(text) if c.event.type == "ASSAULT")
    assert (attack.status, attack.polarity) == ("occurred", "affirmed")
