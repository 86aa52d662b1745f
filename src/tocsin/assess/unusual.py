"""What is unusual now in the events between the two states, or that nobody can say."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import NormalDist

from tocsin.assess.words import day_words, span_words
from tocsin.measure.base import Method
from tocsin.measure.change.bursting import FAMILY as BURSTS
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue
from tocsin.model.record import Finding

FRESH = timedelta(days=30)
"""How old data may be for anything to be said of now."""
LATE = timedelta(days=90)
"""How long ago a burst may have ended to be told of as now; before that it is a precedent."""
SETTLED = timedelta(days=365)
"""How long ago a change of level is still news."""
# One in a hundred on either side. Of the three windows the most surprising is told, so that a
# series in which nothing happens stands out on four days in a hundred or so.
RARE = 2.326

_UNKNOWN = "unknown, not zero; "
_WINDOWS = {"unusual_7": 7, "unusual_30": 30, "unusual_90": 90}
_PLAIN = "unusual_30"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_METHODS: dict[str, Method] = {one.name: one for one in BURSTS.methods}


def find_unusual(
    feeds: Sequence[tuple[Coverage, tuple[IndexValue, ...]]],
    dyad: tuple[str, str],
    as_of: date,
) -> tuple[Finding, ...]:
    """Return what is unusual now: what stands out first, then that nothing does, or why not.

    Args:
        feeds: Each source of events with its bursts, changes and surprises.
        dyad: The two states.
        as_of: The day.
    """
    if not feeds:
        words = "unknown, as no source in the store has events between the two"
        return (_nothing_known(None, dyad, as_of, words),)
    found = [one for feed in feeds for one in _of_feed(*feed, dyad, as_of)]
    return tuple(sorted(found, key=lambda one: (not one.is_unusual, one.value.value is None)))


def _of_feed(
    coverage: Coverage, values: Sequence[IndexValue], dyad: tuple[str, str], as_of: date
) -> Iterator[Finding]:
    """Yield the findings of one source of events."""
    end = coverage.end
    if end is not None and end < as_of - FRESH:
        words = (
            f"unknown, as the {coverage.source} data end on {day_words(end)}, "
            f"{(as_of - end).days:,} days before"
        )
        yield _nothing_known(coverage, dyad, as_of, words)
        return
    windows = [one for one in values if one.measure in _WINDOWS and one.value is not None]
    rare = [one for one in windows if abs(one.value or 0.0) >= RARE]
    if rare:
        yield _surprise(max(rare, key=lambda one: abs(one.value or 0.0)), is_unusual=True)
    yield from _news(values, as_of)
    if rare:
        return
    if windows:
        plain = [one for one in windows if one.measure == _PLAIN] or windows
        yield _surprise(plain[0], is_unusual=False)
        return
    unknown = [one for one in values if one.measure == _PLAIN]
    reason = unknown[0].note.removeprefix(_UNKNOWN) if unknown else "too few days are covered"
    yield _nothing_known(coverage, dyad, as_of, f"unknown, as {reason.rstrip('.')}")


def late_burst(one: IndexValue, as_of: date) -> bool:
    """Return whether a burst is so late that it belongs to what is now."""
    return one.end >= as_of - LATE


def _news(values: Sequence[IndexValue], as_of: date) -> Iterator[Finding]:
    """Yield bursts and changes of level of late, the latest first."""
    known = [one for one in values if one.value is not None]
    for one in sorted(known, key=lambda value: value.start, reverse=True):
        told = _told(one)
        if one.measure == "burst" and late_burst(one, as_of):
            days = span_words(one.start, one.end)
            words = f"a burst {days}: {one.value:.0f} events; {told}"
            yield Finding(words=words, value=one, is_unusual=True)
        if one.measure == "change_point" and one.end >= as_of - SETTLED:
            yield Finding(words=f"a change of level {told}", value=one, is_unusual=True)


def _surprise(one: IndexValue, *, is_unusual: bool) -> Finding:
    """Return how the last days compare with the year before them."""
    z = one.value or 0.0
    if is_unusual:
        side = "more" if z > 0 else "fewer"
        chance = NormalDist().cdf(-abs(z))
        verdict = f"{side} events than usual"
        after = f"; by chance in {_odds(chance)} such spans"
    else:
        verdict, after = "no more and no fewer events than usual", ""
    words = f"{verdict} up to {day_words(one.end)}: {_told(one)}{after}"
    return Finding(words=words, value=one, is_unusual=is_unusual)


def _odds(chance: float) -> str:
    """Return a small chance as `1 of 70`, with one or two digits that count."""
    if chance < 0.001:
        return "fewer than 1 of 1,000"
    times = 1 / chance
    return f"1 of {round(times, -1 if times >= 100 else 0):.0f}"


def _told(one: IndexValue) -> str:
    """Return what a value says of itself, days in words, but for its p and its peak."""
    parts = one.note.split("; ")
    kept = [part for part in parts if not part.startswith(("p ", "peak "))]
    return _ISO_DAY.sub(lambda found: day_words(date.fromisoformat(found[0])), "; ".join(kept))


def _nothing_known(
    coverage: Coverage | None, dyad: tuple[str, str], as_of: date, words: str
) -> Finding:
    """Return that nobody can say what is unusual, and why."""
    method, start = _METHODS[_PLAIN], as_of - timedelta(days=_WINDOWS[_PLAIN] - 1)
    rows = () if coverage is None else (
        DataRows(
            source=coverage.source, table=coverage.table, parties=dyad, start=start, end=as_of,
            rows=0, edition=coverage.edition,
        ),
    )  # fmt: skip
    value = IndexValue(
        measure=method.name, family=BURSTS.name, parties=dyad, start=start, end=as_of,
        value=None, unit=method.unit, n=0, cover=Cover.NONE, rows=rows, note=words,
    )  # fmt: skip
    return Finding(words=words, value=value, is_unusual=False)
