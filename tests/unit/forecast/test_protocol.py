"""The protocol gives the ranks that a reader finds by hand."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.forecast.ranking.base import Queries, Ranked
from tocsin.model.quads import quads_of

pytest.importorskip("numba", reason="the extra 'forecast' is not installed")
FOLDER = Path(__file__).parents[3] / "benchmarks/forecast"
A, B, C, D, E, F = range(6)
MEET, VISIT = 0, 1


@pytest.fixture(scope="module")
def protocol():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("protocol")
        sys.modules.pop("protocol", None)


def events(*rows, actors="abcdef", relations=("meet", "visit")):
    """Return events from rows of day, subject, relation and object."""
    day, *triple = zip(*rows, strict=True) if rows else ((), (), (), ())
    return quads_of(day, tuple(triple), actors=tuple(actors), relations=relations)[0]


def ranked(*answers):
    """Return a block from one dict of scores by actor for each question."""
    start = np.cumsum([0, *map(len, answers)])
    return Ranked(
        start.astype(np.int64),
        np.array([actor for one in answers for actor in one], np.int32),
        np.array([score for one in answers for score in one.values()], float),
    )


def nothing(queries):
    return ranked(*({} for _ in range(len(queries))))


def test_each_event_is_asked_in_both_directions(protocol):
    asked = protocol.asked_on(events((5, A, VISIT, B), (6, C, MEET, D)), 5)
    assert asked.queries.day == 5
    assert list(zip(asked.queries.subject, asked.queries.relation, strict=True)) == [
        (A, VISIT),
        (B, VISIT + 2),
    ]
    assert asked.answer.tolist() == [B, A]


def test_a_question_with_two_true_answers_is_asked_once(protocol):
    asked = protocol.asked_on(events((5, A, MEET, C), (5, A, MEET, B)), 5)
    assert asked.queries.subject.tolist() == [A, B, C]
    assert asked.start.tolist() == [0, 2, 3, 4]
    assert asked.answer.tolist() == [B, C, A, A]
    assert len(asked) == 4


def one_question(protocol, true, scores, **more):
    """Return the ranks of the true answers to one question among six actors."""
    asked = protocol.Asked(
        Queries(np.array([A], np.int32), np.array([MEET], np.int32), 5),
        np.array([0, len(true)]),
        np.array(true, np.int32),
    )
    return protocol.ranks_of(ranked(scores), asked, 6, **more).tolist()


def test_the_rank_counts_those_above(protocol):
    assert one_question(protocol, [B], {A: 0.1, B: 0.5, C: 0.9, D: 0.7}) == [3]


def test_equal_scores_share_their_mean_rank(protocol):
    scores = {A: 0.9, B: 0.5, C: 0.5, D: 0.5, E: 0.1}
    assert one_question(protocol, [B], scores) == [3]
    assert one_question(protocol, [B], scores, ties=protocol.Ties.BEST) == [2]
    assert one_question(protocol, [B], scores, ties=protocol.Ties.WORST) == [4]
    assert one_question(protocol, [B], {B: 0.5, C: 0.5}) == [1.5]


def test_other_true_answers_of_the_question_are_removed(protocol):
    scores = {B: 0.9, C: 0.8, D: 0.7, E: 0.6}
    assert one_question(protocol, [B, C, E], scores) == [1, 1, 2]
    assert one_question(protocol, [B, C], {B: 0.5, C: 0.5, D: 0.5}) == [1.5, 1.5]


def test_an_answer_outside_shares_the_ranks_that_remain(protocol):
    # Two candidates, so that ranks 3 to 6 remain: 4.5 on average.
    assert one_question(protocol, [F], {A: 0.9, B: 0.1}) == [4.5]
    # B is true as well and goes: one candidate, and ranks 2 to 5 for the others.
    assert one_question(protocol, [B, F], {A: 0.9, B: 0.1}) == [2, 3.5]
    # E is true as well and outside as well: ranks 3 to 5 remain for F.
    assert one_question(protocol, [E, F], {A: 0.9, B: 0.1}) == [4, 4]
    assert one_question(protocol, [F], {A: 0.9, B: 0.1}, ties=protocol.Ties.BEST) == [3]
    assert one_question(protocol, [F], {A: 0.9, B: 0.1}, ties=protocol.Ties.WORST) == [6]


def test_no_candidates_give_the_mean_rank(protocol):
    assert one_question(protocol, [C], {}) == [3.5]


def test_a_candidate_below_zero_still_stands_above_those_outside(protocol):
    assert one_question(protocol, [B], {A: -1.0, B: -2.0}) == [2]


def test_true_answers_of_another_day_relation_or_direction_are_not_removed(protocol):
    quads = events(
        (5, A, MEET, B), (5, A, VISIT, C), (6, A, MEET, D), (5, E, MEET, A)
    )  # fmt: skip
    scores = {C: 0.9, D: 0.8, E: 0.7, B: 0.6}

    def rank(queries):
        return ranked(*(scores for _ in range(len(queries))))

    ranks = protocol.rank_days(rank, quads)
    asked = {(MEET, 5): [4], (VISIT, 5): [1], (MEET, 6): [2]}
    for (relation, day), expected in asked.items():
        found = ranks.rank[(ranks.relation == relation) & (ranks.day == day)].tolist()
        # The question of E about a meeting has A as its answer, who is outside: rank 5.5.
        assert [one for one in found if one != 5.5] == expected


def test_a_day_is_learnt_after_its_questions(protocol):
    heard = []

    def rank(queries):
        heard.append(("asked", queries.day))
        return nothing(queries)

    quads = events((7, A, MEET, B), (5, A, MEET, B))
    protocol.rank_days(rank, quads, after=lambda day: heard.append(("learnt", day)))
    assert heard == [("asked", 5), ("learnt", 5), ("asked", 7), ("learnt", 7)]


def test_blocks_of_a_day_are_ranked_as_one(protocol):
    quads = events((5, A, MEET, B), (5, A, MEET, C), (5, D, VISIT, E))
    scores = [{B: 3, C: 2, D: 9}, {A: 1}, {A: 1, B: 2}, {F: 1}, {D: 1, E: 1}]
    whole = protocol.rank_days(lambda _: ranked(*scores), quads)
    split = protocol.rank_days(lambda _: (ranked(*scores[:2]), ranked(*scores[2:])), quads)
    assert whole.rank.tolist() == split.rank.tolist()
    assert whole.rank.tolist() == [2, 2, 1, 2, 4, 1.5]


def test_the_summary_of_known_ranks(protocol):
    ranks = protocol.Ranks(
        np.array([1, 2, 4, 20.0]), np.array([5, 5, 6, 6]), np.zeros(4, np.int32)
    )
    score = ranks.score(np.random.default_rng(1))
    assert score.mrr == pytest.approx((1 + 0.5 + 0.25 + 0.05) / 4)
    assert score.hits == (0.25, 0.5, 0.75)
    assert score.n == 4
    assert score.told()["hits@10"] == 0.75
    # By days: only 0.75 twice, 0.15 twice, or one of each.
    assert score.interval_days == (pytest.approx(0.15), pytest.approx(0.75))


def test_the_interval_is_that_of_the_normal_law_and_follows_the_seed(protocol):
    ranks = np.random.default_rng(3).integers(1, 20, 4000).astype(float)
    one = protocol.Ranks(ranks, np.arange(4000), np.zeros(4000, np.int32))
    low, high = one.score(np.random.default_rng(7)).interval
    half = 1.96 * (1 / ranks).std() / np.sqrt(4000)
    # The ends of 1,000 resamples err by about 5 % of half the width; 20 % leaves no false alarm.
    assert (high - low) / 2 == pytest.approx(half, rel=0.2)
    assert (low + high) / 2 == pytest.approx((1 / ranks).mean(), abs=0.2 * half)
    assert one.score(np.random.default_rng(7)).interval == (low, high)
    assert one.score(np.random.default_rng(8)).interval != (low, high)


def test_relations_are_told_apart(protocol):
    ranks = protocol.Ranks(np.array([1, 2, 4.0]), np.zeros(3, np.int32), np.array([3, 0, 3]))
    assert ranks.by_relation() == {0: (0.5, 1), 3: (pytest.approx(0.625), 2)}


def test_no_event_gives_no_figure(protocol):
    with pytest.raises(ValueError, match="No question"):
        protocol.measure(nothing, events(), rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (ranked({}), "2 questions, but answers to 1"),
        (ranked({B: 1}, {A: float("nan")}), "not a number"),
        (ranked({B: 1}, {6: 1.0}), "0 to 5"),
        (Ranked(np.array([0, 1, 1]), np.array([1, 2]), np.array([1.0, 2.0])), "ascend"),
        (Ranked(np.array([0, 1, 2]), np.array([1, 2]), np.array([1.0])), "1 scores"),
        (Ranked(np.array([0, 2, 2]), np.array([1, 1]), np.array([1.0, 2.0])), "twice"),
    ],
)
def test_a_block_that_is_no_answer_is_refused(protocol, block, words):
    asked = protocol.asked_on(events((5, A, MEET, B)), 5)
    with pytest.raises(ValueError, match=words):
        protocol.ranks_of(block, asked, 6)


def test_too_few_and_too_many_blocks_are_refused(protocol):
    quads = events((5, A, MEET, B))
    with pytest.raises(ValueError, match="answers to 0"):
        protocol.rank_days(lambda _: (), quads)
    with pytest.raises(ValueError, match="answers to 3"):
        protocol.rank_days(lambda _: (ranked({}, {}), ranked({})), quads)


def plain_rank(scores, answer, others, n_actors):
    """Return the rank by the words of the protocol, from the list of all actors."""
    least = min(scores.values(), default=0) - 1
    kept = [one for one in range(n_actors) if one == answer or one not in others]
    own = scores.get(answer, least)
    more = sum(scores.get(one, least) > own for one in kept)
    same = sum(scores.get(one, least) == own for one in kept)
    return more + (same + 1) / 2


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    scores=st.dictionaries(st.integers(0, 7), st.integers(-2, 2), max_size=8),
    true=st.sets(st.integers(0, 7), min_size=1, max_size=4),
)
def test_the_rank_is_that_of_the_plain_list(protocol, scores, true):
    answers = sorted(true)
    asked = protocol.Asked(
        Queries(np.array([A], np.int32), np.array([MEET], np.int32), 5),
        np.array([0, len(answers)]),
        np.array(answers, np.int32),
    )
    expected = [plain_rank(scores, one, true, 8) for one in answers]
    assert protocol.ranks_of(ranked(scores), asked, 8).tolist() == expected
