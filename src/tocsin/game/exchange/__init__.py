"""The exchange: reservation prices, several goods, alternating offers, outside options."""

from tocsin.game.exchange.bundles import Good
from tocsin.game.exchange.deal import (
    Deal,
    Pair,
    Terms,
    first_share,
    with_payment,
    without_payment,
)
from tocsin.game.exchange.kind import EXCHANGE, build_exchange
from tocsin.game.exchange.offers import Table, counted_back, power, proposer_gets

__all__ = [
    "EXCHANGE",
    "Deal",
    "Good",
    "Pair",
    "Table",
    "Terms",
    "build_exchange",
    "counted_back",
    "first_share",
    "power",
    "proposer_gets",
    "with_payment",
    "without_payment",
]
