"""Whom a family name means."""

from datetime import date

import pytest

from tocsin.coding.actors.reference import Discourse
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.syntax.parser import parse
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country


@pytest.fixture(scope="module")
def persons(document):
    """Return the states of every use of a name in a text; empty where it is nobody."""

    def find(text, name, day):
        gazetteer = load_gazetteer()
        discourse = Discourse(gazetteer, load_lexicon(gazetteer), day)
        found = []
        for tree in parse(document(text)).trees:
            discourse.enter(tree)
            for word in tree.words:
                if word.text == name:
                    actors = discourse.actors(tree, word)
                    found.append("".join(map(country, actors)))
        return found

    return find


@pytest.mark.parametrize(
    ("text", "name", "day", "states"),
    [
        ("Then Putin left.", "Putin", date(2020, 1, 1), ["RUS"]),
        ("Trump quit the deal.", "Trump", date(2018, 5, 8), ["USA"]),
        ("Later Kim met Putin.", "Kim", date(2025, 9, 3), ["PRK"]),  # not Seoul's premier
        ("In May prices rose.", "May", date(2018, 5, 8), [""]),
        ("Mrs. May wrote to Tusk.", "May", date(2018, 5, 8), ["GBR"]),
        ("Then Milei left.", "Milei", date(2023, 12, 9), ["ARG"]),  # elect
        ("Coach Kim Clijsters left.", "Kim", date(2018, 5, 8), [""]),
    ],
)
def test_a_family_name_is_the_leader_s_of_the_day(persons, text, name, day, states):
    assert persons(text, name, day) == states


def test_somebody_else_of_the_name_keeps_it(persons):
    text = "The plumber Terry Macron won. Later Macron bought a car."
    assert persons(text, "Macron", date(2020, 1, 1)) == ["", ""]


def test_a_described_person_keeps_the_first_part_of_the_name_too(persons):
    text = "South Korean Foreign Minister Kim Cheol-su spoke. Then Kim left."
    assert persons(text, "Kim", date(2020, 1, 1))[-1] == "KOR"
