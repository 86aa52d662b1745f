"""Events by month as a grid for each feed: direction by month, whatever is summed.

A feed is one source of events. Feeds are never added up: they code the same world twice.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from tocsin.measure.spans import Spans
from tocsin.model.index import Coverage, Question
from tocsin.model.series import Counts, EventDays, EventMonths, Flags, Numbers
from tocsin.store.base import View

CLAIMS = "claims"
"""The feed of claims coded from text: a choice of documents, of which no share has a meaning."""

OUT, BACK, BOTH = range(3)
"""Rows of a grid: from the first state to the second, from the second to the first, either."""

NO_FEED = "unknown, not zero; the store has no events of a source that was asked for"
NO_MONTH = "unknown; no month of the period had ended on its last day"


def event_feeds(view: View, question: Question) -> tuple[Coverage, ...]:
    """Return the sources of events in the record that a question asks for, without claims."""
    asked = set(question.sources)
    return tuple(
        one
        for one in view.coverage("events")
        if one.source != CLAIMS and (not asked or one.source in asked)
    )


def parties(dyad: tuple[str, str], way: int) -> tuple[str, str]:
    """Return the states of a row of a grid, in the order in which they act."""
    return (dyad[1], dyad[0]) if way == BACK else dyad


def months_before(day: date, count: int) -> date:
    """Return the first day of the month that lies so many months back; not before the year 1."""
    place = max(12, day.year * 12 + day.month - 1 - count)
    return date(place // 12, place % 12 + 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Rows of one feed between two states, each with its place in a grid.

    Attributes:
        keep: Which of the rows of all feeds they are.
        cell: Place of each of them in the grid, row by row.
        steps: Steps of time in the grid.
    """

    keep: Flags
    cell: Counts
    steps: int

    def sums(self, weights: Numbers | Counts) -> Numbers:
        """Return the sums of a column of all rows as a grid: out, back and both, by step."""
        flat = np.bincount(self.cell, weights[self.keep], 2 * self.steps)
        ways = flat.reshape(2, self.steps)
        return np.concatenate((ways, ways.sum(axis=0, keepdims=True)))


def placed_months(rows: EventMonths, feed: str, dyad: tuple[str, str], spans: Spans) -> Placed:
    """Return the rows of a feed between two states in a grid of months, other rows left out."""
    first = np.datetime64(spans.starts[0], "M")
    step = (rows.month.astype("datetime64[M]") - first).astype(np.int64)
    return _placed(rows, step, feed, dyad, len(spans))


def placed_days(
    rows: EventDays, feed: str, dyad: tuple[str, str], period: tuple[date, date]
) -> Placed:
    """Return the rows of a feed between two states in a grid of days."""
    first, last = (np.datetime64(one, "D") for one in period)
    step = (rows.day.astype("datetime64[D]") - first).astype(np.int64)
    return _placed(rows, step, feed, dyad, int((last - first).astype(int)) + 1)


def _placed(
    rows: EventMonths | EventDays, step: Counts, feed: str, dyad: tuple[str, str], steps: int
) -> Placed:
    """Return rows with their places, given the step of each.

    Who acts says it all: a view gives rows between the two states only.
    """
    back = rows.source == dyad[1]
    keep = (rows.feed == feed) & (step >= 0) & (step < steps)
    return Placed(keep, (back[keep] * steps + step[keep]).astype(np.int64), steps)
