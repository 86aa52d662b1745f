"""Learning models from the events of the lake or of a file, and bringing them up to date."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.occurrence.model import (
    OccurrenceModel,
    fit_classes,
    load_model,
    save_model,
)
from tocsin.forecast.rates import History, number_of
from tocsin.model.event_classes import event_class, load_event_classes
from tocsin.model.score import ModelCard
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.histories import history_of
from tocsin.pipeline.forecasting.places import (
    OCCURRENCE,
    RANKING,
    model_path,
    refuse_target,
)
from tocsin.settings import Settings
from tocsin.store.lake.place import sha256_of
from tocsin.tell.whole import replacing


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What somebody wants to have learned.

    Attributes:
        events: `lake`, or a file of events.
        source: Name of the source of the lake; the largest one.
        until: Last day of the events that are learned from.
        kinds: Names of classes of events; all.
        out: File of the model; beside the ledger where none is named.
        what: `occurrence` (whether) or `ranking` (with whom).
        mode: Of a ranking: `counting`, or `full` for learned trees.
    """

    events: str = "lake"
    source: str = ""
    until: dt.date | None = None
    kinds: tuple[str, ...] = ()
    out: Path | None = None
    what: str = OCCURRENCE
    mode: str = "counting"


def train(request: Training, *, settings: Settings, watcher: Watcher) -> ModelCard:
    """Return the card of a model that was learned and written to its file.

    Raises:
        UsageError: There is no such class or source.
        InsufficientDataError: There is too little to learn from in every class.
        OutputError: The file cannot be written; what was there before is then unchanged.
        SourceError: The file of events cannot be read.
        StoreError: The lake cannot be read.
    """
    if _is_ranking(request):
        from tocsin.pipeline.forecasting.rankings import train_ranking  # noqa: PLC0415 - heavy

        return train_ranking(request, settings=settings, watcher=watcher)
    names = request.kinds or tuple(load_event_classes())
    for name in names:
        event_class(name)
    path = request.out or model_path(OCCURRENCE, settings)
    refuse_target(path)
    watcher.step("reading", request.events)
    history, notes = history_of(request.events, request.source, settings)
    if request.until is not None:
        history = history.until(request.until)
    model = _learned(history, names, settings.seed, watcher)
    with replacing(path, flag="--out") as part:
        save_model(model, part)
    return card_of(model, path, notes)


def update(request: Training, *, settings: Settings, watcher: Watcher) -> tuple[ModelCard, int]:
    """Return the card of a model that was learned anew with the days since, and their number.

    Events are asked for at every forecast, so that only what is learned ages; learning is quick
    and is done over. Without new days the file stays as it is.

    Raises:
        UsageError: There is no such model.
        InsufficientDataError: There is too little to learn from.
        OutputError: The file cannot be written.
        StoreError: The lake cannot be read.
    """
    if _is_ranking(request):
        from tocsin.pipeline.forecasting.rankings import update_ranking  # noqa: PLC0415 - heavy

        return update_ranking(request, settings=settings, watcher=watcher)
    path = request.out or model_path(OCCURRENCE, settings)
    if not path.exists():
        message = f"There is no model at {path}; make one with `tocsin forecast fit`."
        raise UsageError(message, subject=str(path))
    old = load_model(path)
    source = request.source or (old.provenance.source if request.events == "lake" else "")
    watcher.step("reading", request.events)
    history, notes = history_of(request.events, source, settings)
    if request.until is not None:
        history = history.until(request.until)
    last = dt.date.fromisoformat(old.provenance.last)
    days = int(history.quads.between(number_of(last) + 1, number_of(history.last)).days().size)
    if not days:
        return card_of(old, path, notes), 0
    names = (*old.classes, *old.skipped)
    model = _learned(history, names, old.provenance.seed, watcher)
    with replacing(path, flag="--out") as part:
        save_model(model, part)
    return card_of(model, path, notes), days


def _is_ranking(request: Training) -> bool:
    """Return whether a ranking is asked for.

    Raises:
        UsageError: Neither a ranking nor a model of occurrence is.
    """
    if request.what not in (OCCURRENCE, RANKING):
        message = f"--what is {request.what!r}; it must be {OCCURRENCE} or {RANKING}."
        raise UsageError(message, subject="--what")
    return request.what == RANKING


def _learned(
    history: History, names: Sequence[str], seed: int, watcher: Watcher
) -> OccurrenceModel:
    """Return a model of classes, learned one after the other.

    Raises:
        InsufficientDataError: There is too little of each.
    """
    found: OccurrenceModel | None = None
    skipped: dict[str, str] = {}
    for name in names:
        watcher.step("learning", name)
        try:
            one = fit_classes(history.quads, (name,), source=history.source, seed=seed)
        except InsufficientDataError as error:
            skipped[name] = error.message
            continue
        known = {**found.classes, **one.classes} if found else one.classes
        found = replace(one, classes=known)
    if found is None:
        message = (
            f"Nothing can be learned from {history.source}: {next(iter(skipped.values()))}"
        )
        raise InsufficientDataError(message, subject=history.source)
    return replace(found, skipped=skipped)


def card_of(model: OccurrenceModel, path: Path, notes: Sequence[str] = ()) -> ModelCard:
    """Return what a model file is made of."""
    told = model.provenance
    return ModelCard(
        path=str(path),
        sha256=sha256_of(path),
        kind=OCCURRENCE,
        version=told.version,
        source=told.source,
        first=dt.date.fromisoformat(told.first),
        last=dt.date.fromisoformat(told.last),
        events=told.events,
        events_sha256=told.sha256,
        seed=told.seed,
        parts=tuple(
            (name, f"{one.cases:,} cases of {one.pairs:,} pairs")
            for name, one in model.classes.items()
        ),
        skipped=tuple(model.skipped.items()),
        notes=tuple(notes),
    )
