"""The table of follow-through, from counted waits."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.forecast.follow.base import HORIZONS, FollowClass, FollowRate
from tocsin.forecast.follow.counting import Incidence, Waits, incidence, spread
from tocsin.forecast.rates import rate_interval
from tocsin.model.series import Numbers

STRENGTHS = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)
_LEAST = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What was counted of one class in one table of events.

    Attributes:
        dataset: Name of the events.
        between: `states` or `rolled`.
        kind: The class.
        n: Announcements.
        pairs: Pairs that they are of.
        after: Shares after an announcement.
        control: Shares after a random day.
        effective: As how many independent cases the announcements count, by horizon.
    """

    dataset: str
    between: str
    kind: FollowClass
    n: int
    pairs: int
    after: Incidence
    control: Incidence
    effective: Numbers


def counted(
    names: tuple[str, str],
    kind: FollowClass,
    waits: tuple[Waits, Waits],
    *,
    rng: np.random.Generator,
) -> Counted:
    """Return what was counted of a class.

    Args:
        names: The events and between whom they are.
        kind: The class.
        waits: After announcements, and after random days.
        rng: What draws pairs anew.
    """
    after, control = incidence(waits[0]), incidence(waits[1])
    pairs = len(set(waits[0].pair))
    variance = spread(waits[0], rng=rng)
    p = after.p
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = np.where(variance > 0, p * (1 - p) / variance, float(pairs))
    # As many cases as pairs where nothing varies; never more than there are.
    effective = np.clip(effective, 1.0, np.maximum(after.at_risk, 1))
    return Counted(names[0], names[1], kind, len(waits[0]), pairs, after, control, effective)


def strength(rows: Sequence[Counted], place: int) -> float:
    """Return how many cases the share after a random day counts for, at one horizon.

    The one under which the shares of all classes are most probable, as beta-binomial around
    those after a random day.

    References: Efron & Hastie (2016), section 6.1.
    """
    held = [
        (row.after.p[place] * row.effective[place], row.effective[place], row.control.p[place])
        for row in rows
        if np.isfinite(row.after.p[place]) and np.isfinite(row.control.p[place]) and row.n
    ]
    if not held:
        return STRENGTHS[len(STRENGTHS) // 2]
    scores = [sum(_score(one, worth) for one in held) for worth in STRENGTHS]
    return STRENGTHS[int(np.argmax(scores))]


def _score(case: tuple[float, float, float], worth: float) -> float:
    """Return the log-probability of a share, less what does not depend on the strength."""
    yes, n, mean = case
    kept = min(max(mean, _LEAST), 1 - _LEAST)
    a, b = worth * kept, worth * (1 - kept)
    return (
        math.lgamma(yes + a) + math.lgamma(n - yes + b) - math.lgamma(n + worth)
        - math.lgamma(a) - math.lgamma(b) + math.lgamma(worth)
    )  # fmt: skip


def table_of(rows: Sequence[Counted]) -> tuple[FollowRate, ...]:
    """Return the rates of all classes of one table of events.

    `p = (n* share + m control) / (n* + m)` with n* effective cases and the strength m of the
    horizon; its 90 % range is Wilson's with n* + m cases, but m no more than the pairs that the
    control is of.
    """
    worth = [strength(rows, place) for place in range(len(HORIZONS))]
    return tuple(
        _rate(row, place, worth[place]) for row in rows for place in range(len(HORIZONS))
    )


def _rate(row: Counted, place: int, worth: float) -> FollowRate:
    """Return the rate of one class at one horizon."""
    raw, control = _known(row.after.p[place]), _known(row.control.p[place])
    cases, at_risk = float(row.effective[place]), int(row.after.at_risk[place])
    p = low = high = effect = None
    if raw is not None and control is not None:
        p = (cases * raw + worth * control) / (cases + worth)
        low, high = rate_interval(p, cases + min(worth, row.pairs))
        effect = max(at_risk, 1) / cases
    return FollowRate(
        dataset=row.dataset,
        between=row.between,
        name=row.kind.name,
        status=row.kind.status,
        horizon_days=HORIZONS[place],
        n=row.n,
        pairs=row.pairs,
        n_at_risk=at_risk,
        p=p,
        low=low,
        high=high,
        p_raw=raw,
        p_control=control,
        design_effect=effect,
    )


def _known(value: float) -> float | None:
    """Return a number; None where it is none."""
    return float(value) if math.isfinite(value) else None
