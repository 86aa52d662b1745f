"""Who says so."""

import pytest


@pytest.mark.parametrize(
    ("text", "actor", "name", "stance"),
    [
        ("Israel said that Iran armed Syria.", "ISR", "Israel", "asserts"),
        ("According to US officials, Iran armed Syria.", "USA", "US officials", "asserts"),
        (
            "Experts in Seoul believe that Iran armed Syria.",
            None,
            "Experts in Seoul",
            "asserts",
        ),
        (
            "Iran armed Syria, Jordanian officials said.",
            "JOR",
            "Jordanian officials",
            "asserts",
        ),
        ("Israel's claim that Iran armed Syria was repeated.", "ISR", "Israel", "asserts"),
        ("Israel expects that Iran will arm Syria.", "ISR", "Israel", "predicts"),
        ("Israel demanded that Iran arm Syria.", "ISR", "Israel", "demands"),
        ("Iran rejected reports that it had supplied oil to Syria.", "IRN", "Iran", "denies"),
        ("Iran called reports that it had armed Syria baseless.", "IRN", "Iran", "denies"),
        ("Iran reportedly armed Syria.", None, "unnamed sources", "asserts"),
        ("Iran was accused by Israel of arming Syria.", "ISR", "Israel", "asserts"),
    ],
)
def test_the_holder_is_found(claims, text, actor, name, stance):
    holder = claims(text)[0].innermost
    assert (holder.actor, holder.name, holder.stance) == (actor, name, stance)


def test_the_author_is_no_holder(claim):
    assert claim("Iran armed Syria.").holders == ()


def test_two_deniers_of_one_event(claim):
    found = claim("Both Iran and Syria have denied that Iran delivered rockets to Syria.")
    assert {(h.actor, h.stance) for h in found.holders} == {
        ("IRN", "denies"),
        ("SYR", "denies"),
    }


def test_the_own_act_of_an_infinitive_has_no_holder(claim):
    assert claim("Iran agreed to arm Syria.").holders == ()
