"""Logistic regression with a ridge, by Newton's method; no more than numpy is needed."""

from dataclasses import dataclass

import numpy as np

from tocsin.model.series import Numbers

_STEPS = 40
_CLOSE = 1e-7
_LEAST = 1e-9
FURTHEST = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Logit:
    """A logistic model of standardised features.

    Attributes:
        mean: Mean of each feature where it was fitted.
        scale: Standard deviation there; 1 for a constant.
        weights: Log-odds for each standard deviation.
        intercept: Log-odds of the mean case.
    """

    mean: Numbers
    scale: Numbers
    weights: Numbers
    intercept: float

    def standard(self, values: Numbers) -> Numbers:
        """Return standardised features, none further than five deviations from the mean.

        In rare classes one pair has nearly all events and lies fifty deviations off; a straight
        line to it says nothing of the others.
        """
        apart: Numbers = (values - self.mean) / self.scale
        return np.asarray(apart.clip(-FURTHEST, FURTHEST))

    def parts(self, values: Numbers) -> Numbers:
        """Return the log-odds that each feature adds, float64[n, k]."""
        return np.asarray(self.standard(values) * self.weights)

    def log_odds(self, values: Numbers) -> Numbers:
        """Return the log-odds, float64[n]."""
        return np.asarray(self.intercept + self.parts(values).sum(axis=1))


def sigmoid(log_odds: Numbers) -> Numbers:
    """Return probabilities of log-odds."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -log_odds)))


def log_odds_of(p: Numbers, *, least: float = 1e-6) -> Numbers:
    """Return log-odds of probabilities, kept away from 0 and 1."""
    kept = np.clip(p, least, 1 - least)
    return np.asarray(np.log(kept) - np.log1p(-kept))


def fit_logit(
    values: Numbers,
    came: Numbers,
    weight: Numbers,
    *,
    ridge: float,
    start: Logit | None = None,
) -> Logit:
    """Return the model under which what came is most probable, less the ridge.

    The penalty is `ridge / 2 * sum(weights^2)` over standardised features; the intercept is
    free.

    Args:
        values: Features, float64[n, k].
        came: 1 for yes, 0 for no.
        weight: How much each case counts.
        ridge: Strength of the penalty, in cases.
        start: Where to begin; its mean and scale are kept.

    References: Hastie, Tibshirani & Friedman (2009), equations 4.26 and 18.11.
    """
    if start is None:
        mean, scale = _moments(values, weight)
        rate = float(weight @ came + 0.5) / float(weight.sum() + 1.0)
        start = Logit(mean, scale, np.zeros(values.shape[1]), float(np.log(rate / (1 - rate))))
    full = np.c_[np.ones(len(values)), start.standard(values)]
    penalty = np.r_[_LEAST, np.full(values.shape[1], ridge)]
    found = newton(
        full, came, weight, penalty=penalty, towards=np.zeros(len(penalty)),
        start=np.r_[start.intercept, start.weights],
    )  # fmt: skip
    return Logit(start.mean, start.scale, found[1:], float(found[0]))


def newton(
    full: Numbers,
    came: Numbers,
    weight: Numbers,
    *,
    penalty: Numbers,
    towards: Numbers,
    start: Numbers,
) -> Numbers:
    """Return the weights of a penalised logistic regression, drawn towards some values.

    A step of Newton's method is halved until it makes things better: from a start at zero it
    overshoots where almost nothing came, and never comes back.
    """

    def worth(at: Numbers) -> float:
        odds = full @ at
        fit = weight @ (came * odds - np.logaddexp(0.0, odds))
        return float(fit - penalty @ (at - towards) ** 2 / 2)

    found, best = start.copy(), worth(start)
    for _ in range(_STEPS):
        p = sigmoid(full @ found)
        slope = full.T @ (weight * (came - p)) - penalty * (found - towards)
        bend = (full * (weight * p * (1 - p))[:, None]).T @ full + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while size > _LEAST and worth(found + size * step) < best:
            size /= 2
        found = found + size * step
        best = worth(found)
        if float(np.abs(step).max()) < _CLOSE:
            break
    return found


def _moments(values: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """Return weighted means and standard deviations; 1 for a constant feature."""
    share = weight / weight.sum()
    mean = share @ values
    spread = np.sqrt(share @ (values - mean) ** 2)
    return mean, np.where(spread > _LEAST, spread, 1.0)
