"""Bargaining over issues: baseline, expected-utility ensemble, spatial model, axiomatic points."""

from tocsin.game.bargaining.baseline import weighted_mean, weighted_median
from tocsin.game.bargaining.concepts import Table, kalai_smorodinsky, nash
from tocsin.game.bargaining.kind import BARGAINING, build_bargaining
from tocsin.game.bargaining.play import Course, Election, play_rounds, play_spatial
from tocsin.game.bargaining.readings import READINGS, Reading, reading_from, reading_of

__all__ = [
    "BARGAINING",
    "READINGS",
    "Course",
    "Election",
    "Reading",
    "Table",
    "build_bargaining",
    "kalai_smorodinsky",
    "nash",
    "play_rounds",
    "play_spatial",
    "reading_from",
    "reading_of",
    "weighted_mean",
    "weighted_median",
]
