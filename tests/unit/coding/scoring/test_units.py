"""Who the words of a sentence stand for."""

import pytest

from tocsin.coding.scoring.units import find_absent, find_units


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


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Russian-Turkish talks ended.", "RUS,TUR"),
        ("US-North Korean talks ended.", "USA,PRK"),
        ("Sino-Russian talks ended.", "CHN,RUS"),
    ],
)
def test_names_joined_by_a_hyphen_are_both_meant(units, text, actors):
    assert ("talks", actors, "owned") in units(text)


def test_a_joined_name_is_no_unit_of_its_own(units):
    assert units("US-Japan talks ended.") == [("talks", "USA,JPN", "owned")]


def test_a_prefix_that_begins_the_name_of_a_region_is_no_state(units):
    assert units("Talks on Indo-Pacific trade ended in Peru.") == [("Peru", "PER", "name")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("European sanctions hurt Peru.", {"EU", "PER"}),
        ("European football bores Peru.", {"PER"}),
        ("The Balts met Peru.", {"EST,LTU,LVA", "PER"}),
    ],
)
def test_europeans_are_the_union_only_where_it_acts_as_one(units, text, who):
    assert {unit[1] for unit in units(text)} == who


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


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        pytest.param(
            "Iran met Iraq. The move angered Peru.", {"IRN", "IRQ"}, id="one is named"
        ),
        pytest.param("Iran met Iraq. It angered Peru.", set(), id="it is Iran: two are named"),
        pytest.param("Iran met Iraq. The move angered nobody.", set(), id="nobody is named"),
        pytest.param("The move angered Peru.", set(), id="nothing stands before"),
        pytest.param("Peru met Iraq. The move angered Peru.", {"IRQ"}, id="one comes again"),
    ],
)
def test_who_stands_in_the_sentence_before_may_play_a_role(scenery, text, absent):
    scene = scenery(text)[0]
    found = find_absent(scene, find_units(scene))
    assert {state for one in found for state in one.states} == absent


def test_who_is_named_before_has_the_place_of_the_last_name(scenery):
    scene = scenery("Iran met Iraq before Iran left. The move angered Peru.")[0]
    iran = find_absent(scene, find_units(scene))[0]
    assert iran.states == {"IRN"}
    assert [piece.actor for piece in scene.before].index("IRN") < iran.place
    assert scene.before[iran.place].actor == "IRN"
