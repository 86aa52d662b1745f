"""Backtests: rolling origins over the events of the lake or of a file."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tocsin import tell
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.backtest import (
    Many,
    PairRateMany,
    Plan,
    backtest,
    covered_origins,
    first_origin,
    origins_between,
)
from tocsin.forecast.rates import METHOD as PAIR_RATE
from tocsin.forecast.rates import History
from tocsin.forecast.rolling import METHOD, Rolling
from tocsin.forecast.scores import score_cases
from tocsin.model.event_classes import event_class
from tocsin.model.score import BacktestReport
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.histories import LAKE, history_of
from tocsin.pipeline.pictures import citations
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings

LEARNED, PAIR = "learned", "pair"
MOST_ORIGINS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtesting:
    """What somebody wants to have tested.

    Attributes:
        events: `lake`, or a file of events.
        source: Name of the source of the lake; the largest one.
        first: First origin; the first day on which a rate is an answer.
        last: Last origin; the last one whose window the events cover.
        every: Days between origins.
        kind: Name of the class of events.
        within: Days of the window.
        least: Events that a pair must have had in the year before an origin.
        dyad: Only two states, as codes or names.
        model: `learned`, anew every 28 days, or `pair` for the rate of the pair.
    """

    events: str = LAKE
    source: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    every: int = 7
    kind: str = "meeting"
    within: int = 14
    least: int = 10
    dyad: str = ""
    model: str = LEARNED


def run_backtest(
    request: Backtesting, *, settings: Settings, watcher: Watcher
) -> BacktestReport:
    """Return the score of a model on days gone by.

    Raises:
        UsageError: An option is out of its range, or there is no such class, source or pair.
        InsufficientDataError: The events give no question.
        SourceError: The file cannot be read.
        StoreError: The lake cannot be read.
    """
    _refuse_ranges(request)
    event_class(request.kind)
    watcher.step("reading", request.events)
    history, notes = history_of(request.events, request.source, settings)
    plan, left_out = _plan(request, history)
    watcher.step("testing", f"{len(plan.origins)} origins")
    is_learned = request.model == LEARNED
    model: Many = Rolling(seed=settings.seed) if is_learned else PairRateMany()
    cases = backtest(history, plan, model)
    return BacktestReport(
        source=history.source,
        kind=request.kind,
        within=request.within,
        every=request.every,
        first=plan.origins[0],
        last=plan.origins[-1],
        origins=len(plan.origins),
        method=METHOD if is_learned else PAIR_RATE,
        report=score_cases(cases, rng=np.random.default_rng(settings.seed)),
        notes=(*notes, *left_out),
    )


def _plan(request: Backtesting, history: History) -> tuple[Plan, tuple[str, ...]]:
    """Return what is asked on which days, and which days are left out in words.

    Raises:
        UsageError: There is no such class or pair, or there is no origin.
    """
    first = request.first or first_origin(history, request.within)
    last = request.last or history.last - dt.timedelta(days=request.within)
    plan = Plan(
        kind=event_class(request.kind),
        days=request.within,
        origins=_origins(first, last, request.every),
        least=request.least,
        pair=parse_dyad(request.dyad) if request.dyad else None,
    )
    covered = covered_origins(history, plan)
    if not covered:
        message = (
            f"{history.source} ends on {history.last}, before the first window does; choose an "
            "earlier --from, or a shorter --within."
        )
        raise InsufficientDataError(message, subject=history.source)
    lost = len(plan.origins) - len(covered)
    note = f"{lost} origins are left out: the events end on {history.last}"
    return replace(plan, origins=covered), (note,) if lost else ()


def plot_backtest(found: BacktestReport, path: Path) -> None:
    """Draw the calibration of a backtest, with the citation of its events.

    Raises:
        OutputError: The file cannot be written, or ends in neither .svg nor .png.
        UsageError: matplotlib is not installed.
    """
    citation = citations().get(found.source, "")
    tell.plot_calibration(
        found.report,
        path,
        title="Calibration of a backtest",
        subtitle=tell.told_of(found),
        credits_={found.source: citation},
    )


def _origins(first: dt.date, last: dt.date, every: int) -> tuple[dt.date, ...]:
    """Return the origins.

    Raises:
        UsageError: The first comes after the last, or they are too many.
    """
    if first > last:
        message = f"--from {first} is after the last origin {last}; choose an earlier day."
        raise UsageError(message, subject="--from")
    found = origins_between(first, last, every)
    if len(found) > MOST_ORIGINS:
        message = (
            f"{len(found):,} origins are more than {MOST_ORIGINS:,}; give a larger --every."
        )
        raise UsageError(message, subject="--every")
    return found


def _refuse_ranges(request: Backtesting) -> None:
    """Refuse numbers that are out of their range, and models that are not there.

    Raises:
        UsageError: One is.
    """
    if request.model not in (LEARNED, PAIR):
        message = f"--model is {request.model!r}; it must be {LEARNED} or {PAIR}."
        raise UsageError(message, subject="--model")
    for option, value in (
        ("--every", request.every),
        ("--within", request.within),
        ("--least", request.least),
    ):
        if not 1 <= value <= 3650:
            message = f"{option} is {value}; it must lie between 1 and 3650."
            raise UsageError(message, subject=option)
