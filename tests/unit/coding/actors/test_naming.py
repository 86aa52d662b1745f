"""Which states a text names, without a parse."""

import pytest

from tocsin.coding import Depth, coder_version, named_states


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
    rules, _, rest = coder_version(Depth.FAST).partition("+")
    digest, _, depth = rest.partition(".")
    assert rules.startswith("rules-")
    assert len(digest) == 8
    assert depth == "fast"
    assert coder_version(Depth.FAST) == coder_version(Depth.FAST)


def test_what_is_read_less_deep_is_another_version():
    assert len({coder_version(depth) for depth in Depth}) == len(Depth)
