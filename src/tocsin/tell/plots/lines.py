"""Values of measures as lines over time: which belong together, and where a line is broken."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from tocsin.model.index import Cover, Coverage, IndexValue
from tocsin.tell.measures import sources_of

_KEYED = frozenset({"flow", "flow_balance"})
"""Measures of which one source has several series, named by the first key of their rows."""
_FOUND = frozenset({"burst", "change_point"})
"""Measures whose values are things found in time, none of them of the whole period."""
_DAY = timedelta(days=1)
_Key: TypeAlias = tuple[str, tuple[str, ...], str, str]
"""Measure, parties, sources, and what tells two lines of them apart."""
# A whole period is longer than each of its parts; months differ by three days at most.
_LONGER = 1.05


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one measure for the same parties from one source.

    Attributes:
        measure: Name of the measure.
        parties: The states.
        source: Names of the sources; empty where none has anything.
        topic: What tells two lines of the same source apart; empty mostly.
        points: The values in order of time, without that of the whole period if there are
            others.
    """

    measure: str
    parties: tuple[str, ...]
    source: str
    topic: str
    points: tuple[IndexValue, ...]

    @property
    def is_known(self) -> bool:
        """Return whether any value is known."""
        return any(one.value is not None for one in self.points)

    @property
    def is_single(self) -> bool:
        """Return whether it is the value of one period only."""
        return len(self.points) == 1

    @property
    def is_rolling(self) -> bool:
        """Return whether its periods overlap, so that each speaks of its end."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return any(later.start <= one.end for one, later in pairs)

    @property
    def is_yearly(self) -> bool:
        """Return whether its periods are calendar years or parts of them, and not one alone."""
        years = [one.start.year for one in self.points]
        is_in_year = all(one.start.year == one.end.year for one in self.points)
        return len(years) > 1 and is_in_year and len(set(years)) == len(years)

    @property
    def known(self) -> tuple[IndexValue, ...]:
        """Return the known values."""
        return tuple(one for one in self.points if one.value is not None)

    def runs(self) -> Iterator[list[IndexValue]]:
        """Yield stretches of known values without an unknown period in between."""
        run: list[IndexValue] = []
        for one in self.points:
            if run and (one.value is None or one.start > run[-1].end + _DAY):
                yield run
                run = []
            if one.value is not None:
                run.append(one)
        if run:
            yield run

    def at(self, value: IndexValue) -> float:
        """Return where on the axis of time a value stands, as a day's ordinal."""
        if self.is_rolling:
            return value.end.toordinal() + 1.0
        return middle(value.start, value.end)

    def steps(self) -> Iterator[tuple[IndexValue, tuple[date, date]]]:
        """Yield each value with its days: of one that looks back, those since the one before."""
        if not self.is_rolling:
            yield from ((one, (one.start, one.end)) for one in self.points)
            return
        step = min(self.points[1].end - self.points[0].end, timedelta(days=366))
        ends = [self.points[0].end - step, *(one.end for one in self.points)]
        for before, one in zip(ends, self.points, strict=False):
            yield one, (before + _DAY, one.end)


def middle(start: date, end: date) -> float:
    """Return the middle of a period, both days inclusive, as a day's ordinal."""
    return (start.toordinal() + end.toordinal() + 1) / 2


def lines_of(values: Sequence[IndexValue]) -> tuple[Line, ...]:
    """Return values as lines, in the order in which they first come.

    A value without rows is unknown and says of no source; it stands in all lines of its measure
    and parties that have nothing for its period.
    """
    groups: dict[_Key, dict[tuple[date, date], IndexValue]] = {}
    loose: dict[tuple[str, tuple[str, ...]], list[IndexValue]] = {}
    for one in values:
        if one.rows:
            groups.setdefault(_key(one, groups), {})[_days(one)] = one
        else:
            loose.setdefault((one.measure, one.parties), []).append(one)
    for measure, parties in loose:
        if not any(key[:2] == (measure, parties) for key in groups):
            groups[measure, parties, "", ""] = {}
    return tuple(
        _line(Line(*key, tuple(found.values())), loose.get(key[:2], ()))
        for key, found in groups.items()
    )


def _key(one: IndexValue, groups: Mapping[_Key, Container[tuple[date, date]]]) -> _Key:
    """Return the line that a value belongs to: another one where its period is taken."""
    topic = next(iter(one.rows[0].keys), "") if one.measure in _KEYED else ""
    key = (one.measure, one.parties, sources_of(one), topic)
    number = 1
    while _days(one) in groups.get(key, ()):
        number += 1
        key = (*key[:3], f"{topic} {number}".strip())
    return key


def _line(line: Line, loose: Sequence[IndexValue]) -> Line:
    """Return a line in order of time, with unknown periods, without the whole period."""
    taken = {_days(one) for one in line.points}
    more = {_days(one): one for one in loose if _days(one) not in taken}.values()
    points = sorted((*line.points, *more), key=_days)
    whole = None if line.measure in _FOUND else _whole(points)
    return replace(line, points=tuple(one for one in points if one is not whole))


def _whole(points: Sequence[IndexValue]) -> IndexValue | None:
    """Return the value of the whole period among those of its parts; None for none."""
    if len(points) < 3:
        return None
    longest = max(points, key=_length)
    others = [one for one in points if one is not longest]
    inside = [one for one in others if one.start <= longest.end and longest.start <= one.end]
    usual = sorted(map(_length, others))[len(others) // 2]
    is_longer = _length(longest) > _LONGER * usual
    return longest if is_longer and len(inside) >= 2 else None


def uncovered(lines: Sequence[Line]) -> list[tuple[date, date]]:
    """Return the stretches of time that no source of some lines covers, both days inclusive."""
    steps = [step for line in lines for step in line.steps()]
    is_open = [one.value is not None or one.cover is not Cover.NONE for one, _ in steps]
    opened = [span for (_, span), is_in in zip(steps, is_open, strict=True) if is_in]
    closed = {span for (_, span), is_in in zip(steps, is_open, strict=True) if not is_in}
    shut = [
        (start, end) for start, end in sorted(closed)
        if not any(first <= end and start <= last for first, last in opened)
    ]  # fmt: skip
    return _joined(shut)


def holes(coverage: Coverage) -> list[tuple[date, date]]:
    """Return the stretches of time that a source does not cover, both days inclusive."""
    found = list(coverage.gaps)
    if coverage.start and coverage.start > date.min:
        found.insert(0, (date.min, coverage.start - _DAY))
    if coverage.end and coverage.end < date.max:
        found.append((coverage.end + _DAY, date.max))
    return found


def _joined(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return stretches that follow each other as one."""
    found: list[tuple[date, date]] = []
    for start, end in spans:
        if found and start <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _days(one: IndexValue) -> tuple[date, date]:
    """Return first and last day of a value."""
    return one.start, one.end


def _length(one: IndexValue) -> int:
    """Return the days of a value."""
    return (one.end - one.start).days + 1
