"""Calibration and the probability over time as pictures."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError, OutputError
from tocsin.forecast.scores import Cases, Rival, score_cases
from tocsin.model.forecast import (
    Answer,
    BaseRate,
    EvidenceRow,
    Forecast,
    ForecastQuestion,
    QuestionRecord,
    Resolution,
    ResolutionRule,
)
from tocsin.tell.plots.calibration import plot_calibration
from tocsin.tell.plots.history import plot_history


def report(n=80, low=0.0, high=1.0):
    rng = np.random.default_rng(1)
    p = rng.uniform(low, high, size=n)
    came = rng.uniform(size=n) < p
    rival = Rival(name="pair", words="the pair's own rate", p=np.full(n, 0.4))
    cases = Cases(p=p, came=came, groups=np.arange(n) % 20, rivals=(rival,))
    return score_cases(cases, rng=rng, draws=200)


def record(answer=Answer.YES, ends=(0.2, 0.7), text="Will they meet?", count=3):
    rule = ResolutionRule(
        sources=("icews",), codes=("042",), who="w", yes="y", no="n", void="v",
        void_on=date(2019, 9, 22),
    )  # fmt: skip
    question = ForecastQuestion(
        asked_on=date(2018, 9, 3), dyad=("KOR", "PRK"), event_class="meeting", is_mutual=True,
        text=text, start=date(2018, 9, 4), end=date(2018, 9, 22), rule=rule,
    )  # fmt: skip
    bases = (BaseRate(name="pair", words="own", p=0.5, n=9),)
    forecasts = tuple(
        Forecast(
            question=question.id, place=at + 1, made_on=date(2018, 9, 3 + 4 * at),
            p=0.3 + 0.2 * at, interval=ends, method="hand" if at == 2 else "pair_rate",
            bases=bases,
        )
        for at in range(count)
    )  # fmt: skip
    resolutions = ()
    if answer is not None:
        row = EvidenceRow(source="icews", key="1", day=date(2018, 9, 18), words="w")
        rows = (row,) if answer is Answer.YES else ()
        resolutions = (
            Resolution(
                question=question.id, answer=answer, decided_on=date(2018, 9, 26), by="rule",
                because="so it is", rows=rows,
            ),
        )  # fmt: skip
    return QuestionRecord(question=question, forecasts=forecasts, resolutions=resolutions)


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
@pytest.mark.parametrize(
    ("draw", "value"), [(plot_calibration, report()), (plot_history, record())]
)
def test_the_same_values_have_the_same_bytes(tmp_path, draw, value, name):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        draw(value, tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_calibration_tells_numbers_scores_and_itself_in_words(tmp_path, make):
    found = report()
    plot_calibration(found, tmp_path / "a.svg", title="Mine", subtitle="Meetings")
    texts = make.texts(tmp_path / "a.svg")
    assert "Mine" in texts
    assert any(f"Meetings: 80 forecasts, {found.yes} came true" in text for text in texts)
    assert f"{found.brier.value:.3f}" in texts
    assert "skill over the pair's own rate (n 80)" in texts
    told = texts[1]
    for one in found.bins:
        assert f"Said {one.low:.0%} to {one.high:.0%}, {one.n:,} forecasts" in told
    assert "Wilson" in told


def test_calibration_names_the_sources_of_the_events(tmp_path, make):
    plot_calibration(report(), tmp_path / "a.svg", credits_={"icews": "Boschee et al. (2015)."})
    assert "Source: icews (Boschee et al. (2015)); drawn by" in " ".join(
        make.texts(tmp_path / "a.svg")
    )


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.1), (0.9, 1.0), (0.4, 0.6)])
def test_calibration_of_few_bins_is_drawn_within_its_axes(tmp_path, low, high):
    plot_calibration(report(3, low, high), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").stat().st_size > 5_000


def test_score_that_is_undefined_is_a_dash(tmp_path, make):
    cases = Cases(p=np.array([0.7]), came=np.array([True]), groups=np.array([0]))
    plot_calibration(score_cases(cases, rng=np.random.default_rng(0)), tmp_path / "a.svg")
    assert "-" in make.texts(tmp_path / "a.svg")


def test_nothing_to_draw_is_said(tmp_path):
    with pytest.raises(InsufficientDataError, match="no resolved forecast"):
        plot_calibration(replace(report(), bins=()), tmp_path / "a.svg")
    with pytest.raises(InsufficientDataError, match="no forecast to draw"):
        plot_history(record(count=0), tmp_path / "a.svg")


def test_other_endings_are_refused(tmp_path):
    for draw, value in ((plot_calibration, report()), (plot_history, record())):
        with pytest.raises(OutputError, match="\\.svg or \\.png"):
            draw(value, tmp_path / "a.gif")


def test_history_tells_window_probabilities_and_outcome(tmp_path, make):
    plot_history(record(), tmp_path / "a.svg")
    texts = make.texts(tmp_path / "a.svg")
    joined = " ".join(texts)
    assert "Will they meet?" in texts
    assert "window 4\N{EN DASH}22 Sep 2018 (shaded)" in joined
    assert "2018-09-03: 30% (20\N{EN DASH}70%)." in joined
    assert "yes" in texts
    assert "70%" in texts
    assert "Yes (26 Sep 2018): so it is." in joined
    assert "Hollow: given by hand" in joined
    assert "Dotted: the pair's own rate" in joined


@pytest.mark.parametrize("answer", [None, Answer.NO, Answer.VOID])
def test_history_is_drawn_however_it_came_out(tmp_path, make, answer):
    plot_history(record(answer, ends=None), tmp_path / "a.svg")
    texts = make.texts(tmp_path / "a.svg")
    assert ("no" in texts) == (answer is Answer.NO)
    assert not any(text.startswith("Bars: 90%") for text in texts)


@pytest.mark.heavy
def test_history_of_one_forecast_and_hostile_words(tmp_path, make):
    for words in make.hostile:
        plot_history(record(text=words, count=1), tmp_path / "a.svg")
        assert make.texts(tmp_path / "a.svg")
