"""Counting how often announcements are followed by their deed.

Announcements whose window reaches past the data are censored, not counted as unfulfilled: the
share is that of Kaplan and Meier. Pairs come again and again, so that doubt is measured by
drawing whole pairs anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tocsin.forecast.follow.base import HORIZONS, Direction, FollowClass
from tocsin.forecast.occurrence.actors import Actors
from tocsin.forecast.occurrence.kinds import has_codes
from tocsin.forecast.occurrence.series import DaySeries, day_series
from tocsin.model.quads import Quads
from tocsin.model.series import Counts, Flags, Numbers

CONTROLS = 5
"""Random days for each announcement."""
_LAST = max(HORIZONS)


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """How long it took from each start to the deed.

    Attributes:
        days: Days to the deed, or to the end of the data where none came.
        came: Whether it came.
        covered: Days from the start to the end of the data.
        pair: Pair of each, by name.
    """

    days: Counts
    came: Flags
    covered: Counts
    pair: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        """Return the number of starts."""
        return len(self.days)


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Shares that are followed, by horizon.

    Attributes:
        p: Share within each horizon; not-a-number where no window is covered.
        at_risk: Starts whose window is covered to its end.
    """

    p: Numbers
    at_risk: Counts


def waits_of(
    quads: Quads,
    actors: Actors,
    kind: FollowClass,
    *,
    is_rolled: bool,
    rng: np.random.Generator,
) -> tuple[Waits, Waits]:
    """Return the waits after announcements, and after random days of the same pairs.

    Args:
        quads: The events.
        actors: The states of their actors.
        kind: The announcement and the deed.
        is_rolled: Whether those who belong to a state count as the state.
        rng: What draws the random days.
    """
    unit = (actors.rolled if is_rolled else actors.own).astype(np.int64)
    size = max(len(actors.units), 1)
    is_either = kind.direction is Direction.EITHER
    said = _pairs(
        quads, unit, has_codes(quads.relations, kind.stated), size, is_either=is_either
    )
    deeds = _pairs(
        quads, unit, has_codes(quads.relations, kind.deed), size, is_either=is_either
    )
    pair, target = said.unit, said.unit
    if kind.direction is Direction.REVERSE:
        target = (pair % size) * size + pair // size
    if not len(quads):
        return _waits(deeds, target, said.day, 0, actors), _waits(
            deeds, target, said.day, 0, actors
        )
    first, last = int(quads.day[0]), int(quads.day[-1])
    drawn = rng.integers(first, last, CONTROLS * len(pair)) if last > first else said.day[:0]
    at_random = np.repeat(target, CONTROLS)[: len(drawn)]
    return (
        _waits(deeds, target, said.day, last, actors),
        _waits(deeds, at_random, np.asarray(drawn, np.int64), last, actors),
    )


def _pairs(
    quads: Quads, unit: Counts, relations: Flags, size: int, *, is_either: bool
) -> DaySeries:
    """Return the days on which pairs had acts of some relations."""
    one, other = unit[quads.subject], unit[quads.object]
    kept = relations[quads.relation] & (one >= 0) & (other >= 0) & (one != other)
    places = np.flatnonzero(kept)
    one, other = one[places], other[places]
    if is_either:
        one, other = np.minimum(one, other), np.maximum(one, other)
    return day_series(one * size + other, quads.day[places].astype(np.int64), places)


def _waits(deeds: DaySeries, pair: Counts, day: Counts, last: int, actors: Actors) -> Waits:
    """Return the waits from some days, those on the last day left out: nothing is after it."""
    kept = day < last
    pair, day = pair[kept], day[kept]
    until = deeds.until_next(pair, day)
    came = np.isfinite(until)
    days = np.where(came, until, last - day).astype(np.int64)
    size = max(len(actors.units), 1)
    names = tuple(
        (actors.units[one // size], actors.units[one % size]) for one in pair.tolist()
    )
    return Waits(days, came, last - day, names)


def pooled(parts: Iterable[Waits]) -> Waits:
    """Return the waits of several tables as one."""
    held = list(parts)
    return Waits(
        np.concatenate([part.days for part in held]).astype(np.int64),
        np.concatenate([part.came for part in held]).astype(np.bool_),
        np.concatenate([part.covered for part in held]).astype(np.int64),
        tuple(pair for part in held for pair in part.pair),
    )


def incidence(waits: Waits, weight: Numbers | None = None) -> Incidence:
    """Return the shares that are followed within each horizon.

    `1 - prod over days d <= h of (1 - deeds on d / starts still waiting on d)`.

    Args:
        waits: The waits.
        weight: How often each counts; once.

    References: Kaplan & Meier (1958), section 2.
    """
    weight = np.ones(len(waits)) if weight is None else weight
    days = np.minimum(waits.days, _LAST + 1)
    deeds = np.bincount(days, weight * waits.came, _LAST + 2)
    left = np.bincount(days, weight, _LAST + 2)
    waiting = np.cumsum(left[::-1])[::-1]
    share = np.divide(deeds, waiting, out=np.zeros(_LAST + 2), where=waiting > 0)
    survival = np.cumprod(1 - share)
    at = np.array(HORIZONS)
    at_risk = (waits.covered[:, None] >= at).sum(axis=0)
    return Incidence(np.where(at_risk > 0, 1 - survival[at], np.nan), at_risk)


def spread(waits: Waits, *, rng: np.random.Generator, draws: int = 300) -> Numbers:
    """Return the variance of each share when whole pairs are drawn anew, float64[horizons].

    Not-a-number for fewer than five pairs.

    References: Efron & Tibshirani (1993), section 13.3; Field & Welsh (2007) on clusters (U).
    """
    known = sorted(set(waits.pair))
    if len(known) < 5:
        return np.full(len(HORIZONS), np.nan)
    number = {pair: place for place, pair in enumerate(known)}
    group = np.array([number[pair] for pair in waits.pair])
    size = len(known)
    found = [
        incidence(waits, rng.multinomial(size, np.full(size, 1 / size))[group].astype(float)).p
        for _ in range(draws)
    ]
    return np.asarray(np.var(found, axis=0))
