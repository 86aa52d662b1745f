"""Model files of rankings: written, brought up to date, and chosen for a question."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.forecast.ranking.base import Fitting, Mode
from tocsin.forecast.ranking.modelfile import load, read_about, save
from tocsin.forecast.ranking.ranking import Ranking, fit
from tocsin.forecast.rates import History
from tocsin.model.quads import day_of
from tocsin.model.score import ModelCard
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.histories import raw_history
from tocsin.pipeline.forecasting.places import (
    RANKING,
    model_path,
    refuse_target,
)
from tocsin.settings import Settings
from tocsin.store.lake.place import sha256_of
from tocsin.tell.whole import replacing

if TYPE_CHECKING:
    from tocsin.pipeline.forecasting.training import Training


def train_ranking(request: "Training", *, settings: Settings, watcher: Watcher) -> ModelCard:
    """Return the card of a ranking that was learned and written to its file.

    Raises:
        UsageError: There is no such mode or source, or a package is missing.
        InsufficientDataError: There is too little to learn from.
        OutputError: The file cannot be written; what was there before is then unchanged.
        SourceError: The file of events cannot be read.
        StoreError: The lake cannot be read.
    """
    mode = mode_of(request.mode)
    path = request.out or model_path(RANKING, settings)
    refuse_target(path)
    watcher.step("reading", request.events)
    history, notes = raw_history(request.events, request.source, settings)
    if request.until is not None:
        history = history.until(request.until)
    ranking = fitted(history, mode, settings.seed, watcher)
    with replacing(path, flag="--out") as part:
        save(ranking, part)
    return card_of(path, history.source, settings.seed, notes)


def update_ranking(
    request: "Training", *, settings: Settings, watcher: Watcher
) -> tuple[ModelCard, int]:
    """Return the card of a ranking that has learned the days since, and their number.

    Its rules and counts learn the new days; nothing is fitted again. Without new days the file
    stays as it is.

    Raises:
        UsageError: There is no such model.
        InsufficientDataError: The events have none of the days that it was learned from.
        OutputError: The file cannot be written.
        StoreError: The lake cannot be read.
    """
    path = request.out or model_path(RANKING, settings)
    about = read_about(path)
    watcher.step("reading", request.events)
    history, notes = raw_history(request.events, request.source, settings)
    if request.until is not None:
        history = history.until(request.until)
    last = day_of(about.last)
    days = int((history.quads.days() > last).sum())
    if days:
        watcher.step("learning", f"{days} days")
        ranking = load(path, history.quads)
        with replacing(path, flag="--out") as part:
            save(ranking, part)
    return card_of(path, history.source, int(about.how["seed"]), notes), days


def mode_of(text: str) -> Mode:
    """Return the way in which an order is made.

    Raises:
        UsageError: There is no such way.
    """
    try:
        return Mode(text)
    except ValueError as error:
        message = f"--mode is {text!r}; it must be {' or '.join(Mode)}."
        raise UsageError(message, subject="--mode") from error


def fitted(history: History, mode: Mode, seed: int, watcher: Watcher) -> Ranking:
    """Return a ranking learned from events.

    Raises:
        InsufficientDataError: There is too little to learn from.
        UsageError: A package of the extra is missing.
    """

    def tell(done: int, days: int) -> None:
        watcher.step("learning", f"day {done} of {days}")

    return fit(history.quads, mode, Fitting(seed=seed), progress=tell)


def chosen_ranking(
    known: History, at: dt.date, named: str, settings: Settings
) -> tuple[Ranking | None, str]:
    """Return the ranking of the file that is named or lies beside the ledger; None for none.

    A ranking that was learned from the day asked about or later ones knows the answer: where it
    was named that is an error, else it is passed over. The second is a word on that.

    Raises:
        UsageError: The file that is named cannot be read, or knows the day.
    """
    path = Path(named) if named else _beside(settings)
    if path is None:
        return (
            None,
            "learned for this question alone; `tocsin forecast fit --what ranking` keeps one",
        )
    about = read_about(path)
    if dt.date.fromisoformat(about.last) >= at:
        unfit = f"{path} was learned from events up to {about.last}, not before {at}"
        if named:
            raise UsageError(f"{unfit}; ask about a later day.", subject=named)
        return None, unfit
    return load(path, known.quads), ""


def _beside(settings: Settings) -> Path | None:
    """Return the ranking beside the ledger; None where there is none."""
    if "://" in settings.store:
        return None
    path = model_path(RANKING, settings)
    return path if path.exists() else None


def card_of(path: Path, source: str, seed: int, notes: tuple[str, ...]) -> ModelCard:
    """Return what a model file is made of."""
    about = read_about(path)
    told = f"{len(about.relations)} relations, horizon {about.how['horizon']}"
    return ModelCard(
        path=str(path),
        sha256=sha256_of(path),
        kind=RANKING,
        version=about.tocsin,
        source=source,
        first=dt.date.fromisoformat(about.first),
        last=dt.date.fromisoformat(about.last),
        events=about.events,
        events_sha256=about.sha256,
        seed=seed,
        parts=((about.mode, told),),
        notes=notes,
    )
