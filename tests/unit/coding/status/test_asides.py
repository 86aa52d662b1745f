"""Speakers beside the clause."""

import pytest

from tocsin.model.vocabulary import Stance


@pytest.mark.parametrize(
    "text",
    [
        "Turkey, Iranian officials said, supplied drones to Azerbaijan.",
        "Turkey supplied drones to Azerbaijan, as Iranian officials put it.",
        "In the Iranian ministry's view, Turkey supplied drones to Azerbaijan.",
        "In the words of Iranian officials, Turkey supplied drones to Azerbaijan.",
        "According to Iranian officials, Turkey supplied drones to Azerbaijan.",
    ],
)
def test_a_speaker_in_brackets_holds_what_stands_around(claim, text):
    assert claim(text).innermost.actor == "IRN"


def test_a_source_inside_what_is_said_is_the_inner_one(claim):
    text = "Japan said that, according to Iranian officials, Turkey attacked Syria."
    assert [holder.actor for holder in claim(text).holders] == ["JPN", "IRN"]


def test_a_speaker_in_brackets_is_the_outer_one(claim):
    text = "Iran insists, Japanese officials say, that Turkey attacked Syria."
    assert [holder.actor for holder in claim(text).holders] == ["JPN", "IRN"]


def test_who_is_quoted_holds_it_inside_the_paper(claim):
    text = "Turkey attacked Syria, Reuters quoted the Iranian minister as saying."
    assert claim(text).innermost.actor == "IRN"


def test_the_author_answers_for_a_clause_apart(claims):
    text = "Japan said Turkey attacked Syria, while Russia bombed Georgia."
    assert [c.holders for c in claims(text) if c.event.target == ("GEO",)] == [()]


def test_a_doubt_is_given_to_who_voices_it(claim):
    text = "It is doubtful that Turkey will supply drones to Azerbaijan, Iranian officials say."
    assert (claim(text).innermost.actor, claim(text).innermost.stance) == ("IRN", Stance.DOUBTS)
