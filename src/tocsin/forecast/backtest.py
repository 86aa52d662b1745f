"""Rolling origins: what a model would have said on days gone by, and what came then.

On each origin only the events up to that day are known. The questions of an origin are all pairs
that were busy enough in the year before it, whatever became of them: those that nobody would
have asked about are asked, too, so that nothing is chosen by its outcome.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.forecast.rates import (
    CLIMATOLOGY,
    LAST,
    LEAST_WINDOWS,
    PAIR,
    ClassEvents,
    History,
    Rates,
    class_events,
    day_numbered,
    number_of,
    pair_numbers,
    rates_of,
    windows_of,
)
from tocsin.forecast.scores import Cases, Rival
from tocsin.model.event_classes import EventClass
from tocsin.model.quads import Quads
from tocsin.model.series import Counts, Flags, Numbers

BUSY_DAYS = 365
"""Days before an origin in which a pair must have been busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked on which days.

    Attributes:
        kind: The class of events.
        days: Days of the window.
        origins: The days on which it is asked.
        least: Events of any kind that a pair must have had in the year before.
        pair: Only this pair of actors; None for all that are busy enough.
    """

    kind: EventClass
    days: int
    origins: tuple[date, ...]
    least: int
    pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Origin:
    """The questions of one day.

    Attributes:
        day: The day.
        known: The events up to it.
        kind: The class of events.
        days: Days of the window.
        pairs: Numbers of the pairs, ascending.
        rates: Their base rates.
    """

    day: date
    known: History
    kind: EventClass
    days: int
    pairs: Counts
    rates: Rates

    def actors(self) -> tuple[Counts, Counts]:
        """Return the two actors of each pair, as places in the names."""
        size = len(self.known.quads.actors)
        return self.pairs // size, self.pairs % size


class Many(Protocol):
    """A model that answers all questions of an origin at once."""

    def forecast_many(self, origin: Origin) -> Numbers:
        """Return the probability of each pair, float64[n], from the events up to the day."""


class PairRateMany:
    """The pair's own rate, drawn towards that of all pairs."""

    def forecast_many(self, origin: Origin) -> Numbers:
        """Return the rate of each pair."""
        return origin.rates.p


def origins_between(first: date, last: date, every: int) -> tuple[date, ...]:
    """Return days from one to another, both inclusive, so many days apart."""
    count = max(0, (last - first).days // every + 1)
    return tuple(first + timedelta(days=every * step) for step in range(count))


def backtest(history: History, plan: Plan, model: Many) -> Cases:
    """Return what a model would have said on the origins, with what came and the base rates.

    Raises:
        InsufficientDataError: No origin has a question, or the events do not reach beyond the
            window of the first one.
    """
    parts = [_asked(origin, history, plan, model) for origin in questions(history, plan)]
    if not parts:
        message = (
            f"{history.source} gives no question: no pair with {plan.least} events in the year "
            f"before an origin, or no origin whose window ends by {history.last}."
        )
        raise InsufficientDataError(message, subject=history.source)
    p, came, pairs, world, own, last = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Cases(
        p=p,
        came=came.astype(np.bool_),
        groups=np.unique(pairs, return_inverse=True)[1].astype(np.int64),
        rivals=(
            Rival(name=CLIMATOLOGY, words="the share of the pairs asked about", p=world),
            Rival(name=PAIR, words="the pair's own rate", p=own),
            Rival(name=LAST, words="the window before, as 0 or 1", p=last),
        ),
        which=f"each of {len(parts):,} origins",
    )


def questions(history: History, plan: Plan) -> Iterator[Origin]:
    """Yield the questions of each origin whose window the events cover.

    Raises:
        InsufficientDataError: The events before an origin are too few for its window.
    """
    for day in plan.origins:
        if day + timedelta(days=plan.days) > history.last:
            return
        known = history.until(day)
        windows = windows_of(known, plan.days)
        pairs = busy_pairs(known, plan)
        if len(pairs):
            events = class_events(known.quads, plan.kind).among(pairs)
            yield Origin(
                day=day,
                known=known,
                kind=plan.kind,
                days=plan.days,
                pairs=pairs,
                rates=rates_of(events, pairs, windows),
            )


def busy_pairs(known: History, plan: Plan) -> Counts:
    """Return the numbers of the pairs that were busy enough in the year before, ascending."""
    last = number_of(known.last)
    year = known.quads.between(last - BUSY_DAYS + 1, last)
    is_pair = year.subject != year.object
    numbers = pair_numbers(year, year.subject, year.object, is_mutual=plan.kind.is_mutual)
    found, counts = np.unique(numbers[is_pair], return_counts=True)
    chosen: Counts = found[counts >= plan.least]
    if plan.pair is None:
        return chosen
    mine: Counts = chosen[chosen == _number_of(year, plan)]
    return mine


def _number_of(quads: Quads, plan: Plan) -> int:
    """Return the number of the pair of a plan; -1 where an actor is unknown."""
    if plan.pair is None or not set(plan.pair) <= set(quads.actors):
        return -1
    one, other = (np.array([quads.actors.index(name)], np.int32) for name in plan.pair)
    return int(pair_numbers(quads, one, other, is_mutual=plan.kind.is_mutual)[0])


def came_of(events: ClassEvents, pairs: Counts, *, first: int, last: int) -> Flags:
    """Return which pairs have an event of a class from one day to another, both inclusive."""
    is_in = (events.day >= first) & (events.day <= last)
    return np.isin(pairs, events.pair[is_in])


def _asked(
    origin: Origin, history: History, plan: Plan, model: Many
) -> tuple[Numbers, Flags, Counts, Numbers, Numbers, Numbers]:
    """Return probabilities, outcomes, pairs and base rates of an origin."""
    day = number_of(origin.day)
    ahead = history.quads.between(day + 1, day + plan.days)
    came = came_of(
        class_events(ahead, plan.kind), origin.pairs, first=day + 1, last=day + plan.days
    )
    rates = origin.rates
    return (
        model.forecast_many(origin),
        came,
        origin.pairs,
        np.full(len(came), rates.share),
        rates.p,
        rates.was_last.astype(float),
    )


def covered_origins(history: History, plan: Plan) -> tuple[date, ...]:
    """Return the origins whose window ends with or before the events."""
    end = history.last - timedelta(days=plan.days)
    return tuple(day for day in plan.origins if day <= end)


def first_origin(history: History, days: int) -> date:
    """Return the first day on which a rate is an answer: five windows after the first day."""
    return day_numbered(number_of(history.first) + LEAST_WINDOWS * days - 1)
