"""Fixtures of the tests of occurrence."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from invented_worlds import FIRST, QUICK, world

from tocsin.forecast.occurrence import class_history, fit_classes
from tocsin.forecast.rates import History
from tocsin.model.event_classes import event_class
from tocsin.model.quads import date_of


@pytest.fixture(scope="session")
def made():
    """Return an invented world and its true rates."""
    return world()


@pytest.fixture(scope="session")
def past(made):
    """Return the past of meetings in it."""
    return class_history(made[0], event_class("meeting"))


@pytest.fixture(scope="session")
def model(made):
    """Return a model of meetings, learned from its first 150 days."""
    known = made[0].before(FIRST + 150)
    return fit_classes(known, ("meeting", "sanction"), source="invented", recipe=QUICK)


@pytest.fixture(scope="session")
def history(made):
    """Return its events up to day 199 as a history."""
    quads = made[0]
    last = date.fromisoformat(date_of(int(quads.day[-1])))
    return History(
        quads=quads, first=date.fromisoformat(date_of(FIRST)), last=last, source="invented"
    )
