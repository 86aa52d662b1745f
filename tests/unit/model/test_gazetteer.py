"""Who is named by a form on a day."""

from datetime import date

import pytest

from tocsin.model.gazetteer import Entry, in_force, load_gazetteer, subtokens
from tocsin.model.ids import ActorId


def offices(family, day):
    """Return who of a family name holds an office on a day."""
    found = load_gazetteer().offices(family)
    return {office.actor for office in found if office.held_on(date.fromisoformat(day))}


@pytest.mark.parametrize(
    ("family", "day", "actors"),
    [
        ("Trump", "2013-06-01", set()),
        ("Trump", "2018-06-01", {"USA.DONALD_TRUMP"}),
        ("Trump", "2023-06-01", set()),
        ("Trump", "2025-06-01", {"USA.DONALD_TRUMP"}),
        ("Moon", "2019-06-01", {"KOR.MOON_JAE_IN"}),
        ("Moon", "2024-06-01", set()),
        ("Zelensky", "2018-06-01", set()),
        ("Bolsonaro", "2020-06-01", {"BRA.JAIR_BOLSONARO"}),
        ("Haddad", "2020-06-01", set()),
        ("Çavuşoğlu", "2020-06-01", {"TUR.MEVLUT_CAVUSOGLU"}),
        ("Cavusoglu", "2020-06-01", {"TUR.MEVLUT_CAVUSOGLU"}),
    ],
)
def test_a_family_name_means_who_is_in_office(family, day, actors):
    assert offices(family, day) == actors


@pytest.mark.parametrize(
    ("form", "actor"),
    [
        ("Kim Jong-un", "PRK.KIM_JONG_UN"),
        ("Kim Jong Un", "PRK.KIM_JONG_UN"),
        ("Volodymyr Zelenskyy", "UKR.VOLODYMYR_ZELENSKY"),
        ("Volodymyr Zelenskiy", "UKR.VOLODYMYR_ZELENSKY"),
        ("MBS", "SAU.MOHAMMED_BIN_SALMAN"),
        ("AMLO", "MEX.ANDRES_MANUEL_LOPEZ_OBRADOR"),
        ("Alyaksandr Lukashenka", "BLR.ALEXANDER_LUKASHENKO"),
        ("Recep Tayyip Erdoğan", "TUR.RECEP_TAYYIP_ERDOGAN"),
        ("Tayyip Erdogan", "TUR.RECEP_TAYYIP_ERDOGAN"),
        ("Ebrahim Raeisi", "IRN.EBRAHIM_RAISI"),
        ("Vladimir V. Putin", "RUS.VLADIMIR_PUTIN"),
        ("Abdelfattah al-Burhan", "SDN.ABDEL_FATTAH_AL_BURHAN"),
        ("Tedros Adhanom", "WHO.TEDROS_ADHANOM_GHEBREYESUS"),
        ("Jens Stoltenberg", "NATO.JENS_STOLTENBERG"),
    ],
)
def test_spellings_of_the_press_are_known(form, actor):
    assert load_gazetteer().lookup(form, date(2020, 6, 1)) == actor


@pytest.mark.parametrize(
    ("day", "actor"),
    [("2008-01-01", "POL"), ("2016-01-01", "EU"), ("2022-01-01", "EU"), ("2024-06-01", "POL")],
)
def test_who_changed_from_a_state_to_a_body_counts_for_the_last_office(day, actor):
    found = load_gazetteer().lookup("Donald Tusk", date.fromisoformat(day))
    assert found is not None
    assert found.split(".")[0] == actor


def test_a_form_out_of_its_dates_keeps_all_entries_unless_a_leader_left_office():
    old = Entry(ActorId("AAA"), "old", None, date(1990, 1, 1))
    new = Entry(ActorId("BBB"), "old", None, date(1995, 1, 1))
    assert in_force([old, new], date(2000, 1, 1)) == [old, new]
    assert in_force([old, new], date(1992, 1, 1)) == [new]


@pytest.mark.parametrize("text", ["", "Kim Jong-un", "  two  words ", "U.S.", "a_b", "Çelik 2"])
def test_subtokens_are_runs_of_letters_and_other_signs(text):
    assert "".join(subtokens(text)) == "".join(text.split())
    assert all(len(token) == 1 or token.isalnum() for token in subtokens(text))


def test_common_family_names_are_office_holders():
    gazetteer = load_gazetteer()
    assert {"May", "Fox", "Ali", "Cisse"} <= gazetteer.common_names <= gazetteer.terms.keys()


@pytest.mark.parametrize(
    ("text", "found"),
    [("David Lee met the press.", 0), ("Taiwan's minister David Lee met the press.", 2)],
)
def test_a_full_name_of_many_needs_its_state_in_the_sentence(text, found):
    assert len(load_gazetteer().find(subtokens(text))) == found
