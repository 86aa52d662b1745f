"""Proper scores of single forecasts: whoever says what he believes does best.

`scoringrules` has both; its import takes 12 s on two busy cores (it compiles at import), more
than all that `tocsin forecast score` does, so that the tests compare with it and nothing runs it.
"""

import numpy as np

from tocsin.model.series import Flags, Numbers

CLIP = 1e-3
"""How far from 0 and 1 probabilities are kept for the log score.

Without it one forecast of 0 that came true makes the mean infinite. At .001 it costs 6.9, as
much as ten forecasts of one half; no forecast of ours is sharper than that (`less than 1%`).
"""


def checked(p: Numbers, came: Flags) -> tuple[Numbers, Numbers]:
    """Return probabilities and outcomes as numbers of one length.

    Raises:
        ValueError: They are not of one length, a probability lies outside [0, 1] or is not a
            number, or an outcome is neither 0 nor 1.
    """
    given, seen = np.asarray(p, float), np.asarray(came, float)
    if given.ndim != 1 or given.shape != seen.shape:
        message = f"Forecasts {given.shape} and outcomes {seen.shape} must be of one length."
        raise ValueError(message)
    if not np.all((given >= 0) & (given <= 1)):  # not-a-number is refused, too
        raise ValueError("A probability must lie in [0, 1].")
    if not np.all((seen == 0) | (seen == 1)):
        raise ValueError("An outcome is 0 or 1.")
    return given, seen


def brier_scores(p: Numbers, came: Flags) -> Numbers:
    """Return the Brier score `(p - outcome)^2` of each forecast.

    In [0, 1], 0 is best; empty for none.

    Raises:
        ValueError: The two do not fit; see `checked`.

    References: Brier (1950), for two classes, half of his equation 2.
    """
    given, seen = checked(p, came)
    return (given - seen) ** 2


def log_scores(p: Numbers, came: Flags, *, clip: float = CLIP) -> Numbers:
    """Return the log score of each forecast: minus the logarithm of what it gave to what came.

    In nats, at least 0, 0 is best; at most `-ln(clip)`; empty for none.

    Args:
        p: The probabilities.
        came: The outcomes.
        clip: Probabilities are kept this far from 0 and 1 before; 0 for not at all.

    Raises:
        ValueError: The two do not fit; see `checked`.

    References: Good (1952).
    """
    given, seen = checked(p, came)
    kept = np.clip(given, clip, 1 - clip)
    with np.errstate(divide="ignore"):
        return -np.log(np.where(seen == 1, kept, 1 - kept)) + 0.0
