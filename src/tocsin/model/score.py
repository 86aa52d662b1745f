"""How good forecasts were: scores with their parts, intervals and baselines."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One score.

    Attributes:
        value: The score; None where it is not defined for these forecasts.
        interval: Its 95 % interval; None where there is none.
        note: What the reader must know of it.
    """

    value: float | None
    interval: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """The parts of a Brier score; they add up to it.

    Brier = reliability - resolution + uncertainty + within_variance - within_covariance.

    Attributes:
        reliability: How far the shares of yes lie from the probabilities, at least 0; 0 is best.
        resolution: How far the shares of yes of the bins lie from each other, at least 0.
        uncertainty: Brier score of always saying the overall share, in [0, 0.25].
        within_variance: Spread of the probabilities inside bins.
        within_covariance: Twice their covariance with the outcomes inside bins.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float

    @property
    def brier(self) -> float:
        """Return the sum of the parts, which is the Brier score."""
        within = self.within_variance - self.within_covariance
        return self.reliability - self.resolution + self.uncertainty + within

    @property
    def generalised_resolution(self) -> float:
        """Return resolution with what the forecasts tell apart inside bins."""
        return self.resolution - self.within_variance + self.within_covariance


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Forecasts of about the same probability, and how often it was yes.

    Attributes:
        low: Lower edge, inclusive.
        high: Upper edge, exclusive but for the last bin.
        n: Forecasts in it.
        mean_p: Mean of their probabilities.
        share: Share of yes.
        interval: 95 % Wilson interval of that share.
    """

    low: float
    high: float
    n: int
    mean_p: float
    share: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Forecasts against somebody who answered the same questions otherwise.

    Attributes:
        name: `climatology`, `pair` or `last_value`; or `even` for always one half.
        words: What it is, in words.
        n: Questions that both answered.
        brier: The Brier score of the other.
        skill: 1 - Brier / Brier of the other, paired; above 0 is better than the other.
    """

    name: str
    words: str
    n: int
    brier: float
    skill: Scored


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """The score of a set of forecasts.

    Attributes:
        asked: Questions, whatever became of them.
        open: Questions whose window has not passed.
        due: Questions that wait for their resolution.
        void: Questions that could not be decided.
        unforecast: Resolved questions without a forecast before the answer was known.
        n: Forecasts that are scored, one for a question.
        yes: How many of them came true.
        which: Which forecast of each question is scored.
        brier: Mean of (p - outcome)^2, in [0, 1]; 0 is best, 0.25 is always one half.
        log_score: Mean of -ln of the probability given to what came, at least 0; 0 is best.
        clip: Probabilities are kept this far from 0 and 1 for the log score.
        parts: The parts of the Brier score by the bins; None for no forecasts.
        bins: The calibration, bins without forecasts left out.
        binning: How the bins are made, in words.
        calibration_error: Mean distance between probability and share of yes over the bins.
        discrimination: Chance that a yes got a higher probability than a no, ties half.
        comparisons: Against base rates of the same day.
        resampled: What the intervals draw anew, in words.
    """

    asked: int = 0
    open: int = 0
    due: int = 0
    void: int = 0
    unforecast: int = 0
    n: int
    yes: int
    which: str
    brier: Scored
    log_score: Scored
    clip: float
    parts: Decomposition | None
    bins: tuple[CalibrationBin, ...]
    binning: str
    calibration_error: Scored
    discrimination: Scored
    comparisons: tuple[Comparison, ...]
    resampled: str

    @property
    def share_void(self) -> float | None:
        """Return the share of decided questions that are void; None where none is decided."""
        decided = self.n + self.unforecast + self.void
        return self.void / decided if decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestReport:
    """The score of a backtest.

    Attributes:
        source: Name of the source or file.
        kind: Name of the class of events.
        within: Days of the window.
        every: Days between origins.
        first: First origin.
        last: Last origin.
        origins: How many they are.
        method: Name of the model.
        report: The score.
        notes: What was assumed.
    """

    source: str
    kind: str
    within: int
    every: int
    first: date
    last: date
    origins: int
    method: str
    report: ScoreReport
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What a model file is made of.

    Attributes:
        path: The file.
        sha256: Of the file.
        kind: `occurrence` or `ranking`.
        version: Version of Tocsin that wrote it.
        source: Name of the source or file of the events.
        first: First day of the events that were learned from.
        last: Last such day; for a day before it the model is of no use.
        events: How many they are.
        events_sha256: Of those events.
        seed: What its draws began with.
        parts: What it holds, each with what that was learned from.
        skipped: What could not be learned, each with the reason.
        notes: What was assumed of the events.
    """

    path: str
    sha256: str
    kind: str
    version: str
    source: str
    first: date
    last: date
    events: int
    events_sha256: str
    seed: int
    parts: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
