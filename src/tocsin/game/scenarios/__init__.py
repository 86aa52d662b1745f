"""Scenario files: read, checked, changed, and drawn from."""

from tocsin.game.scenarios.drawing import Sampler, draw, quantile, quantiles
from tocsin.game.scenarios.quasi import points
from tocsin.game.scenarios.reading import Setup, parse_scenario, read_scenario, what_if
from tocsin.game.scenarios.tables import parse_table, read_table

__all__ = [
    "Sampler",
    "Setup",
    "draw",
    "parse_scenario",
    "parse_table",
    "points",
    "quantile",
    "quantiles",
    "read_scenario",
    "read_table",
    "what_if",
]
