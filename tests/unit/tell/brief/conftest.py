"""Views of which the brief must make something: everything at once, and a crowd."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.model.assessment import ClaimGrade, Driver, Figure
from tocsin.model.forecast import (
    Answer,
    Forecast,
    ForecastQuestion,
    QuestionRecord,
    Resolution,
    ResolutionRule,
)
from tocsin.model.outcome import (
    BandShare,
    Bar,
    Estimate,
    GameResult,
    Replay,
    Told,
    band_key,
    run_id,
)
from tocsin.model.scenario import Bearing
from tocsin.model.score import CalibrationBin, Comparison, Scored, ScoreReport
from tocsin.model.timeline import CLAIMS, Happening, Origin, Outcome, Phase, Timeline

DOC = "d-93ab5c01de"


def grade(claim):
    return ClaimGrade(
        claim=claim, reliability="C", credibility="3", source="The Reference", origin=DOC,
        voice="an expert", knows="what others saw", gains="attention", reasons=("Fair.", "Alone."),
    )  # fmt: skip


def estimate():
    return Estimate(reading="one", meaning="One.", outcome="deal", unit="probability", value=0.7,
                    interval=(0.6, 0.8), mean=0.7, known=1.0, draws=100)  # fmt: skip


def game(title="Shells for technology"):
    one = Told(outcome="deal", meaning="A deal is struck.", unit="probability", value=0.7,
               interval=(0.6, 0.8), pooled=0.66, spread=(0.4, 0.7),
               by_reading=(("one", 0.7), ("two", 0.4)))  # fmt: skip
    bands = tuple(
        BandShare(band=name, words=words, p=p, interval=(p, p), pooled=p,
                  by_reading=(("one", p), ("two", p / 2)))
        for name, words, p in (("no deal", "below 0.5", 0.34), ("deal", "from 0.5 up", 0.66))
    )  # fmt: skip
    return GameResult(
        kind="exchange", title=title, headline=estimate(), baseline=estimate(),
        spread=(estimate(),), told=(one,), bands=bands,
        tornado=(Bar(parameter="cost.shells", unit="utility", inputs=(1.7, 4.6),
                     outcomes=(0.99, 0.72), swing=0.27),),
        sensitivity=(), flips=(), moves=(), levers=(), warnings=("2 readings disagree.",),
        replay=Replay(sha256="ab" * 32, seed=0, draws=100, version="0"),
        bearings=(Bearing(channel="arms_supply", giver="PRK", receiver="RUS", outcome="deal"),),
        inputs=(),
    )  # fmt: skip


def game_figures(result):
    yield Figure(id=f"{run_id(result)}.deal", label="A deal is struck", value=0.66)
    for band in result.bands:
        yield Figure(id=f"{run_id(result)}.{band_key(band.band)}", label="band", value=band.p)


def origin(number, **more):
    known = {
        "feed": CLAIMS,
        "said": date(2023, 9, 5),
        "publisher": "The Reference",
        "words": "so",
    }
    return Origin(id=f"c-{number:010x}", **{**known, **more})


def happening(number, phase, **more):
    known = {"source": "PRK", "target": "RUS", "is_mutual": False, "type": "AID", "mode": "",
             "items": ("weapons",), "start": None, "end": None, "quad": 2,
             "goldstein": None}  # fmt: skip
    return Happening(phase=phase, origins=(origin(number),), **{**known, **more})


def timeline():
    days = {"start": date(2023, 9, 1), "end": date(2023, 9, 30)}
    return Timeline(
        dyad=("RUS", "PRK"), since=date(2023, 9, 5), until=date(2023, 9, 5), left_out=0,
        happenings=(
            happening(1, Phase.AHEAD, type="CONSULT", outcome=Outcome.OPEN, **days),
            happening(2, Phase.TALK),
            happening(14, Phase.NOT_DONE),
            happening(9, Phase.OFF, end=date(2019, 4, 25)),
            happening(11, Phase.DONE, start=date(2019, 4, 25), end=date(2019, 4, 25)),
        ),
    )  # fmt: skip


def question(text="Will the leaders meet?"):
    rule = ResolutionRule(sources=("icews",), codes=("042",), who="either", yes="a row",
                          no="none within 30 days", void="nobody knows",
                          void_on=date(2024, 6, 3))  # fmt: skip
    asked = ForecastQuestion(
        asked_on=date(2023, 9, 4), dyad=("PRK", "RUS"), event_class="meeting", is_mutual=True,
        text=text, start=date(2023, 9, 5), end=date(2023, 10, 5), rule=rule,
    )  # fmt: skip
    said = Forecast(question=asked.id, made_on=date(2023, 9, 4), p=0.43, interval=(0.23, 0.65),
                    method="pair_rate")  # fmt: skip
    return QuestionRecord(question=asked, forecasts=(said,), resolutions=())


def decided():
    """Return an older question that came to yes."""
    record = question("Did they meet in spring?")
    asked = replace(record.question, start=date(2023, 3, 1), end=date(2023, 4, 1))
    came = Resolution(question=asked.id, answer=Answer.YES, decided_on=date(2023, 4, 2),
                      by="rule", because="a row", rows=())  # fmt: skip
    return QuestionRecord(question=asked, forecasts=(), resolutions=(came,))


def report():
    return ScoreReport(
        n=12, yes=5, which="the first forecast of each question", brier=Scored(value=0.18),
        log_score=Scored(value=0.5), clip=0.001, parts=None,
        bins=(CalibrationBin(low=0, high=0.5, n=8, mean_p=0.2, share=0.25, interval=(0.1, 0.5)),
              CalibrationBin(low=0.5, high=1, n=4, mean_p=0.7, share=0.75, interval=(0.3, 0.9))),
        binning="two", calibration_error=Scored(value=0.05), discrimination=Scored(value=0.8),
        comparisons=(Comparison(name="even", words="always one half", n=12, brier=0.25,
                                skill=Scored(value=0.28)),),
        resampled="questions",
    )  # fmt: skip


@pytest.fixture
def full(view):
    """Return a view with everything that a brief can show."""
    answer, result = view.assessment, game()
    posteriors = [
        Figure(id=f"h-{one.id}.{kind}", label=kind, value=getattr(one, kind))
        for one in answer.hypotheses.hypotheses
        for kind in ("posterior", "inconsistency")
    ]
    turns = [
        Figure(id=f"{one.id}.flip.{place}", label="turn", value=flip.to)
        for one in answer.concern
        for place, flip in enumerate(one.flips, start=1)
    ]
    levers = [
        Figure(id=f"{one.id}.lever", label="lever", value=one.lever.score_after)
        for one in answer.concern
        if one.lever
    ]
    run = [
        Figure(id=f"run.{name}", label=name, value=value, unit="count")
        for name, value in (("horizon", 365), ("seed", 0), ("draws", 4000))
    ]
    figures = (*answer.figures, *posteriors, *turns, *levers, *run, *game_figures(result))
    return replace(
        view,
        assessment=replace(
            answer, figures=figures, games=(result,), grades=tuple(map(grade, view.claims))
        ),
        origins={DOC: DOC},
        timeline=timeline(),
        questions=(question(), decided()),
        score=report(),
    )


def short(view):
    """Return a view with few figures and claims, which is quicker to set."""
    answer = replace(view.assessment, figures=view.assessment.figures[:3], exchange=())
    claims = dict(tuple(view.claims.items())[:2])
    return replace(view, assessment=answer, claims=claims)


@pytest.fixture
def brief_of_few(full):
    return short(full)


@pytest.fixture
def hostile_full(hostile):
    """Return a hostile view with hostile titles of games and questions, and hostile rivals."""
    evil = hostile.assessment.limits[0]
    answer = hostile.assessment
    rivals = answer.hypotheses
    readings = tuple(replace(one, statement=evil) for one in rivals.hypotheses)
    grades = tuple(
        replace(grade(one), source=evil, origin=evil, voice=evil, knows=evil, gains=evil)
        for one in hostile.claims
    )
    turned = replace(answer, games=(game(evil),), grades=grades, figures=answer.figures[:8], hypotheses=replace(
        rivals, hypotheses=readings, note=evil,
    ))  # fmt: skip
    marked = tuple(
        replace(one, origins=(replace(one.origins[0], words=evil, publisher=evil),), place=evil)
        for one in timeline().happenings
    )
    return replace(
        hostile, assessment=turned, questions=(question(evil),),
        timeline=replace(timeline(), happenings=marked),
    )  # fmt: skip


@pytest.fixture
def crowded(full):
    """Return a view with eight stakeholders of long names and judgements of many words."""
    answer = full.assessment
    codes = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH")
    long = "United Confederation of the Northern {} Archipelago"
    names = {**answer.names, **{code: long.format(code) for code in codes}}
    names |= {"PRK": "Democratic People's Republic of Korea", "RUS": "Russian Federation"}
    drivers = tuple(Driver(judgement=one.id, share=0.2) for one in answer.judgements[:5])
    concern = tuple(
        replace(answer.concern[0], id=f"k-{code}", stakeholder=code, score=60.0 - place,
                drivers=drivers)
        for place, code in enumerate(codes)
    )  # fmt: skip
    reasons = (
        "3 independent origins speak for it", "4 kinds of voices speak for it",
        "2 claims by others than a party against it", "its interval is wide, 0.52",
        "its base rate is not counted", "no placed voice speaks for it",
    )  # fmt: skip
    judgements = tuple(
        replace(one, reasons=reasons, proposition=f"{one.proposition.rstrip('.')} and helps with "
                "the production and the repair of military equipment")
        for one in answer.judgements
    )  # fmt: skip
    turned = replace(
        answer, concern=concern, judgements=judgements, names=names, figures=answer.figures[:3]
    )
    return replace(full, assessment=turned)
