"""What the word above an event says of it."""

import pytest


@pytest.mark.parametrize(
    ("text", "status", "polarity"),
    [
        ("Turkey ruled out supplying drones to Azerbaijan.", "planned", "negated"),
        ("Turkey did not rule out supplying drones to Azerbaijan.", "possible", "affirmed"),
        ("Turkey voted to supply drones to Azerbaijan.", "planned", "affirmed"),
        ("Turkey agreed late on Monday to supply drones to Azerbaijan.", "planned", "affirmed"),
        ("Turkey is about to supply drones to Azerbaijan.", "planned", "affirmed"),
        ("Turkey has at no time supplied drones to Azerbaijan.", "occurred", "negated"),
        ("Turkey was supplying drones to Azerbaijan.", "ongoing", "affirmed"),
        ("Turkey is thought to be supplying drones to Azerbaijan.", "ongoing", "affirmed"),
    ],
)
def test_status_and_polarity(claim, text, status, polarity):
    found = claim(text)
    assert (found.status, found.polarity) == (status, polarity)


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("Iran accuses Turkey of supplying drones to Azerbaijan.", "IRN", "asserts"),
        (
            "Few Iranian officials believe Turkey supplied drones to Azerbaijan.",
            "IRN",
            "doubts",
        ),
        ("Iran scoffed at claims that Turkey supplied drones to Azerbaijan.", "IRN", "denies"),
        ("Iran told Turkey to supply drones to Azerbaijan.", "IRN", "demands"),
        ("Turkey is alleged by Iran to have supplied drones to Azerbaijan.", "IRN", "asserts"),
    ],
)
def test_the_holder_and_the_stance(claims, text, actor, stance):
    found = [c for c in claims(text) if c.event.target == ("AZE",)]
    assert [(c.innermost.actor, c.innermost.stance) for c in found] == [(actor, stance)]
