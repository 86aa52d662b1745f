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


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("A farmer in Lebanon, Ohio, sold it.", ["USA"]),
        ("A farmer in Ohio's Lebanon sold it.", ["USA"]),
        ("Officials in Georgia fear Russia.", ["GEO", "RUS"]),
        ("Officials in Georgia counted ballots from Atlanta.", ["USA"]),
        ("Qatar Airways flew to Doha.", ["QAT"]),
        ("The Straits of Hormuz lie near Iran.", ["IRN"]),
        ("Congo accused Rwanda.", ["COD", "RWA"]),
        ("Congo is a river.", []),
        ("HMS Defender left Odesa.", ["GBR.ROYAL_NAVY", "UKR"]),
        ("They met in Brussels.", ["BEL"]),
        ("Brussels froze the funds.", ["EU"]),
        ("Brussels, the capital of Belgium, froze.", ["BEL", "BEL"]),
        ("The Joint Chiefs of Staff in Seoul measured it.", ["KOR.JCS", "KOR"]),
        ("The Joint Chiefs of Staff measured it.", []),
        ("Russian-speaking teachers left.", []),
        ("The WHO left, WHO knows.", ["WHO", "WHO"]),
        ("LOL, WHO left?", []),
    ],
)
def test_the_words_around_a_name_say_what_it_is(named, text, actors):
    assert named(text) == actors


def test_a_leader_is_not_known_long_before_the_office(named):
    assert named("Volodymyr Zelensky left.", date(2010, 1, 1)) == []


def test_a_leader_is_known_after_the_office_for_the_last_one(named):
    assert named("Jens Stoltenberg left.", date(2024, 10, 3)) == ["NATO.JENS_STOLTENBERG"]


def test_a_family_name_of_several_words_is_found(named):
    assert named("Then von der Leyen left.", date(2022, 1, 1)) == ["EU.URSULA_VON_DER_LEYEN"]
