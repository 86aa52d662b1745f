"""How often what is announced is done: planned, promised, threatened, appealed for.

What was counted is here; how to count anew, in `counting` and `rates`, needs much that whoever
reads the table does not.
"""

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

__all__ = [
    "CLASSES",
    "HORIZONS",
    "TABLE",
    "Direction",
    "FollowClass",
    "FollowRate",
    "follow_rates",
    "load_follow_classes",
    "load_follow_through",
]
