"""Trade of two states with each other as a share of each one's product."""

from collections.abc import Iterator

import numpy as np

from tocsin.measure.base import Method
from tocsin.measure.economy.accounts import GDP, Account, yearly_values
from tocsin.measure.economy.shares import trade_dependence
from tocsin.measure.yearly import NAN, Desk, Figure, years_of
from tocsin.model.index import IndexValue
from tocsin.model.series import Flows

_KEYS = 4
"""Rows to name beneath a value, beside that of the product."""

PRODUCT = Method(
    name="trade_dependence", title="Trade as a share of product", unit="1",
    formula=trade_dependence,
)  # fmt: skip


def product_values(
    flows: Flows, desks: tuple[Desk, Desk], accounts: tuple[Account, Account]
) -> Iterator[IndexValue]:
    """Yield trade with each other as a share of each state's product.

    Nothing where the feed has no product of any state.
    """
    question, feed = desks[0].question, desks[0].coverage.source
    dyad, years = question.dyad, years_of(question)
    if not np.any((flows.feed == feed) & (flows.series == GDP)):
        return
    ways = (dyad, (dyad[1], dyad[0]))
    for (state, partner), desk, account in zip(ways, desks, accounts, strict=True):
        product, unit = yearly_values(flows, feed, GDP, state, years)
        figures = [
            _product(desk, account, partner, (year, product[year - years[0]], unit))
            for year in years
        ]
        values = [
            desk.of_year(PRODUCT, (state, partner), year, one)
            for year, one in zip(years, figures, strict=True)
        ]
        yield from values
        mean = _mean(desk, values, years)
        yield from desk.of_period(PRODUCT, (state, partner), mean)


def _product(desk: Desk, account: Account, partner: str, of: tuple[int, float, str]) -> Figure:
    """Return the trade with a partner in a year as a share of the state's product."""
    year, product, unit = of
    pool = account.pool((year,))
    amount, flaw = pool.of(partner), account.flaw
    if not flaw and unit and account.unit != unit:
        flaw = f"unknown: trade is in {account.unit} and product in {unit}"
    if not flaw and np.isnan(amount):
        flaw = f"unknown: exports or imports between {account.state} and {partner} in {year}"
    value = NAN
    if not flaw:
        value = float(trade_dependence(np.array(amount), np.array(0.0), np.array(product)))
    key = f"{GDP} {account.state} {year}"
    parties = (account.state, partner)
    rows = desk.rows(parties, range(year, year + 1), pool.rows, (*pool.keys[:_KEYS], key))
    return Figure(
        value=value, n=1, rows=(rows,),
        note=f"{amount:.6g} of a product of {product:.6g} {unit}",
        why=flaw or f"unknown: no product of {account.state} in {year}",
    )  # fmt: skip


def _mean(desk: Desk, values: list[IndexValue], years: range) -> Figure:
    """Return the mean of the known years."""
    known = [one for one in values if one.value is not None]
    numbers = [one.value for one in known if one.value is not None]
    if not numbers:
        return Figure(value=NAN, why=values[-1].note)
    count = sum(row.rows for one in known for row in one.rows)
    rows = desk.rows(known[0].parties, years, count, known[-1].rows[0].keys)
    told = f"mean of {len(known)} years, {known[0].start.year} to {known[-1].start.year}"
    return Figure(value=float(np.mean(numbers)), n=len(known), rows=(rows,), note=told)
