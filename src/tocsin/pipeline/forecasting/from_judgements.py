"""Questions out of judgements: what an answer says will happen enters the record of forecasts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from tocsin.assess import load_ontology
from tocsin.model.assessment import Assessment, Judgement
from tocsin.model.event_classes import EventClass, event_class
from tocsin.model.forecast import Forecast, ForecastQuestion
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.asking import Answered, asked_of, bases_of, sources_of
from tocsin.pipeline.forecasting.wording import Window, question_of
from tocsin.pipeline.record import place_of
from tocsin.settings import Settings
from tocsin.store import Ledger
from tocsin.store.lake.view import viewing

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

METHOD = "judgement"


def record_judgements(
    assessment: Assessment, ledger: Ledger, *, settings: Settings, watcher: Watcher
) -> tuple[Answered, ...]:
    """Return the questions that an answer asks, each with the judgement's probability, kept.

    One question for each judgement whose channel has a class of events (`event_class` in
    channels.yaml), from the day after the assessment to its horizon, with the rule of that class.
    Recording the same assessment again adds nothing.

    Raises:
        StoreError: The ledger or the lake cannot be used.
    """
    found = []
    with viewing(ledger, place_of(ledger, settings)) as view:
        for judgement, kind in askable(assessment):
            watcher.step("recording", judgement.id)
            question = _question(assessment, judgement, kind, view)
            is_new = ledger.add_question(question)
            forecast = _forecast(assessment, judgement, question, view, settings)
            stored = ledger.add_forecast(forecast)
            record = ledger.question(question.id)
            found.append(Answered(record=record, forecast=stored, is_new=is_new))
    return tuple(found)


def askable(assessment: Assessment) -> Iterator[tuple[Judgement, EventClass]]:
    """Yield the judgements whose coming true a class of events would show, each with it."""
    channels = load_ontology().channels.channels
    for judgement in assessment.judgements:
        channel = channels.get(judgement.channel)
        if channel is not None and channel.event_class:
            yield judgement, event_class(channel.event_class)


def _question(
    assessment: Assessment, judgement: Judgement, kind: EventClass, view: "LakeView"
) -> ForecastQuestion:
    """Return the question that a judgement asks."""
    asked = assessment.question
    window = Window(
        start=asked.as_of + timedelta(days=1),
        end=asked.as_of + timedelta(days=asked.horizon_days),
    )
    pair = (judgement.giver, judgement.receiver)
    sources = sources_of((), view)
    return question_of(kind, pair, window, asked_on=asked.as_of, sources=sources)


def _forecast(
    assessment: Assessment,
    judgement: Judgement,
    question: ForecastQuestion,
    view: "LakeView",
    settings: Settings,
) -> Forecast:
    """Return a judgement as a forecast of its question."""
    as_of = assessment.question.as_of
    return Forecast(
        question=question.id,
        made_on=as_of,
        p=judgement.p,
        interval=judgement.interval,
        method=METHOD,
        bases=bases_of(question, asked_of(question, as_of), view, settings),
        source=f"{assessment.id}/{judgement.id}",
    )
