"""What a forecast looks at, as numbers and in words."""

from dataclasses import dataclass

import numpy as np

from tocsin.forecast.occurrence.hazard import Hazards, Shrinkage, hazards
from tocsin.forecast.occurrence.history import ClassHistory
from tocsin.forecast.occurrence.season import Season
from tocsin.forecast.occurrence.series import DaySeries, exposure
from tocsin.model.series import Counts, Flags, Numbers

SHORT, MIDDLE, LONG = 4.0, 20.0, 80.0
"""Half-lives, in days."""
STATE_LIFE = 60.0
USUAL_DAYS = 14.0
"""Days that the length of a window is measured against."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Questions: whether a pair has such an event in the days after one.

    Attributes:
        pair: Numbers of the pairs.
        day: Day on which it is asked; the window begins on the day after it.
        days: Days of the window.
        stated: Whether the intent is stated on that day, between the states themselves.
        hinted: Whether it is stated then by anybody who belongs to them.
    """

    pair: Counts
    day: Counts
    days: Counts
    stated: Flags
    hinted: Flags

    def __len__(self) -> int:
        """Return the number of questions."""
        return len(self.pair)

    def picked(self, which: Flags | Counts) -> "Rows":
        """Return some questions."""
        return Rows(
            self.pair[which], self.day[which], self.days[which], self.stated[which],
            self.hinted[which],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Features of questions.

    Attributes:
        values: One row for each question, one column for each of `NAMES`.
        hazards: Their shrunken rates.
    """

    values: Numbers
    hazards: Hazards


NAMES = (
    "own_rate", "own_20", "own_80", "own_since", "intent_20", "intent_80", "intent_since",
    "own_rolled_20", "intent_rolled_20", "kin_20", "all_20", "all_rolled_20", "quieter_state",
    "busier_state", "reciprocal", "burst", "stated", "hinted", "season", "window",
    "window_x_own", "window_x_stated", "window_x_recent",
)  # fmt: skip
"""The features, in the order of their columns."""


def table(
    history: ClassHistory,
    rows: Rows,
    shrinkage: Shrinkage,
    *,
    includes_day: bool,
    season: Season,
) -> Table:
    """Return the features of questions.

    Args:
        history: The past of the class.
        rows: The questions.
        shrinkage: How rates are drawn together.
        includes_day: Whether events of the day of asking itself are known; else only those of
            earlier days, and on that day nothing but the stated intent.
        season: How busy days of the week and months are.
    """
    size = np.int64(1) << 32
    moments, at = np.unique(rows.pair * size + rows.day, return_inverse=True)
    # Windows of several lengths share their past, which takes most of the time.
    past = _Past(history, moments // size, moments % size + int(includes_day))
    rates = hazards(history, past.pair, past.cut, shrinkage)
    own_rate = np.log((rates.seen + 0.5) / (rates.days + STATE_LIFE))
    before = np.stack([own_rate, *past.columns()], axis=1)[at]
    window = np.log(rows.days / USUAL_DAYS)
    stated = rows.stated.astype(float)
    others = (
        stated,
        rows.hinted.astype(float),
        season.of(rows.day + 1, rows.days),
        window,
        window * (before[:, 0] + 4.0),
        window * stated,
        window * before[:, 1],
    )
    return Table(np.c_[before, np.stack(others, axis=1)], rates.picked(at))


@dataclass(frozen=True, slots=True, eq=False)
class _Past:
    """What was before a day, of many pairs."""

    history: ClassHistory
    pair: Counts
    cut: Counts

    def columns(self) -> tuple[Numbers, ...]:
        """Return the features that do not depend on the window, but for the own rate."""
        past = self.history
        return (
            self.worth(past.own, MIDDLE),
            self.worth(past.own, LONG),
            self.since(past.own),
            self.worth(past.intent, MIDDLE),
            self.worth(past.intent, LONG),
            self.since(past.intent),
            self.worth(past.own_rolled, MIDDLE),
            self.worth(past.intent_rolled, MIDDLE),
            self.worth(past.kin, MIDDLE),
            self.worth(past.all, MIDDLE),
            self.worth(past.all_rolled, MIDDLE),
            *self.states(),
            self.reciprocal(),
            self.burst(),
        )

    def worth(self, series: DaySeries, half_life: float) -> Numbers:
        """Return log(1 + decayed events)."""
        return np.log1p(series.decayed(self.pair, self.cut, half_life))

    def since(self, series: DaySeries) -> Numbers:
        """Return log(1 + days since the last event)."""
        return np.log1p(series.since(self.pair, self.cut))

    def states(self) -> tuple[Numbers, Numbers]:
        """Return how much the quieter and the busier state has of it with all others."""
        own = self.history.own.decayed(self.pair, self.cut, STATE_LIFE)
        one, other = (
            np.maximum(self.history.of_state.decayed(unit, self.cut, STATE_LIFE) - own, 0.0)
            for unit in (self.pair // self.history.size, self.pair % self.history.size)
        )
        return np.log1p(np.minimum(one, other)), np.log1p(np.maximum(one, other))

    def reciprocal(self) -> Numbers:
        """Return log(1 + decayed acts of the side that acts less)."""
        size = self.history.size
        back = (self.pair % size) * size + self.pair // size
        ways = (self.history.way.decayed(pair, self.cut, MIDDLE) for pair in (self.pair, back))
        return np.log1p(np.minimum(*ways))

    def burst(self) -> Numbers:
        """Return the log of how much busier the pair is of late than it usually is.

        Zero where it has no past; half an act a day is added to both rates.
        """
        days = np.maximum(self.cut - self.history.first, 1).astype(float)
        rates = (
            self.history.all.decayed(self.pair, self.cut, life) / exposure(days, life)
            for life in (SHORT, LONG)
        )
        late, usual = rates
        return np.log((late + 0.5) / (usual + 0.5))
