"""What a brief must keep before it is written."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.errors import OutputError
from tocsin.model.assessment import Figure
from tocsin.model.change import Cause, Change, Influence, Share, Shift
from tocsin.model.wording.finding import Rule
from tocsin.tell.checks import (
    brief_faults,
    brief_findings,
    check_wording,
    own_sentences,
    told_numbers,
)


@pytest.fixture
def sound(view):
    """The hand-made view with a figure for every number that it tells."""
    known = view.figures()
    more = tuple(
        Figure(id=ref, label="a number", value=value)
        for ref, value in dict(told_numbers(view)).items()
        if ref not in known
    )
    return replaced(view, figures=(*known.values(), *more))


def replaced(view, **changes):
    return replace(view, assessment=replace(view.assessment, **changes))


def with_rival(view, **changes):
    rivals = view.assessment.hypotheses
    first = replace(rivals.hypotheses[0], **changes)
    return replaced(
        view, hypotheses=replace(rivals, hypotheses=(first, *rivals.hypotheses[1:]))
    )


def test_sound_brief_passes(sound):
    assert brief_faults(sound) == []
    check_wording(sound)


def test_hedge_in_any_sentence_of_ours_is_a_fault(sound):
    answer = sound.assessment
    flip = replace(answer.concern[0].flips[0], what="what might be given")
    for changes in (
        {"bottom_line": "It could happen."},
        {"limits": ("It may be older.",)},
        {"judgements": (replace(answer.judgements[0], reasons=("it seems so",)),)},
        {"concern": (replace(answer.concern[0], flips=(flip,)), *answer.concern[1:])},
        {"indicators": (replace(answer.indicators[0], what="what suggests a deal"),)},
        {"hypotheses": replace(answer.hypotheses, note="Perhaps both.")},
    ):
        faults = brief_faults(replaced(sound, **changes))
        assert any("hedges" in fault for fault in faults), changes


def test_words_of_sources_and_of_the_user_are_not_ours(sound):
    assert any("could" in claim.quote for claim in sound.claims.values())
    assert brief_faults(with_rival(sound, statement="It might be so.", is_own=True)) == []
    assert brief_faults(with_rival(sound, statement="It might be so."))


def test_word_outside_its_range_is_a_fault(sound):
    first = replace(sound.assessment.judgements[0], words="very likely")
    rest = sound.assessment.judgements[1:]
    (fault,) = brief_faults(replaced(sound, judgements=(first, *rest)))
    assert "68% is not 'very likely'" in fault


def test_words_are_held_to_the_standard_of_the_answer(sound):
    assert any(
        "no term of PHIA 2025" in one for one in brief_faults(replaced(sound, words="phia"))
    )


def test_bottom_line_above_forty_words_is_a_fault(sound):
    assert brief_faults(replaced(sound, bottom_line="word " * 40)) == []
    (fault,) = brief_faults(replaced(sound, bottom_line="word " * 41))
    assert "41 words; it may have 40" in fault


def test_number_without_a_figure_or_with_another_is_a_fault(sound):
    figures = sound.assessment.figures
    for gone in told_numbers(sound):
        rest = tuple(one for one in figures if one.id != gone[0])
        assert any(gone[0] in fault for fault in brief_faults(replaced(sound, figures=rest)))
    other = tuple(replace(one, value=one.value + 0.01) for one in figures)
    assert any(
        "not that of its figure" in one for one in brief_faults(replaced(sound, figures=other))
    )


def test_error_says_what_is_wrong_and_what_is_left(sound):
    with pytest.raises(OutputError, match=r"breaks 1 rule .* 'could' hedges: .*--json"):
        check_wording(replaced(sound, bottom_line="It could happen."))


def test_confidence_stands_apart_from_likelihood(sound):
    assert not any("likely" in text and "onfidence" in text for _, text in own_sentences(sound))


@pytest.fixture
def moved(sound):
    """The sound view with a change of its first judgement, each number with its figure."""
    first = sound.assessment.judgements[0]
    share = Share(cause=Cause.EVIDENCE, amount=0.38, figure=f"{first.id}.change.evidence")
    influence = Influence(
        document="d-1", title="It ” could be", date=None, amount=0.38, claims=()
    )
    shift = Shift(
        id=first.id,
        before=0.3,
        after=0.68,
        amount=0.38,
        before_word="unlikely",
        after_word="likely",
        shares=(share,),
        influences=(influence,),
        figure=f"{first.id}.change",
    )
    change = Change(
        since=date(2023, 9, 1),
        earlier="",
        concern=(),
        judgements=(shift,),
        documents=("d-1",),
        gone=(),
        data=(),
        assumptions=("4 days passed.",),
    )
    figures = [Figure(id=one.figure, label="a change", value=0.38) for one in (share, shift)]
    return replaced(sound, change=change, figures=(*sound.assessment.figures, *figures))


def test_sound_change_passes_whatever_the_titles_of_texts_are(moved):
    assert brief_faults(moved) == []


def test_words_of_a_change_are_held_to_their_numbers(moved):
    change = moved.assessment.change
    wrong = replace(change.judgements[0], before_word="very likely")
    (found,) = brief_findings(replaced(moved, change=replace(change, judgements=(wrong,))))
    assert (found.rule, found.ref) == (Rule.RANGE, wrong.figure)
    assert found.wrong == "30% is not 'very likely' (80 to 95%)"


def test_assumptions_of_a_change_do_not_hedge(moved):
    change = replace(moved.assessment.change, assumptions=("The stakes may have changed.",))
    (found,) = brief_findings(replaced(moved, change=change))
    assert (found.path, found.rule) == (moved.assessment.id, Rule.HEDGE)


def test_numbers_of_a_change_have_their_figures(moved):
    rest = tuple(
        one for one in moved.assessment.figures if not one.id.endswith(".change.evidence")
    )
    (found,) = brief_findings(replaced(moved, figures=rest))
    assert found.rule is Rule.UNTRACED
