"""Learning a model of occurrence from the events before a day."""

from dataclasses import dataclass, field

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.forecast.occurrence.calibration import USUAL, Blend, fit_blend
from tocsin.forecast.occurrence.features import Table, table
from tocsin.forecast.occurrence.hazard import Shrinkage, fit_shrinkage
from tocsin.forecast.occurrence.history import ClassHistory
from tocsin.forecast.occurrence.logit import Logit, fit_logit, sigmoid
from tocsin.forecast.occurrence.questions import Answered, Sampling, training
from tocsin.forecast.occurrence.season import Season, season_of
from tocsin.model.series import Counts, Numbers

FOLDS = (0.4, 0.55, 0.7, 0.85)
"""Where the later folds of the training window begin, as shares of it."""
LEAST_DAYS = 60
LEAST_EVENTS = 5
LEAST_SPREAD = 0.3
"""Below it pairs that look alike would be as alike as throws of a die; a judgement."""
_USUAL = 14


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is learned.

    Attributes:
        includes_day: Whether events of the day of asking itself are known.
        ridge: Strength of the penalty, in cases.
        draws: How often pairs are drawn anew for the interval.
        sampling: What is learned from.
    """

    includes_day: bool = True
    ridge: float = 60.0
    draws: int = 40
    sampling: Sampling = field(default_factory=Sampling)


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """What is learned in one go, before it is calibrated.

    Attributes:
        shrinkage: How rates are drawn together.
        season: How busy days of the week and months are.
        logit: The model of the features.
    """

    shrinkage: Shrinkage
    season: Season
    logit: Logit


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A calibrated model with what its doubt is drawn from.

    Attributes:
        core: What was learned.
        blend: How model and rate are put together.
        draws: Intercept and weights with pairs drawn anew, float64[draws, k + 1].
        spread: Standard deviation of the log-odds between pairs alike in all features.
        cases: Cases that were learned from.
        pairs: Pairs that they are of.
    """

    core: Core
    blend: Blend
    draws: Numbers
    spread: float
    cases: int
    pairs: int


def fit(history: ClassHistory, *, end: int, recipe: Recipe, rng: np.random.Generator) -> Fitted:
    """Return a model learned from what lies before a day.

    Raises:
        InsufficientDataError: Too few days or too few events lie before it.
    """
    _refuse_little(history, end)
    held = [_out_of_fold(history, cut, end, recipe, rng) for cut in _cuts(history, end)]
    core, cases = _core(history, end, recipe, rng)
    blend, spread = _calibrated([one for one in held if one is not None])
    values = _table(history, core, cases, recipe).values
    draws = _drawn(core.logit, values, cases, recipe, rng)
    pairs = len(np.unique(cases.rows.pair))
    return Fitted(core, blend, draws, spread, len(cases.came), pairs)


def _refuse_little(history: ClassHistory, end: int) -> None:
    """Refuse to learn from next to nothing.

    Raises:
        InsufficientDataError: Too few days or events.
    """
    days, events = end - history.first, int((history.own.day < end).sum())
    if days < LEAST_DAYS or events < LEAST_EVENTS:
        message = (
            f"{events} days with events of the class {history.kind.name} on {max(days, 0)} days "
            f"are too few to learn from; at least {LEAST_EVENTS} on {LEAST_DAYS} days are needed."
        )
        raise InsufficientDataError(message, subject=history.kind.name)


def _cuts(history: ClassHistory, end: int) -> list[tuple[int, int]]:
    """Return first and last day of the folds that the calibration is learned from."""
    days = end - history.first
    starts = [history.first + round(share * days) for share in FOLDS]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _core(
    history: ClassHistory, end: int, recipe: Recipe, rng: np.random.Generator
) -> tuple[Core, Answered]:
    """Return what is learned from all cases before a day, and the cases."""
    cases = training(history, end=end, sampling=recipe.sampling, rng=rng)
    shrinkage = fit_shrinkage(history, end)
    season = season_of(history.world, history.first, end)
    found = table(
        history, cases.rows, shrinkage, includes_day=recipe.includes_day, season=season
    )
    logit = fit_logit(found.values, cases.came, cases.weight, ridge=recipe.ridge)
    return Core(shrinkage, season, logit), cases


def _table(history: ClassHistory, core: Core, cases: Answered, recipe: Recipe) -> Table:
    """Return the features of cases."""
    return table(
        history,
        cases.rows,
        core.shrinkage,
        includes_day=recipe.includes_day,
        season=core.season,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """Forecasts of cases that the model had not seen."""

    cases: Answered
    p: Numbers
    rate: Numbers


def _out_of_fold(
    history: ClassHistory,
    fold: tuple[int, int],
    end: int,
    recipe: Recipe,
    rng: np.random.Generator,
) -> _Held | None:
    """Return forecasts of a fold by what was learned before it; None where that is too little."""
    first, last = fold
    if first - history.first < LEAST_DAYS or not (history.own.day < first).any():
        return None
    core, _ = _core(history, first, recipe, rng)
    cases = training(history, end=end, sampling=recipe.sampling, rng=rng)
    inside = cases.picked((cases.rows.day >= first) & (cases.rows.day < last))
    if not len(inside.came):
        return None
    found = _table(history, core, inside, recipe)
    rate = found.hazards.p(inside.rows.days)
    return _Held(inside, sigmoid(core.logit.log_odds(found.values)), rate)


def _calibrated(held: list[_Held]) -> tuple[Blend, float]:
    """Return the blend, and how far pairs that look alike differ."""
    if not held:
        return USUAL, LEAST_SPREAD
    p, rate, came, weight, stated, pair = (
        np.concatenate(one)
        for one in zip(
            *(
                (h.p, h.rate, h.cases.came, h.cases.weight, h.cases.rows.stated,
                 h.cases.rows.pair)
                for h in held
            ),
            strict=True,
        )
    )  # fmt: skip
    blend = fit_blend(p, rate, stated, came=came, weight=weight)
    rows = [h.cases.rows for h in held]
    day, days = (np.concatenate(one) for one in ([r.day for r in rows], [r.days for r in rows]))
    apart = _apart(day, days, pair)
    said = sigmoid(blend.log_odds(p[apart], rate[apart], stated[apart]))
    return blend, _spread(said, came[apart], pair[apart])


def _apart(day: Counts, days: Counts, pair: Counts) -> Counts:
    """Return one case of each pair and four weeks, of windows of two weeks where there are any.

    Cases whose windows overlap share their events and would pass for differences of pairs.
    """
    usual = _USUAL if (days == _USUAL).any() else int(days.min())
    kept = np.flatnonzero(days == usual)
    keys = np.stack([pair[kept], day[kept] // (2 * usual)], axis=1)
    _, first = np.unique(keys, axis=0, return_index=True)
    return kept[first]


def _spread(p: Numbers, came: Numbers, pair: Counts) -> float:
    """Return the standard deviation between pairs that their cases leave, in log-odds.

    By moments: with v the sum of p(1 - p) over a pair's cases, their squared residual has the
    mean v + spread^2 v^2. Kept within 0.3 and 1.
    """
    _, group = np.unique(pair, return_inverse=True)
    left = np.bincount(group, came - p)
    noise = np.bincount(group, p * (1 - p))
    over = float((left**2 - noise).sum()) / max(float((noise**2).sum()), 1e-12)
    return float(np.clip(np.sqrt(max(over, 0.0)), LEAST_SPREAD, 1.0))


def _drawn(
    logit: Logit, values: Numbers, cases: Answered, recipe: Recipe, rng: np.random.Generator
) -> Numbers:
    """Return the weights with whole pairs drawn anew.

    References: Field & Welsh (2007) on clusters (U).
    """
    _, group = np.unique(cases.rows.pair, return_inverse=True)
    size = int(group.max()) + 1
    found = []
    for _ in range(recipe.draws):
        times = rng.multinomial(size, np.full(size, 1 / size))
        weight = cases.weight * times[group]
        kept = weight > 0
        one = fit_logit(
            values[kept], cases.came[kept], weight[kept], ridge=recipe.ridge, start=logit
        )
        found.append(np.r_[one.intercept, one.weights])
    return np.array(found) if found else np.zeros((0, values.shape[1] + 1))
