"""Actors and the states they are or belong to."""

from datetime import date

from invented_worlds import FIRST, quads

from tocsin.forecast.occurrence.actors import NOBODY, Scope, actors_of, state_of

VISIT = "Make a visit"
ROWS = [
    (FIRST, "North Korea", VISIT, "China"),
    (FIRST, "Government (North Korea)", VISIT, "Vladimir Putin"),
    (FIRST, "PRK.KIM_JONG_UN", VISIT, "RUS"),
    (FIRST, "Fighter (Taliban)", VISIT, "Citizen (Nowhere in particular)"),
    (FIRST, "Taliban", VISIT, "Zanzibar"),
]


def placed(scope):
    found = quads(ROWS)
    actors = actors_of(found, scope)
    of = dict(zip(found.actors, zip(actors.own, actors.rolled, strict=True), strict=True))
    names = {**dict(enumerate(actors.units)), NOBODY: ""}
    return {name: (names[int(a)], names[int(b)]) for name, (a, b) in of.items()}


def test_names_of_states_are_states_and_others_belong_to_one():
    found = placed(Scope.STATES)
    assert found["North Korea"] == ("PRK", "PRK")
    assert found["RUS"] == ("RUS", "RUS")
    assert found["Government (North Korea)"] == ("", "PRK")
    assert found["PRK.KIM_JONG_UN"] == ("", "PRK")
    assert found["Vladimir Putin"] == ("", "RUS")
    assert found["Taliban"] == ("", "")
    assert found["Zanzibar"] == ("", "")


def test_loose_takes_whatever_qualifies_an_actor():
    found = placed(Scope.LOOSE)
    assert found["Taliban"] == ("Taliban", "Taliban")
    assert found["Fighter (Taliban)"] == ("", "Taliban")
    assert found["China"] == ("CHN", "CHN")


def test_rolled_lets_all_count_who_belong_to_a_state():
    assert placed(Scope.ROLLED)["Government (North Korea)"] == ("PRK", "PRK")


def test_states_without_events_are_units_too():
    actors = actors_of(quads(ROWS), Scope.STATES)
    assert {"TUV", "XKX", "TWN", "PSE", "VAT"} <= set(actors.units)


def test_a_state_that_is_no_more_is_none():
    assert state_of("South Sudan", date(2005, 1, 1)) == ""
    assert state_of("South Sudan", date(2015, 1, 1)) == "SSD"
