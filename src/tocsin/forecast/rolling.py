"""The learned model of occurrence over rolling origins, learned anew every so many days."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.forecast.backtest import Origin
from tocsin.forecast.occurrence.features import Rows
from tocsin.forecast.occurrence.fitting import Fitted, Recipe, fit
from tocsin.forecast.occurrence.history import ClassHistory, class_history
from tocsin.forecast.occurrence.predicting import probabilities
from tocsin.forecast.rates import number_of
from tocsin.model.series import Counts, Numbers

METHOD = "occurrence"
REFIT_DAYS = 28
"""Days after which the model is learned anew."""


@dataclass(slots=True, eq=False)
class Rolling:
    """Answers the questions of origins, in their order, each from the events up to its day.

    Where the events are too few to learn from, the rates of the pairs answer.

    Attributes:
        seed: Seed of what is drawn while learning.
        refit_days: Days after which the model is learned anew.
        recipe: How it is learned.
    """

    seed: int = 0
    refit_days: int = REFIT_DAYS
    recipe: Recipe = field(default_factory=lambda: Recipe(draws=0))
    _model: Fitted | None = None
    _learned: date | None = None

    def forecast_many(self, origin: Origin) -> Numbers:
        """Return the probability of each pair."""
        known = origin.known
        history = class_history(known.quads, origin.kind, first=number_of(known.first))
        if self._learned is None or (origin.day - self._learned).days >= self.refit_days:
            self._learn(history, origin.day)
        if self._model is None:
            return origin.rates.p
        pairs = _numbers(origin, history)
        rows = rows_of(history, pairs, number_of(origin.day), origin.days)
        is_in_day = self.recipe.includes_day
        return probabilities(self._model, history, rows, includes_day=is_in_day)

    def _learn(self, history: ClassHistory, day: date) -> None:
        """Learn anew from what lies before a day and on it."""
        rng = np.random.default_rng(self.seed)
        self._learned = day
        try:
            self._model = fit(history, end=number_of(day) + 1, recipe=self.recipe, rng=rng)
        except InsufficientDataError:
            self._model = None


def rows_of(history: ClassHistory, pairs: Counts, day: int, days: int) -> Rows:
    """Return the questions of some pairs on a day."""
    when = np.full(len(pairs), day, np.int64)
    return Rows(
        pair=pairs,
        day=when,
        days=np.full(len(pairs), days, np.int64),
        stated=history.intent.within(pairs, when, when) > 0,
        hinted=history.intent_rolled.within(pairs, when, when) > 0,
    )


def _numbers(origin: Origin, history: ClassHistory) -> Counts:
    """Return the numbers that the history gives to the pairs of an origin."""
    own = history.actors.own.astype(np.int64)
    first, second = origin.actors()
    return history.number(own[first], own[second])
