"""The reference article, and another pair by the same rules."""

import json

import pytest

from tocsin.model.assessment import Assessment
from tocsin.model.codec import from_json, to_json


def concern_of(answer, stakeholder):
    return next(item for item in answer.concern if item.stakeholder == stakeholder)


def judgement_of(answer, ident):
    return next(item for item in answer.judgements if item.id == ident)


def test_seoul_is_driven_by_what_pyongyang_gains(answer):
    top = concern_of(answer, "KOR").drivers[0]
    assert judgement_of(answer, top.judgement).receiver == "PRK"
    gained = sum(
        driver.share
        for driver in concern_of(answer, "KOR").drivers
        if judgement_of(answer, driver.judgement).receiver == "PRK"
    )
    assert gained > 0.6


def test_washington_is_driven_by_arms_for_the_war(answer):
    assert concern_of(answer, "USA").drivers[0].judgement == "j-arms_supply-PRK-RUS"


def test_main_drivers_do_not_hang_on_stated_stakes(cases):
    silent = cases.reference()
    silent = cases.Sample(silent.claims, (), silent.documents)
    answer = cases.run(silent)
    top = {item.stakeholder: item.drivers[0].judgement for item in answer.concern}
    assert top["USA"] == "j-arms_supply-PRK-RUS"
    assert judgement_of(answer, top["KOR"]).receiver == "PRK"


def test_levels_make_sense(answer):
    assert concern_of(answer, "KOR").level == "high"
    assert concern_of(answer, "USA").level in {"elevated", "high"}


def test_figures_cite_the_claims_that_say_so(answer, cases):
    quotes = {claim.id: claim.quote for claim in cases.reference().claims}
    mentions = {mention.id: mention.quote for mention in cases.reference().stakes}
    figures = {figure.id: figure for figure in answer.figures}
    arms = figures["j-arms_supply-PRK-RUS"]
    assert any("explore supplies of weapons" in quotes[claim] for claim in arms.claims)
    exposure = figures["k-USA.exposure.arms_supply-PRK-RUS"]
    assert any("weapons from the front" in mentions[mention] for mention in exposure.claims)
    assert "stakes.yaml:arms_opponent_of_receiver" in exposure.rows
    assert any("backing:rus-ukr-2022" in row for row in exposure.rows)


def test_both_denials_stand_against(answer):
    assert len(judgement_of(answer, "j-arms_supply-PRK-RUS").against) == 2


def test_old_meetings_are_precedents(answer):
    figure = next(f for f in answer.figures if f.id == "j-leaders_meeting-PRK-RUS.testimony")
    assert any("precedent" in step for step in figure.steps)
    assert not any("in window" in step for step in figure.steps)


def test_third_states_appear_in_the_exchange_alone(answer):
    edges = {(edge.giver, edge.receiver, edge.channel): edge.status for edge in answer.exchange}
    assert edges["CHN", "PRK", "economic_lifeline"] == "asserted"
    assert edges["CHN", "PRK", "diplomatic_cover"] == "asserted"
    assert all({j.giver, j.receiver} == {"PRK", "RUS"} for j in answer.judgements)


def test_same_inputs_and_seed_give_same_bytes(cases, answer):
    assert to_json(cases.run(cases.reference())) == to_json(answer)


def test_another_seed_changes_little(cases, answer):
    other = cases.run(cases.reference(), seed=7)
    assert other.id != answer.id
    for one, two in zip(answer.concern, other.concern, strict=True):
        assert one.score == pytest.approx(two.score, abs=1.0)


@pytest.mark.parametrize("name", ["answer", "gulf_answer"])
def test_assessment_survives_json(request, name):
    value = request.getfixturevalue(name)
    assert from_json(Assessment, to_json(value)) == value


@pytest.mark.parametrize("name", ["answer", "gulf_answer"])
def test_every_number_has_a_figure(request, name):
    answer = request.getfixturevalue(name)
    figures = {figure.id: figure for figure in answer.figures}
    assert len(figures) == len(answer.figures)
    for judgement in answer.judgements:
        figure = figures[judgement.id]
        assert (figure.value, figure.interval) == (judgement.p, judgement.interval)
        assert figures[f"{judgement.id}.testimony"].value == judgement.components.testimony
        if judgement.components.base_rate is not None:
            assert figures[f"{judgement.id}.base_rate"].value == judgement.components.base_rate
    for concern in answer.concern:
        assert figures[concern.id].value == concern.score
        for driver in concern.drivers:
            assert figures[f"{concern.id}.share.{driver.judgement}"].value == driver.share
        for place, flip in enumerate(concern.flips, start=1):
            assert figures[f"{concern.id}.flip.{place}"].value == flip.to
            assert figures[flip.ref].value == pytest.approx(flip.from_, abs=0.0015)
        if concern.lever:
            assert figures[f"{concern.id}.lever"].value == concern.lever.score_after
    for hypothesis in answer.hypotheses.hypotheses:
        assert figures[f"h-{hypothesis.id}.posterior"].value == hypothesis.posterior
        assert figures[f"h-{hypothesis.id}.inconsistency"].value == hypothesis.inconsistency
    for name in ("documents", "origins", "claims"):
        assert figures[f"corpus.{name}"].value == getattr(answer.corpus, name)


@pytest.mark.parametrize("name", ["answer", "gulf_answer"])
def test_figures_lead_somewhere(request, name, cases):
    answer = request.getfixturevalue(name)
    case = cases.reference() if name == "answer" else cases.gulf()
    known = {c.id for c in case.claims} | {s.id for s in case.stakes}
    ids = {figure.id for figure in answer.figures}
    for figure in answer.figures:
        assert figure.steps, figure.id
        assert set(figure.claims) <= known
        assert set(figure.parts) <= ids
        assert figure.interval is None or (
            figure.interval[0] <= figure.value <= figure.interval[1]
        )


@pytest.mark.parametrize("name", ["answer", "gulf_answer"])
def test_shares_and_posteriors_sum_to_one(request, name):
    answer = request.getfixturevalue(name)
    for concern in answer.concern:
        assert sum(driver.share for driver in concern.drivers) == pytest.approx(1.0)
    posterior = sum(item.posterior for item in answer.hypotheses.hypotheses)
    assert posterior == pytest.approx(1.0, abs=0.003)


def test_riyadh_and_tehran_concern_israel(gulf_answer):
    israel = concern_of(gulf_answer, "ISR")
    assert israel.level in {"guarded", "elevated"}
    assert israel.score > concern_of(gulf_answer, "USA").score
    stated = {d.judgement for d in israel.drivers if any("text says" in r for r in d.reasons)}
    assert "j-money-SAU-IRN" in stated
    meeting = judgement_of(gulf_answer, "j-leaders_meeting-IRN-SAU")
    assert meeting.words in {"very likely", "almost certain"}
    assert meeting.confidence == "high"


def test_output_is_plain_json(answer):
    data = json.loads(to_json(answer))
    assert data["question"]["dyad"] == ["RUS", "PRK"]
    assert {"from", "to", "level"} <= set(data["concern"][0]["flips"][0])
