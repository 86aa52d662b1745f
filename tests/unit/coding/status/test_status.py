"""Status, polarity and holders, in one frame sentence that varies."""

import pytest


def test_plain_past_has_occurred(claim, brief):
    assert (
        brief(claim("Turkey supplied drones to Azerbaijan."))
        == "AID TUR>AZE [weapons] occurred"
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Turkey has been supplying drones to Azerbaijan.", "ongoing"),
        ("Turkey continues to supply drones to Azerbaijan.", "ongoing"),
        ("Turkey will supply drones to Azerbaijan.", "planned"),
        ("Turkey plans to supply drones to Azerbaijan.", "planned"),
        ("Turkey is to supply drones to Azerbaijan.", "planned"),
        ("Turkey may supply drones to Azerbaijan.", "possible"),
        ("Turkey is considering supplying drones to Azerbaijan.", "possible"),
        ("Turkey would supply drones to Azerbaijan if Russia agreed.", "conditional"),
        ("If Turkey supplies drones to Azerbaijan, Armenia will protest.", "conditional"),
        ("Turkey offered to supply drones to Azerbaijan.", "proposed"),
        ("Turkey refrained from supplying drones to Azerbaijan.", "averted"),
        ("Turkey cancelled the delivery of drones to Azerbaijan.", "averted"),
    ],
)
def test_the_status_is_read_from_the_grammar_around_the_event(claims, text, status):
    found = [
        c for c in claims(text) if c.event.target == ("AZE",) and c.event.source == ("TUR",)
    ]
    assert [c.status for c in found] == [status]
    assert found[0].polarity == "affirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Turkey did not supply drones to Azerbaijan.",
        "Turkey never supplied drones to Azerbaijan.",
        "Turkey has no plans to supply drones to Azerbaijan.",
        "Turkey knew of no plans to supply drones to Azerbaijan.",
        "Turkey failed to supply drones to Azerbaijan.",
        "Turkey no longer supplies drones to Azerbaijan.",
    ],
)
def test_a_negation_turns_the_polarity_once(claim, text):
    assert claim(text).polarity == "negated"


def test_one_word_negates_once(claim):
    assert claim("No deal between Turkey and Azerbaijan was signed.").polarity == "negated"


def test_denial_keeps_the_event_affirmed(claim):
    found = claim("Turkey denied supplying drones to Azerbaijan.")
    assert (found.status, found.polarity) == ("occurred", "affirmed")
    assert found.is_denied
    assert found.innermost.actor == "TUR"


def test_a_denial_that_is_reported_keeps_both_holders_in_order(claim):
    found = claim("Israel said that Turkey denied that it had supplied drones to Azerbaijan.")
    stances = [(holder.actor, holder.stance) for holder in found.holders]
    assert stances == [("ISR", "asserts"), ("TUR", "denies")]


def test_doubt_leaves_the_event_possible(claim):
    found = claim(
        "It is unlikely that Turkey would supply drones to Azerbaijan, analysts said."
    )
    assert found.status == "possible"
    assert (found.innermost.name, found.innermost.stance) == ("analysts", "doubts")


def test_what_is_done_with_a_report_leaves_its_content(claim):
    found = claim("Jordan declined to comment on a report that Israel had bombed Syria.")
    assert (found.status, found.polarity) == ("occurred", "affirmed")


def test_a_question_claims_nothing(claims):
    assert claims("Will Turkey supply drones to Azerbaijan?") == ()


@pytest.mark.parametrize(
    ("verb", "polarity"),
    [
        ("forgot", "negated"),
        ("did not forget", "affirmed"),
        ("pretended", "negated"),
        ("did not fail", "affirmed"),
        ("managed", "affirmed"),
        ("did not manage", "negated"),
    ],
)
def test_verbs_with_an_infinitive_say_whether_it_came_true(claim, verb, polarity):
    assert claim(f"Turkey {verb} to supply drones to Azerbaijan.").polarity == polarity


def test_to_hold_talks_is_to_have_them(claim):
    assert claim("Iran and Oman held talks in Muscat on Sunday.").status == "occurred"
