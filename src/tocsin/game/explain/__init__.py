"""Explanation of any game: bands, tornado, variance shares, flips, levers, replay hash."""

from tocsin.game.explain.estimates import band_at, band_shares, estimate, share_interval
from tocsin.game.explain.evaluate import Lens, lens_of, seen_through
from tocsin.game.explain.flips import flips
from tocsin.game.explain.inputs import inputs_told
from tocsin.game.explain.levers import harm, harm_of, levers
from tocsin.game.explain.replay import replay_of
from tocsin.game.explain.report import answer, draws_of, explain, weigh
from tocsin.game.explain.sobol import sobol
from tocsin.game.explain.tornado import locked, tornado

__all__ = [
    "Lens",
    "answer",
    "band_at",
    "band_shares",
    "draws_of",
    "estimate",
    "explain",
    "flips",
    "harm",
    "harm_of",
    "inputs_told",
    "lens_of",
    "levers",
    "locked",
    "replay_of",
    "seen_through",
    "share_interval",
    "sobol",
    "tornado",
    "weigh",
]
