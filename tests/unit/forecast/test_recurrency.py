"""The recurrency baseline scores what the paper says, and knows nothing of the day it is asked."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from tocsin.forecast.ranking.base import Horizon, Queries
from tocsin.model.quads import quads_of

pytest.importorskip("numba", reason="the extra 'forecast' is not installed")
FOLDER = Path(__file__).parents[3] / "benchmarks/forecast"
A, B, C, D, E = range(5)


@pytest.fixture(scope="module")
def recurrency():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("recurrency")
        for name in ("recurrency", "protocol"):
            sys.modules.pop(name, None)


def events(rows, actors=5, relations=2):
    day, *triple = np.array(rows).reshape(-1, 4).T
    names = [f"actor {n}" for n in range(actors)], [f"relation {n}" for n in range(relations)]
    return quads_of(day, tuple(triple), actors=names[0], relations=names[1])[0]


def world(seed, *, size=1500, actors=25, relations=3, days=40):
    """Return events in which some pairs recur."""
    rng = np.random.default_rng(seed)
    who = np.minimum(rng.geometric(0.15, (size, 2)) - 1, actors - 1)
    rows = [rng.integers(0, days, size), who[:, 0], rng.integers(0, relations, size), who[:, 1]]
    return events(np.array(rows).T, actors, relations)


def weights(recurrency, relations, rate, mix):
    return recurrency.Weights(np.full(2 * relations, rate), np.full(2 * relations, mix))


def answers(method, subject, relation, day):
    """Return the scores of the candidates of one question."""
    asked = Queries(np.array([subject], np.int32), np.array([relation], np.int32), day)
    (block,) = method.rank(asked)
    return dict(zip(block.candidate.tolist(), block.score.tolist(), strict=True))


ROWS = [(0, A, 0, B), (2, A, 0, B), (3, A, 0, C), (3, D, 0, E), (3, A, 1, D), (4, A, 0, E)]


def test_strict_scores_fade_with_the_rate(recurrency):
    history = recurrency.History(events(ROWS))
    method = recurrency.Recurrency(history, weights(recurrency, 2, 0.5, 1.0), False)
    assert answers(method, A, 0, 4) == {B: 2**-2 + 2**-1, C: 2**-0.5}
    method = recurrency.Recurrency(history, weights(recurrency, 2, 0.0, 1.0), False)
    assert answers(method, A, 0, 4) == {B: 2, C: 1}


def test_the_inverse_question_has_its_own_history(recurrency):
    history = recurrency.History(events(ROWS))
    method = recurrency.Recurrency(history, weights(recurrency, 2, 0.0, 1.0), False)
    assert answers(method, B, 2, 4) == {A: 2}
    assert answers(method, B, 0, 4) == {}


def test_combined_scores_are_the_weighed_sum_with_the_share_of_the_relation(recurrency):
    history = recurrency.History(events(ROWS))
    method = recurrency.Recurrency(history, weights(recurrency, 2, 0.0, 0.9), True)
    # Of four facts of the relation before day 4, two have B, one C and one E as object.
    expected = {B: 0.9 * 2 + 0.1 / 2, C: 0.9 + 0.1 / 4, E: 0.1 / 4}
    assert answers(method, A, 0, 4) == pytest.approx(expected)
    assert answers(method, E, 0, 4) == pytest.approx({B: 0.05, C: 0.025, E: 0.025})


def test_a_frozen_history_ends_before_its_day(recurrency):
    history = recurrency.History(events(ROWS))
    method = recurrency.Recurrency(
        history, weights(recurrency, 2, 0.0, 0.5), True, frozen=3
    )  # fmt: skip
    assert answers(method, A, 0, 5) == {B: 0.5 * 2 + 0.5}


# Ten seconds of compiling what only a published comparison uses.
@pytest.mark.heavy
@pytest.mark.parametrize("rate", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("mix", [0.0, 0.01, 0.5, 1.0])
@pytest.mark.parametrize("horizon", Horizon)
def test_tuning_counts_what_the_protocol_counts(recurrency, horizon, mix, rate):
    quads = world(3)
    total = recurrency.gain_table(quads, 30, horizon, (np.array([rate]), np.array([mix])))
    frozen = None if horizon is Horizon.SINGLE else 30
    method = recurrency.Recurrency(
        recurrency.History(quads), weights(recurrency, 3, rate, mix), True, frozen
    )
    ranks = recurrency.rank_days(method.rank, quads.between(30, 39))
    means = ranks.by_relation()
    found = {relation: total[relation, 0, 0] / means[relation][1] for relation in means}
    expected = {relation: mean for relation, (mean, _) in means.items()}
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.heavy
def test_the_best_of_the_grid_is_chosen_for_each_relation(recurrency):
    # Relation 0 always goes where it went last; relation 1 where it goes most often.
    rows = [(day, A, 0, B if day < 20 else C) for day in range(30)]
    rows += [(day, A, 1, D if day % 10 else E) for day in range(31)]
    chosen = recurrency.tune(events(rows), 21, 30, horizon=Horizon.SINGLE, is_combined=False)
    assert chosen.rate[0] >= 0.1
    assert chosen.rate[1] == 0


@pytest.mark.parametrize("is_combined", [True, False])
@pytest.mark.parametrize("horizon", Horizon)
def test_a_day_is_ranked_without_what_is_of_that_day_or_later(recurrency, horizon, is_combined):
    quads, day = world(5), 35
    known = quads.before(day if horizon is Horizon.SINGLE else 30)
    frozen = None if horizon is Horizon.SINGLE else 30
    asked = Queries(np.arange(25, dtype=np.int32), np.arange(25, dtype=np.int32) % 6, day)
    chosen = weights(recurrency, 3, 0.1, 0.9)

    def scores(table):
        history = recurrency.History(table)
        method = recurrency.Recurrency(history, chosen, is_combined, frozen)
        return [sorted(answers(method, *one, day).items()) for one in zip(
            asked.subject, asked.relation, strict=True)]  # fmt: skip

    assert scores(quads) == scores(known)
    assert any(scores(quads))


def test_blocks_are_cut_without_a_change(recurrency, monkeypatch):
    quads = world(7)
    method = recurrency.Recurrency(
        recurrency.History(quads), weights(recurrency, 3, 0.1, 0.9), True
    )
    whole = recurrency.rank_days(method.rank, quads.between(38, 39))
    monkeypatch.setattr(recurrency, "BLOCK", 10)
    again = recurrency.Recurrency(recurrency.History(quads), method.weights, True)
    cut = recurrency.rank_days(again.rank, quads.between(38, 39))
    assert whole.rank.tolist() == cut.rank.tolist()


def test_looking_back_is_refused(recurrency):
    history = recurrency.History(world(1))
    history.look_before(20)
    with pytest.raises(ValueError, match="begin a new history"):
        history.look_before(10)


def test_tuning_days_lie_right_before_those_measured(recurrency):
    quads = world(1)
    assert recurrency.tuning_days(quads, 30, 39) == (20, 29)
    assert recurrency.tuning_days(quads, 10, 39) == (1, 9)
