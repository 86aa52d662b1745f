"""How often what is announced is done: planned, promised, threatened, appealed for."""

from tocsin.forecast.follow.base import (
    CLASSES,
    HORIZONS,
    TABLE,
    Direction,
    FollowClass,
    FollowRate,
    follow_rates,
    load_follow_classes,
    load_follow_through,
)
from tocsin.forecast.follow.counting import Incidence, Waits, incidence, pooled, waits_of
from tocsin.forecast.follow.rates import Counted, counted, table_of

__all__ = [
    "CLASSES",
    "HORIZONS",
    "TABLE",
    "Counted",
    "Direction",
    "FollowClass",
    "FollowRate",
    "Incidence",
    "Waits",
    "counted",
    "follow_rates",
    "incidence",
    "load_follow_classes",
    "load_follow_through",
    "pooled",
    "table_of",
    "waits_of",
]
