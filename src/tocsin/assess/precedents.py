"""Past episodes between the two states: visits, deliveries, pacts, bursts of cooperation."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np

from tocsin.assess.names import readable
from tocsin.assess.own_rates import (
    ARMS,
    ARMS_TABLES,
    FAMILY_NAME,
    LOOK_BACK_YEARS,
    MEETING,
    delivers,
    meets,
)
from tocsin.measure.base import Method
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue
from tocsin.model.record import Precedent, Sought
from tocsin.model.series import EventDays, Ties
from tocsin.store.base import View

MOST_OF_A_KIND = 3
"""Episodes of each kind that are told."""
PACT = "treaty"

_HEADS = ("head_of_state", "head_of_government")
_COOPERATION = (1, 2)
_MOST_READ = 50
_LEVELS = ("none", "non-aggression", "neutrality or consultation", "defence or offence")
_TYPES = {
    "AGREE": "agreements", "AID": "aid", "CONCEDE": "concessions", "CONSULT": "talks",
    "COOPERATE": "cooperation", "RETREAT": "withdrawals", "SUPPORT": "words of support",
}  # fmt: skip
_UNDEFINED = "unknown, not zero; the source gives no volume"


def days_of_trip(start: date, end: date) -> int:
    """Return how many days a trip took, both ends counted; 1 where its end is unknown."""
    return (end - start).days + 1


def volume_of(yearly: Sequence[float]) -> float:
    """Return the volume of deliveries in years in a row, in million TIV.

    At least 0; a row of 0 is a volume below half a million. Not-a-number where that of a year is
    unknown: what is known would be too little.
    """
    return float(np.sum(yearly)) if yearly else float("nan")


def rise_of_tie(before: int, after: int) -> int:
    """Return the level to which an alliance tie rose, of any pact in force and either way.

    3 defence or offence, 2 neutrality or consultation, 1 non-aggression.

    Raises:
        ValueError: It did not rise.
    """
    if after <= before:
        raise ValueError(f"A tie that goes from {before} to {after} does not rise.")
    return after


METHODS = (
    Method(name="past_visit", title="A visit before", unit="days", formula=days_of_trip),
    Method(
        name="past_deliveries", title="Deliveries before", unit="million TIV",
        formula=volume_of,
    ),
    Method(name="past_pact", title="A pact before", unit="level", formula=rise_of_tie),
)  # fmt: skip
_VISIT, _DELIVERIES, _PACT = METHODS


@dataclass(frozen=True, slots=True)
class _Episode:
    """A precedent with whether it is one of the second rank: a minister's visit."""

    told: Precedent
    is_minor: bool = False

    def distance(self, sought: Collection[Sought]) -> int:
        """Return how far it is from what the texts speak of: 0, 1 or 2."""
        base_class, parties = self.told.base_class, self.told.value.parties
        ways = {(one.giver, one.receiver) for one in sought if one.base_class == base_class}
        if not ways:
            return 2
        is_same = parties in ways or base_class in (MEETING, PACT)
        return 0 if is_same and not self.is_minor else 1

    @property
    def kind(self) -> tuple[str, tuple[str, ...]]:
        """Return the class and, of what goes one way, the way."""
        is_joint = self.told.base_class in (MEETING, PACT)
        return self.told.base_class, () if is_joint else self.told.value.parties


def find_precedents(
    view: View,
    dyad: tuple[str, str],
    as_of: date,
    sought: Collection[Sought],
    bursts: Sequence[IndexValue] = (),
) -> tuple[Precedent, ...]:
    """Return past episodes, the nearest first.

    Nearest is what the texts speak of, the same way round; then the same the other way round, or
    by people of lower rank; then what the texts do not speak of; then bursts of cooperative
    events. Of equals the latest comes first. Visits, deliveries and pacts of thirty years are
    looked at.

    Args:
        view: The record.
        dyad: The two states.
        as_of: The day; what had not begun by then is no precedent.
        sought: What the texts speak of.
        bursts: Bursts of events that are over.
    """
    period = (date(max(1, as_of.year - LOOK_BACK_YEARS), 1, 1), as_of)
    found = [
        *_visits(view, dyad, period),
        *_deliveries(view, dyad, period),
        *_pacts(view, dyad, period),
    ]
    found.sort(key=lambda one: (one.distance(sought), *_latest_first(one.told)))
    told = sorted(_bursts(view, dyad, bursts), key=_latest_first)
    return (*_few(found), *told)


def _latest_first(one: Precedent) -> tuple[int, int, str]:
    """Return what sorts episodes by their end, the latest first."""
    value = one.value
    return -value.end.toordinal(), -value.start.toordinal(), one.words


def _few(found: Sequence[_Episode]) -> Iterator[Precedent]:
    """Yield the first of each kind; what two sources tell of the same days comes once."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    seen: set[tuple[str, tuple[str, ...], date]] = set()
    for one in found:
        value = one.told.value
        place = (one.told.base_class, value.parties, value.start)
        if place in seen or counts[one.kind] == MOST_OF_A_KIND:
            continue
        seen.add(place)
        counts[one.kind] += 1
        yield one.told


def _visits(view: View, dyad: tuple[str, str], period: tuple[date, date]) -> Iterator[_Episode]:
    """Yield the visits of leaders and ministers to one another, each of a known day."""
    sources = {one.source: one for one in view.coverage("visits")}
    rows = view.visits(dyad, *period)
    for place in np.flatnonzero(meets(rows, dyad) & ~np.isnat(rows.start)).tolist():
        start: date = rows.start[place].item()
        end: date = start if np.isnat(rows.end[place]) else rows.end[place].item()
        ends = (str(rows.visitor[place]), str(rows.host[place]))
        rank = str(rows.rank[place] or "")
        visitor, host = (readable(one) for one in ends)
        where = ", at a gathering there" if rows.is_multilateral[place] else ""
        office = f"{rank.replace('_', ' ') or 'leader'} of {visitor}"
        shown = _Shown(_VISIT, ends, (start, end), sources.get(str(rows.feed[place])))
        value = shown.value(days_of_trip(start, end), keys=(str(rows.id[place]),))
        words = f"visit of {rows.leader[place] or 'a leader'}, {office}, to {host}{where}"
        yield _Episode(Precedent(base_class=MEETING, words=words, value=value),
                       is_minor=rank not in _HEADS)  # fmt: skip


def _deliveries(
    view: View, dyad: tuple[str, str], period: tuple[date, date]
) -> Iterator[_Episode]:
    """Yield deliveries of major arms, those of years in a row as one."""
    sources = {one.source: one for table in ARMS_TABLES for one in view.coverage(table)}
    rows = view.flows(dyad, *period, series="tiv")
    for source, (giver, receiver) in product(sorted(sources), (dyad, dyad[::-1])):
        mine = delivers(rows, source, giver, receiver)
        sums: dict[int, float] = {}
        for year, volume in zip(rows.year[mine].tolist(), rows.value[mine], strict=True):
            sums[year] = sums.get(year, 0.0) + float(volume)
        for years in _in_a_row(sorted(sums)):
            volume = volume_of([sums[year] for year in years])
            days = (date(years[0], 1, 1), date(years[-1], 12, 31))
            shown = _Shown(_DELIVERIES, (giver, receiver), days, sources[source])
            value = shown.value(volume, rows=len(years))
            words = f"major arms from {readable(giver)} to {readable(receiver)}"
            told = f"{words}, {_volume_words(volume)}"
            yield _Episode(Precedent(base_class=ARMS, words=told, value=value))


def _in_a_row(years: Sequence[int]) -> Iterator[list[int]]:
    """Yield years in order as stretches without a gap."""
    stretch: list[int] = []
    for year in years:
        if stretch and year > stretch[-1] + 1:
            yield stretch
            stretch = []
        stretch.append(year)
    if stretch:
        yield stretch


def _volume_words(volume: float) -> str:
    """Return a volume of arms in words."""
    if np.isnan(volume):
        return "volume unknown"
    return f"{volume:.0f} million TIV" if volume >= 0.5 else "below half a million TIV"


def _pacts(view: View, dyad: tuple[str, str], period: tuple[date, date]) -> Iterator[_Episode]:
    """Yield the years in which the alliance tie of the two rose, from one known year to another.

    A pact that ran before the data begin is none; one that only went on is none either.
    """
    rows = view.ties(*period, states=dyad)
    for coverage in view.coverage("alliances"):
        if coverage.scope and not set(dyad) <= set(coverage.scope):
            continue
        levels = _levels(rows, coverage, dyad, range(period[0].year, period[1].year + 1))
        for year, level in levels.items():
            before = levels.get(year - 1, level)
            if level <= before:
                continue
            days = (date(year, 1, 1), date(year, 12, 31))
            shown = _Shown(_PACT, dyad, days, coverage)
            value = shown.value(rise_of_tie(before, level))
            words = f"their alliance tie rose from {_LEVELS[before]} to {_LEVELS[level]}"
            yield _Episode(Precedent(base_class=PACT, words=words, value=value))


def _levels(
    rows: Ties, coverage: Coverage, dyad: tuple[str, str], years: range
) -> dict[int, int]:
    """Return the stronger tie of the two ways for each year that a source covers whole."""
    levels = {
        year: 0
        for year in years
        if coverage.of(date(year, 1, 1), date(year, 12, 31)) is Cover.FULL
    }
    mine = (rows.feed == coverage.source) & np.isin(rows.source, dyad)
    mine &= np.isin(rows.target, dyad)
    for year, level in zip(rows.year[mine].tolist(), rows.level[mine].tolist(), strict=True):
        if year in levels:
            levels[year] = max(levels[year], level)
    return levels


def _bursts(
    view: View, dyad: tuple[str, str], bursts: Sequence[IndexValue]
) -> Iterator[Precedent]:
    """Yield the largest bursts of which most events are cooperation.

    Which they are is known from sums by day; single events are read of those that are told.
    """
    if not bursts:
        return
    first, last = min(one.start for one in bursts), max(one.end for one in bursts)
    days = view.event_days(dyad, first, last)
    good = [one for one in bursts if _is_cooperative(days, one)]
    good.sort(key=lambda one: (-(one.value or 0.0), one.start))
    for one in good[:MOST_OF_A_KIND]:
        words = f"burst of {one.value:.0f} events, {_leading(view, dyad, one)}"
        yield Precedent(base_class="", words=words, value=one)


def _is_cooperative(days: EventDays, burst: IndexValue) -> bool:
    """Return whether most events of a burst are cooperation, in words or deeds."""
    first, last = (np.datetime64(one, "D") for one in (burst.start, burst.end))
    mine = (days.day >= first) & (days.day <= last) & np.isin(days.feed, _feeds(burst))
    good = mine & np.isin(days.quad, _COOPERATION)
    return bool(2 * days.events[good].sum() > days.events[mine].sum())


def _feeds(burst: IndexValue) -> list[str]:
    """Return the sources of a burst."""
    return [row.source for row in burst.rows]


def _leading(view: View, dyad: tuple[str, str], burst: IndexValue) -> str:
    """Return what the most mentioned events of cooperation of a burst are."""
    span = (burst.start, burst.end)
    rows = view.events(dyad, *span, feeds=_feeds(burst), most=_MOST_READ)
    kinds = Counter(str(one) for one in rows.type[np.isin(rows.quad, _COOPERATION)] if one)
    if not kinds:
        return "most of them cooperation"
    kind, count = min(kinds.items(), key=lambda item: (-item[1], item[0]))
    return f"led by {_TYPES.get(kind, kind.lower())} ({count} of the {len(rows)} told most)"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an episode is shown by: its measure, parties, days and source."""

    method: Method
    parties: tuple[str, str]
    days: tuple[date, date]
    coverage: Coverage | None

    def value(self, number: float, *, rows: int = 1, keys: tuple[str, ...] = ()) -> IndexValue:
        """Return a number of an episode with the rows beneath it."""
        start, end = self.days
        below = self._below(rows, keys)
        return IndexValue(
            measure=self.method.name, family=FAMILY_NAME, parties=self.parties, start=start,
            end=end, value=None if np.isnan(number) else float(number), unit=self.method.unit,
            n=rows, cover=Cover.FULL, rows=below, note=_UNDEFINED if np.isnan(number) else "",
        )  # fmt: skip

    def _below(self, rows: int, keys: tuple[str, ...]) -> tuple[DataRows, ...]:
        """Return the rows of data; none of a source that says nothing of itself."""
        if self.coverage is None:
            return ()
        start, end = self.days
        one = self.coverage
        return (
            DataRows(
                source=one.source, table=one.table, parties=self.parties, start=start, end=end,
                rows=rows, edition=one.edition, keys=keys, directed=self.method is not _PACT,
            ),
        )  # fmt: skip
