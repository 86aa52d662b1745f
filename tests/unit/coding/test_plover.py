"""Claims as PLOVER events."""

import pytest

from tocsin.coding.plover import fold, fold_claim
from tocsin.model.vocabulary import EventType, Polarity, Status

NO, YES = Polarity.NEGATED, Polarity.AFFIRMED


@pytest.mark.parametrize(
    ("kind", "status", "polarity", "root"),
    [
        ("AID", "occurred", YES, "AID"),
        ("AID", "planned", YES, "AGREE"),
        ("AID", "planned", NO, "REJECT"),
        ("AID", "occurred", NO, None),
        ("CONSULT", "averted", YES, "SANCTION"),
        ("ASSAULT", "possible", YES, "THREATEN"),
        ("ASSAULT", "planned", NO, "AGREE"),
        ("ASSAULT", "averted", YES, "CONCEDE"),
        ("AGREE", "planned", YES, "AGREE"),
        ("AGREE", "averted", YES, "REJECT"),
        ("ACCUSE", "planned", YES, "ACCUSE"),
        ("ACCUSE", "averted", YES, None),
    ],
)
def test_status_and_polarity_fold_into_the_root(kind, status, polarity, root):
    folded = fold(EventType(kind), Status(status), polarity)
    assert folded == (EventType(root) if root else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sudan accused Iran of arming Yemen.", ("ACCUSE", "SDN", "IRN")),
        ("Sudan said Iran had attacked it.", ("ACCUSE", "SDN", "IRN")),
        ("Kenya said Iran had attacked Sudan.", ("ASSAULT", "IRN", "SDN")),
        ("Greece demanded that Turkey withdraw from Cyprus.", ("REQUEST", "GRC", "TUR")),
        ("Iran threatened to shell Iraqi towns.", ("THREATEN", "IRN", "IRQ")),
        ("Hungary refused to send arms to Ukraine.", ("REJECT", "HUN", "UKR")),
        ("Ukraine signed a treaty with Poland.", ("SUPPORT", "UKR", "POL")),
        ("Russia will sell tanks to India.", ("AGREE", "RUS", "IND")),
    ],
)
def test_speech_acts_are_told_by_holder_and_words(claim, text, expected):
    event = fold_claim(claim(text))
    assert (event.root, event.source[0], event.target[0]) == expected


def test_a_denied_act_is_no_event(claim):
    assert fold_claim(claim("Iran denied arming Yemen.")) is None
