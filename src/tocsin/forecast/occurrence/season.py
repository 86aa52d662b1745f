"""How busy the days of the week and the months are, compared with the mean day."""

from dataclasses import dataclass

import numpy as np

from tocsin.forecast.occurrence.series import DaySeries
from tocsin.model.series import Counts, Numbers

WEEK, MONTHS = 7, 12
_WORTH = 50.0
"""Events that an even year counts for."""
_YEARS = 730
"""Days below which months cannot be told from what happened to happen in them."""


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """Relative rates; 1 is the mean day.

    Attributes:
        week: Of each day of the week, Thursday first, as 1 January 1970 was one.
        year: Of each month; all 1 where the events cover less than two years.
    """

    week: Numbers
    year: Numbers

    def of(self, first: Counts, days: Counts) -> Numbers:
        """Return the log of the mean relative rate of windows, by first day and length."""
        most = int(days.max()) if len(days) else 0
        start = int(first.min()) if len(first) else 0
        span = int(first.max()) + most - start + 1 if len(first) else 0
        every = np.arange(start, start + span)
        rate = self.week[every % WEEK] * self.year[_month(every)]
        sums = np.r_[0.0, np.cumsum(rate)]
        at = first - start
        return np.asarray(np.log((sums[at + days] - sums[at]) / days))


def season_of(series: DaySeries, first: int, end: int) -> Season:
    """Return how busy days were before a day, drawn towards evenness.

    Args:
        series: The events of one unit.
        first: First day that they cover.
        end: Day before which events count.
    """
    every = np.arange(first, max(end, first + 1))
    is_known = series.day < end
    day, count = series.day[is_known], series.count[is_known]
    week = _relative(day % WEEK, count, every % WEEK, WEEK)
    if end - first < _YEARS:
        return Season(week, np.ones(MONTHS))
    return Season(week, _relative(_month(day), count, _month(every), MONTHS))


def _relative(place: Counts, count: Numbers, every: Counts, size: int) -> Numbers:
    """Return the rate of each place in the cycle, divided by that of all."""
    held = np.bincount(place, count, size)
    days = np.bincount(every, minlength=size)
    expected = days * (held.sum() / max(days.sum(), 1))
    return np.asarray((held + _WORTH / size) / (expected + _WORTH / size))


def _month(day: Counts) -> Counts:
    """Return the months of days, 0 for January."""
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months % MONTHS)
