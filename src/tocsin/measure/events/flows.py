"""Yearly flows between two states by direction: arms, and whatever a generic table holds."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from tocsin.measure.base import Method
from tocsin.measure.feeds import BACK, OUT, parties
from tocsin.measure.intervals import quotient
from tocsin.measure.spans import Figures, Ground, Spans, ended_years, frame, ground, unknown
from tocsin.measure.yearly import feeds_of
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Flags, Flows, Numbers
from tocsin.store.base import View

_ARMS_TABLES = ("transfers", "transfer_totals")
_OTHER_TABLE = "values"
_ARMS = "volume of major arms, not money; shells and most small arms are not in it"
_NO_SOURCE = "unknown, not zero; the store has no flows of a source that was asked for"
_NO_YEAR = "unknown; no year of the period had ended on its last day"


def balance(out: Numbers, back: Numbers) -> Numbers:
    """Return the balance of an exchange, `(out - back) / (out + back)`.

    In [-1, 1]: 1 where all goes out, -1 where all comes back, 0 for an even exchange; it turns
    its sign when the two states change places. Not-a-number where nothing goes either way, or
    a side is negative or unknown. Any shapes that fit each other; both sides in one unit.
    """
    given, taken = np.asarray(out, float), np.asarray(back, float)
    found = quotient(given - taken, given + taken)
    return np.where((given >= 0) & (taken >= 0), found, np.nan)


def delivered_volume(deliveries: Numbers) -> float:
    """Return the volume of arms delivered in a period: the sum over its deliveries.

    In million trend-indicator values (TIV), which measure the military worth of what changes
    hands and not its price. Zero where the source covers the years and names no delivery.

    References: SIPRI Arms Transfers Database, Sources and methods.
    """
    return float(np.sum(deliveries))


def yearly_flow(years: Numbers) -> float:
    """Return the flow of a series a year: the mean over the years of a period that are known.

    In the unit of the series, as the source gives it. Years without a value are left out.
    """
    return float(np.mean(years))


METHODS = (
    Method(name="arms", title="Arms delivered", unit="million TIV", formula=delivered_volume),
    Method(name="arms_balance", title="Balance of arms", unit="1", formula=balance),
    Method(
        name="flow", title="Flow a year of a series", unit="as the series", formula=yearly_flow
    ),
    Method(name="flow_balance", title="Balance of a series", unit="1", formula=balance),
)
_ARMS_GIVEN, _ARMS_BALANCE, _FLOW, _FLOW_BALANCE = METHODS


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What is asked of one source: by which family, and for which years."""

    question: Question
    family: str
    coverage: Coverage
    spans: Spans


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """Flows of one series and source between the two states, way by year.

    Attributes:
        asked: What is asked.
        values: Sums, not-a-number where a row has no value; zero where there is no row.
        counts: Rows.
    """

    asked: _Asked
    values: Numbers
    counts: Numbers

    @property
    def dyad(self) -> tuple[str, str]:
        """Return the two states."""
        return self.asked.question.dyad

    def ground(self, spans: Spans, *ways: int) -> Ground:
        """Return what is covered for some ways.

        A source may have been read for the exports or the imports of one of the two only: then
        a way without a row in any year is unknown.
        """
        is_seen = all(bool(self.counts[way].any()) for way in ways)
        asked = self.asked
        return ground(asked.family, asked.coverage, self.dyad, spans, is_seen=is_seen)

    def levels(self) -> tuple[Spans, ...]:
        """Return the whole period and its years, where they are several."""
        years = self.asked.spans
        return (years.as_one(), years) if len(years) > 1 else (years,)


def flowing(view: View, question: Question, family: str) -> tuple[IndexValue, ...]:
    """Return arms and other flows by direction with their balance, source by source.

    By year and for the whole period, of which the years that had ended count. Arms of the
    period are summed, other series are means of the years that are known.
    """
    spans = ended_years(question.since, question.until)
    period = (question.since, question.until)
    if spans is None:
        return unknown(family, METHODS, question.dyad, period, _NO_YEAR)
    rows = _between(view.flows(question.dyad, spans.starts[0], spans.ends[-1]), question.dyad)
    found: list[IndexValue] = []
    for methods, tables in ((METHODS[:2], _ARMS_TABLES), (METHODS[2:], (_OTHER_TABLE,))):
        sources = feeds_of(view, question, *tables)
        for source in sources:
            own = _picked(rows, rows.feed == source.source)
            found += _of_source(own, _Asked(question, family, source, spans))
        if not sources:
            found += unknown(family, methods, question.dyad, period, _NO_SOURCE)
    return tuple(found)


def _of_source(rows: Flows, asked: _Asked) -> Iterator[IndexValue]:
    """Yield the values of one source, series by series."""
    source, question = asked.coverage, asked.question
    if source.table in _ARMS_TABLES:
        yield from _arms(_desk(rows, asked))
        return
    names = sorted({str(one) for one in rows.series})
    for name in names:
        series = _picked(rows, rows.series == name)
        yield from _series(_desk(series, asked), name, str(series.unit[0] or "1"))
    if not names:
        period = (asked.spans.starts[0], asked.spans.ends[-1])
        why = f"unknown; {source.source} has no series of the two"
        yield from unknown(asked.family, METHODS[2:], question.dyad, period, why)


def _between(rows: Flows, dyad: tuple[str, str]) -> Flows:
    """Return the flows between two states."""
    first, second = dyad
    forth = (rows.source == first) & (rows.target == second)
    return _picked(rows, forth | ((rows.source == second) & (rows.target == first)))


def _picked(rows: Flows, mask: Flags) -> Flows:
    """Return some of the flows."""
    return Flows(*(getattr(rows, one.name)[mask] for one in fields(rows)))


def _desk(rows: Flows, asked: _Asked) -> _Desk:
    """Return flows of one series and source as sums by way and year."""
    spans, years = asked.spans, len(asked.spans)
    place = rows.year - spans.starts[0].year
    cell = np.where(rows.source == asked.question.dyad[1], years, 0) + place
    known = ground(asked.family, asked.coverage, (), spans).is_covered
    values = np.bincount(cell, rows.value, 2 * years).reshape(2, years)
    counts = np.bincount(cell, minlength=2 * years).reshape(2, years)
    return _Desk(asked, np.where(known, values, 0.0), np.where(known, counts, 0).astype(float))


def _arms(desk: _Desk) -> Iterator[IndexValue]:
    """Yield arms: a covered year without a delivery is a year of none."""
    for spans in desk.levels():
        values, counts = spans.sums(desk.values), spans.sums(desk.counts)
        for way in (OUT, BACK):
            why = "a delivery has no value" if np.isnan(values[way]).any() else ""
            turned = parties(desk.dyad, way)
            framed = frame(desk.ground(spans, way), turned, counts[way], directed=True)
            figures = Figures(
                value=values[way], n=counts[way], why=why, note=_ARMS, is_sum=True
            )
            yield from framed.values(_ARMS_GIVEN, figures)
        n = counts.sum(axis=0)
        grounded = desk.ground(spans, OUT, BACK)
        figures = Figures(value=balance(*values), n=n, why="no delivery either way", note=_ARMS)
        both = frame(grounded, desk.dyad, n, directed=False)
        yield from both.values(_ARMS_BALANCE, figures)
        if grounded.covers == (Cover.NONE,) and not desk.asked.coverage.scope:
            return


def _series(desk: _Desk, name: str, unit: str) -> Iterator[IndexValue]:
    """Yield one series of a generic table: a year without a row is unknown."""
    method = replace(_FLOW, unit=unit)
    yearly = np.where(desk.counts > 0, desk.values, np.nan)
    known = ~np.isnan(yearly)
    paired = known.all(axis=0)
    for spans in desk.levels():
        counts = spans.sums(known.astype(float))
        means = quotient(spans.sums(np.where(known, yearly, 0.0)), counts)
        why, note = f"no value of the series {name}", f"series {name}"
        if len(spans) < len(desk.asked.spans):
            note += ", mean of the years that are known"
        for way in (OUT, BACK):
            turned = parties(desk.dyad, way)
            framed = frame(
                desk.ground(spans, way), turned, counts[way], directed=True, keys=(name,)
            )
            figures = Figures(value=means[way], n=counts[way], why=why, note=note)
            yield from framed.values(method, figures)
        n = spans.sums(paired.astype(float))
        sums = spans.sums(np.where(paired, yearly, 0.0))
        value = np.where(n > 0, balance(*sums), np.nan)
        why = f"no year with both ways of the series {name}, or nothing either way"
        both = frame(desk.ground(spans, OUT, BACK), desk.dyad, n, directed=False, keys=(name,))
        yield from both.values(_FLOW_BALANCE, Figures(value=value, n=n, why=why, note=note))
