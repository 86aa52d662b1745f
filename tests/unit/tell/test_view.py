"""Which judgements and claims are shown, and under which names."""

from dataclasses import replace

from tocsin.tell.evidence import (
    MAX_ROWS,
    evidence_rows,
    ordered_judgements,
    strongest_against,
    strongest_for,
)


def test_key_judgements_take_the_drivers_in_turn(view):
    channels = [one.channel for one in view.key_judgements()]
    assert channels == ["technology_transfer", "arms_supply", "leaders_meeting",
                        "economic_lifeline", "nuclear_tolerance"]  # fmt: skip


def test_without_concern_the_first_three_judgements_are_key(view):
    bare = replace(view, assessment=replace(view.assessment, concern=()))
    assert bare.key_judgements() == view.assessment.judgements[:3]


def test_the_most_concerned_comes_first(view):
    assert [one.stakeholder for one in view.ranked_concern()] == ["KOR", "USA", "CHN"]


def test_short_label_joins_what_is_done_together(view):
    assert (
        view.short_label("j-leaders_meeting-PRK-RUS")
        == "leaders meeting, North Korea and Russia"
    )
    assert (
        view.short_label("j-nuclear_tolerance-RUS-PRK")
        == "nuclear tolerance, Russia → North Korea"
    )
    assert view.short_label("j-none") == "j-none"


def test_evidence_is_numbered_by_first_use_and_knows_both_sides(view):
    rows = evidence_rows(view)
    assert [row.label for row in rows] == [f"E{n}" for n in range(1, len(rows) + 1)]
    assert rows[0].claim.id == ordered_judgements(view)[0].claims[0]
    by_id = {row.claim.id: row for row in rows}
    assert by_id["c-000000000e"].opposes == ("j-arms_supply-PRK-RUS",)
    assert by_id["c-000000000b"].supports == ()  # the exchange alone rests on it
    assert len(rows) <= MAX_ROWS


def test_claims_that_are_not_at_hand_are_left_out(view):
    assert evidence_rows(replace(view, claims={})) == ()
    assert strongest_for(replace(view, claims={})) == ()


def test_denials_on_one_quote_are_one_piece_of_evidence(view):
    ids = [[claim.id for claim in group] for group in strongest_against(view)]
    assert ["c-000000000e", "c-000000000f"] in ids
