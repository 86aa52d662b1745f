"""Questions whose answer is known, to learn from."""

from dataclasses import dataclass

import numpy as np

from tocsin.forecast.occurrence.features import Rows
from tocsin.forecast.occurrence.history import ClassHistory
from tocsin.model.series import Counts, Flags, Numbers

HORIZONS = (3, 7, 14, 30, 60)
"""Windows that are learned from, in days."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which questions are learned from, and how much each counts.

    Attributes:
        horizons: Days of the windows.
        burn_in: Days at the beginning that are not asked about, as nothing is known by then.
        hint: How much a day counts on which only somebody who belongs to a state states the
            intent; one on which the states do counts 1.
        chance: How much a day drawn by lot counts.
        drawn: How many are drawn.
        least: Days with events that a pair must have to be drawn, with all who belong to them.
    """

    horizons: tuple[int, ...] = HORIZONS
    burn_in: int = 15
    hint: float = 0.3
    chance: float = 0.1
    drawn: int = 8000
    least: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """Questions with their answers.

    Attributes:
        rows: The questions.
        came: 1 for yes, 0 for no.
        weight: How much each counts.
    """

    rows: Rows
    came: Numbers
    weight: Numbers

    def picked(self, which: Flags | Counts) -> "Answered":
        """Return some of them."""
        return Answered(self.rows.picked(which), self.came[which], self.weight[which])


def stated_rows(history: ClassHistory, first: int, last: int, days: int) -> Rows:
    """Return a question for each pair and day on which the states stated the intent."""
    series = history.intent
    kept = (series.day >= first) & (series.day <= last)
    pair, day = series.unit[kept], series.day[kept]
    yes = np.ones(len(pair), np.bool_)
    return Rows(pair, day, np.full(len(pair), days), yes, yes)


def answers(history: ClassHistory, rows: Rows) -> Numbers:
    """Return 1 where an event came in the window of a question, else 0."""
    found = history.own.within(rows.pair, rows.day + 1, rows.day + rows.days)
    return (found > 0).astype(float)


def training(
    history: ClassHistory, *, end: int, sampling: Sampling, rng: np.random.Generator
) -> Answered:
    """Return questions whose windows end before a day, stated intents and days drawn by lot."""
    first = history.first + sampling.burn_in
    pair, day, weight = _cases(history, first, end, sampling, rng)
    keep = (day >= first) & (day < end)
    pair, day, weight = pair[keep], day[keep], weight[keep]
    stated = history.intent.within(pair, day, day) > 0
    hinted = history.intent_rolled.within(pair, day, day) > 0
    parts = [np.flatnonzero(day + days < end) for days in sampling.horizons]
    at = np.concatenate(parts)
    lengths = np.repeat(sampling.horizons, [len(part) for part in parts])
    rows = Rows(pair[at], day[at], lengths, stated[at], hinted[at])
    return Answered(rows, answers(history, rows), weight[at])


def _cases(
    history: ClassHistory, first: int, end: int, sampling: Sampling, rng: np.random.Generator
) -> tuple[Counts, Counts, Numbers]:
    """Return pairs, days and weights of the cases that are asked about."""
    told, hint = history.intent, history.intent_rolled
    is_new = told.within(hint.unit, hint.day, hint.day) == 0
    before = history.all_rolled.day < end
    active, days = np.unique(history.all_rolled.unit[before], return_counts=True)
    active = active[days >= sampling.least]
    drawn = sampling.drawn if len(active) and end > first else 0
    pairs = rng.choice(active, drawn) if drawn else np.zeros(0, np.int64)
    dates = rng.integers(first, max(end, first + 1), drawn)
    weights = (
        np.full(len(told.unit), 1.0),
        np.full(int(is_new.sum()), sampling.hint),
        np.full(drawn, sampling.chance),
    )
    return (
        np.r_[told.unit, hint.unit[is_new], pairs].astype(np.int64),
        np.r_[told.day, hint.day[is_new], dates].astype(np.int64),
        np.concatenate(weights),
    )
