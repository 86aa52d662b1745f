"""What changed, in words: nothing is computed, and nothing that moved is left out."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.model.assessment import HarmShift
from tocsin.model.change import Cause, Change, Influence, Share, Shift
from tocsin.tell import render_html
from tocsin.tell.changes import change_lines, harm_lines, moved_concern, moved_judgements


def share(cause, amount, ref):
    return Share(cause=cause, amount=amount, figure=f"{ref}.change.{cause.value}")


def shift(ref, before, after, words, influences=()):
    amount = None if None in (before, after) else round(after - before, 3)
    shares = tuple(share(c, amount if c is Cause.EVIDENCE else 0.0, ref) for c in Cause)
    return Shift(
        id=ref,
        before=before,
        after=after,
        amount=amount,
        before_word=words[0],
        after_word=words[1],
        shares=shares if amount is not None else (),
        influences=influences,
        figure=f"{ref}.change",
    )


@pytest.fixture
def changed(view):
    answer = view.assessment
    concern, judgements = answer.concern[0], answer.judgements
    most = Influence(
        document="d-1", title="A <b>new</b> text", date=date(2023, 9, 4), amount=4.2, claims=()
    )
    change = Change(
        since=date(2023, 9, 1),
        earlier="",
        concern=(shift(concern.id, 40.0, 45.0, ("elevated", "elevated"), (most,)),),
        judgements=(
            shift(judgements[0].id, 0.5, 0.41, ("roughly even chance", "unlikely")),
            shift(judgements[1].id, 0.5, 0.502, ("likely", "likely")),
            shift("j-money-A-B", None, 0.3, ("", "unlikely")),
            shift("j-money-B-A", 0.3, None, ("unlikely", "")),
        ),
        documents=("d-1",),
        gone=(),
        data=("A pact came into force.",),
        assumptions=("4 days passed.",),
    )
    return replace(view, assessment=replace(answer, change=change))


def test_score_is_told_with_its_causes_and_the_text_that_did_most(changed):
    (one,) = moved_concern(changed)
    assert (
        ": 40 → 45 (elevated), +5.0: new evidence +5.0, data 0, assumptions 0" in one.sentence
    )
    assert one.sentence.endswith("Most by “A <b>new</b> text”, 4 September 2023 (+4.2; d-1)")


def test_judgements_that_print_the_same_are_left_out(changed):
    told = [one.sentence for one in moved_judgements(changed)]
    assert len(told) == 3
    assert "50% (roughly even chance) → 41% (unlikely), \N{MINUS SIGN}9.0" in told[0]
    assert told[1].endswith(": 30% (unlikely) now, not judged then")
    assert told[2].endswith(": not judged any more")


def test_lines_are_bounded_and_say_what_is_hidden(changed):
    lines = list(change_lines(changed, 1))
    assert "2 more judgements moved; the brief shows them." in lines
    assert lines[-1] == "1 new text. 4 days passed."
    assert (
        list(
            change_lines(
                replace(changed, assessment=replace(changed.assessment, change=None)), 1
            )
        )
        == []
    )


def test_brief_holds_the_change_and_escapes_titles(changed):
    page = render_html(changed)
    assert "What changed since 1 September 2023" in page
    assert "A &lt;b&gt;new&lt;/b&gt; text" in page
    assert "A pact came into force." in page
    assert "judgement stays where it was." in page


def row(who, channel, low, high, levels, ranks=(1, 1)):
    return HarmShift(
        stakeholder=who,
        channel=channel,
        low=low,
        high=high,
        low_level=levels[0],
        high_level=levels[1],
        low_rank=ranks[0],
        high_rank=ranks[1],
        figure=f"k-{who}.harms.x",
    )


def test_levels_and_places_that_would_change_are_named(view):
    one = view.assessment.concern[0]
    rows = (
        row(one.stakeholder, "*", 10.0, 90.0, ("minimal", "severe"), (2, 1)),
        row(one.stakeholder, "arms_supply", 10.0, 90.0, (one.level, one.level)),
    )
    found = harm_lines(replace(view, assessment=replace(view.assessment, sensitivity=rows)))
    assert found[0].harms == "all together"
    assert found[0].crosses == "minimal at the least harm, severe at the greatest harm"
    assert found[0].place == "2 to 1"
    assert (found[1].harms, found[1].crosses, found[1].place) == ("arms supply", "", "")
