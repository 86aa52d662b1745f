"""Who the words of a sentence stand for."""

import pytest

from tocsin.coding.scoring.units import find_units


@pytest.fixture
def units(scenery):
    def find(text: str) -> list[tuple[str, str, str]]:
        found = find_units(scenery(text)[0])
        return [(unit.word.text, ",".join(unit.actors), unit.kind) for unit in found]

    return find


def test_a_thing_stands_for_its_owner_as_one_unit(units):
    found = units("Russian bombers struck a depot in Ukraine.")
    assert [unit[:2] for unit in found] == [("bombers", "RUS"), ("Ukraine", "UKR")]


def test_an_offer_is_owned(units):
    assert units("Moscow's offer surprised Turkey.")[0] == ("offer", "RUS", "owned")


def test_a_name_stands_for_its_state(units):
    found = units("France and Germany sold missiles to Poland.")
    assert found == [
        ("France", "FRA", "name"),
        ("Germany", "DEU", "name"),
        ("Poland", "POL", "name"),
    ]


def test_a_pronoun_stands_for_whom_it_means(units):
    assert ("it", "IRN", "pronoun") in units("Iran said it would send fuel to Syria.")


def test_a_pronoun_looks_back_into_the_sentence_before(units):
    found = units("Iran met Syria on Monday. It sent fuel to Lebanon.")
    assert ("It", "IRN", "pronoun") in found


def test_an_office_stands_for_its_state(units):
    found = units("President Emmanuel Macron of France met his German counterpart.")
    assert ("counterpart", "DEU", "role") in found


def test_a_unit_has_its_state_whatever_person_it_is(scenery):
    text = "President Emmanuel Macron of France met the Polish premier."
    states = {state for unit in find_units(scenery(text)[0]) for state in unit.states}
    assert states == {"FRA", "POL"}


@pytest.mark.parametrize(
    "text", ["The weather was mild and the harbour was quiet.", "Prices rose.", "They left."]
)
def test_without_actors_there_are_no_units(units, text):
    assert units(text) == []


def test_units_stand_in_the_order_of_the_text(scenery):
    places = [
        unit.word.i for unit in find_units(scenery("Iran, Syria and Iraq met Turkey.")[0])
    ]
    assert places == sorted(places)
    assert len(places) == 4
