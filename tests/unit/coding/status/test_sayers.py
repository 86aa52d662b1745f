"""For whom a speaker speaks."""

import pytest

TOLD = "Turkey supplied drones to Azerbaijan, {} said."


@pytest.mark.parametrize(
    ("speaker", "actor"),
    [
        ("Iranian sources", "IRN"),
        ("two UN monitors", "UN"),
        ("Tehran's budget office", "IRN"),
        ("an adviser to the Iranian president", "IRN"),
        ("sources in the Iranian defence ministry", "IRN"),
        ("officials in Tehran", "IRN"),
        ("Iranian state media", "IRN"),
        ("the foreign ministry", "TUR"),
        ("an Iranian newspaper", None),
        ("an Iranian expert", None),
        ("diplomats in Tehran", None),
        ("a former minister", None),
    ],
)
def test_a_speaker_stands_for_a_state_or_for_nobody(claim, speaker, actor):
    holder = claim(TOLD.format(speaker)).innermost
    assert (holder.actor and holder.actor[:3].rstrip("."), holder.stance) == (actor, "asserts")


def test_who_spoke_before_speaks_on(claims):
    text = "Iran's envoy said Turkey attacked Syria, and he added that Russia bombed Georgia."
    assert [c.innermost.actor for c in claims(text) if c.event.target == ("GEO",)] == ["IRN"]
