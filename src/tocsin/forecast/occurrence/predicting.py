"""What a learned model says of questions: the bare numbers."""

from dataclasses import dataclass

import numpy as np

from tocsin.forecast.occurrence.features import NAMES, Rows, table
from tocsin.forecast.occurrence.fitting import Fitted
from tocsin.forecast.occurrence.hazard import Hazards
from tocsin.forecast.occurrence.history import ClassHistory
from tocsin.forecast.occurrence.logit import log_odds_of, sigmoid
from tocsin.forecast.occurrence.questions import HORIZONS
from tocsin.forecast.occurrence.words import RATE
from tocsin.model.series import Numbers

Z90 = 1.6448536269514722
LONGEST = float(max(HORIZONS))
BEYOND = 0.5
"""Standard deviation in log-odds for each factor e of a window beyond what was learned from; a
judgement: between a rate that stays and one that falls as 1/t lies about as much."""

WIDEST = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a model says of one pair and day, for windows of several lengths.

    Attributes:
        p: Probabilities by window, never falling with its length.
        deviation: Standard deviation of their log-odds.
        effects: Log-odds that each feature adds to the last, compared with the mean case.
        values: Features of the last.
        hazards: Shrunken rates.
    """

    p: Numbers
    deviation: Numbers
    effects: dict[str, float]
    values: Numbers
    hazards: Hazards


def probabilities(
    model: Fitted, history: ClassHistory, rows: Rows, *, includes_day: bool
) -> Numbers:
    """Return the probability of each question, float64[n]."""
    if not len(rows):
        return np.zeros(0)
    found = table(
        history,
        rows,
        model.core.shrinkage,
        includes_day=includes_day,
        season=model.core.season,
    )
    p = sigmoid(model.core.logit.log_odds(found.values))
    return sigmoid(model.blend.log_odds(p, found.hazards.p(rows.days), rows.stated))


def say(model: Fitted, history: ClassHistory, rows: Rows) -> Said:
    """Return what a model says of one pair and day whose events are known.

    Args:
        model: The model.
        history: The past of the class, up to that day.
        rows: The same question for windows of rising length.
    """
    found = table(
        history, rows, model.core.shrinkage, includes_day=True, season=model.core.season
    )
    logit, rate = model.core.logit, found.hazards.p(rows.days)
    p = sigmoid(model.blend.log_odds(sigmoid(logit.log_odds(found.values)), rate, rows.stated))
    parts = logit.parts(found.values)[-1] * model.blend.of_model
    world = -np.expm1(-found.hazards.world * rows.days)
    added = model.blend.of_rate * (log_odds_of(rate) - log_odds_of(world))
    effects = dict(zip(NAMES, (float(part) for part in parts), strict=True))
    return Said(
        p=np.maximum.accumulate(p),
        deviation=_deviation(model, found.values, rate, rows),
        effects=effects | {RATE: float(added[-1])},
        values=found.values[-1],
        hazards=found.hazards,
    )


def _deviation(model: Fitted, values: Numbers, rate: Numbers, rows: Rows) -> Numbers:
    """Return the standard deviation of log-odds: of what was learned, and between pairs.

    The first is half the width of the middle 90 % of what models say that were learned with
    pairs drawn anew. At most 2.5, from where on anything may be.
    """
    logit = model.core.logit
    standard = np.c_[np.ones(len(values)), logit.standard(values)]
    drawn = sigmoid(standard @ model.draws.T)
    said = [model.blend.log_odds(one, rate, rows.stated) for one in drawn.T]
    low, high = np.percentile(said, (5, 95), axis=0) if said else np.zeros((2, len(rows)))
    learned = (high - low) / (2 * Z90)
    beyond = BEYOND * np.log(np.maximum(rows.days / LONGEST, 1.0))
    return np.asarray(np.minimum(np.sqrt(learned**2 + model.spread**2 + beyond**2), WIDEST))


def ends(p: float, deviation: float) -> tuple[float, float]:
    """Return the 90 % range of a probability with normal log-odds."""
    middle = log_odds_of(np.array([p]), least=1e-9)
    low, high = sigmoid(middle + Z90 * deviation * np.array([-1.0, 1.0]))
    return float(low), float(high)
