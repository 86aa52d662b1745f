"""Limits and levers that depend on how the pair and a stakeholder stand to each other."""

from datetime import date

import pytest

from tocsin.assess.relations import Relations
from tocsin.model.world import load_world

DAY = date(2023, 9, 5)


@pytest.fixture(scope="module")
def relations():
    return Relations(load_world(), DAY)


def test_who_sanctions_a_party_has_leverage(relations):
    assert relations.has_leverage("USA", ("PRK", "RUS"))


def test_who_neither_supplies_nor_sanctions_has_none(relations):
    assert not relations.has_leverage("OMN", ("AZE", "TUR"))


def test_adversaries_are_rivals_and_targets_each_once(relations):
    found = relations.adversaries("PRK")
    assert {"KOR", "JPN", "USA"} <= set(found)
    assert list(found) == sorted(set(found))
