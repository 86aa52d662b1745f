"""When there is an answer, for which question, and what it says of itself."""

from datetime import date

import pytest

from tocsin.assess import Inquiry, find_dyad, find_stakeholders
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.assessment import Question
from tocsin.model.world import load_world


def test_open_question_is_filled_from_the_text(cases):
    answer = cases.run(cases.reference(), Inquiry())
    assert set(answer.question.dyad) == {"PRK", "RUS"}
    assert answer.question.as_of == date(2023, 9, 5)
    assert answer.question.horizon_days == 365
    assert {"KOR", "USA"} <= set(answer.question.stakeholders)
    assert 3 <= len(answer.question.stakeholders) <= 6
    scores = [item.score for item in answer.concern]
    assert scores == sorted(scores, reverse=True)
    assert any("found automatically" in limit for limit in answer.limits)


def test_complete_question_is_kept(cases):
    question = Question(
        dyad=("PRK", "RUS"), as_of=date(2023, 9, 6), horizon_days=90, stakeholders=("JPN",)
    )
    assert cases.run(cases.reference(), question).question == question


def test_dyad_of_the_gulf_texts(cases):
    assert find_dyad(cases.gulf().claims) == ("IRN", "SAU")


def test_stakeholders_of_the_gulf_texts(cases):
    case = cases.gulf()
    found = find_stakeholders(
        case.claims, case.stakes, ("IRN", "SAU"), load_world(), date(2023, 6, 9)
    )
    assert {"ISR", "USA"} <= set(found)
    assert not {"IRN", "SAU"} & set(found)


def test_no_state_is_refused():
    with pytest.raises(InsufficientDataError, match="No claim about an act between two states"):
        find_dyad([])


def test_one_state_is_refused(cases):
    text = cases.TextBuilder("one", date(2023, 1, 1))
    text.claim("Iran holds an exercise", "MOBILIZE", "IRN>", items="exercise")
    with pytest.raises(InsufficientDataError, match="one state alone, Iran"):
        find_dyad(text.claims)


def test_two_states_that_do_nothing_together_are_refused(cases):
    text = cases.TextBuilder("two", date(2023, 1, 1))
    text.claim("Iran accuses Turkey", "ACCUSE", "IRN>TUR")
    with pytest.raises(InsufficientDataError, match="two states do something together"):
        find_dyad(text.claims)


def test_no_claim_on_the_pair_is_refused(cases):
    with pytest.raises(InsufficientDataError, match="Saudi Arabia and Iran"):
        cases.run(cases.reference(), cases.inquiry("SAU IRN", "ISR"))


def test_denial_alone_is_judged_by_its_base_rate(cases):
    text = cases.TextBuilder("denial", date(2023, 9, 5))
    text.claim(
        "it never sent arms",
        "AID",
        "PRK>RUS",
        items="weapons",
        holders=[cases.holder("PRK", "Pyongyang", "denies")],
    )
    answer = cases.run(cases.sample(text))
    assert answer.judgements[0].p < 0.5
    assert answer.exchange[0].status == "denied"


def test_undated_documents_need_a_day(cases):
    with pytest.raises(InsufficientDataError, match="--as-of"):
        cases.run(cases.reference(day=None))
    dated = cases.run(cases.reference(day=None), cases.inquiry(as_of=date(2023, 9, 5)))
    assert any("no date" in limit for limit in dated.limits)


def test_day_before_every_document_is_refused(cases):
    with pytest.raises(InsufficientDataError, match="later --as-of"):
        cases.run(cases.reference(), cases.inquiry(as_of=date(2022, 1, 1)))


def test_later_documents_are_left_out(cases):
    early = cases.reference("early", date(2023, 9, 5))
    text = cases.TextBuilder("late", date(2023, 10, 14))
    text.claim("containers of shells have been shipped", "AID", "PRK>RUS", items="munitions")
    both = cases.run(early.plus(cases.sample(text)), cases.inquiry(as_of=date(2023, 9, 5)))
    alone = cases.run(early)
    assert both.judgements == alone.judgements
    assert any("left out" in limit for limit in both.limits)


@pytest.mark.parametrize("days", [0, -5, 5000])
def test_horizon_must_lie_ahead(cases, days):
    with pytest.raises(InsufficientDataError, match="horizon"):
        cases.run(cases.reference(), cases.inquiry(horizon_days=days))


@pytest.mark.parametrize("pair", ["RUS RUS", "RUS UN", "RUS PRK.KIM_JONG_UN"])
def test_pair_must_be_two_states(cases, pair):
    with pytest.raises(UsageError, match="no pair of two states"):
        cases.run(cases.reference(), cases.inquiry(pair))


def test_bottom_line_is_short_and_keeps_confidence_apart(cases, answer, gulf_answer):
    found = cases.run(cases.reference(), Inquiry())
    for item in (answer, gulf_answer, found):
        assert len(item.bottom_line.split()) <= 40
        for sentence in item.bottom_line.split(". "):
            assert not ("onfidence" in sentence and "likely" in sentence)
    assert "South Korea high" in answer.bottom_line


def test_limits_state_what_is_missing(answer, gulf_answer):
    assert any("No model component" in limit for limit in answer.limits)
    assert any("single origin" in limit for limit in answer.limits)
    assert not any("single origin" in limit for limit in gulf_answer.limits)


def test_silent_party_is_a_limit(cases):
    text = cases.TextBuilder("silent", date(2023, 9, 5))
    text.claim(
        "shells may go to Russia", "AID", "PRK>RUS", items="munitions", status="possible"
    )
    assert any(
        "North Korea or Russia" in x or "Russia or North Korea" in x
        for x in cases.run(cases.sample(text)).limits
    )


def test_missing_base_rate_is_stated(cases):
    text = cases.TextBuilder("spies", date(2023, 9, 5))
    text.claim(
        "Russia may share targeting data",
        "AID",
        "RUS>PRK",
        items="intelligence",
        status="possible",
        holders=[cases.US_OFFICIALS],
    )
    answer = cases.run(cases.sample(text))
    assert answer.judgements[0].components.base_rate is None
    (limit,) = [one for one in answer.limits if "no base rate for: intelligence" in one]
    assert "even odds" in limit


def test_names_of_all_actors_are_given(answer):
    assert answer.names["KOR"] == "South Korea"
    assert answer.names["PRK.KIM_JONG_UN"] == "Kim Jong Un"


def test_indicators_name_a_judgement_and_a_day(answer):
    ids = {judgement.id for judgement in answer.judgements}
    assert 1 <= len(answer.indicators) <= 12
    for item in answer.indicators:
        assert item.judgement in ids
        assert item.by >= answer.question.as_of
        assert "{" not in item.what
