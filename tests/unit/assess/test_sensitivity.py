"""Harms at the ends of their ranges, the tail, and what to watch."""

from datetime import timedelta

import pytest

from tocsin.assess.ontology import load_ontology, parse_overrides
from tocsin.assess.words import level_of


def rows_of(answer, who):
    return {row.channel: row for row in answer.sensitivity if row.stakeholder == who}


def test_score_lies_between_the_ends_of_each_harm(answer):
    for concern in answer.concern:
        rows = rows_of(answer, concern.stakeholder)
        channels = {one.judgement.split("-")[1] for one in concern.drivers}
        assert set(rows) == {"*", *channels}
        for row in rows.values():
            assert row.low <= concern.score <= row.high
            assert (row.low_level, row.high_level) == (level_of(row.low), level_of(row.high))


def test_all_harms_together_move_more_than_any_alone(answer):
    for concern in answer.concern:
        rows = rows_of(answer, concern.stakeholder)
        every = rows.pop("*")
        assert every.low < min(row.low for row in rows.values())
        assert every.high > max(row.high for row in rows.values())


def test_places_are_those_of_the_moved_scores(answer):
    every = [row for row in answer.sensitivity if row.channel == "*"]
    for row in every:
        assert row.low_rank == 1 + sum(other.low > row.low for other in every)
        assert row.high_rank == 1 + sum(other.high > row.high for other in every)


def test_harm_set_by_hand_is_not_moved(cases):
    text = "stakes: [{stakeholder: USA, harm: 0.5, reason: test}]"
    answer = cases.run(cases.reference(), cases.inquiry(overrides=parse_overrides(text)))
    assert rows_of(answer, "USA") == {}
    assert rows_of(answer, "KOR")


def test_every_row_has_a_figure_with_both_ends(answer):
    figures = {figure.id: figure for figure in answer.figures}
    for row in answer.sensitivity:
        figure = figures[row.figure]
        assert figure.value == round(row.high - row.low, 1)
        assert f"{row.low:.1f} ({row.low_level}" in figure.steps[1]
        assert f"{row.high:.1f} ({row.high_level}" in figure.steps[1]


def test_tail_is_worse_than_the_mean_and_its_mean_worse_than_its_edge(answer):
    figures = {figure.id: figure for figure in answer.figures}
    for concern in answer.concern:
        assert concern.score < concern.tail.p95 <= concern.tail.shortfall < 100
        assert figures[f"{concern.id}.tail"].value == concern.tail.shortfall
        assert figures[f"{concern.id}.expected_harm"].value == concern.expected_harm
        assert concern.expected_harm > 0


def test_who_has_nothing_at_stake_has_no_tail(cases):
    text = "stakes: [{stakeholder: USA, exposure: 0, reason: test}]"
    answer = cases.run(cases.reference(), cases.inquiry(overrides=parse_overrides(text)))
    concern = next(one for one in answer.concern if one.stakeholder == "USA")
    assert (concern.expected_harm, concern.tail.p95, concern.tail.shortfall) == (0, 0, 0)
    assert rows_of(answer, "USA") == {}


@pytest.mark.parametrize("name", ["answer", "gulf_answer"])
def test_indicators_are_whole(request, name):
    answer = request.getfixturevalue(name)
    figures = {figure.id: figure for figure in answer.figures}
    judgements = {one.id: one for one in answer.judgements}
    end = answer.question.as_of + timedelta(days=answer.question.horizon_days)
    assert len({sign.id for sign in answer.indicators}) == len(answer.indicators)
    for sign in answer.indicators:
        p = judgements[sign.judgement].p
        assert answer.question.as_of <= sign.by <= end
        assert (sign.p_seen > p) is (sign.direction == "up")
        assert figures[sign.id].value == sign.p_seen
        assert sign.where in figures[sign.id].steps[0]


def test_indicator_of_a_plan_beyond_the_horizon_is_due_at_its_end(cases):
    answer = cases.run(cases.reference(), cases.inquiry(horizon_days=7))
    signs = [one for one in answer.indicators if "leaders_meeting" in one.judgement]
    assert {sign.by for sign in signs} == {answer.question.as_of + timedelta(days=7)}


def test_every_channel_can_be_watched_both_ways():
    for channel in load_ontology().channels.channels.values():
        assert {row.direction for row in channel.indicators} == {"up", "down"}
