"""Periods in a row, what a source covers of them, and figures over them as values of an index.

Measures compute whole series as arrays; here each figure gets its period, its cover, the rows
beneath it and the reason where it is unknown.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tocsin.measure.base import Method
from tocsin.measure.yearly import covered
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue
from tocsin.model.series import Counts, Flags, Numbers

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Periods in a row, without a gap, each of one or more steps.

    Attributes:
        starts: First day of each.
        ends: Last day of each.
        firsts: Number of the first step of each; the last span ends with the last step.
    """

    starts: tuple[date, ...]
    ends: tuple[date, ...]
    firsts: Counts

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.starts)

    def sums(self, steps: Numbers) -> Numbers:
        """Return the sums over the steps of each span; the last axis of `steps` is time."""
        found: Numbers = np.add.reduceat(steps, self.firsts, axis=-1)
        return found

    def by_year(self) -> "Spans":
        """Return the spans of one calendar year put together, as far as they go."""
        years = [one.year for one in self.starts]
        return self._joined(np.unique(np.array(years), return_index=True)[1])

    def as_one(self) -> "Spans":
        """Return all as a single span."""
        return self._joined(np.array([0]))

    def _joined(self, at: Counts) -> "Spans":
        """Return spans of which each begins with one of these."""
        lasts = np.append(at[1:], len(self)) - 1
        starts = tuple(self.starts[place] for place in at.tolist())
        ends = tuple(self.ends[place] for place in lasts.tolist())
        return Spans(starts, ends, self.firsts[at])


def months(since: date, until: date) -> Spans:
    """Return the months that a period touches, each a step: whole but for the last.

    The last one is cut to the period, for what came after it is not asked for.

    Raises:
        ValueError: The period ends before it starts.
    """
    if until < since:
        raise ValueError(f"A period from {since} to {until} has no day.")
    first = np.datetime64(since, "M")
    count = int((np.datetime64(until, "M") - first).astype(int)) + 1
    edges = (first + np.arange(count + 1)).astype("datetime64[D]")
    ends = (*(edges[1:-1] - 1).tolist(), until)
    return Spans(tuple(edges[:-1].tolist()), ends, np.arange(count))


def ended_months(since: date, until: date) -> Spans | None:
    """Return the whole months of a period that had ended on its last day; None for none.

    For what is known by month only: a month that is not over would tell of days after the
    period.
    """
    last = until if (until + _DAY).day == 1 else until.replace(day=1) - _DAY
    return months(since, last) if last >= since.replace(day=1) else None


def year_parts(since: date, until: date) -> Spans:
    """Return the calendar years of a period, the first and the last cut to it, each a step.

    Raises:
        ValueError: The period ends before it starts.
    """
    if until < since:
        raise ValueError(f"A period from {since} to {until} has no day.")
    years = range(since.year, until.year + 1)
    starts = tuple(max(since, date(year, 1, 1)) for year in years)
    ends = tuple(min(until, date(year, 12, 31)) for year in years)
    return Spans(starts, ends, np.arange(len(starts)))


def ended_years(since: date, until: date) -> Spans | None:
    """Return the whole years that a period touches and that had ended on its last day.

    None for none, as of a period of the spring only.
    """
    last = until.year if (until.month, until.day) == (12, 31) else until.year - 1
    return (
        year_parts(date(since.year, 1, 1), date(last, 12, 31)) if last >= since.year else None
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Figures:
    """One measure over some spans, an array each with one number a span.

    Attributes:
        value: Not-a-number where unknown.
        n: Observations.
        low: Lower end of the interval; None for a measure without.
        high: Upper end.
        why: Why a value is unknown where the source covers the span.
        note: What a reader must know of each of them.
        is_sum: Whether they add up over time, so that a span covered in part has at least this
            much; of none in the part that is covered nothing follows for the span.
    """

    value: Numbers
    n: Numbers
    low: Numbers | None = None
    high: Numbers | None = None
    why: str = ""
    note: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What one source covers of some spans.

    Attributes:
        family: Name of the family that asks.
        coverage: What the source covers.
        spans: The periods.
        covers: How far each of them is covered.
    """

    family: str
    coverage: Coverage
    spans: Spans
    covers: tuple[Cover, ...]

    @property
    def is_covered(self) -> Flags:
        """Return which spans are covered, at least in part."""
        return np.array([one is not Cover.NONE for one in self.covers])

    def note(self, cover: Cover) -> str:
        """Return what to say of the cover; nothing where it is full."""
        if cover is Cover.FULL:
            return ""
        scope = self.coverage.scope
        told = covered(self.coverage)
        return f"{told}, read for {', '.join(scope)} only" if scope else told


def ground(
    family: str,
    coverage: Coverage,
    states: tuple[str, ...],
    spans: Spans,
    *,
    is_seen: bool = False,
) -> Ground:
    """Return what a source covers of some spans, for values about some states.

    Rows outside what a source covers count for nothing: they are events dated back by months,
    or zeros filled in.

    Args:
        family: Name of the family that asks.
        coverage: What the source covers.
        states: A source that was read for some states only must have been read for all these.
        spans: The periods.
        is_seen: Whether there are rows that show that it was read for these.
    """
    is_read = not coverage.scope or set(states) <= set(coverage.scope) or is_seen
    if not is_read:
        return Ground(family, coverage, spans, (Cover.NONE,) * len(spans))
    if coverage.of(spans.starts[0], spans.ends[-1]) is Cover.FULL:
        return Ground(family, coverage, spans, (Cover.FULL,) * len(spans))
    days = zip(spans.starts, spans.ends, strict=True)
    return Ground(family, coverage, spans, tuple(coverage.of(*each) for each in days))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What all measures of the same parties and spans share.

    Attributes:
        ground: The spans and what the source covers of them.
        parties: The states, in the order of the measure.
        rows: The data rows beneath each span.
    """

    ground: Ground
    parties: tuple[str, ...]
    rows: tuple[tuple[DataRows, ...], ...]

    def values(self, method: Method, figures: Figures) -> list[IndexValue]:
        """Return the figures as values, in order of time.

        What a source does not cover is unknown, whatever the figure says: no zero.
        """
        spans, covers = self.ground.spans, self.ground.covers
        out = ~self.ground.is_covered
        counts = np.where(out, 0, np.rint(figures.n)).astype(int)
        if figures.is_sum:
            is_part = np.array([one is Cover.PART for one in covers])
            out |= is_part & (np.asarray(figures.value) == 0)
        cells = zip(
            spans.starts, spans.ends, covers, self.rows, counts.tolist(),
            _cells(figures.value, out), _cells(figures.low, out), _cells(figures.high, out),
            strict=True,
        )  # fmt: skip
        notes = {one: self._note(one, figures, is_known=True) for one in set(covers)}
        gaps = {one: self._note(one, figures, is_known=False) for one in set(covers)}
        return [
            IndexValue(
                measure=method.name, family=self.ground.family, parties=self.parties,
                start=start, end=end, value=value, unit=method.unit, n=n,
                cover=cover, rows=rows,
                low=low, high=high, note=(gaps if value is None else notes)[cover],
            )
            for start, end, cover, rows, n, value, low, high in cells
        ]  # fmt: skip

    def _note(self, cover: Cover, figures: Figures, *, is_known: bool) -> str:
        """Return what to say of a value."""
        parts = [self.ground.note(cover)]
        if is_known:
            parts.append(figures.note)
        elif cover is Cover.NONE:
            parts.insert(0, "unknown, not zero")
        elif cover is Cover.PART and figures.is_sum and not figures.why:
            parts.insert(0, "unknown, not zero; none in the part that is covered")
        else:
            parts.insert(0, figures.why)
        return "; ".join(one for one in parts if one)


def _cells(numbers: Numbers | None, out: Flags) -> list[float | None]:
    """Return numbers as cells; None where they are not one, or out of what is covered."""
    if numbers is None:
        return [None] * len(out)
    known = np.where(out, np.nan, numbers).tolist()
    return [None if one != one else one for one in known]  # noqa: PLR0124 - not-a-number


def frame(
    ground: Ground,
    parties: tuple[str, ...],
    counts: Numbers,
    *,
    directed: bool,
    keys: tuple[str, ...] = (),
) -> Frame:
    """Return a frame whose spans rest on so many rows each.

    Args:
        ground: The spans.
        parties: The states, in the order of the measure.
        counts: Rows beneath each span.
        directed: Whether they go from the first party to the second only.
        keys: Keys of some of the rows.
    """
    coverage, spans = ground.coverage, ground.spans
    known = np.where(ground.is_covered, counts, 0).astype(int).tolist()
    cells = zip(spans.starts, spans.ends, known, strict=True)
    rows = tuple(
        (
            DataRows(
                source=coverage.source, table=coverage.table, parties=parties, start=start,
                end=end, rows=count, edition=coverage.edition, keys=keys, directed=directed,
            ),
        )
        for start, end, count in cells
    )  # fmt: skip
    return Frame(ground, parties, rows)


def unknown(
    family: str,
    methods: tuple[Method, ...],
    parties: tuple[str, ...],
    period: tuple[date, date],
    why: str,
) -> tuple[IndexValue, ...]:
    """Return each measure as unknown for a period of which there are no data at all."""
    start, end = period
    return tuple(
        IndexValue(
            measure=one.name, family=family, parties=parties, start=start, end=end, value=None,
            unit=one.unit, n=0, cover=Cover.NONE, note=why,
        )
        for one in methods
    )  # fmt: skip
