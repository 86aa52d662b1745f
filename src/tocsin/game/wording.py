"""Numbers in sentences."""

import numpy as np

from tocsin.game.base import Numbers


def percent(share: float) -> str:
    """Return a share as whole per cent; what is neither none nor all is never shown so."""
    if np.isnan(share):
        return "an unknown share"
    rounded = round(100 * share)
    if rounded == 0 and share > 0:
        return "less than 1%"
    if rounded == 100 and share < 1:
        return "more than 99%"
    return f"{rounded}%"


def mean_of(values: Numbers) -> float:
    """Return the mean of the draws that have a value; not-a-number where none has."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def middle(values: Numbers) -> str:
    """Return median and 90 % interval of the draws that have a value, as text."""
    known = values[~np.isnan(values)]
    if not len(known):
        return "unknown"
    low, mid, high = np.quantile(known, [0.05, 0.5, 0.95])
    if low == high:
        return f"{mid:.3g}"
    return f"{mid:.3g} (90% of draws {low:.3g} to {high:.3g})"
