"""Sanctions as a network: leakage, cuts, interdiction, and voting power."""

from tocsin.game.sanctions.flows import (
    Closing,
    Edge,
    Network,
    Plan,
    cuts,
    drops,
    interdict,
    most_flow,
)
from tocsin.game.sanctions.kind import SANCTIONS, build_sanctions, plan_of, worth_of
from tocsin.game.sanctions.layout import Sanctions, read_sanctions
from tocsin.game.sanctions.votes import Body, Power, pass_chance, power
from tocsin.game.sanctions.ways import ways_of

__all__ = [
    "SANCTIONS",
    "Body",
    "Closing",
    "Edge",
    "Network",
    "Plan",
    "Power",
    "Sanctions",
    "build_sanctions",
    "cuts",
    "drops",
    "interdict",
    "most_flow",
    "pass_chance",
    "plan_of",
    "power",
    "read_sanctions",
    "ways_of",
    "worth_of",
]
