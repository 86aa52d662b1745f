"""The replay hash: what a run depends on, as one number."""

import hashlib
from dataclasses import replace

import tocsin
from tocsin.model.codec import to_json
from tocsin.model.outcome import Replay
from tocsin.model.scenario import Scenario


def replay_of(scenario: Scenario, reading: str, outcome: str) -> Replay:
    """Return the hash of a run with what is needed to repeat it.

    It changes with any number, unit, source or setting of the scenario, with seed and draws,
    with the reading and outcome asked, and with the version of Tocsin; not with the layout of
    the file or the order of its parameters.
    """
    ordered = tuple(sorted(scenario.parameters, key=lambda one: one.name))
    parts = (
        tocsin.__version__,
        reading,
        outcome,
        to_json(_without_parameters(scenario)),
        *(to_json(one) for one in ordered),
    )
    text = "\x1f".join(parts)
    return Replay(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        seed=scenario.seed,
        draws=scenario.draws,
        version=tocsin.__version__,
    )


def _without_parameters(scenario: Scenario) -> Scenario:
    """Return a scenario without its parameters, which are hashed in order of their names."""
    return replace(scenario, parameters=())
