"""Whether an event of a class happens at all between two states, and how probable that is."""

from tocsin.forecast.occurrence.actors import Scope
from tocsin.forecast.occurrence.fitting import Fitted, Recipe, fit
from tocsin.forecast.occurrence.forecaster import METHOD, Forecaster
from tocsin.forecast.occurrence.history import ClassHistory, class_history
from tocsin.forecast.occurrence.model import (
    OccurrenceModel,
    Provenance,
    fit_classes,
    load_model,
    save_model,
)
from tocsin.forecast.occurrence.predicting import probabilities
from tocsin.forecast.occurrence.questions import Sampling, answers, stated_rows

__all__ = [
    "METHOD",
    "ClassHistory",
    "Fitted",
    "Forecaster",
    "OccurrenceModel",
    "Provenance",
    "Recipe",
    "Sampling",
    "Scope",
    "answers",
    "class_history",
    "fit",
    "fit_classes",
    "load_model",
    "probabilities",
    "save_model",
    "stated_rows",
]
