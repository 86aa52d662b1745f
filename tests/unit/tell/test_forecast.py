"""Questions, forecasts and scores as text, CSV and JSON."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from rich.console import Console

from tocsin.forecast.scores import Cases, Rival, score_cases
from tocsin.model.forecast import (
    Answer,
    BaseRate,
    Candidate,
    EvidenceRow,
    Forecast,
    ForecastQuestion,
    NextAnswer,
    QuestionRecord,
    Reason,
    Resolution,
    ResolutionRule,
)
from tocsin.model.score import BacktestReport, ModelCard
from tocsin.tell.forecast import (
    QUESTION_COLUMNS,
    effect_of,
    question_json,
    render_next,
    render_question,
    render_questions,
    render_resolved,
    standing_of,
    title_of,
    write_questions_csv,
)
from tocsin.tell.scores import (
    backtest_json,
    counted,
    render_backtest,
    render_card,
    render_scores,
    scores_json,
)

TODAY = date(2018, 5, 25)
HOSTILE = ("<script>alert(1)</script>", "\x1b[31mred\x1b[0m", "[bold]markup[/bold]",
           "\u202eevil\u202c", "=HYPERLINK(1)", r"$\alpha$")  # fmt: skip


def record(answer=None, words="a visit", **more):
    rule = ResolutionRule(
        sources=("icews",), codes=("042",), who=f"either {words}", yes="a row", no="none",
        void="nobody knows", void_on=date(2019, 6, 3),
    )  # fmt: skip
    question = ForecastQuestion(
        asked_on=date(2018, 5, 20), dyad=("PRK", "RUS"), event_class="meeting",
        is_mutual=True, text=f"Will they meet, {words}?", start=date(2018, 5, 21),
        end=date(2018, 6, 3), rule=rule, **more,
    )  # fmt: skip
    rows = tuple(
        EvidenceRow(source="icews", key=str(at), day=date(2018, 5, 20 + at), words=words)
        for at in range(6)
    )
    bases = (
        BaseRate(name="climatology", words="share of windows", p=0.057, n=28_540),
        BaseRate(name="pair", words="its own", p=0.43, n=10),
        BaseRate(name="last_value", words="the last had none", p=0.0, n=1),
    )
    first = Forecast(
        question=question.id, made_on=date(2018, 5, 20), p=0.43, interval=(0.23, 0.65),
        method="pair_rate", data_until=date(2018, 5, 20), bases=bases, notes=("a note",),
        reasons=(
            Reason(feature="pair", words=f"often {words}", value=5.0, effect=2.5, rows=rows[:2]),
            Reason(feature="climatology", words="rare", value=0.05, effect=-2.8),
            Reason(feature="season", words="in May", value=None, effect=0.01),
        ),
    )  # fmt: skip
    second = Forecast(question=question.id, place=2, made_on=date(2018, 5, 24), p=0.995,
                      method="hand")  # fmt: skip
    resolutions = ()
    if answer is not None:
        resolutions = (
            Resolution(
                question=question.id, answer=answer, decided_on=date(2018, 6, 4), by="rule",
                because=f"a row is there {words}", rows=rows,
            ),
        )  # fmt: skip
    return QuestionRecord(question=question, forecasts=(first, second), resolutions=resolutions)


def printed(show, *arguments, width=80, **options):
    stream = io.StringIO()
    show(*arguments, Console(file=stream, width=width, highlight=False), **options)
    return stream.getvalue()


def words_of(text):
    return " ".join(text.split())


def test_question_is_told_with_rule_history_reasons_and_rows():
    text = words_of(printed(render_question, record(), today=TODAY,
                            chosen=record().forecasts[0].id))  # fmt: skip
    for part in (
        "Will they meet",
        "open, 9 days left",
        "void nobody knows",
        "43% 23\N{EN DASH}65% rate of the pair 2018-05-20",
        "6% share of windows n 28,540",
        "0% the last had none n 1",
        "1. often a visit (more probable, +2.50 log-odds)",
        "2. rare (less probable, -2.80 log-odds)",
        "3. in May (moved it little)",
        "2018-05-20 icews 0: a visit",
        "a note",
    ):
        assert part in text


def test_last_forecast_is_opened_by_default():
    assert "more than 99%, by hand, made 2018-05-24" in words_of(
        printed(render_question, record(), today=TODAY)
    )


def test_question_from_a_claim_says_so():
    text = printed(render_question, record(claim="c-1", status="planned"), today=TODAY)
    assert "from claim c-1 (planned)" in text


def test_rows_of_a_resolution_are_shown_in_part():
    text = words_of(printed(render_question, record(Answer.YES), today=TODAY))
    assert "yes, decided by the rule on 2018-06-04" in text
    assert "and 2 more" in text


def test_table_holds_a_line_for_each_question_and_says_where_there_is_none():
    text = printed(render_questions, (record(), record(Answer.NO)), today=TODAY, width=120)
    assert len(text.splitlines()) == 3
    assert "PRK-RUS" in text
    assert "no on 2018-06-04" in text
    assert "No such question" in printed(render_questions, (), today=TODAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 6, 2), "open, 1 day left"),
        (date(2018, 6, 3), "open, 0 days left"),
        (date(2018, 6, 4), "due since 2018-06-03"),
    ],
)
def test_standing_changes_with_the_day(day, words):
    assert standing_of(record(), day) == words
    assert standing_of(record(Answer.VOID), day) == "void on 2018-06-04"


def test_attempt_to_resolve_says_what_is_missing_or_decided():
    assert "stays open: no data" in printed(render_resolved, record(), "no data", is_new=False)
    text = printed(render_resolved, record(Answer.YES), "", is_new=False)
    assert "yes (as before): a row is there" in words_of(text)
    mine = record(Answer.VOID)
    hand = replace(mine, resolutions=(replace(mine.resolutions[0], by="hand"),))
    assert "void, by hand:" in words_of(printed(render_resolved, hand, "", is_new=True))


def test_csv_has_a_row_for_each_question_and_no_formula():
    stream = io.StringIO()
    bare = replace(record(), forecasts=())
    write_questions_csv((record(Answer.YES, words="=1+1"), bare), stream, today=TODAY)
    first, second = csv.DictReader(io.StringIO(stream.getvalue()))
    assert tuple(first) == QUESTION_COLUMNS
    assert (first["p"], first["forecasts"], first["answer"]) == ("0.995", "2", "yes")
    assert (second["p"], second["stage"], second["climatology"]) == ("", "open", "")
    assert not any(cell.startswith("=") for cell in first.values())


def test_json_holds_all_that_is_said():
    found = question_json(record(Answer.YES), today=TODAY)
    assert (found["stage"], len(found["forecasts"]), len(found["resolutions"])) == (
        "resolved", 2, 1,
    )  # fmt: skip
    assert found["forecasts"][0]["id"].startswith("f-")
    assert json.dumps(found)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_they_are_and_harmless(words):
    text = printed(render_question, record(Answer.YES, words=words), today=TODAY, width=200)
    assert "\x1b" not in text
    assert "\u202e" not in text
    if "[" in words and "\x1b" not in words:
        assert words in text


def test_unknown_class_and_method_are_shown_by_their_names():
    assert title_of("meeting") == "Meeting of officials"
    assert title_of("dance") == "dance"
    assert (
        effect_of(Reason(feature="a", words="b", value=None, effect=0.04)) == "moved it little"
    )


def report(n=60, **more):
    rng = np.random.default_rng(2)
    p = rng.uniform(size=n)
    came = rng.uniform(size=n) < p
    rival = Rival(name="pair", words="the pair's own rate", p=np.full(n, 0.5))
    cases = Cases(p=p, came=came, groups=np.arange(n) % 12, rivals=(rival,))
    return replace(score_cases(cases, rng=rng, draws=200), **more)


def test_score_tells_counts_parts_rivals_and_calibration():
    found = report(asked=70, open=4, due=3, void=3)
    text = words_of(printed(render_scores, found, width=100))
    assert f"60 forecasts scored, {found.yes} came true; of 70 questions 4 open, 3 due" in text
    assert "3 void (5% of those decided)" in text
    assert f"Brier score {found.brier.value:.4f}" in text
    assert "the pair's own rate 60" in text
    assert "Calibration, 10 bins of equal width" in text
    assert f"{found.comparisons[0].skill.value:+.3f}" in text


def test_score_that_is_not_defined_is_a_dash_with_its_reason():
    cases = Cases(p=np.array([0.9]), came=np.array([True]), groups=np.array([0]))
    found = score_cases(cases, rng=np.random.default_rng(0))
    text = words_of(printed(render_scores, found, width=120))
    assert "discrimination - 1 best, .5 chance undefined" in text
    assert "too few pairs" in text
    assert counted(found) == "1 forecast scored, 1 came true"
    assert scores_json(found)["share_void"] == 0


def test_late_forecasts_are_counted():
    assert "2 without a forecast in time" in counted(report(asked=70, unforecast=2))
    assert scores_json(report(void=20))["share_void"] == pytest.approx(0.25)


def test_backtest_says_what_was_asked():
    found = BacktestReport(
        source="icews", kind="meeting", within=14, every=7, first=date(2018, 3, 11),
        last=date(2018, 9, 9), origins=27, method="pair_rate", report=report(),
        notes=("days were missing",),
    )  # fmt: skip
    text = words_of(printed(render_backtest, found))
    assert "Meeting of officials within 14 days, icews, 27 origins from 2018-03-11" in text
    assert "days were missing." in text
    plain = backtest_json(found)
    assert (plain["origins"], plain["n"], plain["first"]) == (27, 60, "2018-03-11")
    assert "report" not in plain


def test_card_says_what_a_model_is_made_of():
    card = ModelCard(
        path="m.npz", sha256="ab" * 32, kind="occurrence", version="0.1.0", source="icews",
        first=date(2018, 1, 1), last=date(2018, 8, 15), events=64_551, events_sha256="cd" * 32,
        seed=0, parts=(("meeting", "50,036 cases of 1,733 pairs"),),
        skipped=(("attack", "too few events."),), notes=("days were missing",),
    )  # fmt: skip
    text = words_of(printed(render_card, card, width=120))
    assert "m.npz: model of occurrence, by Tocsin 0.1.0" in text
    assert "64,551 events of icews, 2018-01-01 to 2018-08-15" in text
    assert "Meeting of officials 50,036 cases" in text
    assert "not learned, attack: too few events." in text
    assert "days were missing." in text


def test_next_is_told_in_order_with_what_speaks_for_each():
    reason = Reason(feature="same_act", words="the same: twice", value=2.0, effect=0.0)
    found = NextAnswer(
        subject="PRK", relation="Make a visit", is_by_whom=True, at=date(2018, 9, 5),
        data_until=date(2018, 9, 4), source="icews", mode="counting",
        candidates=(
            Candidate(actor="CHN", place=1, score=1.0, reasons=(reason,)),
            Candidate(actor="FJI", place=2, score=0.5, reasons=()),
        ),
        known=2, notes=("no probability",),
    )  # fmt: skip
    text = words_of(printed(render_next, found))
    assert "Make a visit, which is done to PRK on 2018-09-05: who else?" in text
    assert "1. CHN - the same: twice (+0.00) 2. FJI" in text
    assert "no probability." in text


def test_events_of_an_earlier_reason_are_not_shown_again():
    rows = record().forecasts[0].reasons[0].rows
    same = tuple(Reason(feature=name, words=name, value=1.0, effect=1.0, rows=rows)
                 for name in ("first", "second"))  # fmt: skip
    twice = replace(record().forecasts[0], reasons=same)
    text = words_of(
        printed(render_question, replace(record(), forecasts=(twice,)), today=TODAY)
    )
    assert text.count("2018-05-20 icews 0") == 1
    assert "events as of 1." in text
