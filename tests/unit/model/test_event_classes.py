"""Classes of events that questions are asked about."""

import pytest

from tocsin.errors import OntologyError, UsageError
from tocsin.model import event_classes
from tocsin.model.cameo import load_cameo
from tocsin.model.event_classes import event_class, load_event_classes
from tocsin.model.vocabulary import EventType


def test_codes_that_begin_so_belong_to_a_class():
    meeting, aid = event_class("meeting"), event_class("aid")
    assert meeting.has_code("042")
    assert not meeting.has_code("041")
    assert all(aid.has_code(code) for code in ("07", "070", "0723", "075"))
    assert not aid.has_code("170")


def test_relations_are_known_by_the_letters_of_their_names():
    meeting = event_class("meeting")
    for name in ("Make a visit", "host a visit", "Meet at a 'third' location",
                 "Meet at a third location"):  # fmt: skip
        assert meeting.has_relation(name)
    assert not meeting.has_relation("Consult")
    assert not meeting.has_relation("")
    attack = event_class("attack")
    assert attack.has_relation("Conduct suicide, car, or other non military bombing")
    assert attack.has_relation("ASSAULT")


def test_every_class_names_known_codes_types_and_states():
    for kind in load_event_classes().values():
        assert all(load_cameo().get(code) for code in kind.codes)
        for mode in (*kind.modes, *kind.claims):
            assert EventType(mode.split(":")[0])
        text = kind.question.format(a="A", b="B")
        assert "A" in text
        assert "B" in text
        assert text.endswith("?")


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [
        ("CONSULT", None, "meeting"),
        ("CONSULT", "visit", "meeting"),
        ("AID", "military", "military_aid"),
        ("AID", "economic", "aid"),
        ("AID", None, "aid"),
        ("COOPERATE", "military", "military_cooperation"),
        ("SANCTION", None, "sanction"),
        ("PROTEST", None, None),
    ],
)
def test_claim_asks_for_the_first_class_that_fits(kind, mode, expected):
    found = [one.name for one in load_event_classes().values() if one.fits_claim(kind, mode)]
    assert (found[0] if found else None) == expected


def test_unknown_class_lists_the_known_ones():
    with pytest.raises(UsageError, match="known are meeting, consultation"):
        event_class("dance")


@pytest.mark.parametrize("change", [{"codes": "999"}, {"codes": ""}, {"mutual": "perhaps"}])
def test_row_that_does_not_fit_is_named(monkeypatch, change):
    row = {
        "name": "x", "title": "X", "question": "Will {a} {b}?", "codes": "042", "modes": "",
        "claim": "", "mutual": "yes", "source": "s", "_where": "event_classes.csv:2", **change,
    }  # fmt: skip
    monkeypatch.setattr(event_classes, "read_rows", lambda *_: iter([row]))
    with pytest.raises(OntologyError, match=r"event_classes\.csv:2"):
        load_event_classes.__wrapped__()
