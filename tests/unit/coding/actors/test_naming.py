"""Which states a text names, without a parse."""

import pytest

from tocsin.coding import coder_version, named_states


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Kenya and the Ugandan army.", ("KEN", "UGA")),
        ("Kenya, Kenya, Nairobi.", ("KEN",)),
        ("NATO met nobody.", ()),
        ("", ()),
    ],
)
def test_states_are_named_once_and_sorted(document, text, states):
    assert named_states(document(text)) == states


def test_the_version_is_stable_and_names_the_rules():
    rules, _, digest = coder_version().partition("+")
    assert rules.startswith("rules-")
    assert len(digest) == 8
    assert coder_version.__wrapped__() == coder_version()
