"""The whole answer of a scenario, for any game."""

import hashlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Draws, Outcomes
from tocsin.game.explain.estimates import band_at, band_shares, estimate, told
from tocsin.game.explain.evaluate import Lens, lens_of
from tocsin.game.explain.flips import flips
from tocsin.game.explain.levers import harm_of, levers
from tocsin.game.explain.replay import replay_of
from tocsin.game.explain.sobol import sobol
from tocsin.game.explain.tornado import locked, tornado
from tocsin.game.scenarios.drawing import Sampler
from tocsin.game.scenarios.reading import Setup
from tocsin.model.outcome import Bar, Estimate, GameResult, Replay, Sensitivity, Tipping

LENS_DRAWS = 2048
"""Draws of the readings beside the headline, at most: their spread is wider than their error."""
APART = 0.1
"""Distance of probabilities from which readings are told to disagree."""
WIDE = 0.5
"""Spread of the readings' values over the headline's 90 % interval from which one is told."""


def explain(setup: Setup, *, reading: str = "", outcome: str = "") -> GameResult:
    """Return the answer of a scenario with all that explains it.

    Args:
        setup: The scenario and its game.
        reading: The reading told as headline; the game's own where empty. The game's headline
            stands beside it as the baseline in any case.
        outcome: The outcome told; the game's first where empty.

    Raises:
        UsageError: There is no such reading or outcome.
    """
    lens = lens_of(setup, reading, outcome)
    draws = draws_of(setup)
    found = _answered(lens, draws)
    bars = tornado(lens)
    shares = sobol(lens, np.random.default_rng([setup.scenario.seed, 1]))
    tips = flips(lens, setup.scenario.target)
    return replace(
        found,
        tornado=bars,
        sensitivity=shares,
        flips=tips,
        levers=levers(setup, draws, lens.reading),
        warnings=_warnings(lens, found.spread, (bars, shares, tips)),
    )


def weigh(setup: Setup) -> GameResult:
    """Return the answer of a scenario with what moves it, for whom it is one voice of several.

    Sensitivity, flips and levers are empty: an assessment tells its own, and finding those of a
    game takes most of the time of `explain`.
    """
    lens = lens_of(setup, "", "")
    found = _answered(lens, draws_of(setup))
    bars = tornado(lens)
    return replace(
        found,
        tornado=bars,
        warnings=_told(
            locked(bars, lens), *_first_warnings(lens, found.spread), _barless(lens, bars)
        ),
    )


def answer(setup: Setup, *, reading: str = "", outcome: str = "") -> GameResult:
    """Return the answer of a scenario alone: tornado, sensitivity, flips and levers are empty.

    Arguments and errors as of `explain`.
    """
    return _answered(lens_of(setup, reading, outcome), draws_of(setup))


def _answered(lens: Lens, draws: Draws) -> GameResult:
    """Return the outcome under every reading, what else is told, bands and harms."""
    scenario, game = lens.setup.scenario, lens.setup.game
    played = _played(lens, draws)
    kinds = {one.name: one for one in game.readings}
    spread = tuple(
        estimate(np.asarray(found[lens.outcome]), lens.spec, kinds[name])
        for name, found in played.items()
    )
    weights = _weights(lens.setup)
    bands = band_shares(scenario.bands, played, weights)
    return GameResult(
        kind=scenario.kind,
        title=scenario.title,
        headline=spread[0],
        baseline=next(one for one in spread if one.reading == game.readings[0].name),
        spread=spread,
        told=tuple(
            told(game.outcome(name), played, kinds, weights) for name in _told_names(lens)
        ),
        bands=bands,
        tornado=(),
        sensitivity=(),
        flips=(),
        moves=game.say(draws, played[lens.reading]),
        levers=(),
        warnings=_told(*_first_warnings(lens, spread)),
        replay=_replay(lens),
        bearings=scenario.bearings,
        inputs=scenario.parameters,
        harms=tuple(harm_of(one, bands) for one in scenario.stakeholders),
    )


def _replay(lens: Lens) -> Replay:
    """Return the replay hash; of a what-if it covers the scenario whose draws it takes too."""
    setup = lens.setup
    found = replay_of(setup.scenario, lens.reading, lens.outcome)
    if setup.drawn_from is None:
        return found
    before = _replay(replace(lens, setup=_alike(setup, setup.drawn_from)))
    both = hashlib.sha256(f"{before.sha256}{found.sha256}".encode()).hexdigest()
    return replace(found, sha256=both)


def _alike(setup: Setup, before: Setup) -> Setup:
    """Return the setup before a what-if with seed and draws of the one after."""
    scenario = setup.scenario
    same = replace(before.scenario, seed=scenario.seed, draws=scenario.draws)
    return replace(before, scenario=same)


def _told_names(lens: Lens) -> tuple[str, ...]:
    """Return the outcomes that are told: the one asked, the game's, those of judgements."""
    scenario, game = lens.setup.scenario, lens.setup.game
    bearing = (one.outcome for one in scenario.bearings)
    return tuple(dict.fromkeys((lens.outcome, *game.told, *bearing)))


def draws_of(setup: Setup) -> dict[str, NDArray[np.float64]]:
    """Return the draws of a scenario by its own seed, defaults filled in.

    Those of a what-if are those of the scenario before, the changed parameters held.
    """
    scenario = setup.scenario
    if setup.drawn_from is None:
        rng = np.random.default_rng(scenario.seed)
        drawn = Sampler(scenario).draws(scenario.draws, rng)
        return setup.game.completed(drawn)
    before = {one.name: one for one in setup.drawn_from.scenario.parameters}
    held = {
        one.name: np.full(scenario.draws, one.spread.numbers[0])
        for one in scenario.parameters
        if before.get(one.name) != one
    }
    return {**draws_of(_alike(setup, setup.drawn_from)), **held}


def _played(lens: Lens, draws: Draws) -> dict[str, Outcomes]:
    """Return the outcomes of every reading, that of the lens first and on all draws."""
    game = lens.setup.game
    few = {name: values[:LENS_DRAWS] for name, values in draws.items()}
    found = {lens.reading: game.run(draws, lens.reading)}
    for one in game.readings:
        if one.name != lens.reading:
            found[one.name] = game.run(few, one.name)
    return found


def _weights(setup: Setup) -> dict[str, float]:
    """Return the weights of the readings, equal ones where the scenario gives none."""
    if setup.scenario.weights:
        return dict(setup.scenario.weights)
    readings = setup.game.readings
    return {one.name: 1 / len(readings) for one in readings}


def _first_warnings(lens: Lens, spread: tuple[Estimate, ...]) -> tuple[str, ...]:
    """Return what the reader of any answer must know; empty where there is nothing."""
    scenario = lens.setup.scenario
    certain = lost = unnamed = ""
    if all(one.spread.is_fixed for one in scenario.parameters):
        certain = (
            "No parameter is uncertain: the answer is one point, and its certainty is not real."
        )
    if spread[0].known < 1:
        lost = (
            f"{lens.outcome} has no value in {1 - spread[0].known:.0%} of the draws; figures "
            "speak of the others."
        )
    if not any(band.outcome == lens.outcome for band in scenario.bands):
        unnamed = f"No band of {lens.outcome} is named, so that nothing can flip."
    return _disagreement(spread), certain, lost, unnamed


def _warnings(
    lens: Lens,
    spread: tuple[Estimate, ...],
    found: tuple[tuple[Bar, ...], tuple[Sensitivity, ...], tuple[Tipping, ...]],
) -> tuple[str, ...]:
    """Return what the reader of an explained answer must know, one sentence each."""
    bars, shares, tips = found
    scenario = lens.setup.scenario
    apart, certain, unknown, unnamed = _first_warnings(lens, spread)
    still = unreached = ""
    if not certain and not shares:
        still = (
            f"The swing of {lens.outcome} is zero: no draw moves it, and shares of variance do "
            "not exist."
        )
    if not unnamed and scenario.target and not tips:
        unreached = _unreached(lens)
    barless = _barless(lens, bars)
    return _told(
        locked(bars, lens), apart, certain, still, barless, unknown, unnamed, unreached
    )


def _barless(lens: Lens, bars: tuple[Bar, ...]) -> str:
    """Return how many inputs have no bar; empty for none."""
    lost = sum(not one.spread.is_fixed for one in lens.setup.scenario.parameters) - len(bars)
    return f"{lost} inputs have no bar: at one end {lens.outcome} has no value." if lost else ""


def _told(*warnings: str) -> tuple[str, ...]:
    """Return the warnings that say anything."""
    return tuple(one for one in warnings if one)


def _unreached(lens: Lens) -> str:
    """Return why no change of a single input leads to the target."""
    target = lens.setup.scenario.target
    if band_at(lens.now(), lens.setup.scenario.bands) == target:
        return f"The target {target} is reached as it is, so that there is nothing to flip."
    return f"No change of a single input within its range reaches the target {target}."


def _disagreement(spread: tuple[Estimate, ...]) -> str:
    """Return a warning where readings lie further apart than the inputs' uncertainty explains."""
    values = [(one.value, one.reading) for one in spread if one.value is not None]
    if len(values) < 2 or spread[0].interval is None:
        return ""
    (low, least), (high, most) = min(values), max(values)
    width = spread[0].interval[1] - spread[0].interval[0]
    least_told = APART if spread[0].unit == "probability" else WIDE * width
    if high - low <= least_told or high - low == 0:
        return ""
    return (
        f"The readings disagree: from {low:.4g} ({least}) to {high:.4g} ({most}), beside a 90% "
        f"interval {width:.2g} wide; the choice of the model decides."
    )
