"""The score of a set of forecasts, from arrays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.forecast.scores.calibration import (
    BINS,
    calibration_bins,
    calibration_error,
    decompose,
)
from tocsin.forecast.scores.discrimination import discrimination
from tocsin.forecast.scores.proper import CLIP, brier_scores, log_scores
from tocsin.forecast.scores.resampling import (
    DRAWS,
    LEAST_GROUPS,
    Groups,
    mean_interval,
    skill,
    skill_interval,
)
from tocsin.model.score import Comparison, Scored, ScoreReport
from tocsin.model.series import Flags, Numbers

EVEN = "even"
BINNING = f"{BINS} bins of equal width from 0 to 1, each with its lower edge"
_FEW = 100
_ONE_SIDED = "undefined: all outcomes are the same"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rival:
    """Somebody who answered some of the same questions.

    Attributes:
        name: Short name.
        words: Who it is, in words.
        p: The probabilities; not-a-number where there is none.
    """

    name: str
    words: str
    p: Numbers


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cases:
    """Forecasts with their outcomes.

    Attributes:
        p: The probabilities.
        came: Whether it was yes.
        groups: What hangs together, such as questions on one pair; numbers from 0.
        rivals: Who else answered.
        which: Which forecast of each question this is, in words.
    """

    p: Numbers
    came: Flags
    groups: Groups
    rivals: tuple[Rival, ...] = ()
    which: str = "the only one"


def groups_of(names: Sequence[object]) -> Groups:
    """Return a number for each different name, from 0, in the order of their text."""
    _, places = np.unique(
        np.array([str(name) for name in names], dtype=np.str_), return_inverse=True
    )
    return np.asarray(places, np.int64)


def score_cases(cases: Cases, *, rng: np.random.Generator, draws: int = DRAWS) -> ScoreReport:
    """Return the score of some forecasts.

    Raises:
        InsufficientDataError: There is no forecast with an outcome.
        ValueError: The arrays do not fit each other.
    """
    p, came, groups = cases.p, cases.came, cases.groups
    if not len(p):
        raise InsufficientDataError("There is no resolved forecast to score yet.")
    scored, logs = brier_scores(p, came), log_scores(p, came)
    few = "" if int(groups.max()) + 1 >= LEAST_GROUPS else "too few pairs for an interval"
    return ScoreReport(
        n=len(p),
        yes=int(np.sum(came)),
        which=cases.which,
        brier=Scored(
            value=float(scored.mean()),
            interval=mean_interval(scored, groups, rng=rng, draws=draws),
            note=few,
        ),
        log_score=Scored(
            value=float(logs.mean()),
            interval=mean_interval(logs, groups, rng=rng, draws=draws),
            note=few,
        ),
        clip=CLIP,
        parts=decompose(p, came),
        bins=calibration_bins(p, came),
        binning=BINNING,
        calibration_error=_calibration(p, came),
        discrimination=_discrimination(p, came),
        comparisons=tuple(_comparisons(cases, rng, draws)),
        resampled=f"{draws:,} draws of pairs with all their questions",
    )


def _calibration(p: Numbers, came: Flags) -> Scored:
    """Return the calibration error, with a word on small samples."""
    note = f"chance alone gives some of it below {_FEW} forecasts" if len(p) < _FEW else ""
    return Scored(value=calibration_error(p, came), note=note)


def _discrimination(p: Numbers, came: Flags) -> Scored:
    """Return the discrimination; None where there is nothing to tell apart."""
    found = discrimination(p, came)
    return Scored(value=None, note=_ONE_SIDED) if np.isnan(found) else Scored(value=found)


def _comparisons(cases: Cases, rng: np.random.Generator, draws: int) -> Iterator[Comparison]:
    """Yield the comparison with each rival, and with always saying one half."""
    half = Rival(name=EVEN, words="always one half", p=np.full(len(cases.p), 0.5))
    for rival in (*cases.rivals, half):
        both = ~np.isnan(rival.p)
        if not both.any():
            continue
        p, other, came = cases.p[both], rival.p[both], cases.came[both]
        value = skill(p, other, came)
        groups = groups_of(cases.groups[both].tolist())
        yield Comparison(
            name=rival.name,
            words=rival.words,
            n=len(p),
            brier=float(brier_scores(other, came).mean()),
            skill=Scored(value=None, note="undefined: the other is perfect")
            if np.isnan(value)
            else Scored(
                value=value,
                interval=skill_interval(p, other, came, groups, rng=rng, draws=draws),
            ),
        )
