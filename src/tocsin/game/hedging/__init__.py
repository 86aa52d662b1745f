"""Hedging between patrons: alignment, dependence, offers, leverage, and the triangle."""

from tocsin.game.hedging.client import Offers, best_share, client_worth, leverage
from tocsin.game.hedging.kind import HEDGING, build_hedging, ties_of
from tocsin.game.hedging.patrons import (
    Bids,
    Contest,
    Patron,
    best_responses,
    contest,
    logit_responses,
)
from tocsin.game.hedging.triangle import ENDS, SHAPES, Ties, end, is_balanced, shape, ties_at

__all__ = [
    "ENDS",
    "HEDGING",
    "SHAPES",
    "Bids",
    "Contest",
    "Offers",
    "Patron",
    "Ties",
    "best_responses",
    "best_share",
    "build_hedging",
    "client_worth",
    "contest",
    "end",
    "is_balanced",
    "leverage",
    "logit_responses",
    "shape",
    "ties_at",
    "ties_of",
]
