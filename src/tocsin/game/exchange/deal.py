"""Whether two parties strike a deal, over what, and at what price, in all draws at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers
from tocsin.game.exchange.bundles import Good, slack, worth
from tocsin.game.exchange.offers import Table, power, proposer_gets


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One number per draw for each of the two parties."""

    first: Numbers
    second: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What the parties bring to the table.

    Attributes:
        values: By good and draw, what the receiver gains.
        costs: By good and draw, what the owner loses, penalties of third parties included.
        burden: What any deal costs each party, whatever its goods.
        outside: What each party gets without a deal, rewards for refraining included.
        patience: What one unit after one more round is worth, [0, 1).
        limits: Most that each party can pay, where payment is limited.
        proposer: 0 where the first party proposes first, 1 where the second does.
    """

    values: Numbers
    costs: Numbers
    burden: Pair
    outside: Pair
    patience: Pair
    limits: Pair
    proposer: int


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """What comes of it; not-a-number where there is no deal.

    Attributes:
        is_struck: Whether there is a deal.
        moves: By good and draw, whether it moves.
        payment: What the second party pays to the first, net; negative for the other way.
        lowest: Least payment with which the first party is better off than without a deal.
        highest: Most with which the second is.
        surplus: What the best deal is worth to both beyond their outside options, struck or
            not; negative where it would have to be worth so much more.
        gains: What each party gets by the deal beyond its outside option.
        slack: By good and draw, how much dearer it may get and still move.
    """

    is_struck: NDArray[np.bool_]
    moves: NDArray[np.bool_]
    payment: Numbers
    lowest: Numbers
    highest: Numbers
    surplus: Numbers
    gains: Pair
    slack: Numbers


def first_share(terms: Terms) -> Numbers:
    """Return the first party's share of the pie by patience alone, in (0, 1]."""
    one, two = terms.patience.first, terms.patience.second
    return power(one, two) if terms.proposer == 0 else 1 - power(two, one)


def with_payment(goods: tuple[Good, ...], terms: Terms, *, is_walking_a_threat: bool) -> Deal:
    """Return the deal where payment (cash, oil, food) can make up for any difference.

    The bundle that is worth most to both moves. How it is divided depends on how outside
    options are read: as a threat to walk away, which counts only where it beats going on (the
    outside option principle), or as the point from which the gain is divided.

    References:
        Binmore, Rubinstein and Wolinsky (1986) for the two readings.
    """
    bundle, first, second, net = _best(goods, terms)
    is_struck = bundle.surplus > 0
    share = first_share(terms)
    if is_walking_a_threat:
        gained = _by_threat(terms, bundle.surplus) - terms.outside.first
    else:
        gained = share * bundle.surplus
    return _deal(
        is_struck,
        bundle.moves,
        _Split(gained - first, -first, second, Pair(gained, bundle.surplus - gained)),
        (bundle.surplus, slack(bundle.members, net)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Bundle:
    """The best bundle of each draw."""

    members: NDArray[np.bool_]
    moves: NDArray[np.bool_]
    surplus: Numbers


def _best(goods: tuple[Good, ...], terms: Terms) -> tuple[_Bundle, Numbers, Numbers, Numbers]:
    """Return the best bundle, what it is worth to either beyond outside, and all bundles' net."""
    every = worth(goods, terms.values, terms.costs)
    first = every.first - terms.burden.first - terms.outside.first
    second = every.second - terms.burden.second - terms.outside.second
    net = first + second
    chosen = net.argmax(axis=0)
    draws = np.arange(net.shape[1])
    bundle = _Bundle(every.members, every.members[chosen].T, net[chosen, draws])
    return bundle, first[chosen, draws], second[chosen, draws], net


def _by_threat(terms: Terms, surplus: Numbers) -> Numbers:
    """Return what the first party gets of the pie where outside options are threats."""
    pie = surplus + terms.outside.first + terms.outside.second
    one = (terms.patience.first, terms.outside.first)
    two = (terms.patience.second, terms.outside.second)
    if terms.proposer == 0:
        return proposer_gets(Table(pie, one[0], two[0], one[1], two[1]))
    return pie - proposer_gets(Table(pie, two[0], one[0], two[1], one[1]))


def without_payment(goods: tuple[Good, ...], terms: Terms) -> Deal:
    """Return the deal where payment is limited, down to pure barter.

    Of the bundles with which both can be better off the one with the greatest weighted Nash
    product moves; weights are the shares by patience. Break-evens are not in closed form here
    and are left out.

    References:
        Nash (1950); Harsanyi and Selten (1972) for the weights.
    """
    every = worth(goods, terms.values, terms.costs)
    first = every.first - terms.burden.first - terms.outside.first
    second = every.second - terms.burden.second - terms.outside.second
    share = first_share(terms)
    lowest = np.maximum(-first, -terms.limits.first)
    highest = np.minimum(second, terms.limits.second)
    payment = np.clip(share * (first + second) - first, lowest, np.maximum(lowest, highest))
    gain_first, gain_second = first + payment, second - payment
    fits = (lowest <= highest) & (gain_first > 0) & (gain_second > 0)
    product = np.where(fits, gain_first, 0.0) ** share * np.where(fits, gain_second, 0.0) ** (
        1 - share
    )
    chosen = np.where(fits, product, -1.0).argmax(axis=0)
    draws = np.arange(first.shape[1])
    missing = np.full((len(goods), first.shape[1]), np.nan)
    return _deal(
        fits[chosen, draws],
        every.members[chosen].T,
        _Split(
            payment[chosen, draws],
            lowest[chosen, draws],
            highest[chosen, draws],
            Pair(gain_first[chosen, draws], gain_second[chosen, draws]),
        ),
        ((first + second).max(axis=0), missing),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    """How a bundle would be paid for."""

    payment: Numbers
    lowest: Numbers
    highest: Numbers
    gains: Pair


def _deal(
    is_struck: NDArray[np.bool_],
    members: NDArray[np.bool_],
    split: _Split,
    rest: tuple[Numbers, Numbers],
) -> Deal:
    """Return a deal with what means nothing without one left out."""

    def only(values: Numbers) -> Numbers:
        return np.where(is_struck, values, np.nan)

    return Deal(
        is_struck,
        members & is_struck,
        only(split.payment),
        only(split.lowest),
        only(split.highest),
        rest[0],
        Pair(only(split.gains.first), only(split.gains.second)),
        rest[1],
    )
