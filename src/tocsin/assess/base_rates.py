"""How often such things come true: counted follow-through, or a documented prior range."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.names import readable
from tocsin.assess.ontology import FollowThrough, Ontology
from tocsin.assess.ranges import Array, Sampler, interval, logit, mean, sigmoid
from tocsin.assess.schema import BaseRateClass
from tocsin.assess.shrinkage import Hazards, Years, shrink
from tocsin.forecast.follow import follow_rates, load_follow_classes
from tocsin.model.record import OwnRate

YEAR_DAYS = 365.0
_SOURCE = (
    "Own count on ICEWS14 and ICEWS18, train and valid, pairs of sovereign states; windows cut off "
    "censored, shares drawn towards those after a random day of the same pairs; see "
    "docs/forecast/follow-through.md."
)


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The base rate of a proposition; empty arrays of weight 0 where there is none.

    Attributes:
        log_odds: Log-odds of each draw; zeros where there is no base rate.
        weight: Its weight in the pool, per draw; zeros where there is none.
        is_known: Whether there is a base rate.
        is_counted: Whether it was counted on event data rather than judged.
        is_own: Whether the pair's own years have entered it.
        steps: How it was reached, one sentence each.
        rows: Keys of the data rows beneath it.
    """

    log_odds: Array
    weight: Array
    is_known: bool
    is_counted: bool
    is_own: bool
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
    name: str,
    horizon_days: int,
    ontology: Ontology,
    sampler: Sampler,
    *,
    has_intent: bool,
    own: OwnRate | None = None,
) -> BaseRate:
    """Return the base rate of a class of events within a horizon.

    Args:
        name: Key of the class in base_rates.yaml.
        horizon_days: Days ahead, 1 or more.
        ontology: The data files.
        sampler: Where draws come from.
        has_intent: Whether somebody has stated the intent, for classes that tell it apart.
        own: How often it came about between the two states before, where that is known.
    """
    row = ontology.base_rates.classes[name]
    if row.kind == "none":
        zeros = np.zeros(sampler.draws)
        step = f"There is no base rate for {name.replace('_', ' ')}: {row.reason}"
        return BaseRate(
            zeros, zeros, False, False, False, (step,), (f"base_rates.yaml:{name}",)
        )
    weight = (
        sampler.draw(f"base_rates.{name}.weight", row.weight.range)
        if row.weight
        else np.ones(sampler.draws)
    )
    is_counted = row.kind == "follow_through"
    if is_counted:
        log_odds, steps, rows = _counted(
            row, horizon_days, ontology, sampler, has_intent=has_intent
        )
    else:
        log_odds, steps, rows = _judged(name, row, horizon_days, sampler)
    is_own = own is not None and own.years > 0 and name in ontology.base_rates.own_history
    if own is not None and is_own:
        asked = _Asked(name, horizon_days, ontology, sampler, has_intent and is_counted)
        log_odds, more = _shrunk(asked, own)
        steps = (*steps, *more)
        rows = (*rows, own_row(own), own.value.id)
    if row.weight:
        low, mode, high = row.weight.range
        reason = row.weight.reason
        steps = (*steps, f"It weighs {mode:g} ({low:g} to {high:g}) in the pool: {reason}")
    return BaseRate(log_odds, weight, True, is_counted, is_own, steps, rows)


def own_row(own: OwnRate) -> str:
    """Return the key of the rows behind a pair's own years: `colt:PRK-RUS:1993-2022`."""
    value = own.value
    return f"{own.source}:{'-'.join(value.parties)}:{value.start.year}-{value.end.year}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a class: within how many days, and whether an intent was stated."""

    name: str
    horizon_days: int
    ontology: Ontology
    sampler: Sampler
    has_intent: bool

    def odds(self, horizon_days: float, *, has_intent: bool = False) -> Array:
        """Return the log-odds of the class within some days."""
        row = self.ontology.base_rates.classes[self.name]
        if row.kind == "follow_through":
            return _follow_odds(
                row, horizon_days, self.ontology, self.sampler, has_intent=has_intent
            )
        return _prior_odds(self.name, row, horizon_days, self.sampler)

    def hazard(self, horizon_days: float, *, has_intent: bool = False) -> Array:
        """Return the cumulative hazard of the class within some days."""
        odds = self.odds(horizon_days, has_intent=has_intent)
        return np.asarray(np.logaddexp(0.0, odds))

    def hazards(self) -> Hazards:
        """Return the hazards of the class that the pair's own years are set against.

        What an intent adds is the largest difference of the two columns up to the horizon, as
        far as the table goes: what was added within a week is not taken away within a month.
        """
        excess = np.zeros(self.sampler.draws)
        if self.has_intent:
            kind = self.ontology.base_rates.classes[self.name]
            days = [row.horizon_days for row in _table(kind, self.ontology)]
            ahead = [day for day in days if day < self.horizon_days]
            for day in (*ahead, min(self.horizon_days, days[-1])):
                more = self.hazard(day, has_intent=True) - self.hazard(day)
                excess = np.maximum(excess, more)
        return Hazards(
            year=self.hazard(YEAR_DAYS), ahead=self.hazard(self.horizon_days), excess=excess
        )


def _shrunk(asked: _Asked, own: OwnRate) -> tuple[Array, tuple[str, ...]]:
    """Return the log-odds of a class shrunk towards the pair's own years, and the steps.

    The formula is that of `shrink`. A direction of a pair has draws of its own.
    """
    row = asked.ontology.base_rates.own_history[asked.name]
    stream, sampler = f"own_history.{asked.name}", asked.sampler
    worth = sampler.draw(f"{stream}.worth", row.worth.range)
    seen = sampler.draw(f"{stream}.seen", row.seen.range)
    uniform = sampler.uniform(f"{stream}.{'-'.join(own.value.parties)}")
    hazards = asked.hazards()
    years = Years(hits=own.hits, years=own.years, worth=worth, seen=seen)
    yearly, ahead = shrink(hazards, years, uniform)
    return logit(ahead), (
        f"Between the two themselves: {own_words(own)}.",
        (
            f"The data show {_range(row.seen.range)} of the years that had one: "
            f"{row.seen.reason}"
        ),
        f"The class is worth {_range(row.worth.range)} of such years: {row.worth.reason}",
        (
            f"Chance within a year, by the class {mean(-np.expm1(-hazards.year)):.3f}, with "
            f"the pair's own years {mean(yearly):.3f}."
        ),
        *_ahead_step(asked, hazards, ahead),
    )


def own_words(own: OwnRate) -> str:
    """Return in how many years something came about: `visits in 6 of 30 years, ...`."""
    value = own.value
    first, second = (readable(one) for one in value.parties)
    join = "from {} to {}" if own.is_directed else "between {} and {}"
    return (
        f"{own.words} {join.format(first, second)} in {own.hits} of {own.years} years that the "
        f"data cover, {value.start.year} to {value.end.year} ({own.source}, {value.id})"
    )


def _ahead_step(asked: _Asked, hazards: Hazards, ahead: Array) -> tuple[str, ...]:
    """Return the steps that carry the chance within a year to the horizon."""
    carried = f"Carried to {asked.horizon_days} days in proportion to the class's hazard"
    if not asked.has_intent:
        return (f"{carried}: mean {mean(ahead):.3f}.",)
    added = mean(-np.expm1(-hazards.excess))
    return (
        (
            f"{carried}; the stated intent adds what it adds to any pair, {added:.3f} to one that "
            f"else would not meet: mean {mean(ahead):.3f}."
        ),
    )


def _range(spread: tuple[float, float, float]) -> str:
    """Return a range in words: `0.5 (0.3 to 0.8)`."""
    low, mode, high = spread
    return f"{mode:g} ({low:g} to {high:g})"


def _judged(
    name: str, row: BaseRateClass, horizon_days: int, sampler: Sampler
) -> tuple[Array, tuple[str, ...], tuple[str, ...]]:
    """Return a prior range carried to a horizon by a constant hazard."""
    log_odds = _prior_odds(name, row, horizon_days, sampler)
    low, mode, high = _spread(row)
    steps = (
        (
            f"Prior range for {name.replace('_', ' ')} within 365 days: "
            f"{low:g} to {high:g}, most likely {mode:g}. {row.reason}"
        ),
        (
            f"Carried to {horizon_days} days by a constant hazard: mean "
            f"{mean(sigmoid(log_odds)):.3f}."
        ),
    )
    return log_odds, steps, (f"base_rates.yaml:{name}",)


def _prior_odds(name: str, row: BaseRateClass, horizon_days: float, sampler: Sampler) -> Array:
    """Return the log-odds of a prior range within some days."""
    yearly = sampler.draw(f"base_rates.{name}", _spread(row), "logit")
    return logit(1.0 - (1.0 - yearly) ** (horizon_days / YEAR_DAYS))


def _spread(row: BaseRateClass) -> tuple[float, float, float]:
    """Return the range of a class; even odds where it has none."""
    return row.range or (0.5, 0.5, 0.5)


LEAST_CASES = 20
"""Announcements whose window is covered, below which a line of the table is not used."""


def _table(row: BaseRateClass, ontology: Ontology) -> list[FollowThrough]:
    """Return the rows of the follow-through table that are used, by horizon.

    Shares that are drawn towards the control may fall a little with the horizon; they are kept
    from it.
    """
    if row.follow:
        return _derived(row.follow)
    dataset = ontology.base_rates.follow_through.dataset
    return sorted(
        (row for row in ontology.follow_through if row.dataset == dataset),
        key=lambda row: row.horizon_days,
    )


def _derived(name: str) -> list[FollowThrough]:
    """Return the rows of a class of the forecast's table."""
    found: list[FollowThrough] = []
    for rate in follow_rates(name):
        if rate.p is None or rate.p_control is None or rate.n_at_risk < LEAST_CASES:
            continue
        last = found[-1] if found else None
        found.append(
            FollowThrough(
                dataset=f"{rate.dataset}-{name}",
                horizon_days=rate.horizon_days,
                p_intent=max(rate.p, last.p_intent if last else 0.0),
                p_control=max(rate.p_control, last.p_control if last else 0.0),
                n=rate.n_at_risk,
            )
        )
    return found


def _follow_odds(
    row: BaseRateClass,
    horizon_days: float,
    ontology: Ontology,
    sampler: Sampler,
    *,
    has_intent: bool,
) -> Array:
    """Return the log-odds of follow-through, with the doubt of count and extrapolation.

    Of a stated intent the larger of both columns counts in each draw: where few announcements
    were counted their share may lie below that after a random day, and a plan would speak
    against itself.
    """
    odds = _column_odds(row, horizon_days, ontology, sampler, has_intent=False)
    if not has_intent:
        return odds
    intent = _column_odds(row, horizon_days, ontology, sampler, has_intent=True)
    return np.maximum(odds, intent)


def _column_odds(
    row: BaseRateClass,
    horizon_days: float,
    ontology: Ontology,
    sampler: Sampler,
    *,
    has_intent: bool,
) -> Array:
    """Return the log-odds of one column of follow-through."""
    file, table = ontology.base_rates.follow_through, _table(row, ontology)
    share = sampler.draw("follow_through.beyond_table", file.beyond_table.range)
    p = 1.0 - np.exp(-cumulative_hazard(table, horizon_days, share, has_intent=has_intent))
    nearest = min(table, key=lambda row: abs(row.horizon_days - horizon_days))
    effect = sampler.draw("follow_through.design_effect", file.design_effect.range)
    at = _p(nearest, has_intent=has_intent)
    error = np.sqrt(effect / (nearest.n * at * (1 - at)))
    return np.asarray(logit(p) + error * sampler.normal("follow_through.error"))


def _counted(
    kind: BaseRateClass,
    horizon_days: int,
    ontology: Ontology,
    sampler: Sampler,
    *,
    has_intent: bool,
) -> tuple[Array, tuple[str, ...], tuple[str, ...]]:
    """Return counted follow-through at a horizon, with the doubt of count and extrapolation."""
    file, table = ontology.base_rates.follow_through, _table(kind, ontology)
    log_odds = _follow_odds(kind, horizon_days, ontology, sampler, has_intent=has_intent)
    told = load_follow_classes()[kind.follow].title if kind.follow else ""
    column = (told or "an expressed intent to meet") if has_intent else "a random day"
    what = f"{kind.follow.replace('_', ' ').capitalize()}" if kind.follow else "Visits"
    data, source = (table[0].dataset, _SOURCE) if kind.follow else (file.dataset, file.source)
    rows = tuple(f"{file.file}:{row.dataset}-{row.horizon_days}" for row in table)
    listed = ", ".join(
        f"{_p(row, has_intent=has_intent):.3f} within {row.horizon_days} days (n={row.n:,})"
        for row in table
    )
    last = table[-1].horizon_days
    beyond = f", beyond the table's {last} days by its hazard" if horizon_days > last else ""
    steps = (
        f"{what} between two states after {column}, {data}: {listed}.",
        f"At {horizon_days} days{beyond}: mean {mean(sigmoid(log_odds)):.3f}.",
        f"Source: {source}",
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
