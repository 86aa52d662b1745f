"""How often something came about between the two states themselves, year by year."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tocsin.measure.base import Method
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue
from tocsin.model.record import OwnRate, Sought
from tocsin.model.series import Flags, Flows, Visits
from tocsin.store.base import View

FAMILY_NAME = "record"
LOOK_BACK_YEARS = 30
"""How far back is counted: a generation of leaders and of arms."""
MEETING, ARMS = "meeting", "arms_transfer"
"""The classes of base rates that the tables of visits and of arms speak to."""

ARMS_TABLES = ("transfers", "transfer_totals")
_MOST_KEYS = 5
_VISITS = "visits of leaders or ministers"
_DELIVERIES = "deliveries of major arms"


def years_with(hits: Collection[int], years: Collection[int]) -> int:
    """Return in how many of some years something came about at least once.

    From 0 to the number of the years, which are those that a source covers whole: a year without
    a row is one in which nothing came about, a year outside of them counts for nothing. Two
    visits of one year count once, as base rates are chances of at least one case.
    """
    return len(set(hits) & set(years))


METHODS = (
    Method(
        name="years_with_visits",
        title="Years with visits of leaders or ministers to one another",
        unit="years",
        formula=years_with,
    ),
    Method(
        name="years_with_deliveries",
        title="Years with deliveries of major arms",
        unit="years",
        formula=years_with,
    ),
)
_VISITED, _DELIVERED = METHODS


def find_own_rates(
    view: View, dyad: tuple[str, str], as_of: date, sought: Collection[Sought] = ()
) -> tuple[OwnRate, ...]:
    """Return in how many years leaders visited and arms were delivered, source by source.

    Of the thirty years before the day those count that had ended, and that a source covers
    whole. What is sought and no source covers is told as unknown. What is sought comes first, and
    of that the source that covers most years.
    """
    known = (*_visits(view, dyad, as_of), *_deliveries(view, dyad, as_of))
    found = (*known, *_unknown(known, dyad, as_of, sought))
    asked = {(one.base_class, (one.giver, one.receiver)) for one in sought}
    return tuple(
        sorted(
            found,
            key=lambda one: ((one.base_class, one.value.parties) not in asked, -one.years),
        )
    )


def meets(rows: Visits, dyad: tuple[str, str]) -> Flags:
    """Return which trips brought a leader or minister of one state to meet the other.

    Whichever way; a trip to a gathering in the other state counts if its leader was met there.
    """
    first, second = dyad
    between = (rows.visitor == first) & (rows.host == second)
    between |= (rows.visitor == second) & (rows.host == first)
    found: Flags = between.astype(np.bool_) & (rows.met_host | ~rows.is_multilateral)
    return found


def _visits(view: View, dyad: tuple[str, str], as_of: date) -> Iterator[OwnRate]:
    """Yield in how many years leaders of the two visited one another, whichever way."""
    for coverage, years in _years(view, "visits", as_of):
        if coverage.scope and not set(dyad) <= set(coverage.scope):
            continue
        rows = view.visits(dyad, date(years[0], 1, 1), date(years[-1], 12, 31))
        mine = meets(rows, dyad) & (rows.feed == coverage.source)
        is_dated = ~np.isnat(rows.start)
        hits = set(_calendar_years(rows.start[mine & is_dated]))
        if (mine & ~is_dated).any():
            hits |= set(_undated(view, dyad, coverage, years))
        keys = tuple(str(one) for one in rows.id[mine][::-1][:_MOST_KEYS])
        first, second = sorted(dyad)
        rate = _Counted(MEETING, _VISITED, (first, second), _VISITS)
        yield rate.of(coverage, years, hits, (int(mine.sum()), keys))


def _calendar_years(days: Any) -> list[int]:  # noqa: ANN401 - an array of days
    """Return the year of each day."""
    found: list[int] = (days.astype("datetime64[Y]").astype(int) + 1970).tolist()
    return found


def _undated(
    view: View, dyad: tuple[str, str], coverage: Coverage, years: Sequence[int]
) -> Iterator[int]:
    """Yield the years of trips of which only the year is known, which a view tells by asking."""
    for year in years:
        rows = view.visits(dyad, date(year, 1, 1), date(year, 12, 31))
        mine = meets(rows, dyad) & (rows.feed == coverage.source) & np.isnat(rows.start)
        if mine.any():
            yield year


def _deliveries(view: View, dyad: tuple[str, str], as_of: date) -> Iterator[OwnRate]:
    """Yield in how many years one of the two delivered major arms to the other, each way."""
    for table in ARMS_TABLES:
        for coverage, years in _years(view, table, as_of):
            span = (date(years[0], 1, 1), date(years[-1], 12, 31))
            rows = view.flows(dyad, *span, series="tiv")
            for giver, receiver in (dyad, dyad[::-1]):
                if not _is_read(rows, coverage, giver, receiver):
                    continue
                mine = delivers(rows, coverage.source, giver, receiver)
                rate = _Counted(ARMS, _DELIVERED, (giver, receiver), _DELIVERIES)
                hits = set(rows.year[mine].tolist())
                yield rate.of(coverage, years, hits, (int(mine.sum()), ()))


def delivers(rows: Flows, source: str, giver: str, receiver: str) -> Flags:
    """Return which rows of a source are deliveries one way.

    A row with a volume of 0 is one below half a million, and one without is of an unknown volume.
    """
    found: Flags = np.asarray(
        (rows.feed == source) & (rows.source == giver) & (rows.target == receiver), np.bool_
    )
    return found


def _is_read(rows: Flows, coverage: Coverage, giver: str, receiver: str) -> bool:
    """Return whether a source would show deliveries of one way.

    A table of what one state received shows all its suppliers, one of what it supplied all its
    receivers. Which of the two it is shows where a row names a party that it is not about.
    """
    scope = set(coverage.scope)
    if not scope or {giver, receiver} <= scope:
        return True
    mine = rows.feed == coverage.source
    others: set[object] = set()
    if receiver in scope:
        others |= set(rows.source[mine & (rows.target == receiver)])
    if giver in scope:
        others |= set(rows.target[mine & (rows.source == giver)])
    return bool(others - scope)


def _years(view: View, table: str, as_of: date) -> Iterator[tuple[Coverage, Sequence[int]]]:
    """Yield the sources of a table with the ended years that they cover whole."""
    is_over = (as_of.month, as_of.day) == (12, 31)
    last = as_of.year if is_over else as_of.year - 1
    for coverage in view.coverage(table):
        years = [
            year
            for year in range(max(1, last - LOOK_BACK_YEARS + 1), last + 1)
            if coverage.of(date(year, 1, 1), date(year, 12, 31)) is Cover.FULL
        ]
        if years:
            yield coverage, years


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted.

    Attributes:
        base_class: Class of base rates that it speaks to.
        method: The measure.
        parties: Giver and receiver.
        words: What it is called.
    """

    base_class: str
    method: Method
    parties: tuple[str, str]
    words: str

    @property
    def is_directed(self) -> bool:
        """Return whether it goes from one to the other."""
        return self.base_class == ARMS

    def of(
        self,
        coverage: Coverage,
        years: Sequence[int],
        hits: Collection[int],
        rows: tuple[int, tuple[str, ...]],
    ) -> OwnRate:
        """Return in how many of some years of a source it came about."""
        found = sorted(set(hits) & set(years))
        start, end = date(years[0], 1, 1), date(years[-1], 12, 31)
        count, keys = rows
        return self._rate(
            IndexValue(
                measure=self.method.name, family=FAMILY_NAME, parties=self.parties,
                start=start, end=end, value=float(years_with(found, years)), unit="years",
                n=len(years), cover=coverage.of(start, end),
                rows=(
                    DataRows(
                        source=coverage.source, table=coverage.table, parties=self.parties,
                        start=start, end=end, rows=count, edition=coverage.edition, keys=keys,
                        directed=self.is_directed,
                    ),
                ),
                note=f"in {', '.join(map(str, found))}" if found else "in none of them",
            )
        )  # fmt: skip

    def unknown(self, as_of: date) -> OwnRate:
        """Return that nobody can say how often it came about."""
        start = date(max(1, as_of.year - LOOK_BACK_YEARS), 1, 1)
        note = "unknown, not zero; no source in the store shows them year by year"
        return self._rate(
            IndexValue(
                measure=self.method.name, family=FAMILY_NAME, parties=self.parties,
                start=start, end=as_of, value=None, unit="years", n=0, cover=Cover.NONE,
                note=note,
            )
        )  # fmt: skip

    def _rate(self, value: IndexValue) -> OwnRate:
        """Return a count as a rate."""
        return OwnRate(
            base_class=self.base_class,
            words=self.words,
            is_directed=self.is_directed,
            value=value,
        )


def _unknown(
    known: Sequence[OwnRate],
    dyad: tuple[str, str],
    as_of: date,
    sought: Collection[Sought],
) -> Iterator[OwnRate]:
    """Yield that something sought is unknown, where no source covers it."""
    told = {(one.base_class, one.value.parties) for one in known}
    first, second = sorted(dyad)
    for one in dict.fromkeys(sought):
        counted = {
            MEETING: _Counted(MEETING, _VISITED, (first, second), _VISITS),
            ARMS: _Counted(ARMS, _DELIVERED, (one.giver, one.receiver), _DELIVERIES),
        }.get(one.base_class)
        if counted and (counted.base_class, counted.parties) not in told:
            told.add((counted.base_class, counted.parties))
            yield counted.unknown(as_of)
