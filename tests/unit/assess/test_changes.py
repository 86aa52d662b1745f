"""What changed since an earlier day: the parts sum to it, and each goes where it belongs."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from tocsin.assess.case import Case, Since
from tocsin.assess.changes import round_parts
from tocsin.assess.mixing import COMMON, FIELDS
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.assessment import Assessment
from tocsin.model.change import Cause
from tocsin.model.codec import from_json, to_json
from tocsin.model.estimative import SCALES

FIRST, LATER = date(2023, 9, 5), date(2023, 9, 20)


@pytest.fixture(scope="module")
def later(cases):
    """Give the reference article and, two weeks later, a second report and a copy of it."""
    made = []
    for name in ("second", "copy"):
        text = cases.TextBuilder(name, LATER, "Wire")
        text.claim(
            "the North has shipped shells by rail and by sea in large numbers since the summit",
            "AID",
            "PRK>RUS",
            items="munitions",
            holders=[cases.holder("USA", "the White House")],
            days=(LATER - timedelta(days=2), LATER - timedelta(days=1)),
        )
        text.claim("a defence pact was signed", "AGREE", "PRK>RUS", mode="military")
        made.append(text)
    return cases.reference().plus(cases.sample(*made))


def compared(cases, sample, since, **more):
    return cases.run(sample, cases.inquiry(since=since, as_of=LATER, **more))


@pytest.fixture(scope="module")
def change(cases, later):
    return compared(cases, later, Since(day=FIRST))


@pytest.fixture(scope="module")
def earlier(cases):
    return cases.run(cases.reference())


def all_shifts(answer):
    return [*answer.change.concern, *answer.change.judgements]


def test_words_of_a_change_and_of_an_indicator_are_of_the_standard_in_force(cases, later):
    asked = cases.inquiry(since=Since(day=FIRST), as_of=LATER)
    answer = cases.run(later, asked, words="phia")
    scale = SCALES["phia"]
    moved = [one for one in answer.change.judgements if one.amount is not None]
    assert moved
    for one in moved:
        assert one.before_word == scale.word(one.before)
        assert one.after_word == scale.word(one.after)
    assert answer.indicators
    figures = {figure.id: figure for figure in answer.figures}
    for sign in answer.indicators:
        told = f"to {sign.p_seen:.3f} ({scale.word(sign.p_seen)})"
        assert any(told in step for step in figures[sign.id].steps)


def test_parts_sum_to_the_change_as_they_are_printed(change):
    moved = [one for one in all_shifts(change) if one.amount is not None]
    assert len(moved) > 3
    for one in moved:
        digits = 1 if one.id.startswith("k-") else 3
        assert one.amount == round(one.after - one.before, digits)
        assert round(sum(share.amount for share in one.shares), digits) == one.amount
        assert [share.cause for share in one.shares] == list(Cause)


def test_ends_are_what_each_day_says_alone(change, earlier, cases, later):
    now = cases.run(later, cases.inquiry(as_of=LATER))
    for one in change.change.concern:
        before, after = (
            next(c for c in answer.concern if c.id == one.id) for answer in (earlier, now)
        )
        assert (one.before, one.before_word) == (before.score, before.level)
        assert (one.after, one.after_word) == (after.score, after.level)
    known = {one.id: one.p for one in earlier.judgements}
    assert {o.id: o.before for o in change.change.judgements if o.before is not None} == known


def test_answer_itself_is_the_same_with_and_without_a_comparison(change, cases, later):
    alone = cases.run(later, cases.inquiry(as_of=LATER))
    assert (alone.concern, alone.judgements) == (change.concern, change.judgements)
    assert alone.change is None
    assert '"change"' not in to_json(alone)
    assert alone.id != change.id


def test_new_evidence_is_what_moves_and_its_text_is_named(change):
    arms = next(o for o in change.change.judgements if o.id == "j-arms_supply-PRK-RUS")
    parts = {share.cause: share.amount for share in arms.shares}
    assert parts[Cause.EVIDENCE] > 0.1
    assert len(change.change.documents) == 2
    # The copy goes with the original, and is not named beside it.
    assert [one.document in change.change.documents for one in arms.influences] == [True]
    assert arms.influences[0].amount > 0.1
    assert arms.influences[0].claims


def test_judgement_that_is_new_has_no_amount(change):
    pact = next(o for o in change.change.judgements if "defence_pact" in o.id)
    assert (pact.before, pact.amount, pact.shares) == (None, None, ())
    assert pact.figure == pact.id
    assert pact.influences


def test_days_that_pass_alone_are_assumptions(cases):
    answer = compared(cases, cases.reference(), Since(day=FIRST))
    assert answer.change.documents == ()
    for one in all_shifts(answer):
        parts = {share.cause: share.amount for share in one.shares}
        assert parts[Cause.EVIDENCE] == 0
    assert "15 days passed" in answer.change.assumptions[0]


def test_relations_that_come_into_force_are_data(cases):
    """The tables have rows on the pair that begin between the two days."""
    answer = compared(cases, cases.reference(), Since(day=FIRST))
    assert any("came into force" in line for line in answer.change.data)


def stored(cases, earlier, sample):
    case = sample
    return Since(
        day=earlier.question.as_of,
        earlier=earlier,
        claims=case.claims,
        stakes=case.stakes,
        documents=case.documents,
    )


def test_earlier_answer_gives_the_same_as_its_day(change, earlier, cases, later):
    again = compared(cases, later, stored(cases, earlier, cases.reference()))
    assert again.change.earlier == earlier.id
    assert again.change.concern == change.change.concern
    assert again.change.judgements == change.change.judgements


def test_what_today_gives_beyond_the_stored_value_is_an_assumption(earlier, cases):
    concern = tuple(replace(one, score=one.score - 5.0) for one in earlier.concern)
    run = replace(earlier.run, version="0.0.1")
    old = replace(earlier, concern=concern, run=run)
    answer = cases.run(
        cases.reference(), cases.inquiry(since=stored(cases, old, cases.reference()))
    )
    for one in answer.change.concern:
        parts = {share.cause: share.amount for share in one.shares}
        assert parts == {Cause.EVIDENCE: 0.0, Cause.DATA: 0.0, Cause.ASSUMPTIONS: 5.0}
    assert any("version was 0.0.1" in line for line in answer.change.assumptions)


def test_longer_horizon_is_an_assumption(earlier, cases):
    since = stored(cases, earlier, cases.reference())
    answer = cases.run(cases.reference(), cases.inquiry(since=since, horizon_days=30))
    assert "The horizon was 365 days, and is 30." in answer.change.assumptions
    parts = {share.cause: share.amount for share in answer.change.concern[0].shares}
    assert parts[Cause.ASSUMPTIONS] < -5
    assert parts[Cause.EVIDENCE] == 0


def test_texts_that_do_not_count_any_more_are_named(cases, later):
    whole = cases.run(later, cases.inquiry(as_of=LATER))
    answer = compared(cases, cases.reference(), stored(cases, whole, later))
    assert len(answer.change.gone) == 2
    arms = next(o for o in answer.change.judgements if o.id == "j-arms_supply-PRK-RUS")
    assert arms.amount < -0.1
    lost = next(o for o in answer.change.judgements if "defence_pact" in o.id)
    assert lost.after is None
    assert lost.amount is None


def test_every_number_of_a_change_has_a_figure_that_leads_somewhere(change):
    figures = {figure.id: figure for figure in change.figures}
    for one in all_shifts(change):
        assert one.figure in figures
        if one.amount is None:
            continue
        assert figures[one.figure].value == one.amount
        for share in one.shares:
            assert figures[share.figure].value == share.amount
            assert share.figure in figures[one.figure].parts
            assert figures[share.figure].steps
    assert all(part in figures for figure in change.figures for part in figure.parts)


def test_change_survives_json(change):
    assert from_json(Assessment, to_json(change)) == change


def test_day_that_is_not_before_is_refused(cases):
    with pytest.raises(UsageError, match="not before the day of the judgement, 2023-09-20"):
        compared(cases, cases.reference(), Since(day=LATER))


def test_day_before_every_document_is_refused(cases):
    with pytest.raises(InsufficientDataError, match="Choose a later --since") as error:
        compared(cases, cases.reference(), Since(day=date(2023, 9, 1)))
    assert error.value.subject == "--since"


def test_day_without_a_claim_on_the_pair_is_refused(cases):
    silent = cases.TextBuilder("silent", date(2023, 8, 1))
    silent.claim("Iran accuses Turkey", "ACCUSE", "IRN>TUR")
    sample = cases.reference().plus(cases.sample(silent))
    with pytest.raises(InsufficientDataError, match="2 August 2023: No claim says"):
        compared(cases, sample, Since(day=date(2023, 8, 2)))


def test_answer_about_another_pair_is_refused(cases, gulf_answer):
    since = stored(cases, gulf_answer, cases.gulf())
    with pytest.raises(UsageError, match="is about SAU-IRN, and this answer about RUS-PRK"):
        compared(cases, cases.reference(), since)


def test_every_field_of_a_case_belongs_to_a_cause_or_to_both_days():
    listed = [name for names in FIELDS.values() for name in names]
    assert sorted([*listed, *COMMON]) == sorted(field.name for field in fields(Case))


@pytest.mark.parametrize(
    ("parts", "total", "told"),
    [
        ((0.04, 0.04, 0.04), 0.1, (0.1, 0.0, 0.0)),
        ((1.26, 0.0, -0.26), 1.0, (1.3, 0.0, -0.3)),
        ((0.0, 0.0, 0.0), 0.0, (0.0, 0.0, 0.0)),
        ((-0.06, 1e-12, -0.06), -0.1, (-0.1, 0.0, 0.0)),
    ],
)
def test_parts_are_rounded_so_that_they_sum(parts, total, told):
    found = round_parts(parts, total, 1)
    assert round(sum(found), 1) == round(sum(told), 1) == total
    assert found[1] == told[1]
