"""Rankings that are fitted once for all tests; compiling takes most of their time."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("numba", reason="the extra 'forecast' is not installed")
pytest.importorskip("lightgbm", reason="the extra 'forecast' is not installed")
sys.path.insert(0, str(Path(__file__).parent))

from invented_events import FIRST, world

from tocsin.forecast.ranking.base import Fitting, Horizon, Mode
from tocsin.forecast.ranking.ranking import fit

KNOWN = FIRST + 60


@pytest.fixture(scope="session")
def events():
    return world()


@pytest.fixture(scope="session")
def fitted(events):
    """Return what gives a ranking fitted on the first 60 days, a fresh one at each call."""
    made = {}

    def give(mode="counting", horizon="single", quads=None):
        how = Fitting(horizon=Horizon(horizon), window=20, block=10, rounds=20)
        if quads is not None:
            return fit(quads, Mode(mode), how)
        if (mode, horizon) not in made:
            made[mode, horizon] = fit(events.before(KNOWN), Mode(mode), how)
        return copied(made[mode, horizon])

    return give


def copied(ranking):
    """Return a ranking that learns without changing the first."""
    from tocsin.forecast.ranking.known import Learnt  # noqa: PLC0415
    from tocsin.forecast.ranking.ranking import Ranking  # noqa: PLC0415
    from tocsin.forecast.ranking.rules import Rules  # noqa: PLC0415

    learnt = ranking.learnt
    rules = Rules(*(one.copy() for one in learnt.rules))
    return Ranking(ranking.events, Learnt(learnt.state, rules, learnt.groups), ranking.scorers)
