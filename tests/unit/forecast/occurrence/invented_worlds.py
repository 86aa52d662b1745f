"""Invented worlds in which the truth is known, for the tests of occurrence."""

import numpy as np

from tocsin.forecast.occurrence import Recipe, Sampling
from tocsin.model.quads import day_of, quads_of

STATES = (
    "France", "Germany", "Italy", "Spain", "Poland", "Japan", "China", "South Korea", "India",
    "Iran", "Iraq", "Egypt", "Nigeria", "Kenya", "Brazil", "Mexico", "Canada", "Australia",
)  # fmt: skip
VISIT, INTENT, CONSULT = "Make a visit", "Express intent to meet or negotiate", "Consult"
FIRST = day_of("2015-01-01")
QUICK = Recipe(draws=10, sampling=Sampling(drawn=1500, chance=0.5))


def quads(rows, extra=()):
    """Return events from rows of (day, subject, relation, object)."""
    rows = [*rows, *extra]
    actors = sorted({row[1] for row in rows} | {row[3] for row in rows})
    relations = sorted({row[2] for row in rows})
    found, _ = quads_of(
        [row[0] for row in rows],
        (
            [actors.index(row[1]) for row in rows],
            [relations.index(row[2]) for row in rows],
            [actors.index(row[3]) for row in rows],
        ),
        actors=actors,
        relations=relations,
    )
    return found


def world(days=200, seed=0, lift=3.0):
    """Return events, and the true daily rate of visits of each pair without an intent.

    Visits are Poisson with a rate of their own for each pair; for ten days after a stated intent
    the rate is `lift` times as high.
    """
    rng = np.random.default_rng(seed)
    rows, rates = [], {}
    for place, one in enumerate(STATES):
        for other in STATES[place + 1 :]:
            rate = float(rng.gamma(0.5, 0.04))
            rates[one, other] = rate
            hot = np.zeros(days + 11)
            for day in np.flatnonzero(rng.random(days) < 0.01 + rate / 2):
                rows.append((FIRST + int(day), one, INTENT, other))
                hot[day + 1 : day + 11] = 1
            chance = rate * (1 + (lift - 1) * hot[:days])
            rows += [
                (FIRST + int(day), one, VISIT, other)
                for day in np.flatnonzero(rng.random(days) < chance)
            ]
            rows += [
                (FIRST + int(day), other, CONSULT, one)
                for day in np.flatnonzero(rng.random(days) < rate)
            ]
    return quads(rows), rates
