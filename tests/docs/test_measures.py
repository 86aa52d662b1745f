"""The pages on measures name every family and every measure."""

import re
from pathlib import Path

import pytest

from tocsin.measure.families import FAMILIES

PAGES = Path(__file__).parents[2] / "docs" / "measures"


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_a_page_that_names_its_measures(name):
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_0-9…]+)`", text))
    silent = [
        method.name
        for method in FAMILIES[name].methods
        if not any(
            fits(one, word)
            for word in named
            for one in (method.name, method.name.removesuffix("_both"))
        )
    ]
    assert silent == []


def fits(name, word):
    """Return whether a word of a page, in which … stands for anything, is a name."""
    return re.fullmatch(re.escape(word).replace("…", ".+"), name) is not None


def test_no_two_families_share_a_name_of_a_measure():
    names = [method.name for family in FAMILIES.values() for method in family.methods]
    assert sorted(names) == sorted(set(names))
