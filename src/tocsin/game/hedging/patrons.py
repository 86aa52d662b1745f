"""What two patrons offer a client when each answers the other."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers
from tocsin.game.hedging.client import ROUGH_HALVINGS, Offers, best_share

LEVELS = 9
"""Levels of aid, from none to all that a patron can give; swept 5 to 17: the mean share moves by
less than .002 beyond 9, by .006 from 5 to 9."""
_ROUNDS = 40
_CYCLE = 12
"""Rounds over which offers that go on changing are averaged: a multiple of cycles of 2, 3, 4, 6."""
_AS_GOOD = 1e-6
"""Share of its stake by which a patron does not change its offer; above the error of shares."""
_SWEEPS = 120
_DAMPING = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Patron:
    """A patron, one value per draw.

    Attributes:
        aid: What it offers now.
        stake: What full alignment of the client is worth to it.
        price: What one unit of aid costs it.
        budget: Most aid it can give.
    """

    aid: Numbers
    stake: Numbers
    price: Numbers
    budget: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """What patrons gain at every pair of levels; arrays of levels, levels and draws."""

    shares: Numbers
    first: Numbers
    second: Numbers
    first_levels: Numbers
    second_levels: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Bids:
    """What comes of it, one value per draw.

    Attributes:
        share: The client's share of alignment with the first patron.
        first_aid: What the first patron pays.
        second_aid: What the second pays.
        is_settled: Whether nobody would change its offer; of the logit response, whether it
            has come to rest.
    """

    share: Numbers
    first_aid: Numbers
    second_aid: Numbers
    is_settled: NDArray[np.bool_]


def contest(first: Patron, second: Patron, offers: Offers) -> Contest:
    """Return what both patrons gain at every pair of levels of aid.

    Gain is stake x share of alignment less what the aid costs. Without dependence and
    punishment this is the contest of Tullock (1980) with exponent 2.
    """
    steps = np.linspace(0, 1, LEVELS)
    one, two = steps[:, None] * first.budget, steps[:, None] * second.budget
    faced = replace(offers, first_aid=one[:, None], second_aid=two[None, :])
    shares = best_share(faced, ROUGH_HALVINGS)
    return Contest(
        shares,
        first.stake * shares - first.price * one[:, None],
        second.stake * (1 - shares) - second.price * two[None, :],
        one,
        two,
    )


def best_responses(found: Contest, first: Patron, second: Patron) -> Bids:
    """Return where answers to each other lead, starting from what is offered now.

    The first answers first. Where offers go on in a circle their mean over it is taken.
    """
    draws = np.arange(found.shares.shape[2])
    one = _nearest(first)
    two = _nearest(second)
    visited = []
    is_settled = np.zeros(len(draws), dtype=np.bool_)
    for _ in range(_ROUNDS):
        before = (one, two)
        one = _answer(found.first[:, two, draws], one, first.stake)
        two = _answer(found.second[one, :, draws].T, two, second.stake)
        is_settled = (one == before[0]) & (two == before[1])
        visited.append((one, two))
    last = visited[-_CYCLE:]
    return Bids(
        np.mean([found.shares[i, j, draws] for i, j in last], axis=0),
        np.mean([found.first_levels[i, draws] for i, _ in last], axis=0),
        np.mean([found.second_levels[j, draws] for _, j in last], axis=0),
        is_settled,
    )


def _answer(gains: Numbers, now: NDArray[np.int64], stake: Numbers) -> NDArray[np.int64]:
    """Return the best level; what is offered now stays where it is as good."""
    best = gains.argmax(axis=0)
    draws = np.arange(gains.shape[1])
    is_good = gains[now, draws] >= gains[best, draws] - _AS_GOOD * stake
    return np.asarray(np.where(is_good, now, best), dtype=np.int64)


def _nearest(patron: Patron) -> NDArray[np.int64]:
    """Return the level nearest to what a patron offers now."""
    share = np.where(patron.budget > 0, patron.aid / np.maximum(patron.budget, 1e-300), 0.0)
    nearest = np.rint(np.clip(share, 0, 1) * (LEVELS - 1))
    return np.asarray(nearest, dtype=np.int64)


def logit_responses(found: Contest, rationality: Numbers) -> Bids:
    """Return the logit response of both patrons, reached from pure chance.

    Rationality is in units of one over utility.

    References:
        McKelvey and Palfrey (1995).
    """
    size = found.shares.shape[2]
    one = np.full((LEVELS, size), 1 / LEVELS)
    two = one.copy()
    unrest = np.zeros(size)
    for sweep in range(1, _SWEEPS + 1):
        now = rationality * min(1.0, 2 * sweep / _SWEEPS)
        new_one = _softmax(now * np.einsum("ijd,jd->id", found.first, two))
        new_two = _softmax(now * np.einsum("ijd,id->jd", found.second, one))
        unrest = np.maximum(np.abs(new_one - one).max(0), np.abs(new_two - two).max(0))
        one = one + _DAMPING * (new_one - one)
        two = two + _DAMPING * (new_two - two)
    return Bids(
        np.einsum("ijd,id,jd->d", found.shares, one, two),
        (one * found.first_levels).sum(axis=0),
        (two * found.second_levels).sum(axis=0),
        unrest < 1e-3,
    )


def _softmax(worth: Numbers) -> Numbers:
    """Return probabilities of levels by what they are worth."""
    raw = np.exp(worth - worth.max(axis=0))
    return np.asarray(raw / raw.sum(axis=0))
