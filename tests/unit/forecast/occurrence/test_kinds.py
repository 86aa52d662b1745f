"""Which relations belong to a class."""

import pytest

from tocsin.errors import OntologyError
from tocsin.forecast.occurrence import kinds
from tocsin.forecast.occurrence.kinds import belongs, has_codes, load_announcements
from tocsin.model.event_classes import code_named, event_class, load_event_classes


def test_names_differ_in_hyphens_and_commas_only():
    assert code_named("Conduct suicide, car, or other non military bombing") == "183"
    assert code_named("Conduct suicide, car, or other non-military bombing") == "183"
    assert code_named("Express intent to cooperate") == "030"
    assert code_named("No such thing") == ""
    assert code_named("183") == "183"


def test_a_class_holds_its_codes_those_below_them_and_whole_types():
    names = ["Make a visit", "Consult", "CONSULT", "Provide military aid"]
    assert belongs(names, event_class("meeting")).tolist() == [True, False, False, False]
    assert belongs(names, event_class("consultation")).tolist() == [True, True, True, False]
    assert belongs(names, event_class("aid")).tolist() == [False, False, False, True]
    assert not has_codes(names, ()).any()


def test_every_class_has_its_announcements():
    assert set(load_announcements()) == set(load_event_classes())


def test_an_unknown_code_is_named(monkeypatch):
    row = {"class": "meeting", "intent": "999", "kin": "", "reason": "", "_where": "a.csv:2"}
    monkeypatch.setattr(kinds, "read_rows", lambda *_: iter([row]))
    load_announcements.cache_clear()
    with pytest.raises(OntologyError, match="999"):
        load_announcements()
    load_announcements.cache_clear()
