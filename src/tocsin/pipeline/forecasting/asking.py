"""Asking a question and answering it: from flags, from a claim, or once more."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.base import Asked
from tocsin.model.event_classes import event_class
from tocsin.model.forecast import (
    BaseRate,
    Forecast,
    ForecastQuestion,
    QuestionRecord,
    Stage,
)
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.choosing import Chosen, choose
from tocsin.pipeline.forecasting.evidence import row_that_came, with_evidence
from tocsin.pipeline.forecasting.from_claims import Narrowing, question_from_claim
from tocsin.pipeline.forecasting.histories import chosen_sources, lake_history
from tocsin.pipeline.forecasting.wording import question_of, window_of
from tocsin.pipeline.record import place_of
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger
from tocsin.store.lake.view import viewing

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

BY_HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody wants to ask.

    Attributes:
        as_of: Day of asking; nothing later is known.
        question: Id of a question that is asked again; empty for a new one.
        claim: Id of a claim that the question is made from; empty for none.
        dyad: The two states, as codes or names; found in the claim.
        kind: Name of the class of events; found in the claim.
        within: Days of the window.
        by: Last day of the window.
        sources: Names of the sources whose rows decide; the largest of the lake.
        p: The asker's own probability; None to have it computed.
        model: File of the model; `pair` for the rate of the pair; the one beside the ledger.
    """

    as_of: dt.date
    question: str = ""
    claim: str = ""
    dyad: str = ""
    kind: str = ""
    within: int | None = None
    by: dt.date | None = None
    sources: tuple[str, ...] = ()
    p: float | None = None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with the forecast that was made.

    Attributes:
        record: The question with all that is said of it.
        forecast: The forecast.
        is_new: Whether the question is new.
    """

    record: QuestionRecord
    forecast: Forecast
    is_new: bool


def ask(request: Asking, *, settings: Settings, watcher: Watcher) -> Answered:
    """Return a question with a forecast of it, both kept in the ledger.

    Nothing is stored where there is no forecast.

    Raises:
        UsageError: The question is not whole, its window has passed, or it is resolved.
        InsufficientDataError: The data do not carry a probability, and none is given.
        StoreError: The ledger or the lake cannot be used.
    """
    if request.p is not None and not 0 <= request.p <= 1:
        message = f"--p is {request.p}; a probability must lie between 0 and 1."
        raise UsageError(message, subject="--p")
    is_there = bool(request.question or request.claim)
    with _opened(settings, create=not is_there) as (ledger, view):
        question = _question(request, ledger, view)
        _refuse_come(question, request.as_of, view)
        watcher.step("forecasting", question.id)
        forecast = forecast_of(question, request, view, settings)
        is_new = ledger.add_question(question)
        stored = ledger.add_forecast(forecast)
        record = ledger.question(question.id)
    return Answered(record=record, forecast=stored, is_new=is_new)


def ask_open(request: Asking, *, settings: Settings, watcher: Watcher) -> Iterator[Answered]:
    """Yield every open question with a new forecast; one that cannot be made is noted.

    Raises:
        StoreError: The ledger or the lake cannot be used.
    """
    with _opened(settings, create=False) as (ledger, view):
        for record in ledger.questions():
            if record.question.stage(request.as_of, record.resolution) is not Stage.OPEN:
                continue
            if record.question.end <= request.as_of or _is_later(record, request.as_of):
                continue
            if row_that_came(record.question, request.as_of, view) is not None:
                continue
            watcher.step("forecasting", record.question.id)
            try:
                forecast = forecast_of(record.question, request, view, settings)
            except InsufficientDataError as error:
                watcher.refuse(record.question.id, error)
                continue
            stored = ledger.add_forecast(forecast)
            found = ledger.question(record.question.id)
            yield Answered(record=found, forecast=stored, is_new=False)


def forecast_of(
    question: ForecastQuestion, request: Asking, view: "LakeView", settings: Settings
) -> Forecast:
    """Return a forecast of a question, by hand where a probability is given.

    Raises:
        UsageError: The model that is named cannot answer it.
        InsufficientDataError: The data do not carry one.
        StoreError: The lake is damaged.
    """
    asked = asked_of(question, request.as_of)
    if request.p is not None:
        return Forecast(
            question=question.id,
            made_on=request.as_of,
            p=request.p,
            method=BY_HAND,
            bases=bases_of(question, asked, view, settings),
        )
    chosen = _model(question, asked, view, request.model, settings)
    given = chosen.forecast(asked)
    return Forecast(
        question=question.id,
        made_on=request.as_of,
        p=given.p,
        interval=given.interval,
        method=given.method,
        model=chosen.sha256,
        data_until=chosen.until,
        reasons=with_evidence(given.reasons, chosen.source, view),
        bases=given.bases,
        notes=given.notes,
    )


def asked_of(question: ForecastQuestion, made_on: dt.date) -> Asked:
    """Return a question as a model is asked on a day: what is left of its window counts."""
    start = max(question.start, made_on + dt.timedelta(days=1))
    return Asked(
        pair=question.dyad,
        event_class=event_class(question.event_class),
        made_on=made_on,
        start=start,
        end=question.end,
        status=question.status,
    )


def _question(request: Asking, ledger: Ledger, view: "LakeView") -> ForecastQuestion:
    """Return the question that is asked: one that is there, one from a claim, or a new one.

    Raises:
        UsageError: It is not whole, its window has passed, or it is resolved.
    """
    if request.question:
        return _again(request, ledger)
    sources = sources_of(request.sources, view)
    if request.claim:
        narrowing = Narrowing(
            asked_on=request.as_of,
            dyad=request.dyad,
            kind=request.kind,
            within=request.within,
            by=request.by,
            sources=sources,
        )
        return question_from_claim(request.claim, ledger, narrowing)
    if not request.dyad or not request.kind:
        message = (
            "A question needs two states and a class of events: --dyad RUS-PRK --class meeting; "
            "or a claim: --from-claim c-5f1e."
        )
        raise UsageError(message, subject="--dyad" if not request.dyad else "--class")
    window = window_of(request.as_of, within=request.within, by=request.by)
    kind, dyad = event_class(request.kind), parse_dyad(request.dyad)
    return question_of(kind, dyad, window, asked_on=request.as_of, sources=sources)


def _again(request: Asking, ledger: Ledger) -> ForecastQuestion:
    """Return a question that is there and still open.

    Raises:
        UsageError: It is resolved, its window has passed, or a later forecast is there.
    """
    record = ledger.question(request.question)
    question, name = record.question, record.question.id
    if request.claim or request.dyad or request.kind or request.within or request.by:
        message = f"{name} is asked already: give --as-of and --p with it, and nothing else."
        raise UsageError(message, subject=name)
    if record.resolution is not None:
        message = f"{name} is resolved: {record.resolution.answer}; ask another question."
        raise UsageError(message, subject=name)
    if question.end <= request.as_of:
        message = (
            f"The window of {name} ended on {question.end}, and it is {request.as_of}: resolve "
            f"it with `tocsin forecast resolve {name}`."
        )
        raise UsageError(message, subject=name)
    if _is_later(record, request.as_of):
        last = record.last.made_on if record.last else question.asked_on
        message = f"{name} has a forecast of {last}, after --as-of {request.as_of}."
        raise UsageError(message, subject=name)
    return question


def _refuse_come(question: ForecastQuestion, day: dt.date, view: "LakeView") -> None:
    """Refuse a question that the data have answered already.

    Raises:
        UsageError: They have.
    """
    row = row_that_came(question, day, view)
    if row is not None:
        message = (
            f"{question.id} has come already: {row.source} has a row of {row.day} "
            f"({row.words}); resolve it with `tocsin forecast resolve {question.id}`."
        )
        raise UsageError(message, subject=question.id)


def _is_later(record: QuestionRecord, day: dt.date) -> bool:
    """Return whether something was said of a question after a day."""
    last = record.last.made_on if record.last else record.question.asked_on
    return last > day


def sources_of(names: Sequence[str], view: "LakeView") -> tuple[str, ...]:
    """Return the sources whose rows decide; those named where the lake has none yet."""
    found = chosen_sources(view.coverage(), names)
    return tuple(one.source for one in found) if found else tuple(names)


def _model(
    question: ForecastQuestion,
    asked: Asked,
    view: "LakeView",
    named: str,
    settings: Settings,
) -> Chosen:
    """Return the model that answers, with the events that it looks at.

    Raises:
        UsageError: The model that is named cannot answer this.
        InsufficientDataError: The lake has no events, or they end long before the question.
    """
    sources = chosen_sources(view.coverage(), question.rule.sources)
    if not sources:
        message = (
            "The lake holds no events to forecast from; take some in with `tocsin ingest`, or "
            "give your own probability with --p."
        )
        raise InsufficientDataError(message, subject="events")
    history = lake_history(view, sources[0], until=asked.made_on, days=asked.days)
    return choose(asked, history, named, settings)


def bases_of(
    question: ForecastQuestion, asked: Asked, view: "LakeView", settings: Settings
) -> tuple[BaseRate, ...]:
    """Return the base rates beside a forecast by hand; none where the data do not carry them."""
    try:
        return _model(question, asked, view, "", settings).forecast(asked).bases
    except (InsufficientDataError, UsageError):
        return ()


@contextmanager
def _opened(settings: Settings, *, create: bool) -> Iterator[tuple[Ledger, "LakeView"]]:
    """Give the ledger and a view of the record.

    Raises:
        StoreError: The ledger cannot be used.
    """
    with (
        open_ledger(settings.store, create=create) as ledger,
        viewing(ledger, place_of(ledger, settings)) as view,
    ):
        yield ledger, view
