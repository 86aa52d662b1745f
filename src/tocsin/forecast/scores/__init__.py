"""How good forecasts were: proper scores, their parts, calibration, discrimination, skill."""

from tocsin.forecast.scores.calibration import (
    BINS,
    bin_of,
    calibration_bins,
    calibration_error,
    decompose,
)
from tocsin.forecast.scores.discrimination import average_ranks, discrimination
from tocsin.forecast.scores.proper import CLIP, brier_scores, checked, log_scores
from tocsin.forecast.scores.report import Cases, Rival, groups_of, score_cases
from tocsin.forecast.scores.resampling import (
    DRAWS,
    mean_interval,
    resampled,
    skill,
    skill_interval,
)

__all__ = [
    "BINS",
    "CLIP",
    "DRAWS",
    "Cases",
    "Rival",
    "average_ranks",
    "bin_of",
    "brier_scores",
    "calibration_bins",
    "calibration_error",
    "checked",
    "decompose",
    "discrimination",
    "groups_of",
    "log_scores",
    "mean_interval",
    "resampled",
    "score_cases",
    "skill",
    "skill_interval",
]
