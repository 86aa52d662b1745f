"""Outcomes over draws and the probabilities of named bands."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import OutcomeSpec, Reading
from tocsin.measure.intervals import wilson
from tocsin.model.outcome import BandShare, Estimate, Told
from tocsin.model.scenario import Band

Numbers = NDArray[np.float64]

Z90 = 1.6448536269514722
"""The 95 % point of the normal distribution, for two-sided 90 %."""


def estimate(values: Numbers, spec: OutcomeSpec, reading: Reading) -> Estimate:
    """Return an outcome over draws: median, mean for a probability, with a 90 % interval.

    Where a draw decides whether something happens, so that each has 0 or 1, the interval is that
    of the share for the number of draws.
    """
    known = values[~np.isnan(values)]
    share = len(known) / len(values) if len(values) else 0.0
    if not len(known):
        value, mean, ends = None, None, None
    else:
        low, middle, high = (float(one) for one in np.quantile(known, [0.05, 0.5, 0.95]))
        mean = float(known.mean())
        is_chance = spec.unit == "probability"
        value, ends = (mean if is_chance else middle), (low, high)
        if is_chance and bool(((known == 0) | (known == 1)).all()):
            ends = share_interval(mean, len(known))
    return Estimate(
        reading=reading.name,
        meaning=reading.meaning,
        outcome=spec.name,
        unit=spec.unit,
        value=value,
        interval=ends,
        mean=mean,
        known=share,
        draws=len(values),
    )


def is_in(band: Band, values: Numbers) -> NDArray[np.bool_]:
    """Return which values lie in a band; a missing value lies in none."""
    low = -math.inf if band.low is None else band.low
    high = math.inf if band.high is None else band.high
    return np.asarray((values >= low) & (values < high) | (np.isinf(high) & (values == high)))


def band_at(value: float, bands: tuple[Band, ...]) -> str:
    """Return the name of the band that a value lies in; empty for none."""
    for band in bands:
        if bool(is_in(band, np.array([value]))[0]):
            return band.name
    return ""


def share_interval(share: float, count: int) -> tuple[float, float]:
    """Return the 90 % interval of a share seen in so many draws; all of [0, 1] for none.

    Wide for quasi-random draws, which vary less than independent ones.
    """
    if count == 0:
        return 0.0, 1.0
    low, high = wilson(np.array(share * count), np.array(count), Z90)
    return float(low), float(high)


def band_shares(
    bands: tuple[Band, ...],
    by_reading: Mapping[str, Mapping[str, Numbers]],
    weights: Mapping[str, float],
) -> tuple[BandShare, ...]:
    """Return how probable each band is, under the headline and under every reading.

    Args:
        bands: The bands.
        by_reading: By reading the outcomes of its draws; the first is the headline.
        weights: By reading its weight in the pool; those left out weigh nothing.
    """
    headline = next(iter(by_reading))
    found = []
    for band in bands:
        shares = {
            name: float(is_in(band, outcomes[band.outcome]).mean())
            for name, outcomes in by_reading.items()
        }
        count = len(by_reading[headline][band.outcome])
        found.append(
            BandShare(
                band=band.name,
                words=band.describe(),
                p=shares[headline],
                interval=share_interval(shares[headline], count),
                pooled=sum(weights.get(name, 0.0) * share for name, share in shares.items()),
                by_reading=tuple(shares.items()),
                outcome=band.outcome,
                low=band.low,
                high=band.high,
            )
        )
    return tuple(found)


def told(
    spec: OutcomeSpec,
    by_reading: Mapping[str, Mapping[str, Numbers]],
    readings: Mapping[str, Reading],
    weights: Mapping[str, float],
) -> Told:
    """Return an outcome under every reading, pooled by their weights.

    Args:
        spec: The outcome.
        by_reading: By reading the outcomes of its draws; the first is the headline.
        readings: The readings by name.
        weights: By reading its weight in the pool; those left out weigh nothing.
    """
    found = {
        name: estimate(np.asarray(outcomes[spec.name]), spec, readings[name])
        for name, outcomes in by_reading.items()
    }
    first = next(iter(found.values()))
    values = [one.value for one in found.values() if one.value is not None]
    weighed = [(weights.get(name, 0.0), one.value) for name, one in found.items()]
    known = [(weight, value) for weight, value in weighed if value is not None]
    total = sum(weight for weight, _ in known)
    return Told(
        outcome=spec.name,
        meaning=spec.meaning,
        unit=spec.unit,
        value=first.value,
        interval=first.interval,
        pooled=sum(weight * value for weight, value in known) / total if total else None,
        spread=(min(values), max(values)) if values else None,
        by_reading=tuple((name, one.value) for name, one in found.items()),
    )
