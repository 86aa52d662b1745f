"""The flip table: the smallest change of one input that carries the outcome over a border."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import ParameterSpec
from tocsin.game.explain.estimates import band_at
from tocsin.game.explain.evaluate import Lens, inputs_of
from tocsin.game.scenarios.drawing import quantile
from tocsin.model.outcome import Tipping
from tocsin.model.scenario import Band, Spread

Numbers = NDArray[np.float64]

GRID = 20
"""Values tried on either side of the median, closer together near it."""
BISECTIONS = 24
ROUGH_BISECTIONS = 12
"""For a probability, a mean over few draws that is no surer than that."""
EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class _Search:
    """One input in one direction: where it stands, how far it may go."""

    spec: ParameterSpec
    start: float
    end: float
    width: float

    def tried(self) -> Numbers:
        """Return the values tried, nearest first."""
        steps = (np.arange(1, GRID + 1) / GRID) ** 1.5
        return np.asarray(self.start + (self.end - self.start) * steps)


def flips(lens: Lens, target: str = "") -> tuple[Tipping, ...]:
    """Return, for every input that can do it alone, the smallest change that leaves the band.

    Smallest first, as a share of the range searched: the bounds that the scenario gives, else
    the domain of the input, else (where that has no end) five times its 90 % interval or four
    times its value. Changes narrower than the grid of 20 values a side may be missed. Empty
    where the outcome has no bands.

    Args:
        lens: The outcome; all other inputs as in `tornado`.
        target: Name of a band; only changes that reach it count. Any other band where empty.
    """
    bands = tuple(band for band in lens.setup.scenario.bands if band.outcome == lens.outcome)
    here = band_at(lens.now(), bands)
    if not bands or (target and here == target):
        return ()
    searches = [search for one in inputs_of(lens) for search in _searches(*one)]
    tried = [(search.spec.name, float(value)) for search in searches
             for value in search.tried()]  # fmt: skip
    found = lens.after(tried).reshape(len(searches), GRID)
    inside: list[_Found] = []
    for search, row in zip(searches, found, strict=True):
        for place, value in enumerate(row):
            if _counts(float(value), bands, here, target):
                values = search.tried()
                before = search.start if place == 0 else float(values[place - 1])
                inside.append(_Found(search, before, float(values[place])))
                break
    _narrow(inside, lens, (bands, here, target))
    return _told(inside, lens, bands, here)


@dataclass(slots=True)
class _Found:
    """A change that crosses: the last value known before the border, the first beyond it."""

    search: _Search
    before: float
    beyond: float


def _searches(spec: ParameterSpec, spread: Spread | None, middle: float) -> list[_Search]:
    """Return the searches of one input, below and above its median."""
    low, high = _range(spec, spread, middle)
    width = high - low
    if not width > 0:
        return []
    ends = [end for end in (low, high) if abs(end - middle) > EDGE * width]
    return [_Search(spec, middle, end, width) for end in ends]


def _range(spec: ParameterSpec, spread: Spread | None, middle: float) -> tuple[float, float]:
    """Return between which values an input is searched."""
    if spread is not None and spread.low is not None and spread.high is not None:
        return spread.low, spread.high
    wide = 0.0
    if spread is not None:
        wide = 5.0 * (quantile(spread, 0.95) - quantile(spread, 0.05))
    reach = max(wide, 4.0 * abs(middle), EDGE)
    low = spec.domain.low if math.isfinite(spec.domain.low) else middle - reach
    high = spec.domain.high if math.isfinite(spec.domain.high) else middle + reach
    nudge = EDGE * (high - low)
    is_open = low == spec.domain.low and not spec.domain.has_low
    low = low + nudge if is_open else low
    is_open = high == spec.domain.high and not spec.domain.has_high
    return low, high - nudge if is_open else high


def _counts(value: float, bands: tuple[Band, ...], here: str, target: str) -> bool:
    """Return whether an outcome is where it is wanted."""
    if math.isnan(value):
        return False
    band = band_at(value, bands)
    return band == target if target else band != here


def _narrow(found: list[_Found], lens: Lens, sought: tuple[tuple[Band, ...], str, str]) -> None:
    """Halve the distance between the two sides of each border, again and again."""
    is_mean = lens.spec.unit == "probability"
    for _ in range(ROUGH_BISECTIONS if is_mean else BISECTIONS):
        middles = [0.5 * (one.before + one.beyond) for one in found]
        values = lens.after(
            [(one.search.spec.name, at) for one, at in zip(found, middles, strict=True)]
        )
        for one, middle, value in zip(found, middles, values, strict=True):
            if _counts(float(value), *sought):
                one.beyond = middle
            else:
                one.before = middle


def _told(
    found: list[_Found], lens: Lens, bands: tuple[Band, ...], here: str
) -> tuple[Tipping, ...]:
    """Return the smallest change of each input, smallest first."""
    values = lens.after([(one.search.spec.name, one.beyond) for one in found])
    best: dict[str, Tipping] = {}
    for one, value in zip(found, values, strict=True):
        spec, search = one.search.spec, one.search
        steps = abs(one.beyond - search.start) / search.width
        if spec.name not in best or steps < best[spec.name].steps:
            best[spec.name] = Tipping(
                parameter=spec.name,
                unit=spec.unit,
                from_=search.start,
                to=one.beyond,
                steps=steps,
                band=here,
                reaches=band_at(float(value), bands),
                outcome=float(value),
            )
    return tuple(sorted(best.values(), key=lambda tip: (tip.steps, tip.parameter)))
