"""What a play of the disclosure game comes to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers
from tocsin.game.disclosure.equilibria import Candidate, equilibria
from tocsin.game.disclosure.response import respond, select
from tocsin.game.disclosure.rules import (
    PROCEED,
    Rules,
    disclosed_lines,
    harm_shares,
    replies,
    silent_gain,
    some_draws,
)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What it comes to, one value per draw.

    Attributes:
        moves: By move (proceed, deny, cancel) and draw, its probability over all stakes.
        disclosed: Probability that the discloser goes public.
        if_silent: Probability that the partners proceed where all is silent.
        if_disclosed: The same after a disclosure, by the belief that it deserves.
        if_proven: The same after a disclosure that is known to have evidence.
        worth: What being able to disclose is worth to the discloser, against keeping silent.
        lowest: Least probability of proceeding of all equilibria.
        highest: Greatest.
        count: Number of equilibria.
    """

    moves: Numbers
    disclosed: Numbers
    if_silent: Numbers
    if_disclosed: Numbers
    if_proven: Numbers
    worth: Numbers
    lowest: Numbers
    highest: Numbers
    count: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Play:
    """How it is played: by one equilibrium in each draw, or by a logit response."""

    informed: Numbers
    bluffs: Numbers
    after: Numbers
    silent: Numbers


def play_out(rules: Rules, rationality: Numbers, *, is_logit: bool) -> Outcome:
    """Return what the game comes to.

    In each draw by the equilibrium that the logit response selects; with `is_logit` by the
    response itself, at the rationality given. Draws in which a coincidence of parameters leaves
    no equilibrium of a known form take the logit response.
    """
    candidates = equilibria(rules)
    chances = np.array([_public(rules, _plain(rules, one))[0][PROCEED] for one in candidates])
    exists = np.array([one.exists for one in candidates])
    if is_logit:
        near = respond(rules, rationality)
        play = _Play(near.informed, near.bluffs, near.after, near.silent)
    else:
        play = _selected(rules, candidates, rationality)
    moves, disclosed = _public(rules, play)
    proven = replies(rules, np.full(len(disclosed), np.inf)) == PROCEED
    return Outcome(
        moves=moves,
        disclosed=disclosed,
        if_silent=(rules.prior * play.silent).sum(axis=0),
        if_disclosed=(rules.prior * play.after[PROCEED]).sum(axis=0),
        if_proven=(rules.prior * proven).sum(axis=0),
        worth=_worth(rules, play),
        lowest=np.where(exists, chances, np.inf).min(axis=0, initial=1.0),
        highest=np.where(exists, chances, -np.inf).max(axis=0, initial=0.0),
        count=exists.sum(axis=0).astype(np.float64),
    )


def _plain(rules: Rules, one: Candidate) -> _Play:
    """Return an equilibrium as it is played."""
    silent = (silent_gain(rules) > 0).astype(np.float64)
    return _Play(one.informed, one.bluffs, one.after, silent)


def _selected(rules: Rules, candidates: tuple[Candidate, ...], rationality: Numbers) -> _Play:
    """Return the selected equilibrium of each draw.

    The logit response is only followed where there is something to select.
    """
    exists = np.array([one.exists for one in candidates])
    place = exists.argmax(axis=0)
    play = _gathered(rules, candidates, place)
    open_ = np.flatnonzero(exists.sum(axis=0) != 1)
    if not len(open_):
        return play
    near = respond(some_draws(rules, open_), rationality[open_])
    chosen = select(tuple(_at(one, open_) for one in candidates), near)
    place[open_] = np.maximum(chosen, 0)
    play = _gathered(rules, candidates, place)
    lost = chosen < 0
    for mine, other in (
        (play.informed, near.informed),
        (play.bluffs, near.bluffs),
        (play.after, near.after),
        (play.silent, near.silent),
    ):
        mine[..., open_[lost]] = other[..., lost]
    return play


def _at(one: Candidate, draws: NDArray[np.int64]) -> Candidate:
    """Return a form of equilibrium in some draws only."""
    return Candidate(
        one.name,
        one.exists[draws],
        one.informed[draws],
        one.bluffs[draws],
        one.after[..., draws],
        one.ratio[draws],
    )


def _gathered(
    rules: Rules, candidates: tuple[Candidate, ...], place: NDArray[np.int64]
) -> _Play:
    """Return, in each draw, the form of equilibrium at a place."""
    draws = np.arange(len(place))
    every = np.array([one.after for one in candidates])
    return _Play(
        np.array([one.informed for one in candidates])[place, draws],
        np.array([one.bluffs for one in candidates])[place, draws],
        np.moveaxis(every[place, :, :, draws], 0, -1),
        (silent_gain(rules) > 0).astype(np.float64),
    )


def _public(rules: Rules, play: _Play) -> tuple[Numbers, Numbers]:
    """Return the probability of each move over all stakes, and of a disclosure."""
    public = rules.detection * play.informed + (1 - rules.detection) * play.bluffs
    quiet = np.array([play.silent, np.zeros_like(play.silent), 1 - play.silent])
    moves = (rules.prior * (public * play.after + (1 - public) * quiet)).sum(axis=1)
    return moves, (rules.prior * public).sum(axis=0)


def _worth(rules: Rules, play: _Play) -> Numbers:
    """Return what disclosing brings the discloser on average, its costs deducted."""
    done = (play.after * harm_shares(rules)[:, None]).sum(axis=0)
    averted = rules.harm * (play.silent - done)
    with_evidence = rules.detection * play.informed * (averted - rules.source)
    without = (1 - rules.detection) * play.bluffs * (averted - rules.bluff)
    return np.asarray((rules.prior * (with_evidence + without)).sum(axis=0))


def stopping_belief(rules: Rules) -> Numbers:
    """Return, by stakes, the least belief in evidence at which the partners do not proceed.

    In [0, 1]; not-a-number where not even proof stops them. With certain bluffing as well it
    is the threshold that the probability of detection has to reach.
    """
    level, slope = disclosed_lines(rules)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (level[PROCEED] - level[1:]) / (slope[1:] - slope[PROCEED])
        behind = level[PROCEED] <= level[1:]
        # A move overtakes where its line is flatter; otherwise it never does.
        overtakes = slope[1:] > slope[PROCEED]
    least = np.where(behind, 0.0, np.where(overtakes, crossing, np.inf)).min(axis=0)
    return np.where(least <= 1, least, np.nan)
