"""What one state exchanges with each of its partners by year, out of the flows of one feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tocsin.model.series import Counts, Flags, Flows, Numbers, Texts

ARMS = "tiv"
"""Series of arms transfers: volume in trend-indicator values, not money."""
EXPORTS, IMPORTS, GDP = "exports", "imports", "gdp"
"""Series of generic tables; the source of `exports` and `imports` is the state that reports."""

ARMS_RECEIVED = "arms received"
TRADE = "trade"

_TELLING = 3
"""Rows to name of a year."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Account:
    """Amounts that a state exchanged with its partners.

    Attributes:
        state: The state.
        what: What is exchanged, in words.
        unit: Unit of the amounts.
        years: The years.
        partners: The partners that are named, sorted.
        amounts: Amount by year and partner; not-a-number where unknown.
        unnamed: Amount of partners that the data do not name, by year.
        rows: Rows beneath each year.
        blanks: Pairs of partner and year that have no value.
        keys: Keys of some rows by year, the largest first.
        flaw: Why nothing can be told from it; empty where it can.
    """

    state: str
    what: str
    unit: str
    years: range
    partners: tuple[str, ...]
    amounts: Numbers
    unnamed: Numbers
    rows: Counts
    blanks: Counts
    keys: tuple[tuple[str, ...], ...]
    flaw: str = ""

    def pool(self, years: Iterable[int]) -> "Pool":
        """Return the account of some years put together; years it does not have are left out."""
        chosen = sorted(set(years) & set(self.years))
        at = np.array([year - self.years[0] for year in chosen], np.int64)
        amounts = self.amounts[at]
        named = np.where(np.isnan(amounts).all(axis=0), np.nan, np.nansum(amounts, axis=0))
        unnamed = float(self.unnamed[at].sum())
        amounts = np.append(named if chosen else np.full(len(self.partners), np.nan), unnamed)
        return Pool(
            account=self,
            years=tuple(chosen),
            amounts=amounts,
            total=float(np.nansum(amounts)),
            count=int(np.count_nonzero(amounts > 0)),
            rows=int(self.rows[at].sum()),
            blanks=int(self.blanks[at].sum()),
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pool:
    """Amounts of some years put together.

    Attributes:
        account: Where they come from.
        years: The years.
        amounts: Amount of each partner, not-a-number where unknown in all of the years, and as
            the last that of partners that are not named.
        total: Sum of all amounts, those of unnamed partners with them.
        count: Partners with an amount; unnamed ones count as one.
        rows: Rows beneath them.
        blanks: Pairs of partner and year without a value, which are left out.
    """

    account: Account
    years: tuple[int, ...]
    amounts: Numbers
    total: float
    count: int
    rows: int
    blanks: int

    @property
    def named(self) -> Numbers:
        """Return the amounts of the partners that are named."""
        return self.amounts[:-1]

    @property
    def unnamed(self) -> float:
        """Return the amount of those that are not."""
        return float(self.amounts[-1])

    @property
    def keys(self) -> tuple[str, ...]:
        """Return keys of rows, of the last years first."""
        places = (year - self.account.years[0] for year in reversed(self.years))
        return tuple(key for place in places for key in self.account.keys[place])

    def of(self, partner: str) -> float:
        """Return the amount of a partner; not-a-number where it is unknown."""
        if partner not in self.account.partners:
            is_zero = self.account.what == ARMS_RECEIVED and self.years
            return 0.0 if is_zero else float("nan")
        return float(self.named[self.account.partners.index(partner)])


def arms_account(flows: Flows, feed: str, state: str, years: range) -> Account:
    """Return the arms that a state received by supplier and year.

    A register lists what was delivered: no row is no delivery, as far as the register knows.
    """
    mask = _of(flows, feed, ARMS, years) & (flows.target == state)
    return _received(flows, mask, ARMS_RECEIVED, (state, years), absent=0.0)


def amounts_account(flows: Flows, feed: str, series: str, state: str, years: range) -> Account:
    """Return what a state received of a generic series by sender; no row is unknown."""
    mask = _of(flows, feed, series, years) & (flows.target == state)
    words = f"{series.replace('_', ' ')} received"
    return _received(flows, mask, words, (state, years), absent=np.nan)


def trade_account(flows: Flows, feed: str, state: str, years: range) -> Account:
    """Return a state's exports and imports together, by partner and year.

    Where the state itself gives no figure for a partner, the partner's figure for the same
    goods stands in: its imports for the exports and the other way round. A partner of which
    only one direction is known is unknown.
    """
    sides = []
    for own, mirror in ((EXPORTS, IMPORTS), (IMPORTS, EXPORTS)):
        mine = _of(flows, feed, own, years) & (flows.source == state) & _named(flows.target)
        theirs = _of(flows, feed, mirror, years) & (flows.target == state)
        sides += [(mine, flows.target), (theirs & _named(flows.source), flows.source)]
    every = np.logical_or.reduce([mask for mask, _ in sides])
    partners = _names(flows.source[every], flows.target[every], state)
    grids = [_grid(flows, mask, column[mask], partners, years)[0] for mask, column in sides]
    out, back = (np.where(np.isnan(grids[at]), grids[at + 1], grids[at]) for at in (0, 2))
    amounts = out + back
    return Account(
        state=state, what=TRADE, unit=_unit(flows, every), years=years, partners=partners,
        amounts=amounts, unnamed=np.zeros(len(years)), rows=_count(flows, every, years),
        blanks=np.isnan(amounts).sum(axis=1), keys=_keys(flows, every, years),
        flaw=_flaw(flows, every),
    )  # fmt: skip


def yearly_values(
    flows: Flows, feed: str, series: str, state: str, years: range
) -> tuple[Numbers, str]:
    """Return a series of a single state by year, not-a-number where unknown, and its unit."""
    mask = _of(flows, feed, series, years) & (flows.source == state) & ~_named(flows.target)
    found = np.full(len(years), np.nan)
    found[flows.year[mask] - years[0]] = flows.value[mask]
    return found, _unit(flows, mask)


def amount_series(flows: Flows, feed: str) -> tuple[str, ...]:
    """Return the series of a generic feed that are amounts flowing between two states.

    They have two states and a unit; a score or a count without a unit has no shares.
    """
    mask = (flows.feed == feed) & _named(flows.target) & _has_unit(flows.unit)
    others = {EXPORTS, IMPORTS, GDP}
    return tuple(sorted(set(flows.series[mask].tolist()) - others))


def _received(
    flows: Flows, mask: Flags, what: str, of: tuple[str, range], *, absent: float
) -> Account:
    """Return what a state received, from rows that all have it as the target."""
    state, years = of
    named = mask & _named(flows.source)
    partners = _names(flows.source[named], np.array([], object), state)
    amounts, has = _grid(flows, named, flows.source[named], partners, years)
    amounts = np.where(has, amounts, absent)
    other = mask & ~named
    unnamed = np.bincount(
        flows.year[other] - years[0], np.nan_to_num(flows.value[other]), len(years)
    )
    return Account(
        state=state, what=what, unit=_unit(flows, mask), years=years, partners=partners,
        amounts=amounts, unnamed=unnamed.astype(np.float64), rows=_count(flows, mask, years),
        blanks=(np.isnan(amounts) & has).sum(axis=1), keys=_keys(flows, mask, years),
        flaw=_flaw(flows, mask),
    )  # fmt: skip


def _of(flows: Flows, feed: str, series: str, years: range) -> Flags:
    """Return which rows are of a feed, a series and some years."""
    is_in = (flows.year >= years[0]) & (flows.year <= years[-1])
    found: Flags = (flows.feed == feed) & (flows.series == series) & is_in
    return found


def _named(column: Texts) -> Flags:
    """Return where a column of states has one."""
    return column.astype(np.bool_)


def _has_unit(column: Texts) -> Flags:
    """Return where a column of units has one that is not the plain 1."""
    return np.array([one not in ("", "1", None) for one in column], np.bool_)


def _names(first: Texts, second: Texts, state: str) -> tuple[str, ...]:
    """Return all names of two columns but that of the state itself."""
    return tuple(sorted({*first.tolist(), *second.tolist()} - {state, "", None}))


def _grid(
    flows: Flows, mask: Flags, partner: Texts, partners: tuple[str, ...], years: range
) -> tuple[Numbers, Flags]:
    """Return sums by year and partner, not-a-number where there are none, and where rows are."""
    place = {name: at for at, name in enumerate(partners)}
    # Rows of a state with itself are no exchange.
    column = np.array([place.get(one, len(partners)) for one in partner], np.int64)
    year, value = flows.year[mask] - years[0], flows.value[mask]
    size = (len(years), len(partners) + 1)
    total, seen, filled = np.zeros(size), np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    np.add.at(total, (year, column), np.nan_to_num(value))
    seen[year, column] = True
    is_filled = ~np.isnan(value)
    filled[year[is_filled], column[is_filled]] = True
    return np.where(filled, total, np.nan)[:, :-1], seen[:, :-1]


def _count(flows: Flows, mask: Flags, years: range) -> Counts:
    """Return the number of rows by year."""
    return np.bincount(flows.year[mask] - years[0], minlength=len(years))


def _unit(flows: Flows, mask: Flags) -> str:
    """Return the unit of some rows; of several the first, as `_flaw` says so."""
    return next(iter(sorted(set(flows.unit[mask].tolist()))), "")


def _flaw(flows: Flows, mask: Flags) -> str:
    """Return why amounts cannot be added up; empty where they can."""
    units = sorted(set(flows.unit[mask].tolist()))
    if len(units) > 1:
        return f"unknown: amounts in several units, {' and '.join(units)}"
    if np.any(flows.value[mask] < 0):
        return "unknown: some amounts are below zero, which has no shares"
    return ""


def _keys(flows: Flows, mask: Flags, years: range) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the largest rows of each year."""
    places = np.flatnonzero(mask)
    year = flows.year[places] - years[0]
    order = np.lexsort((-np.nan_to_num(flows.value[places]), year))
    places, year = places[order], year[order]
    firsts = np.searchsorted(year, np.arange(len(years) + 1)).tolist()
    return tuple(
        tuple(_key(flows, place) for place in places[low:high][:_TELLING].tolist())
        for low, high in pairwise(firsts)
    )


def _key(flows: Flows, place: int) -> str:
    """Return the key of a row."""
    source, target = flows.source[place] or "unknown", flows.target[place]
    return f"{flows.series[place]} {source} {target} {flows.year[place]}"
