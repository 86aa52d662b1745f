"""Putting the learned model and the shrunken rate together so that 30 % comes in 30 of 100.

Beta calibration with the rate as a third opinion: log-odds =
`c + s stated + a log(p) - b log(1 - p) + d log-odds(rate)`, fitted to forecasts of days that the
model had not seen, and drawn towards a fixed mixture (a = b = .9, d = .1, s = .08, c = 0; without s
pairs that state an intent come out too low, as the rate knows of none).

On rolling folds of ICEWS18 a blend learned freely was worse than the fixed one (Brier .170 against
.162 for meetings within 14 days): later folds of one year tell the season more than the model's
faults. It therefore takes thousands of cases to move it.
"""

from dataclasses import dataclass

import numpy as np

from tocsin.forecast.occurrence.logit import log_odds_of, newton
from tocsin.model.series import Flags, Numbers

_TOWARDS = np.array([0.0, 0.08, 0.9, 0.9, 0.1])
_LEAST = 1e-4
RIDGE = np.array([5000.0, 5000.0, 3000.0, 3000.0, 3000.0])
"""How many cases each default counts for; swept 20 to 5000 on ICEWS18 and ICEWS14."""


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """How the two opinions are put together.

    Attributes:
        weights: c, s, a, b and d of the formula.
    """

    weights: Numbers

    def log_odds(self, p: Numbers, rate: Numbers, stated: Flags) -> Numbers:
        """Return the log-odds of questions.

        Args:
            p: What the model says.
            rate: What the shrunken rate says.
            stated: Whether the intent is stated.
        """
        return np.asarray(_columns(p, rate, stated) @ self.weights)

    @property
    def of_model(self) -> float:
        """Return how much of the model's log-odds is kept, near even odds."""
        return float(self.weights[2] + self.weights[3]) / 2

    @property
    def of_rate(self) -> float:
        """Return how much of the rate's log-odds is added."""
        return float(self.weights[4])


USUAL = Blend(_TOWARDS)
"""The mixture that nothing has been learned of."""


def fit_blend(
    p: Numbers, rate: Numbers, stated: Flags, *, came: Numbers, weight: Numbers
) -> Blend:
    """Return the blend under which what came is most probable; the usual one for no cases.

    References: Kull, Silva Filho & Flach (2017), equation 8; Wolpert (1992) on stacking.
    """
    if not len(p):
        return USUAL
    found = newton(
        _columns(p, rate, stated), came, weight, penalty=RIDGE, towards=_TOWARDS, start=_TOWARDS
    )
    return Blend(np.r_[found[:2], np.maximum(found[2:], 0.0)])


def _columns(p: Numbers, rate: Numbers, stated: Flags) -> Numbers:
    """Return what the weights are of, float64[n, 5]."""
    kept = np.clip(p, _LEAST**2, 1 - _LEAST)
    return np.stack(
        [
            np.ones(len(p)),
            stated.astype(float),
            np.log(kept),
            -np.log1p(-kept),
            log_odds_of(rate, least=_LEAST),
        ],
        axis=1,
    )
