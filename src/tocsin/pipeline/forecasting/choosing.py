"""Which model answers a question: the one that is named, the one beside the ledger, or a rate."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tocsin.errors import UsageError
from tocsin.forecast.base import Asked, Given, Occurrence
from tocsin.forecast.occurrence.forecaster import Forecaster
from tocsin.forecast.occurrence.model import OccurrenceModel, load_model
from tocsin.forecast.rates import History, PairRate
from tocsin.pipeline.forecasting.places import OCCURRENCE, model_path
from tocsin.settings import Settings
from tocsin.store.lake.place import sha256_of

PAIR = "pair"
"""What is given in place of a model's file for the rate of the pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The model that answers.

    Attributes:
        model: The model.
        sha256: Of its file; empty for none.
        source: Name of the source of the events that it looks at.
        until: Last day of them.
        note: Why it is this one, where that is worth a word.
    """

    model: Occurrence
    sha256: str
    source: str
    until: date
    note: str = ""

    def forecast(self, asked: Asked) -> Given:
        """Return what the model says, with the note.

        Raises:
            InsufficientDataError: The events do not carry an answer.
        """
        given = self.model.forecast(asked)
        return replace(given, notes=(*given.notes, self.note)) if self.note else given


def choose(asked: Asked, history: History, named: str, settings: Settings) -> Chosen:
    """Return the model that answers a question.

    A model that was learned from days after the day of asking would know the answer, and is
    never used: where it was named that is an error, else the rate of the pair answers.

    Args:
        asked: The question.
        history: The events.
        named: A file, `pair`, or nothing for the model beside the ledger, where there is one.
        settings: Where the ledger lies, and the seed.

    Raises:
        UsageError: The file that is named cannot be read, or cannot answer this.
    """
    if named == PAIR:
        return _rate(history)
    path = Path(named) if named else _beside(settings)
    if path is None:
        return _rate(history, "no model has been fitted (`tocsin forecast fit`)")
    model = load_model(path)
    unfit = _unfit(model, asked, history)
    if unfit and named:
        raise UsageError(f"{path} cannot answer this: {unfit}.", subject=named)
    if unfit:
        return _rate(history, unfit)
    return Chosen(
        model=Forecaster(model, history, seed=settings.seed),
        sha256=sha256_of(path),
        source=history.source,
        until=history.last,
    )


def _beside(settings: Settings) -> Path | None:
    """Return the model beside the ledger; None where there is none."""
    if "://" in settings.store:
        return None
    path = model_path(OCCURRENCE, settings)
    return path if path.exists() else None


def _unfit(model: OccurrenceModel, asked: Asked, history: History) -> str:
    """Return why a model cannot answer a question; nothing where it can."""
    told, name = model.provenance, asked.event_class.name
    if date.fromisoformat(told.last) > asked.made_on:
        return (
            f"the model was learned from events up to {told.last}, after the day of asking "
            f"({asked.made_on})"
        )
    if name in model.skipped:
        return f"the model could not learn the class {name}: {model.skipped[name].rstrip('.')}"
    if name not in model.classes:
        return f"the model was not asked to learn the class {name}"
    if told.source != history.source:
        return f"the model was learned from {told.source}, and {history.source} decides this"
    return ""


def _rate(history: History, why: str = "") -> Chosen:
    """Return the rate of the pair as the model."""
    note = f"The rate of the pair answers: {why}." if why else ""
    return Chosen(
        model=PairRate(history),
        sha256="",
        source=history.source,
        until=history.last,
        note=note,
    )
