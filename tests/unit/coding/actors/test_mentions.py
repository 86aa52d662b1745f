"""Known names in a sentence."""

from datetime import date

import pytest

from tocsin.coding.actors.mentions import find_mentions
from tocsin.coding.syntax.parser import parse
from tocsin.model.gazetteer import load_gazetteer


@pytest.fixture(scope="module")
def named(document):
    def find(text, day=None):
        tree = parse(document(text)).trees[0]
        return [mention.actor for mention in find_mentions(tree, load_gazetteer(), day)]

    return find


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("North Korea left.", ["PRK"]),
        ("Pyongyang and Seoul left.", ["PRK", "KOR"]),
        ("The U.S. left.", ["USA"]),
        ("NATO left.", ["NATO"]),
        ("The New York Times wrote it.", []),
    ],
)
def test_the_longest_known_form_counts(named, text, actors):
    assert named(text) == actors


def test_a_leader_counts_in_office(named):
    assert named("Joe Biden left.", date(2022, 1, 1)) == ["USA.JOE_BIDEN"]
