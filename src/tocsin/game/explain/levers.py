"""What each stakeholder can do, and which of it lowers its expected harm most."""

from dataclasses import replace

import numpy as np

from tocsin.game.base import Draws, Outcomes
from tocsin.game.explain.estimates import is_in
from tocsin.game.scenarios.drawing import quantile
from tocsin.game.scenarios.reading import Setup
from tocsin.model.outcome import BandShare, Harm, LeverEffect
from tocsin.model.scenario import Lever, Stakeholder

EVEN = 1e-12


def harm(outcomes: Outcomes, stakeholder: Stakeholder, setup: Setup) -> float:
    """Return the expected harm of a stakeholder: sum over bands of P(band) times its harm."""
    bands = {band.name: band for band in setup.scenario.bands}
    return sum(
        value * float(is_in(bands[name], np.asarray(outcomes[bands[name].outcome])).mean())
        for name, value in stakeholder.harms
    )


def harm_of(stakeholder: Stakeholder, bands: tuple[BandShare, ...]) -> Harm:
    """Return the expected harm of a stakeholder from the probabilities of bands."""
    harms = dict(stakeholder.harms)
    hit = [band for band in bands if band.band in harms]
    readings = [name for name, _ in bands[0].by_reading] if bands else []
    shares = [dict(band.by_reading) for band in hit]
    return Harm(
        stakeholder=stakeholder.name,
        value=sum(harms[band.band] * band.p for band in hit),
        pooled=sum(harms[band.band] * band.pooled for band in hit),
        by_reading=tuple(
            (name, sum(harms[band.band] * one[name]
                       for band, one in zip(hit, shares, strict=True)))
            for name in readings
        ),
    )  # fmt: skip


def levers(setup: Setup, draws: Draws, reading: str) -> tuple[LeverEffect, ...]:
    """Return the effect of every lever of every stakeholder, its best one marked.

    A stakeholder without levers of its own that is an actor of the game has those that the game
    gives it: each of its parameters at its 10 % and 90 % point. None is marked where no lever
    lowers the harm. The same draws serve before and after, so that only the lever differs.
    """
    found: list[LeverEffect] = []
    now = setup.game.run(draws, reading)
    for stakeholder in setup.scenario.stakeholders:
        before = harm(now, stakeholder, setup)
        effects = [
            _effect(setup, draws, reading, (stakeholder, lever, before))
            for lever in _levers_of(stakeholder, setup)
        ]
        best = min(effects, key=lambda one: one.after, default=None)
        found += [
            replace(one, is_best=one is best and one.after < before - EVEN) for one in effects
        ]
    return tuple(found)


def _effect(
    setup: Setup, draws: Draws, reading: str, what: tuple[Stakeholder, Lever, float]
) -> LeverEffect:
    """Return the effect of one lever."""
    stakeholder, lever, before = what
    count = len(next(iter(draws.values())))
    edited = {**draws, lever.parameter: np.full(count, lever.to)}
    return LeverEffect(
        stakeholder=stakeholder.name,
        what=lever.what,
        parameter=lever.parameter,
        to=lever.to,
        before=before,
        after=harm(setup.game.run(edited, reading), stakeholder, setup),
    )


def _levers_of(stakeholder: Stakeholder, setup: Setup) -> tuple[Lever, ...]:
    """Return the levers of a stakeholder, the game's where it has none of its own."""
    if stakeholder.levers:
        return stakeholder.levers
    spreads = {one.name: one.spread for one in setup.scenario.parameters}
    # An actor may have several parts in a game, such as one who enforces and votes.
    names = [
        name
        for actor, moved in setup.game.levers
        if actor == stakeholder.name
        for name in moved
    ]
    return tuple(
        Lever(
            what=f"{stakeholder.name} sets {name} to {quantile(spreads[name], end):.4g}",
            parameter=name,
            to=quantile(spreads[name], end),
        )
        for name in dict.fromkeys(names)
        if name in spreads and not spreads[name].is_fixed
        for end in (0.1, 0.9)
    )
