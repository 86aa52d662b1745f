"""Base rates out of events: how often windows like the one asked about had such an event.

The days before a forecast are cut into windows as long as the one asked about, going back from
its day. What is counted are windows, not events: a visit of three days is one.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InsufficientDataError
from tocsin.forecast.base import Asked, Given
from tocsin.model.event_classes import EventClass
from tocsin.model.forecast import BaseRate, EvidenceRow, Reason
from tocsin.model.quads import Quads
from tocsin.model.series import Counts, Flags, Numbers

CLIMATOLOGY, PAIR, LAST = "climatology", "pair", "last_value"
METHOD = "pair_rate"
STRENGTH = 2.0
"""Windows that the rate of all pairs counts for in that of one pair.
"""
MOST_WINDOWS = 60
"""Windows that are looked back on: of an older time the rate says less of today's."""
LEAST_WINDOWS = 5
"""Windows below which a rate is no answer."""
_Z90 = 1.6448536269514722
_EPOCH = date(1970, 1, 1)
_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class History:
    """Events up to a day, and what they cover.

    Attributes:
        quads: The events.
        first: First day that they cover.
        last: Last such day.
        source: Name of the source or file.
    """

    quads: Quads
    first: date
    last: date
    source: str

    def until(self, day: date) -> "History":
        """Return what was known at the end of a day."""
        return History(
            quads=self.quads.before(number_of(day) + 1),
            first=self.first,
            last=min(self.last, day),
            source=self.source,
        )


@dataclass(frozen=True, slots=True, eq=False)
class ClassEvents:
    """The events of a class by pair.

    Attributes:
        day: Days of the events, ascending, each day of a pair once.
        pair: The pair of each, as a number that `pair_number` gives.
        place: Place of the first such event among all events.
        active: Numbers of the pairs that have any event at all, ascending.
    """

    day: Counts
    pair: Counts
    place: Counts
    active: Counts

    def among(self, pairs: Counts) -> "ClassEvents":
        """Return the events of some pairs, as if there were no others."""
        kept = np.isin(self.pair, pairs)
        return ClassEvents(self.day[kept], self.pair[kept], self.place[kept], pairs)


def number_of(day: date) -> int:
    """Return a day as days since 1 January 1970."""
    return (day - _EPOCH).days


def day_numbered(number: int) -> date:
    """Return the day that is so many days after 1 January 1970."""
    return _EPOCH + timedelta(days=int(number))


def class_mask(quads: Quads, kind: EventClass) -> Flags:
    """Return which events belong to a class, by the name of the relation."""
    known = np.array([kind.has_relation(one) for one in quads.relations], np.bool_)
    return known[quads.relation] if len(known) else np.zeros(len(quads), np.bool_)


def pair_numbers(
    quads: Quads, first: NDArray[np.int32], second: NDArray[np.int32], *, is_mutual: bool
) -> Counts:
    """Return a number for each pair of actors; the same for both orders where it is mutual."""
    size = len(quads.actors)
    one, other = first.astype(np.int64), second.astype(np.int64)
    if is_mutual:
        one, other = np.minimum(one, other), np.maximum(one, other)
    return one * size + other


def class_events(quads: Quads, kind: EventClass) -> ClassEvents:
    """Return the events of a class by pair and day; events of an actor with itself left out."""
    numbers = pair_numbers(quads, quads.subject, quads.object, is_mutual=kind.is_mutual)
    is_pair = quads.subject != quads.object
    chosen = np.flatnonzero(class_mask(quads, kind) & is_pair)
    keys = np.stack([quads.day[chosen].astype(np.int64), numbers[chosen]], axis=1)
    _, places = np.unique(keys, axis=0, return_index=True)
    kept = chosen[places]
    return ClassEvents(
        day=quads.day[kept].astype(np.int64),
        pair=numbers[kept],
        place=kept.astype(np.int64),
        active=np.unique(numbers[is_pair]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The windows before a forecast, going back from its day.

    Attributes:
        first: First day that is covered, numbered.
        last: Last day of the last window.
        length: Days of a window, at least 1.
    """

    first: int
    last: int
    length: int

    @property
    def count(self) -> int:
        """Return how many whole windows are covered, at most 60."""
        days = self.last - self.first + 1
        return min(max(0, days // self.length), MOST_WINDOWS)

    def held(self, events: "ClassEvents") -> tuple[Counts, Counts]:
        """Return pair and window of each window that holds an event, each once.

        Windows are numbered back from 0, the last one.
        """
        is_in = (events.day >= self.first) & (events.day <= self.last)
        back = (self.last - events.day[is_in]) // self.length
        pair = events.pair[is_in]
        near = back < self.count
        keys = np.unique(np.stack([pair[near], back[near]], axis=1), axis=0)
        return keys[:, 0], keys[:, 1]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rates:
    """Base rates of some pairs.

    Attributes:
        hits: Windows with such an event.
        was_last: Whether the last window had one.
        windows: Windows of each.
        share: Share of windows with such an event among all pairs.
        pairs: Pairs behind that share.
    """

    hits: Counts
    was_last: Flags
    windows: int
    share: float
    pairs: int

    @property
    def p(self) -> Numbers:
        """Return the rate of each pair, drawn towards that of all.

        `(hits + 2 share) / (windows + 2)`, in [0, 1].
        """
        drawn = self.hits + STRENGTH * self.share
        return np.asarray(drawn / (self.windows + STRENGTH), float)


def rates_of(events: "ClassEvents", pairs: Counts, windows: Windows) -> Rates:
    """Return the base rates of some pairs.

    The share is not-a-number where there is no window or no pair.

    Args:
        events: The events of a class, none after the last day.
        pairs: Numbers of the pairs.
        windows: The windows that are looked back on.
    """
    pair, back = windows.held(events)
    total = windows.count * len(events.active)
    known, hits = np.unique(pair, return_counts=True)
    place = np.searchsorted(known, pairs)
    is_known = np.isin(pairs, known)
    found = np.zeros(len(pairs), np.int64)
    found[is_known] = hits[place[is_known]]
    return Rates(
        hits=found,
        was_last=np.isin(pairs, pair[back == 0]),
        windows=windows.count,
        share=len(pair) / total if total else math.nan,
        pairs=len(events.active),
    )


def rate_interval(p: float, windows: float) -> tuple[float, float]:
    """Return the 90 % range of a rate as Wilson's interval, with the windows as its cases.

    Neighbouring windows are taken for independent, which those of a crisis are not.

    References: Wilson (1927).
    """
    z2 = _Z90**2
    centre = (p * windows + z2 / 2) / (windows + z2)
    half = _Z90 / (windows + z2) * math.sqrt(windows * p * (1 - p) + z2 / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRates:
    """Base rates for one question.

    Attributes:
        hits: Windows of the pair with such an event.
        windows: All its windows.
        was_last: Whether the last one had one.
        share: Share of windows with such an event among all pairs.
        pairs: Pairs behind that share.
        p: The rate of the pair, drawn towards that of all.
        days: Last days on which the pair had such an event, the newest first, numbered.
        places: Places of those events.
    """

    hits: int
    windows: int
    was_last: bool
    share: float
    pairs: int
    p: float
    days: tuple[int, ...]
    places: tuple[int, ...]


class PairRate:
    """The simplest model of occurrence: how often it happened in such windows before.

    Attributes:
        history: The events it knows.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self._events: dict[tuple[str, date], ClassEvents] = {}

    def forecast(self, asked: Asked) -> Given:
        """Return the pair's own rate, drawn towards that of all pairs.

        Raises:
            InsufficientDataError: An actor is not in the events, or they cover too few windows.
        """
        known = self.history.until(asked.made_on)
        found = self.rates(asked)
        return Given(
            p=found.p,
            interval=rate_interval(found.p, found.windows + STRENGTH),
            method=METHOD,
            reasons=_reasons(found, asked, known),
            bases=bases_of(found, asked),
        )

    def rates(self, asked: Asked) -> PairRates:
        """Return the base rates for a question.

        Raises:
            InsufficientDataError: An actor is not in the events, or they cover too few windows.
        """
        known = self.history.until(asked.made_on)
        windows = windows_of(known, asked.days)
        number = _number(known, asked)
        events = self._of(asked.event_class, known)
        found = rates_of(events, np.array([number], np.int64), windows)
        newest = np.flatnonzero(events.pair == number)[::-1][:_SHOWN]
        return PairRates(
            hits=int(found.hits[0]),
            windows=found.windows,
            was_last=bool(found.was_last[0]),
            share=found.share,
            pairs=found.pairs,
            p=float(found.p[0]),
            days=tuple(events.day[newest].tolist()),
            places=tuple(events.place[newest].tolist()),
        )

    def _of(self, kind: EventClass, known: History) -> ClassEvents:
        """Return the events of a class up to a day; those of the day asked last are kept."""
        key = (kind.name, known.last)
        if key not in self._events:
            self._events = {key: class_events(known.quads, kind)}
        return self._events[key]


def bases_of(found: PairRates, asked: Asked) -> tuple[BaseRate, ...]:
    """Return the base rates of a question in words."""
    window = f"windows of {asked.days} days" if asked.days > 1 else "days"
    return (
        BaseRate(
            name=CLIMATOLOGY,
            words=f"share of {window} with such an event among {found.pairs:,} pairs",
            p=found.share,
            n=found.windows * found.pairs,
        ),
        BaseRate(
            name=PAIR,
            words=f"the pair had one in {found.hits} of {found.windows} {window}",
            p=found.p,
            n=found.windows,
        ),
        BaseRate(
            name=LAST,
            words=f"the last of these {window} had {'one' if found.was_last else 'none'}",
            p=float(found.was_last),
            n=1,
        ),
    )


def windows_of(known: History, length: int) -> Windows:
    """Return the windows of some days that a history holds.

    Raises:
        InsufficientDataError: They are fewer than five.
    """
    _refuse_short(known, length)
    return Windows(first=number_of(known.first), last=number_of(known.last), length=length)


def _refuse_short(known: History, length: int) -> None:
    """Refuse a history that holds too few windows.

    Raises:
        InsufficientDataError: It does.
    """
    days = (known.last - known.first).days + 1
    if days // length < LEAST_WINDOWS:
        message = (
            f"{known.source} covers {max(days, 0)} days up to {known.last}; at least "
            f"{LEAST_WINDOWS * length} are needed to say how often it happens within {length} "
            "days. Ask about a shorter window, or take more data in."
        )
        raise InsufficientDataError(message, subject=known.source)


def _number(known: History, asked: Asked) -> int:
    """Return the number of the pair.

    Raises:
        InsufficientDataError: One of the two is in no event.
    """
    places = []
    for actor in asked.pair:
        place = _place(known.quads.actors, actor)
        is_seen = place >= 0 and bool(
            np.any((known.quads.subject == place) | (known.quads.object == place))
        )
        if not is_seen:
            message = (
                f"{known.source} has no event of {actor} up to {known.last}; without any, "
                "nothing can be said of how often it acts."
            )
            raise InsufficientDataError(message, subject=actor)
        places.append(place)
    one, other = (np.array([place], np.int32) for place in places)
    mutual = asked.event_class.is_mutual
    return int(pair_numbers(known.quads, one, other, is_mutual=mutual)[0])


def _place(actors: tuple[str, ...], name: str) -> int:
    """Return the place of an actor among names; -1 for none."""
    try:
        return actors.index(name)
    except ValueError:
        return -1


def _reasons(found: PairRates, asked: Asked, known: History) -> tuple[Reason, ...]:
    """Return what moved the rate: that of all pairs, and the pair's own windows."""
    base = _log_odds(found.share)
    ago = _ago((asked.made_on - day_numbered(found.days[0])).days) if found.days else ""
    rows = tuple(
        EvidenceRow(
            source=known.source,
            key=str(int(known.quads.key[place])),
            day=day_numbered(day),
            words=" ".join(known.quads.with_names(place)[1:]),
        )
        for day, place in zip(found.days, found.places, strict=True)
    )
    own = Reason(
        feature=PAIR,
        words=f"{asked.pair[0]} and {asked.pair[1]} had one in {found.hits} of {found.windows} "
        f"windows of {asked.days} days{ago}",
        value=float(found.hits),
        effect=_log_odds(found.p) - base,
        rows=rows,
    )
    world = Reason(
        feature=CLIMATOLOGY,
        words=f"of all {found.pairs:,} pairs {found.share:.1%} of such windows had one",
        value=found.share,
        effect=base,
    )
    return tuple(sorted((own, world), key=lambda one: -abs(one.effect)))


def _ago(days: int) -> str:
    """Return in words how long ago the last event was."""
    if days < 1:
        return "; the last one on the day of asking"
    return f"; the last one {days} {'day' if days == 1 else 'days'} before"


def _log_odds(p: float) -> float:
    """Return the log-odds of a probability, kept within 1e-6 of 0 and 1."""
    kept = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))
