"""Formulas of dependence: shares of partners, how concentrated they are, how lopsided."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tocsin.measure.intervals import quotient
from tocsin.model.series import Numbers

WINDOW = 5
"""Years over which deliveries of arms are added up: they come in lumps."""


def partner_shares(amounts: Numbers) -> Numbers:
    """Return each partner's share of what a state exchanges.

    In [0, 1], adding up to 1 over the last axis, on which are the partners; those that the data
    do not name belong to them. A partner whose amount is unknown (not-a-number) has an unknown
    share and is left out of the total; all are unknown where the total is zero.

    Raises:
        ValueError: An amount is below zero.

    References: Hirschman (1945), chapter 6; Barbieri (2002), trade share.
    """
    found = np.asarray(amounts, float)
    if np.any(found < 0):
        raise ValueError(f"Amounts of at least 0 are needed, found {np.nanmin(found)}.")
    return quotient(found, np.nansum(found, axis=-1, keepdims=True))


def herfindahl(amounts: Numbers) -> Numbers:
    """Return the Herfindahl-Hirschman index of partner shares.

    sum(s^2) over the last axis, in [1/n, 1] for n partners with an amount; 1 is a single
    partner; not-a-number where the total is zero. Unknown amounts are left out.

    Raises:
        ValueError: An amount is below zero.

    References: Hirschman (1945), chapter 6 (its root); Herfindahl (1950).
    """
    shares = partner_shares(amounts)
    total = np.nansum(shares**2, axis=-1)
    found: Numbers = np.where(np.isnan(shares).all(axis=-1), np.nan, total)
    return found


def herfindahl_bounds(named: Numbers, unnamed: Numbers) -> tuple[Numbers, Numbers]:
    """Return the least and the greatest Herfindahl index that unnamed partners allow.

    Least where each of them is small, greatest where all are the largest partner that is named.
    Bounds, not chances: equal where nobody is unnamed; not-a-number where the total is zero.

    Args:
        named: Amounts of the partners that are named, on the last axis.
        unnamed: Amount of those that are not.

    Raises:
        ValueError: An amount is below zero.

    References: Manski (2003), on bounds without assumptions on what is missing.
    """
    rest = np.asarray(unnamed, float)[..., None]
    shares = partner_shares(np.concatenate((np.asarray(named, float), rest), axis=-1))
    known, other = shares[..., :-1], shares[..., -1]
    least = np.where(np.isnan(other), np.nan, np.nansum(known**2, axis=-1))
    top = np.max(np.nan_to_num(known), axis=-1, initial=0.0)
    return least, least - top**2 + (top + other) ** 2


def hedging(amounts: Numbers) -> Numbers:
    """Return how far a state spreads what it exchanges over several patrons.

    1 - Herfindahl index over the last axis: in [0, 1 - 1/n], 0 with a single patron;
    not-a-number where the total is zero, as who receives nothing hedges nothing.

    Raises:
        ValueError: An amount is below zero.

    References: Hirschman (1945), chapter 6, read the other way round; the name is ours.
    """
    found: Numbers = 1 - herfindahl(amounts)
    return found


def asymmetric_dependence(first: Numbers, second: Numbers) -> Numbers:
    """Return how much more one state depends on another than the other on it.

    Share of j in what i exchanges less share of i in what j exchanges: in [-1, 1], above 0
    where i depends more, changing its sign with the order; unknown where either share is.

    References: Keohane & Nye (1977), chapter 1; Barbieri (2002), salience and symmetry.
    """
    found: Numbers = np.asarray(first, float) - np.asarray(second, float)
    return found


def arms_dependence(amounts: Numbers, *, window: int = WINDOW) -> Numbers:
    """Return each supplier's share of the arms that a state received in the years up to each.

    Shape (years, suppliers) in and out; the sum of `window` years with the year itself, fewer
    at the beginning. In [0, 1]; not-a-number where nothing was delivered. Unknown suppliers are
    one of the columns: they stay in the total. Volume of major arms, not money.

    Raises:
        ValueError: An amount is below zero, or the window is not at least a year.

    References: Kinsella (1998), arms transfer dependence; SIPRI on trend-indicator values.
    """
    if window < 1:
        raise ValueError(f"A window of at least 1 year is needed, found {window}.")
    known = np.nan_to_num(np.asarray(amounts, float))
    padded = np.concatenate((np.zeros((window - 1, *known.shape[1:])), known))
    return partner_shares(sliding_window_view(padded, window, axis=0).sum(axis=-1))


def trade_dependence(exports: Numbers, imports: Numbers, gdp: Numbers) -> Numbers:
    """Return the trade with a partner as a share of a state's product.

    (X + M) / GDP, at least 0, above 1 for entrepots; all in one unit and of one year.
    Not-a-number where one of them is unknown or the product is not above zero.

    Raises:
        ValueError: Exports or imports are below zero.

    References: Oneal & Russett (1997), their variable DEPEND.
    """
    out, back = np.asarray(exports, float), np.asarray(imports, float)
    if np.any(out < 0) or np.any(back < 0):
        raise ValueError("Exports and imports of at least 0 are needed, found less.")
    product = np.asarray(gdp, float)
    return quotient(out + back, np.where(product > 0, product, np.nan))
