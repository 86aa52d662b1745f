"""Where an event happens."""

import pytest

from tocsin.model.ids import country


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kenya met Uganda in Hanoi.", "Hanoi"),
        ("Kenya met Uganda.", None),
        ("Kenya met Uganda in Qatar on Monday.", "Qatar"),
        ("Israeli warplanes struck targets in Syria.", None),
        ("In Geneva, Kenya signed a treaty with Uganda.", "Geneva"),
        ("Kenya met Uganda, which held elections in Entebbe.", None),
        ("Kenya met Uganda at the border.", None),
    ],
)
def test_the_place_is_a_name_in_the_event_s_own_clause(claim, text, place):
    assert claim(text).event.place == place


@pytest.mark.parametrize("place", ["Geneva", "Doha", "Moscow", "Qatar"])
def test_a_place_is_no_party(claim, place):
    event = claim(f"Kenya met Uganda in {place}.").event
    assert set(map(country, (*event.source, *event.target))) == {"KEN", "UGA"}
