"""The whole score of a set of forecasts, its intervals and comparisons."""

import math

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError
from tocsin.forecast.scores import (
    Cases,
    Rival,
    brier_scores,
    groups_of,
    mean_interval,
    score_cases,
    skill,
    skill_interval,
)


def rng(seed=0):
    return np.random.default_rng(seed)


def sample(n=200, seed=1):
    draw = rng(seed)
    p = draw.uniform(size=n)
    return p, draw.uniform(size=n) < p, np.arange(n) % 40


def test_groups_are_numbered_by_name():
    assert groups_of(["b", "a", "b"]).tolist() == [1, 0, 1]
    assert groups_of([]).tolist() == []


def test_skill_is_one_minus_the_ratio():
    p, other, came = np.array([0.8, 0.2]), np.array([0.5, 0.5]), np.array([True, False])
    assert skill(p, other, came) == pytest.approx(1 - 0.04 / 0.25)
    assert skill(other, other, came) == 0
    assert math.isnan(skill(p, np.array([1.0, 0.0]), came))


def test_report_holds_what_the_parts_say():
    p, came, groups = sample()
    climate = np.full(len(p), came.mean())
    rival = Rival(name="climatology", words="the share of yes", p=climate)
    found = score_cases(Cases(p=p, came=came, groups=groups, rivals=(rival,)), rng=rng())
    assert (found.n, found.yes) == (200, int(came.sum()))
    assert found.brier.value == pytest.approx(brier_scores(p, came).mean())
    assert found.parts.brier == pytest.approx(found.brier.value, abs=1e-12)
    low, high = found.brier.interval
    assert low < found.brier.value < high
    against, half = found.comparisons
    assert (against.name, half.name) == ("climatology", "even")
    assert against.brier == pytest.approx(found.parts.uncertainty)
    assert half.brier == 0.25
    assert against.skill.interval[0] < against.skill.value < against.skill.interval[1]


def test_same_seed_gives_the_same_report():
    cases = Cases(**dict(zip(("p", "came", "groups"), sample(), strict=True)))
    assert score_cases(cases, rng=rng(4)) == score_cases(cases, rng=rng(4))


def test_rival_answers_only_some_questions():
    p, came, groups = sample(40)
    other = np.where(np.arange(40) < 30, 0.5, np.nan)
    rivals = (
        Rival(name="pair", words="w", p=other),
        Rival(name="none", words="w", p=np.full(40, np.nan)),
    )
    found = score_cases(Cases(p=p, came=came, groups=groups, rivals=rivals), rng=rng())
    assert [(one.name, one.n) for one in found.comparisons] == [("pair", 30), ("even", 40)]
    assert found.comparisons[0].skill.value == pytest.approx(
        skill(p[:30], other[:30], came[:30])
    )


def test_what_is_undefined_says_so():
    p, came = np.array([1.0, 1.0]), np.array([True, True])
    rival = Rival(name="last_value", words="w", p=np.array([1.0, 1.0]))
    found = score_cases(
        Cases(p=p, came=came, groups=np.array([0, 0]), rivals=(rival,)), rng=rng()
    )
    assert found.brier.value == 0
    assert found.brier.interval is None
    assert "too few pairs" in found.brier.note
    assert found.discrimination.value is None
    assert "all outcomes are the same" in found.discrimination.note
    assert found.comparisons[0].skill.value is None
    assert "chance" in found.calibration_error.note


def test_nothing_to_score_is_no_score():
    nothing = np.array([])
    with pytest.raises(InsufficientDataError):
        score_cases(Cases(p=nothing, came=nothing, groups=groups_of([])), rng=rng())


def test_interval_of_a_mean_holds_it_as_often_as_it_says():
    """Nominal 95 %; of 200 samples of 60 groups, 180 or more (P of fewer about 0.001)."""
    draw = rng(8)
    held = 0
    for _ in range(200):
        means = draw.normal(size=60)
        values = np.repeat(means, 3) + draw.normal(size=180)
        low, high = mean_interval(values, np.repeat(np.arange(60), 3), rng=draw, draws=300)
        held += low <= 0 <= high
    assert held >= 180


def test_pairing_makes_the_interval_narrower_than_that_of_either():
    p, came, groups = sample(400)
    near = np.clip(p + 0.01, 0, 1)
    low, high = skill_interval(p, near, came, groups, rng=rng())
    assert high - low < 0.02
    alone = mean_interval(brier_scores(p, came), groups, rng=rng())
    assert alone[1] - alone[0] > 0.02


def test_fewer_than_five_groups_have_no_interval():
    values = np.arange(8.0)
    assert mean_interval(values, np.arange(8) % 4, rng=rng()) is None
    assert mean_interval(np.array([]), groups_of([]), rng=rng()) is None


def test_more_draws_than_a_block_are_drawn_in_the_same_order():
    p, came, groups = sample()
    scores = brier_scores(p, came)
    assert mean_interval(scores, groups, rng=rng(2), draws=450) == mean_interval(
        scores, groups, rng=rng(2), draws=450
    )


def test_statistic_that_is_never_defined_has_no_interval():
    p, came = np.array([0.5] * 6), np.array([True, False] * 3)
    perfect = came.astype(float)
    assert skill_interval(p, perfect, came, np.arange(6), rng=rng()) is None
