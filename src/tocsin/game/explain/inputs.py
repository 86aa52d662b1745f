"""Every number that goes into a game, with what stands behind it."""

from tocsin.game.base import ParameterSpec
from tocsin.game.scenarios.drawing import quantile
from tocsin.game.scenarios.reading import Setup
from tocsin.model.gaming import Input
from tocsin.model.scenario import Parameter, Shape, Spread

ENDS = (0.05, 0.95)


def inputs_told(setup: Setup) -> tuple[Input, ...]:
    """Return all inputs of a game in its order, defaults included."""
    given = {one.name: one for one in setup.scenario.parameters}
    return tuple(_input(spec, given.get(spec.name)) for spec in setup.game.parameters)


def _input(spec: ParameterSpec, given: Parameter | None) -> Input:
    """Return one input."""
    default = Spread(shape=Shape.FIXED, numbers=(spec.default or 0.0,))
    spread = given.spread if given is not None else default
    low, high = (quantile(spread, end) for end in ENDS)
    return Input(
        parameter=spec.name,
        meaning=spec.meaning,
        unit=spec.unit,
        shape=spread.shape,
        numbers=spread.numbers,
        bounds=None
        if spread.low is None and spread.high is None
        else (spread.low, spread.high),
        median=quantile(spread, 0.5),
        interval=None if spread.is_fixed else (low, high),
        source=given.source if given is not None else "",
        quote=given.quote if given is not None else "",
        claim=given.claim if given is not None else "",
        date=given.date if given is not None else "",
        coder=given.coder if given is not None else "",
        is_default=given is None,
    )
