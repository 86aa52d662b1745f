"""How often such things come true: counted follow-through, or a documented prior range."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.ontology import FollowThrough, Ontology
from tocsin.assess.ranges import Array, Sampler, interval, logit, mean, sigmoid
from tocsin.assess.schema import BaseRateClass

YEAR_DAYS = 365.0


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The base rate of a proposition; empty arrays of weight 0 where there is none.

    Attributes:
        log_odds: Log-odds of each draw; zeros where there is no base rate.
        weight: Its weight in the pool, per draw; zeros where there is none.
        is_known: Whether there is a base rate.
        is_counted: Whether it was counted on event data rather than judged.
        steps: How it was reached, one sentence each.
        rows: Keys of the data rows beneath it.
    """

    log_odds: Array
    weight: Array
    is_known: bool
    is_counted: bool
    steps: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def p(self) -> float | None:
        """Return the mean probability, or None where there is no base rate."""
        return mean(sigmoid(self.log_odds)) if self.is_known else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the 90 % interval, or None where there is no base rate."""
        return interval(sigmoid(self.log_odds)) if self.is_known else None


def base_rate(
    name: str, horizon_days: int, ontology: Ontology, sampler: Sampler, *, has_intent: bool
) -> BaseRate:
    """Return the base rate of a class of events within a horizon.

    Args:
        name: Key of the class in base_rates.yaml.
        horizon_days: Days ahead, 1 or more.
        ontology: The data files.
        sampler: Where draws come from.
        has_intent: Whether somebody has stated the intent, for classes that tell it apart.
    """
    row = ontology.base_rates.classes[name]
    if row.kind == "none":
        zeros = np.zeros(sampler.draws)
        step = f"There is no base rate for {name.replace('_', ' ')}: {row.reason}"
        return BaseRate(zeros, zeros, False, False, (step,), (f"base_rates.yaml:{name}",))
    weight = (
        sampler.draw(f"base_rates.{name}.weight", row.weight.range)
        if row.weight
        else np.ones(sampler.draws)
    )
    if row.kind == "follow_through":
        log_odds, steps, rows = _counted(horizon_days, ontology, sampler, has_intent=has_intent)
    else:
        log_odds, steps, rows = _judged(name, row, horizon_days, sampler)
    if row.weight:
        low, mode, high = row.weight.range
        reason = row.weight.reason
        steps = (*steps, f"It weighs {mode:g} ({low:g} to {high:g}) in the pool: {reason}")
    return BaseRate(log_odds, weight, True, row.kind == "follow_through", steps, rows)


def _judged(
    name: str, row: BaseRateClass, horizon_days: int, sampler: Sampler
) -> tuple[Array, tuple[str, ...], tuple[str, ...]]:
    """Return a prior range carried to a horizon by a constant hazard."""
    spread = row.range or (0.5, 0.5, 0.5)
    yearly = sampler.draw(f"base_rates.{name}", spread, "logit")
    p = 1.0 - (1.0 - yearly) ** (horizon_days / YEAR_DAYS)
    low, mode, high = spread
    steps = (
        (
            f"Prior range for {name.replace('_', ' ')} within 365 days: "
            f"{low:g} to {high:g}, most likely {mode:g}. {row.reason}"
        ),
        f"Carried to {horizon_days} days by a constant hazard: mean {mean(p):.3f}.",
    )
    return logit(p), steps, (f"base_rates.yaml:{name}",)


def _counted(
    horizon_days: int, ontology: Ontology, sampler: Sampler, *, has_intent: bool
) -> tuple[Array, tuple[str, ...], tuple[str, ...]]:
    """Return counted follow-through at a horizon, with the doubt of count and extrapolation."""
    file = ontology.base_rates.follow_through
    table = sorted(
        (row for row in ontology.follow_through if row.dataset == file.dataset),
        key=lambda row: row.horizon_days,
    )
    share = sampler.draw("follow_through.beyond_table", file.beyond_table.range)
    p = 1.0 - np.exp(-cumulative_hazard(table, horizon_days, share, has_intent=has_intent))
    nearest = min(table, key=lambda row: abs(row.horizon_days - horizon_days))
    effect = sampler.draw("follow_through.design_effect", file.design_effect.range)
    at = _p(nearest, has_intent=has_intent)
    error = np.sqrt(effect / (nearest.n * at * (1 - at)))
    log_odds = logit(p) + error * sampler.normal("follow_through.error")
    column = "an expressed intent to meet" if has_intent else "a random day"
    rows = tuple(f"{file.file}:{row.dataset}-{row.horizon_days}" for row in table)
    listed = ", ".join(
        f"{_p(row, has_intent=has_intent):.3f} within {row.horizon_days} days (n={row.n:,})"
        for row in table
    )
    last = table[-1].horizon_days
    beyond = f", beyond the table's {last} days by its hazard" if horizon_days > last else ""
    steps = (
        f"Visits between two states after {column}, {file.dataset}: {listed}.",
        f"At {horizon_days} days{beyond}: mean {mean(sigmoid(log_odds)):.3f}.",
        f"Source: {file.source}",
    )
    return log_odds, steps, rows


def _p(row: FollowThrough, *, has_intent: bool) -> float:
    """Return the share of a row's column."""
    return row.p_intent if has_intent else row.p_control


def cumulative_hazard(
    table: Sequence[FollowThrough], horizon_days: float, share: Array, *, has_intent: bool
) -> Array:
    """Return the cumulative hazard -log(1 - p) at a horizon, shape of `share`.

    Linear between the rows. Past the last row at day t0, where the hazard of the last interval
    is r per day: share r (h - t0) + (1 - share) r m log(h / t0), m the middle of that interval.
    Share 1 keeps the hazard as it is, share 0 lets it fall as 1/t.
    """
    days = np.array([0.0, *(row.horizon_days for row in table)])
    shares = np.array([0.0, *(_p(row, has_intent=has_intent) for row in table)])
    hazard = -np.log1p(-shares)
    inside = float(np.interp(horizon_days, days, hazard))
    extra = max(0.0, horizon_days - float(days[-1]))
    if not extra:
        return np.full_like(share, inside)
    rate = float((hazard[-1] - hazard[-2]) / (days[-1] - days[-2]))
    middle = float(days[-1] + days[-2]) / 2
    falling = rate * middle * float(np.log(horizon_days / days[-1]))
    return np.asarray(inside + share * rate * extra + (1 - share) * falling)
