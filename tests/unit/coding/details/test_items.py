"""Goods."""

import pytest


@pytest.mark.parametrize(
    ("goods", "items"),
    [
        ("rockets and oil", ("munitions", "fuel")),
        ("shipments of grain", ("food",)),
        ("F-16s", ("weapons",)),
        ("$3 billion", ("money",)),
        ("military technology", ("military_technology",)),
        ("missile technology", ("missile_or_space_technology",)),
        ("dozens of fighter jets", ("weapons",)),
        ("nuclear reactors", ("nuclear_technology",)),
        ("arms, including tanks and rockets,", ("weapons", "munitions")),
    ],
)
def test_goods_are_named_by_head_modifier_measure_or_sign(claim, goods, items):
    assert sorted(claim(f"Iran sent {goods} to Syria.").event.items) == sorted(items)


def test_the_mode_follows_the_goods(claim):
    assert claim("Iran sent rockets to Syria.").event.mode == "military"
    assert claim("Kenya and Uganda signed a trade agreement.").event.mode == "economic"


def test_nested_measures_end(claims):
    text = "Russia bought " + "shipments of supplies of " * 60 + "oil from Iran."
    assert isinstance(claims(text), tuple)
