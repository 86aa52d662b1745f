"""Dependence: how much of what a state receives or trades hangs on one partner.

A state without any exchange has no shares: its dependence is unknown, not zero.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from tocsin.measure.base import Family, Method
from tocsin.measure.economy.accounts import (
    ARMS_RECEIVED,
    EXPORTS,
    GDP,
    IMPORTS,
    TRADE,
    Account,
    Pool,
    amount_series,
    amounts_account,
    arms_account,
    trade_account,
)
from tocsin.measure.economy.shares import (
    WINDOW,
    arms_dependence,
    asymmetric_dependence,
    hedging,
    herfindahl,
    herfindahl_bounds,
    partner_shares,
)
from tocsin.measure.economy.trade import PRODUCT, product_values
from tocsin.measure.spans import unknown
from tocsin.measure.yearly import NAN, Desk, Figure, days_of, feeds_of, years_of
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Flows
from tocsin.store.base import View

FAMILY_NAME = "dependence"
_TOLD = 3
"""Partners to name in a note."""
_KEYS = 5
"""Rows to name beneath a value."""
_LITTLE = 0.0005
"""Share below which unnamed partners are not worth an interval."""


_SHARE = Method(
    name="partner_share", title="Share of a partner", unit="1", formula=partner_shares
)
_ARMS = Method(
    name="arms_dependence", title="Dependence in arms", unit="1", formula=arms_dependence
)
_GAP = Method(
    name="asymmetric_dependence", title="Asymmetric dependence", unit="1",
    formula=asymmetric_dependence,
)  # fmt: skip
_HHI = Method(
    name="herfindahl", title="Concentration of partners", unit="1", formula=herfindahl
)
_HEDGE = Method(name="hedging", title="Hedging over patrons", unit="1", formula=hedging)
METHODS = (_ARMS, _SHARE, _GAP, _HHI, _HEDGE, PRODUCT)

_NEEDS = {
    _ARMS.name: "the store has no arms transfers of a source that was asked for",
    _SHARE.name: f"it needs the series {EXPORTS!r} and {IMPORTS!r}, or another amount with a "
    "unit, of a generic table",
    PRODUCT.name: f"it needs the series {EXPORTS!r}, {IMPORTS!r} and {GDP!r} of one table",
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Book:
    """The accounts of both states of one thing in one feed.

    Attributes:
        method: What the share of a partner is called.
        window: Years that are added up.
        desks: Where the values of each state are made out, and of both.
        accounts: Of the first state and of the second.
    """

    method: Method
    window: int
    desks: tuple[Desk, Desk, Desk]
    accounts: tuple[Account, Account]

    @property
    def dyad(self) -> tuple[str, str]:
        """Return the two states."""
        return self.desks[0].question.dyad

    @property
    def years(self) -> range:
        """Return the years of the question."""
        return years_of(self.desks[0].question)

    def pools(self, side: int) -> list["_Window"]:
        """Return the account of a state for each year, and last for the whole period."""
        desk, account = self.desks[side], self.accounts[side]
        spans = [*map(self.up_to, self.years), self.years]
        is_open = {year for span in spans for year in span if not desk.gap(year)}
        return [
            _Window(desk=desk, years=span, pool=account.pool(is_open.intersection(span)))
            for span in spans
        ]

    def up_to(self, year: int) -> range:
        """Return the years that are added up for a year."""
        return range(max(1, year - self.window + 1), year + 1)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Window:
    """An account over the years that a value rests on.

    Attributes:
        desk: Where the values are made out.
        years: The years, known or not.
        pool: The account of those that are known.
    """

    desk: Desk
    years: range
    pool: Pool


def dependence(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return the measures of dependence between two states by year and over the period.

    Sources are measured apart, and so are arms, trade and every other amount. A value of arms
    in a year is that of the five years up to it; the value of a period is that of all its years
    put together, for trade as a share of product the mean of its years.
    """
    years = years_of(question, before=WINDOW - 1)
    feeds = feeds_of(view, question, "transfers", "transfer_totals", "values")
    flows = view.flows(question.dyad, *days_of(years))
    values: list[IndexValue] = []
    for coverage in feeds:
        for book in _books(flows, coverage, question, years):
            values += _of_book(book)
            if book.accounts[0].what == TRADE:
                desks = (book.desks[0], book.desks[1])
                values += product_values(flows, desks, book.accounts)
    given = {one.measure for one in values}
    period = (question.since, question.until)
    for method in METHODS:
        if method.name not in given:
            why = "unknown, not zero: " + _NEEDS.get(method.name, "no exchange in the store")
            values += unknown(FAMILY_NAME, (method,), question.dyad, period, why)
    return tuple(values)


def _books(
    flows: Flows, coverage: Coverage, question: Question, years: range
) -> Iterator[_Book]:
    """Yield the books of one feed: arms, or trade and other amounts."""
    feed, dyad = coverage.source, question.dyad
    if coverage.table != "values":
        first, second = (arms_account(flows, feed, one, years) for one in dyad)
        yield _book(_ARMS, WINDOW, coverage, question, (first, second))
        return
    if np.any((flows.feed == feed) & ((flows.series == EXPORTS) | (flows.series == IMPORTS))):
        first, second = (trade_account(flows, feed, one, years) for one in dyad)
        yield _book(_SHARE, 1, coverage, question, (first, second))
    for series in amount_series(flows, feed):
        first, second = (amounts_account(flows, feed, series, one, years) for one in dyad)
        yield _book(_SHARE, 1, coverage, question, (first, second))


def _book(
    method: Method,
    window: int,
    coverage: Coverage,
    question: Question,
    accounts: tuple[Account, Account],
) -> _Book:
    """Return a book with its desks."""
    first, second = question.dyad
    abouts = ((first,), (second,), (first, second))
    one, two, both = (
        Desk(family=FAMILY_NAME, coverage=coverage, question=question, about=about)
        for about in abouts
    )
    return _Book(method=method, window=window, desks=(one, two, both), accounts=accounts)


def _of_book(book: _Book) -> Iterator[IndexValue]:
    """Yield every measure of one book."""
    first, second = book.dyad
    windows = book.pools(0), book.pools(1)
    shares = (_figures(windows[0], _share_of(second)), _figures(windows[1], _share_of(first)))
    for side, parties in enumerate(((first, second), (second, first))):
        yield from _series(book, side, (book.method, parties), shares[side])
    gaps = [_gap(book.dyad, one, two) for one, two in zip(*shares, strict=True)]
    yield from _series(book, 2, (_GAP, book.dyad), gaps)
    spread = [_figures(one, _herfindahl) for one in windows]
    for side, state in enumerate(book.dyad):
        yield from _series(book, side, (_HHI, (state,)), spread[side])
    for side, state in enumerate(book.dyad):
        figures = [_turned(one) for one in spread[side]]
        yield from _series(book, side, (_HEDGE, (state,)), figures)


def _figures(windows: list[_Window], figure: Callable[[Pool], Figure]) -> list[Figure]:
    """Return a figure for each window."""
    return [_framed(one, figure(one.pool)) for one in windows]


def _series(
    book: _Book, side: int, measure: tuple[Method, tuple[str, ...]], figures: list[Figure]
) -> Iterator[IndexValue]:
    """Yield figures by year, and the last of them over the period."""
    (method, parties), desk = measure, book.desks[side]
    for year, figure in zip(book.years, figures[:-1], strict=True):
        yield desk.of_year(method, parties, year, figure)
    yield from desk.of_period(method, parties, figures[-1])


def _share_of(partner: str) -> Callable[[Pool], Figure]:
    """Return what gives the share of a partner."""

    def figure(pool: Pool) -> Figure:
        amount, total = pool.of(partner), pool.total
        if not total:
            return Figure(value=NAN)
        value, most = amount / total, (amount + pool.unnamed) / total
        bounds = (value, most) if _has_unnamed(pool) else (NAN, NAN)
        account = pool.account
        why = f"unknown: no value of {account.what} between {account.state} and {partner}"
        return Figure(value=value, low=bounds[0], high=bounds[1], why=why)

    return figure


def _herfindahl(pool: Pool) -> Figure:
    """Return the concentration of partners, those without a name counted as one."""
    value = float(herfindahl(pool.amounts))
    low, high = NAN, NAN
    if _has_unnamed(pool):
        least, greatest = herfindahl_bounds(pool.named, np.array(pool.unnamed))
        low, high = float(least), float(greatest)
    return Figure(value=value, low=low, high=high, note=_largest(pool))


def _turned(one: Figure) -> Figure:
    """Return hedging, which is what concentration leaves to 1."""
    return replace(one, value=1 - one.value, low=1 - one.high, high=1 - one.low)


def _has_unnamed(pool: Pool) -> bool:
    """Return whether partners without a name have more than a trifle."""
    return pool.total > 0 and pool.unnamed > _LITTLE * pool.total


def _largest(pool: Pool) -> str:
    """Return the largest partners in words."""
    shares = np.nan_to_num(pool.named) / (pool.total or 1.0)
    order = np.argsort(-shares, kind="stable")[:_TOLD].tolist()
    parts = [f"{pool.account.partners[at]} {shares[at]:.0%}" for at in order if shares[at] > 0]
    return "largest of those named: " + ", ".join(parts) if parts else "no partner is named"


def _framed(window: _Window, figure: Figure) -> Figure:
    """Return a figure with the rows beneath it and what must be said of it."""
    desk, pool, years = window.desk, window.pool, window.years
    account = pool.account
    flaw = account.flaw or _scope_flaw(desk, account)
    others = (one for one in desk.question.dyad if one != account.state)
    is_part = len(pool.years) < len(years)
    return replace(
        figure,
        value=NAN if flaw else figure.value,
        n=pool.count,
        rows=(desk.rows((account.state, *others), years, pool.rows, pool.keys[:_KEYS]),),
        note="; ".join(part for part in (_told(pool, years), figure.note) if part),
        why=flaw or _why(desk, pool, years, figure),
        cover=Cover.PART if is_part else Cover.FULL,
    )


def _told(pool: Pool, years: range) -> str:
    """Return what to say of the amounts beneath a figure."""
    account = pool.account
    whole = f"{pool.total:.6g} {account.unit} of {account.what} by {account.state}"
    parts = [f"of {whole} in {_span(years)}, {pool.count} partners"]
    if len(pool.years) < len(years):
        parts.append(f"{len(years) - len(pool.years)} of these years not covered")
    if pool.unnamed > 0:
        share = pool.unnamed / pool.total
        parts.append(f"{share:.1%} from suppliers that the data do not name")
    if _has_unnamed(pool):
        parts.append("the interval says what these allow")
    if pool.blanks:
        parts.append(f"{pool.blanks} pairs of partner and year without a value left out")
    if account.what == ARMS_RECEIVED:
        parts.append("volume of major arms, not money; ammunition is mostly not in it")
    return "; ".join(parts)


def _why(desk: Desk, pool: Pool, years: range, figure: Figure) -> str:
    """Return why a figure over some years is unknown."""
    account = pool.account
    if not pool.years:
        return desk.gap(years[-1])
    if not pool.total:
        return f"unknown: no {account.what} by {account.state} in {_span(years)} in the data"
    return figure.why


def _scope_flaw(desk: Desk, account: Account) -> str:
    """Return why an account from files on some states only may lack partners.

    Files on what these states supply look like files on what they receive, but for this: only
    the latter have partners that the files are not about.
    """
    scope = set(desk.coverage.scope)
    is_out = account.state not in scope
    if not scope or is_out or set(account.partners) - scope or account.unnamed.any():
        return ""
    named = ", ".join(sorted(scope))
    return f"unknown: read for {named} only, and may lack other partners of {account.state}"


def _span(years: range) -> str:
    """Return years in words."""
    return f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _gap(dyad: tuple[str, str], one: Figure, two: Figure) -> Figure:
    """Return the share of one state on the other less that the other way round."""
    first, second = dyad
    value = float(asymmetric_dependence(np.array(one.value), np.array(two.value)))
    # A share without an interval is sure, as far as the data go.
    lows, highs = zip(*(_ends(figure) for figure in (one, two)), strict=True)
    is_sure = (lows, highs) == ((one.value, two.value), (one.value, two.value))
    lacking = [figure.why for figure in (one, two) if np.isnan(figure.value)]
    return Figure(
        value=value, n=one.n + two.n, rows=(*one.rows, *two.rows),
        low=NAN if is_sure else lows[0] - highs[1],
        high=NAN if is_sure else highs[0] - lows[1],
        note=f"{first} on {second} {one.value:.3f}: {one.note}; "
             f"{second} on {first} {two.value:.3f}: {two.note}",
        why=next(iter(lacking), ""),
        cover=Cover.PART if Cover.PART in (one.cover, two.cover) else Cover.FULL,
    )  # fmt: skip


def _ends(figure: Figure) -> tuple[float, float]:
    """Return the ends of an interval; the value twice where there is none."""
    if np.isnan(figure.low):
        return figure.value, figure.value
    return figure.low, figure.high


FAMILY = Family(
    name=FAMILY_NAME,
    title="Dependence",
    methods=METHODS,
    tables=("transfers", "transfer_totals", "values"),
    values=dependence,
)
